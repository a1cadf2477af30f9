"""The rule of matching, measured on real listings that were checked by hand, and on names that look alike."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from registry import shared

from analytics.lists.catalogue import read_catalogue
from analytics.lists.review import listed_of
from analytics.matching.index import RorIndex, index_of
from analytics.matching.match import Listed, decide
from analytics.matching.suggest import suggest
from analytics.settings import Settings


@pytest.fixture(scope="module")
def checked() -> list[dict[str, str]]:
    with shared("risk/watchlist_checked.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if not row["exclude"] and row["country"]]


@pytest.fixture(scope="module")
def index(checked) -> RorIndex:
    return index_of(shared("ror/ror_latest.jsonl.gz"), {row["country"] for row in checked})


def listed(row: dict[str, str]) -> Listed:
    aliases = tuple((alias.strip(), "name") for alias in row["aliases"].split(";") if alias.strip())
    return Listed("x", row["entity_name_as_listed"], row["country"], "whole", aliases)


def wanted(row: dict[str, str]) -> str:
    return row["ror_id"].rsplit("/", 1)[-1]


def test_automatic_links_are_right_in_at_least_199_of_200(checked, index):
    """Also an automatic link where the checked draft has none, or has rejected one, is counted as wrong."""
    linked = [(row, decide(listed(row), index).ror_id) for row in checked]
    made = [(row, ror_id) for row, ror_id in linked if ror_id]
    wrong = [(row["entity_name_as_listed"], ror_id) for row, ror_id in made if ror_id != wanted(row)]
    assert len(made) >= 355
    assert len(wrong) / len(made) <= 0.005, wrong


def test_no_shipped_link_contradicts_the_rule(index):
    catalogue = read_catalogue(Settings())
    shipped = {
        listing_id: [link["ror_id"] for link in links if link["relation"] == "exact"]
        for listing_id, links in catalogue.links.items()
    }
    made = {
        listing_id: decide(listed_of(catalogue, listing), index).ror_id
        for listing_id, listing in catalogue.listings.items()
        if shipped.get(listing_id)
    }
    assert {key: ror_id for key, ror_id in made.items() if ror_id and ror_id not in shipped[key]} == {}
    assert sum(ror_id is not None for ror_id in made.values()) >= 0.85 * sum(bool(ids) for ids in shipped.values())


def test_names_that_the_check_found_only_similar_are_never_linked_by_that(checked, index):
    """Without aliases, what is linked is equal by name: the listings matched by hand stay with the reviewer."""
    by_hand = [row for row in checked if row["match_method"].startswith("manual")]
    links = [decide(replace(listed(row), aliases=()), index) for row in by_hand]
    assert {link.method for link in links} <= {None, "name_exact"}
    assert sum(link.ror_id is None for link in links) > len(by_hand) / 2


def test_the_queue_offers_what_the_reviewer_chose_for_most_listings(checked, index):
    open_ones = [row for row in checked if wanted(row) in index.records and not decide(listed(row), index).ror_id]
    offered = [
        wanted(row) in {c.ror_id for c in suggest(listed(row), decide(listed(row), index), index)} for row in open_ones
    ]
    assert len(offered) >= 60
    assert sum(offered) / len(offered) >= 0.8


FALSE_FRIENDS = [
    ("Nanjing University", "Nanjing University of Aeronautics and Astronautics", "CN"),
    ("Nanjing University", "Nanjing University of Science and Technology", "CN"),
    ("Shahid Beheshti University", "Shahid Beheshti University of Medical Sciences", "IR"),
    ("Beijing University of Technology", "Beijing Institute of Technology", "CN"),
    ("Tianjin University", "Tianjin University of Technology", "CN"),
    ("China University of Geosciences", "China University of Geosciences (Beijing)", "CN"),
    ("China University of Mining and Technology", "China University of Mining and Technology - Beijing", "CN"),
    ("Northwest University", "Northwestern Polytechnical University", "CN"),
]


@pytest.mark.parametrize(("one", "other", "country"), FALSE_FRIENDS)
def test_names_that_look_alike_lead_to_two_organisations_or_to_a_person(index, one, other, country):
    links = [decide(Listed("x", name, country), index).ror_id for name in (one, other)]
    assert None in links or links[0] != links[1]
    for name, ror_id in zip((one, other), links, strict=True):
        assert ror_id is None or name in index.records[ror_id].names


@pytest.mark.parametrize("acronym", ["HIT", "ARI", "CAS", "NPU", "IUMS", "SBU", "HNU"])
@pytest.mark.parametrize("country", ["CN", "IR", "RU"])
def test_an_acronym_never_links_even_where_one_organisation_alone_has_it(index, acronym, country):
    for body in (Listed("x", acronym, country), Listed("x", "SYNTHETIC", country, "whole", ((acronym, "name"),))):
        assert decide(body, index).ror_id is None


@pytest.mark.parametrize(
    ("name", "country"),
    [
        # ROR holds each of these as a name of two organisations.
        ("Beijing Polytechnic University", "CN"),
        ("Tianjin Normal University", "CN"),
        ("中国地质大学", "CN"),
        ("National Research University", "RU"),
        # A company of that name is on a list; the institute of the academy is another body.
        ('JOINT STOCK COMPANY "INSTITUTE OF APPLIED PHYSICS"', "RU"),
    ],
)
def test_a_name_of_two_bodies_is_left_to_a_person(index, name, country):
    body = Listed("x", name, country)
    verdict = decide(body, index)
    assert verdict.ror_id is None
    assert suggest(body, verdict, index)
