from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import BudgetSpent, ConfigurationError, TruncatedFile
from analytics.openalex.report import IngestReport
from analytics.settings import Settings
from flows.line import configured, judge


def test_sources_run_from_the_nearest_to_the_farthest() -> None:
    settings = Settings(api={}, snapshot=Path("s"), sources=[Path("f.jsonl")])
    assert configured(settings) == ["files", "snapshot", "api"]


def test_only_named_sources_run() -> None:
    assert configured(Settings(snapshot=Path("s"))) == ["snapshot"]


def test_a_night_without_a_source_is_a_mistake_of_configuration() -> None:
    with pytest.raises(ConfigurationError, match="No source is configured"):
        configured(Settings())


def test_a_spent_budget_does_not_keep_the_night_from_building() -> None:
    spent = IngestReport(records=10, problems=(BudgetSpent("The budget is spent."),))
    assert judge({"api": spent}) == ("The budget is spent.",)


def test_a_broken_source_keeps_the_night_from_building() -> None:
    broken = IngestReport(records=10, problems=(BudgetSpent("spent"), TruncatedFile("a.gz ends early.")))
    with pytest.raises(TruncatedFile, match="ends early"):
        judge({"files": IngestReport(records=5), "snapshot": broken})
