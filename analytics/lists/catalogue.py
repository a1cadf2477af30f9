"""All lists of all reference roots as a user looks at them: the files, checked, without any warehouse."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from analytics.errors import UnknownList
from analytics.reference.countries import read_countries
from analytics.reference.disputes import read_disputes
from analytics.reference.roots import find, reference_roots
from analytics.reference.watchlists import Records, read_watchlists
from analytics.settings import Settings


@dataclass(frozen=True)
class Catalogue:
    """``records`` are those of the ``ref_`` tables of lists, ``folders`` where each list lies, by list id."""

    roots: list[Path]
    countries: dict[str, str]
    records: Records
    folders: dict[str, Path]

    @cached_property
    def listings(self) -> dict[str, dict[str, Any]]:
        """Records of ``ref_listing`` by listing id."""
        return {listing["listing_id"]: listing for listing in self.records["ref_listing"]}

    @cached_property
    def bodies(self) -> dict[str, list[dict[str, Any]]]:
        """The listings of each listed body, oldest first."""
        bodies: dict[str, list[dict[str, Any]]] = {}
        for listing in self.records["ref_listing"]:
            bodies.setdefault(listing["body_id"], []).append(listing)
        return bodies

    @cached_property
    def aliases(self) -> dict[str, list[dict[str, Any]]]:
        """Records of ``ref_listing_alias`` by listing id."""
        return _by_listing(self.records["ref_listing_alias"])

    @cached_property
    def links(self) -> dict[str, list[dict[str, Any]]]:
        """Records of ``ref_crosswalk`` by listing id."""
        return _by_listing(self.records["ref_crosswalk"])

    def known_list(self, list_id: str) -> str:
        """``list_id``, where there is such a list. Raises UnknownList."""
        if list_id not in self.folders:
            raise UnknownList(f"No list is called '{list_id}'; there are {', '.join(sorted(self.folders))}.")
        return list_id


def _by_listing(records: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        grouped.setdefault(record["listing_id"], []).append(record)
    return grouped


def read_catalogue(settings: Settings) -> Catalogue:
    """Every list of every root. Raises PathNotFound and ReferenceError as a build would."""
    roots = reference_roots(settings)
    countries = {country["country_code"]: country["country_name"] for country in read_countries(roots)}
    records = read_watchlists(roots, set(countries))
    records["ref_dispute"] = read_disputes(roots, records["ref_listing"])
    folders = {path.parent.name: path.parent for path in find(roots, "watchlists/*/list.toml")}
    return Catalogue(roots, countries, records, folders)


@dataclass(frozen=True)
class Summary:
    """One list: what it is and how much of it can be measured; counts are listings, as in ``out_list``."""

    about: dict[str, Any]
    evidence: dict[str, int]
    resolved: int
    unresolved: int
    not_measurable: int


def summaries(catalogue: Catalogue) -> list[Summary]:
    """One summary for every list, by list id."""
    linked = {link["listing_id"] for link in catalogue.records["ref_crosswalk"] if link["relation"] == "exact"}
    made = []
    for about in sorted(catalogue.records["ref_list"], key=lambda about: str(about["list_id"])):
        listings = [one for one in catalogue.records["ref_listing"] if one["list_id"] == about["list_id"]]
        whole = [one for one in listings if one["unit_scope"] == "whole"]
        resolved = sum(one["listing_id"] in linked for one in whole)
        evidence = Counter(one["evidence"] for one in listings)
        made.append(
            Summary(about, dict(evidence), resolved, len(whole) - resolved, len(listings) - len(whole)),
        )
    return made
