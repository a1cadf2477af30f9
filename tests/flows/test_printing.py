from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.commands.look import age
from flows.printing import as_text, print_table
from flows.progress_bar import ProgressBar


def test_a_pipe_gets_aligned_plain_text_with_numbers_to_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("table", "rows"), [("out_run", 1), ("out_evidence", 12345)])
    assert capsys.readouterr().out.splitlines() == [
        "table           rows",
        "out_run            1",
        "out_evidence  12,345",
    ]


def test_a_long_text_is_never_cut_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("meaning",), [("x" * 500,)])
    assert "x" * 500 in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (1234567, "1,234,567"),
        (0.12345, "0.123"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, 5, 678, UTC), "2026-01-02 03:04:05+00:00"),
    ],
)
def test_values_are_shown_for_a_reader(value: object, shown: str) -> None:
    assert as_text(value) == shown


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(seconds=1), "1 second"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(days=2, hours=5), "2 days"),
        (timedelta(seconds=-5), "0 seconds"),
    ],
)
def test_the_age_of_a_run_is_told_in_its_largest_unit(since: timedelta, words: str) -> None:
    now = datetime(2026, 5, 1, 12, tzinfo=UTC)
    assert age(now - since, now) == words
    assert age((now - since).replace(tzinfo=None), now) == words
    assert age((now - since).isoformat(), now) == words


def test_progress_writes_one_line_per_step_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar() as bar:
        for done in range(1001):
            bar("ingest", done, 1000)
        bar("build", 3, None)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" (")[0] for line in lines] == ["ingest: 1,000", "build: 3"]
    assert set(bar.seconds) == {"ingest", "build"}


def test_progress_does_not_report_a_step_as_finished_that_failed(capsys: pytest.CaptureFixture[str]) -> None:
    bar = ProgressBar()
    bar("ingest", 1, 2)
    bar.__exit__(ValueError, ValueError("broken"), None)
    assert capsys.readouterr().err == ""
