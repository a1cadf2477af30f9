"""What each choice changes, and what would be without W, as printed."""

import pytest
from page import Page

from analytics.reports import ReportFiles

DEMO = "Exposure under “SYNTHETIC profile synthetic-demo”"
CHOICES, WITHOUT = "What each choice of counting changes", "Without the counterpart"


@pytest.fixture(scope="module")
def page(report: ReportFiles) -> Page:
    return Page(report.html.read_text(encoding="utf-8"))


def test_every_choice_stands_beside_the_headline(page: Page):
    country, by_list, coverage = page.row(DEMO, CHOICES, "Without very large teams")[1:]
    assert coverage == ["country 90.0\xa0%"]
    assert country == ["8.3\xa0% (6.9–10.0\xa0%)", "100 of 1,200", "-1.6 points"]
    assert by_list == ["–"]
    assert page.row(DEMO, CHOICES, "As in the headline")[1][1:] == ["123 of 1,234"]
    assert page.row(DEMO, CHOICES, "Fractional counting: the institution's own credit")[1][1] == "34.5 of 456.7"
    assert page.row(DEMO, CHOICES, "Lists as of today instead of the day of publication")[2][2] == "-5.0 points"


def test_a_scenario_shows_each_change_with_its_band(page: Page):
    works, top10, mncs, network = page.row(DEMO, WITHOUT, "S0: joint works dropped")[1:]
    assert works == ["-123.0", "(-124.0 to -123.0)"]
    assert (top10[0], mncs, network[0]) == ("-7.2", ["too few works"], "-9.0")
    formed = page.row(DEMO, WITHOUT, "S3: as S2, 50.0\xa0% of the links formed anew within “g7”")
    assert formed[0][1] == "By country; 40 of 400 joint"


def test_a_ranking_of_partners_says_how_good_it_is(report: ReportFiles):
    text = report.html.read_text(encoding="utf-8")
    assert "321 new links" in text
    assert "worse by 5.0 points (95 %: -9.0 to +1.0)" in text
    assert "SYNTHETIC Partner 5" in text
    assert "SYNTHETIC Partner 6" not in text
