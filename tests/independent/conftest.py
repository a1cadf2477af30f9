"""Two warehouses to hold the plain count against: the sample, and the real works beside the checkout."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from plain_exposure import Work, plain_work
from plain_works import newest, newest_entities, outcome, read_records, work_types

from analytics.openalex.files import ingest_files
from analytics.sample import write_sample
from analytics.settings import Settings
from analytics.warehouse.build import build
from analytics.warehouse.published import Published, open_published

REPOSITORY = Path(__file__).resolve().parents[2]
REAL = REPOSITORY.parent / "shared" / "data" / "openalex"


ENTITIES = ("works", "institutions", "topics", "funders")


@dataclass
class Counted:
    """The same records twice: published by Aperture, and counted plainly."""

    published: Published
    records: list[dict]
    outcomes: dict[str, str]
    works: list[Work]
    entity_records: dict[str, list[dict]]
    entities: dict[str, dict]


def _counted(settings: Settings, files: list[Path], beside: dict[str, list[Path]]) -> Counted:
    every = [*files, *(file for of_kind in beside.values() for file in of_kind)]
    ingest_files(settings, every).raise_first_problem()
    build(settings)
    records = read_records(files)
    current, types = newest(records), work_types()
    outcomes = {work_id: outcome(record, types) for work_id, record in current.items()}
    entity_records = {kind: read_records(paths) for kind, paths in beside.items()}
    entities = newest_entities([record for of_kind in entity_records.values() for record in of_kind])
    works = [plain_work(i, r, entities) for i, r in current.items() if outcomes[i] == "staged"]
    return Counted(open_published(settings), records, outcomes, works, entity_records, entities)


@pytest.fixture(scope="session", params=["sample", "real"])
def counted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Counted:
    folder = tmp_path_factory.mktemp(request.param)
    settings = Settings(warehouse=folder / "warehouse")
    if request.param == "sample":
        settings.reference = [REPOSITORY / "data" / "synthetic"]
        write_sample(folder / "sample", works=1500)
        parts = {entity: sorted((folder / "sample/data/jsonl" / entity).rglob("*.gz")) for entity in ENTITIES}
        return _counted(settings, parts.pop("works"), parts)
    files = sorted(REAL.glob("works_*.jsonl.gz"))
    if not files:
        pytest.skip("the real works beside the checkout (../shared) are absent")
    return _counted(settings, files, {"institutions": sorted(REAL.glob("institutions_*.jsonl.gz"))})
