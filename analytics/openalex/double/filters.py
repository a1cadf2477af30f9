"""The filters of OpenAlex that are used here: AND by comma, OR by `|`, NOT of a whole OR by a leading `!`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Work = dict[str, Any]
Test = Callable[[Work], bool]

_MOST_VALUES = 100


class FilterError(ValueError):
    """A filter that the API answers with 400; the message is the API's."""


class PaidFilter(Exception):
    """A filter of paid plans, asked for with a key that has none; the message is its name."""


def _institutions(work: Work) -> list[dict[str, Any]]:
    return [place for authorship in work["authorships"] for place in authorship["institutions"]]


def bare(ids: Iterable[str | None]) -> set[str]:
    """Ids as a filter compares them: without address, in small letters; nulls are left out."""
    return {one.rsplit("/", 1)[-1].lower() for one in ids if one}


FIELDS: dict[str, Callable[[Work], set[str]]] = {
    "publication_year": lambda w: {str(w["publication_year"])},
    "authorships.institutions.country_code": lambda w: bare(i["country_code"] for i in _institutions(w)),
    "authorships.institutions.lineage": lambda w: bare(x for i in _institutions(w) for x in i["lineage"]),
    "authorships.institutions.id": lambda w: bare(i["id"] for i in _institutions(w)),
    "authorships.institutions.ror": lambda w: bare(i["ror"] for i in _institutions(w)),
    "topics.id": lambda w: bare(t["id"] for t in w["topics"]),
    "primary_topic.id": lambda w: bare([w["primary_topic"]["id"]] if w["primary_topic"] else []),
    "type": lambda w: bare([w["type"]]),
}
"""Field → the values of a work in it; what can be filtered by can be grouped by."""

_DATES = {"from_publication_date": "publication_date", "from_updated_date": "updated_date"}
_PAID = {"from_created_date", "from_updated_date"}


def matcher(text: str, has_plan: bool = False) -> Test:
    """A test of one work for the filter ``text``. Raises FilterError; PaidFilter without ``has_plan``."""
    tests = [_term(*term.partition(":")[::2], has_plan) for term in text.split(",") if term]
    return lambda work: all(test(work) for test in tests)


def _term(field: str, value: str, has_plan: bool) -> Test:
    if field in _PAID and not has_plan:
        raise PaidFilter(field)
    if field in _DATES:
        return lambda work: (work.get(_DATES[field]) or "") >= value
    if field not in FIELDS:
        raise FilterError(f"{field} is not a valid field. Valid fields are: {', '.join(sorted(FIELDS))}.")
    if field == "publication_year" and "-" in value:
        first, last = value.split("-")
        return lambda work: int(first) <= work["publication_year"] <= int(last)
    return _any_of(field, value)


def _any_of(field: str, value: str) -> Test:
    values = value.removeprefix("!").split("|")
    if len(values) > _MOST_VALUES:
        raise FilterError(f"Maximum number of values exceeded for {field}. Decrease values to 100 or below.")
    if any(one.startswith("!") for one in values):
        raise FilterError("The ! operator can only be used at the beginning of an OR query.")
    wanted, read = bare(values), FIELDS[field]
    if value.startswith("!"):
        return lambda work: not (read(work) & wanted)
    return lambda work: bool(read(work) & wanted)
