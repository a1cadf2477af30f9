"""The error of tags by path: works that were read against all technologies, with labels in `data/labels/works`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analytics.reference.rows import read_rows
from analytics.settings import Settings
from analytics.tagging.batch import tags
from analytics.tagging.pred_path import path as path_of
from analytics.tagging.readings import LABELS, SCOPES, labelled_works, topics_of, weighted_share

COLUMNS = ("source", "id", "technology_id", "stratum", "weight", "language", "reader_1", "reader_2", "label")
NONE = "none"
"""Stands for a technology where nobody named one for the work."""
LANGUAGES = {"in another language": "other", "in English": "en"}
_OTHER, _OPENALEX = "other_language", "openalex"


@dataclass(frozen=True)
class Way:
    """Labels of a file, measured on the works that go ``path`` once ``hidden`` (title, abstract) are taken away."""

    path: str
    labels: str
    hidden: tuple[str, ...] = ()


WAYS = (
    Way(_OTHER, _OTHER),
    Way("topics_only", _OPENALEX, ("title", "abstract")),
    Way("title_only", _OPENALEX, ("abstract",)),
    Way("abstract", _OPENALEX),
)


@dataclass(frozen=True)
class PathError:
    """Pairs of work and technology on a path: ``tagged``, ``right`` (tagged and so labelled), ``labelled``.

    ``precision`` and ``recall`` are share, lower and upper 95 % limit, by the weights of the draw; limits are Wilson's
    for as many works as weigh the same, all pairs of a work taken for one. None where there is no pair.
    ``part``: `all`, a key of LANGUAGES, or a technology.
    """

    path: str
    part: str
    scope: str
    works: int
    tagged: int
    right: int
    labelled: int
    precision: tuple[float, float, float] | None
    recall: tuple[float, float, float] | None


def path_errors(
    settings: Settings, reference: dict[str, pl.DataFrame], data: Path, folder: Path = LABELS / "works"
) -> list[PathError]:
    """Every path of WAYS whose works lie in ``data`` or in `openalex` beside it; none where nothing does."""
    return [error for way in WAYS for error in _on_way(settings, reference, data, way, folder)]


def read_work_labels(file: Path) -> pl.DataFrame:
    """The columns of a file of labels, marks as 1, 0 or null; one row a work and technology, or one with NONE."""
    rows = [{name: row[name] for name in COLUMNS} for row in read_rows(file, COLUMNS)]
    marks = pl.col("reader_1", "reader_2", "label").cast(pl.Int64, strict=False)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String()))
    return frame.with_columns(marks, pl.col("weight").cast(pl.Float64))


def _on_way(
    settings: Settings, reference: dict[str, pl.DataFrame], data: Path, way: Way, folder: Path
) -> Iterator[PathError]:
    labels = read_work_labels(folder / f"{way.labels}.csv")
    by_source = labels.group_by("source", maintain_order=True)
    found = [labelled_works(data, str(source), rows["id"]) for (source,), rows in by_source]
    held = [frame for frame in found if frame is not None and frame.height]
    if not held:
        return
    works = pl.concat(held)
    shown = works.with_columns(pl.lit("").alias(name) for name in way.hidden)
    shown = shown.filter(path_of(shown) == way.path)
    made = tags(settings, reference, shown.drop("topics"), topics_of(shown, settings.topic_score_floor))
    read = labels.filter(pl.col("id").is_in(shown["work_id"].implode()))
    for scope, tiers in SCOPES.items():
        yield from measured(way.path, scope, read, made.filter(pl.col("tier").is_in(tiers)))


def measured(path: str, scope: str, labels: pl.DataFrame, tagged: pl.DataFrame) -> Iterator[PathError]:
    """The error of ``tagged`` (work_id, technology_id) on the works of ``labels``: of all, by language, by technology.

    A work was read against all technologies: what no reader named for it is wrong.
    """
    works = labels.select("id", "weight", "language").unique()
    pairs = (
        labels.filter(pl.col("technology_id") != NONE)
        .select("id", "technology_id", "label")
        .join(
            tagged.select(pl.col("work_id").alias("id"), "technology_id", is_tagged=pl.lit(True)),
            on=["id", "technology_id"],
            how="full",
            coalesce=True,
        )
        .join(labels.filter(pl.col("label").is_null()), on=["id", "technology_id"], how="anti")
        .join(works, on="id")
        .with_columns(pl.col("label").fill_null(0), pl.col("is_tagged").fill_null(False))
    )
    yield _error((path, "all", scope), works.height, pairs)
    if path == _OTHER:
        for part, language in LANGUAGES.items():
            of_language = pl.col("language") == language
            yield _error((path, part, scope), works.filter(of_language).height, pairs.filter(of_language))
    for technology in pairs.filter(pl.col("is_tagged") | (pl.col("label") == 1))["technology_id"].unique().sort():
        yield _error((path, technology, scope), works.height, pairs.filter(technology_id=technology))


def _error(key: tuple[str, str, str], works: int, pairs: pl.DataFrame) -> PathError:
    tagged, labelled = pairs.filter("is_tagged"), pairs.filter(pl.col("label") == 1)
    right = tagged.filter(pl.col("label") == 1).height
    return PathError(
        *key, works, tagged.height, right, labelled.height, _share(tagged, "label"), _share(labelled, "is_tagged")
    )


def _share(pairs: pl.DataFrame, right: str) -> tuple[float, float, float] | None:
    if pairs.is_empty():
        return None
    # Pairs of one work are right or wrong together: its pairs weigh as one.
    each = pairs.group_by("id", maintain_order=True).agg(pl.col("weight").sum(), pl.col(right).cast(pl.Float64).mean())
    return weighted_share(each["weight"], each[right])
