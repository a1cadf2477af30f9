"""`aperture lists` and `aperture lists show`: what the lists say, and which body is meant."""

from __future__ import annotations

import shutil

import pytest
from small_lists import CROSSWALK, NORTH, NORTHERN

from analytics import errors
from analytics.lists.catalogue import summaries


@pytest.fixture
def linked(place):
    row = "synthetic_list/north,{},I9990000001,exact,name_exact,0.99,false\n"
    (place.folder / "crosswalk.csv").write_text(CROSSWALK + row.format(NORTH), encoding="utf-8")
    return place


@pytest.fixture
def second_list(linked):
    """The same body on another list under another name."""
    other = linked.root / "watchlists" / "synthetic_other"
    shutil.copytree(linked.folder, other)
    for path in other.iterdir():
        text = path.read_text(encoding="utf-8").replace("synthetic_list/", "synthetic_other/")
        path.write_text(text.replace("University of the North", "Boreal University"), encoding="utf-8")
    return linked


def test_every_list_is_shown_with_its_counts_and_whether_it_may_be_passed_on(linked, capsys):
    one = next(one for one in summaries(linked.catalogue()) if one.about["list_id"] == "synthetic_list")
    assert (one.resolved, one.unresolved, one.not_measurable) == (2, 3, 1)
    assert one.evidence == {"synthetic": 6}
    assert linked.run("lists") == 0
    printed = capsys.readouterr().out
    row = next(line for line in printed.splitlines() if line.startswith("synthetic_list"))
    assert row.split()[-6:] == ["synthetic", "6", "2", "3", "1", "yes"]
    assert "SYNTHETIC licence" in printed
    assert "ca_nro" in printed


@pytest.mark.parametrize(
    "entity",
    [
        "synthetic_list/north",
        "synthetic_list/north@2",
        NORTH,
        f"https://ror.org/{NORTH}",
        "I9990000001",
        "https://openalex.org/I9990000001",
        "university of the NORTH",
        "SYNTHETIC Polytechnic",
    ],
)
def test_a_body_is_found_by_any_of_its_ids_and_names(entity, linked, capsys):
    assert linked.run("lists", "show", entity) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("SYNTHETIC University of the North (CN)")
    assert "2018-01-01" in printed
    assert "synthetic_list/north@2" in printed
    assert "SYNTHETIC Polytechnic  former" in printed
    assert "name_exact" in printed
    assert "https://example.org" in printed


def test_listings_of_one_institution_are_one_body_across_lists(second_list, capsys):
    assert second_list.run("lists", "show", "Boreal University") == 0
    printed = capsys.readouterr().out
    assert "synthetic_list/north" in printed
    assert "synthetic_other/north" in printed


def test_several_bodies_are_listed_and_the_user_is_asked(linked, capsys):
    assert linked.run("lists", "show", "SYNTHETIC") == errors.SeveralBodies.exit_code
    captured = capsys.readouterr()
    assert captured.err.strip() == "'SYNTHETIC' is 4 listed bodies; name one by its id or by more of its name."
    assert [line.split()[0] for line in captured.out.splitlines()] == [
        *("id", "synthetic_list/north", "synthetic_list/northern", "synthetic_list/twin", "synthetic_list/unit")
    ]


def test_a_whole_name_is_preferred_and_longer_ones_are_named_beside_it(linked, capsys):
    name = "SYNTHETIC Twin Hospital"
    path = linked.folder / "entries.csv"
    more = f"synthetic_list/branch,{name} Branch,CN,,whole,,edition,,synthetic\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    toml = linked.folder / "list.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("= 6", "= 7"), encoding="utf-8")
    assert linked.run("lists", "show", name) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"{name} (CN)")
    assert "Other bodies whose names contain these words" in printed
    assert "synthetic_list/branch" in printed


@pytest.mark.parametrize(
    "entity", ["no such body", "synthetic_list/nobody", NORTHERN, "I9990000002", "", "the", "\x1b[2J"]
)
def test_what_no_list_has_is_one_sentence(entity, linked, said):
    assert linked.run("lists", "show", entity) == errors.UnknownBody.exit_code
    assert said().startswith("No list has")


def test_control_characters_of_a_list_never_reach_the_screen(linked, capsys):
    path = linked.folder / "aliases.csv"
    path.write_text(path.read_text(encoding="utf-8") + "synthetic_list/north,SYN\x1b[2J,name\n", encoding="utf-8")
    assert linked.run("lists", "show", "synthetic_list/north") == 0
    assert capsys.readouterr().out.replace("\n", "").isprintable()
