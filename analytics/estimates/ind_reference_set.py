"""Years of a field and type that are judged together, because each alone has too few works."""

from __future__ import annotations

import polars as pl

_SCHEMA = {
    "field_id": pl.String,
    "work_type": pl.String,
    "publication_year": pl.Int64,
    "set_first_year": pl.Int64,
    "set_last_year": pl.Int64,
    "set_works": pl.Int64,
    "is_pooled": pl.Boolean,
}


def ind_reference_set(ind_citation_count: pl.DataFrame, ref_parameter: pl.DataFrame) -> pl.DataFrame:
    """One row per field, type and year with cited works: the years of its reference set, and how many works it has.

    The sets of a field and type share no year, so that the scores of a set add up to x·N. `is_pooled` flags a set of
    several years and one that stays below `reference_set_floor` although all years are together.
    """
    floor = int(ref_parameter["reference_set_floor"][0])
    key = ["field_id", "work_type", "publication_year"]
    years = ind_citation_count.group_by(key).agg(pl.col("works").sum().cast(pl.Int64)).sort(key)
    rows = []
    for (field, kind), part in years.group_by("field_id", "work_type", maintain_order=True):
        for years_of_set, works in pooled(list(part.select("publication_year", "works").iter_rows()), floor):
            span = (years_of_set[0], years_of_set[-1], works, len(years_of_set) > 1 or works < floor)
            rows += [(field, kind, year, *span) for year in years_of_set]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def pooled(years: list[tuple[int, int]], floor: int) -> list[tuple[list[int], int]]:
    """Neighbouring years joined until no set has fewer works than ``floor``, or one is left.

    ``years`` are (year, works) in ascending order. The smallest set joins its smaller neighbour; the earlier of equals.
    """
    sets = [([year], works) for year, works in years]
    while len(sets) > 1:
        at = min(range(len(sets)), key=lambda n: sets[n][1])
        if sets[at][1] >= floor:
            break
        is_left = at == len(sets) - 1 or (at > 0 and sets[at - 1][1] <= sets[at + 1][1])
        first = at - 1 if is_left else at
        (left, of_left), (right, of_right) = sets[first : first + 2]
        sets[first : first + 2] = [(left + right, of_left + of_right)]
    return sets
