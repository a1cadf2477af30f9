"""Measure the tags, as a build would make them, on works whose authors said what they are about."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analytics.reference import load_reference
from analytics.reference.tagger import MEASURED
from analytics.settings import Settings
from analytics.tagging.batch import tags
from analytics.tagging.gold import Field, Truths, labels, read_fields
from analytics.tagging.labelled import VALIDATION, read_random_ai, read_works
from analytics.tagging.readings import SCOPES

FILE = "measured.csv"


@dataclass(frozen=True)
class Measure:
    """Counts of labelled works of one field: tagged or not against labelled or not."""

    field: Field
    sample: str
    slice: str
    path: str
    scope: str
    counts: tuple[int, int, int, int]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing was found."""
        tp, fp, fn, _ = self.counts
        return 2 * tp / max(2 * tp + fp + fn, 1)


def evaluate(settings: Settings, data: Path, out: Path | None = None) -> list[Measure]:
    """Every measure of the frozen model on the validation file and the random sample of ``data``.

    Writes `measured.csv` into ``out`` where given. Raises PathNotFound, LabelledWorksNotUsable.
    """
    reference = load_reference(settings)
    fields = read_fields()
    works = read_works(data, VALIDATION)
    truths = {field.name: labels(works["categories"], field) for field in fields}
    found = list(_measured(settings, reference, works, "validation", fields, truths))
    rules = reference | {"ref_tagger": reference["ref_tagger"].clear()}
    found += list(_on_path(settings, rules, works, ("rules", "abstract"), fields, truths))
    sample = read_random_ai(data)
    if sample is not None:
        ai = [field for field in fields if field.name == "ai"]
        is_ai = {"ai": sample["is_ai"].to_numpy().astype(bool)}
        found += list(_on_path(settings, reference, sample, ("random", "abstract"), ai, is_ai))
    if out is not None:
        _write(out / FILE, found)
    return found


def _measured(
    settings: Settings,
    reference: dict[str, pl.DataFrame],
    works: pl.DataFrame,
    sample: str,
    fields: list[Field],
    truths: dict[str, Truths],
) -> Iterator[Measure]:
    yield from _on_path(settings, reference, works, (sample, "abstract"), fields, truths)
    bare = works.with_columns(abstract=pl.lit(""))
    yield from _on_path(settings, reference, bare, (sample, "title_only"), fields, truths)


def _on_path(
    settings: Settings,
    reference: dict[str, pl.DataFrame],
    works: pl.DataFrame,
    where: tuple[str, str],
    fields: list[Field],
    truths: dict[str, Truths],
) -> Iterator[Measure]:
    language = pl.lit("en") if where[1] == "title_only" else pl.lit(None, dtype=pl.String)
    made = tags(settings, reference, works.with_columns(language=language))
    slices = {"all": pl.lit(True), **{str(year): pl.col("year") == year for year in works["year"].unique().sort()}}
    for field in fields:
        told = works.with_columns(truth=pl.Series(truths[field.name]))
        for scope, tiers in SCOPES.items():
            of_field = made.filter(
                pl.col("technology_id").is_in([*field.technologies, *field.by_rule]) & pl.col("tier").is_in(list(tiers))
            )
            judged = told.with_columns(tag=pl.col("work_id").is_in(of_field["work_id"].implode()))
            for name, within in slices.items():
                yield Measure(field, where[0], name, where[1], scope, _counts(judged.filter(within)))


def _counts(judged: pl.DataFrame) -> tuple[int, int, int, int]:
    truth, tag = pl.col("truth"), pl.col("tag")
    counted = judged.select(
        tp=(truth & tag).sum(), fp=(~truth & tag).sum(), fn=(truth & ~tag).sum(), tn=(~truth & ~tag).sum()
    )
    tp, fp, fn, tn = (int(value) for value in counted.row(0))
    return tp, fp, fn, tn


def _write(file: Path, found: list[Measure]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(MEASURED)
        for m in found:
            writer.writerow(
                (m.field.name, " ".join(m.field.technologies), m.sample, m.slice, m.path, m.scope, *m.counts)
            )
