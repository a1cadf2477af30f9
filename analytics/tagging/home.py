"""Whether a score of a bare text can be relied on: no topic of the text speaks against it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.tagging.pred_path import SCORED
from analytics.tagging.pred_score import texts_of
from analytics.tagging.tagger import BLOCK, Head, Tagger

HOME = "home"
"""Name and kind of the head that tells texts of arXiv's kind from others."""
WEIGHTIEST = 4
"""N-grams a score must not hang on: about what one word gives, with its beginning and its place in the title."""
SPREAD = 2
"""How much it counts that a score hangs on few words, beside how far the text is from arXiv's kind."""
_FAR = {"work_id": pl.String, "technology_id": pl.String, "support": pl.String}

Reals = npt.NDArray[np.float32]


def firmness(home: Reals, beyond: Reals, matrix: Any, weights: Reals) -> Reals:
    """How firmly a score stands: the margin ``home`` and what is left ``beyond`` `high` without the weightiest n-grams.

    ``beyond`` is 0 where a score is lower; ``matrix`` (works × n-grams) and ``weights`` are what gave it.
    """
    gains = np.maximum(matrix.data * weights[matrix.indices], 0)
    rows = np.split(gains, matrix.indptr[1:-1])
    largest = [np.sort(row)[-WEIGHTIEST:].sum() for row in rows]
    return np.asarray(home + SPREAD * (beyond - np.array(largest, dtype=np.float32)), dtype=np.float32)


def beyond_high(margins: Reals, head: Head, path: str, high_from: float) -> Reals:
    """How far margins lie above where `high` begins; 0 below."""
    slope, shift = head.calibration[path]
    begins = (math.log(high_from / (1 - high_from)) - shift) / slope
    return np.asarray(np.maximum(margins - begins, 0), dtype=np.float32)


def supports(
    tagger: Tagger | None, works: pl.DataFrame, scores: pl.DataFrame, thresholds: pl.DataFrame
) -> pl.DataFrame:
    """`tag_score` of bare texts: `text` beside a score, `far` where it is not firm enough.

    ``works`` carry work_id, title, abstract and `path`; ``scores`` are their rows of `pred_score`.
    """
    far = [pl.DataFrame(schema=_FAR)]
    home = tagger.place_of(HOME) if tagger else None
    if tagger and home is not None:
        scored = works.filter(pl.col("work_id").is_in(scores["work_id"].unique().implode()))
        for path in SCORED:
            limits = dict(thresholds.filter(pl.col("path") == path).select("technology_id", "high_from").iter_rows())
            for block in scored.filter(pl.col("path") == path).iter_slices(BLOCK):
                far += _far(tagger, home, block, scores, path, limits)
    found = scores.join(pl.concat(far), on=["work_id", "technology_id"], how="left")
    return found.select("work_id", "technology_id", "score", pl.col("support").fill_null("text"))


def _far(
    tagger: Tagger, home: int, works: pl.DataFrame, scores: pl.DataFrame, path: str, limits: dict[str, float]
) -> list[pl.DataFrame]:
    matrix = tagger.vocabulary.features(*texts_of(works, path))
    margins, rows = tagger.margins(matrix), []
    for place, head in enumerate(tagger.heads):
        for name in head.technologies if head.kind == "field" else ():
            of = scores.filter(pl.col("technology_id") == name)["work_id"].implode()
            read = works.select(pl.col("work_id").is_in(of)).to_series().to_numpy()
            if name not in limits or not read.any():
                continue
            beyond = beyond_high(margins[read, place], head, path, limits[name])
            firm = firmness(margins[read, home], beyond, matrix[read], tagger.weights[:, place])
            far = works.filter(pl.Series(read)).filter(pl.Series(firm < tagger.heads[home].floors[path]))
            rows.append(far.select("work_id", technology_id=pl.lit(name), support=pl.lit("far")))
    return rows
