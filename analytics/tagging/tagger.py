"""The frozen linear models: plain arrays on disk, scores of works out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.tagging.errors import TaggerDamaged
from analytics.tagging.gold import MODELS
from analytics.tagging.version import FILE, version_of
from analytics.tagging.vocabulary import Vocabulary
from analytics.tagging.weights import Fit, expanded

BLOCK = 250
"""Works read at once: their n-grams stay in the cache of a core, and arrays small enough to be used again."""

Reals = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Head:
    """One linear model. ``kind``: `field`, `member` (which technology of a field), `home` (of arXiv's kind).

    ``slope`` and ``shift`` per path turn its margin into log odds: `slope * margin + shift`. The head `home` has
    ``floors`` per path: how firm a score of a bare text has to be (`home.firmness`).
    """

    name: str
    kind: str
    technologies: tuple[str, ...]
    calibration: dict[str, tuple[float, float]]
    floors: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Tagger:
    """All heads with their weights (n-grams known × heads) and intercepts; ``version`` is a hash of the file."""

    vocabulary: Vocabulary
    heads: tuple[Head, ...]
    weights: Reals
    intercepts: Reals
    version: str

    def margins(self, matrix: Any) -> Reals:
        """Signed distances (works × heads) of a feature matrix."""
        products: Reals = matrix @ self.weights
        return products + self.intercepts

    def place_of(self, name: str) -> int | None:
        """Which head has the name; None where there is none."""
        return next((place for place, head in enumerate(self.heads) if head.name == name), None)

    def log_odds(self, margins: Reals, head: int, path: str) -> Reals:
        """Calibrated log odds of one head on works of one path."""
        slope, shift = self.heads[head].calibration[path]
        return np.asarray(slope * margins[:, head] + shift, dtype=np.float32)

    def scores(self, titles: pl.Series, texts: pl.Series, path: str) -> dict[str, Reals]:
        """Technology → score 0..1 of every work, from `texts_of` works; technologies without a model are missing.

        In a field of several technologies the nearest has the field's probability, the others less in proportion.
        """
        parts = (slice(start, start + BLOCK) for start in range(0, len(texts), BLOCK))
        margins = np.concatenate([self.margins(self.vocabulary.features(titles[at], texts[at])) for at in parts])
        found: dict[str, Reals] = {}
        for place, head in enumerate(self.heads):
            if head.kind != "field":
                continue
            chance = probability(self.log_odds(margins, place, path))
            for technology in head.technologies:
                found[technology] = chance
            if len(head.technologies) > 1:
                found |= self._shared(chance, margins, head.technologies, path)
        return found

    def _shared(self, chance: Reals, margins: Reals, members: tuple[str, ...], path: str) -> dict[str, Reals]:
        places = {head.name: place for place, head in enumerate(self.heads) if head.kind == "member"}
        odds = {name: probability(self.log_odds(margins, places[name], path)) for name in members}
        nearest = np.maximum.reduce(list(odds.values()))
        return {name: np.asarray(chance * odds[name] / nearest, dtype=np.float32) for name in members}


def probability(log_odds: Reals) -> Reals:
    """1 / (1 + e^−x), without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), dtype=np.float32)


def save_tagger(folder: Path, vocabulary: Vocabulary, made: list[tuple[Head, Fit]]) -> Path:
    """Write the heads as arrays without pickle; the same heads give the same bytes."""
    described = [
        {
            "name": h.name,
            "kind": h.kind,
            "technologies": h.technologies,
            "calibration": h.calibration,
            "floors": h.floors,
        }
        for h, _ in made
    ]
    text = json.dumps(described, sort_keys=True).encode()
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / FILE,
        heads=np.frombuffer(text, dtype=np.uint8),
        # Steps between columns pack better than columns.
        steps=np.diff(vocabulary.columns, prepend=0).astype(np.uint16),
        levels=vocabulary.levels,
        roots=np.stack([fit.roots for _, fit in made]),
        largest=np.array([fit.largest for _, fit in made], dtype=np.float32),
        intercepts=np.array([fit.intercept for _, fit in made], dtype=np.float32),
    )
    return folder / FILE


@cache
def load_tagger(folder: Path = MODELS) -> Tagger | None:
    """The frozen tagger of ``folder``; None where there is none. Raises TaggerDamaged."""
    file = folder / FILE
    if not file.is_file():
        return None
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
            return _tagger({name: arrays[name] for name in arrays.files}, version_of(file))
    except (ValueError, KeyError, OSError, EOFError, BadZipFile) as error:
        raise TaggerDamaged(f"The tag model {file} cannot be read: {str(error).rstrip('.')}.") from None


def _tagger(arrays: dict[str, Any], version: str) -> Tagger:
    described = json.loads(arrays["heads"].tobytes())
    heads = tuple(
        Head(
            d["name"],
            d["kind"],
            tuple(d["technologies"]),
            {k: (v[0], v[1]) for k, v in d["calibration"].items()},
            d.get("floors", {}),
        )
        for d in described
    )
    vocabulary = Vocabulary(np.cumsum(arrays["steps"], dtype=np.int64), arrays["levels"])
    weights = [expanded(*stored) for stored in zip(arrays["roots"], arrays["largest"], strict=True)]
    # Works read weights n-gram by n-gram, so those of one n-gram lie together.
    return Tagger(vocabulary, heads, np.ascontiguousarray(np.stack(weights).T), arrays["intercepts"], version)
