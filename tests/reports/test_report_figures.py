"""The printed figures against the `out_` tables, put into words here a second time and by other code."""

import pytest
from page import Page
from small_build import UNIT, exposure, key, windows, years

from analytics.reports import ReportFiles, write_report
from analytics.settings import Settings
from analytics.warehouse.published import open_published

DEMO = "Exposure under “SYNTHETIC profile synthetic-demo”"
NAMES = {"country": "By country", "listed_then": "Listed then", "listed_now": "Listed now"}


@pytest.fixture(scope="module")
def page(report: ReportFiles) -> Page:
    return Page(report.html.read_text(encoding="utf-8"))


def in_percent(share: float) -> str:
    return f"{round(share * 100, 1):.1f}"


def stored(settings: Settings, table: str, where: str) -> list[dict]:
    with open_published(settings) as published:
        return published.rows(f"select * from {table} where institution_id = ? and {where}", (UNIT,))


def test_figures_over_all_years_equal_the_published_table(page: Page, published_settings: Settings):
    where = "profile_id = 'synthetic-demo' and technology_id = 'all' and window_years = 0"
    rows = stored(published_settings, "out_institution_window", where)
    assert {row["variant"] for row in rows} == set(NAMES)
    for row in rows:
        _, counts, share, bounds, _, international, coverage = page.row(
            DEMO, "All years together", NAMES[row["variant"]]
        )
        assert counts == [f"{row['exposed_works']} of {row['works']:,}"]
        low, high = in_percent(row["exposed_share_low"]), in_percent(row["exposed_share_high"])
        assert share == [f"{in_percent(row['exposed_share'])}\xa0%", f"({low}–{high}\xa0%)"]
        assert bounds == [f"{in_percent(row['bound_low'])}–{in_percent(row['bound_high'])}\xa0%"]
        assert international[0] == f"{in_percent(row['international_share'])}\xa0%"
        assert coverage[0].endswith(f" {in_percent(row['coverage'])}\xa0%")


def test_figures_of_each_year_equal_the_published_table(page: Page, published_settings: Settings):
    rows = stored(published_settings, "out_institution_year", "profile_id = 'synthetic-demo' and year > 2016")
    assert len(rows) == 27
    columns = [heading[0] for heading in page.tables[(DEMO, "Year by year")][0]]
    for row in rows:
        printed = page.row(DEMO, "Year by year", str(row["year"]))
        bounds = f"({in_percent(row['bound_low'])}–{in_percent(row['bound_high'])}\xa0%)"
        share = f"{row['exposed_works']}; {in_percent(row['complete_case_share'])}\xa0%"
        assert printed[columns.index(NAMES[row["variant"]])] == [share, bounds]
        assert printed[1] == [f"{row['works']:,}"]
        assert ("coverage break" in printed[2]) == row["is_coverage_break"]


def test_a_technology_shows_the_headline_and_the_upper_figure(page: Page, published_settings: Settings):
    where = "profile_id = 'synthetic-demo' and technology_id = 'ai' and variant = 'listed_now'"
    high, upper = sorted(stored(published_settings, "out_institution_window", where), key=lambda row: row["tag_scope"])
    lines = page.row(DEMO, "By technology", "Artificial intelligence")[-1]
    assert lines[0].startswith(f"{in_percent(high['exposed_share'])}\xa0% (")
    assert lines[1] == f"{high['exposed_works']} of {high['works']}"
    assert lines[3] == f"upper: {in_percent(upper['exposed_share'])}\xa0%"


def test_a_small_cell_shows_counts_and_no_rate(page: Page):
    technology = page.row(DEMO, "By technology", "Quantum computing")
    assert technology[-1] == ["1 of 4", "upper: 1 of 4"]
    year = page.row(DEMO, "Year by year", "2016")
    assert year[-1] == ["0 of 4; too few"]
    assert "%" not in str(technology) + str(year)


def test_a_report_on_too_few_works_shows_no_rate_anywhere(published_settings: Settings, tmp_path):
    files = write_report(published_settings, UNIT, tmp_path, technology="Quantum computing")
    summary = Page(files.html.read_text(encoding="utf-8")).text.split("This report is a prompt")[0]
    assert "1 of 4 works was co-authored with an institution in a country this profile names." in summary
    assert "% of these works" not in summary
    assert "95 % interval" not in summary


def test_an_institution_among_the_counterparts_gets_no_share_of_contact(tmp_path):
    from small_build import write_build

    warehouse = tmp_path / "warehouse"
    itself = {"is_counterpart": True}
    changed = {
        "out_institution_window": [row | itself for row in windows()],
        "out_institution_year": [row | itself for row in years()],
        "out_evidence_work": [
            {"institution_id": "I1", "profile_id": "", "variant": "", "work_id": "", "technologies": ""}
        ],
    }
    write_build(warehouse, changed)
    files = write_report(Settings(warehouse=warehouse), UNIT, tmp_path, profile="synthetic-demo")
    page = Page(files.html.read_text(encoding="utf-8"))
    assert "By country: this institution itself belongs to the counterparts" in page.text
    assert "There is no evidence to show: this institution itself belongs" in page.text


def test_the_test_data_is_consistent():
    cell = key("p", "country") | exposure(100, 40, 25, 50)
    assert (cell["bound_low"], cell["bound_high"]) == (0.40, 0.65)
    assert cell["complete_case_share"] == pytest.approx(0.5333, abs=1e-4)
