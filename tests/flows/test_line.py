from __future__ import annotations

import socket
from pathlib import Path

import pytest

from analytics.errors import ApiUnavailable, BudgetSpent, ConfigurationError, TruncatedFile
from analytics.openalex.report import IngestReport
from analytics.settings import Settings
from flows.line import configured, ingest_for_the_night, judge


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


def test_an_api_out_of_reach_is_raised_so_that_the_flow_can_try_again(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        nobody = listener.getsockname()[1]
    api = {"base_url": f"http://127.0.0.1:{nobody}", "countries": ["FR"], "retries": 0}
    settings = Settings(warehouse=tmp_path, api=api)
    with pytest.raises(ApiUnavailable):
        ingest_for_the_night("api", settings)
