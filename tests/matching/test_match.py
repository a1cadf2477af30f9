"""Which listings are linked without a person, and every reason for which they are not."""

from __future__ import annotations

import json

import pytest
from registry import organisation

from analytics.matching.index import RorIndex, index_of
from analytics.matching.match import Listed, decide
from analytics.matching.suggest import suggest

ORGANISATIONS = [
    organisation("00north00", "SYNTHETIC University of the North", "SYNTHETIC Northern Polytechnic", acronyms=["SUN"]),
    organisation("00medic00", "SYNTHETIC University of the North of Medical Sciences"),
    organisation("00tokyo00", "SYNTHETIC University of the North", country="JP"),
    organisation("00twins01", "SYNTHETIC Twin Hospital"),
    organisation("00twins02", "SYNTHETIC Twin Hospital"),
    organisation("00ended00", "SYNTHETIC Ended Institute", status="inactive", successors=["00merge00"]),
    organisation("00merge00", "SYNTHETIC Merged University"),
    organisation("00copyy00", "SYNTHETIC Copied Institute", status="withdrawn", successors=["00kept000"]),
    organisation("00kept000", "SYNTHETIC Kept Institute"),
    organisation("00gonee00", "SYNTHETIC Gone Institute", status="inactive"),
    organisation("00plain00", "SYNTHETIC Institute of Plain Physics"),
    organisation("00parts00", "SYNTHETIC Institute of Parts", parents=["SYNTHETIC Academy of Wholes"]),
    organisation("00firm000", "SYNTHETIC Works Co., Ltd.", kind="company"),
    organisation("00circl01", "SYNTHETIC Circle", status="withdrawn", successors=["00circl02"]),
    organisation("00circl02", "SYNTHETIC Circle Two", status="withdrawn", successors=["00circl01"]),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> RorIndex:
    path = tmp_path_factory.mktemp("ror") / "ror.json"
    path.write_text(json.dumps(ORGANISATIONS), encoding="utf-8")
    return index_of(path, {"CN"})


def listed(name: str, *aliases: tuple[str, str], country: str = "CN", scope: str = "whole") -> Listed:
    return Listed("synthetic_list/x", name, country, scope, aliases)


def test_an_equal_name_in_the_country_of_the_listing_links(index):
    verdict = decide(listed("The Synthetic University, of the North"), index)
    assert (verdict.ror_id, verdict.method) == ("00north00", "name_exact")


def test_a_name_kept_by_ror_as_alias_links_as_well(index):
    assert decide(listed("SYNTHETIC Northern Polytechnic"), index).ror_id == "00north00"


def test_an_alias_links_when_the_organisation_resembles_the_listed_name(index):
    verdict = decide(listed("SYNTHETIC Northern University", ("SYNTHETIC University of the North", "name")), index)
    assert (verdict.ror_id, verdict.method) == ("00north00", "alias_exact")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (listed("SYNTHETIC University of the South"), "no organisation of this country"),
        (listed("SYNTHETIC University of the North", country="RU"), "no organisation of this country"),
        (listed("SYNTHETIC University of the North", country=""), "no organisation of this country"),
        (listed("SUN"), "no organisation of this country"),
        (listed("SYNTHETIC Holding", ("SUN", "name")), "no organisation of this country"),
        (listed("SYNTHETIC Northern U", ("SYNTHETIC University of the North", "weak")), "no organisation"),
        (listed("SYNTHETIC Northern U", ("SYNTHETIC University of the North", "subsidiary")), "no organisation"),
        (listed("Group of Steel", ("SYNTHETIC Institute of Plain Physics", "name")), "only an alias is equal"),
        (listed("SYNTHETIC Twin Hospital"), "several organisations"),
        (
            listed("SYNTHETIC Kept Institute", ("SYNTHETIC Merged University", "name")),
            "several organisations",
        ),
        (listed("SYNTHETIC Ended Institute"), "ROR 00ended00 is inactive; its successor is 00merge00"),
        (listed("SYNTHETIC Gone Institute"), "ROR says that the organisation is inactive"),
        (listed("JSC SYNTHETIC Institute of Plain Physics"), "is a company"),
        (listed("SYNTHETIC University of the North", scope="unit_only"), "scope unit_only"),
        (listed("SYNTHETIC University of the North", scope="group"), "scope group"),
        (listed("SYNTHETIC Circle"), "withdrawn"),
        (listed("Federal State Unitary Enterprise"), "no organisation of this country"),
    ],
)
def test_nothing_else_links(index, body, why):
    verdict = decide(body, index)
    assert verdict.ror_id is None
    assert why in verdict.why


@pytest.mark.parametrize(
    "name",
    [
        "SYNTHETIC Academy of Wholes – SYNTHETIC Institute of Parts",
        "SYNTHETIC Institute of Parts, SYNTHETIC Academy of Wholes",
        "SYNTHETIC Institute of Parts of the SYNTHETIC Academy of Wholes",
    ],
)
def test_an_institute_printed_beside_its_parent_links_with_a_note(index, name):
    verdict = decide(listed(name), index)
    assert (verdict.ror_id, verdict.method) == ("00parts00", "name_exact")
    assert verdict.note == "the listed name is the ROR name beside that of its parent"


def test_the_name_of_a_parent_alone_or_of_another_one_never_links(index):
    assert decide(listed("SYNTHETIC Academy of Wholes"), index).ror_id is None
    assert decide(listed("SYNTHETIC Institute of Parts, SYNTHETIC Academy of Holes"), index).ror_id is None


def test_a_withdrawn_record_leads_to_its_successor_with_a_note(index):
    verdict = decide(listed("SYNTHETIC Copied Institute"), index)
    assert verdict.ror_id == "00kept000"
    assert verdict.note == "ROR 00copyy00 is withdrawn; its successor is 00kept000"


def test_a_company_links_to_a_company_whatever_its_legal_form(index):
    assert decide(listed("SYNTHETIC Works LLC"), index).ror_id == "00firm000"


def test_the_queue_offers_equal_names_first_and_at_most_five(index):
    body = listed("SYNTHETIC Twin Hospital")
    offered = suggest(body, decide(body, index), index)
    assert [candidate.ror_id for candidate in offered[:2]] == ["00twins01", "00twins02"]
    assert [candidate.score for candidate in offered[:2]] == [100, 100]
    similar = listed("SYNTHETIC Institute of Physics")
    offered = suggest(similar, decide(similar, index), index)
    assert 1 < len(offered) <= 5
    assert all(candidate.score < 100 for candidate in offered)


def test_the_queue_looks_at_parts_of_a_name_and_at_acronyms(index):
    body = listed("Academy of Everything – SYNTHETIC Institute of Plain Physics", ("SUN", "weak"))
    offered = {candidate.ror_id: candidate for candidate in suggest(body, decide(body, index), index)}
    assert offered["00plain00"].score == 99.9
    assert offered["00plain00"].why == "similar to a part of the name"
    assert offered["00north00"].why == "equal acronym"


def test_the_queue_never_crosses_a_border(index):
    body = listed("SYNTHETIC University of the North")
    assert "00tokyo00" not in {candidate.ror_id for candidate in suggest(body, decide(body, index), index)}
    assert "00tokyo00" not in index.records
