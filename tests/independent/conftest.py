"""Warehouses to hold the plain count against: the sample, the sample under a list of every shape, the real works."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from lists_in_every_shape import with_ror_and_system, write_root
from plain_exposure import Work, plain_work
from plain_listings import Counts
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
    staged: dict[str, dict]
    listings: dict[str, list[Counts]] | None = None


def _counted(settings: Settings, files: list[Path], beside: dict[str, list[Path]]) -> Counted:
    every = [*files, *(file for of_kind in beside.values() for file in of_kind)]
    ingest_files(settings, every).raise_first_problem()
    build(settings)
    records = read_records(files)
    current, types = newest(records), work_types()
    outcomes = {work_id: outcome(record, types) for work_id, record in current.items()}
    entity_records = {kind: read_records(paths) for kind, paths in beside.items()}
    entities = newest_entities([record for of_kind in entity_records.values() for record in of_kind])
    staged = {i: r for i, r in current.items() if outcomes[i] == "staged"}
    works = [plain_work(i, r, entities) for i, r in staged.items()]
    return Counted(open_published(settings), records, outcomes, works, entity_records, entities, staged)


SHAPES = {"shapes": None, "shapes_known": date(2022, 3, 1)}


@pytest.fixture(scope="session", params=["sample", *SHAPES, "real"])
def counted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Counted:
    folder = tmp_path_factory.mktemp(request.param)
    settings = Settings(warehouse=folder / "warehouse")
    if request.param == "sample":
        settings.reference = [REPOSITORY / "data" / "synthetic"]
        write_sample(folder / "sample", works=1500)
        parts = {entity: sorted((folder / "sample/data/jsonl" / entity).rglob("*.gz")) for entity in ENTITIES}
        return _counted(settings, parts.pop("works"), parts)
    if request.param in SHAPES:
        settings.reference = [write_root(folder / "root")]
        settings.known_on = SHAPES[request.param]
        settings.citation_reference = "corpus"
        write_sample(folder / "sample", works=1000)
        parts = {entity: sorted((folder / "sample/data/jsonl" / entity).rglob("*.gz")) for entity in ENTITIES}
        works = with_ror_and_system(parts.pop("works"), folder / "works.jsonl.gz")
        # The own records of institutions would outweigh the lineages and ROR ids written into the works.
        return _counted(settings, [works], parts | {"institutions": []})
    settings.citation_reference = "corpus"
    files = sorted(REAL.glob("works_*.jsonl.gz"))
    if not files:
        pytest.skip("the real works beside the checkout (../shared) are absent")
    return _counted(settings, files, {"institutions": sorted(REAL.glob("institutions_*.jsonl.gz"))})
