"""Bare texts of other fields, in whose words a model of arXiv works would see its own: no topic speaks against it."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.sparse import csr_matrix

from analytics.reference import load_reference
from analytics.settings import Settings
from analytics.tagging.batch import tags
from analytics.tagging.home import firmness

TEXTS = Path(__file__).parent / "bare_texts.csv"
"""SYNTHETIC: invented titles and abstracts of medicine, biology, chemistry, engineering and the humanities.

Chosen among more as those that are not `high`: what was reached must not be lost. They measure nothing.
"""


def tagged(texts: list[tuple[str, str]]) -> pl.DataFrame:
    works = pl.DataFrame(
        [(str(place), title, abstract, None) for place, (title, abstract) in enumerate(texts)],
        schema={"work_id": pl.String, "title": pl.String, "abstract": pl.String, "language": pl.String},
        orient="row",
    )
    settings = Settings()
    made = tags(settings, load_reference(settings), works)
    return made.filter("has_model").join(works.select("work_id", "title"), on="work_id")


def test_no_text_of_another_field_is_high():
    with TEXTS.open(encoding="utf-8", newline="") as file:
        texts = [(row["title"], row["abstract"]) for row in csv.DictReader(file)]
    high = tagged(texts).filter(pl.col("tier") == "high")
    assert len(texts) >= 50
    assert high.select("title", "technology_id").rows() == []


@pytest.mark.parametrize(
    ("title", "abstract", "technology"),
    [
        ("Walking of a humanoid robot on uneven ground", "", "robotics"),
        ("A tokamak with a long pulse", "We report on the edge of the plasma in a tokamak.", "nuclear_fusion"),
        ("Machine translation of contracts", "Neural models translate contracts sentence by sentence.", "ai_language"),
        (
            "Encryption of records in the cloud",
            "We encrypt records so that the cloud learns nothing.",
            "cryptography_privacy",
        ),
    ],
)
def test_a_text_of_the_field_is_high(title: str, abstract: str, technology: str):
    high = tagged([(title, abstract)]).filter(pl.col("tier") == "high")
    assert technology in high["technology_id"].to_list()


def test_a_score_that_hangs_on_few_words_is_less_firm_than_one_of_many():
    weights = np.array([4.0] + [0.5] * 16, dtype=np.float32)
    hangs, stands = csr_matrix([[1.0] + [0.0] * 16]), csr_matrix([[0.0] + [0.5] * 16])
    none = np.zeros(1, dtype=np.float32)
    margins = [np.asarray(matrix @ weights, dtype=np.float32) for matrix in (hangs, stands)]
    assert margins[0] == margins[1]
    hanging, standing = (firmness(none, margin, m, weights) for margin, m in zip(margins, (hangs, stands), strict=True))
    # Without the four weightiest 0 and 3 are left, and count twice.
    assert (hanging[0], standing[0]) == (0.0, 6.0)
