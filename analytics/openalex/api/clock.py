"""The time, as something that can be handed in: budgets, retries and re-reading all depend on the UTC day."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """``now`` gives an aware UTC time; ``sleep`` waits that many seconds between two tries."""

    now: Callable[[], datetime] = _utc_now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def today(self) -> date:
        """The UTC day, which is the day credits are counted by."""
        return self.now().date()

    def midnight(self) -> datetime:
        """When the running UTC day ends and the API hands out new credits."""
        return datetime.combine(self.today() + timedelta(days=1), time(), UTC)
