from pathlib import Path

import pytest
from page import Page
from small_build import UNIT

from analytics.errors import UnknownInstitution, UnknownProfile, UnknownTechnology
from analytics.reports import write_report
from analytics.reports.institution import find_institution
from analytics.settings import Settings
from analytics.warehouse.published import open_published


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("I9990000002", "I9990000002"),
        (" i9990000002 ", "I9990000002"),
        ("https://openalex.org/I9990000002", "I9990000002"),
        ("https://openalex.org/institutions/I9990000002/", "I9990000002"),
        ("09zzzzz03", "I9990000003"),
        ("https://ror.org/09zzzzz03", "I9990000003"),
        ("synthetic polytechnic north", "I9990000002"),
        ("technic South", "I9990000003"),
        ("synthetic ecole", "I9990000006"),
        ("<SCRIPT>", UNIT),
        ("*bold*", UNIT),
    ],
)
def test_an_institution_is_found_by_id_address_or_name(published_settings: Settings, typed: str, identifier: str):
    with open_published(published_settings) as published:
        assert find_institution(published, typed)["institution_id"] == identifier


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("polytechnic", "may mean 2 institutions: SYNTHETIC Polytechnic North (I9990000002); SYNTHETIC Poly"),
        (
            "SYNTHETIC Twin",
            "may mean 2 institutions: SYNTHETIC Twin (I9990000004); SYNTHETIC Twin (I9990000005)",
        ),
        ("synthetic", "may mean 6 institutions: .* and 1 more; give the id"),
        ("SYNTHETIC Polytecnic Nort", "the closest names are: SYNTHETIC Polytechnic North"),
        ("I123", "no work of an institution with the id 'I123'"),
        ("https://ror.org/013w2d378", "no work of an institution with the id"),
        ("%", "is called '%'"),
        ("  ", "No institution was named"),
    ],
)
def test_an_unclear_institution_is_refused_in_one_sentence(published_settings: Settings, typed: str, said: str):
    import re

    with open_published(published_settings) as published, pytest.raises(UnknownInstitution) as refused:
        find_institution(published, typed)
    pattern = said if ".*" in said else re.escape(said)
    assert re.search(pattern, str(refused.value))
    assert "\n" not in str(refused.value)


def test_an_unknown_profile_or_technology_is_refused_with_the_names_there_are(
    published_settings: Settings, tmp_path: Path
):
    with pytest.raises(UnknownProfile, match="available: synthetic-country, synthetic-demo"):
        write_report(published_settings, UNIT, tmp_path / "new", profile="eu")
    with pytest.raises(UnknownTechnology, match="available: ai, quantum"):
        write_report(published_settings, UNIT, tmp_path / "new", technology="alchemy")
    assert not (tmp_path / "new").exists()


def test_one_profile_and_one_technology_can_be_asked_for(published_settings: Settings, tmp_path: Path):
    files = write_report(published_settings, UNIT, tmp_path, profile="synthetic-demo", technology="ai")
    assert files.html.name == f"report-{UNIT}-synthetic-demo-ai.html"
    page = Page(files.html.read_text(encoding="utf-8"))
    assert "synthetic-country" not in page.text
    names = [row[0][0] for row in page.tables[("Exposure under “SYNTHETIC profile synthetic-demo”", "By technology")]]
    assert names == ["Technology", "All works", "Artificial intelligence"]
    assert "appears on 148\xa0works" in page.text or "appears on 148 works" in page.text


def test_an_institution_without_figures_gets_a_report_that_says_so(published_settings: Settings, tmp_path: Path):
    files = write_report(published_settings, "SYNTHETIC Polytechnic North", tmp_path)
    text = Page(files.html.read_text(encoding="utf-8")).text
    assert "This build has no figure for works of SYNTHETIC Polytechnic North." in text
