"""Rules of SQL models that hold for every file: layer, header, portable subset, size."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from analytics.warehouse.model import LAYERS, SQL, layer, parse_model
from analytics.warehouse.runner import python_models

MODELS = [path for path in sorted(SQL.rglob("*.sql")) if path.parent.name != "audits"]
EVERY = pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in MODELS])

# Translated wrongly or refused by the second engine, or not the same from run to run; with what to write instead.
BANNED = {
    r"\bquantile_cont\s*\(": "percentile_cont(q) within group (order by x)",
    r"(?<!array_)\blen\s*\(": "array_length",
    r"\barray_agg\s*\([^)]*\border by\b": "list_sort(array_agg(x))",
    r"\bdate_?diff\s*\(": "a difference of dates",
    r"\blog\s*\(": "ln or log10",
    r"\bgroup by all\b": "the columns",
    r"\border by all\b": "the columns",
    r"\busing\s*\(": "on",
    r"\bselect distinct\b": "group by",
    r"->": "no lambda",
    r"\blambda\b": "no lambda",
    r"\bhash\s*\(": "no hash",
    r"\b(now|random|uuid)\s*\(|\bcurrent_(date|timestamp|time)\b|\btoday\s*\(": "ref_parameter.as_of",
    r"\bread_(parquet|csv|json)\b": "a given table",
    r"\bselect \*|\.\*": "the columns",
}


def select(path: Path) -> str:
    text = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    return re.sub(r"'[^']*'", "''", text).lower()


@EVERY
def test_a_model_reads_its_own_layer_or_an_earlier_one(path: Path) -> None:
    made = parse_model(path)
    assert path.parent.name == made.layer
    assert {layer(table) for table in made.inputs} <= set(LAYERS[: LAYERS.index(made.layer) + 1])


@pytest.mark.parametrize("table", sorted(python_models()))
def test_a_python_model_reads_its_own_layer_or_an_earlier_one(table: str) -> None:
    made = python_models()[table]
    assert {layer(name) for name in inspect.signature(made).parameters} <= set(LAYERS[: LAYERS.index(layer(table)) + 1])
    assert made.__module__.rsplit(".", 1)[1] == table


@EVERY
def test_a_model_stays_in_the_portable_subset(path: Path) -> None:
    found = {f"{pattern}: write {instead}" for pattern, instead in BANNED.items() if re.search(pattern, select(path))}
    assert not found


@EVERY
def test_a_model_is_at_most_eighty_lines_long(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if not line.startswith("--")]) <= 80


@EVERY
def test_a_model_that_publishes_documents_every_column(path: Path) -> None:
    made = parse_model(path)
    if made.layer == "out":
        names = [column.name for column in made.columns]
        assert names
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "text",
    ["select len(a) from t", "select now()", "select array_agg(a order by b)", "from t join u using (a)", "select t.*"],
)
def test_what_is_banned_is_found(text: str) -> None:
    assert any(re.search(pattern, text) for pattern in BANNED)
