"""`aperture taxonomy …`: what in the taxonomy deserves a look, and what a change of it would move."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from analytics.errors import NothingPublished, UnknownTechnology, UnknownTopics
from flows.commands.options import Config, Warehouse, settings_from
from flows.printing import print_table, printable, say

if TYPE_CHECKING:
    from analytics.taxonomy.diff import Difference
    from analytics.warehouse.published import Published

app = App(name="taxonomy", help="The taxonomy: what deserves a look in it, and what a change of it would move.")


@app.command
def check(
    *,
    most_fields: Annotated[int, Parameter(help="Name phrases whose works belong to more technologies than this.")] = 5,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Find phrases that never fire or fire in many fields, unknown topics, official items without a technology."""
    from analytics.reference.roots import reference_roots
    from analytics.reference.technologies import read_technologies
    from analytics.taxonomy import check as checks
    from analytics.warehouse.published import open_published

    settings = settings_from(warehouse, config)
    roots = reference_roots(settings)
    read_technologies(roots)  # the rules every file has to keep, with file and line
    edition = checks.own_edition(roots)
    with ExitStack() as stack:
        published: Published | None = None
        try:
            published = stack.enter_context(open_published(settings))
        except NothingPublished:
            say("No build is published, so phrases are not tried on works.")
        topics = list(checks.unknown_topics(roots, edition, published))
        found = [*topics, *checks.items_without_technology(roots)]
        if published:
            found += checks.phrase_findings(published, edition, most_fields)
    if found:
        rows = [(one.kind, one.place, printable(one.what), printable(one.detail)) for one in found]
        print_table(("to look at", "in", "what", "detail"), rows)
        say()
    say(f"{len(edition.names)} technologies, {edition.phrases.height:,} phrases; {len(found):,} to look at.")
    if topics:
        raise UnknownTopics(f"{len(topics)} topics do not exist in OpenAlex; the first is {topics[0].what}.")


@app.command
def diff(
    before: Annotated[Path, Parameter(help="A reference root, or a folder of technology files.")],
    after: Annotated[Path, Parameter(help="The same, after the change.")],
    /,
    *,
    technology: Annotated[str | None, Parameter(help="Also list the works whose tag of this one changes.")] = None,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Say how many works of the published build change tag between two states of the taxonomy."""
    from analytics.taxonomy.diff import difference
    from analytics.taxonomy.edition import read_edition
    from analytics.warehouse.published import open_published

    old, new = read_edition(before), read_edition(after)
    if technology and technology not in {*old.names, *new.names}:
        raise UnknownTechnology(f"There is no technology '{technology}' in either taxonomy.")
    with open_published(settings_from(warehouse, config)) as published:
        found = difference(published, old, new)
        changed = found.rows.filter(found.rows["changed"] > 0)
        if changed.height:
            print_table([name.replace("_", " ") for name in changed.columns], changed.rows())
            say()
        say(f"{found.changed_works:,} of {found.works:,} works change a tag, in {changed.height} technologies.")
        if technology:
            _list_works(published, found, technology)


def _list_works(published: Published, found: Difference, technology: str) -> None:
    """Every work whose tag of ``technology`` differs, with its title."""
    moved = found.moved.filter(technology_id=technology)
    titles = published.frame("select work_id, title from stg_works")
    rows = moved.join(titles, on="work_id", how="left").select("work_id", "tier_before", "tier_after", "title").rows()
    say()
    print_table(
        ("work", "before", "after", "title"), [(work, a or "", b or "", printable(t or "")) for work, a, b, t in rows]
    )
