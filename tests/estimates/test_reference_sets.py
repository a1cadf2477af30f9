"""Reference sets: whatever the citations and years, scores add up to x·N and no set is smaller than it need be."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.estimates.ind_reference_set import ind_reference_set, pooled
from analytics.settings import Settings
from analytics.warehouse.duckdb_engine import DuckEngine
from analytics.warehouse.model import sql_models
from analytics.warehouse.parameters import ref_parameter

SETTINGS = Settings(threads=1, citation_reference="corpus", reference_set_floor=10)
MODELS = ("ind_citation_count", "ind_citation_threshold", "ind_citation_mean", "ind_citation_class")


@pytest.fixture(scope="module")
def engine():
    made = DuckEngine(SETTINGS)
    made.store("ref_parameter", [ref_parameter(SETTINGS)])
    made.store("stg_citation_basis", [pl.DataFrame({"citation_reference": ["corpus"]})])
    yield made
    made.close()


def judged(engine: DuckEngine, works: list[tuple[int, int]]) -> pl.DataFrame:
    """`ind_citation_class` of works given as (year, citations), all of one field and type."""
    ids = [f"W{n}" for n in range(len(works))]
    schema = {"publication_year": pl.Int64, "cited_by_count": pl.Int64}
    given_ = pl.DataFrame(works, schema=schema, orient="row").with_columns(
        pl.Series("work_id", ids), work_type=pl.lit("article")
    )
    rates = [pl.lit(None, pl.Float64).alias(name) for name in ("citation_percentile", "fwci")]
    for name in ("stg_works", "stg_work_field", "ind_reference_set", *MODELS):
        engine.con.execute(f"drop table if exists {name}")
    engine.store("stg_works", [given_.with_columns(*rates)])
    engine.store("stg_work_field", [given_.select("work_id", field_id=pl.lit("F"))])
    engine.create(MODELS[0], sql_models()[MODELS[0]].sql)
    engine.store("ind_reference_set", [ind_reference_set(engine.frame(MODELS[0]), ref_parameter(SETTINGS))])
    for name in MODELS[1:]:
        engine.create(name, sql_models()[name].sql)
    return engine.frame("ind_citation_class")


WORKS = st.lists(st.tuples(st.integers(2015, 2020), st.integers(0, 6)), min_size=1, max_size=60)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(works=WORKS)
def test_scores_of_a_set_add_up_to_its_share_under_any_ties(engine: DuckEngine, works: list[tuple[int, int]]) -> None:
    classes = judged(engine, works)
    assert classes.height == len(works)
    for (_,), of_set in classes.group_by("set_first_year"):
        for name, share in (("top1", 0.01), ("top5", 0.05), ("top10", 0.1), ("top50", 0.5)):
            assert float(of_set[name].sum()) == pytest.approx(share * of_set.height, abs=1e-9)
        mean = float(of_set["ncs"].cast(pl.Float64).mean())
        assert mean == pytest.approx(1, abs=1e-9), "the mean of c/e over a set is 1, also where nobody is cited"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(works=WORKS)
def test_more_citations_never_score_less(engine: DuckEngine, works: list[tuple[int, int]]) -> None:
    cited = {f"W{n}": citations for n, (_, citations) in enumerate(works)}
    for (_,), of_set in judged(engine, works).group_by("set_first_year"):
        rows = sorted(of_set.iter_rows(named=True), key=lambda row: cited[row["work_id"]])
        for lower, higher in pairwise(rows):
            assert lower["top10"] <= higher["top10"] <= higher["top50"]
            assert lower["ncs"] <= higher["ncs"]


YEARS = st.dictionaries(st.integers(1990, 2020), st.integers(1, 250), min_size=1, max_size=15)


@given(years=YEARS, floor=st.integers(1, 300))
def test_sets_cut_the_years_into_neighbours_and_none_stays_small_but_a_single_one(
    years: dict[int, int], floor: int
) -> None:
    given_ = sorted(years.items())
    sets = pooled(given_, floor)
    assert [year for of_set, _ in sets for year in of_set] == sorted(years)
    assert all(works == sum(years[year] for year in of_set) for of_set, works in sets)
    assert len(sets) == 1 or min(works for _, works in sets) >= floor
    assert len(sets) == len(given_) or min(years.values()) < floor


def test_a_small_year_joins_its_smaller_neighbour_and_the_earlier_of_equals() -> None:
    assert pooled([(1, 90), (2, 5), (3, 20)], 10) == [([1], 90), ([2, 3], 25)]
    assert pooled([(1, 20), (2, 5), (3, 20)], 10) == [([1, 2], 25), ([3], 20)]
    assert Counter(len(years) for years, _ in pooled([(n, 1) for n in range(4)], 2)) == {2: 2}
