"""What the error of tags on a path follows from: pairs of works and technologies, their weights, what is hidden."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pytest

from analytics.reference import load_reference
from analytics.settings import Settings
from analytics.tagging.path_card import path_section
from analytics.tagging.path_errors import COLUMNS, PathError, measured, path_errors, read_work_labels
from analytics.tagging.pred_path import SCORED

LABELS = """\
openalex,a,robotics,probable,1.0,en,1,1,1
openalex,b,none,far,3.0,other,0,0,0
openalex,c,ai_language,near,1.0,other,1,1,1
openalex,c,drones_uav,near,1.0,other,,,
openalex,c,robotics,near,1.0,other,0,0,0
"""


def labels(folder: Path, rows: str = LABELS, name: str = "other_language") -> pl.DataFrame:
    file = folder / f"{name}.csv"
    file.write_text(f"{','.join(COLUMNS)}\n{rows}", encoding="utf-8")
    return read_work_labels(file)


def by_part(path: str, made: list[tuple[str, str]], folder: Path) -> dict[str, PathError]:
    tagged = pl.DataFrame(made, schema=["work_id", "technology_id"], orient="row")
    return {error.part: error for error in measured(path, "high", labels(folder), tagged)}


def test_what_no_reader_named_is_wrong_and_counts_by_its_weight(tmp_path: Path) -> None:
    made = [("a", "robotics"), ("b", "robotics"), ("c", "robotics"), ("c", "drones_uav")]
    found = by_part("topics_only", made, tmp_path)
    assert set(found) == {"all", "robotics", "ai_language"}
    error = found["all"]
    assert (error.works, error.tagged, error.right, error.labelled) == (3, 3, 1, 2)
    assert error.precision is not None
    assert error.recall is not None
    assert (error.precision[0], error.recall[0]) == (pytest.approx(1 / 5), pytest.approx(1 / 2))
    assert (found["ai_language"].precision, found["ai_language"].tagged) == (None, 0)


def test_languages_as_they_were_read_are_told_apart(tmp_path: Path) -> None:
    found = by_part("other_language", [("a", "robotics"), ("b", "robotics")], tmp_path)
    parts = {part: (found[part].right, found[part].tagged) for part in ("in English", "in another language")}
    assert parts == {"in English": (1, 1), "in another language": (0, 1)}


def test_pairs_of_one_work_make_the_limits_no_narrower(tmp_path: Path) -> None:
    one = by_part("topics_only", [("a", "robotics")], tmp_path)["all"].precision
    rows = LABELS.replace("a,robotics", "a,ai_language") + LABELS.splitlines()[0] + "\n"
    tagged = pl.DataFrame({"work_id": ["a", "a"], "technology_id": ["ai_language", "robotics"]})
    two = next(measured("topics_only", "high", labels(tmp_path, rows), tagged))
    assert (two.right, two.precision) == (2, one)


def test_what_is_taken_away_is_not_seen_by_the_tags(tmp_path: Path) -> None:
    """SYNTHETIC: a core topic alone is probable; with a phrase in the title it is high, with no model asked."""
    (tmp_path / "openalex").mkdir()
    work = {
        "id": "https://openalex.org/W9990000001",
        "title": "SYNTHETIC microgrid control",
        "publication_year": 2020,
        "abstract_inverted_index": {"We": [0], "study": [1], "the": [2, 5], "design": [3], "of": [4], "microgrid": [6]},
        "topics": [{"id": "https://openalex.org/T10223", "score": 0.9}],
        "language": "en",
    }
    with gzip.open(tmp_path / "openalex/works_synthetic.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(work))
    labels(tmp_path, "openalex,W9990000001,smart_grid,text,1.0,en,1,1,1\n", "openalex")
    labels(tmp_path, "arxiv_to_2017,SYNTHETIC.1,none,untagged,1.0,other,0,0,0\n")
    settings = Settings()
    found = path_errors(settings, load_reference(settings), tmp_path / "tagging", tmp_path)
    high = {(e.path, e.scope): e.right for e in found if e.part == "all"}
    assert high == {
        ("topics_only", "high"): 0, ("topics_only", "high_probable"): 1,
        ("title_only", "high"): 1, ("title_only", "high_probable"): 1,
        ("abstract", "high"): 1, ("abstract", "high_probable"): 1,
    }  # fmt: skip
    assert "| topics_only | high | 1 | 0 of 0 | – | 1 | 0.000 [0.000, 0.793] |" in path_section(found)


def test_sensitivity_is_shipped_only_for_paths_that_models_read() -> None:
    assert set(load_reference(Settings())["ref_tagger_error"]["path"]) <= set(SCORED)
