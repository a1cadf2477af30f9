"""Planted truths, recovered from the JSON by counting."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import Any

import pytest

from analytics.sample.roles import TREND_LISTED_FROM
from analytics.sample.technologies import TECHNOLOGIES

Record = dict[str, Any]


def countries(work: Record) -> set[str]:
    return {code for authorship in work["authorships"] for code in authorship["countries"]}


def institutions(work: Record) -> set[str]:
    return {i["id"] for authorship in work["authorships"] for i in authorship["institutions"]}


def is_about(work: Record, technology: str) -> bool:
    """A phrase in title or abstract, or a core topic: what any tagger would find."""
    known = TECHNOLOGIES[technology]
    words = work["abstract_inverted_index"] or {}
    placed = sorted((place, word) for word, places in words.items() for place in places)
    text = f"{work['title']} {' '.join(word for _, word in placed)}"
    topics = {topic["id"].rsplit("/", 1)[1] for topic in work["topics"]}
    return bool(topics & set(known.topics)) or any(re.search(rf"\b{phrase}\b", text) for phrase in known.phrases)


def test_the_trend_units_works_are_as_planned_in_every_year(sample):
    trend = sample.facts.exposure
    mine = [w for w in sample.countable if trend.institution_id in institutions(w)]
    mine = [w for w in mine if is_about(w, trend.technology_id)]
    for year, planned in trend.years.items():
        works = [w for w in mine if w["publication_year"] == year]
        exposed = [w for w in works if "CN" in countries(w)]
        rest = [w for w in works if not countries(w) & {"CN", "RU", "IR", "KP"}]
        assert len(works) == planned.works
        assert len(exposed) == planned.exposed == len(works) - len(rest)
        unresolved = [w for w in rest if any(not a["institutions"] for a in w["authorships"])]
        assert len(unresolved) == planned.unresolved
        assert sum("HK" in countries(w) for w in rest) == planned.hong_kong
        listed = [w for w in works if trend.listed_institution_id in institutions(w)]
        then = [w for w in listed if w["publication_date"] >= TREND_LISTED_FROM.isoformat()]
        assert (len(then), len(listed)) == (planned.listed_then, planned.listed_now)


def test_the_trend_rises_from_a_tenth_to_two_fifths(sample):
    years = sample.facts.exposure.years
    shares = [year.exposed / year.works for year in years.values()]
    assert (shares[0], shares[-1]) == (0.1, 0.4)
    assert shares == sorted(shares)


def test_the_planted_pair_has_its_ric_exactly(sample):
    pair = sample.facts.pair
    cells: Counter[tuple[str, str]] = Counter()
    for work in sample.countable:
        cells.update(combinations(sorted(countries(work)), 2))
    x, y = pair.country_x, pair.country_y
    c_x = sum(n for codes, n in cells.items() if x in codes)
    c_y = sum(n for codes, n in cells.items() if y in codes)
    c_xy, total = cells[tuple(sorted((x, y)))], sum(cells.values())
    assert (c_xy, c_x, c_y, total) == (pair.c_xy, pair.c_x, pair.c_y, pair.total)
    assert c_xy * (total - c_x) / (c_x * (c_y - c_xy)) == pytest.approx(pair.ric, abs=1e-12)


def test_the_indirect_unit_meets_the_listed_institution_only_through_its_partner(sample):
    link = sample.facts.indirect
    unit, bridge, listed = link.institution_id, link.bridge_id, link.listed_id
    # In every version of every record, not only in countable ones.
    assert not any({unit, listed} <= institutions(work) for work in sample.records)
    works = [institutions(work) for work in sample.countable]
    assert sum({unit, bridge} <= w for w in works) == link.works_with_bridge
    assert sum({bridge, listed} <= w for w in works) == link.bridge_works_with_listed
    partners = Counter(i for w in works if unit in w for i in w - {unit})
    assert [i for i, n in partners.items() if n > 1] == [bridge]


def test_the_company_is_on_the_planned_works_of_its_technology(sample):
    role = sample.facts.company
    about = [w for w in sample.countable if is_about(w, role.technology_id)]
    for year, planned in role.years.items():
        works = [w for w in about if w["publication_year"] == year]
        with_company = [w for w in works if role.institution_id in institutions(w)]
        assert (len(works), len(with_company)) == planned
    first, last = role.years[2016], role.years[2025]
    assert (first[1] / first[0], last[1] / last[0]) == (0.05, 0.3)


def test_countable_works_are_as_many_as_the_facts_say(sample):
    assert len(sample.countable) == sample.facts.countable_works


def test_those_who_move_are_at_home_first_and_elsewhere_later(sample):
    moves = sample.facts.moves
    ends: dict[str, dict[int, set[str]]] = {}
    for work in sample.countable:
        for authorship in work["authorships"]:
            who = authorship["author"]["id"]
            if is_about(work, moves.technology_id) and who and who > "https://openalex.org/A9990900000":
                ends.setdefault(who, {})[work["publication_year"]] = set(authorship["countries"])
    assert all(set(years) == {moves.first_year, moves.last_year} for years in ends.values())
    assert all(years[moves.first_year] == {moves.origin} for years in ends.values())
    later = Counter(frozenset(years[moves.last_year]) for years in ends.values())
    assert later == {
        frozenset({moves.destination}): moves.migrants,
        frozenset({moves.origin, moves.destination}): moves.travellers,
        frozenset({moves.hidden_destination}): moves.hidden,
    }
