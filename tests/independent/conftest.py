"""Two warehouses to hold the plain count against: the sample, and the real works beside the checkout."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from plain_exposure import Work, plain_work
from plain_works import newest, outcome, read_records, work_types

from analytics.openalex.files import ingest_files
from analytics.sample import write_sample
from analytics.settings import Settings
from analytics.warehouse.build import build
from analytics.warehouse.published import Published, open_published

REPOSITORY = Path(__file__).resolve().parents[2]
REAL = REPOSITORY.parent / "shared" / "data" / "openalex"


@dataclass
class Counted:
    """The same records twice: published by Aperture, and counted plainly."""

    published: Published
    records: list[dict]
    outcomes: dict[str, str]
    works: list[Work]


def _counted(settings: Settings, files: list[Path]) -> Counted:
    ingest_files(settings, files).raise_first_problem()
    build(settings)
    records = read_records(files)
    current, types = newest(records), work_types()
    outcomes = {work_id: outcome(record, types) for work_id, record in current.items()}
    works = [plain_work(i, r) for i, r in current.items() if outcomes[i] == "staged"]
    return Counted(open_published(settings), records, outcomes, works)


@pytest.fixture(scope="session", params=["sample", "real"])
def counted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Counted:
    folder = tmp_path_factory.mktemp(request.param)
    settings = Settings(warehouse=folder / "warehouse")
    if request.param == "sample":
        settings.reference = [REPOSITORY / "data" / "synthetic"]
        write_sample(folder / "sample", works=1500)
        return _counted(settings, sorted((folder / "sample/data/jsonl/works").rglob("*.gz")))
    files = sorted(REAL.glob("works_*.jsonl.gz"))
    if not files:
        pytest.skip("the real works beside the checkout (../shared) are absent")
    return _counted(settings, files)
