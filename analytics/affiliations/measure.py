"""How often the country rule answers, and how often as somebody else's labels say."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analytics.affiliations.country_rule import CountryRule
from analytics.errors import LabelsNotUsable, PathNotFound
from analytics.estimates.intervals import wilson
from analytics.settings import REPOSITORY

MEASURED = REPOSITORY / "data" / "countries" / "rule_measured.toml"
STRING = "raw_affiliation_string"
LABELS = ("country_code", "matched_country", "country")


@dataclass(frozen=True)
class Measure:
    """Counts of labelled strings; an answer agrees where it is the label. Limits are Wilson's, 95 %."""

    strings: int
    answered: int
    agreeing: int

    @property
    def precision(self) -> tuple[float, float, float]:
        """Agreeing of the answered, with its lower and upper limit; NaN without answers."""
        return _share(self.agreeing, self.answered)

    @property
    def recall(self) -> tuple[float, float, float]:
        """Agreeing of all strings, with its lower and upper limit; NaN without strings."""
        return _share(self.agreeing, self.strings)


def measure(rule: CountryRule, labelled: Iterable[tuple[str, str]]) -> Measure:
    """The rule on pairs of string and label. A label of two countries ("CA;FR") agrees with no answer."""
    answers = [(rule.country_of(string), label) for string, label in labelled]
    answered = [(found, label) for found, label in answers if found is not None]
    return Measure(len(answers), len(answered), sum(found == label for found, label in answered))


def read_labels(path: Path) -> list[tuple[str, str]]:
    """(string, label) of every labelled row of a UTF-8 CSV with `raw_affiliation_string` and a country column.

    Raises PathNotFound, or LabelsNotUsable for a file without these columns, without a label, or that is no CSV.
    """
    if not path.is_file():
        raise PathNotFound(f"The file {path} does not exist.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            label = _label_column(path, reader.fieldnames or ())
            rows = [(row[STRING] or "", (row[label] or "").strip().upper()) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise LabelsNotUsable(f"The file {path} is not a CSV file in UTF-8: {error}.") from None
    labelled = [row for row in rows if row[1]]
    if not labelled:
        raise LabelsNotUsable(f"The file {path} labels no affiliation string with a country.")
    return labelled


def _label_column(path: Path, columns: Sequence[str]) -> str:
    found = [name for name in LABELS if name in columns]
    if STRING not in columns or not found:
        raise LabelsNotUsable(f"The file {path} needs the column '{STRING}' and one of {', '.join(LABELS)}.")
    return found[0]


def recorded_measures() -> list[dict[str, str | int | float]]:
    """What was measured on files of labels when the rule was last reviewed, one entry a file."""
    sets: list[dict[str, str | int | float]] = tomllib.loads(MEASURED.read_text(encoding="utf-8"))["set"]
    return sets


def _share(successes: int, trials: int) -> tuple[float, float, float]:
    if not trials:
        return (float("nan"),) * 3
    low, high = wilson(pl.col("k"), pl.col("n"))
    limits = pl.DataFrame({"k": [successes], "n": [trials]}).select(low=low, high=high).row(0)
    return (successes / trials, *limits)
