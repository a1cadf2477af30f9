"""The section of the card that tells the error of tags on every path, outside arXiv."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.tagging.path_errors import LANGUAGES, PathError

_OPENING = """## Other languages, topics only, title only: works read against all technologies

Pairs of a work and a technology, all technologies together, as a build tags them. One large language model read the
works twice, the second time knowing the first: nobody has checked these labels (`data/labels/README.md`).
`other_language` are all works of OpenAlex and arXiv at hand that go this way, many of them English and mistaken for
another language. `topics_only` and `title_only` are works of OpenAlex whose title and abstract, or abstract, were taken
away before they were tagged, while the reader had both; `abstract` are the same works with nothing taken away. No model
was trained on those of OpenAlex. By weights of the draw, with 95 % Wilson limits for as many works as weigh the same.
The works are those at hand, not a sample of OpenAlex: precision and recall move with the mix of fields.
"""

_COUNTS = """By technology the numbers are too small for shares: right of all tagged, `high` and `probable` together,
as counted, without weights; `of it` are the works labelled with it.
"""


def path_section(errors: Sequence[PathError]) -> str:
    """Markdown: a table of precision and recall by path, and one of counts by technology."""
    pooled = [error for error in errors if error.part in ("all", *LANGUAGES)]
    lines = [
        f"| {e.path}{'' if e.part == 'all' else ', ' + e.part} | {e.scope} | {e.works} | {e.right} of {e.tagged} "
        f"| {_share(e.precision)} | {e.labelled} | {_share(e.recall)} |"
        for e in pooled
    ]
    table = [
        "| path | tags | works read | right | precision | of it | recall |",
        "|---|---|---|---|---|---|---|",
        *lines,
    ]
    return "\n".join([_OPENING, *table, "", _COUNTS, *_by_technology(errors)])


def _by_technology(errors: Sequence[PathError]) -> list[str]:
    paths = list(dict.fromkeys(error.path for error in errors))
    cells = {(e.part, e.path): e for e in errors if e.scope == "high_probable" and e.part not in ("all", *LANGUAGES)}
    head = ["technology", *(name for path in paths for name in (path, "of it"))]
    lines = [
        [technology, *(cell for path in paths for cell in _counts(cells.get((technology, path))))]
        for technology in sorted({part for part, _ in cells})
    ]
    rows = [head, ["---"] * len(head), *lines]
    return [f"| {' | '.join(row)} |" for row in rows]


def _counts(error: PathError | None) -> tuple[str, str]:
    return ("–", "–") if error is None else (f"{error.right} of {error.tagged}", str(error.labelled))


def _share(share: tuple[float, float, float] | None) -> str:
    return "–" if share is None else f"{share[0]:.3f} [{share[1]:.3f}, {share[2]:.3f}]"
