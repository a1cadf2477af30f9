from datetime import date, datetime

import pytest

from analytics.reports import numbers
from analytics.reports.document import link, plain, work_title


@pytest.mark.parametrize(
    ("share", "text"),
    [(None, "–"), (0.0, "0.0 %"), (0.0002, "<0.1 %"), (0.0812, "8.1 %"), (0.9999, "100.0 %"), (1.0, "100 %")],
)
def test_a_share_reads_in_per_cent(share: float | None, text: str):
    assert numbers.percent(share) == text.replace(" ", "\xa0")


def test_counts_ranges_and_dates_read_in_one_way():
    assert numbers.count(1234567) == "1,234,567"
    assert numbers.works(1) == "1\xa0work"
    assert numbers.between(0.047, 0.136) == "4.7–13.6\xa0%"
    assert numbers.between(None, 0.1) == "–"
    assert numbers.years(2015, 2015) == "2015"
    for value in (date(2026, 5, 3), datetime(2026, 5, 3, 23, 59), "2026-05-03"):
        assert numbers.day(value) == "3 May 2026"


def test_data_becomes_one_printable_line_without_e_mail_addresses():
    assert plain(" Dept.\n of \x00X,\u202e a.b@c-d.example.org ") == "Dept. of X, [e-mail removed]"


def test_titles_lose_the_inline_tags_of_publishers_and_keep_everything_else():
    assert work_title("H<sub>2</sub>O &amp; <script>x</script>") == "H2O & <script>x</script>"
    assert work_title(None) == "(no title in the source)"


@pytest.mark.parametrize("address", [None, "", "javascript:alert(1)", "data:text/html,x", 'https://a/"onclick=x'])
def test_only_web_addresses_become_links(address: str | None):
    assert link("list", address).href is None
    assert link("list", "https://example.org/a?b=c#d").href == "https://example.org/a?b=c#d"
