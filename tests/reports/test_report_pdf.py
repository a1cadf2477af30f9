import io
from collections.abc import Iterator
from datetime import date

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from small_build import MARKUP, RUN

from analytics.reports import ReportFiles
from analytics.reports.document import ReportContent, Section, paragraph
from analytics.reports.pdf import render_pdf


@pytest.fixture(scope="module")
def pdf(report: ReportFiles) -> PdfReader:
    return PdfReader(report.pdf)


def test_the_pdf_is_tagged_and_says_its_title_language_and_standard(pdf: PdfReader):
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"].startswith("en")
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"Openness and exposure report: {MARKUP}"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()


def test_the_date_of_the_pdf_is_the_day_of_the_build(pdf: PdfReader):
    assert pdf.metadata is not None
    assert pdf.metadata.creation_date is not None
    assert pdf.metadata.creation_date.date() == date(2026, 5, 3)


def test_every_page_has_the_run_its_number_and_the_banner(pdf: PdfReader):
    for number, page in enumerate(pdf.pages, start=1):
        text = page.extract_text()
        assert f"run {RUN}" in text
        assert f"{number} of {len(pdf.pages)}" in text
        assert "SYNTHETIC DATA: fictional institutions" in text


def test_every_drawing_has_a_description_and_tables_have_headers(pdf: PdfReader):
    parts = list(structure(pdf.trailer["/Root"]["/StructTreeRoot"]))
    drawings = [part for part in parts if part.get("/S") == "/Figure"]
    assert len(drawings) == 2
    assert all("Trend by year" in part["/Alt"] for part in drawings)
    assert {"/Table", "/TH", "/H1", "/H2", "/Link"} <= {part.get("/S") for part in parts}


def structure(node: DictionaryObject) -> Iterator[DictionaryObject]:
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield found
            yield from structure(found)


def test_names_with_markup_stay_text(pdf: PdfReader):
    text = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    assert MARKUP in text
    assert "<script>alert(9)</script>" in text


def test_characters_without_a_glyph_are_counted_and_said():
    text = " ".join(PdfReader(io.BytesIO(render_pdf(content("梦想 Мечта Ελλάς")))).pages[0].extract_text().split())
    assert "Some characters cannot be printed in this PDF and are shown as □ (2 of them)" in text
    assert "□□ Мечта Ελλάς" in text


def test_nothing_is_said_about_characters_when_all_can_be_printed():
    text = PdfReader(io.BytesIO(render_pdf(content("Мечта, Łódź, São Paulo ≥ 5")))).pages[0].extract_text()
    assert "cannot be printed" not in text
    assert "Łódź" in text


def content(text: str) -> ReportContent:
    sections = (Section("only", "SYNTHETIC", (paragraph(text),)),)
    return ReportContent("SYNTHETIC title", "", "", "run", date(2026, 5, 3), sections)
