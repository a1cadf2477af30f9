"""Institutions, topics and funders of the double: listed by id only, under the names each of them accepts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analytics.openalex.double.filters import FilterError, bare

Record = dict[str, Any]

# Names under which OpenAlex's catalogue of properties has the filter by id (its version 8.3.0).
ENTITIES = {
    "institutions": {"ids.openalex", "id", "openalex", "openalex_id"},
    "topics": {"ids.openalex", "id", "openalex"},
    "funders": {"ids.openalex", "openalex", "openalex_id"},
}
_MOST_VALUES = 100


class EntityShelf:
    """The records of one kind; ``records`` may be changed between two requests."""

    def __init__(self, name: str, records: Iterable[Record]) -> None:
        self._name = name
        self.records = {record["id"].rsplit("/", 1)[-1].lower(): record for record in records}

    def page(self, asked: dict[str, str]) -> dict[str, Any]:
        """A list answer; ``cursor`` begins it at a place. Raises FilterError."""
        found = self._matching(asked.get("filter", ""))
        per_page, start = int(asked.get("per_page", "25")), self._start(asked)
        shown = found[start : start + per_page]
        following = str(start + per_page) if "cursor" in asked and shown else None
        meta = {"count": len(found), "page": None, "per_page": per_page, "next_cursor": following}
        return {"meta": meta, "results": [self._selected(record, asked) for record in shown], "group_by": []}

    def one(self, name: str) -> Record | None:
        """The record with an id, or with a ROR id after `ror:`."""
        ror = name.removeprefix("ror:")
        if ror == name:
            return self.records.get(name.lower())
        return next((record for record in self.records.values() if bare([record.get("ror")]) == {ror}), None)

    def _matching(self, text: str) -> list[Record]:
        if not text:
            return list(self.records.values())
        field, _, value = text.partition(":")
        if field not in ENTITIES[self._name] or "," in value:
            known = ", ".join(sorted(ENTITIES[self._name]))
            raise FilterError(f"{field} is not a valid field. Valid fields are: {known}.")
        values = value.split("|")
        if len(values) > _MOST_VALUES:
            raise FilterError(f"Maximum number of values exceeded for {field}. Decrease values to 100 or below.")
        return [self.records[one] for one in sorted(bare(values)) if one in self.records]

    def _start(self, asked: dict[str, str]) -> int:
        cursor = asked.get("cursor", "*")
        if cursor != "*" and not cursor.isdigit():
            raise FilterError("Cursor value is invalid.")
        return 0 if cursor == "*" else int(cursor)

    def _selected(self, record: Record, asked: dict[str, str]) -> Record:
        names = asked["select"].split(",") if "select" in asked else list(record)
        if unknown := [name for name in names if name not in record]:
            raise FilterError(f"{unknown[0]} is not a valid select field.")
        return {name: record[name] for name in names}
