"""The bootstrap of fractional exposure beside loops over cells, in one run, on SYNTHETIC works of 64 fields.

    python tests/benchmarks/bootstrap.py [works]        # default 1,000,000

Works have one to five of 10,000 institutions, few of which are on many works, and one or two fields; 12 % are exposed.
Every cell of an institution and a field with at least ten works is estimated, by the model that a build runs, joins and
all. The loops take each cell on its own, with its works at hand, on a sample of the cells; their time is scaled up to
all cells by works.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np
import polars as pl

from analytics.estimates import est_fractional_exposure
from analytics.estimates.bootstrap import REPLICATES

FIELDS, INSTITUTIONS, LOOPED = 64, 10_000, 100
Way = Callable[[pl.DataFrame, np.random.Generator], tuple[float, float]]
KEY = ["unit_id", "technology_id"]


def synthetic(works: int) -> pl.DataFrame:
    """One row per work, institution and field: work_id, unit_id, technology_id, weight, is_exposed."""
    rng = np.random.default_rng(1)
    popular = 1 / (20 + np.arange(INSTITUTIONS))
    size = rng.integers(1, 6, works)
    work = np.repeat(np.arange(works), size)
    unit = rng.choice(INSTITUTIONS, work.size, p=popular / popular.sum())
    units = pl.DataFrame({"work": work, "unit": unit, "weight": 1 / np.repeat(size, size)})
    units = units.group_by("work", "unit").agg(pl.col("weight").sum())
    fields = np.concatenate([np.arange(works), np.flatnonzero(rng.random(works) < 0.4)])
    tags = pl.DataFrame({"work": fields, "field": rng.integers(0, FIELDS, fields.size)}).unique()
    exposed = pl.DataFrame({"work": np.arange(works), "is_exposed": rng.random(works) < 0.12})
    named = {"work_id": pl.format("W{}", "work"), "unit_id": pl.format("I{}", "unit")}
    rows = units.join(tags, on="work").join(exposed, on="work").sort("work", "unit", "field")
    return rows.select("weight", "is_exposed", **named, technology_id=pl.format("field{}", "field"))


def tables(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """What the model reads, with one profile, year and window."""
    works = rows.select("work_id", "is_exposed").unique(maintain_order=True)
    fixed = {"profile_id": pl.lit("p"), "variant": pl.lit("country")}
    cells = rows.group_by(KEY).agg(works=pl.len(), exposed_works=pl.col("is_exposed").sum())
    cells = cells.with_columns(
        **fixed, unit_kind=pl.lit("institution"), tag_scope=pl.lit("high"), unit_hk_mo=pl.lit("own"),
        window_years=0, first_year=2020, last_year=2020,
    )  # fmt: skip
    units = rows.select("work_id", "unit_id", "weight").unique(("work_id", "unit_id"))
    return {
        "ind_exposed_cell": cells.filter(pl.col("exposed_works") > 0),
        "stg_work_year": works.select("work_id", publication_year=2020),
        "ind_work_unit": units.with_columns(unit_kind=pl.lit("institution"), hk_mo=pl.lit("own")),
        "tag_work_scope": rows.select("work_id", "technology_id").unique().with_columns(tag_scope=pl.lit("high")),
        "ind_work_counterpart": works.filter("is_exposed").select("work_id", weight=0.3).with_columns(**fixed),
    }


def looped(cell: pl.DataFrame, rng: np.random.Generator) -> tuple[float, float]:
    """A thousand samples of the cell's works with replacement, one after the other."""
    weight, exposed = cell["weight"].to_numpy(), cell["is_exposed"].to_numpy()
    shares = np.empty(REPLICATES)
    for replicate in range(REPLICATES):
        drawn = rng.integers(0, weight.size, weight.size)
        part = weight[drawn]
        shares[replicate] = part[exposed[drawn]].sum() / part.sum()
    low, high = np.quantile(shares, [0.025, 0.975])
    return low, high


def at_once(cell: pl.DataFrame, rng: np.random.Generator) -> tuple[float, float]:
    """The cell's thousand Poisson draws as one matrix."""
    weight, exposed = cell["weight"].to_numpy(), cell["is_exposed"].to_numpy()
    draws = rng.poisson(1.0, (REPLICATES, weight.size))
    top, bottom = draws @ (weight * exposed), draws @ weight
    low, high = np.quantile(top[bottom > 0] / bottom[bottom > 0], [0.025, 0.975])
    return low, high


def modelled(given: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, float, float]:
    """What the model makes, its CPU seconds, and those of them that it took once the works of its cells were found."""
    estimate, spent = est_fractional_exposure._estimate, [0.0]

    def timed(*arguments: pl.DataFrame) -> pl.DataFrame:
        start = time.process_time()
        found = estimate(*arguments)
        spent[0] += time.process_time() - start
        return found

    est_fractional_exposure._estimate, start = timed, time.process_time()
    batches = {name: iter([frame]) for name, frame in given.items()}
    small = pl.DataFrame({"small_cell": [5]})
    found = pl.concat(est_fractional_exposure.est_fractional_exposure(**batches, ref_parameter=small))
    est_fractional_exposure._estimate = estimate
    return found, time.process_time() - start, spent[0]


def compare(name: str, way: Way, sample: list[pl.DataFrame], found: pl.DataFrame, scale: float, ours: float) -> None:
    rng, start = np.random.default_rng(2), time.process_time()
    limits = np.array([way(cell, rng) for cell in sample])
    theirs = (time.process_time() - start) * scale
    apart = np.abs(limits - found.select("exposed_fractional_low", "exposed_fractional_high").to_numpy())
    print(f"{name}: {theirs:,.0f} CPU-s for all cells, {theirs / ours:.0f} times as long; ", end="")
    print(f"limits {np.nanmean(apart):.4f} apart at a width of {np.diff(limits).mean():.4f}")


if __name__ == "__main__":
    works = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    _, compiling, _ = modelled(tables(synthetic(2_000).with_columns(technology_id=pl.lit("field1"))))
    print(f"compiling, or reading what was compiled, and a small run: {compiling:.1f} CPU-s")
    rows = synthetic(works)
    found, whole, ours = modelled(tables(rows))
    within = rows.join(found.select(KEY), on=KEY, how="semi")
    print(
        f"{works:,} works, {FIELDS} fields: {found.height:,} cells of ten works or more, {within.height:,} rows in them"
    )
    print(f"the model {whole:.1f} CPU-s, {whole - ours:.1f} to find the works of cells and {ours:.1f} to bootstrap")
    print(f"  {1e9 * ours / within.height / REPLICATES:.2f} ns a row and draw, with limits")
    chosen = found.sample(min(LOOPED, found.height), seed=1).sort(KEY)
    cells = within.join(chosen.select(KEY), on=KEY, how="semi").partition_by(KEY, as_dict=True)
    sample = [cells[key] for key in chosen.select(KEY).iter_rows()]
    scale = within.height / sum(cell.height for cell in sample)
    compare("loop over cells and replicates", looped, sample, chosen, scale, ours)
    compare("loop over cells, one matrix each", at_once, sample, chosen, scale, ours)
