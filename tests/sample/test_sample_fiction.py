"""Nothing real in the sample, and no way to mistake it for real."""

from __future__ import annotations

import csv
import gzip
import re
import tomllib
from pathlib import Path

from analytics.sample.institutions import INSTITUTIONS
from analytics.sample.roles import INDIRECT_LISTED, TREND_LISTED, TREND_LISTED_FROM, TREND_UNLISTED
from analytics.settings import REPOSITORY

ROOT = REPOSITORY / "data" / "synthetic"
LIST = ROOT / "watchlists" / "synthetic_watchlist"


def _text(directory: Path) -> str:
    parts = sorted(directory.rglob("*.gz"))
    return "\n".join(gzip.decompress(part.read_bytes()).decode() for part in parts)


def _rows(name: str) -> list[dict[str, str]]:
    with (LIST / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _disputed() -> set[str]:
    """Listings whose only link is wrong on purpose, and disputed."""
    with (ROOT / "disputes.csv").open(encoding="utf-8", newline="") as file:
        return {row["listing_id"] for row in csv.DictReader(file)}


def test_every_id_lies_in_the_reserved_range(sample):
    ids = re.findall(r"openalex\.org/([WAISFG])(\d+)", _text(sample.directory))
    assert {letter for letter, _ in ids} == set("WAISFG")
    assert all(re.fullmatch(r"9990\d{6}", number) for _, number in ids)


def test_every_doi_has_the_test_prefix_and_no_ror_is_given(sample):
    text = _text(sample.directory)
    assert set(re.findall(r"doi\.org/([^/\"]+)/", text)) == {"10.5555"}
    assert "ror.org" not in text


def test_every_name_of_a_body_says_synthetic(sample):
    names = {i.name for i in INSTITUTIONS} | {i["display_name"] for i in sample.institutions}
    for work in sample.records:
        names |= {i["display_name"] for a in work["authorships"] for i in a["institutions"]}
        names |= {funder["display_name"] for funder in work["funders"]}
        names.add(work["primary_location"]["source"]["display_name"])
        assert work["title"] is None or "SYNTHETIC" in work["title"]
        assert all("SYNTHETIC" in s for a in work["authorships"] for s in a["raw_affiliation_strings"])
    assert all(name.startswith("SYNTHETIC ") for name in names)
    assert len({i.name for i in INSTITUTIONS}) == 400


def test_no_person_is_named(sample):
    authorships = [a for work in sample.records for a in work["authorships"]]
    assert {a["author"]["display_name"] for a in authorships} == {"SYNTHETIC author"}
    assert {a["raw_author_name"] for a in authorships} == {"SYNTHETIC author"}
    orcids = {a["author"]["orcid"] for a in authorships}
    assert all(orcid is None or orcid.startswith("https://orcid.org/SYNTHETIC-") for orcid in orcids)
    assert None in orcids


def test_the_list_and_the_profile_say_synthetic():
    about = tomllib.loads((LIST / "list.toml").read_text(encoding="utf-8"))
    profile = tomllib.loads((ROOT / "profiles" / "synthetic-demo.toml").read_text(encoding="utf-8"))
    for document in (about, profile):
        assert document["title"].startswith("SYNTHETIC ")
        assert document["is_synthetic"] is True
    assert all(row["name_as_listed"].startswith("SYNTHETIC ") for row in _rows("entries.csv"))
    assert all(row["alias"].startswith("SYNTHETIC ") for row in _rows("aliases.csv"))


def test_the_crosswalk_leads_to_the_fictional_institution_of_that_name():
    entries = {row["listing_id"]: row for row in _rows("entries.csv")}
    known = {f"I{i.number}": i for i in INSTITUTIONS}
    for row in _rows("crosswalk.csv"):
        institution, entry = known[row["openalex_id"]], entries[row["listing_id"]]
        assert row["ror_id"] == ""
        assert institution.country == entry["country_code"]
        if row["relation"] == "exact" and row["listing_id"] not in _disputed():
            assert institution.name == entry["name_as_listed"]


def test_the_list_dates_are_those_the_truths_were_planted_with():
    entries = {row["listing_id"]: row for row in _rows("entries.csv")}
    listed = {row["openalex_id"]: entries[row["listing_id"]] for row in _rows("crosswalk.csv")}
    assert listed[f"I{TREND_LISTED.number}"]["listed_from"] == TREND_LISTED_FROM.isoformat()
    assert listed[f"I{TREND_LISTED.number}"]["listed_until"] == ""
    assert f"I{INDIRECT_LISTED.number}" in listed
    assert not {f"I{i.number}" for i in TREND_UNLISTED} & set(listed)


def test_the_list_shows_every_state_a_listing_can_have():
    entries = _rows("entries.csv")
    assert len(_disputed()) == 1
    resolved = {row["listing_id"] for row in _rows("crosswalk.csv")} - _disputed()
    assert {row["listed_from_precision"] for row in entries} == {"day", "month", "year", "edition"}
    assert any(row["listed_until"] for row in entries)
    assert any(row["unit_scope"] == "unit_only" for row in entries)
    assert any(row["listing_id"] not in resolved for row in entries)
