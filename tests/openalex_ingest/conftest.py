"""A warehouse of its own for each test, and the real works beside the checkout where they are present."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from analytics.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))

OPENALEX = Path(__file__).resolve().parents[3] / "shared" / "data" / "openalex"


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("APERTURE_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "warehouse")


@pytest.fixture
def real_openalex() -> Path:
    if not OPENALEX.is_dir():
        pytest.skip("the real works beside the checkout (../shared/data/openalex) are absent")
    return OPENALEX
