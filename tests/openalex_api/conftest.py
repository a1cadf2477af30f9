"""The double, settings that point to it, and a clock whose pauses are short and whose days can be turned."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.openalex.api.clock import Clock
from analytics.settings import ApiSettings, Settings


@pytest.fixture(autouse=True)
def _no_key_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENALEX_API_KEY", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


class Calendar:
    """Stands still but for the days that are turned; retries pause a fiftieth of what they would."""

    def __init__(self) -> None:
        self.start, self.days = datetime.now(UTC), 0
        self.clock = Clock(now=self._now, sleep=self._sleep)

    def _now(self) -> datetime:
        return self.start + timedelta(days=self.days)

    def _sleep(self, seconds: float) -> Awaitable[None]:
        return asyncio.sleep(seconds / 50)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def settings_for(tmp_path: Path) -> Callable[..., Settings]:
    """Settings of a warehouse in this test's folder, asking ``url`` for works, and for what else is named."""

    def make(url: str, **scope: Any) -> Settings:
        given = {"types": [], "requests_per_second": 500, "timeout_seconds": 2, "streams": 4, "entities": []} | scope
        return Settings(warehouse=tmp_path / "warehouse", api=ApiSettings(base_url=url, **given))

    return make


@pytest.fixture(scope="session")
def recorded() -> Path:
    """The folder of recorded exchanges beside the checkout."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "data" / "openalex" / "http"
    if not folder.is_dir():
        pytest.skip(f"the recorded exchanges are not there: {folder}")
    return folder
