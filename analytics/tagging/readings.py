"""How many of the tags are right where works were read: precision per technology, from the labels in `data/labels`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analytics.estimates.intervals import wilson
from analytics.reference.rows import read_rows
from analytics.settings import REPOSITORY, Settings
from analytics.tagging.batch import tags
from analytics.tagging.labelled import TRAINING, VALIDATION, openalex_beside, read_works
from analytics.tagging.openalex_works import SCHEMA as OPENALEX
from analytics.tagging.openalex_works import read_openalex_works

LABELS = REPOSITORY / "data" / "labels"
COLUMNS = ("source", "id", "stratum", "weight", "reader_1", "reader_2", "label")
SCOPES = {"high": ("high",), "high_probable": ("high", "probable")}
_ARXIV = {"arxiv_to_2017": TRAINING, "arxiv_2018_2019": VALIDATION}


@dataclass(frozen=True)
class Reading:
    """Precision of one technology in one scope with 95 % limits, over ``works`` tagged works that were read.

    Works count by the weight they were drawn with; limits are Wilson's for as many works as weigh the same together.
    ``kappa``: agreement of the two readers over all works of the technology; None where both said one thing only.
    """

    technology_id: str
    scope: str
    works: int
    precision: float
    low: float
    high: float
    kappa: float | None


def readings(
    settings: Settings, reference: dict[str, pl.DataFrame], data: Path, labels: Path = LABELS
) -> list[Reading]:
    """Every technology with labels whose works lie in ``data`` or in `openalex` beside it; none where nothing does.

    Works to 2017 are left out where a model was trained on them.
    """
    labelled = read_labels(labels)
    tagged = [made for source in ("arxiv_to_2017", "arxiv_2018_2019", "openalex")
              if (made := _tagged(settings, reference, data, source, labelled)) is not None]  # fmt: skip
    if not tagged:
        return []
    has_model = pl.col("technology_id").is_in(reference["ref_tagger"]["technology_id"].unique().implode())
    judged = labelled.join(pl.concat(tagged), on=["technology_id", "source", "id"]).filter(
        pl.col("label").is_not_null() & ~(has_model & (pl.col("source") == "arxiv_to_2017"))
    )
    kappas = {str(name): kappa(rows) for (name,), rows in labelled.group_by("technology_id")}
    return [
        _reading(technology, scope, rows, kappas[technology])
        for technology in judged["technology_id"].unique().sort()
        for scope, tiers in SCOPES.items()
        if (rows := judged.filter((pl.col("technology_id") == technology) & pl.col("tier").is_in(tiers))).height
    ]


def read_labels(folder: Path = LABELS) -> pl.DataFrame:
    """technology_id and the columns of a file of labels, marks as 1, 0 or null, of every file of ``folder``."""
    rows = [
        {"technology_id": file.stem, **{name: row[name] for name in COLUMNS}}
        for file in sorted(folder.glob("*.csv"))
        for row in read_rows(file, COLUMNS)
    ]
    marks = pl.col("reader_1", "reader_2", "label").cast(pl.Int64, strict=False)
    schema = dict.fromkeys(("technology_id", *COLUMNS), pl.String())
    return pl.DataFrame(rows, schema=schema).with_columns(marks, pl.col("weight").cast(pl.Float64))


def kappa(labelled: pl.DataFrame) -> float | None:
    """Cohen's kappa of `reader_1` and `reader_2` over the works both decided; None where chance explains all."""
    both = labelled.drop_nulls(["reader_1", "reader_2"])
    if both.is_empty():
        return None
    agreed = float((both["reader_1"] == both["reader_2"]).sum()) / both.height
    one, two = (float(both[reader].sum()) / both.height for reader in ("reader_1", "reader_2"))
    by_chance = one * two + (1 - one) * (1 - two)
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def weighted_share(weights: pl.Series, right: pl.Series) -> tuple[float, float, float]:
    """Share of ``right`` (0..1 each) by ``weights``, with Wilson's 95 % limits for as many as weigh the same."""
    total, squares = float(weights.sum()), float((weights**2).sum())
    share = float((weights * right).sum()) / total
    alike = total * total / squares
    limits = wilson(pl.lit(share * alike), pl.lit(alike))
    low, high = pl.select(low=limits[0], high=limits[1]).row(0)
    return share, low, high


def labelled_works(data: Path, source: str, ids: pl.Series) -> pl.DataFrame | None:
    """work_id, title, abstract, language and topics of the works ``ids`` of a source; None where its file is absent.

    `topics` are those of `read_openalex_works`; works of arXiv have none, and no language.
    """
    if source == "openalex":
        works = read_openalex_works(openalex_beside(data))
    elif (data / _ARXIV[source]).is_file():
        nothing = {"language": None, "topics": None}
        works = read_works(data, _ARXIV[source]).with_columns(
            **{name: pl.lit(value, dtype=OPENALEX[name]) for name, value in nothing.items()}
        )
    else:
        return None
    return works.filter(pl.col("work_id").is_in(ids.unique().implode())).select(
        "work_id", "title", "abstract", "language", "topics"
    )


def topics_of(works: pl.DataFrame, floor: float) -> pl.DataFrame:
    """Rows of `stg_topic` of ``works``; a topic without a score counts, as in a build."""
    each = works.select("work_id", "topics").explode("topics").unnest("topics").drop_nulls("topic_id")
    return each.select("work_id", "topic_id", is_above_floor=pl.col("topic_score").fill_null(1) >= floor)


def _reading(technology: str, scope: str, rows: pl.DataFrame, agreement: float | None) -> Reading:
    share = weighted_share(rows["weight"], rows["label"])
    return Reading(technology, scope, rows.height, *share, agreement)


def _tagged(
    settings: Settings, reference: dict[str, pl.DataFrame], data: Path, source: str, labelled: pl.DataFrame
) -> pl.DataFrame | None:
    """technology_id, source, id and tier of the labelled works of one source; None where its file is absent."""
    works = labelled_works(data, source, labelled.filter(pl.col("source") == source)["id"])
    if works is None or works.is_empty():
        return None
    texts, topics = works.drop("topics"), topics_of(works, settings.topic_score_floor)
    made = tags(settings, reference, texts, topics) if topics.height else tags(settings, reference, texts)
    return made.select("technology_id", pl.lit(source).alias("source"), pl.col("work_id").alias("id"), "tier")
