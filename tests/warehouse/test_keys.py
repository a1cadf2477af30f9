"""Keys of views: what proves them, and that a proof says no more than a count would."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from analytics.layout import current
from analytics.settings import Settings
from analytics.warehouse.contents import content
from analytics.warehouse.keys import proof
from analytics.warehouse.model import Model, parse_model, sql_models

PROVEN = {name: found for name, model in sql_models().items() if model.is_view and (found := proof(model))}


def counted(con: duckdb.DuckDBPyConnection, model: Model) -> tuple[int, bool]:
    (found,) = con.execute(
        f"select count(*), count(*) = count(distinct ({', '.join(model.key)})) from {model.name}"
    ).fetchall()
    return found


@pytest.mark.parametrize("name", sorted(PROVEN))
def test_a_proof_says_what_a_count_says_also_where_a_table_has_every_row_twice(
    sample_warehouse: Settings, tmp_path: Path, name: str
) -> None:
    model = sql_models()[name]
    shutil.copyfile(current(sample_warehouse.warehouse), tmp_path / "build.duckdb")
    with duckdb.connect(str(tmp_path / "build.duckdb")) as con:
        stored = {table for (table,) in con.execute("select table_name from duckdb_tables()").fetchall()}
        said = [counted(con, model)]
        for table in sorted({need.table for need in PROVEN[name].needs} & stored):
            con.execute(f"begin; insert into {table} from {table}")
            read = content(con, model)
            said.append(counted(con, model))
            assert (read.rows, read.is_key) == said[-1], table
            con.execute("rollback")
        read = content(con, model)
    assert (read.rows, read.is_key) == said[0]
    assert said[0][1]
    assert not all(is_key for _, is_key in said)


@pytest.mark.parametrize(
    ("select", "needs"),
    [
        ("select w.work_id from ind_work as w where w.hk_mo = 'own'", [("ind_work", {"hk_mo", "work_id"})]),
        ("select w.work_id from ind_work as w where w.hk_mo <> 'own'", [("ind_work", {"work_id"})]),
        ("select w.work_id from ind_work as w where w.hk_mo = 'own' or w.countries = 1", [("ind_work", {"work_id"})]),
        (
            "select w.work_id from stg_works as w cross join ref_parameter as p",
            [("stg_works", {"work_id"}), ("ref_parameter", set())],
        ),
        (
            "select w.work_id from stg_works as w inner join ind_work as i on w.work_id = i.work_id",
            [("stg_works", {"work_id"}), ("ind_work", {"work_id"})],
        ),
        (
            "select w.work_id from stg_works as w left join ind_work as i on w.work_id = i.work_id and i.hk_mo = 'own'",
            [("stg_works", {"work_id"}), ("ind_work", {"hk_mo", "work_id"})],
        ),
        (
            "select w.work_id from stg_works as w left join ind_work as i on i.work_id = concat(i.hk_mo, 'W')",
            [("stg_works", {"work_id"}), ("ind_work", set())],
        ),
        ("select i.work_id from stg_works as w left join ind_work as i on w.work_id = i.work_id", None),
        ("select w.work_id from stg_works as w full join ind_work as i on w.work_id = i.work_id", None),
        ("select w.title as work_id from stg_works as w", None),
        ("select w.work_id from stg_works as w group by w.work_id", None),
        ("select w.work_id from stg_works as w union all select i.work_id from ind_work as i", None),
    ],
)
def test_a_key_needs_what_fixes_a_row_of_each_table(
    tmp_path: Path, select: str, needs: list[tuple[str, set[str]]] | None
) -> None:
    (tmp_path / "ind_given.sql").write_text(f"-- One row: a work.\n-- key: work_id\n-- view: given\n{select}\n")
    found = proof(parse_model(tmp_path / "ind_given.sql"))
    assert needs == (found and [(need.table, need.columns) for need in found.needs])
