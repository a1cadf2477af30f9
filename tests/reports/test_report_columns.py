"""The rows these tests are built from must be rows that a real build can publish."""

import re
from pathlib import Path

import pytest
from small_build import tables

PUBLISHED = Path(__file__).parents[2] / "sql" / "out"


@pytest.mark.parametrize("model", sorted(PUBLISHED.glob("*.sql")), ids=lambda path: path.stem)
def test_the_small_build_has_only_columns_that_the_model_documents(model: Path):
    documented = set(re.findall(r"^-- (\w+) \[", model.read_text(encoding="utf-8"), re.MULTILINE))
    assert documented
    assert {column for row in tables().get(model.stem, []) for column in row} <= documented
