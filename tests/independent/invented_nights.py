"""SYNTHETIC works of two nights: partners that wait to be found, and one institution that leaps.

Partners. Six Spanish institutions have joint works with China until 2023 and know, of those who work on the same topic,
only a bridge. Behind it `BEST` fits, `SECOND` half as well, `POPULAR` has most partners and another topic; three more
candidates of the trust set lie out of reach or are not cited. In 2024 five of the six meet `BEST`, one meets `POPULAR`.

Leap. A Brazilian institution has one in ten works with China until 2024, the others of its country two in ten. The
second night brings works of 2025 to all: nothing exposed to the others, sixteen of twenty-two to the first.
"""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]

_HOMES = {"CN": 1, "ES": 6, "ZA": 1, "JP": 5, "CA": 6, "BR": 9}
PLACES = {
    f"I9990{number:06}": country
    for number, country in enumerate((c for c, many in _HOMES.items() for _ in range(many)), start=1)
}
OF = {country: [name for name, home in PLACES.items() if home == country] for country in _HOMES}
ABROAD, BRIDGE = OF["CN"][0], OF["ZA"][0]
BEST, SECOND, POPULAR, OTHER, LAST = OF["JP"]
LEAPING, QUIET = OF["BR"][0], OF["BR"][1:]
SAME, OTHERS = "T10001", "T10002"


class Works:
    """Records one after the other, each with a number of its own."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.number = 0

    def add(self, year: int, *on: str, topic: str = OTHERS, rank: float = 0.5, many: int = 1) -> None:
        """``many`` works of ``year`` by one author of each of ``on``, cited as well as ``rank`` says."""
        for _ in range(many):
            self.number += 1
            self.records.append(record(self.number, year, on, topic, rank))

    def night(self) -> list[Record]:
        """What was added since the night before."""
        added, self.records = self.records, []
        return added


def record(number: int, year: int, on: tuple[str, ...], topic: str, rank: float) -> Record:
    authorships = [
        {
            "author_position": "first" if place == 0 else "last",
            "author": {"id": f"https://openalex.org/A9990{number * 10 + place:06}"},
            "institutions": [institution(name)],
            "countries": [PLACES[name]],
        }
        for place, name in enumerate(on)
    ]
    return {
        "id": f"https://openalex.org/W9990{number:06}",
        "title": "SYNTHETIC",
        "publication_year": year,
        "publication_date": f"{year}-05-05",
        "updated_date": "2026-01-01",
        "type": "article",
        "authorships": authorships,
        "topics": [{"id": f"https://openalex.org/{topic}", "display_name": "SYNTHETIC", "score": 0.9}],
        "cited_by_count": 1,
        "citation_normalized_percentile": {"value": rank},
        "fwci": 1.0 + rank,
    }


def institution(name: str) -> Record:
    home = {"id": f"https://openalex.org/{name}", "display_name": f"SYNTHETIC {name}", "country_code": PLACES[name]}
    return home | {"lineage": [f"https://openalex.org/{name}"], "type": "education"}


def nights() -> tuple[list[Record], list[Record]]:
    """The records of each night; what the first brought stays."""
    works = Works()
    partners(works)
    before_the_leap(works)
    first = works.night()
    for quiet in QUIET:
        works.add(2025, quiet, many=2)
    works.add(2025, LEAPING, many=6)
    works.add(2025, LEAPING, ABROAD, many=16)
    return first, works.night()


def partners(works: Works) -> None:
    for unit in OF["ES"]:
        works.add(2022, unit, ABROAD, topic=SAME, many=6)
        works.add(2023, unit, BRIDGE, many=3)
    works.add(2021, BRIDGE, BEST, topic=SAME, rank=0.99, many=8)
    works.add(2021, BRIDGE, SECOND, topic=SAME, rank=0.95, many=3)
    works.add(2021, BRIDGE, SECOND, many=3)
    works.add(2021, BRIDGE, POPULAR, rank=0.95)
    for guest in OF["CA"]:
        works.add(2022, POPULAR, guest, rank=0.99)
    works.add(2021, BRIDGE, OTHER, topic=SAME, many=6)
    works.add(2021, LAST, OF["CA"][0], topic=SAME, rank=0.95, many=5)
    for unit, whom in zip(OF["ES"], [BEST] * 5 + [POPULAR], strict=True):
        works.add(2024, unit, whom, topic=SAME)


def before_the_leap(works: Works) -> None:
    for year in range(2020, 2025):
        works.add(year, LEAPING, many=9)
        works.add(year, LEAPING, ABROAD)
    for quiet in QUIET:
        works.add(2023, quiet, many=4)
        works.add(2023, quiet, ABROAD)
        works.add(2025, quiet, many=4)
    works.add(2025, LEAPING, many=5)
    works.add(2025, LEAPING, ABROAD)
