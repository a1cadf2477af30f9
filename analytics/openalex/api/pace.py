"""One pace for all streams: the API counts requests per key, whoever sends them."""

from __future__ import annotations

import asyncio


class TokenBucket:
    """Gives turns at most ``rate`` times a second, evenly spaced, without a burst.

    After a refusal everybody holds and the rate drops by a fifth; each good answer wins back a hundredth.
    """

    def __init__(self, rate: float) -> None:
        self._limit = rate
        self._rate = rate
        self._next = 0.0
        self._held_until = 0.0

    async def turn(self) -> None:
        """Wait for the next turn."""
        loop = asyncio.get_running_loop()
        while True:
            mine = max(self._next, loop.time(), self._held_until)
            self._next = mine + 1 / self._rate
            await asyncio.sleep(mine - loop.time())
            # A hold that began while waiting puts this turn off as well.
            if mine >= self._held_until:
                return

    def hold(self, seconds: float) -> None:
        """Nobody gets a turn for ``seconds``; refusals of requests already under way change nothing more."""
        now = asyncio.get_running_loop().time()
        if now >= self._held_until:
            self._rate = max(self._rate * 0.8, min(1.0, self._limit))
        self._held_until = max(self._held_until, now + seconds)

    def good(self) -> None:
        """An answer came without a refusal."""
        self._rate = min(self._limit, self._rate + self._limit / 100)
