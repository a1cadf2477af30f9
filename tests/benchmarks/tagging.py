"""How many works a second of one core each stage of tagging takes, and all of them. SYNTHETIC texts.

The floor is the normalising of every text, which each stage has to do; the ratios to it hold on a busy machine too.

Run by hand: `OMP_NUM_THREADS=1 POLARS_MAX_THREADS=1 .venv/bin/python tests/benchmarks/tagging.py [WORKS]`, twice with
different numbers to see that memory stays flat.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from analytics.reference import load_reference
from analytics.settings import Settings
from analytics.tagging.normalise import normalised
from analytics.tagging.pred_path import pred_path
from analytics.tagging.pred_phrase import pred_phrase
from analytics.tagging.pred_score import pred_score
from analytics.tagging.scoring import score_file
from analytics.tagging.telling_words import ENGLISH

WORDS_OF_AN_ABSTRACT = 150
VOCABULARY = 30_000


def synthetic_texts(count: int, seed: int) -> pl.DataFrame:
    """Works of the length of real ones: half common words, half from a long tail, a phrase of the taxonomy in some."""
    drawn = random.Random(seed)  # noqa: S311 - not for secrets
    common = ENGLISH.split()
    tail = [f"w{number:x}" for number in range(VOCABULARY)]
    phrases = load_reference(Settings())["ref_technology_phrase"]["phrase"].to_list()
    rows = []
    for number in range(count):
        words = drawn.choices(common, k=WORDS_OF_AN_ABSTRACT // 2)
        words += drawn.choices(tail, k=WORDS_OF_AN_ABSTRACT // 2)
        drawn.shuffle(words)
        rows.append((f"SYNTHETIC{number}", f"{drawn.choice(phrases)} {words[0]}", " ".join(words)))
    return pl.DataFrame(rows, schema=["id", "title", "abstract"], orient="row")


def seconds(stage: Callable[[], object]) -> float:
    """Seconds of processor time that ``stage`` takes."""
    start = time.process_time()
    stage()
    return time.process_time() - start


def stages(works: pl.DataFrame) -> dict[str, float]:
    """Seconds of processor time of each stage over ``works``, in a build's batches."""
    reference = load_reference(Settings())
    phrases, thresholds = reference["ref_technology_phrase"], reference["ref_tagger"]
    seconds(lambda: pl.concat(pred_score(works.head(2_000).iter_slices(2_000), thresholds)))  # loads the model

    def batches() -> Iterator[pl.DataFrame]:
        return works.iter_slices(50_000)

    both = normalised(pl.concat_str(pl.col("title"), pl.lit(". "), pl.col("abstract")))
    return {
        "normalising (the floor)": seconds(lambda: [batch.select(both) for batch in batches()]),
        "stage 1: phrases": seconds(lambda: pl.concat(pred_phrase(batches(), phrases))),
        "paths": seconds(lambda: pl.concat(pred_path(batches()))),
        "stage 2: scores": seconds(lambda: pl.concat(pred_score(batches(), thresholds))),
    }


def main(count: int) -> None:
    """Tag ``count`` texts stage by stage and as a file; print works a second, ratios, peak of memory."""
    block = synthetic_texts(min(count, 20_000), seed=1)
    texts = pl.concat([block] * -(-count // block.height)).head(count)
    works = texts.with_columns(work_id=pl.col("id"), language=pl.lit(None, dtype=pl.String))
    found = stages(works)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "texts.parquet"
        texts.write_parquet(file, row_group_size=20_000)
        del works, texts
        found["end to end: `aperture tagger score`"] = seconds(
            lambda: score_file(Settings(threads=1), file, Path(folder) / "tags.parquet")
        )
    floor = found["normalising (the floor)"]
    for stage, took in found.items():
        print(f"{stage:38} {count / took:12,.0f} works a second of a core, {took / floor:6.1f} times the floor")
    print(f"{count:,} works, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
