"""Train the tagger: once, by hand, frozen then. A build never trains."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from analytics.progress import Progress, silent
from analytics.reference.roots import reference_roots
from analytics.reference.schemas import frame
from analytics.reference.tagger import THRESHOLDS as COLUMNS
from analytics.reference.technologies import read_technologies
from analytics.settings import Settings
from analytics.tagging.fitting import average_precision, calibrated, fit, fit_texts, unseen_margins
from analytics.tagging.gold import MODELS, Field, Truths, labels, read_fields
from analytics.tagging.home_fitting import Fitted, home_head
from analytics.tagging.labelled import openalex_beside, training_works
from analytics.tagging.pred_path import SCORED
from analytics.tagging.remote import is_remote, remote_works
from analytics.tagging.tagger import Head, save_tagger
from analytics.tagging.thresholds import Tiers, tiers
from analytics.tagging.training_corpus import Corpus, Reals, read_corpus
from analytics.tagging.weights import Fit

THRESHOLDS = "thresholds.csv"


def train(data: Path, phrases: pl.DataFrame, out: Path = MODELS, progress: Progress = silent) -> Path:
    """Fit, calibrate and set thresholds from the training file of ``data`` only; writes the model and `thresholds.csv`.

    Works and topics of OpenAlex in a folder `openalex` beside ``data`` are shown as works that are not of a field.
    ``phrases`` is `ref_technology_phrase`. Raises PathNotFound, LabelledWorksNotUsable. Same input, same bytes.
    """
    corpus = read_corpus(training_works(data), remote_works(openalex_beside(data)), phrases)
    fields = read_fields(out if (out / "gold.toml").is_file() else MODELS)
    heads: list[tuple[Head, Fit]] = []
    fitted: list[Fitted] = []
    rows: list[tuple[Any, ...]] = []
    for done, field in enumerate(fields, start=1):
        truths = labels(corpus.works["categories"], field)
        made, chosen, found = _field_head(corpus, field, truths)
        fitted.append(Fitted(field, made[0], chosen, found))
        recipe = f"{chosen[0]} with titles" if chosen[1] else chosen[0]
        heads += [made, *_members(corpus, field, truths)]
        counts = (int((corpus.years > 0).sum()), int(truths.sum()), recipe)
        rows += [_row(name, path, field, found[path], counts) for name in field.technologies for path in found]
        progress("train", done, len(fields))
    file = save_tagger(out, corpus.vocabulary, [*heads, *home_head(corpus, fitted)])
    _write(out / THRESHOLDS, rows)
    return file


def shipped_phrases(settings: Settings) -> pl.DataFrame:
    """`ref_technology_phrase`, whatever the state of the model that is about to be replaced."""
    table = "ref_technology_phrase"
    return frame(table, read_technologies(reference_roots(settings))[table])


def _field_head(
    corpus: Corpus, field: Field, truths: Truths
) -> tuple[tuple[Head, Fit], tuple[str, bool], dict[str, Tiers]]:
    """The head of a field by the recipe that ranks late works best when they are not shown to it."""
    shown = (corpus.years > 0) | is_remote(corpus.works, field, corpus.phrases)
    matrices = [matrix[shown] for matrix in corpus.matrices]
    truths, amounts, folds = truths[shown], corpus.amounts[shown], corpus.folds[shown]
    late = corpus.late[shown]
    unseen: dict[tuple[str, bool], list[Reals]] = {}
    for titled in (False, True):
        plain, parted = (unseen_margins(matrices, truths, amounts, folds, name, titled) for name in ("plain", "parted"))
        mean = [np.asarray((one + two) / 2, dtype=np.float32) for one, two in zip(plain, parted, strict=True)]
        unseen |= {("plain", titled): plain, ("parted", titled): parted, ("both", titled): mean}
    chosen = max(unseen, key=lambda made: round(average_precision(unseen[made][0][late], truths[late]), 4))
    calibration: dict[str, tuple[float, float]] = {}
    found: dict[str, Tiers] = {}
    for path, margins in zip(SCORED, (every[late] for every in unseen[chosen]), strict=True):
        slope, shift = calibration[path] = calibrated(margins, truths[late])
        found[path] = tiers(np.asarray(slope * margins + shift, dtype=np.float32), truths[late])
    head = Head(field.name, "field", field.technologies, calibration)
    return (head, fit_texts(matrices, truths, amounts, *chosen)), chosen, found


def _members(corpus: Corpus, field: Field, truths: Truths) -> list[tuple[Head, Fit]]:
    """Heads that tell the technologies of a field apart, by works whose phrases name one more than the others."""
    if len(field.technologies) == 1:
        return []
    said = {name: corpus.said(name) for name in field.technologies}
    made = []
    for name in field.technologies:
        others = np.maximum.reduce([said[other] for other in field.technologies if other != name])
        clear = truths & (said[name] != others)
        of_name = (said[name] > others)[clear]
        shown, alike = corpus.matrices[0][clear], np.ones(int(clear.sum()), dtype=np.float32)
        margins = unseen_margins([shown], of_name, alike, corpus.folds[clear], "plain")[0]
        head = Head(name, "member", (), dict.fromkeys(SCORED, calibrated(margins, of_name)))
        made.append((head, fit(shown, of_name, alike, "plain")))
    return made


def _row(technology: str, path: str, field: Field, found: Tiers, counts: tuple[int, int, str]) -> tuple[Any, ...]:
    floors = (f"{found.probable_from:.4f}", f"{found.high_from:.4f}", f"{found.f1:.4f}")
    return technology, path, field.name, *floors, *counts


def _write(file: Path, rows: list[tuple[Any, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerows([COLUMNS, *sorted(rows)])
