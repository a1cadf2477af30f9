"""What has to hold whatever the works: the models themselves, run on generated works."""

from __future__ import annotations

import gzip
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from case_file import Block
from case_tables import SETTINGS, run_case
from generated_works import NOBODY, Author, Work, authors, case, works
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.warehouse.duckdb_engine import DuckEngine

FEW = settings(max_examples=6, deadline=None)
CLOSE = 1e-12


def made(corpus: list[Work], *tables: str, engine: DuckEngine | None = None) -> list[pl.DataFrame]:
    """``tables`` as the models make them of ``corpus``."""
    engine = engine or DuckEngine(SETTINGS)
    frames = run_case(engine, case(corpus, *tables))
    engine.close()
    return [frames[table] for table in tables]


def cells(corpus: list[Work], units: set[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """(unit, variant) → its exposure over all years and works."""
    counted, rates = made(corpus, "ind_exposure", "est_exposure")
    at = (pl.col("technology_id") == "all") & (pl.col("tag_scope") == "high") & (pl.col("window_years") == 0)
    at &= pl.col("unit_id").is_in(units)
    found: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for frame in (counted, rates):
        for row in frame.filter(at).to_dicts():
            found[row["unit_id"], row["variant"]] |= row
    return found


@FEW
@given(works(authors(), most=20))
def test_the_weights_of_every_work_sum_to_one(corpus: list[Work]) -> None:
    (units,) = made(corpus, "ind_work_unit")
    sums = units.group_by("hk_mo", "unit_kind", "work_id").agg(pl.col("weight").cast(pl.Float64).sum())
    per_work = units.filter(pl.col("unit_kind") == "institution")["work_id"].n_unique()
    assert (per_work, sums.height) == (len(corpus), len(corpus) * 2)
    assert sums["weight"].to_list() == pytest.approx([1] * sums.height, abs=CLOSE)
    assert units["weight"].cast(pl.Float64).min() > 0


def revealed(work: Work, truths: Iterator[str]) -> Work:
    """``work`` with an institution for every string, or author, of which nobody knew one.

    Where the source maps no strings, an author's institutions stand for all strings, and nothing is unknown.
    """
    told = []
    for author in work.authors:
        strings = author.strings or (NOBODY,)
        if author.is_mapped or not author.institutions:
            strings = tuple(string or (next(truths),) for string in strings)
        told.append(replace(author, strings=strings))
    return replace(work, authors=tuple(told))


@FEW
@given(works(authors("FGDC", listed=())), st.randoms(use_true_random=False))
def test_the_bounds_contain_the_share_that_the_truth_shows(corpus: list[Work], draw: random.Random) -> None:
    units = {"F", "G", "FR"}
    truths = iter(lambda: draw.choice("CLDJ"), None)
    before = cells(corpus, units)
    after = cells([revealed(work, truths) for work in corpus], units)
    assert set(before) == set(after)
    for at, row in before.items():
        assert row["works"] == after[at]["works"]
        assert row["bound_low"] - CLOSE <= after[at]["exposed_share"] <= row["bound_high"] + CLOSE, at
        assert after[at]["bound_low"] == after[at]["bound_high"], "nothing is left open"


@FEW
@given(works(authors(), most=6), works(authors("FGDJN", listed=()), most=6))
def test_works_without_w_never_raise_the_exposed_count(corpus: list[Work], more: list[Work]) -> None:
    units = {"F", "G", "D", "FR", "DE"}
    left_open = [Work((Author((("F",),)), Author((("D", "N"), NOBODY))))] * 2
    before, after = cells(corpus, units), cells([*corpus, *more, *left_open], units)
    for at, row in after.items():
        had = before.get(at, {"exposed_works": 0, "exposed_share": 0})
        assert row["exposed_works"] == had["exposed_works"]
        assert row["exposed_share"] <= had["exposed_share"]


@FEW
@given(works(authors(), least=3))
def test_pairs_are_seen_alike_from_both_sides_and_one_more_joint_work_never_lowers_ric(corpus: list[Work]) -> None:
    joint = Work((Author((("F",),)), Author((("D",),))))
    (before,), (after,) = made(corpus, "est_country_pair"), made([*corpus, joint], "est_country_pair")
    at = (pl.col("technology_id") == "all") & (pl.col("tag_scope") == "high") & (pl.col("window_years") == 0)
    had, has = ({(r["country_x"], r["country_y"]): r for r in f.filter(at).to_dicts()} for f in (before, after))
    for (x, y), row in has.items():
        for name in ("orc", "orc_low", "orc_high", "salton", "jaccard", "association_strength", "nsf_index"):
            other = has[y, x][name]
            assert row[name] == (None if other is None else pytest.approx(other, rel=CLOSE))
    for pair in {("FR", "DE"), ("DE", "FR")} & set(had):
        for name in ("ric", "orc"):
            assert had[pair][name] is None or has[pair][name] >= had[pair][name] * (1 - CLOSE)


class Shuffled(DuckEngine):
    """Stores records in several parts and rows in another order, and hands batches of another size to Python."""

    def __init__(self, draw: random.Random) -> None:
        super().__init__(SETTINGS)
        self.draw = draw
        self.files = draw.randint(1, 3)

    def store(self, table: str, frames: Iterable[pl.DataFrame]) -> None:
        super().store(table, list(self._parts(pl.concat(list(frames)))))

    def batches(self, table: str) -> Iterator[pl.DataFrame]:
        yield from self._parts(self.frame(table))

    def _parts(self, frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
        if {"part_id", "line_no"} <= set(frame.columns):
            frame = frame.with_columns(part_id=pl.format("p{}", pl.col("line_no") % self.files))
        mixed = frame.sample(fraction=1, shuffle=True, seed=self.draw.randrange(2**32))
        least = 1 + mixed.height // 5
        yield from mixed.iter_slices(self.draw.randint(least, least * 5)) if mixed.height else [mixed]


@settings(FEW, max_examples=3)
@given(works(authors(), least=4), st.randoms(use_true_random=False))
def test_results_do_not_depend_on_order_or_chunks_of_the_input(corpus: list[Work], draw: random.Random) -> None:
    tables = ("est_exposure", "est_country_pair", "est_institution_pair", "out_partner", "ind_reference_set")
    for one, other in zip(made(corpus, *tables), made(corpus, *tables, engine=Shuffled(draw)), strict=True):
        assert sorted(map(str, one.rows())) == sorted(map(str, other.rows()))


@pytest.fixture(scope="module")
def records(sample_snapshot: Path) -> list[str]:
    files = sorted((sample_snapshot / "data/jsonl/works").rglob("*.gz"))
    return [line for file in files for line in gzip.decompress(file.read_bytes()).decode().splitlines()][:200]


PUBLISHED = ("out_institution_window", "out_impact", "out_country_pair", "out_partner", "out_coverage", "out_evidence")


def published(records: list[str], engine: DuckEngine) -> dict[str, pl.DataFrame]:
    asked = replace(case([], *PUBLISHED), given=profile_and_types(), records="\n".join(records))
    frames = run_case(engine, asked)
    engine.close()
    return frames


@pytest.fixture(scope="module")
def straight(records: list[str]) -> dict[str, pl.DataFrame]:
    return published(records, DuckEngine(SETTINGS))


@settings(FEW, max_examples=2)
@given(draw=st.randoms(use_true_random=False))
def test_results_do_not_depend_on_the_order_of_records_or_on_the_files_they_come_in(
    records: list[str], straight: dict[str, pl.DataFrame], draw: random.Random
) -> None:
    turned = published(draw.sample(records, len(records)), Shuffled(draw))
    for table, frame in straight.items():
        assert frame.height > 0, table
        assert sorted(map(str, frame.rows())) == sorted(map(str, turned[table].rows())), table


def profile_and_types() -> list[Block]:
    kinds = ("article", "review", "book-chapter", "conference-paper")
    types = [{"source_type": kind, "work_type": kind, "is_research": "yes"} for kind in kinds]
    return [
        Block("ref_profile", {}, [{"profile_id": "p", "hk_mo": "own"}]),
        Block("ref_profile_country", {}, [{"profile_id": "p", "country_code": "CN"}]),
        Block("ref_work_type", {}, types),
    ]
