"""Truth (e): authors who move from one country to another, as migrants and as travellers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from analytics.sample.facts import PlantedMoves
from analytics.sample.institutions import Institution, nth
from analytics.sample.teams import Affiliation, Authorship, string_of
from analytics.sample.works import Work, day_in, technical_work

_TECHNOLOGY: Final = "quantum_sensing"
_ORIGIN, _THERE, _APART = nth("IT", 1), nth("SG", 1), nth("CA", 1)
_FIRST_YEAR, _LAST_YEAR = 2018, 2022
_AUTHORS: Final = 900_000
"""Numbers that no other author of the sample has."""
_MIGRANTS, _TRAVELLERS, _HIDDEN = 16, 12, 9


def plant_moves(rng: random.Random, numbers: Iterator[int]) -> tuple[list[Work], PlantedMoves]:
    """Two works a group: all at home, then all where they went."""
    groups = [(_MIGRANTS, (_THERE,)), (_TRAVELLERS, (_ORIGIN, _THERE)), (_HIDDEN, (_APART,))]
    planted, first = [], _AUTHORS
    for size, later in groups:
        authors = range(first, first + size)
        for year, places in ((_FIRST_YEAR, (_ORIGIN,)), (_LAST_YEAR, later)):
            team = [_at(author, places) for author in authors]
            planted.append(technical_work(rng, next(numbers), day_in(rng, year), team, _TECHNOLOGY))
        first += size
    with_orcid = sum(author % 3 > 0 for author in range(_AUTHORS, _AUTHORS + _MIGRANTS))
    return planted, PlantedMoves(
        technology_id=_TECHNOLOGY,
        origin=_ORIGIN.country,
        destination=_THERE.country,
        hidden_destination=_APART.country,
        first_year=_FIRST_YEAR,
        last_year=_LAST_YEAR,
        migrants=_MIGRANTS,
        migrants_with_orcid=with_orcid,
        travellers=_TRAVELLERS,
        hidden=_HIDDEN,
    )


def _at(author: int, places: tuple[Institution, ...]) -> Authorship:
    return Authorship(author, [Affiliation(string_of(place), (place,)) for place in places])
