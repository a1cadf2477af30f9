"""A file of texts is tagged as a build would tag it; what cannot be read is said in one sentence."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analytics.errors import PathNotFound
from analytics.settings import Settings
from analytics.tagging.errors import TextsNotUsable
from analytics.tagging.scoring import score_file

ROBOT = "We present a robot manipulator that learns grasping and motion planning in simulation for the real robot arm."
TEXTS = pl.DataFrame(
    {
        "id": ["a", "b", "a", "c"],
        "title": ["Motion planning for robot grasping", "Banach spaces", "Robotic manipulation of objects", None],
        "abstract": [ROBOT, "We study the bounded operators of a space.", None, None],
    }
)


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_file_of_either_kind_gives_tags_with_scores(tmp_path: Path, ending: str):
    file, out = tmp_path / f"texts{ending}", tmp_path / f"tags{ending}"
    TEXTS.write_csv(file) if ending == ".csv" else TEXTS.write_parquet(file)
    rows = score_file(Settings(), file, out)
    tags = pl.read_csv(out) if ending == ".csv" else pl.read_parquet(out)
    assert tags.columns == ["id", "technology", "tier", "score"]
    assert tags.height == rows
    robots = tags.filter((pl.col("technology") == "robotics") & (pl.col("tier") == "high"))
    assert robots["id"].to_list() == ["a", "a"], "both works that share an id are kept"
    assert tags.filter(pl.col("id") == "c").is_empty()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,title\n1,x\n", "no column abstract"),
        ("id,title,abstract\n", "no record"),
        ("id,title,abstract\n1,x,y\n,x,y\n", "Record 2"),
        ('id,title,abstract\n1,"x,y\n', "cannot be read"),
        ("id,title,abstract\n1,x,y,z,z\n", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_one_sentence(tmp_path: Path, content: str, said: str):
    file = tmp_path / "texts.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(TextsNotUsable, match=said) as error:
        score_file(Settings(), file, tmp_path / "tags.csv")
    assert len(str(error.value).splitlines()) == 1
    assert not (tmp_path / "tags.csv").exists()


def test_no_parquet_and_no_file_are_two_mistakes(tmp_path: Path):
    (tmp_path / "texts.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(TextsNotUsable):
        score_file(Settings(), tmp_path / "texts.parquet", tmp_path / "out.csv")
    with pytest.raises(PathNotFound):
        score_file(Settings(), tmp_path / "missing.parquet", tmp_path / "out.csv")
