"""The address of a page holds the whole view, and says clearly what it cannot be."""

from __future__ import annotations

import pytest

from dashboards.state import Choices, State, WrongAddress, chosen, parse

KNOWN = Choices(
    technologies={"all": "All works", "quantum": "Quantum"},
    profiles={"one": "First", "two": "Second"},
    variants={"one": ["listed_then", "listed_now"], "two": ["country"]},
    years={0: [2025], 1: [2024, 2025], 3: [2025], 5: []},
    countries={"FR": "France"},
)
FULL = State("/", "quantum", "high_probable", "one", "listed_now", 1, 2024, "coverage", "FR", "I1")


def test_an_address_gives_back_the_view_it_was_made_from():
    assert parse(FULL.page, FULL.search, KNOWN) == FULL


def test_a_bare_address_takes_what_the_build_offers_first():
    state = parse("/", "", KNOWN)
    assert (state.technology, state.profile, state.variant) == ("all", "one", "listed_then")
    assert (state.window, state.year) == (0, 2025)


def test_the_link_of_a_view_names_every_default_so_that_a_later_build_cannot_change_it():
    assert "window=0" in parse("/", "", KNOWN).search
    assert "variant=listed_then" in parse("/", "", KNOWN).search


@pytest.mark.parametrize(
    ("page", "search", "words"),
    [
        ("/", "?technology=phlogiston", "no technology “phlogiston”"),
        ("/", "?tags=low", "no tag scope “low”"),
        ("/", "?profile=nobody", "no profile “nobody”"),
        ("/", "?profile=two&variant=listed_now", "no variant for this profile “listed_now”"),
        ("/", "?window=4", "no window of years “4”"),
        ("/", "?window=5", "no window of years “5”"),
        ("/", "?window=three", "“three” is not a number"),
        ("/", "?year=2150", "no year for this window “2150”"),
        ("/", "?year=²", "“²” is not a number"),
        ("/", "?measure=secret", "no measure “secret”"),
        ("/", "?country=ZZ", "no country “ZZ”"),
        ("/", "?technology=", "no technology “”"),
        ("/", "?technolgy=quantum", "parameter “technolgy”"),
        ("/", "?page=/methods", "parameter “page”"),
        ("/", "?year=2025&year=2024", "“year” more than once"),
        ("/admin", "", "no page “/admin”"),
        ("/", "?technology=" + "x" * 500, "x" * 39 + "…”"),
    ],
)
def test_a_wrong_address_is_answered_with_one_sentence(page, search, words):
    with pytest.raises(WrongAddress) as caught:
        parse(page, search, KNOWN)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_another_profile_falls_back_to_a_variant_it_has():
    assert chosen(FULL, KNOWN, profile="two").variant == "country"


def test_another_window_falls_back_to_its_newest_year_only_when_it_must():
    assert chosen(FULL, KNOWN, window=3).year == 2025
    assert chosen(FULL, KNOWN, technology="all").year == 2024
