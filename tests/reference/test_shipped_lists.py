"""The watchlists of the repository: how many each names, from when, in which edition, and which institution it is."""

from __future__ import annotations

import csv
import re
from datetime import date

import polars as pl
import pytest

from analytics.reference import load_reference
from analytics.reference.persons import looks_like_a_person
from analytics.settings import REPOSITORY, Settings

LISTS = REPOSITORY / "data" / "watchlists"
GATHERED = REPOSITORY.parent / "shared" / "data" / "risk" / "watchlist_checked.csv"

# Rows shipped. Each README says why the count differs from the official one and from what was gathered:
# 269: ten of 55 are no research bodies; 833: three of 114; Entity List: two of 60 are factories; METI: eleven of
# 107 are companies; 267: two of 15 bodies have two intervals; 1260H: 15 rows are 13 bodies; 1286: 419 rows of four
# editions are 156 bodies.
COUNTS = {
    "aspi_china_defence_universities": 159,
    "ca_nro": 103,
    "eu_1509_dprk": 3,
    "eu_1542_chemical_weapons": 4,
    "eu_267_iran": 17,
    "eu_269_russia": 45,
    "eu_833_annex_iv": 111,
    "jp_meti_end_user_list": 96,
    "uk_sanctions_list": 57,
    "us_bis_entity_list": 58,
    "us_dod_1260h": 13,
    "us_dod_1286": 156,
}
EDITIONS = {
    ("us_dod_1286", "FY22"): 42,
    ("us_dod_1286", "FY23"): 99,
    ("us_dod_1286", "FY24"): 128,
    ("us_dod_1286", "FY25"): 150,
    ("us_dod_1260h", "2025-01"): 2,
    ("us_dod_1260h", "2026-06"): 13,
    ("jp_meti_end_user_list", "2025-01-31"): 82,
    ("jp_meti_end_user_list", "2025-09-29"): 96,
}
# Measurable bodies that are exactly one institution of ROR.
RESOLVED = {
    "aspi_china_defence_universities": 110,
    "ca_nro": 53,
    "eu_267_iran": 4,
    "eu_269_russia": 3,
    "eu_833_annex_iv": 8,
    "jp_meti_end_user_list": 22,
    "uk_sanctions_list": 5,
    "us_bis_entity_list": 27,
    "us_dod_1286": 67,
}


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    return load_reference(Settings())


@pytest.fixture(scope="module")
def listings(tables) -> pl.DataFrame:
    return tables["ref_listing"]


def test_each_list_has_the_rows_its_readme_explains(listings):
    assert dict(listings["list_id"].value_counts().rows()) == COUNTS


def test_each_edition_holds_the_listings_it_says(tables):
    editions = tables["ref_list_edition"]
    held = {(r["list_id"], r["edition"]): r["listings"] for r in editions.rows(named=True)}
    assert {key: held[key] for key in EDITIONS} == EDITIONS
    assert editions["listings"].null_count() == 0


def test_editions_of_one_list_follow_one_another_without_a_gap(tables):
    for _, editions in tables["ref_list_edition"].sort("edition_no").group_by("list_id"):
        assert editions["superseded_on"].to_list() == [*editions["published"].to_list()[1:], None]


@pytest.mark.parametrize("list_id", COUNTS)
def test_each_list_explains_its_count_and_its_update_in_five_steps(list_id, tables):
    text = (LISTS / list_id / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^([0-9])\. ", text.partition("in five steps")[2]) == ["1", "2", "3", "4", "5"]
    about = tables["ref_list"].row(by_predicate=pl.col("list_id") == list_id, named=True)
    assert about["licence"]
    assert about["source_url"].startswith("https://")
    if list_id != "ca_nro":
        assert "## Why the count differs from the official one" in text


def test_canada_lists_103_organizations_of_three_countries_from_the_edition_read(listings):
    canada = listings.filter(list_id="ca_nro")
    assert dict(canada["country_code"].value_counts().rows()) == {"CN": 85, "IR": 12, "RU": 6}
    assert set(canada["effective_from"]) == {date(2024, 4, 18)}
    assert set(canada["listed_from"]) == {None}


def test_slips_of_the_official_print_are_kept_and_the_mended_name_is_an_alias(tables, listings):
    names, aliases = set(listings["name_as_listed"]), set(tables["ref_listing_alias"]["alias"])
    assert "Northwest Institute of Nuclear" in names
    assert {"Hangzhao Dianzi University", "Xi’an Jiatong University"} <= names
    assert {"Hangzhou Dianzi University", "Xi’an Jiaotong University"} <= aliases


def test_a_body_of_several_editions_is_one_listing_from_its_first_to_its_last(listings):
    one = listings.filter(listing_id="us_dod_1286/beihang-university").row(0, named=True)
    assert (one["first_edition"], one["last_edition"]) == ("FY22", None)
    assert (one["effective_from"], one["listed_until"]) == (date(2023, 6, 30), None)
    gone = listings.filter(listing_id="us_dod_1286/mabna-institute").row(0, named=True)
    assert (gone["first_edition"], gone["last_edition"]) == ("FY22", "FY24")
    assert (gone["effective_from"], gone["listed_until"]) == (date(2023, 6, 30), date(2026, 7, 31))


def test_a_listing_that_lapsed_and_came_back_has_two_intervals(listings):
    both = listings.filter(body_id="eu_267_iran/karaj-nuclear-research-centre").sort("effective_from")
    assert both.select("effective_from", "listed_until").rows() == [
        (date(2007, 3, 24), date(2016, 1, 16)),
        (date(2025, 9, 29), None),
    ]


def test_day_of_effect_and_day_of_print_of_a_rule_are_kept_apart(listings):
    one = listings.filter(listing_id="us_bis_entity_list/beijing-institute-of-technology").row(0, named=True)
    assert (one["listed_from"], one["published_on"]) == (date(2020, 12, 18), date(2020, 12, 22))
    unknown = listings.filter(list_id="us_bis_entity_list").filter(pl.col("listed_from").is_null())
    assert unknown.height == 28
    assert set(unknown["listed_from_precision"]) == {"edition"}


def test_a_date_and_a_name_carry_their_own_level_of_evidence(listings):
    assert set(listings["evidence"]) == {"copy_of_official", "secondary"}
    dated = pl.any_horizontal(pl.col("listed_from").is_not_null(), pl.col("published_on").is_not_null())
    assert listings.filter(dated)["date_evidence"].is_in(["copy_of_official", "secondary"]).all()
    assert listings.filter(~dated)["date_evidence"].is_null().all()
    assert listings.filter(evidence="copy_of_official", date_evidence="secondary").height > 0


def test_the_assessment_of_a_private_body_holds_names_and_links_only(tables, listings):
    aspi = listings.filter(list_id="aspi_china_defence_universities")
    assert aspi["category"].null_count() == aspi.height
    assert aspi["source_url"].str.starts_with("https://unitracker.aspi.org.au/").all()
    assert set(tables["ref_list"].filter(list_id="aspi_china_defence_universities")["force"]) == {"assessment"}
    assert "note" not in (LISTS / "aspi_china_defence_universities" / "entries.csv").read_text().splitlines()[0]


def test_no_name_and_no_alias_is_a_person_or_a_talent_programme(tables, listings):
    names = [*listings["name_as_listed"], *tables["ref_listing_alias"]["alias"]]
    assert [name for name in names if looks_like_a_person(name)] == []
    assert [name for name in names if "talent" in name.lower()] == []


def test_units_inside_a_university_are_never_raised_to_it(tables, listings):
    units = set(listings.filter(unit_scope="unit_only")["listing_id"])
    assert len(units) == 12
    relations = tables["ref_crosswalk"].filter(pl.col("listing_id").is_in(list(units)))
    assert set(relations["relation"]) == {"part_of"}


def test_bodies_resolved_to_exactly_one_institution(tables, listings):
    exact = tables["ref_crosswalk"].filter(relation="exact").join(listings, on="listing_id")
    assert dict(exact.group_by("list_id").agg(pl.col("body_id").n_unique()).rows()) == RESOLVED
    assert exact.group_by("listing_id").len()["len"].max() == 1
    assert not tables["ref_crosswalk"]["propagate_to_children"].any()


def test_a_false_friend_of_another_country_is_not_linked(tables, listings):
    one = listings.filter(listing_id="us_dod_1286/institute-of-high-energy-physics").row(0, named=True)
    assert one["country_code"] == "RU"
    assert tables["ref_crosswalk"].filter(ror_id="03v8tnc06").height == 0


def test_every_name_was_gathered_and_no_row_set_aside_is_shipped(listings):
    if not GATHERED.exists():
        pytest.skip("needs ../shared/data/risk, which is not part of the repository")
    with GATHERED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    good = {row["entity_name_as_listed"].strip() for row in rows if not row["exclude"]}
    aside = {row["entity_name_as_listed"].strip() for row in rows if row["exclude"]} - good
    # Three entries of the ministry's list have an empty name in the copy; the first alias stands for it.
    borrowed = {"CETC 10th Research Institute", "13th Institute", "CETC 20th Research Institute"}
    # Canada's names were compared with the page itself, which the gathered rows follow in all but two.
    names = set(listings.filter(pl.col("list_id") != "ca_nro")["name_as_listed"])
    assert names - good == borrowed
    assert aside
    assert not names & aside
