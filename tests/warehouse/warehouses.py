"""Settings for warehouses of the SYNTHETIC sample."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analytics.settings import REPOSITORY, Settings


def settings_of(warehouse: Path, **more: Any) -> Settings:
    """The settings the shared fixture `sample_warehouse` was built with, elsewhere, with ``more``."""
    given = {"reference": [REPOSITORY / "data" / "synthetic"], "as_of": "2026-06-30", "threads": 1} | more
    return Settings(warehouse=warehouse, **given)
