"""Settings enter the SQL as a table of one row, never by putting text together."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from analytics.settings import Settings

FROM_SETTINGS: dict[str, pl.DataType | type[pl.DataType]] = {
    "known_on": pl.Date,
    "hyperauthor_limit": pl.Int64,
    "small_cell": pl.Int64,
    "include_preprints": pl.Boolean,
    "include_retracted": pl.Boolean,
    "include_xpac": pl.Boolean,
    "include_hyperauthored": pl.Boolean,
    "first_year": pl.Int64,
    "last_year": pl.Int64,
    "topic_score_floor": pl.Float64,
    "topic_score_floor_v2": pl.Float64,
    "coverage_break": pl.Float64,
    "max_bad_share": pl.Float64,
    "citation_reference": pl.String,
    "reference_set_floor": pl.Int64,
    "leadership_institutions": pl.Int64,
    "leadership_high_institutions": pl.Int64,
    "leadership_high_ratio": pl.Float64,
    "leadership_medium_institutions": pl.Int64,
    "leadership_medium_ratio": pl.Float64,
    "network_alpha": pl.Float64,
    "network_draws": pl.Int64,
    "network_min_works": pl.Int64,
    "network_steps": pl.Int64,
    "alert_fdr": pl.Float64,
    "author_floor": pl.Int64,
    "reformed_share": pl.Float64,
}


def ref_parameter(settings: Settings) -> pl.DataFrame:
    """The one row of `ref_parameter`; `as_of` is the day "today" means in this build."""
    row = {"as_of": settings.as_of or datetime.now(UTC).date()}
    row |= {name: getattr(settings, name) for name in FROM_SETTINGS}
    return pl.DataFrame([row], schema={"as_of": pl.Date, **FROM_SETTINGS})
