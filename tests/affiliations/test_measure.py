"""The published figures of the rule are those it has, and a file that cannot be measured on is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.affiliations.country_rule import CountryRule
from analytics.affiliations.measure import Measure, measure, read_labels, recorded_measures
from analytics.settings import REPOSITORY, Settings
from flows.cli import run

SHARED = REPOSITORY.parent / "shared" / "data" / "openalex"
LABELLED = """raw_affiliation_string,country_code
"SYNTHETIC Unit, Oslo, Norway",NO
"SYNTHETIC Unit, Oslo, Norway",SE
SYNTHETIC Unit,FR
"SYNTHETIC Unit, Lyon, France",CA;FR
not labelled,
"""


def test_agreement_is_of_the_answered_and_recall_of_all(rule: CountryRule, tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(LABELLED, encoding="utf-8")
    found = measure(rule, read_labels(path))
    assert found == Measure(strings=4, answered=3, agreeing=1)
    assert found.precision == pytest.approx((1 / 3, 0.0615, 0.7923), abs=1e-4)
    assert found.recall == pytest.approx((1 / 4, 0.0456, 0.6994), abs=1e-4)


@pytest.mark.parametrize("entry", recorded_measures(), ids=lambda entry: str(entry["file"]))
def test_the_recorded_figures_are_those_of_the_rule(rule: CountryRule, entry: dict) -> None:
    path = SHARED / entry["file"]
    if not path.exists():
        pytest.skip(f"needs ../shared/data/openalex/{entry['file']}, which is not part of the repository")
    found = measure(rule, read_labels(path))
    assert found == Measure(entry["strings"], entry["answered"], entry["agreeing"])
    assert entry["precision"] == round(found.precision[0], 4)
    assert entry["recall"] == round(found.recall[0], 4)
    assert entry["disagreements_read"] <= found.answered - found.agreeing
    assert entry["string_bears_the_rule_out"] + entry["rule_is_wrong"] == entry["disagreements_read"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "needs the column"),
        (b"raw_affiliation_string,country_code\nx,\n", "labels no"),
        (b"\xff\xfe", "not a CSV"),
        (b"", "needs the column"),
    ],
)
def test_a_file_that_cannot_be_measured_on_is_one_sentence(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(content)
    assert run(["status", "--coverage", "--labels", str(path), "--warehouse", str(tmp_path)]) == 50
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    assert run(["status", "--labels", str(tmp_path / "none.csv"), "--warehouse", str(tmp_path)]) == 10


def test_a_user_measures_the_rule_on_labels_of_their_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(LABELLED, encoding="utf-8")
    assert run(["status", "--labels", str(path), "--warehouse", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split()[:5] == ["labels.csv", "4", "3", "1", "0.333"]


def test_coverage_shows_the_rule_on_labels_and_in_the_build(
    sample_warehouse: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["status", "--coverage", "--warehouse", str(sample_warehouse.warehouse)]) == 0
    printed = capsys.readouterr().out
    assert "affiliations_missing_country.csv" in printed
    (build,) = [row.split() for row in printed.splitlines() if row.startswith("unknown ")]
    assert int(build[1].replace(",", "")) >= int(build[2].replace(",", "")) > 0
