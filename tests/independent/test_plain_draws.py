"""Draws as docs/methods.md §3.5 writes them down: the numbers printed there, and those of the code for many ids."""

from __future__ import annotations

import re

import plain_bootstrap
import plain_draws as plain
from plain_works import REPOSITORY

from analytics.estimates.bootstrap import drawn_weights, work_hashes
from analytics.estimates.draws import REPLICATES, draw, id_hashes

TEXT = (REPOSITORY / "docs/methods.md").read_text(encoding="utf-8")
WORK = "W9990000001"


def test_the_printed_answer_is_that_of_the_printed_rule():
    (line,) = [line for line in TEXT.splitlines() if line.startswith(f"| {WORK} counts")]
    printed = [[int(n) for n in part] for part in re.findall(r"(\d), " * 9 + r"(\d)", line)]
    assert printed == [
        [plain_bootstrap.weight(WORK, replicate) for replicate in range(10)],
        plain.counts(WORK)[:10].tolist(),
    ]


def test_the_printed_steps_are_the_chances_of_poisson():
    steps = [int(n) for n in re.findall(r"\d below\s+(\d{5})", TEXT)]
    assert steps == plain_bootstrap.LEVELS == [int((k >= plain.TIMES).sum()) for k in range(8)]
    assert plain.TIMES.max() == 8


def test_plain_draws_are_those_of_the_code():
    ids = [f"W{number}" for number in range(7, 9000, 411)] + ["I9990000001", "é"]
    drawn = draw(id_hashes(ids), range(REPLICATES))
    for n, name in enumerate(ids):
        assert (drawn.times()[n] == plain.counts(name)).all()
        assert (drawn.place()[n] == plain.places(name)).all()
        assert (drawn.chance()[n] == plain.chances(name)).all()
    for name, weights in zip(ids, drawn_weights(work_hashes(ids)), strict=True):
        assert (weights == plain_bootstrap.draws(name)).all()
