"""What the loader makes of a small reference root."""

from __future__ import annotations

from datetime import date

from analytics.reference import load_reference, reference_version
from analytics.reference.schemas import SCHEMAS
from analytics.settings import Settings


def test_every_table_has_exactly_the_columns_and_types_of_its_schema(load_with):
    tables = load_with()
    assert {name: dict(table.schema) for name, table in tables.items()} == SCHEMAS


def test_na_is_namibia_and_not_a_missing_value(load_with):
    tables = load_with()
    assert tables["ref_country"].filter(country_code="NA")["country_name"].item() == "Namibia"
    assert tables["ref_listing"].filter(listing_id="synthetic_list/a")["country_code"].item() == "NA"
    assert tables["ref_country"]["country_code"].null_count() == 0


def test_a_confirmed_date_is_effective_and_without_one_the_edition_speaks(load_with):
    listings = load_with()["ref_listing"].filter(list_id="synthetic_list")
    assert listings.sort("listing_id").select("listed_from", "effective_from").rows() == [
        (date(2019, 1, 1), date(2019, 1, 1)),
        (None, date(2020, 2, 3)),
    ]


def test_a_first_edition_older_than_the_list_is_when_a_listing_takes_effect(load_with):
    entries = "watchlists/synthetic_list/entries.csv"
    first = "synthetic_list/a,SYNTHETIC University A,NA,,whole,2019-01-01,day,,synthetic"
    second = "synthetic_list/b,SYNTHETIC Institute B,FR,,whole,,edition,2021-12-31,synthetic"
    tables = load_with(
        entries,
        f"evidence\n{first}\n{second}",
        f"evidence,first_edition\n{first},\n{second},2018-05-06",
    )
    listing = tables["ref_listing"].filter(listing_id="synthetic_list/b")
    assert listing["effective_from"].item() == date(2018, 5, 6)
    assert listing["listed_from"].item() is None


def test_overlapping_memberships_of_two_groups_become_one_period(load_with):
    members = load_with()["ref_profile_country"].filter(profile_id="synthetic-profile")
    assert members.sort("country_code").rows() == [
        ("synthetic-profile", "FR", date(2004, 1, 1), None),
        ("synthetic-profile", "HK", None, None),
        ("synthetic-profile", "NA", date(2000, 1, 1), date(2010, 12, 31)),
    ]


def test_a_root_of_the_user_adds_to_the_repository_and_takes_nothing_away(load_with):
    shipped, both = load_reference(Settings()), load_with()
    added = {name: both[name].height - shipped[name].height for name in SCHEMAS}
    assert added == {
        "ref_technology": 1,
        "ref_technology_phrase": 2,
        "ref_technology_topic": 1,
        "ref_technology_official": 1,
        "ref_country": 0,
        "ref_country_alias": 1,
        "ref_country_group": 3,
        "ref_excluded_institution": 1,
        "ref_list": 1,
        "ref_listing": 2,
        "ref_listing_alias": 1,
        "ref_crosswalk": 2,
        "ref_profile": 1,
        "ref_profile_list": 1,
        "ref_profile_country": 3,
        "ref_work_type": 1,
    }


def test_versions_follow_the_bytes_of_their_own_part_only(load_with, tmp_path):
    load_with()
    settings = Settings(reference=[tmp_path])
    before = reference_version(settings)
    assert before == reference_version(settings)
    assert all(len(version) == 12 for version in before.values())
    profile = tmp_path / "profiles" / "synthetic-profile.toml"
    profile.write_text(profile.read_text() + "# a remark\n")
    (tmp_path / "watchlists" / "README.md").write_text("words")
    after = reference_version(settings)
    assert {part for part in before if before[part] != after[part]} == {"profiles"}
