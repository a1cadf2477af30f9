"""Every layout of a downloaded list gives the same two bodies; persons are counted and never kept."""

from __future__ import annotations

from datetime import date

import downloads
import pytest

from analytics.errors import NoList, PathNotFound
from analytics.lists.download import read_download
from analytics.lists.entries import NO_COUNTRY, PERSONS, SHIPS, UNCERTAIN
from analytics.lists.places import Places
from analytics.reference.countries import read_countries
from analytics.settings import REPOSITORY

LEFT_OUT = {
    downloads.meti: {NO_COUNTRY: 1},
    downloads.taiwan: {PERSONS: 1, UNCERTAIN: 1},
    downloads.eu: {PERSONS: 1},
    downloads.uk: {PERSONS: 1, SHIPS: 1},
    downloads.uk_sheet: {PERSONS: 1, SHIPS: 1},
    downloads.opensanctions: {PERSONS: 1, UNCERTAIN: 1, SHIPS: 1, NO_COUNTRY: 1},
    downloads.own: {PERSONS: 1},
    downloads.csl: {PERSONS: 1, UNCERTAIN: 1, SHIPS: 1},
}
DATED = (downloads.eu, downloads.uk, downloads.uk_sheet, downloads.own, downloads.csl)


@pytest.fixture(scope="module")
def places() -> Places:
    countries = read_countries([REPOSITORY / "data"])
    return Places({country["country_code"]: country["country_name"] for country in countries})


@pytest.mark.parametrize("make", LEFT_OUT, ids=lambda make: make.__name__)
def test_a_layout_gives_its_bodies_and_counts_what_is_left_out(make, tmp_path, places):
    incoming = read_download(make(tmp_path), places)
    university, works = incoming.entries
    assert (university.name, university.country_code) == (downloads.UNI, "CN")
    assert (works.name, works.country_code) == (downloads.WORKS, "IR")
    assert ("SYNTHETIC Polytechnic Institute", "name") in university.aliases
    assert university.listed_from == (date(2020, 2, 3) if make in DATED else None)
    assert dict(incoming.left_out) == LEFT_OUT[make]
    assert "Example" not in repr(incoming)


@pytest.mark.parametrize("make", [downloads.meti, downloads.taiwan, downloads.eu, downloads.csl])
def test_acronyms_among_the_aliases_are_weak(make, tmp_path, places):
    assert ("SUT", "weak") in read_download(make(tmp_path), places).entries[0].aliases


def test_an_alias_that_the_source_calls_weak_is_weak(tmp_path, places):
    assert ("Synthetic", "weak") in read_download(downloads.uk(tmp_path), places).entries[0].aliases


def test_a_file_that_names_its_own_day_is_believed(tmp_path, places):
    assert read_download(downloads.eu(tmp_path), places).published == date(2026, 8, 5)
    assert read_download(downloads.uk(tmp_path), places).published == date(2026, 7, 29)
    assert read_download(downloads.meti(tmp_path), places).published is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dear colleague,\nplease find the list attached.\n",
        b"title,year\nSYNTHETIC,2020\n",
        b'{"results": 3}',
        b'{"results": [{"a": 1}]}',
        b"[1, 2]",
        b"PK\x03\x04 no workbook",
        b"\xff\xfename,country\n",
        b"%PDF-1.7",
        b"name\n\xe9\n",
    ],
)
def test_another_file_is_one_sentence_that_names_what_is_expected(content, tmp_path, places):
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(NoList, match=r"other is in no layout that is understood\. Expected is one of: METI"):
        read_download(path, places)


def test_a_list_without_organisations_says_what_it_held(tmp_path, places):
    path = downloads.csl(tmp_path, downloads.csl_result("Synthetic Example", type="Individual"))
    with pytest.raises(NoList, match=r"holds no organisation that can be listed \(1 persons\)"):
        read_download(path, places)


def test_an_absent_file_is_one_sentence(tmp_path, places):
    with pytest.raises(PathNotFound):
        read_download(tmp_path / "absent.csv", places)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("cn", "CN"),
        ("Iran (Islamic Republic of)", "IR"),
        ("中国\nChina", "CN"),
        ("The Russian Federation", "RU"),
        ("NA", "NA"),
        ("Democratic People’s Republic of Korea", "KP"),
        ("Hong Kong", "HK"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_countries_as_lists_print_them(printed, code, places):
    assert places.code(printed) == code
