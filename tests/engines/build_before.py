"""A build before the sample's, as `past_` tables: the sample with every tenth work or so otherwise than it is now."""

from __future__ import annotations

import polars as pl

from analytics.warehouse.past import PAST, empty_past
from analytics.warehouse.published import Published


def past_frames(published: Published) -> dict[str, pl.DataFrame]:
    """Every ``past_`` table. Works that end in 7 are new since, in 3 revised, in 1 otherwise tagged, in 5 listed."""
    shown = {
        table: published.frame(f"select {', '.join(schema)} from {source}") for table, (source, schema) in PAST.items()
    }
    frames = {name: frame.filter(~ends("7")) if "work_id" in frame.columns else frame for name, frame in shown.items()}
    year = pl.col("publication_year") - ends("3").cast(pl.Int64)
    frames["past_works"] = frames["past_works"].with_columns(year)
    frames["past_work_scope"] = frames["past_work_scope"].filter(~ends("1") | (pl.col("technology_id") == "all"))
    frames["past_work_exposed"] = frames["past_work_exposed"].filter(~ends("5"))
    frames["past_technology"] = frames["past_technology"].filter(pl.col("technology_id") != "robotics")
    frames["past_profile_variant"] = frames["past_profile_variant"].filter(pl.col("profile_id") != "jp-meti")
    run = dict.fromkeys(empty_past()["past_run"].columns, False) | {"run_id": "before", "problem": None}
    frames["past_run"] = pl.DataFrame([run | {"is_compared": True}], schema=empty_past()["past_run"].schema)
    return frames


def ends(digit: str) -> pl.Expr:
    return pl.col("work_id").str.ends_with(digit)
