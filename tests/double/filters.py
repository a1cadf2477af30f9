"""The filters of OpenAlex that are used here: AND by comma, OR by `|`, NOT of a whole OR by a leading `!`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Work = dict[str, Any]


class FilterError(ValueError):
    """A filter that the API answers with 400; the message is the API's."""


def _institutions(work: Work) -> list[dict[str, Any]]:
    return [place for authorship in work["authorships"] for place in authorship["institutions"]]


def _bare(ids: list[str | None]) -> set[str]:
    return {one.rsplit("/", 1)[-1].lower() for one in ids if one}


FIELDS: dict[str, Callable[[Work], set[str]]] = {
    "publication_year": lambda w: {str(w["publication_year"])},
    "authorships.institutions.country_code": lambda w: _bare([i["country_code"] for i in _institutions(w)]),
    "authorships.institutions.lineage": lambda w: _bare([x for i in _institutions(w) for x in i["lineage"]]),
    "authorships.institutions.ror": lambda w: _bare([i["ror"] for i in _institutions(w)]),
    "topics.id": lambda w: _bare([t["id"] for t in w["topics"]]),
    "primary_topic.id": lambda w: _bare([w["primary_topic"]["id"]] if w["primary_topic"] else []),
    "type": lambda w: {w["type"]},
}
# Asking by date of change is part of paid plans.
PAID = {"from_created_date", "from_updated_date"}


def matcher(text: str) -> Callable[[Work], bool]:
    """A test of one work for the filter ``text``. Raises FilterError, PermissionError for a paid filter."""
    tests = [_term(*term.partition(":")[::2]) for term in text.split(",") if term]
    return lambda work: all(test(work) for test in tests)


def _term(field: str, value: str) -> Callable[[Work], bool]:
    if field in PAID:
        raise PermissionError(field)
    if field == "from_publication_date":
        return lambda work: work["publication_date"] >= value
    if field not in FIELDS:
        raise FilterError(f"{field} is not a valid field. Valid fields are: {', '.join(sorted(FIELDS))}.")
    values = value.removeprefix("!").split("|")
    if len(values) > 100:
        raise FilterError(f"Maximum number of values exceeded for {field}. Decrease values to 100 or below.")
    if any(one.startswith("!") for one in values):
        raise FilterError("The ! operator can only be used at the beginning of an OR query.")
    wanted, read = _bare(list(values)), FIELDS[field]
    if value.startswith("!"):
        return lambda work: not (read(work) & wanted)
    return lambda work: bool(read(work) & wanted)
