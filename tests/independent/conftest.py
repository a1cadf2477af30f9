"""Warehouses to hold the plain count against: the sample, the sample under a list of every shape, the real works."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from once import once

sys.path.insert(0, str(Path(__file__).parents[1] / "estimates"))
sys.path.insert(0, str(Path(__file__).parent))

from both_counts import Counted, counted_beside, ingest_and_build
from lists_in_every_shape import MERGED, with_ror_and_system, write_root

from analytics.sample import write_sample
from analytics.settings import REPOSITORY, Settings

REAL = REPOSITORY.parent / "shared" / "data" / "openalex"


ENTITIES = ("works", "institutions", "topics", "funders")


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
        _COUNTED[name] = counted_beside(_settings(folder, name), *_files(folder, name))
    return _COUNTED[name]


def _make(folder: Path, name: str) -> None:
    if name != "real":
        write_sample(folder / "sample", works=1500 if name == "sample" else 1000)
    if name in SHAPES:
        write_root(folder / "root")
        with_ror_and_system(_parts(folder)["works"], folder / "works.jsonl.gz")
    ingest_and_build(_settings(folder, name), *_files(folder, name), MERGED if name in SHAPES else None)


def _settings(folder: Path, name: str) -> Settings:
    settings = Settings(warehouse=folder / "warehouse")
    if name == "sample":
        settings.reference = [REPOSITORY / "data" / "synthetic"]
        return settings
    settings.citation_reference = "corpus"
    if name in SHAPES:
        # So that technologies have networks, as those of a larger corpus do.
        settings.network_min_works = 15
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
