"""Credits of the running UTC day, in one small file that outlives the process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import msgspec

from analytics.errors import BudgetSpent
from analytics.openalex.api.clock import Clock
from analytics.openalex.api.durable import read_struct, write_struct


class _Day(msgspec.Struct):
    day: date
    has_key: bool
    used: int = 0
    left: int | None = None  # as the API last said; other processes may share the key
    resumes: datetime | None = None  # set once the API has said that nothing is left


@dataclass(frozen=True)
class Claim:
    """Credits set aside for one request of one day."""

    day: date
    credits: int


class Ledger:
    """Sets credits aside before each request and books what it really cost.

    ``limit`` is the credits a day the user allows; what the API says is left narrows it further.
    """

    def __init__(self, path: Path, limit: int, clock: Clock, has_key: bool) -> None:
        self._path = path
        self._limit = limit
        self._clock = clock
        self._claimed = 0
        last = read_struct(path, _Day)
        # With and without a key are two budgets: who gets a key after running dry goes on at once.
        self._state = last if last and last.has_key == has_key else _Day(clock.today(), has_key)

    @property
    def used(self) -> int:
        """Credits used on the running UTC day."""
        self._turn_day()
        return self._state.used

    @property
    def remaining(self) -> int:
        """Credits that can still be spent on the running UTC day, as far as is known."""
        self._turn_day()
        return 0 if self._is_closed() else max(0, self._left())

    def claim(self, wanted: int) -> Claim:
        """Set ``wanted`` credits aside. Raises BudgetSpent where they are not there; 0 is always granted."""
        self._turn_day()
        if wanted and (self._is_closed() or self._left() < wanted):
            raise self.spent()
        self._claimed += wanted
        return Claim(self._state.day, wanted)

    def book(self, claim: Claim, cost: int, left: int | None) -> None:
        """Replace ``claim`` by its real ``cost``; ``left`` is what the API says remains, if it says."""
        self._turn_day()
        self._claimed -= claim.credits
        self._state.used += cost
        if claim.day == self._state.day and left is not None:
            # Answers overtake each other; within a day credits only become fewer.
            self._state.left = left if self._state.left is None else min(left, self._state.left)
        if cost or left is not None:
            write_struct(self._path, self._state)

    def close_until(self, resumes: datetime) -> None:
        """The API says nothing is left before ``resumes``; later runs do not even ask."""
        self._state.resumes = max(resumes, self._clock.now())
        write_struct(self._path, self._state)

    def spent(self) -> BudgetSpent:
        """The error that says when the ingest can go on."""
        when = self._state.resumes if self._is_closed() and self._state.resumes else self._clock.midnight()
        used = f"{self._state.used:,} of {self._limit:,} credits used today"
        return BudgetSpent(
            f"The API budget of the day is used up ({used}); it resumes at {when:%Y-%m-%d %H:%M} UTC, "
            "and the next run goes on at the page where this one stopped."
        )

    def _left(self) -> int:
        own = self._limit - self._state.used
        theirs = own if self._state.left is None else self._state.left
        return min(own, theirs) - self._claimed

    def _is_closed(self) -> bool:
        return self._state.resumes is not None and self._clock.now() < self._state.resumes

    def _turn_day(self) -> None:
        today = self._clock.today()
        if self._state.day != today:
            resumes = self._state.resumes if self._is_closed() else None
            self._state = _Day(today, self._state.has_key, resumes=resumes)
