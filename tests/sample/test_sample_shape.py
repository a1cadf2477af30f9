"""The sample has the shapes that make real records hard: tails, gaps, revisions, odd states."""

from __future__ import annotations

from collections import Counter, defaultdict

from analytics.sample.countries import COUNTRIES
from analytics.sample.institutions import INSTITUTIONS


def _authorships(works):
    return [authorship for work in works for authorship in work["authorships"]]


def test_coverage_falls_over_the_years(sample):
    known: defaultdict[int, list[bool]] = defaultdict(list)
    for work in sample.newest:
        # Large teams would outweigh all other works of their year.
        if len(work["authorships"]) <= 100:
            known[work["publication_year"]] += [bool(a["institutions"]) for a in work["authorships"]]
    coverage = {year: sum(flags) / len(flags) for year, flags in known.items()}
    early, late = (sum(coverage[y] for y in years) / 3 for years in ((2016, 2017, 2018), (2023, 2024, 2025)))
    assert early > 0.88
    assert late < early - 0.1


def test_revisions_of_the_same_work_lie_in_different_partitions(sample):
    facts = sample.facts
    assert len(sample.records) == facts.records == facts.works + facts.revisions
    assert len(sample.newest) == facts.works == 1500
    assert facts.revisions == 45
    days = {(work["id"], work["updated_date"][:10]) for work in sample.records}
    assert len(days) == facts.records


def test_an_earlier_version_differs_from_the_newest(sample):
    newest = {work["id"]: work for work in sample.newest}
    older = [work for work in sample.records if work is not newest[work["id"]]]
    assert any(work["authorships"] != newest[work["id"]]["authorships"] for work in older)
    assert any(work["type"] != newest[work["id"]]["type"] for work in older)


def test_team_sizes_have_a_heavy_tail(sample):
    sizes = sorted(len(work["authorships"]) for work in sample.newest)
    assert sizes[-1] == 600
    assert 2 <= sum(size > 100 for size in sizes) <= 10
    assert 1 <= sizes[len(sizes) // 2] <= 5


def test_affiliations_come_in_every_form(sample):
    forms: Counter[str] = Counter()
    for authorship in _authorships(sample.newest):
        found = [len(a["institution_ids"]) for a in authorship["affiliations"]]
        forms["no string"] += not found
        forms["unresolved"] += found == [0]
        forms["partly resolved"] += 0 in found and any(found)
        forms["two strings"] += found == [1, 1]
        forms["two in one string"] += 2 in found
        forms["no author id"] += authorship["author"]["id"] is None
        forms["country of no institution"] += bool(authorship["countries"]) and not any(
            i["country_code"] for i in authorship["institutions"]
        )
    assert all(forms[form] for form in forms), forms


def test_exceptional_works_exist(sample):
    works = sample.newest
    assert {"article", "review", "preprint", "editorial", "dataset", "paratext"} <= {w["type"] for w in works}
    assert any(w["is_paratext"] for w in works)
    assert 3 <= sum(w["is_retracted"] for w in works) <= 30
    assert any(w["is_xpac"] for w in works)
    assert {"en", "fr", "zh", None} <= {w["language"] for w in works}
    for field in ("doi", "title", "abstract_inverted_index", "primary_topic"):
        assert any(w[field] is None for w in works), field
    assert any(not w["authorships"] for w in works)


def test_lists_inside_an_authorship_agree(sample):
    for authorship in _authorships(sample.records):
        ids = [i["id"] for i in authorship["institutions"]]
        strings = authorship["affiliations"]
        assert {id_ for a in strings for id_ in a["institution_ids"]} == set(ids)
        assert authorship["raw_affiliation_strings"] == [a["raw_affiliation_string"] for a in strings]
        assert {i["country_code"] for i in authorship["institutions"]} - {None} <= set(authorship["countries"])


def test_every_topic_and_funder_that_works_name_has_a_record(sample):
    named = {topic["id"] for work in sample.records for topic in work["topics"]}
    paying = {funder["id"]: funder["display_name"] for work in sample.records for funder in work["funders"]}
    assert named <= {topic["id"] for topic in sample.topics}
    assert paying == {funder["id"]: funder["display_name"] for funder in sample.funders}
    assert {None} < {funder["country_code"] for funder in sample.funders}


def test_institutions_are_many_and_of_many_countries(sample):
    assert len(INSTITUTIONS) == len(sample.institutions) == 400
    codes = {institution["country_code"] for institution in sample.institutions}
    assert codes - {None} == set(COUNTRIES)
    assert {"HK", "MO", "SG", "TW", "CN", "FR", "DE", "US", "JP", "RU", "IR"} <= codes
    types = {institution["type"] for institution in sample.institutions}
    assert {"education", "company", "government", "facility"} <= types
