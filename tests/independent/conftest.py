"""Warehouses to hold the plain count against: the sample, the sample under a list of every shape, the real works."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from once import once

sys.path.insert(0, str(Path(__file__).parents[1] / "estimates"))
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
    scores: dict[str, dict[str, float]]
    listings: dict[str, list[Counts]] | None = None


def counted_plainly(settings: Settings, files: list[Path], beside: dict[str, list[Path]]) -> Counted:
    """Ingest, build and count ``files`` and what lies ``beside`` them."""
    _build(settings, files, beside)
    return _counted(settings, files, beside)


def _build(settings: Settings, files: list[Path], beside: dict[str, list[Path]]) -> None:
    every = [*files, *(file for of_kind in beside.values() for file in of_kind)]
    ingest_files(settings, every).raise_first_problem()
    build(settings)


def _counted(settings: Settings, files: list[Path], beside: dict[str, list[Path]]) -> Counted:
    records = read_records(files)
    current, types = newest(records), work_types()
    outcomes = {work_id: outcome(record, types) for work_id, record in current.items()}
    entity_records = {kind: read_records(paths) for kind, paths in beside.items()}
    entities = newest_entities([record for of_kind in entity_records.values() for record in of_kind])
    staged = {i: r for i, r in current.items() if outcomes[i] == "staged"}
    published = open_published(settings)
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for row in published.rows("select work_id, technology_id, score from pred_score"):
        scores[row["work_id"]][row["technology_id"]] = row["score"]
    works = [plain_work(i, r, entities, scores[i]) for i, r in staged.items()]
    return Counted(published, records, outcomes, works, entity_records, entities, staged, scores)


SHAPES = {"shapes": None, "shapes_known": date(2022, 3, 1)}
_COUNTED: dict[str, Counted] = {}
"""A parameter comes back with every file of tests, and counting anew would give the same."""


@pytest.fixture(scope="session", params=["sample", *SHAPES, "real"])
def counted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Counted:
    name = request.param
    if name == "real" and not _real_works():
        pytest.skip("the real works beside the checkout (../shared) are absent")
    if name not in _COUNTED:
        folder = once(tmp_path_factory, f"counted-{name}", lambda made: _make(made, name))
        _COUNTED[name] = _counted(_settings(folder, name), *_files(folder, name))
    return _COUNTED[name]


def _make(folder: Path, name: str) -> None:
    if name != "real":
        write_sample(folder / "sample", works=1500 if name == "sample" else 1000)
    if name in SHAPES:
        write_root(folder / "root")
        with_ror_and_system(_parts(folder)["works"], folder / "works.jsonl.gz")
    _build(_settings(folder, name), *_files(folder, name))


def _settings(folder: Path, name: str) -> Settings:
    settings = Settings(warehouse=folder / "warehouse")
    if name == "sample":
        settings.reference = [REPOSITORY / "data" / "synthetic"]
        return settings
    settings.citation_reference = "corpus"
    if name in SHAPES:
        settings.reference = [folder / "root"]
        settings.known_on = SHAPES[name]
    return settings


def _files(folder: Path, name: str) -> tuple[list[Path], dict[str, list[Path]]]:
    """Files of works, and of what lies beside them."""
    if name == "real":
        return _real_works(), {"institutions": sorted(REAL.glob("institutions_*.jsonl.gz"))}
    parts = _parts(folder)
    works = parts.pop("works")
    if name in SHAPES:
        # The own records of institutions would outweigh the lineages and ROR ids written into the works.
        return [folder / "works.jsonl.gz"], parts | {"institutions": []}
    return works, parts


def _parts(folder: Path) -> dict[str, list[Path]]:
    return {entity: sorted((folder / "sample/data/jsonl" / entity).rglob("*.gz")) for entity in ENTITIES}


def _real_works() -> list[Path]:
    return sorted(REAL.glob("works_*.jsonl.gz"))
