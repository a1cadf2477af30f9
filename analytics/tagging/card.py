"""The card of the frozen models: what they are made from, what they were measured at, what nobody measured."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from analytics.estimates.intervals import wilson
from analytics.tagging.evaluation import Measure
from analytics.tagging.gold import MODELS, read_fields
from analytics.tagging.path_card import path_section
from analytics.tagging.path_errors import PathError
from analytics.tagging.readings import Reading
from analytics.tagging.training import THRESHOLDS
from analytics.tagging.version import FILE, version_of

CARD, AIMS = "CARD.md", "aims.csv"
_HEAD = "| field | year | works of it | precision | recall | F1 |\n|---|---|---|---|---|---|"
_COLUMNS = ("technology_id", "path", "probable_from", "high_from", "cross_validated_f1", "works", "positives")
_TIERS = "| technology | path | probable from | high from | cross-validated F1 | works | of the field |"


def write_card(
    folder: Path, found: Sequence[Measure], read: Sequence[Reading] = (), errors: Sequence[PathError] = ()
) -> Path:
    """Write `CARD.md` beside the model of ``folder``: labels, thresholds, measures with 95 % Wilson limits."""
    source = folder if (folder / FILE).is_file() else MODELS
    parts = [_opening(version_of(source / FILE)), _labels(), _thresholds(source), _aimed_at(found)]
    for title, sample, path in _SECTIONS:
        measures = [m for m in found if (m.sample, m.path) == (sample, path)]
        for scope in ("high", "high_probable"):
            parts.append(_table(f"{title}: `{scope}`", [m for m in measures if m.scope == scope]))
    parts += [_readings(read), path_section(errors)]
    file = folder / CARD
    file.write_text("\n\n".join([*parts, _CLOSING]) + "\n", encoding="utf-8")
    return file


_SECTIONS = (
    ("Title and abstract, arXiv 2018-19", "validation", "abstract"),
    ("Title alone, arXiv 2018-19", "validation", "title_only"),
    ("AI on a random sample of arXiv, text in lower case without punctuation", "random", "abstract"),
    ("For comparison: phrases alone, arXiv 2018-19", "rules", "abstract"),
)

_AIMED_AT = """## Beside the F1 aimed at

A linear model of 120,000 labels on arXiv 2018-19, .85 for AI on the random sample, and for phrases alone a tenth above
their first draft; each set before anything was measured. Full text; tags of tier `high`, of phrases alone one phrase.
"""

_TRIED = """Tried for those not reached, inside the training file, without gain: 3-grams, word pairs with a gap, dense
projections, scores of 122 arXiv categories stacked, mark-up removed, other half-lives and costs. Phrases as features
gained for vision and quantum and were left out: a frozen model must not hang on lists that people edit. Works outside
arXiv counted five times in training: hardly fewer wrong tags of bare texts."""

_READ = """## Precision by reading, technologies without a gold standard

Works tagged now that were drawn and read (`data/labels/README.md`: how, by whom, what the readers' kappa means), each
with the weight of its draw; limits for as many works as weigh the same. Works to 2017 are left out where a model was
trained on them. A work that only a later tagger tags was not among those drawn: what it adds is not measured here.
"""

_CLOSING = """## What nobody measured

- **Technologies without a gold standard** (all that the table of thresholds does not name): tags come from phrases and
  topics by rule; the precision of each was read, recall only of all technologies together.
- **Other languages**: few works at hand are in one, and very few of these in a technology: their limits say little.
  Phrases are English, so such works are tagged by topics mostly, whose own error stands above as `topics_only`.
- **Works that truly have nothing but topics** have no text to read: those above were made from works with one.
- **Sensitivity and specificity** in `out_tag_prevalence` are those of arXiv works, on the paths `abstract` and
  `title_only`; on the two others they are null, and the shares above are not put in their place.
- **Topics**: arXiv works carry none. That a phrase with a core topic makes a tag `high` is a rule, not a measure.
- **Which technology of a field**: cybersecurity or cryptography is told by a model of works whose phrases name one more
  than the other. Measured is the field, not the technology within it.
- **Outside arXiv**: its authors, years and fields are not those of OpenAlex; what was read there is all technologies
  together, and far less. What `high` means on bare texts of other fields was read on few works (`README.md`); short
  titles mislead most.

Labels are the authors' own categories, proxies with the reasons in `gold.toml`: a category may be wider than the
technology. A work in the training file is there because one of its categories was collected; the file's mix of fields
is not arXiv's."""


def _opening(version: str) -> str:
    return f"""# Tag models {version}

Written by `aperture tagger evaluate`. One linear support vector machine a field, or the mean of two, on hashed words,
pairs of words and beginnings of words, those of the title apart (2^22 columns, of which those of three works or more
are known; 1 + ln(count), power 1.3 of the rarity, unit length; optionally scaled by log-count ratio), Platt-calibrated;
weights as signed square roots in one byte each, no pickle. Frozen: a build never trains.

Training data: arXiv metadata (CC0) up to 2017, without any work of the evaluation files, a work counting half after
five years; beside them, as works that are not of a field, half of the OpenAlex works at hand and OpenAlex's
descriptions of its topics (CC0), where they lie in other fields and no phrase of the field stands in them. Recipe,
calibration and thresholds: scores of the arXiv works of 2015-17 by models of the other three quarters; the recipe
(which columns are scaled, and whether titles are shown beside the abstracts) is the one that ranks them best, `high`
begins in the middle of where F1 is within 2 % of its best, `probable` where it is still 97 %. Nothing was set on the
evaluation files; `looks.toml` says how often their figures were seen.

In a build a score alone is not enough: a phrase, or a topic in the subfield of a core topic, has to support it. With
topics elsewhere the tag is a candidate, without any topic no more than probable. arXiv works are measured as bare
texts, without that; sensitivity and specificity below are those of bare texts.

Of a bare text (`aperture tagger score`) a score without a phrase has to be firm: one more machine of the plain recipe
tells arXiv works of 2015-17 from works and topics of OpenAlex that lie far from half of the fields or more; its margin,
and twice what the field's margin keeps above `high` without the four weightiest n-grams, must reach a floor. 1 % (of
titles 2 %) of late works rightly `high` without a phrase fall below. An excluded phrase makes a score a candidate."""


def _labels() -> str:
    rows = [
        f"| {f.name} | {', '.join(f.categories)} | {', '.join(f.technologies)} | {', '.join(f.by_rule)} |"
        for f in read_fields()
    ]
    head = ["| field | arXiv categories | technologies | by phrases and topics alone |", "|---|---|---|---|"]
    return "\n".join(["## Labels", "", *head, *rows])


def _thresholds(folder: Path) -> str:
    with (folder / THRESHOLDS).open(encoding="utf-8", newline="") as file:
        lines = [f"| {' | '.join(row[name] for name in _COLUMNS)} |" for row in csv.DictReader(file)]
    return "\n".join(["## Thresholds", "", _TIERS, "|---|---|---|---|---|---|---|", *lines])


def _aimed_at(found: Sequence[Measure]) -> str:
    with (MODELS / AIMS).open(encoding="utf-8", newline="") as file:
        aims = {(row["sample"], row["field"]): float(row["f1"]) for row in csv.DictReader(file)}
    shown = {"validation": "high", "random": "high", "rules": "high_probable"}
    whole = [m for m in found if (m.slice, m.path, m.scope) == ("all", "abstract", shown.get(m.sample))]
    lines = [
        f"| {m.sample} | {m.field.name} | {m.f1:.3f} | {aim:.3f} | {'yes' if m.f1 >= aim else '**no**'} |"
        for m in whole
        if (aim := aims.get((m.sample, m.field.name)))
    ]
    table = ["| sample | field | F1 | aimed at | reached |", "|---|---|---|---|---|", *lines]
    return "\n".join([_AIMED_AT, *table, "", _TRIED])


def _table(title: str, measures: Sequence[Measure]) -> str:
    lines = [f"| {m.field.name} | {m.slice} | {_cells(m)} |" for m in measures]
    return "\n".join([f"## {title}", "", _HEAD, *lines])


def _readings(read: Sequence[Reading]) -> str:
    lines = [
        f"| {r.technology_id} | {r.scope} | {r.works} | {r.precision:.3f} [{r.low:.3f}, {r.high:.3f}] "
        f"| {'–' if r.kappa is None else f'{r.kappa:.3f}'} |"
        for r in read
    ]
    return "\n".join([_READ, "| technology | tags | works read | precision | kappa |", "|---|---|---|---|---|", *lines])


def _cells(measure: Measure) -> str:
    tp, fp, fn, _ = measure.counts
    return f"{tp + fn} | {_share(tp, tp + fp)} | {_share(tp, tp + fn)} | {measure.f1:.3f}"


def _share(right: int, of: int) -> str:
    if not of:
        return "–"
    low, high = wilson(pl.lit(right), pl.lit(of))
    bounds = pl.select(low=low, high=high).row(0)
    return f"{right / of:.3f} [{bounds[0]:.3f}, {bounds[1]:.3f}]"
