"""Countries and dated country groups: ``countries/countries.csv`` and ``countries/groups.csv``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from analytics.reference.roots import find
from analytics.reference.rows import Row, read_rows

COUNTRY_COLUMNS = ("country_code", "iso3", "country_name", "latitude", "longitude")
GROUP_COLUMNS = (
    "group_id",
    "country_code",
    "valid_from",
    "valid_until",
    "evidence",
    "source_url",
)
EVIDENCE = ("official", "copy_of_official", "secondary", "unconfirmed", "synthetic")


def read_countries(roots: list[Path]) -> list[dict[str, Any]]:
    """One record per ISO 3166-1 alpha-2 code (and XK), with a representative point in degrees."""
    found: dict[str, dict[str, Any]] = {}
    for path in find(roots, "countries/countries.csv"):
        for row in read_rows(path, COUNTRY_COLUMNS):
            record = _country(row)
            if record["country_code"] in found:
                raise row.error(f"the country code {record['country_code']} stands here a second time.")
            found[record["country_code"]] = record
    return list(found.values())


def _country(row: Row) -> dict[str, Any]:
    code, iso3 = row["country_code"], row["iso3"]
    if not re.fullmatch(r"[A-Z]{2}", code) or not re.fullmatch(r"[A-Z]{3}", iso3):
        raise row.error(f"'{code}' and '{iso3}' are not a two-letter and a three-letter code.")
    return {
        "country_code": code,
        "iso3": iso3,
        "country_name": row.filled("country_name"),
        "latitude": row.number("latitude", -90, 90),
        "longitude": row.number("longitude", -180, 180),
    }


def known_country(row: Row, codes: set[str], column: str = "country_code") -> str:
    """The cell's country code. Raises ReferenceError for one that ``countries.csv`` does not have."""
    code = row[column]
    if code not in codes:
        raise row.error(f"'{code}' is not a known ISO 3166-1 alpha-2 country code.")
    return code


def read_groups(roots: list[Path], codes: set[str]) -> list[dict[str, Any]]:
    """One record per membership of a country in a group; null is open, ``valid_until`` is the first day after it."""
    records = []
    for path in find(roots, "countries/groups.csv"):
        for row in read_rows(path, GROUP_COLUMNS, ("note", "valid_from_precision")):
            record: dict[str, Any] = {
                "group_id": row.filled("group_id"),
                "country_code": known_country(row, codes),
                "valid_from": row.day("valid_from"),
                "valid_from_precision": _precision(row),
                "valid_until": row.day("valid_until"),
                "evidence": row.one_of("evidence", EVIDENCE),
                "source_url": row["source_url"] or None,
            }
            _check_period(row, record)
            records.append(record)
    return records


def _precision(row: Row) -> str | None:
    """How exact the start is; a month or a year stands as its first day."""
    if not row["valid_from"]:
        return None
    return row.one_of("valid_from_precision", ("day", "month", "year")) if row["valid_from_precision"] else "day"


def _check_period(row: Row, record: dict[str, Any]) -> None:
    start, end = record["valid_from"], record["valid_until"]
    if start and end and end <= start:
        raise row.error(f"the membership ends on {end}, not after it starts on {start}.")
