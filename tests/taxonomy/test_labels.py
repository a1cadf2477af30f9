"""The labels that other people will measure with: whole, of known technologies, and as well agreed as README says."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from analytics.settings import REPOSITORY

FOLDER = REPOSITORY / "data/labels"
FILES = sorted(FOLDER.glob("*.csv"))
SAID = {"0", "1", ""}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_technology_has_a_hundred_works_each_once(file: Path) -> None:
    assert (REPOSITORY / "data/taxonomies/technologies" / f"{file.stem}.toml").is_file()
    found = rows(file)
    assert len({(row["source"], row["id"]) for row in found}) == len(found) == 100
    assert {row["stratum"] for row in found} <= {"high", "probable", "candidate", "near"}
    assert {row["source"] for row in found} <= {"arxiv_to_2017", "arxiv_2018_2019", "openalex"}
    assert all(float(row["weight"]) >= 1 for row in found)
    assert {row[column] for row in found for column in ("reader_1", "reader_2", "label")} <= SAID


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_label_is_what_the_readers_said_where_they_agree(file: Path) -> None:
    for row in rows(file):
        assert row["label"] == row["reader_1"] or row["reader_1"] != row["reader_2"], row


def test_the_agreement_of_the_readers_is_the_one_that_is_told() -> None:
    read = [(row["reader_1"], row["reader_2"]) for file in FILES for row in rows(file)]
    differ = sum(one != other for one, other in read)
    told = [pair for pair in read if "" not in pair]
    agreed = sum(one == other for one, other in told) / len(told)
    shares = [sum(pair[reader] == "1" for pair in told) / len(told) for reader in (0, 1)]
    by_chance = shares[0] * shares[1] + (1 - shares[0]) * (1 - shares[1])
    text = re.sub(r"\s+", " ", (FOLDER / "README.md").read_text(encoding="utf-8"))
    assert f"the {differ} differences among {len(read):,}" in text
    assert f"kappa {(agreed - by_chance) / (1 - by_chance):.3f}".replace("0.", ".") in text
