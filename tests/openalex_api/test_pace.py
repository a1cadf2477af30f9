"""One pace for all streams, close to what is permitted and never above it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from analytics.openalex.api.ingest import download
from analytics.openalex.api.pace import TokenBucket
from analytics.openalex.double import OpenAlexDouble, corpus
from analytics.progress import silent
from analytics.settings import Settings


def test_ten_streams_at_some_latency_use_the_permitted_rate(
    settings_for: Callable[..., Settings], calendar: Any
) -> None:
    works = corpus(3000, list(range(2015, 2025)), ["FR"])
    with OpenAlexDouble(works, latency=0.2) as double:
        settings = settings_for(double.url, first_year=2015, last_year=2024, streams=10, requests_per_second=25)
        assert download(settings, silent, calendar.clock) is None
        times = [when for when, _, _ in double.requests]
    rate = (len(times) - 1) / (times[-1] - times[0])
    assert 25 * 0.8 < rate < 25 * 1.05


def test_a_refusal_slows_everybody_by_a_fifth_once() -> None:
    async def twenty_turns() -> float:
        bucket = TokenBucket(50)
        for _ in range(10):  # refusals of requests that were under way together
            bucket.hold(0.05)
        started = time.monotonic()
        for _ in range(20):
            await bucket.turn()
        return time.monotonic() - started

    seconds = asyncio.run(twenty_turns())
    assert 0.05 + 19 / 40 - 0.02 < seconds < 2
