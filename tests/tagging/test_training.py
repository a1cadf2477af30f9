"""Training repeats itself, keeps evaluation works out, and sets thresholds that order the tiers."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from labelled_texts import synthetic_works

from analytics.errors import PathNotFound
from analytics.settings import Settings
from analytics.tagging.errors import LabelledWorksNotUsable, TaggerDamaged
from analytics.tagging.gold import Field
from analytics.tagging.labelled import TRAINING, VALIDATION, training_works
from analytics.tagging.pred_score import texts_of
from analytics.tagging.remote import is_remote
from analytics.tagging.tagger import load_tagger, probability
from analytics.tagging.thresholds import tiers
from analytics.tagging.training import shipped_phrases, train


def test_training_twice_gives_the_same_bytes(labelled_folder: Path, trained_folder: Path, tmp_path: Path):
    train(labelled_folder, shipped_phrases(Settings()), tmp_path)
    for name in ("tagger.npz", "thresholds.csv"):
        assert (tmp_path / name).read_bytes() == (trained_folder / name).read_bytes()


def test_the_model_file_holds_no_pickle(trained_folder: Path):
    with np.load(trained_folder / "tagger.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_works_of_an_evaluation_file_are_not_trained_on(tmp_path: Path):
    works = synthetic_works(50)
    works.write_parquet(tmp_path / TRAINING)
    works.head(20).write_parquet(tmp_path / VALIDATION)
    assert not set(training_works(tmp_path)["work_id"]) & set(works.head(20)["arxiv_id"])
    assert training_works(tmp_path).height == 30


def texts(*wholes: str) -> tuple[pl.Series, pl.Series]:
    return texts_of(pl.DataFrame({"title": ["SYNTHETIC"] * len(wholes), "abstract": wholes}), "abstract")


def test_the_model_finds_the_planted_fields(tagger):
    scores = tagger.scores(
        *texts("robot arm grasping motion planning", "banach space bounded operator norm"), "abstract"
    )
    assert scores["robotics"][0] > 0.5 > scores["robotics"][1]


def test_a_field_of_several_technologies_gives_one_of_them_its_whole_score(tagger):
    given = texts("malware intrusion attack", "encryption key cipher", "banach space")
    members = [tagger.scores(*given, "abstract")[name] for name in ("cybersecurity", "cryptography_privacy")]
    place = [head.name for head in tagger.heads].index("cyber_crypto")
    margins = tagger.margins(tagger.vocabulary.features(*given))
    assert np.allclose(np.maximum(*members), probability(tagger.log_odds(margins, place, "abstract")))


def test_a_work_is_remote_where_no_field_is_near_and_no_phrase_of_the_field_stands_in_it():
    works = pl.DataFrame(
        {"work_id": ["far", "near", "named", "untold"], "fields": [[27, 30], [27, 17], [27], None]},
        schema={"work_id": pl.String, "fields": pl.List(pl.Int64)},
    )
    phrases = pl.DataFrame(
        {"work_id": ["named", "far"], "technology_id": ["robotics"] * 2, "is_excluded": [False, True]}
    )
    field = Field("robotics", ("cs.RO",), ("robotics",), (), (17, 22))
    assert is_remote(works, field, phrases).tolist() == [True, False, False, False]


def test_high_never_begins_below_probable(trained_folder: Path):
    with (trained_folder / "thresholds.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["path"] for row in rows} == {"abstract", "title_only"}
    assert all(0 < float(row["probable_from"]) <= float(row["high_from"]) <= 1 for row in rows)


def test_high_begins_in_the_middle_of_where_f1_is_near_its_best():
    truths = np.array([True, True, False, True, False, False])
    log_odds = np.array([4.0, 3.0, 2.0, 1.0, -1.0, -9.0], dtype=np.float32)
    # F1 is 2/4, 4/5, 4/6, 6/7, 6/8, 6/9 from the top: best at 1.0 alone.
    found = tiers(log_odds, truths)
    assert found.high_from == pytest.approx(1 / (1 + np.exp(-1.0)), abs=1e-4)
    assert found.f1 == pytest.approx(6 / 7, abs=1e-4)
    # A wide stretch without works between the last true and the first wrong one is not entered.
    assert tiers(log_odds[[0, 5]], truths[[0, 5]]).high_from == pytest.approx(1 / (1 + np.exp(-4.0)), abs=1e-4)


def test_a_folder_without_labelled_works_is_refused_in_one_sentence(tmp_path: Path):
    with pytest.raises(PathNotFound):
        training_works(tmp_path)
    (tmp_path / TRAINING).write_bytes(b"no parquet")
    with pytest.raises(LabelledWorksNotUsable):
        training_works(tmp_path)


def test_a_damaged_model_is_said_in_one_sentence(tmp_path: Path, trained_folder: Path):
    (tmp_path / "tagger.npz").write_bytes((trained_folder / "tagger.npz").read_bytes()[:500])
    with pytest.raises(TaggerDamaged, match="cannot be read"):
        load_tagger(tmp_path)


def test_with_topics_of_other_fields_scores_of_bare_texts_have_floors(tmp_path: Path):
    data, beside = tmp_path / "labelled", tmp_path / "openalex"
    data.mkdir()
    beside.mkdir()
    synthetic_works(400).write_parquet(data / TRAINING)
    words = ("ward nurse patient", "fever patient dose", "blood plasma serum", "surgeon ward wound")
    pl.DataFrame(
        {
            "topic_id": [str(90000 + place) for place in range(80)],
            "field_id": "27",
            "old_topic_label": "",
            "new_topic_label": [f"SYNTHETIC {words[place % 4]}" for place in range(80)],
            "summary": [f"{words[place % 4]} of {words[(place + 1) % 4]}" for place in range(80)],
            "keywords": "",
        }
    ).write_csv(beside / "topics_with_keywords.csv")
    train(data, shipped_phrases(Settings()), tmp_path)
    made = load_tagger(tmp_path)
    assert made is not None
    home = made.place_of("home")
    assert home is not None
    assert set(made.heads[home].floors) == {"abstract", "title_only"}
    margins = made.margins(made.vocabulary.features(*texts("robot arm grasping", "blood plasma of a patient")))[:, home]
    assert margins[0] > 0 > margins[1]
