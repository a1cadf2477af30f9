"""Names that must not be loaded, names that only look so, and the ROR checksum."""

from __future__ import annotations

import pytest

from analytics.reference.persons import looks_like_a_person
from analytics.reference.ror import is_ror_id
from analytics.reference.technologies import normalise


@pytest.mark.parametrize(
    "name",
    [
        "SYNTHETIC Thousand Talents Plan",
        "SYNTHETIC Young Scholars Program",
        "SYNTHETIC Scholar Distinguished Professorship",
        "SYNTHETIC Programme for Foreign Experts of the Academy",
        "Dr. Synthetic Example",
        "SYNTHETIC, Example",
        "SYNTHETIC Example Inventovich",
        "Example Inventovna Synthetic",
        "Example bin Synthetic",
        "Brigadier General Synthetic Example",
        "Synthetic Example, nationality: none",
        "Synthetic Example, DOB: 1 January 1900",
    ],
)
def test_persons_and_talent_programmes_are_recognised(name):
    assert looks_like_a_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Imam Hossein University",
        "General Hospital of SYNTHETIC City",
        "A.A. Kharkevich Institute for Information Transmission Problems, IITP, Russian Academy of Sciences",
        "SYNTHETIC Development Program Office",
        "PAP NCO College",
        "Lt. SYNTHETIC Memorial University",
        "Ural Federal University named after B.N. Yeltsin, the First President of Russia",
        "Joint Stock Company Scientific Research Institute Vektor",
    ],
)
def test_institutions_that_bear_a_name_or_a_rank_are_loaded(name):
    assert not looks_like_a_person(name)


def test_the_ror_checksum_is_that_of_registered_identifiers():
    # Four identifiers as ROR registered them.
    assert all(is_ror_id(ror_id) for ror_id in ("013w2d378", "00wk2mp56", "0006s4z66", "042nb2s44"))


def test_one_changed_character_breaks_a_ror_identifier():
    good = "013w2d378"
    changed = [good[:i] + ("4" if good[i] != "4" else "5") + good[i + 1 :] for i in range(1, 9)]
    assert not any(is_ror_id(ror_id) for ror_id in [*changed, "013w2d37", "013W2D378", "i13w2d378", ""])


def test_the_form_in_which_phrases_are_matched():
    assert normalise("  Shor's Algorithm -- β/2D ") == "shor s algorithm 2d"
