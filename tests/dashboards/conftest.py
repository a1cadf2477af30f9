"""Dashboards are tested on a published build of the SYNTHETIC sample, and in a real browser."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waitress.server import create_server

from analytics.settings import Settings
from analytics.warehouse.published import Published, open_published
from dashboards import queries
from dashboards.app import create_app
from dashboards.state import Choices

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture
def db(sample_warehouse: Settings) -> Iterator[Published]:
    with open_published(sample_warehouse) as published:
        yield published


@pytest.fixture
def known(db: Published) -> Choices:
    return queries.choices(db)


@pytest.fixture(scope="session")
def address(sample_warehouse: Settings) -> Iterator[str]:
    """Where the dashboard answers; served by waitress on a free port of the loopback until the tests end."""
    server = create_server(create_app(sample_warehouse).server, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # Closed by its own thread, which would else poll a socket that is gone.
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=10)
    server.task_dispatcher.shutdown()
    assert not thread.is_alive(), "the server outlived its tests"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium; without it the test is skipped, except in continuous integration.

    For one module only: as long as it is open, Playwright's event loop runs in this thread, and no other test
    of this process could start one.
    """
    if not CHROMIUM.is_file():
        absent = f"{CHROMIUM} is not installed (Debian package 'chromium')"
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page(address: str, browser: Any) -> Iterator[Any]:
    """A fresh tab. The test fails when it leaves the loopback, or when anything is written to its console."""
    context = browser.new_context(base_url=address, viewport={"width": 1360, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(30_000)
    trouble: list[str] = []
    ours = (address, "data:", "blob:")
    tab.on("request", lambda sent: None if sent.url.startswith(ours) else trouble.append(f"left: {sent.url}"))
    tab.on("console", lambda said: trouble.append(said.text) if said.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    yield tab
    context.close()
    assert trouble == []
