"""What a model file promises, and the order in which models run."""

from __future__ import annotations

from graphlib import CycleError
from pathlib import Path

import pytest

from analytics.openalex.entities.kinds import KINDS
from analytics.openalex.raw_tables import RAW_TABLES
from analytics.reference.schemas import SCHEMAS
from analytics.warehouse.model import Model, parse_model, sql_models
from analytics.warehouse.past import empty_past
from analytics.warehouse.runner import model_order, python_models

HEADER = "-- One row: a thing.\n-- key: a\n"


def model(folder: Path, name: str, sql: str) -> Model:
    path = folder / f"{name}.sql"
    path.write_text(sql, encoding="utf-8")
    return parse_model(path)


def test_inputs_are_read_from_the_select_and_local_names_are_none(tmp_path: Path) -> None:
    sql = HEADER + "with k as (select a from stg_b) select a from k inner join ref_c as c on k.a = c.a"
    assert model(tmp_path, "stg_a", sql).inputs == {"stg_b", "ref_c"}


def test_the_header_gives_row_key_and_columns(tmp_path: Path) -> None:
    header = "-- One row: a pair.\n-- key: a, b\n-- a [id]: left: one\n-- b [share]: right\n"
    made = model(tmp_path, "out_pair", header + "select 1 as a, 2 as b")
    assert (made.row, made.key, made.layer) == ("a pair.", ("a", "b"), "out")
    assert [(column.name, column.unit, column.meaning) for column in made.columns] == [
        ("a", "id", "left: one"),
        ("b", "share", "right"),
    ]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select 1 as a", "first line"),
        ("-- key: a\n-- One row: late.\nselect 1 as a", "first line"),
        ("-- One row: a thing.\nselect 1 as a", "-- key"),
        ("-- One row: a thing.\n-- key: a\n-- key: b\nselect 1 as a", "-- key"),
        (HEADER + "select 1 as a; select 2 as a", "one SELECT"),
        (HEADER + "create table x as select 1 as a", "one SELECT"),
    ],
)
def test_a_model_that_breaks_the_header_rules_is_refused(tmp_path: Path, sql: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        model(tmp_path, "stg_a", sql)


def test_order_follows_what_models_read_not_their_names(tmp_path: Path) -> None:
    models = {
        "stg_a": model(tmp_path, "stg_a", HEADER + "select a from stg_z"),
        "stg_z": model(tmp_path, "stg_z", HEADER + "select a from pred_m"),
    }

    def pred_m(raw_x: None) -> None:
        """A model made in Python stands in the same line."""

    assert model_order(models, {"pred_m": pred_m}) == ["raw_x", "pred_m", "stg_z", "stg_a"]


def test_a_circle_of_models_is_refused_by_name(tmp_path: Path) -> None:
    models = {
        "stg_a": model(tmp_path, "stg_a", HEADER + "select a from stg_b"),
        "stg_b": model(tmp_path, "stg_b", HEADER + "select a from stg_a"),
    }
    with pytest.raises(CycleError, match=r"stg_a.*stg_b"):
        model_order(models, {})


def test_every_input_is_a_model_or_given() -> None:
    given = {*RAW_TABLES, *SCHEMAS, "raw_part", "raw_removed", "raw_merged_institution", "ref_parameter", "ref_method"}
    given |= {kind.table for kind in KINDS.values()} | set(empty_past())
    made = {*sql_models(), *python_models()}
    assert set(model_order(sql_models(), python_models())) - made <= given


def test_every_published_model_documents_its_key() -> None:
    for name, made in sql_models().items():
        if made.layer == "out":
            assert set(made.key) <= {column.name for column in made.columns}, name
