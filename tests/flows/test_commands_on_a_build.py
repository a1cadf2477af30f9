"""Commands that need something published, on one small demo."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from analytics.errors import UnknownBody
from analytics.settings import REPOSITORY
from flows.cli import run
from flows.commands.demo import MARKER


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The warehouse of a demo of 1,000 works, and what the command printed."""
    import contextlib
    import io

    folder = tmp_path_factory.mktemp("warehouse")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        assert run(["demo", "--works", "1000", "--warehouse", str(folder)]) == 0
    return folder / "demo", printed.getvalue()


def test_the_demo_says_what_it_did_and_how_to_open_the_dashboard(demo: tuple[Path, str]) -> None:
    warehouse, printed = demo
    lines = printed.splitlines()
    assert lines[0].startswith("SYNTHETIC DATA")
    steps = [line.split("  ")[0] for line in lines[2:]]
    assert steps[:3] == ["sample", "ingest", "build stg_*"]
    assert "audits passed" in printed
    assert lines[-1].endswith(f"aperture dashboard --warehouse {warehouse}")


def test_the_demo_writes_one_report_as_html_and_pdf(demo: tuple[Path, str]) -> None:
    warehouse, printed = demo
    html, pdf = sorted((warehouse / "reports").iterdir())
    assert "SYNTHETIC DATA" in html.read_text(encoding="utf-8")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert str(html) in printed
    assert str(pdf) in printed


def test_the_demo_never_removes_a_folder_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "mine.txt").touch()
    assert run(["demo", "--works", "1000", "--warehouse", str(tmp_path)]) == 16
    assert (tmp_path / "demo" / "mine.txt").exists()
    assert "something else than a demo" in capsys.readouterr().err


def test_the_demo_marks_its_folder(demo: tuple[Path, str]) -> None:
    assert "Fictional" in (demo[0] / MARKER).read_text(encoding="utf-8")


def test_status_shows_run_coverage_intake_and_the_synthetic_banner(
    demo: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["status", "--warehouse", str(demo[0])]) == 0
    printed = capsys.readouterr().out
    for said in (
        "SYNTHETIC DATA",
        "run id",
        "age",
        "source release",
        "coverage_institution",
        "staged",
        "What changed: the first build",
        "audits passed",
    ):
        assert said in printed


def test_tables_shows_every_published_column_with_unit_and_meaning(
    demo: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tables", "--warehouse", str(demo[0])]) == 0
    printed = capsys.readouterr().out.splitlines()
    with duckdb.connect(str((demo[0] / "current.duckdb").resolve()), read_only=True) as con:
        columns = con.execute(
            "select table_name, column_name from information_schema.columns where starts_with(table_name, 'out_')"
        ).fetchall()
    assert columns
    shown = {line.split("  ")[0] for line in printed}
    assert {name for pair in columns for name in pair} <= shown


def test_tables_takes_one_table_and_refuses_an_unknown_one(
    demo: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tables", "out_run", "--warehouse", str(demo[0])]) == 0
    assert "out_coverage" not in capsys.readouterr().out
    assert run(["tables", "out_nothing", "--warehouse", str(demo[0])]) == 30
    assert "out_nothing" in capsys.readouterr().err


def test_check_passes_on_what_was_published(demo: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--warehouse", str(demo[0])]) == 0
    assert "weights_sum_to_one" in capsys.readouterr().out


def test_check_fails_when_the_published_file_was_changed(
    demo: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "format").write_bytes((demo[0] / "format").read_bytes())
    changed = tmp_path / "current.duckdb"
    changed.write_bytes((demo[0] / "current.duckdb").read_bytes())
    with duckdb.connect(str(changed)) as con:
        con.execute("insert into stg_works select * from stg_works limit 1")
    assert run(["check", "--warehouse", str(tmp_path)]) == 20
    assert "key_stg_works" in capsys.readouterr().err


def test_a_report_of_an_unknown_institution_has_its_own_exit_code(
    demo: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", "No Such Place", "--warehouse", str(demo[0])]) == 15
    assert capsys.readouterr().err.count("\n") == 1


def test_a_listed_body_is_asked_for_by_openalex_id_beside_a_published_build(
    demo: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "aperture.toml"
    config.write_text(f'reference = ["{REPOSITORY / "data" / "synthetic"}"]\n', encoding="utf-8")
    line = ["--warehouse", str(demo[0]), "--config", str(config)]
    assert run(["lists", "show", "I9990000001", *line]) == 0
    assert "synthetic_watchlist/synthetic-university-nevkel-001-cn" in capsys.readouterr().out
    # Known to the build, on no list.
    assert run(["lists", "show", "I9990000002", *line]) == UnknownBody.exit_code
    assert capsys.readouterr().err.count("\n") == 1


def test_a_night_from_the_configuration_publishes(
    demo: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "aperture.toml"
    config.write_text(f'warehouse = "{tmp_path / "w"}"\nsnapshot = "{demo[0] / "sample"}"\n', encoding="utf-8")
    assert run(["nightly", "--config", str(config)]) == 0
    assert "Published run" in capsys.readouterr().out
    assert run(["nightly", "--config", str(config)]) == 0
    assert "snapshot      0" in capsys.readouterr().out


def test_a_broken_source_leaves_the_published_build_as_it_was(
    demo: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = max((demo[0] / "sample").rglob("*.gz"), key=lambda part: part.stat().st_size)
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    warehouse, config = tmp_path / "w", tmp_path / "aperture.toml"
    config.write_text(f'sources = ["{whole}"]\n', encoding="utf-8")
    assert run(["nightly", "--config", str(config), "--warehouse", str(warehouse)]) == 0
    before = (warehouse / "current.duckdb").resolve()
    config.write_text(f'sources = ["{cut}"]\n', encoding="utf-8")
    capsys.readouterr()
    assert run(["nightly", "--config", str(config), "--warehouse", str(warehouse)]) == 13
    assert "cut.jsonl.gz" in capsys.readouterr().err
    assert (warehouse / "current.duckdb").resolve() == before
    assert len(list((warehouse / "builds").glob("*.duckdb"))) == 1
