"""The works of the double in the order in which a cursor meets them, which can change between two pages."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable

from analytics.openalex.double.filters import Work, matcher

Found = tuple[list[float], list[Work]]


def number(work_id: str) -> int:
    """The digits of `W9990000001`, with or without its address."""
    return int(work_id.rsplit("W", 1)[-1])


class Shelf:
    """Works by place. A work stands at its number until it is moved; all methods may be called from any thread."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._lock = threading.Lock()
        self._works = {number(work["id"]): work for work in works}
        self._places: dict[int, float] = {}
        self._found: dict[tuple[str, bool], Found] = {}

    def add(self, work: Work, place: float | None = None) -> None:
        """Put ``work`` in, or a newer version of it, at ``place`` (default: its number)."""
        with self._lock:
            self._works[number(work["id"])] = work
            if place is not None:
                self._places[number(work["id"])] = place
            self._found.clear()

    def remove(self, work_id: str) -> None:
        """Take a work out."""
        with self._lock:
            del self._works[number(work_id)]
            self._found.clear()

    def move(self, work_id: str, place: float) -> None:
        """Let the cursor meet a work elsewhere: sooner, later, or a second time."""
        with self._lock:
            self._places[number(work_id)] = place
            self._found.clear()

    def one(self, work_id: str) -> Work | None:
        """The work with this bare id."""
        return self._works.get(number(work_id)) if work_id[1:].isdigit() else None

    def matching(self, text: str, has_plan: bool) -> Found:
        """Places and works that the filter ``text`` lets through, by place. Raises as `matcher`."""
        with self._lock:
            if (text, has_plan) not in self._found:
                self._found[text, has_plan] = self._search(text, has_plan)
            return self._found[text, has_plan]

    def page(self, found: Found, after: float, size: int) -> tuple[list[Work], float | None]:
        """At most ``size`` works beyond the place ``after``, and the place of the last of them."""
        places, works = found
        start = bisect_right(places, after)
        chosen = places[start : start + size]
        return works[start : start + size], chosen[-1] if chosen else None

    def _search(self, text: str, has_plan: bool) -> Found:
        matches = matcher(text, has_plan)
        placed = sorted((self._places.get(n, float(n)), n) for n, work in self._works.items() if matches(work))
        return [place for place, _ in placed], [self._works[n] for _, n in placed]
