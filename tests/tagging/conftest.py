"""A small invented corpus with labels, SYNTHETIC through and through, and a model trained on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from labelled_texts import synthetic_works

from analytics.settings import Settings
from analytics.tagging.labelled import TRAINING
from analytics.tagging.tagger import Tagger, load_tagger
from analytics.tagging.training import shipped_phrases, train


@pytest.fixture(scope="session")
def labelled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("labelled")
    synthetic_works(1200).write_parquet(folder / TRAINING)
    return folder


@pytest.fixture(scope="session")
def trained_folder(labelled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model")
    train(labelled_folder, shipped_phrases(Settings()), out)
    return out


@pytest.fixture(scope="session")
def tagger(trained_folder: Path) -> Tagger:
    found = load_tagger(trained_folder)
    assert found is not None
    return found
