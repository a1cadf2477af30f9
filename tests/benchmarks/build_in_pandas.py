"""The same columns in DuckDB and in pandas, side by side: a unit's works by year, and by window.

In pandas twice: on the ids as records have them, and on those of a build, where many are numbers (`codes.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable

import duckdb
import pandas as pd

from analytics.settings import Settings
from analytics.warehouse.codes import texts
from analytics.warehouse.model import sql_models
from analytics.warehouse.published import published_path

KEY = ["hk_mo", "unit_kind", "unit_id", "technology_id", "tag_scope"]
INPUTS = {
    "ind_work": "hk_mo, work_id, publication_year, is_hyperauthored, is_open_access, countries,"
    " cast(unknown_country_mass as double) as unknown_country_mass,"
    " cast(unknown_institution_mass as double) as unknown_institution_mass",
    "ind_work_unit": "hk_mo, unit_kind, work_id, unit_id, cast(weight as double) as weight, authorships",
    "ind_citation_class": "work_id, cast(top10 as double) as top10",
    "ind_work_company": "work_id, company_role, is_open",
    "ind_work_funder": "work_id, is_of_unknown_country",
    "tag_work_scope": "work_id, technology_id, tag_scope",
    "stg_window": "window_years, first_year, last_year",
}

Frames = dict[str, pd.DataFrame]


def unit_year(frames: Frames) -> pd.DataFrame:
    """As sql/ind/ind_unit_year.sql, for profiles that count Hong Kong and Macao on their own."""
    work = frames["ind_work"]
    work = work[work["hk_mo"] == "own"].merge(frames["ind_citation_class"], on="work_id", how="left")
    work = work.merge(frames["ind_work_company"], on="work_id")
    work = work.merge(frames["ind_work_funder"], on="work_id", how="left")
    is_small, role, top = ~work["is_hyperauthored"], work["company_role"], work["top10"]
    access, funder = work["is_open_access"], work["is_of_unknown_country"]
    flags = {
        "works": 1,
        "unknown_country_mass": work["unknown_country_mass"],
        "unknown_institution_mass": work["unknown_institution_mass"],
        "unknown_country_works": work["unknown_country_mass"] > 0,
        "unknown_institution_works": work["unknown_institution_mass"] > 0,
        "works_small_team": is_small,
        "unknown_country_mass_small_team": work["unknown_country_mass"] * is_small,
        "unknown_institution_mass_small_team": work["unknown_institution_mass"] * is_small,
        "international_works": work["countries"] >= 2,
        "bilateral_works": work["countries"] == 2,
        "multilateral_works": work["countries"] > 2,
        "open_access_works": access.eq(True),
        "works_with_access": access.notna(),
        "academic_only_works": role == "academic_only",
        "mixed_company_works": role == "mixed",
        "company_only_works": role == "company_only",
        "company_unresolved_works": work["is_open"] & role.isin(["academic_only", "unknown"]),
        "rated_works": top.notna(),
        "top10_works": top.fillna(0),
        "works_with_funders": funder.notna(),
        "unknown_funder_works": funder.eq(True),
    }
    base = work[["work_id", "publication_year"]].assign(**flags)
    units = frames["ind_work_unit"]
    units = units[(units["hk_mo"] == "own") & (units["unit_id"] != "unknown")]
    units = units.rename(columns={"weight": "works_fractional"})
    rows = base.merge(units, on="work_id").merge(frames["tag_work_scope"], on="work_id").drop(columns="work_id")
    return rows.groupby([*KEY, "publication_year"], sort=False, observed=True).sum().reset_index()


def unit_window(frames: Frames) -> pd.DataFrame:
    """As sql/ind/ind_unit_window.sql, of `ind_unit_year`."""
    years = frames["ind_unit_year"]
    windows = frames["stg_window"].itertuples(index=False)
    sums = []
    for window in windows:
        inside = years[years["publication_year"].between(window.first_year, window.last_year)]
        summed = inside.drop(columns="publication_year").groupby(KEY, sort=False, observed=True).sum().reset_index()
        sums.append(summed.assign(**window._asdict()))
    return pd.concat(sums)


def timed(make: Callable[[], object]) -> float:
    """The quicker of two runs, in seconds."""
    taken = []
    for _ in range(2):
        started = time.perf_counter()
        make()
        taken.append(time.perf_counter() - started)
    return min(taken)


def compare(settings: Settings) -> None:
    """Print seconds of each, inputs in memory, and their ratios; refuse to where they disagree."""
    con = duckdb.connect(config={"threads": settings.threads, "preserve_insertion_order": False})
    con.execute(f"attach '{published_path(settings)}' as built (read_only)")
    for table in [*INPUTS, "tag_profile_variant"]:
        con.execute(f"create table {table} as select * from built.{table}")
    both = [_frames(con, as_texts=True), _frames(con, as_texts=False)]
    print(
        f"\n{'model':16} {'DuckDB s':>9} {'pandas s: texts':>16} {'ratio':>6} {'numbers':>8} {'ratio':>6} {'rows':>9}"
    )
    sums = [0.0, 0.0, 0.0]
    for name, in_pandas in (("ind_unit_year", unit_year), ("ind_unit_window", unit_window)):
        made = [*(["ind_work_flag"] if in_pandas is unit_year else []), name]
        sql = ";".join(f"create or replace table {table} as {sql_models()[table].sql}" for table in made)
        taken = [timed(lambda sql=sql: con.execute(sql))]
        for frames in both:
            taken.append(timed(lambda in_pandas=in_pandas, frames=frames: in_pandas(frames)))
            frames[name] = in_pandas(frames)
            _agree(con, name, frames[name])
        _say(name, taken, len(both[0][name]))
        sums = [total + one for total, one in zip(sums, taken, strict=True)]
    _say("both", sums)


def _frames(con: duckdb.DuckDBPyConnection, *, as_texts: bool) -> Frames:
    """What the models read, its ids as texts or as the build has them."""
    found = {}
    for table, columns in INPUTS.items():
        select = f"select {columns} from {table}"
        kinds = {name: kind for name, kind, *_ in con.execute(f"describe {select}").fetchall()}
        found[table] = con.sql(texts(select, kinds) if as_texts else select).df()
    return found


def _say(name: str, taken: list[float], rows: int | None = None) -> None:
    in_duckdb, on_texts, on_numbers = taken
    print(
        f"{name:16} {in_duckdb:9.2f} {on_texts:16.2f} {on_texts / in_duckdb:6.1f} {on_numbers:8.2f}"
        f" {on_numbers / in_duckdb:6.1f} {'' if rows is None else f'{rows:9,}'}"
    )


def _agree(con: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    columns = [column for column in frame.columns if frame[column].dtype.kind in "biuf" and "year" not in column]
    sums = ", ".join(f"cast(sum({column}) as double)" for column in columns)
    found = con.execute(f"select count(*), {sums} from {name} where hk_mo = 'own'").fetchone() or ()
    expected = (len(frame), *(float(frame[column].sum()) for column in columns))
    if any(abs(a - b) > 1e-6 * max(1.0, abs(b)) for a, b in zip(found, expected, strict=True)):
        raise SystemExit(f"{name} differs between DuckDB and pandas: {found} and {expected}")
