"""The sample's own small table of technologies agrees with the reviewed taxonomy and its matching rule."""

from __future__ import annotations

import random
import re
import tomllib
from typing import Any

import pytest

from analytics.sample import texts
from analytics.sample.technologies import TECHNOLOGIES
from analytics.sample.topics import BACKGROUND, topic
from analytics.settings import REPOSITORY

FOLDER = REPOSITORY / "data" / "taxonomies" / "technologies"
TAXONOMY: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")
}


@pytest.fixture
def rng() -> random.Random:
    return random.Random(1)  # noqa: S311 - drawn texts, the same each time


def technologies_in(text: str) -> set[str]:
    """Technologies with a phrase at the start of a word; phrases of up to four characters as whole words."""
    plain = " " + re.sub("[^a-z0-9]+", " ", text.lower()) + " "
    return {
        technology
        for technology, known in TAXONOMY.items()
        for phrase in known["phrases"]["include"]
        if (f" {phrase} " if len(phrase) <= 4 else f" {phrase}") in plain
    }


@pytest.mark.parametrize("technology", TECHNOLOGIES)
def test_each_phrase_says_its_technology_and_no_other(technology):
    for phrase in TECHNOLOGIES[technology].phrases:
        assert technologies_in(phrase) == {technology}, phrase


@pytest.mark.parametrize("technology", TECHNOLOGIES)
def test_texts_around_phrases_add_no_other_technology(technology, rng):
    for _ in range(60):
        phrases = rng.sample(TECHNOLOGIES[technology].phrases, 2)
        text = f"{texts.title(rng, 1, phrases)}. {texts.abstract(rng, phrases)}"
        assert technologies_in(text) == {technology}, text


@pytest.mark.parametrize("language", ["en", *texts.LANGUAGES])
def test_background_texts_hold_no_phrase(language, rng):
    for _ in range(200):
        text = f"{texts.title(rng, 1, (), language)}. {texts.abstract(rng, (), language)}"
        assert technologies_in(text) == set(), text


def test_core_topics_belong_to_one_technology_and_background_topics_to_none():
    of: dict[str, set[tuple[str, str]]] = {}
    for technology, known in TAXONOMY.items():
        for row in known["topics"]:
            of.setdefault(row["id"], set()).add((technology, row["role"]))
    for technology, known in TECHNOLOGIES.items():
        assert all(of[id_] == {(technology, "core")} for id_ in known.topics)
    assert not set(BACKGROUND) & set(of)


def test_every_topic_has_its_place_in_the_hierarchy():
    ids = {id_ for known in TECHNOLOGIES.values() for id_ in known.topics} | set(BACKGROUND)
    for id_ in ids:
        found = topic(id_)
        assert found["field"]["id"].rsplit("/", 1)[1] == found["subfield"]["id"].rsplit("/", 1)[1][:2]


def test_the_inverted_index_gives_back_the_text(rng):
    text = texts.abstract(rng, ["machine learning"])
    index = texts.inverted_index(text)
    placed = sorted((place, word) for word, places in index.items() for place in places)
    assert " ".join(word for _, word in placed) == text
