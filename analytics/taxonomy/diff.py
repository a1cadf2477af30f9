"""How many works change tag between two states of the taxonomy."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analytics.taxonomy.edition import Edition
from analytics.taxonomy.stage_one import tags
from analytics.warehouse.published import Published

TIERS = ("high", "probable", "candidate")


@dataclass(frozen=True)
class Difference:
    """``rows``: one per technology with some tag, the most changed first; ``moved``: one per changed tag.

    ``changed_works`` of ``works`` have at least one tag that differs.
    """

    works: int
    changed_works: int
    rows: pl.DataFrame
    moved: pl.DataFrame


def difference(published: Published, before: Edition, after: Edition) -> Difference:
    """Both taxonomies applied to the works of the build; see `stage_one.tags`."""
    old, new = tags(published, before), tags(published, after)
    both = old.join(new, on=["work_id", "technology_id"], how="full", coalesce=True, suffix="_after")
    both = both.rename({"tier": "tier_before"})
    is_moved = pl.col("tier_before").ne_missing(pl.col("tier_after"))
    rows = both.group_by("technology_id").agg(
        *(_tagged(tier, side) for tier in ("high", "probable") for side in ("before", "after")),
        gained_high=_is("high", "after").and_(_is("high", "before").not_()).sum(),
        lost_high=_is("high", "before").and_(_is("high", "after").not_()).sum(),
        changed=is_moved.sum(),
    )
    moved = both.filter(is_moved).sort("technology_id", "work_id")
    works = published.rows("select count(*) as n from stg_works")[0]["n"]
    rows = rows.sort(["changed", "technology_id"], descending=[True, False])
    return Difference(works, moved["work_id"].n_unique(), rows, moved)


def _is(tier: str, side: str) -> pl.Expr:
    return pl.col(f"tier_{side}").eq_missing(pl.lit(tier))


def _tagged(tier: str, side: str) -> pl.Expr:
    return _is(tier, side).sum().alias(f"{tier}_{side}")
