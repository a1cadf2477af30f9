"""`aperture lists review`: the queue, decisions that are checked before they are written, and refusals."""

from __future__ import annotations

import csv
import stat
from datetime import date

import pytest
from small_lists import ABROAD, CROSSWALK, ENDED, NORTH, NORTHERN, OTHER_TWIN, TWIN, ror_id

from analytics import errors
from analytics.lists.review import queue, ror_index
from flows.commands.reviewing import walk


def crosswalk(place):
    with (place.folder / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def review(place, *words):
    return place.run("lists", "review", "--ror", place.ror, *words)


def test_the_queue_holds_every_body_without_a_link_once_best_candidate_first(place):
    catalogue = place.catalogue()
    found = queue(catalogue, ror_index(catalogue, place.ror), "synthetic_list")
    assert [one.body_id.partition("/")[2] for one in found] == ["twin", "north", "northern", "lonely"]
    north = next(one for one in found if one.body_id.endswith("north"))
    assert north.verdict.ror_id == NORTH
    assert found[-1].candidates == ()


def test_the_queue_is_printed_with_score_both_names_country_and_reason(place, capsys):
    assert review(place, "--list", "synthetic_list") == 0
    printed = capsys.readouterr().out
    entry, best = printed[printed.index("synthetic_list/northern") :].splitlines()[:2]
    assert entry == "synthetic_list/northern  CN  SYNTHETIC Northern Universty"
    assert best == f"   98.2  {NORTHERN}  SYNTHETIC Northern University  (similar name)"
    assert "4 entries without a link: 1 that equal names decide, 1 without any candidate." in printed


def test_links_that_a_newer_dump_puts_in_doubt_are_named(place, capsys):
    rows = f"synthetic_list/twin,{ENDED},,exact,manual,1,true\nsynthetic_list/north,{ABROAD},,exact,manual,1,true\n"
    rows += f"synthetic_list/northern,{NORTHERN},,exact,manual,1,true\n"
    (place.folder / "crosswalk.csv").write_text(CROSSWALK + rows, encoding="utf-8")
    assert review(place, "--list", "synthetic_list") == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "Links to look at again"
    assert [line.split()[0] for line in printed if "ROR says inactive" in line] == ["synthetic_list/twin"]
    assert [line.split()[0] for line in printed if "ROR places it in IR" in line] == [
        *("synthetic_list/north", "synthetic_list/north@2")
    ]
    assert NORTHERN not in "".join(printed)


def test_an_accepted_candidate_becomes_a_reviewed_link_with_reason_and_date(place):
    assert review(place, "--accept", "synthetic_list/northern", NORTHERN, "--reason", "a slip  of the print") == 0
    (row,) = crosswalk(place)
    assert row["listing_id"] == "synthetic_list/northern"
    assert (row["ror_id"], row["relation"], row["method"], row["is_reviewed"]) == (NORTHERN, "exact", "manual", "true")
    assert (row["note"], row["ror_name"], row["ror_country"]) == (
        *("a slip of the print", "SYNTHETIC Northern University", "CN"),
    )
    assert date.fromisoformat(row["reviewed_on"])
    links = [link for link in place.catalogue().records["ref_crosswalk"] if link["ror_id"] == NORTHERN]
    assert [link["note"] for link in links] == ["a slip of the print"]


def test_a_unit_inside_an_institution_is_part_of_it(place):
    assert review(place, "--accept", "synthetic_list/unit", NORTH, "--reason", "its own page says so") == 0
    assert crosswalk(place)[0]["relation"] == "part_of"


def test_a_rejected_candidate_is_offered_no_more(place):
    assert review(place, "--reject", "synthetic_list/twin", TWIN, "--reason", "another town") == 0
    assert review(place, "--reject", "synthetic_list/north", NORTH, "--reason", "another body") == 0
    catalogue = place.catalogue()
    found = {one.body_id: one for one in queue(catalogue, ror_index(catalogue, place.ror), "synthetic_list")}
    assert TWIN not in {one.ror_id for one in found["synthetic_list/twin"].candidates}
    assert OTHER_TWIN in {one.ror_id for one in found["synthetic_list/twin"].candidates}
    assert found["synthetic_list/north"].verdict.ror_id is None


def test_equal_names_are_linked_together_on_request_and_nothing_else(place, capsys):
    assert review(place, "--list", "synthetic_list", "--equal") == 0
    assert [(row["listing_id"], row["method"]) for row in crosswalk(place)] == [("synthetic_list/north", "name_exact")]
    capsys.readouterr()
    assert review(place, "--list", "synthetic_list", "--equal") == 0
    assert "Nothing is left" in capsys.readouterr().out


REFUSED = [
    (("--accept", "synthetic_list/northern", ENDED), errors.DecisionRefused, "is inactive"),
    (("--accept", "synthetic_list/northern", ABROAD), errors.DecisionRefused, "the ROR record is in IR"),
    (("--accept", "synthetic_list/north", NORTHERN), errors.DecisionRefused, "is linked to"),
    (("--accept", "synthetic_list/twin", NORTH), errors.DecisionRefused, "already listed for the same time"),
    (("--accept", "synthetic_list/nobody", NORTH), errors.UnknownBody, "No list has the listing"),
    (("--accept", "synthetic_list/twin", ror_id(77)), errors.ListChoice, "has no organisation"),
    (("--accept", "synthetic_list/twin", "013w2d379"), errors.ListChoice, "neither a ROR id"),
    (("--accept", "synthetic_list/twin", "I123"), errors.ListChoice, "is an OpenAlex id"),
    (("--reject", "synthetic_list/twin", "twin"), errors.ListChoice, "neither a ROR id"),
    (("--reject", "synthetic_list/nobody", TWIN), errors.UnknownBody, "No list has the listing"),
]


@pytest.mark.parametrize(("words", "error", "sentence"), REFUSED)
def test_a_decision_that_breaks_a_rule_is_one_sentence_and_nothing_is_written(words, error, sentence, place, said):
    assert review(place, "--accept", "synthetic_list/north", NORTH, "--reason", "equal") == 0
    before = {path.name: path.read_bytes() for path in place.folder.iterdir()}
    assert review(place, *words, "--reason", "because") == error.exit_code
    assert sentence in said()
    assert {path.name: path.read_bytes() for path in place.folder.iterdir()} == before


@pytest.mark.parametrize("what", ["--accept", "--reject"])
def test_a_decision_needs_a_reason(what, place, said):
    assert review(place, what, "synthetic_list/twin", TWIN, "--reason", "  ") == errors.DecisionRefused.exit_code
    assert "needs a reason" in said()


def test_one_decision_is_made_once(place, said):
    words = ("--reject", "synthetic_list/twin", TWIN, "--reason", "another town")
    assert review(place, *words) == 0
    assert review(place, *words) == errors.DecisionRefused.exit_code
    assert "decided before" in said()


def test_what_is_typed_wrong_is_one_sentence(place, said, tmp_path):
    assert review(place, "--list", "no_list") == errors.UnknownList.exit_code
    assert "synthetic_list" in said()
    assert place.run("lists", "review", "--ror", tmp_path / "absent") == errors.PathNotFound.exit_code
    said()
    assert place.run("lists", "review", "--ror", place.config) == errors.NotRor.exit_code
    said()
    assert place.run("lists", "review") == 2
    said()
    assert review(place, "--accept", "synthetic_list/twin") == 2
    said()
    words = ("--accept", "a", "b", "--reject", "a", "b", "--reason", "x")
    assert review(place, *words) == errors.ListChoice.exit_code
    said()


def test_a_folder_that_cannot_be_written_is_one_sentence(place, said):
    blocked = place.folder / "rejections.csv"
    blocked.mkdir()  # also root meets a folder where a file should be
    words = ("--reject", "synthetic_list/twin", TWIN, "--reason", "another town")
    assert review(place, *words) == errors.NotWritten.exit_code
    assert "cannot be written" in said()
    assert stat.S_ISDIR(blocked.stat().st_mode)
    assert not [path for path in place.folder.iterdir() if path.name.startswith(".")]


def test_on_a_terminal_each_answer_is_written_before_the_next_question(place, capsys):
    catalogue = place.catalogue()
    index = ror_index(catalogue, place.ror)
    found = queue(catalogue, index, "synthetic_list")
    # twin: an answer that is none, then none of them; north: the first; northern: stop.
    answers = iter(["7", "maybe", "n", "other towns", "1", "equal names", "q"])
    walk(catalogue, index, found, lambda _: next(answers))
    printed = capsys.readouterr().out
    assert "'maybe' is none of these." in printed
    assert printed.rstrip().endswith("2 decided.")
    assert [row["ror_id"] for row in crosswalk(place)] == [NORTH]
    refused = (place.folder / "rejections.csv").read_text(encoding="utf-8")
    assert TWIN in refused
    assert OTHER_TWIN in refused


def test_a_terminal_that_closes_ends_the_walk(place, capsys):
    def closed(_: str) -> str:
        raise EOFError

    catalogue = place.catalogue()
    index = ror_index(catalogue, place.ror)
    walk(catalogue, index, queue(catalogue, index, "synthetic_list"), closed)
    assert capsys.readouterr().out.rstrip().endswith("0 decided.")
