"""Which countries a choice means, and when: single codes, and dated country groups, in one form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from analytics.reference.documents import Document

Period = tuple[date, date]


def refuse_unknown(document: Document, key: str, known: set[str]) -> None:
    """Raise where the list under ``key`` names something outside ``known``, or something twice."""
    for name in document[key]:
        if not isinstance(name, str) or name not in known:
            raise document.error(f"'{name}' under '{key}' is not known.", str(name))
    if len(set(document[key])) < len(document[key]):
        raise document.error(f"'{key}' names something twice.", key)


def member_countries(document: Document, groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Members with their dates; where two groups share a country, touching periods become one.

    Single countries apply to all years. ``valid_until`` is the first day that no longer counts.
    """
    periods: dict[str, list[Period]] = {code: [(date.min, date.max)] for code in document["countries"]}
    for member in groups:
        if member["group_id"] in document["country_groups"]:
            period = (member["valid_from"] or date.min, member["valid_until"] or date.max)
            periods.setdefault(member["country_code"], []).append(period)
    return [
        {
            "country_code": code,
            "valid_from": None if start == date.min else start,
            "valid_until": None if end == date.max else end,
        }
        for code, spans in periods.items()
        for start, end in _merged(spans)
    ]


def _merged(spans: Iterable[Period]) -> list[Period]:
    merged: list[Period] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
