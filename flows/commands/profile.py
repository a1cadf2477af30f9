"""`aperture profile …`: what a profile or a trust set means, in plain words, before anything is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from flows.commands.options import Config, Warehouse, settings_from
from flows.printing import print_table, printable, say

if TYPE_CHECKING:
    from analytics.reference.explanation import Part

app = App(name="profile", help="What a profile or a trust set means, in plain words.")


@app.command
def show(
    name: Annotated[str | None, Parameter(help="Id of a profile or a trust set; all of them without it.")] = None,
    /,
    *,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Explain a profile: lists with editions, countries with dates and sources, rules, and what it does not say."""
    from analytics.reference.explanation import explain, explain_all

    settings = settings_from(warehouse, config)
    for part in explain_all(settings) if name is None else explain(settings, name):
        tell(part)


def tell(part: Part) -> None:
    """Print one part: its title, its sentences, its table."""
    say(printable(part.title))
    for sentence in part.sentences:
        say(f"  {printable(sentence)}")
    if part.rows:
        cells = [[printable(cell) if isinstance(cell, str) else cell for cell in row] for row in part.rows]
        print_table(part.columns, cells)
    say()
