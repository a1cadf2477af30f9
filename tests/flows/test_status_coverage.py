"""`aperture status --coverage` adds up, and `aperture status` does not forget a part that came damaged."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from quarantined_part import line, take_in

from analytics.settings import Settings
from analytics.warehouse.published import open_published
from flows.cli import run

DAMAGED = "Parts that came damaged"


def coverage_rows(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, float]]:
    """Printed year (or 'all') → printed column → number."""
    capsys.readouterr()
    assert run(["status", "--coverage", "--warehouse", str(warehouse)]) == 0
    table = capsys.readouterr().out.split("Coverage by year of publication\n")[1].splitlines()
    columns = table[0].split()[1:]
    cells = [row.replace(",", "").split() for row in table[1:]]
    return {year: dict(zip(columns, map(float, row), strict=True)) for year, *row in cells}


def test_coverage_shows_every_year_and_all_together(
    sample_warehouse: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = coverage_rows(sample_warehouse.warehouse, capsys)
    with open_published(sample_warehouse) as published:
        staged = published.rows(
            "select publication_year as year, count(*) as works, count(*) filter (not has_abstract) as bare "
            "from stg_works group by publication_year order by publication_year"
        )
    *years, whole = rows
    assert whole == "all"
    assert years == [str(row["year"]) for row in staged]
    assert [rows[year]["works"] for year in years] == [row["works"] for row in staged]
    assert [rows[year]["works_without_abstract"] for year in years] == [row["bare"] for row in staged]
    for column in ("works", "works_without_topic", "works_without_abstract", "works_truncated"):
        assert rows["all"][column] == sum(rows[year][column] for year in years)


def test_what_is_covered_and_what_is_not_make_one(
    sample_warehouse: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = coverage_rows(sample_warehouse.warehouse, capsys)
    for row in rows.values():
        for what in ("institution", "country"):
            assert row[f"coverage_{what}"] + row[f"credit_unknown_{what}"] == pytest.approx(1, abs=0.0011)
    weighed = sum(rows[year]["works"] * rows[year]["credit_unknown_country"] for year in rows if year != "all")
    assert rows["all"]["credit_unknown_country"] == pytest.approx(weighed / rows["all"]["works"], abs=0.0011)


def test_status_without_the_option_stays_short(sample_warehouse: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--warehouse", str(sample_warehouse.warehouse)]) == 0
    printed = capsys.readouterr().out
    assert "credit_unknown" not in printed
    held = printed.split("Held beside works\n")[1].splitlines()
    assert held[0].split() == ["entity", "records", "quarantined", "held", "superseded", "named", "named_held"]
    assert held[2].split()[:4] == ["institutions", "400", "0", "400"]
    assert DAMAGED not in printed
    assert len(printed.splitlines()) < 60


def test_a_damaged_part_is_named_on_later_nights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    works = b"".join(line(number) + b"\n" for number in range(1, 200))
    cut = take_in(tmp_path, gzip.compress(works)[:-40], "SYNTHETIC cut.jsonl.gz")
    config = tmp_path / "aperture.toml"
    config.write_text(f'sources = ["{tmp_path / "SYNTHETIC cut.jsonl.gz"}"]\n', encoding="utf-8")
    words = ["--config", str(config), "--warehouse", str(cut.warehouse)]
    assert run(["nightly", *words]) == 0
    capsys.readouterr()
    assert run(["status", *words]) == 0
    printed = capsys.readouterr().out
    assert DAMAGED in printed
    said = next(row for row in printed.splitlines() if row.startswith(cut.part_id))
    assert "SYNTHETIC cut.jsonl.gz is damaged" in said
