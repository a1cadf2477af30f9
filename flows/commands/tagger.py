"""`aperture tagger …`: train the frozen tag model, measure it, tag a file of texts, explain the tags of a work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from flows.commands.options import Config, Warehouse, settings_from
from flows.errors import OutputNotWritable
from flows.printing import print_table, printable, say

if TYPE_CHECKING:
    from analytics.tagging.explanation import Reason
    from analytics.tagging.path_errors import PathError

app = App(
    name="tagger", help="The frozen models behind technology tags: train, evaluate, score a file, explain a work."
)

Data = Annotated[Path, Parameter(help="Folder with the labelled works; data/models/README.md names the files.")]
Out = Annotated[Path | None, Parameter(help="Folder to write to [default: data/models of this version].")]


@app.command
def train(*, data: Data, out: Out = None, warehouse: Warehouse = None, config: Config = None) -> None:
    """Train anew from labelled works: minutes. The same works and phrases give the same file, byte for byte."""
    from analytics.tagging.gold import MODELS
    from analytics.tagging.training import shipped_phrases
    from analytics.tagging.training import train as fit
    from analytics.tagging.version import version_of
    from flows.progress_bar import ProgressBar

    phrases = shipped_phrases(settings_from(warehouse, config))
    with ProgressBar() as progress:
        file = fit(data, phrases, out or MODELS, progress)
    say(f"Wrote {file} (version {version_of(file)}) with its thresholds; 'aperture tagger evaluate' measures it.")


@app.command
def evaluate(*, data: Data, out: Out = None, warehouse: Warehouse = None, config: Config = None) -> None:
    """Measure the models on labelled works they were not shown; with --out, write measured.csv and CARD.md."""
    from analytics.reference import load_reference
    from analytics.tagging.card import write_card
    from analytics.tagging.evaluation import evaluate as measured
    from analytics.tagging.path_errors import LANGUAGES, path_errors
    from analytics.tagging.readings import readings

    settings = settings_from(warehouse, config)
    reference = load_reference(settings)
    found = measured(settings, data, out)
    read = readings(settings, reference, data)
    errors = path_errors(settings, reference, data)
    if out is not None:
        write_card(out, found, read, errors)
    rows = [(m.field.name, m.sample, m.path, m.scope, *m.counts, round(m.f1, 4)) for m in found if m.slice == "all"]
    print_table(("field", "sample", "path", "tag_scope", "tp", "fp", "fn", "tn", "F1"), rows, title="Measured error")
    said = [(r.technology_id, r.scope, r.works, *(round(v, 3) for v in (r.precision, r.low, r.high))) for r in read]
    agreed = ["–" if r.kappa is None else round(r.kappa, 3) for r in read]
    columns = ("technology", "tag_scope", "works read", "precision", "from", "to", "kappa")
    rows_read = [(*row, kappa) for row, kappa in zip(said, agreed, strict=True)]
    print_table(columns, rows_read, title="Precision by reading, 95 % limits")
    _tell_errors([error for error in errors if error.part in ("all", *LANGUAGES)])


@app.command
def score(
    file: Annotated[Path, Parameter(help="Parquet or CSV with the columns id, title, abstract.")],
    /,
    *,
    out: Annotated[Path, Parameter(help="File to write: CSV by its ending, else Parquet.")],
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Tag every work of a file: id, technology, tier, score."""
    from analytics.tagging.scoring import score_file

    if out.exists() or not out.parent.is_dir():
        raise OutputNotWritable(f"The file {out} exists already, or its folder does not; name another one.")
    rows = score_file(settings_from(warehouse, config), file, out)
    say(f"Wrote {rows} tags to {out}.")


@app.command
def explain(
    work: Annotated[str, Parameter(help="OpenAlex id of a published work, such as W2741809807.")],
    /,
    *,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Say why a work has its tags: phrases, topics, and the words that weigh most."""
    from analytics.tagging.explanation import explain as reasons_of

    reasons = reasons_of(settings_from(warehouse, config), work)
    if not reasons:
        say(f"The work {work} has no tag.")
    for reason in reasons:
        _tell(reason)


def _tell_errors(errors: list[PathError]) -> None:
    shares = [["–" if s is None else " ".join(f"{v:.3f}" for v in s) for s in (e.precision, e.recall)] for e in errors]
    rows = [
        (e.path, e.part, e.scope, e.works, e.tagged, e.right, e.labelled, *shown)
        for e, shown in zip(errors, shares, strict=True)
    ]
    columns = (
        "path",
        "works",
        "tag_scope",
        "read",
        "tagged",
        "right",
        "of it",
        "precision, from, to",
        "recall, from, to",
    )
    print_table(columns, rows, title="Error by path, pairs of work and technology")


def _tell(reason: Reason) -> None:
    score_text = "no score" if reason.score is None else f"score {reason.score:.4f}"
    say(printable(f"{reason.technology_id}: {reason.tier} ({score_text}, read as {reason.path})"))
    for title, named in (("phrases", reason.phrases), ("excluded", reason.excluded), ("topics", reason.topics)):
        if named:
            say(printable(f"  {title}: {', '.join(named)}"))
    if reason.log_odds is not None and reason.rest is not None:
        rows = [(printable(name), round(share, 4)) for name, share in reason.ngrams]
        rows += [
            ("all others and the constant", round(reason.rest, 4)),
            ("log odds of the field", round(reason.log_odds, 4)),
        ]
        print_table(("words", "adds"), rows)
