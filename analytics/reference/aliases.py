"""What countries are called at the end of an affiliation string: ``countries/aliases.csv``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from analytics.reference.countries import known_country
from analytics.reference.roots import find
from analytics.reference.rows import Row, read_rows

ALIAS_COLUMNS = ("country_code", "alias", "kind", "part_of", "only_with", "not_with", "postal", "source")
KINDS = ("name", "segment", "state", "city", "state_code", "post_code", "overseas", "never")
PATTERNS = ("post_code", "overseas")


def read_aliases(roots: list[Path], codes: set[str]) -> list[dict[str, Any]]:
    """One record per alias; data/countries/README.md says what each kind may do. Empty cells are null.

    Raises ReferenceError for an unknown code, a pattern that cannot be read, or two countries for the same words.
    """
    taken: dict[tuple[str, str, str], str] = {}
    records = []
    for path in find(roots, "countries/aliases.csv"):
        for row in read_rows(path, ALIAS_COLUMNS):
            record = _alias(row, codes)
            key = (row["alias"].casefold(), record["only_with"] or "", record["postal"] or "")
            if key in taken and record["kind"] not in PATTERNS:
                raise row.error(f"'{row['alias']}' stands here a second time; it already means '{taken[key]}'.")
            taken[key] = row["country_code"]
            records.append(record)
    return records


def _alias(row: Row, codes: set[str]) -> dict[str, Any]:
    kind = row.one_of("kind", KINDS)
    if kind == "never" and row["country_code"]:
        raise row.error("an alias of kind 'never' stands for no country.")
    if kind != "never":
        known_country(row, codes)
    if row["part_of"]:
        known_country(row, codes, "part_of")
    try:
        re.compile(row["postal"])
    except re.error as error:
        raise row.error(f"'postal' is not a pattern: {error}.") from None
    if kind in PATTERNS and not row["postal"]:
        raise row.error(f"an alias of kind '{kind}' needs a pattern in 'postal'.")
    row.filled("alias")
    return {column: row[column] or None for column in ALIAS_COLUMNS}
