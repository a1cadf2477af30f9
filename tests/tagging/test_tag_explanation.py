"""What n-grams add sums up to the log odds, and the log odds are the score."""

from __future__ import annotations

import math

import polars as pl
import pytest

from analytics.tagging.explanation import contributions
from analytics.tagging.pred_score import pred_score, texts_of
from analytics.tagging.tagger import load_tagger

WORK = pl.DataFrame(
    {
        "work_id": ["W9990000001"],
        "title": ["SYNTHETIC grasping robots"],
        "abstract": ["We show that the SYNTHETIC robot arm is able to grasp objects in a cluttered scene of the lab."],
        "language": [None],
    },
    schema_overrides={"language": pl.String},
)


@pytest.mark.parametrize("path", ["abstract", "title_only"])
@pytest.mark.parametrize("technology", ["robotics", "cybersecurity"])
def test_contributions_and_the_constant_sum_to_the_log_odds(path: str, technology: str):
    tagger = load_tagger()
    assert tagger is not None
    log_odds, shares = contributions(tagger, WORK, path, technology)
    place = next(n for n, head in enumerate(tagger.heads) if technology in head.technologies)
    slope, shift = tagger.heads[place].calibration[path]
    constant = slope * float(tagger.intercepts[place]) + shift
    assert log_odds == pytest.approx(sum(shares.values()) + constant, abs=1e-4)


def test_the_score_is_the_log_odds_of_a_field_of_one_technology():
    tagger = load_tagger()
    assert tagger is not None
    log_odds, _ = contributions(tagger, WORK, "abstract", "robotics")
    score = tagger.scores(*texts_of(WORK, "abstract"), "abstract")["robotics"][0]
    assert score == pytest.approx(1 / (1 + math.exp(-log_odds)), abs=1e-6)


def test_words_of_the_field_raise_its_score():
    tagger = load_tagger()
    assert tagger is not None
    texts = pl.Series(
        [" we study the arm ", " we study the robot arm ", " we study the robot manipulator arm grasping "]
    )
    scores = list(tagger.scores(texts, texts, "abstract")["robotics"])
    assert scores == sorted(scores)


def test_without_thresholds_nothing_is_scored():
    thresholds = pl.DataFrame(
        schema={"technology_id": pl.String, "path": pl.String, "probable_from": pl.Float64, "high_from": pl.Float64}
    )
    assert pl.concat(pred_score(iter([WORK]), thresholds)).is_empty()
