"""`aperture dispute`: written with reason and date, loaded as ref_dispute, kept when the list changes."""

from __future__ import annotations

import pytest
from small_lists import CROSSWALK, NORTH, NORTHERN

from analytics import errors
from analytics.reference import load_reference


@pytest.fixture
def linked(place):
    row = f"synthetic_list/north,{NORTH},,exact,name_exact,0.99,false\n"
    (place.folder / "crosswalk.csv").write_text(CROSSWALK + row, encoding="utf-8")
    return place


def test_a_dispute_is_written_loaded_and_shown(linked, capsys):
    assert linked.run("dispute", "synthetic_list/north", f"https://ror.org/{NORTH}", "--reason", "another  body") == 0
    assert "counts from the next 'aperture build'" in capsys.readouterr().out
    table = load_reference(linked.settings())["ref_dispute"]
    assert table["listing_id"].to_list() == ["synthetic_list/north", "synthetic_list/north@2"]
    assert set(table["ror_id"]) == {NORTH}
    assert set(table["reason"]) == {"another body"}
    assert linked.run("lists", "show", NORTH) == 0
    assert "another body" in capsys.readouterr().out.split("Disputes")[1]


def test_a_dispute_of_no_link_is_kept_and_says_so(linked, capsys):
    assert linked.run("dispute", "synthetic_list/twin", "i9990000001", "--reason", "never") == 0
    assert "holds no such link now" in capsys.readouterr().out
    assert load_reference(linked.settings())["ref_dispute"]["openalex_id"].to_list() == ["I9990000001"]


def test_disputes_follow_one_another_in_the_file(linked):
    for listing, institution in (("synthetic_list/north@2", NORTH), ("synthetic_list/twin", NORTHERN)):
        assert linked.run("dispute", listing, institution, "--reason", "no") == 0
    lines = (linked.root / "disputes.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines] == ["listing_id", "synthetic_list/north@2", "synthetic_list/twin"]


def test_another_root_may_be_named_and_a_hint_says_how_it_is_read(linked, tmp_path, capsys):
    other = tmp_path / "other"
    words = ("dispute", "synthetic_list/north", NORTH, "--reason", "no", "--root", other)
    assert linked.run(*words) == 0
    assert (other / "disputes.csv").is_file()
    assert f'reference = ["{other}"]' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "error", "sentence"),
    [
        (("synthetic_list/nobody", NORTH, "--reason", "x"), errors.UnknownBody, "No list has the listing"),
        (("synthetic_list/north", "013w2d379", "--reason", "x"), errors.ListChoice, "neither a ROR id"),
        (("synthetic_list/north", "a university", "--reason", "x"), errors.ListChoice, "neither a ROR id"),
        (("synthetic_list/north", NORTH, "--reason", " "), errors.DecisionRefused, "needs a reason"),
    ],
)
def test_what_is_typed_wrong_is_one_sentence_and_leaves_no_file(words, error, sentence, linked, said):
    assert linked.run("dispute", *words) == error.exit_code
    assert sentence in said()
    assert not (linked.root / "disputes.csv").exists()


def test_a_dispute_is_written_once(linked, said):
    words = ("dispute", "synthetic_list/north", NORTH, "--reason", "no")
    assert linked.run(*words) == 0
    assert linked.run(*words) == errors.DecisionRefused.exit_code
    assert "disputed already" in said()


def test_without_a_root_of_ones_own_the_way_out_is_named(linked, said):
    linked.config.write_text("", encoding="utf-8")
    words = ("dispute", "ca_nro/air-force-medical-university", NORTH, "--reason", "no")
    assert linked.run(*words) == errors.ListChoice.exit_code
    assert "--root" in said()


def test_a_reason_is_required_on_the_command_line(linked, said):
    assert linked.run("dispute", "synthetic_list/north", NORTH) == 2
    assert said().endswith("See 'aperture --help'.")
