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

PROFILES = ("ca-strac", "country-only", "eu-research-security", "jp-meti", "us-dod-1286")
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
    assert dict(tables["ref_profile"].select("profile_id", "hk_mo").rows()) == dict.fromkeys(PROFILES, "own")


def test_every_profile_has_a_version_its_official_source_and_a_description(tables):
    for profile in tables["ref_profile"].rows(named=True):
        assert profile["version"], profile["profile_id"]
        assert profile["source_url"].startswith("https://"), profile["profile_id"]
        assert len(profile["description"]) > 200, profile["profile_id"]
        assert "risk" not in profile["description"].lower(), profile["profile_id"]


def test_no_shipped_profile_uses_the_assessment_of_a_private_body(tables):
    force = dict(tables["ref_list"].select("list_id", "force").rows())
    assert {force[name] for name in tables["ref_profile_list"]["list_id"]} == {"policy", "statute", "regulation"}


def test_the_country_profile_is_one_official_definition_and_canada_names_no_country(tables):
    members = tables["ref_profile_country"]
    assert sorted(members["country_code"]) == ["CN", "IR", "KP", "RU"]
    assert set(members["profile_id"]) == {"country-only"}
    lists = tables["ref_profile_list"].group_by("profile_id").agg(pl.col("list_id").sort())
    assert dict(lists.rows()) == {
        "ca-strac": ["ca_nro"],
        "eu-research-security": [
            "eu_1509_dprk",
            "eu_1542_chemical_weapons",
            "eu_267_iran",
            "eu_269_russia",
            "eu_833_annex_iv",
        ],
        "jp-meti": ["jp_meti_end_user_list"],
        "us-dod-1286": ["us_dod_1286"],
    }


def test_a_start_that_is_known_to_the_year_says_so(tables):
    groups = tables["ref_country_group"]
    assert set(groups["evidence"]) == {"official", "copy_of_official", "secondary"}
    coarse = groups.filter(pl.col("valid_from_precision").is_in(["year", "month"]))
    assert {(day.month, day.day) for day in coarse.filter(valid_from_precision="year")["valid_from"]} == {(1, 1)}
    assert groups.filter(pl.col("valid_from").is_null())["valid_from_precision"].is_null().all()


def test_shipped_trust_sets_are_official_groups_of_today(tables):
    members = tables["ref_trust_set_country"].filter(pl.col("valid_until").is_null())
    assert dict(members.group_by("trust_set_id").len().rows()) == {"g7": 7, "eu-eea": 30}


def test_the_template_of_a_trust_set_loads_once_it_is_renamed(tmp_path):
    template = REPOSITORY / "data" / "trust_sets" / "custom.toml.example"
    (tmp_path / "trust_sets").mkdir()
    (tmp_path / "trust_sets" / "mine.toml").write_bytes(template.read_bytes())
    assert "mine" in set(load_reference(Settings(reference=[tmp_path]))["ref_trust_set"]["trust_set_id"])


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
    rooms = ("taxonomies", "watchlists", "countries", "profiles", "trust_sets", "openalex")
    files = [path for room in rooms for path in (REPOSITORY / "data" / room).rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= allowed
