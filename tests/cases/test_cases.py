"""Every worked example under this folder, on both engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from case_file import Case, read_case
from case_tables import SETTINGS, assert_expected, empty_tables, run_case

from analytics.warehouse.duckdb_engine import DuckEngine
from analytics.warehouse.spark_engine import SparkEngine

FOLDER = Path(__file__).parent
CASES = [
    pytest.param(read_case(path), id=path.relative_to(FOLDER).with_suffix("").as_posix())
    for path in sorted(FOLDER.glob("*/*.case"))
]


@pytest.mark.parametrize("case", CASES)
def test_case_on_duckdb(case: Case) -> None:
    engine = DuckEngine(SETTINGS)
    made = run_case(engine, case)
    engine.close()
    for block in case.expected:
        assert_expected(block, made[block.table])


@pytest.mark.spark
@pytest.mark.parametrize("case", CASES)
def test_case_on_spark(case: Case, spark_session: Any, tmp_path: Path) -> None:
    made = run_case(SparkEngine(spark_session, tmp_path), case)
    for block in case.expected:
        assert_expected(block, made[block.table])


def test_a_build_of_nothing_makes_every_table_without_rows() -> None:
    with_rows = {name for name, frame in empty_tables().items() if frame.height}
    assert with_rows == {"ref_parameter", "stg_citation_basis", "tag_home", "out_intake", "out_entity"}
    assert empty_tables()["out_entity"].sum().drop("entity").row(0) == (0,) * 6
    assert empty_tables()["out_intake"].rows() == [("quarantined", 0)]


def test_a_wrong_expectation_is_noticed() -> None:
    (case,) = [parameter.values[0] for parameter in CASES if parameter.id == "counting/three_authors"]
    engine = DuckEngine(SETTINGS)
    made = run_case(engine, case)
    engine.close()
    block = case.expected[0]
    block.rows[0]["weight"] = "0.4999"
    with pytest.raises(AssertionError, match="expected"):
        assert_expected(block, made[block.table])
