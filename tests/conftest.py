"""What several folders of tests share: one Spark Connect server and one built warehouse of the SYNTHETIC sample."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from once import once

from analytics.openalex.snapshot import ingest_snapshot
from analytics.sample import write_sample
from analytics.settings import REPOSITORY, Settings
from analytics.warehouse.build import build

# A machine that is busy must not fail an example.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("here")


@pytest.fixture(scope="session")
def spark_session() -> Iterator[Any]:
    """A session of Spark Connect: on the cluster that SPARK_REMOTE names, else on Sail in this process."""
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    sail = pytest.importorskip("pysail.spark", reason="the extra 'spark' is not installed")
    from pyspark.sql import SparkSession

    # A worker of xdist has a __main__ without a file, which pyspark takes for its own doctests.
    vars(sys.modules["__main__"]).setdefault("__file__", __file__)
    server = sail.SparkConnectServer("127.0.0.1", 0)
    server.start()
    host, port = server.listening_address
    session = SparkSession.builder.remote(os.environ.get("SPARK_REMOTE", f"sc://{host}:{port}")).getOrCreate()
    yield session
    session.stop()
    server.stop()


@pytest.fixture(scope="session")
def sample_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,500 works of the SYNTHETIC sample, in snapshot layout."""
    return once(tmp_path_factory, "snapshot", partial(write_sample, works=1500))


@pytest.fixture(scope="session")
def sample_warehouse(sample_snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a warehouse with one published build of the sample. Tests read it and change nothing in it."""

    def make(folder: Path) -> None:
        ingest_snapshot(_settings(folder), sample_snapshot)
        build(_settings(folder))

    return _settings(once(tmp_path_factory, "sample", make))


def _settings(folder: Path) -> Settings:
    return Settings(
        warehouse=folder / "warehouse",
        reference=[REPOSITORY / "data" / "synthetic"],
        as_of=date(2026, 6, 30),
        # As it is for a whole snapshot; the same records as files would be taken for a slice.
        citation_reference="corpus",
        threads=1,
    )
