import os
import subprocess
import sys
from pathlib import Path

from small_build import UNIT, tables, write_build

from analytics.reports import ReportFiles, write_report
from analytics.settings import Settings

PROGRAM = """
import sys
from pathlib import Path
from analytics.reports import write_report
from analytics.settings import Settings
write_report(Settings(warehouse=Path(sys.argv[1])), sys.argv[2], Path(sys.argv[3]))
"""


def test_the_order_of_stored_rows_does_not_matter(report: ReportFiles, tmp_path: Path):
    write_build(tmp_path / "warehouse", {name: rows[::-1] for name, rows in tables().items()})
    again = write_report(Settings(warehouse=tmp_path / "warehouse"), UNIT, tmp_path)
    assert again.html.read_bytes() == report.html.read_bytes()
    assert again.pdf.read_bytes() == report.pdf.read_bytes()


def test_the_same_build_gives_the_same_bytes_in_another_process_zone_and_locale(
    report: ReportFiles, published_settings: Settings, tmp_path: Path
):
    elsewhere = os.environ | {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "9",
    }
    program = [sys.executable, "-c", PROGRAM, str(published_settings.warehouse), UNIT, str(tmp_path)]
    subprocess.run(program, check=True, env=elsewhere, cwd=Path(__file__).parents[2])
    for file in (report.html, report.pdf):
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()
