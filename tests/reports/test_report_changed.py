"""What moved since the build before, as printed: every cause, works with and without the counterpart."""

from pathlib import Path

import pytest
from page import Page
from small_build import ALERT, CHANGE_RUN, RUN, UNIT, write_build

from analytics.reports import ReportFiles, write_report
from analytics.settings import Settings

SECTION = f"What changed since build {RUN}"
DEMO = "SYNTHETIC profile synthetic-demo"


@pytest.fixture(scope="module")
def page(report: ReportFiles) -> Page:
    return Page(report.html.read_text(encoding="utf-8"))


def test_every_cause_stands_in_the_ledger_and_adds_up_on_both_sides(page: Page):
    works = page.row(SECTION, DEMO, "All works")
    assert [cell[0] for cell in works] == ["All works", "1,224", "1,234", "+12", "-2", "0", "0", "0"]
    assert works[2][1] == "(+0.8\xa0%)"
    rows = {(row[0][0], row[0][-1]): [cell[0] for cell in row[1:]] for row in page.tables[SECTION, DEMO]}
    exposed, others = (rows[side, "Listed then"] for side in ("With the counterpart", "Without it"))
    assert exposed == ["35", "39", "+1", "0", "+1", "0", "+2"]
    assert others == ["1,189", "1,195", "+11", "-2", "-1", "0", "-2"]


def test_the_years_and_technologies_that_moved_say_why(page: Page):
    year = page.row(SECTION, DEMO, "2020")
    assert year == [["2020", "Listed then"], ["12 → 16"], ["118 → 128"], ["10.2\xa0% → 12.5\xa0%"], ["lists"]]
    assert page.row(SECTION, DEMO, "Quantum computing")[1:] == [["1 → 0"], ["1 → 0"], ["revised"]]


def test_the_making_of_both_builds_is_compared_and_a_profile_without_change_says_so(page: Page):
    assert "1,200\xa0works not held before, has lost 2 and has 33 revised" in page.text.replace(" works", "\xa0works")
    assert "Made otherwise than before: lists or profiles, the code." in page.text
    assert "No figure of this institution under this profile moved." in page.text
    assert "No alert is about this institution; none: lists or profiles changed." in page.text


def test_without_a_build_before_there_is_one_sentence(tmp_path: Path):
    first = CHANGE_RUN | {"is_compared": False, "basis": "the first build: nothing to compare with"}
    write_build(tmp_path / "warehouse", {"out_change_run": [first]})
    made = write_report(Settings(warehouse=tmp_path / "warehouse"), UNIT, tmp_path / "report")
    page = Page(made.html.read_text(encoding="utf-8"))
    assert "Nothing is compared with an earlier build: the first build: nothing to compare with." in page.text
    assert not [at for at in page.tables if at[0].startswith("What changed")]


def test_an_alert_is_a_prompt_to_look(tmp_path: Path):
    write_build(tmp_path / "warehouse", {"out_alert": [ALERT | {"unit_id": UNIT}]})
    made = write_report(Settings(warehouse=tmp_path / "warehouse"), UNIT, tmp_path / "report")
    text = Page(made.html.read_text(encoding="utf-8")).text
    assert "Alerts, each a prompt to look and not a finding: Artificial intelligence in 2025, listed then" in text


def test_growth_from_three_years_to_the_next_has_limits_and_a_base_of_ten(page: Page):
    assert (
        "From 2020–2022 to 2023–2025, with the 95 % interval of two such counts: All works: 40 → 50"
        " (+25.0 %; -17.5 to +89.4 %); By country: 20 → 30 (+50.0 %; -14.2 to +162.2 %); Listed then: 9 → 30"
        " (no change in per cent on fewer than ten)."
    ) in page.text.replace("\xa0", " ")
