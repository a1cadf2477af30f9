"""Two tables are made side by side, one in SQL at most; what becomes of a run in which one of the two fails."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from analytics.layout import builds, current
from analytics.settings import Settings
from analytics.warehouse import runner
from analytics.warehouse.build import build
from analytics.warehouse.duckdb_engine import DuckEngine
from analytics.warehouse.model import Model, parse_model
from analytics.warehouse.runner import python_models, run_models

AT_ONCE = 0.3
"""Seconds in which a lane has long learned that the other has failed."""


class Failed(Exception):
    """An error of no library."""


class Meeting(DuckEngine):
    """The engine, in which `ind_beside` and `est_beside` are under way while the other lane fails."""

    def __init__(self) -> None:
        super().__init__(Settings(threads=1))
        self.store("ref_one", [pl.DataFrame({"n": [1]})])
        self.begun, self.failing = threading.Event(), threading.Event()

    def create(self, table: str, select: str) -> None:
        if table == "ind_beside":
            self.stand_beside()
        if table == "ind_wrong":
            self.fail()
        super().create(table, select)

    def stand_beside(self) -> None:
        self.begun.set()
        assert self.failing.wait(10)
        time.sleep(AT_ONCE)

    def fail(self) -> None:
        assert self.begun.wait(10)
        self.failing.set()

    def tables(self) -> set[str]:
        return {name for (name,) in self.con.execute("select table_name from duckdb_tables()").fetchall()}


@pytest.fixture
def engine() -> Iterator[Meeting]:
    made = Meeting()
    yield made
    made.close()


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the runner know these tables and no others."""

    def know(*python: Callable[..., object], **sql: str) -> None:
        models = {name: model(tmp_path, name, select) for name, select in sql.items()}
        monkeypatch.setattr(runner, "sql_models", lambda: models)
        monkeypatch.setattr(runner, "python_models", lambda: {made.__name__: made for made in python})

    return know


def model(folder: Path, name: str, select: str) -> Model:
    file = folder / f"{name}.sql"
    file.write_text(f"-- One row: SYNTHETIC.\n-- key: n\n{select}\n", encoding="utf-8")
    return parse_model(file)


def test_an_error_in_python_ends_the_run_and_no_lane_begins_anything_more(engine, known):
    def est_wrong(ref_one: pl.DataFrame) -> pl.DataFrame:
        engine.fail()
        raise Failed(f"wrong: {ref_one.height}")

    def est_wrong_not(ref_one: pl.DataFrame) -> pl.DataFrame:
        return ref_one

    known(est_wrong, est_wrong_not, ind_beside="select n from ref_one", ind_waiting="select n + 1 as n from ref_one")
    with pytest.raises(Failed, match="wrong"):
        run_models(engine, {"ref_one"})
    assert engine.tables() == {"ref_one", "ind_beside"}


def test_an_error_in_sql_ends_the_run_and_no_lane_begins_anything_more(engine, known):
    def est_beside(ref_one: pl.DataFrame) -> pl.DataFrame:
        engine.stand_beside()
        return ref_one

    def est_waiting(ref_one: pl.DataFrame) -> pl.DataFrame:
        return ref_one

    known(
        est_beside,
        est_waiting,
        ind_wrong="select error('wrong') as n from ref_one",
        ind_wrong_not="select n from ref_one",
    )
    with pytest.raises(duckdb.InvalidInputException, match="wrong"):
        run_models(engine, {"ref_one"})
    assert engine.tables() == {"ref_one", "est_beside"}


def test_two_tables_in_python_are_made_at_once_where_none_in_sql_is(engine, known):
    both = threading.Barrier(2, timeout=10)

    def est_one(ref_one: pl.DataFrame) -> pl.DataFrame:
        both.wait()
        return ref_one

    def est_other(ref_one: pl.DataFrame) -> pl.DataFrame:
        both.wait()
        return ref_one

    known(est_one, est_other)
    run_models(engine, {"ref_one"})
    assert engine.tables() == {"ref_one", "est_one", "est_other"}


def test_of_tables_in_sql_one_is_made_at_a_time(engine, known, monkeypatch):
    begun: list[str] = []

    def create(table: str, select: str) -> None:
        begun.append(table)
        time.sleep(AT_ONCE)
        assert begun[-1] == table, select

    monkeypatch.setattr(engine, "create", create)
    known(ind_one="select n from ref_one", ind_other="select n from ref_one", ind_third="select n from ref_one")
    run_models(engine, {"ref_one"})
    assert sorted(begun) == ["ind_one", "ind_other", "ind_third"]


def test_an_error_in_the_midst_of_a_stream_is_told_as_it_was(engine, known):
    def est_streamed(ref_one: pl.DataFrame) -> Iterator[pl.DataFrame]:
        yield ref_one
        raise Failed("wrong")

    known(est_streamed)
    with pytest.raises(Failed, match="wrong"):
        run_models(engine, {"ref_one"})
    assert engine.tables() == {"ref_one"}


def test_a_build_in_which_a_table_fails_publishes_nothing_and_leaves_nothing(ingested, sample_warehouse, monkeypatch):
    settings = ingested()
    published = builds(settings.warehouse) / current(sample_warehouse.warehouse).resolve().name
    published.parent.mkdir()
    shutil.copyfile(current(sample_warehouse.warehouse), published)
    current(settings.warehouse).symlink_to(published.relative_to(settings.warehouse))

    def stg_string_country(raw_affiliations: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        yield from raw_affiliations
        raise Failed("wrong")

    made = python_models() | {"stg_string_country": stg_string_country}
    monkeypatch.setattr(runner, "python_models", lambda: made)
    with pytest.raises(Failed, match="wrong"):
        build(settings)
    assert current(settings.warehouse).resolve() == published
    assert list(builds(settings.warehouse).iterdir()) == [published]
