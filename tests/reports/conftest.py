"""Reports are tested on a published build that holds nothing but the `out_` tables they read."""

import pytest
from small_build import UNIT, write_build

from analytics.reports import ReportFiles, write_report
from analytics.settings import Settings


@pytest.fixture(scope="session")
def published_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    warehouse = tmp_path_factory.mktemp("warehouse")
    write_build(warehouse)
    return Settings(warehouse=warehouse)


@pytest.fixture(scope="session")
def report(published_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> ReportFiles:
    return write_report(published_settings, UNIT, tmp_path_factory.mktemp("report"))
