"""Labels of works read against all technologies: whole, never trained on, and told about as they are."""

from __future__ import annotations

import re

import polars as pl
import pytest

from analytics.settings import REPOSITORY
from analytics.tagging.path_errors import NONE, WAYS, read_work_labels
from analytics.tagging.readings import LABELS, kappa
from analytics.tagging.remote import is_shown

FILES = sorted((LABELS / "works").glob("*.csv"))
TOLD = re.sub(r"\s+", " ", (LABELS / "README.md").read_text(encoding="utf-8"))
BY_NAME = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_every_way_of_measuring_has_its_file() -> None:
    assert {way.labels for way in WAYS} == {file.stem for file in FILES}


@BY_NAME
def test_a_work_stands_once_with_each_technology_or_once_with_none(file) -> None:
    labels = read_work_labels(file)
    assert labels.select("source", "id", "technology_id").is_unique().all()
    nothing, named = labels.filter(technology_id=NONE), labels.filter(pl.col("technology_id") != NONE)
    assert nothing.join(named, on="id").is_empty()
    assert nothing.select("reader_1", "reader_2", "label").sum().row(0) == (0, 0, 0)
    known = {path.stem for path in (REPOSITORY / "data/taxonomies/technologies").glob("*.toml")}
    assert set(named["technology_id"]) <= known


@BY_NAME
def test_what_is_said_of_a_work_is_said_in_all_its_rows(file) -> None:
    labels = read_work_labels(file)
    works = labels.select("source", "id", "stratum", "weight", "language").unique()
    assert works["id"].is_unique().all()
    assert set(works["language"]) <= {"en", "other"}
    assert set(works["source"]) <= {"arxiv_to_2017", "arxiv_2018_2019", "openalex"}
    assert works.filter(pl.col("weight") < 1).is_empty()
    assert f"{works.height} " in TOLD


@BY_NAME
def test_the_label_is_what_both_readings_said(file) -> None:
    agreed = read_work_labels(file).filter(pl.col("reader_1") == pl.col("reader_2"))
    assert (agreed["label"] == agreed["reader_1"]).all()


def test_no_model_may_be_trained_on_the_works_of_openalex() -> None:
    assert not any(is_shown(work) for work in read_work_labels(LABELS / "works/openalex.csv")["id"])


def test_weights_add_up_to_the_works_drawn_from() -> None:
    works = read_work_labels(LABELS / "works/openalex.csv").select("id", "stratum", "weight").unique()
    assert works["weight"].sum() == pytest.approx(595, abs=0.2)


def test_the_agreement_is_the_one_that_is_told() -> None:
    pairs = pl.concat(read_work_labels(file) for file in FILES).filter(pl.col("technology_id") != NONE)
    differ, agreement = (pairs["reader_1"] != pairs["reader_2"]).sum(), kappa(pairs)
    assert agreement is not None
    assert f"the {differ} differences among {pairs.height} pairs (kappa {agreement:.3f})".replace("0.", ".") in TOLD
