"""A small invented corpus with labels, SYNTHETIC through and through, and a model trained on it."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from analytics.settings import Settings
from analytics.tagging.labelled import TRAINING
from analytics.tagging.tagger import Tagger, load_tagger
from analytics.tagging.training import shipped_phrases, train

WORDS = {
    "cs.LG": "neural network, deep learning, gradient, classifier",
    "cs.RO": "robot, arm, grasping, motion planning, actuator",
    "cs.CR": "malware, botnet, phishing, password, block cipher, cryptanalysis, secret sharing, homomorphic encryption",
    "cs.CL": "translation, parsing, corpus, sentence, grammar",
    "physics.plasm-ph": "tokamak, plasma, confinement, turbulence, edge",
    "cs.CV": "image segmentation, camera, detection, pixels, face",
    "quant-ph": "qubit, transmon, grover, qkd, quantum teleportation, quantum repeater, atomic clock, quantum radar",
    "cs.NI": "packet, routing, sensor network, protocol, traffic",
    "math.FA": "operator, banach space, bounded, norm, theorem",
}


def synthetic_works(count: int) -> pl.DataFrame:
    """``count`` labelled works up to 2017: each with words of its category and words of any."""
    drawn, rows = random.Random(7), []  # noqa: S311 - not for secrets
    everything = ", ".join(WORDS.values()).split(", ")
    for number in range(count):
        category = drawn.choice(sorted(WORDS))
        own = drawn.choices(WORDS[category].split(", "), k=5) + drawn.choices(everything, k=2)
        drawn.shuffle(own)
        rows.append(
            {
                "arxiv_id": f"SYNTHETIC.{number:05d}",
                "title": f"SYNTHETIC {' '.join(own[:4])}",
                "abstract": f"We show that the {' of the '.join(own)} is in a SYNTHETIC text.",
                "categories": category,
                "created": f"{2010 + number % 8}-01-01",
            }
        )
    return pl.DataFrame(rows)


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
