"""The runner on models of its own."""

from __future__ import annotations

import pytest

from analytics.settings import Settings
from analytics.warehouse.duckdb_engine import DuckEngine
from analytics.warehouse.runner import run_models


def test_a_table_that_nothing_makes_is_named(sample_settings: Settings) -> None:
    engine = DuckEngine(sample_settings)
    with pytest.raises(ValueError, match="raw_abstracts"):
        run_models(engine, set())
    engine.close()
