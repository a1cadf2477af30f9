"""docs/methods.md says what is true of the code: cards, files, columns, cases, section numbers."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from analytics.reference.methods import column_rules, method_of
from analytics.warehouse.model import sql_models
from analytics.warehouse.record import _OWN_COLUMNS as OWN
from analytics.warehouse.record import published_models

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/methods.md").read_text(encoding="utf-8")
CARDS = tomllib.loads((ROOT / "data/methods/cards.toml").read_text(encoding="utf-8"))
LABELS = ("Formula", "Source", "Column", "Code", "Shown by")
SECTIONS = re.findall(r"^#{3,4} ([\d.]+) [^\n]*· `(\w+)`\n(.*?)(?=^#|\Z)", TEXT, re.MULTILINE | re.DOTALL)
BESIDE = TEXT.split("## 12 Beside")[1].split("## 13 ")[0]
EVERY = pytest.mark.parametrize(("card", "body"), [pytest.param(c, b, id=c) for _, c, b in SECTIONS])


def test_every_card_has_its_section_and_every_section_its_card() -> None:
    cards = [card for _, card, _ in SECTIONS]
    assert sorted(cards) == sorted(CARDS)


def published_numbers() -> list[tuple[str, str, str]]:
    out = [(model.name, column.name, column.unit) for model in published_models() for column in model.columns]
    return out + [(table, column.name, column.unit) for table, columns in OWN.items() for column in columns]


def test_every_published_number_has_a_card_and_every_rule_and_card_a_column() -> None:
    labels = {"id", "text", "code", "flag", "link", "date", "time", "hash", "years", "year"}
    methods = {at: method_of(*at) for at in published_numbers()}
    assert [at for at, method in methods.items() if (method is None) != (at[2] in labels)] == []
    assert set(filter(None, methods.values())) <= set(CARDS)
    first = {next((rule for rule in column_rules() if rule.fits(*at[:2])), None) for at in methods if methods[at]}
    assert [rule for rule in column_rules() if rule not in first] == [], "rules that speak of nothing"


def test_section_numbers_are_given_once() -> None:
    numbers = re.findall(r"^#+ ([\d.]+) ", TEXT, re.MULTILINE)
    assert len(numbers) == len(set(numbers))


@EVERY
def test_a_section_has_formula_source_column_code_and_case(card: str, body: str) -> None:
    parts = dict(re.findall(r"^- ([A-Z][a-z ]+): (.*?)(?=^- |\Z)", body, re.MULTILINE | re.DOTALL))
    assert tuple(parts) == LABELS, card
    assert all(part.strip() for part in parts.values())
    models = sql_models()
    for table, column in re.findall(r"`(\w+)\.(\w+)`", parts["Column"]):
        assert column in {known.name for known in models[table].columns}, f"{table}.{column}"
    assert re.search(r"`out_\w+\.\w+`", parts["Column"])
    assert re.search(r"`(analytics|sql)/", parts["Code"])
    assert re.search(r"`tests/", parts["Shown by"])


def test_every_file_and_table_that_is_named_exists() -> None:
    named = re.findall(r"`((?:analytics|data|docs|sql|tests)/[\w/.\-]+)`", TEXT)
    assert len(named) > 100
    assert [path for path in named if not (ROOT / path).is_file()] == []
    assert set(re.findall(r"`(out_\w+)`", TEXT)) <= set(sql_models())


def test_every_setting_that_is_named_is_a_setting() -> None:
    from analytics.settings import Settings, SnapshotFilter

    known = {*Settings.model_fields, *SnapshotFilter.model_fields}
    named = {"coverage_break", "small_cell", "known_on", "reference_set_floor", "core_only"}
    assert named <= known
    assert named <= set(re.findall(r"`(\w+)`", TEXT))


def test_section_twelve_shows_every_rule_and_every_case_of_the_folder_stands_there() -> None:
    rows = [line for line in BESIDE.split("### 12.1")[1].splitlines() if line.startswith("| ")]
    rules = [row for row in rows if not row.startswith(("| rule |", "|---"))]
    assert len(rules) > 20
    assert [row for row in rules if not row.rstrip(" |").endswith((".case`", ".py`"))] == []
    folder = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests/cases/leiden").glob("*.case")}
    assert folder <= set(re.findall(r"`(tests/[\w/.]+)`", BESIDE))


def test_every_worked_answer_has_a_test() -> None:
    answers = [line for line in TEXT.split("## 13 ")[1].splitlines() if line.startswith("| ") and "| shown" not in line]
    assert len(answers) > 15
    assert [line for line in answers if not re.search(r"\| `tests/[\w/]+\.(case|py)` \|$", line)] == []


def test_sources_of_section_twelve_are_named_with_their_commit() -> None:
    assert re.findall(r"^\| CWTSLeiden/[\w-]+ \| [0-9a-f]{40} \(", BESIDE, re.MULTILINE)


def test_sections_that_cases_point_to_are_there() -> None:
    numbers = set(re.findall(r"^#+ ([\d.]+) ", TEXT, re.MULTILINE))
    cases = (ROOT / "tests/cases").rglob("*.case")
    pointed = {n.rstrip(".") for path in cases for n in re.findall(r"methods\.md §([\d.]+)", path.read_text("utf-8"))}
    assert len(pointed) > 10
    assert pointed <= numbers
