"""What the double answers to a request that arrived whole and in time: a page, a record, groups, or a refusal."""

from __future__ import annotations

import base64
import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from analytics.openalex.double import faults
from analytics.openalex.double.faults import Fault
from analytics.openalex.double.filters import FIELDS, FilterError, PaidFilter, Work

if TYPE_CHECKING:
    from analytics.openalex.double.server import OpenAlexDouble

RESET_IN = 41_749
"""Seconds until midnight, whatever the time."""
_LIST_AUTHORS = 100
_MOST_GROUPS = 200

Asked = dict[str, str]


class Replies:
    """Answers for one double; ``key`` of each request decides about plan and refusal."""

    def __init__(self, double: OpenAlexDouble) -> None:
        self._double = double

    def reply(self, address: str, key: str) -> Fault:
        """The answer to GET ``address``."""
        target = urlsplit(address)
        asked = {name: values[0] for name, values in parse_qs(target.query).items()}
        if self._double.keys is not None and key not in self._double.keys:
            return faults.unknown_key()
        if target.path == "/rate-limit":
            return _json(self._usage())
        kind, _, name = target.path[1:].partition("/")
        if name:
            return self._single(kind, name, asked)
        is_list = target.path == "/works" or target.path[1:] in self._double.entities
        return self._many(target.path[1:], asked, key) if is_list else faults.not_found()

    def _single(self, kind: str, name: str, asked: Asked) -> Fault:
        shelf = self._double.shelf if kind == "works" else self._double.entities.get(kind)
        record = shelf.one(name) if shelf else None
        if record is None or name in self._double.hidden:
            return faults.not_found()
        return self._priced(_json(_selected(record, asked)), cost=0)

    def _many(self, entity: str, asked: Asked, key: str) -> Fault:
        double = self._double
        if not double.pay(1):
            return faults.budget_spent(double.budget - double.used, 1, RESET_IN)
        try:
            if entity != "works":
                content = self._double.entities[entity].page(asked)
            else:
                content = self._groups(asked, key) if "group_by" in asked else self._page(asked, key)
        except PaidFilter as error:
            double.pay(-1)
            return faults.plan_upgrade(str(error))
        except FilterError as error:
            return self._priced(faults.invalid_parameter(str(error)), cost=1)
        return self._priced(_json(content), cost=1)

    def _page(self, asked: Asked, key: str) -> dict[str, Any]:
        shelf, per_page = self._double.shelf, int(asked.get("per_page", asked.get("per-page", "25")))
        if not 1 <= per_page <= 200:
            raise FilterError("per_page must be between 1 and 200.")
        after = self._place(asked.get("cursor", "*"))
        found = shelf.matching(asked.get("filter", ""), key in self._double.paid_keys)
        works, last = shelf.page(found, after, per_page)
        cursor = None if last is None else self._cursor(last)
        meta = {"count": len(found[0]), "page": None, "per_page": per_page, "next_cursor": cursor}
        return {"meta": meta, "results": [_cut_authors(_selected(work, asked)) for work in works], "group_by": []}

    def _groups(self, asked: Asked, key: str) -> dict[str, Any]:
        if (field := asked["group_by"]) not in FIELDS:
            raise FilterError(f"Cannot group by {field}.")
        _, works = self._double.shelf.matching(asked.get("filter", ""), key in self._double.paid_keys)
        counts = Counter(value for work in works for value in FIELDS[field](work)).most_common(_MOST_GROUPS)
        groups = [{"key": value, "key_display_name": value, "count": count} for value, count in counts]
        return {"meta": {"count": len(works), "groups_count": len(groups)}, "results": [], "group_by": groups}

    def _usage(self) -> dict[str, Any]:
        left = self._double.budget - self._double.used
        spoken = {"credits_limit": self._double.budget, "credits_used": self._double.used, "credits_remaining": left}
        costs = {"singleton": 0, "list": 1, "search": 1, "content": 100, "semantic": 10, "text": 100}
        return {"rate_limit": {"resets_in_seconds": RESET_IN, **spoken, "credit_costs": costs}}

    def _priced(self, answer: Fault, cost: int) -> Fault:
        return answer.with_headers(
            X_RateLimit_Limit=str(self._double.budget),
            X_RateLimit_Remaining=str(self._double.budget - self._double.used),
            X_RateLimit_Credits_Used=str(cost),
            X_RateLimit_Reset=str(RESET_IN),
        )

    def _cursor(self, place: float) -> str:
        return base64.b64encode(json.dumps([place, self._double.cursors]).encode()).decode()

    def _place(self, cursor: str) -> float:
        if cursor == "*":
            return float("-inf")
        try:
            place, age = json.loads(base64.b64decode(cursor))
        except ValueError:
            raise FilterError("Cursor value is invalid.") from None
        if age != self._double.cursors:
            raise FilterError("Cursor value is invalid.")
        return float(place)


def _json(content: dict[str, Any]) -> Fault:
    return Fault(200, body=json.dumps(content, separators=(",", ":")).encode())


def _selected(work: Work, asked: Asked) -> Work:
    names = asked["select"].split(",") if "select" in asked else list(work)
    return {name: work.get(name) for name in names if name != "is_authors_truncated"}


def _cut_authors(work: Work) -> Work:
    if len(work.get("authorships") or []) <= _LIST_AUTHORS:
        return work
    return work | {"authorships": work["authorships"][:_LIST_AUTHORS], "is_authors_truncated": True}
