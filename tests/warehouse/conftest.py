"""Warehouses that a test may change: copies of the ingested sample, linked where nothing is written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from warehouses import settings_of

from analytics.settings import Settings


@pytest.fixture
def sample_settings(tmp_path: Path) -> Settings:
    """Settings for the SYNTHETIC sample in a warehouse that does not exist yet."""
    return settings_of(tmp_path / "warehouse")


@pytest.fixture
def ingested(sample_warehouse: Settings, tmp_path: Path) -> Callable[..., Settings]:
    """A new warehouse with the sample ingested and nothing published; keyword arguments are settings.

    Of three years only, where nothing else is asked for: what tests of building hold does not depend on their number.
    """

    def copy(**more: Any) -> Settings:
        warehouse = tmp_path / f"warehouse-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(sample_warehouse.warehouse / "raw", warehouse / "raw", copy_function=os.link)
        return settings_of(warehouse, **({"first_year": 2024} | more))

    return copy
