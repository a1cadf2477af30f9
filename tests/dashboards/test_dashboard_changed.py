"""What the overview says of a night: what was compared, what moved, and why there are no alerts."""

from __future__ import annotations

from typing import Any

from dashboards import queries
from dashboards.pages.changed import CAUSES, changed
from dashboards.state import parse

RUN = {f"works_{cause}": n for n, cause in enumerate(CAUSES, 1)} | {
    "is_compared": True,
    "previous_run_id": "r1",
    "basis": "compared with r1",
    "cells": 1234,
    "pairs": 5,
    "cells_tested": 7,
    "alert_basis": "fields, lists, settings and code stood still",
}
CELL = {f"exposed_works_{cause}": 0 for cause in CAUSES} | {
    **{"unit_id": "FR", "unit_name": "France", "year": 2020, "works_before": 9, "works_after": 10},
    **{"exposed_works_before": 3, "exposed_works_after": 4, "exposed_works_lists": 1},
}
ALERT = {
    **{"unit_id": "FR", "unit_name": None, "technology_id": "q", "year": 2025, "exposed_share": 0.6, "works": 20},
    **{"base_share": 0.1, "base_works": 100, "q_value": 0.0004, "main_part": "new"},
}


def text(parts: list[Any]) -> str:
    """Everything a reader sees, in order."""
    found = []
    for part in parts:
        children = getattr(part, "children", part)
        found.append(
            text(children)
            if isinstance(children, list)
            else str(children)
            if isinstance(children, str)
            else ("" if children is None else text([children]))
        )
    return " ".join(found)


def test_a_night_is_told_with_its_causes_and_its_alerts() -> None:
    said = text(changed(RUN, [CELL], [ALERT], {"q": "Quantum"}))
    assert "1 new works, 2 works gone, 3 revised works, 4 works moved by fields and 5 by lists" in said
    assert "France 2020 3 → 4 9 → 10 +0 +0 +0 +0 +1" in said
    assert "FR Quantum 2025 60.0 % of 20 10.0 % of 100 0.000 new works" in said


def test_no_alert_and_no_comparison_say_why() -> None:
    assert "7 cells were tested; fields, lists, settings and code stood still" in text(changed(RUN, [], [], {}))
    first = RUN | {"is_compared": False, "basis": "the first build: nothing to compare with"}
    assert "first build" in text(changed(first, [], [], {}))
    assert "older" in text(changed(None, [], [], {}))


def test_the_published_sample_is_asked_without_trouble(db, known) -> None:
    state = parse("/", "", known)
    assert queries.change_run(db)["is_compared"] is False
    assert (queries.changes(db, state), queries.alerts(db, state)) == ([], [])
