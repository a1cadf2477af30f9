"""`aperture profile show`: what is said follows the files, on the small SYNTHETIC root."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.errors import ProfileNotDefined
from analytics.reference.explanation import Part, explain, explain_all
from analytics.settings import Settings

PROFILE = "profiles/synthetic-profile.toml"


@pytest.fixture
def parts(load_with, tmp_path):
    def of(name: str, *change: str, **more: object) -> dict[str, Part]:
        load_with(*change)
        found = explain(Settings(reference=[tmp_path], **more), name)
        return {part.title.partition(":")[0]: part for part in found}

    return of


def text(parts: dict[str, Part]) -> str:
    return " ".join(sentence for part in parts.values() for sentence in part.sentences)


def test_a_list_is_told_with_its_editions_and_counts(parts):
    (row,) = parts("synthetic-profile")["Lists"].rows
    assert row == ("synthetic_list", "SYNTHETIC list", "policy", "SYNTHETIC issuer", 2, "2020", 2, 0, 2, 2, 0)


def test_a_day_of_knowledge_leaves_only_the_editions_of_then(parts):
    told = parts("synthetic-profile", known_on=date(2019, 1, 1))
    (row,) = told["Lists"].rows
    assert row[4:6] == (1, "2018")
    assert "published until 2019-01-01" in text(told)


def test_countries_come_with_dates_and_the_group_they_are_there_for(parts):
    rows = {row[0]: row[2:5] for row in parts("synthetic-profile")["Countries"].rows}
    assert rows["HK"] == (None, None, "named in the file")
    assert rows["FR"] == (date(2004, 1, 1), None, "SYNTHETIC_NEW (synthetic)")
    assert rows["NA"][2] == "SYNTHETIC_NEW (synthetic); SYNTHETIC_OLD (synthetic)"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"own"', '"own"', "Hong Kong and Macao count as themselves"),
        ('"own"', '"as_cn"', "Hong Kong and Macao count as China"),
        ('version = "1"', 'version = "1"', "every level of evidence"),
        ('version = "1"', 'version = "1"\nevidence = "copy_of_official"', "evidence is 'copy_of_official'"),
        ('lists = ["synthetic_list"]', "lists = []", "It uses no list of institutions."),
    ],
)
def test_the_rules_are_those_of_the_file(parts, old, new, said):
    assert said in text(parts("synthetic-profile", PROFILE, old, new))


def test_a_trust_set_says_that_it_is_somebodys_choice(parts):
    told = parts("synthetic-set")
    assert "no list of like-minded countries is official" in text(told)
    assert "JP" in {row[0] for row in told["Countries"].rows}


def test_all_are_listed_and_an_unknown_one_is_refused_with_their_names(load_with, tmp_path):
    load_with()
    settings = Settings(reference=[tmp_path])
    profiles, sets = explain_all(settings)
    assert ("synthetic-profile", "SYNTHETIC profile", "1", 1, 3) in profiles.rows
    assert "synthetic-set" in {row[0] for row in sets.rows}
    with pytest.raises(ProfileNotDefined, match="synthetic-profile"):
        explain(settings, "nobody")
