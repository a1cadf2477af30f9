"""What the loader makes of a small reference root."""

from __future__ import annotations

from datetime import date

import polars as pl

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


def _in_editions(load_with, editions: str, ends: str = "2021-12-31"):
    """The second listing of the list, without a date of its own, in the editions `first,last`."""
    first = "synthetic_list/a,SYNTHETIC University A,NA,,whole,2019-01-01,day,,synthetic"
    second = "synthetic_list/b,SYNTHETIC Institute B,FR,,whole,,edition,2021-12-31,synthetic"
    changed = second.replace("2021-12-31", ends)
    tables = load_with(
        "watchlists/synthetic_list/entries.csv",
        f"evidence\n{first}\n{second}",
        f"evidence,first_edition,last_edition\n{first},,\n{changed},{editions}",
        more={"watchlists/synthetic_list/editions.csv": (",2,synthetic", ",,synthetic")},
    )
    return tables["ref_listing"].row(by_predicate=pl.col("listing_id") == "synthetic_list/b", named=True)


def test_a_first_edition_older_than_the_newest_is_when_a_listing_takes_effect(load_with):
    listing = _in_editions(load_with, "2018,")
    assert (listing["listed_from"], listing["effective_from"]) == (None, date(2018, 5, 6))
    assert (listing["known_from"], listing["known_until"]) == (date(2018, 5, 6), None)
    assert (listing["listed_until"], listing["last_edition"]) == (date(2021, 12, 31), None)


def test_a_listing_that_an_edition_leaves_out_ends_on_the_day_of_that_edition(load_with):
    listing = _in_editions(load_with, "2018,2018", ends="")
    assert (listing["first_edition"], listing["last_edition"]) == ("2018", "2018")
    assert listing["listed_until"] == listing["known_until"] == date(2020, 2, 3)
    assert listing["until_reason"] == "left out of the next edition"


def test_editions_follow_one_another_and_the_newest_has_no_end(load_with):
    editions = load_with()["ref_list_edition"].filter(list_id="synthetic_list").sort("edition_no")
    assert editions.select("edition", "edition_no", "published", "superseded_on").rows() == [
        ("2018", 1, date(2018, 5, 6), date(2020, 2, 3)),
        ("2020", 2, date(2020, 2, 3), None),
    ]


def test_a_body_that_came_back_has_two_listings_and_one_crosswalk_row_serves_both(load_with):
    first = "synthetic_list/a,SYNTHETIC University A,NA,,whole,2019-01-01,day,,synthetic"
    lapsed = first.replace(",day,,", ",day,2019-06-01,")
    again = first.replace("list/a,", "list/a@2,").replace("2019-01-01", "2021-09-29")
    tables = load_with("watchlists/synthetic_list/entries.csv", first, f"{lapsed}\n{again}")
    both = tables["ref_listing"].filter(body_id="synthetic_list/a").sort("listing_id")
    assert both.select("listing_id", "effective_from", "listed_until").rows() == [
        ("synthetic_list/a", date(2019, 1, 1), date(2019, 6, 1)),
        ("synthetic_list/a@2", date(2021, 9, 29), None),
    ]
    assert set(tables["ref_crosswalk"].filter(ror_id="013w2d378", method="name_exact")["listing_id"]) == set(
        both["listing_id"]
    )
    assert tables["ref_listing_alias"].filter(alias="SYNTHETIC A").height == 2


def test_a_profile_can_limit_its_lists_to_a_level_of_evidence_and_name_a_trust_set(load_with):
    profile = "profiles/synthetic-profile.toml"
    more = 'version = "1"\nevidence = "synthetic"\ntrust_set = "synthetic-set"\n'
    tables = load_with(profile, 'version = "1"\n', more)
    assert tables["ref_profile"].filter(profile_id="synthetic-profile")["trust_set_id"].item() == "synthetic-set"
    assert tables["ref_profile_list"].filter(profile_id="synthetic-profile")["evidence"].item() == "synthetic"


def test_members_of_a_trust_set_carry_the_dates_of_their_group(load_with):
    members = load_with()["ref_trust_set_country"].filter(trust_set_id="synthetic-set")
    assert members.sort("country_code").rows() == [
        ("synthetic-set", "JP", None, None),
        ("synthetic-set", "NA", date(2000, 1, 1), date(2005, 12, 31)),
    ]


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
        "ref_tagger": 0,
        "ref_tagger_error": 0,
        "ref_topic_subfield": 0,
        "ref_country": 0,
        "ref_country_alias": 1,
        "ref_country_group": 3,
        "ref_excluded_institution": 1,
        "ref_list": 1,
        "ref_list_edition": 2,
        "ref_listing": 2,
        "ref_listing_alias": 1,
        "ref_crosswalk": 2,
        "ref_dispute": 1,
        "ref_institution_successor": 0,
        "ref_super_system": 0,
        "ref_trust_set": 1,
        "ref_trust_set_country": 2,
        "ref_profile": 1,
        "ref_profile_list": 1,
        "ref_profile_country": 3,
        "ref_work_type": 1,
    }


def test_a_dispute_of_a_body_holds_for_each_of_its_listings(load_with):
    disputed = load_with()["ref_dispute"].row(0, named=True)
    assert disputed == {
        "listing_id": "synthetic_list/a",
        "ror_id": "013w2d378",
        "openalex_id": None,
        "reason": "SYNTHETIC reason",
        "disputed_on": date(2021, 5, 6),
    }


def test_a_dispute_moves_the_version_of_the_lists(load_with, tmp_path):
    load_with()
    before = reference_version(Settings(reference=[tmp_path]))
    (tmp_path / "disputes.csv").unlink()
    after = reference_version(Settings(reference=[tmp_path]))
    assert {part for part in before if before[part] != after[part]} == {"lists"}


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
