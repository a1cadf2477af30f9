"""The three questions of time in data/watchlists/README.md run as printed, and differ where they should."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from analytics.settings import REPOSITORY, Settings
from analytics.warehouse.published import Published, open_published

README = (REPOSITORY / "data" / "watchlists" / "README.md").read_text(encoding="utf-8")
QUESTIONS = dict(
    zip(("then", "now", "as_known_then"), re.findall(r"```sql\n(.*?);\n```", README, re.DOTALL), strict=True)
)
# Listed since 2022-03-01, but the first edition to say so is of 2022-06-15; until 2023-06-30, said in 2024.
ETHCOR, CORWEN = "SYNTHETIC Technical University Ethcor 062 (RU)", "SYNTHETIC Polytechnic Corwen 192 (CN)"


@pytest.fixture
def db(sample_warehouse: Settings) -> Iterator[Published]:
    with open_published(sample_warehouse) as published:
        yield published


def names(db: Published, question: str) -> set[str]:
    return {row["name_as_listed"] for row in db.rows(QUESTIONS[question]) if "SYNTHETIC" in row["name_as_listed"]}


def test_each_question_has_its_own_answer(db: Published) -> None:
    assert {ETHCOR, CORWEN} <= names(db, "then")
    assert ETHCOR in names(db, "now")
    assert CORWEN not in names(db, "now")
    assert ETHCOR not in names(db, "as_known_then")
    assert CORWEN in names(db, "as_known_then")


def test_the_third_question_is_the_setting_known_on(db: Published) -> None:
    """The setting's own rule, on the same listings: known by then, and not over as far as one knew."""
    day = "date '2022-03-15'"
    by_rule = db.rows(
        f"select name_as_listed from out_listing where known_from <= {day} and effective_from <= {day} and not"
        f" coalesce(listed_until <= {day} and (known_until is null or known_until <= {day}), false)"
    )
    assert {row["name_as_listed"] for row in by_rule} == {
        row["name_as_listed"] for row in db.rows(QUESTIONS["as_known_then"])
    }
