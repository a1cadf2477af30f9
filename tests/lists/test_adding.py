"""`aperture lists add`: a preview first, then a list folder of the shipped shape that loads; updates keep what was."""

from __future__ import annotations

import os
import tomllib
from datetime import UTC, datetime

import downloads
import pytest
from downloads import UNI, WORKS, csl, csl_result
from small_lists import NORTH

from analytics import errors
from analytics.reference import load_reference


def add(place, file, *words, name="synthetic_added"):
    return place.run("lists", "add", file, "--as", name, *words)


def listings(place, name="synthetic_added"):
    table = load_reference(place.settings())["ref_listing"].filter(list_id=name)
    return {row["listing_id"].partition("/")[2]: row for row in table.iter_rows(named=True)}


def own(place, text, name="own.csv"):
    path = place.root / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "make",
    [downloads.meti, downloads.taiwan, downloads.eu, downloads.uk, downloads.opensanctions, downloads.own, csl],
    ids=lambda make: make.__name__,
)
def test_every_layout_is_shown_first_and_written_only_when_asked(make, place, tmp_path, capsys):
    file = make(tmp_path)
    assert add(place, file) == 0
    printed = capsys.readouterr().out
    assert "2 added, 0 gone, 0 renamed, 0 back again." in printed
    assert "Nothing was written" in printed
    assert "Example" not in printed
    assert not (place.root / "watchlists" / "synthetic_added").exists()
    assert add(place, file, "--yes") == 0
    assert {row["name_as_listed"] for row in listings(place).values()} == {UNI, WORKS}
    written = "".join(path.read_text("utf-8") for path in (place.root / "watchlists" / "synthetic_added").iterdir())
    assert "Example" not in written


def test_a_list_made_from_a_download_is_not_to_be_passed_on_unless_the_user_says_so(place, tmp_path):
    assert add(place, csl(tmp_path), "--yes", "--published", "2026-01-02", "--title", 'SYNTHETIC "list"') == 0
    about = tomllib.loads((place.root / "watchlists/synthetic_added/list.toml").read_text("utf-8"))
    assert about["redistributable"] is False
    assert (about["title"], about["version"], about["published"].isoformat()) == (
        *('SYNTHETIC "list"', "2026-01-02", "2026-01-02"),
    )
    assert (about["rows_min"], about["rows_max"]) == (2, 2)
    assert add(place, csl(tmp_path), "--yes", "--redistributable", "--licence", "CC0", name="synthetic_free") == 0
    free = tomllib.loads((place.root / "watchlists/synthetic_free/list.toml").read_text("utf-8"))
    assert (free["redistributable"], free["licence"]) == (True, "CC0")


def test_the_day_a_file_was_saved_stands_in_for_one_it_does_not_name(place, tmp_path, capsys):
    file = downloads.meti(tmp_path)
    os.utime(file, (1e9, 1e9))
    assert add(place, file, "--yes") == 0
    assert "2001-09-09, when it was saved, is taken" in capsys.readouterr().out
    assert (
        listings(place)["synthetic-university-of-technology"]["effective_from"]
        == datetime(2001, 9, 9, tzinfo=UTC).date()
    )


FIRST = "type,name,country,aliases\no,SYNTHETIC A,CN,\no,SYNTHETIC B,CN,\no,SYNTHETIC C,IR,SYNTHETIC See\n"


def test_an_update_keeps_what_went_and_follows_new_names_and_countries(place, capsys):
    assert add(place, own(place, FIRST), "--yes", "--published", "2024-01-01") == 0
    rows = ("type,name,country,aliases", "o,SYNTHETIC Beta,CN,SYNTHETIC B", "o,SYNTHETIC C,RU,", "o,SYNTHETIC D,CN,")
    second = own(place, "\n".join(rows))
    capsys.readouterr()
    assert add(place, second, "--yes", "--published", "2025-01-01") == 0
    printed = capsys.readouterr().out
    changes = [
        line.split("  ") for line in printed.splitlines() if line.startswith(("changed", "renamed", "gone", "add"))
    ]
    assert [line[0] for line in changes] == ["changed country", "renamed", "gone", "gone", "added"]
    assert "2 added, 2 gone, 1 renamed, 0 back again." in printed
    now = listings(place)
    assert set(now) == {"synthetic-a", "synthetic-b", "synthetic-c", "synthetic-c-ru", "synthetic-d"}
    assert now["synthetic-a"]["known_until"].isoformat() == "2025-01-01"
    assert now["synthetic-c"]["last_edition"] == "2024-01-01"
    assert now["synthetic-b"]["name_as_listed"] == "SYNTHETIC Beta"
    assert now["synthetic-b"]["known_from"].isoformat() == "2024-01-01"
    aliases = load_reference(place.settings())["ref_listing_alias"].filter(listing_id="synthetic_added/synthetic-b")
    assert dict(aliases.select("alias", "kind").rows()) == {"SYNTHETIC B": "former"}


def test_a_body_that_comes_back_gets_a_second_interval(place):
    without = FIRST.replace("o,SYNTHETIC A,CN,\n", "")
    for text, day in ((FIRST, "2023-01-01"), (without, "2024-01-01"), (FIRST, "2025-01-01"), (FIRST, "2026-01-01")):
        assert add(place, own(place, text), "--yes", "--published", day) == 0
    now = listings(place)
    assert (now["synthetic-a"]["first_edition"], now["synthetic-a"]["last_edition"]) == ("2023-01-01", "2023-01-01")
    assert (now["synthetic-a@2"]["first_edition"], now["synthetic-a@2"]["last_edition"]) == ("2025-01-01", None)
    editions = load_reference(place.settings())["ref_list_edition"].filter(list_id="synthetic_added")
    assert editions.sort("edition_no")["edition"].to_list() == ["2023-01-01", "2024-01-01", "2025-01-01", "2026-01-01"]


def test_links_and_disputes_survive_an_update(place):
    assert add(place, own(place, FIRST), "--yes", "--published", "2024-01-01") == 0
    listing = "synthetic_added/synthetic-a"
    words = ("lists", "review", "--ror", place.ror, "--accept", listing, NORTH, "--reason", "its page")
    assert place.run(*words) == 0
    assert place.run("dispute", listing, NORTH, "--reason", "no") == 0
    assert add(place, own(place, FIRST + "o,SYNTHETIC D,CN,\n"), "--yes", "--published", "2025-01-01") == 0
    tables = load_reference(place.settings())
    assert tables["ref_crosswalk"].filter(listing_id=listing)["ror_id"].to_list() == [NORTH]
    assert tables["ref_dispute"]["listing_id"].to_list() == [listing]


def test_a_lasting_id_of_the_source_keeps_a_body_through_any_name(place, capsys):
    text = "id,type,name,country\n7,o,SYNTHETIC A,CN\n"
    assert add(place, own(place, text), "--yes", "--published", "2024-01-01") == 0
    capsys.readouterr()
    assert add(place, own(place, text.replace("A,CN", "Omega,CN")), "--yes", "--published", "2025-01-01") == 0
    assert "0 added, 0 gone, 1 renamed" in capsys.readouterr().out
    assert set(listings(place)) == {"7"}


def test_one_body_on_several_rows_is_one_listing_with_all_names(place, tmp_path):
    twice = [csl_result(UNI), csl_result(UNI, alt_names=["SYNTHETIC Polytechnic Institute"], start_date="2019-01-01")]
    assert add(place, csl(tmp_path, *twice), "--yes") == 0
    (row,) = listings(place).values()
    assert row["listed_from"].isoformat() == "2019-01-01"


def test_names_that_differ_only_in_another_script_or_far_behind_are_two_bodies(place):
    names = ["SYNTHETIC 研究所", "SYNTHETIC 大学", f"SYNTHETIC {'long ' * 30}one", f"SYNTHETIC {'long ' * 30}two"]
    text = "type,name,country\n" + "".join(f"o,{name},CN\n" for name in names)
    assert add(place, own(place, text), "--yes") == 0
    first = listings(place)
    assert {row["name_as_listed"] for row in first.values()} == set(names)
    assert add(place, own(place, text), "--yes", "--published", "2100-01-01") == 0
    assert set(listings(place)) == set(first)


def test_a_body_that_ended_before_it_can_be_counted_is_left_out(place, capsys):
    rows = (
        "type,name,country,listed_from,listed_until",
        "o,SYNTHETIC A,CN,,2020-01-01",
        "o,SYNTHETIC B,CN,2019-01-01,",
    )
    again = ("o,SYNTHETIC C,CN,2020-01-01,2019-01-01", "o,SYNTHETIC D,CN,2018-01-01,2019-01-01")
    assert add(place, own(place, "\n".join([*rows, *again])), "--yes") == 0
    assert "Left out: 2 ended, without a start before that end." in capsys.readouterr().out
    assert {key: str(row["listed_until"]) for key, row in listings(place).items()} == {
        "synthetic-b": "None",
        "synthetic-d": "2019-01-01",
    }


def test_a_file_of_several_lists_has_to_be_narrowed(place, tmp_path, said, capsys):
    other = csl_result(WORKS, source="Unverified List (UVL) - SYNTHETIC Bureau")
    file = csl(tmp_path, csl_result(UNI), other)
    assert add(place, file) == errors.ListChoice.exit_code
    assert "choose one with --source, such as EL: Entity List (EL) - SYNTHETIC Bureau: 1; Unverified" in said()
    assert add(place, file, "--source", "XX") == errors.ListChoice.exit_code
    assert "has no part 'XX'" in said()
    assert add(place, file, "--source", "uvl") == 0
    printed = capsys.readouterr().out
    assert WORKS in printed
    assert UNI not in printed


def test_the_same_file_twice_changes_nothing(place, tmp_path, capsys):
    file = downloads.eu(tmp_path)
    assert add(place, file, "--yes") == 0
    folder = place.root / "watchlists" / "synthetic_added"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    capsys.readouterr()
    assert add(place, file, "--yes") == 0
    assert "Nothing changes." in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_older_edition_is_refused(place, said):
    assert add(place, own(place, FIRST), "--yes", "--published", "2024-01-01") == 0
    assert (
        add(place, own(place, FIRST + "o,SYNTHETIC D,CN,\n"), "--published", "2023-01-01")
        == errors.ListChoice.exit_code
    )
    assert "has to be younger" in said()


@pytest.mark.parametrize("name", ["ca_nro", "With Space", "../up", "", "1st"])
def test_an_id_that_is_taken_or_none_is_refused(name, place, tmp_path, said):
    assert add(place, downloads.eu(tmp_path), "--yes", name=name) == errors.ListChoice.exit_code
    said()


def test_other_files_and_missing_places_are_one_sentence(place, tmp_path, said):
    assert add(place, place.config) == errors.NoList.exit_code
    assert "Expected is one of" in said()
    assert add(place, tmp_path / "absent.csv") == errors.PathNotFound.exit_code
    said()
    place.config.write_text("", encoding="utf-8")
    assert add(place, downloads.eu(tmp_path)) == errors.ListChoice.exit_code
    assert "--root" in said()
    assert add(place, downloads.eu(tmp_path), "--published", "yesterday") == 2
    said()


def test_a_new_root_is_made_and_a_hint_says_how_it_is_read(place, tmp_path, capsys):
    root = tmp_path / "new"
    assert add(place, downloads.eu(tmp_path), "--yes", "--root", root) == 0
    assert (root / "watchlists" / "synthetic_added" / "entries.csv").is_file()
    assert f'reference = ["{root}"]' in capsys.readouterr().out
