"""United States: Consolidated Screening List as JSON (``consolidated.json``, layout of 2021 to 2026).

An object with ``results``; each has source, name, alt_names, addresses (country as code), type (Individual, Entity,
Vessel, Aircraft, or null for the lists of the Bureau of Industry and Security), start_date, end_date,
federal_register_notice, source_list_url. ``source`` names the list with its abbreviation: "Entity List (EL) - …".
Where the type is null, an entry is taken only if its name says that it is an organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from analytics.lists.entries import PERSONS, SHIPS, Entry, Layout, checked, collapsed, day, pieces
from analytics.lists.places import Places


def read_results(results: Iterable[dict[str, Any]], places: Places) -> Iterator[Entry | str]:
    """One entry for each result that is an organisation."""
    for result in results:
        kind = collapsed(result.get("type")).casefold()
        if kind == "individual" or result.get("dates_of_birth") or result.get("citizenships"):
            yield PERSONS
        elif kind in ("vessel", "aircraft"):
            yield SHIPS
        else:
            yield checked(_entry(result, places), is_typed=kind == "entity")


def _entry(result: dict[str, Any], places: Places) -> Entry:
    countries = [collapsed(address.get("country")) for address in result.get("addresses") or []]
    aliases = result.get("alt_names") or []
    listed = [aliases] if isinstance(aliases, str) else aliases
    return Entry(
        collapsed(result["name"]),
        places.first([*countries, collapsed(result.get("country"))]),
        tuple((alias, "name") for cell in listed for alias in pieces(str(cell))),
        section=collapsed(result["source"]),
        listed_from=day(str(result.get("start_date") or "")),
        listed_until=day(str(result.get("end_date") or "")),
        legal_basis=collapsed(result.get("federal_register_notice")),
        source_url=collapsed(result.get("source_list_url")),
    )


LAYOUT = Layout(
    "US Consolidated Screening List (JSON)",
    {},
    lambda rows, places: iter(()),  # noqa: ARG005 - its rows are JSON objects, see read_results
    {
        "title": "Consolidated Screening List",
        "issuer": "Government of the United States",
        "jurisdiction": "US",
        "force": "regulation",
        "legal_basis": "the notice named with each entry",
        "source_url": "https://www.trade.gov/consolidated-screening-list",
    },
)
