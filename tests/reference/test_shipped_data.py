"""The reference data of the repository: what is in it, and what it must not lack."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from analytics.reference import load_reference
from analytics.settings import REPOSITORY, Settings

SHARED = REPOSITORY.parent / "shared" / "data"


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    return load_reference(Settings())


def _shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared/data/{name}, which is not part of the repository")
    return path


def test_there_are_53_technologies_in_10_groups(tables):
    assert tables["ref_technology"].height == 53
    assert tables["ref_technology"]["group_name"].n_unique() == 10


def test_every_technology_has_an_included_phrase_and_a_core_topic(tables):
    technologies = set(tables["ref_technology"]["technology_id"])
    assert set(tables["ref_technology_phrase"].filter(kind="include")["technology_id"]) == technologies
    assert set(tables["ref_technology_topic"].filter(role="core")["technology_id"]) == technologies


def test_every_topic_exists_in_openalex(tables):
    with _shared("openalex/topics_with_keywords.csv").open(encoding="utf-8", newline="") as file:
        known = {f"T{row['topic_id']}" for row in csv.DictReader(file)}
    assert set(tables["ref_technology_topic"]["topic_id"]) <= known


def test_recalled_items_of_official_lists_say_so(tables):
    official = tables["ref_technology_official"]
    assert official["list_code"].n_unique() == 9
    assert set(official.filter(list_code="NATO")["provenance"]) == {"recalled"}
    assert set(official.filter(list_code="EU")["provenance"]) == {"verified"}


def test_canada_lists_103_organizations_of_three_countries_from_the_edition_read(tables):
    listings = tables["ref_listing"].filter(list_id="ca_nro")
    assert dict(listings["country_code"].value_counts().rows()) == {"CN": 85, "IR": 12, "RU": 6}
    assert set(listings["effective_from"]) == {date(2024, 4, 18)}
    assert set(listings["listed_from"]) == {None}


def test_a_slip_of_the_official_print_is_kept(tables):
    assert "Northwest Institute of Nuclear" in set(tables["ref_listing"]["name_as_listed"])


def test_53_listings_of_canada_are_resolved_each_to_one_institution(tables):
    exact = tables["ref_crosswalk"].filter(relation="exact")
    assert (exact.height, exact["listing_id"].n_unique(), exact["ror_id"].n_unique()) == (53, 53, 53)


def test_resolved_institutions_are_active_and_in_the_country_of_the_listing(tables):
    country = dict(tables["ref_listing"].select("listing_id", "country_code").rows())
    wanted = {f"https://ror.org/{ror_id}": country[listing] for listing, ror_id in _pairs(tables)}
    seen = 0
    with gzip.open(_shared("ror/ror_latest.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] in wanted:
                seen += 1
                assert record["status"] == "active", record["id"]
                assert wanted[record["id"]] in _countries(record), record["id"]
    # Two identifiers are not in the copy of ROR at hand; crosswalk.csv says which.
    assert seen == len(wanted) - 2


def _pairs(tables: dict[str, pl.DataFrame]) -> list[tuple[str, str]]:
    return tables["ref_crosswalk"].select("listing_id", "ror_id").rows()


def _countries(record: dict) -> set[str]:
    if "locations" in record:
        return {place["geonames_details"]["country_code"] for place in record["locations"]}
    return {record["country"]["country_code"]}


def test_every_iso_country_has_a_point_on_the_map(tables):
    countries = tables["ref_country"]
    assert countries.height == 250
    assert {"HK", "MO", "TW", "SG", "NA", "XK"} <= set(countries["country_code"])
    assert countries.null_count().sum_horizontal().item() == 0


@pytest.mark.parametrize(
    ("code", "iso3", "latitude", "longitude"),
    [
        ("FR", "FRA", 46, 2),
        ("SG", "SGP", 1, 104),
        ("HK", "HKG", 22, 114),
        ("NZ", "NZL", -40, 173),
        ("US", "USA", 40, -97),
        ("TW", "TWN", 24, 121),
        ("MO", "MAC", 22, 114),
    ],
)
def test_points_lie_where_the_countries_are(tables, code, iso3, latitude, longitude):
    row = tables["ref_country"].row(by_predicate=pl.col("country_code") == code, named=True)
    assert row["iso3"] == iso3
    assert abs(row["latitude"] - latitude) < 2
    assert abs(row["longitude"] - longitude) < 2


def test_the_united_kingdom_left_the_european_union(tables):
    row = tables["ref_country_group"].filter(group_id="EU", country_code="GB")
    assert row.select("valid_from", "valid_until").row(0) == (date(1973, 1, 1), date(2020, 2, 1))


def test_shipped_profiles_never_fold_hong_kong_and_macao(tables):
    assert dict(tables["ref_profile"].select("profile_id", "hk_mo").rows()) == {
        "ca-strac": "own",
        "country-only": "own",
    }


def test_the_country_profile_is_one_official_definition_and_canada_names_no_country(tables):
    members = tables["ref_profile_country"]
    assert sorted(members["country_code"]) == ["CN", "IR", "KP", "RU"]
    assert set(members["profile_id"]) == {"country-only"}
    assert tables["ref_profile_list"].rows() == [("ca-strac", "ca_nro", None)]


def test_the_template_of_a_profile_loads_once_it_is_renamed(tmp_path):
    template = REPOSITORY / "data" / "profiles" / "custom.toml.example"
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "mine.toml").write_bytes(template.read_bytes())
    assert "mine" in set(load_reference(Settings(reference=[tmp_path]))["ref_profile"]["profile_id"])


def test_every_type_seen_in_real_records_is_mapped(tables):
    known = set(tables["ref_work_type"]["source_type"])
    _shared("openalex")
    for path in sorted((SHARED / "openalex").glob("works_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            seen = {json.loads(line).get("type") for line in lines} - {None}
        assert seen <= known, path.name


def test_mapped_types_are_todays_and_agree_on_what_research_is(tables):
    types = tables["ref_work_type"]
    todays = types.filter(pl.col("source_type") == pl.col("work_type"))
    assert set(types["work_type"]) == set(todays["work_type"])
    research = {"article", "review", "book-chapter", "conference-paper", "preprint"}
    assert set(types.filter("is_research")["work_type"]) == research
    assert not set(types.filter(~pl.col("is_research"))["work_type"]) & research


def test_the_data_room_holds_no_code():
    allowed = {".toml", ".csv", ".md", ".example"}
    rooms = ("taxonomies", "watchlists", "countries", "profiles", "openalex")
    files = [path for room in rooms for path in (REPOSITORY / "data" / room).rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= allowed
