import re

import pytest
from page import Page
from small_build import MARKUP, RUN, UNIT

from analytics.reports import ReportFiles


@pytest.fixture(scope="module")
def page(report: ReportFiles) -> Page:
    return Page(report.html.read_text(encoding="utf-8"))


def test_the_page_asks_for_nothing_from_outside(page: Page, report: ReportFiles):
    for tag, attributes in page.tags:
        assert tag not in {"script", "iframe", "img", "object", "embed"}
        for name in ("src", "href", "xlink:href", "srcset", "action", "poster"):
            address = attributes.get(name) or ""
            inside = not address or address.startswith(("#", "data:"))
            assert inside or (tag == "a" and address.startswith("https://"))
    html = report.html.read_text(encoding="utf-8")
    assert "@import" not in html
    assert not re.search(r"url\((?!#)", html)


def test_links_and_drawings_of_the_page_point_to_ids_that_exist_once(page: Page):
    identifiers = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    inner = {(a.get("href") or a.get("xlink:href") or "#")[1:] for _, a in page.tags if _is_inner(a)}
    assert inner <= set(identifiers)


def _is_inner(attributes: dict[str, str | None]) -> bool:
    return (attributes.get("href") or attributes.get("xlink:href") or "").startswith("#")


def test_names_with_markup_stay_text(page: Page):
    assert MARKUP in page.text
    assert "SYNTHETIC study no. 9 of #heading and <script>alert(9)</script>" in page.text


def test_a_source_that_is_no_web_address_is_not_a_link(page: Page):
    assert not any("javascript" in (attributes.get("href") or "") for _, attributes in page.tags)
    assert page.row("Exposure under “SYNTHETIC profile synthetic-demo”", *_LISTS)


_LISTS = ("Who is listed, by whom, since when", "SYNTHETIC List of Dreams")


def test_the_page_says_that_it_is_synthetic_and_which_run_it_is(page: Page):
    assert page.text.count("SYNTHETIC DATA: fictional institutions, no real figures") == 2
    assert f"As of 3 May 2026 · run {RUN}" in page.text
    assert ("html", {"lang": "en"}) in page.tags


def test_every_drawing_has_a_description(page: Page):
    described = [a["aria-label"] for tag, a in page.tags if tag == "div" and a.get("role") == "img"]
    assert len(described) == len([tag for tag, _ in page.tags if tag == "svg"]) == 2
    assert all("Trend by year" in text and "in 2017" in text for text in described)


def test_openness_is_said_before_exposure_and_stands_in_every_table_of_figures(page: Page):
    assert page.text.index("were written with at least one other country") < page.text.index("Under the profile")
    for (section, heading), rows in page.tables.items():
        if heading in {"All years together", "Year by year", "By technology"}:
            assert ["International"] in rows[0], (section, heading)


def test_the_switch_for_hong_kong_and_macao_is_said_under_each_profile(page: Page):
    after = page.text.split("Exposure under “SYNTHETIC profile synthetic-country” A fictional")[1]
    assert after.index("are counted as part of China.") < after.index("are counted under their own codes")


def test_words_are_neutral_and_no_person_is_reachable(page: Page):
    plain = page.text.lower()
    assert not re.search(r"\b(suspicious|risky|risk score|hits?|colluded|leaked)\b", plain)
    assert "somebody@" not in plain
    assert "[e-mail removed]" in plain


def test_evidence_is_capped_with_its_total_and_the_way_to_the_rest(page: Page):
    assert "The newest 30 of 40 works that are exposed in any variant" in page.text
    assert f"where w.institution_id = '{UNIT}' and w.profile_id = 'synthetic-demo'" in page.text
    rows = page.tables[("Exposure under “SYNTHETIC profile synthetic-demo”", "Evidence")]
    assert len(rows) == 1 + 30
    assert rows[1][3][0] == "SYNTHETIC List of Dreams: SYNTHETIC Inst. of Dreams"
    assert rows[1][3][1] == "listed now and listed then; since 18 January 2019"


def test_the_years_are_those_of_the_institution_not_of_the_build(page: Page):
    assert "published in 2016–2025." in page.text


def test_what_is_not_known_is_said(page: Page):
    assert "SYNTHETIC List of Dreams: 3 of 40 listings could not be matched" in page.text
    assert "SYNTHETIC List of Other Things: 3" not in page.text  # no profile of the report asks for it
    assert "Check of the build (warning): SYNTHETIC lists are old (2)." in page.text
    assert page.row("What is not known", "", "not research type")[1] == ["55"]
    assert page.row("Run record", "", "reference versions")[1] == ["countries c0de; lists 115f"]


def test_every_listing_of_the_institution_itself_is_told_with_its_way_and_its_dates(page: Page):
    said = page.text.split("This institution is itself listed: ")[1].split(". ")[0]
    first, second = said.split("; ")
    assert first.endswith("since 1 January 2019 until 1 January 2020 (copy of official)")
    assert second.endswith("since 2 January 2019, as the successor of the listed 09zzzzz99 (copy of official)")


def test_the_floor_of_evidence_and_the_day_of_knowledge_stand_under_profiles_with_lists_only(page: Page):
    listed, countries = (
        page.text.split(f"Exposure under “SYNTHETIC profile {name}” A fictional")[1]
        for name in ("synthetic-demo", "synthetic-country")
    )
    sentence = "takes only rows whose evidence is “copy of official”"
    assert sentence in listed[:2000]
    assert "as they were known on 30 April 2026" in listed[:2000]
    assert sentence not in countries[:2000]


def test_a_disputed_link_is_shown_with_its_reason_and_the_works_it_would_have_touched(page: Page):
    row = page.row("What is not known", "Disputed links", "SYNTHETIC false friend")
    assert row[1] == ["SYNTHETIC Other Institute", "I9990000066"]
    assert row[2] == ["SYNTHETIC: two bodies of one acronym"]
    assert [cell[0] for cell in row[4:]] == ["7", "9"]
