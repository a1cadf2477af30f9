"""`aperture lists …` and `aperture dispute`: look at watchlists, review links, take in what a user downloads."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from analytics.errors import ListChoice, SeveralBodies
from flows.commands.options import Config, Warehouse, settings_from
from flows.printing import print_table, printable, say

if TYPE_CHECKING:
    from analytics.lists.bodies import Body
    from analytics.lists.catalogue import Catalogue
    from analytics.settings import Settings

app = App(name="lists", help="Watchlists: what they are, who is on them, how each entry is linked; add and review.")

RorFile = Annotated[
    Path,
    Parameter(name="--ror", help="Dump of ROR (record 6347574 of Zenodo): JSON list or lines, plain, .gz or .zip."),
]
Root = Annotated[
    Path | None, Parameter(help="Reference folder to write to [default: the first of the setting 'reference'].")
]


@app.default
def lists(*, warehouse: Warehouse = None, config: Config = None) -> None:
    """Show every list: issuer, edition, evidence, how many entries are resolved, whether it may be passed on."""
    from analytics.lists.catalogue import read_catalogue, summaries

    found = summaries(read_catalogue(settings_from(warehouse, config)))
    rows = [
        (
            *(printable(str(one.about[key])) for key in ("list_id", "title", "issuer", "version")),
            one.about["published"],
            ", ".join(f"{level} {number:,}" for level, number in sorted(one.evidence.items())),
            *(one.resolved, one.unresolved, one.not_measurable),
            one.about["redistributable"],
        )
        for one in found
    ]
    columns = ("list", "title", "issuer", "edition", "published", "evidence", "resolved", "unresolved")
    print_table((*columns, "not measurable", "may be passed on"), rows)
    say()
    print_table(("list", "licence"), [(one.about["list_id"], printable(one.about["licence"])) for one in found])


@app.command
def show(
    entity: Annotated[str, Parameter(help="Listing id, ROR id, OpenAlex id, or part of a listed name.")],
    /,
    *,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Show one body: every listing of it over time and across lists, its names, links, editions, disputes."""
    from analytics.lists.bodies import find_body
    from analytics.lists.catalogue import read_catalogue

    settings = settings_from(warehouse, config)
    catalogue = read_catalogue(settings)
    try:
        body, others = find_body(catalogue, entity, lambda openalex_id: ror_of(settings, openalex_id))
    except SeveralBodies as error:
        print_bodies(error.bodies)
        raise
    print_body(catalogue, body)
    if others:
        print_bodies(others, title="Other bodies whose names contain these words")


@app.command
def review(
    *,
    ror: RorFile,
    list_id: Annotated[str | None, Parameter(name="--list", help="Only this list.")] = None,
    accept: Annotated[
        tuple[str, str] | None, Parameter(negative="", help="A listing and the ROR id it is; needs --reason.")
    ] = None,
    reject: Annotated[
        tuple[str, str] | None, Parameter(negative="", help="A listing and a ROR id that it is not; needs --reason.")
    ] = None,
    reason: Annotated[str, Parameter(help="Why, in a sentence; kept with the decision.")] = "",
    equal: Annotated[
        bool, Parameter(negative="", help="Write every link that equal names make without a reviewer.")
    ] = False,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Go through entries without a link: candidates of ROR with score, names and reason; accept, reject or skip."""
    from analytics.lists import decisions
    from analytics.lists.catalogue import read_catalogue
    from analytics.lists.review import outdated_links, queue, ror_index

    if sum((accept is not None, reject is not None, equal)) > 1:
        raise ListChoice("Give one of --accept, --reject and --equal at a time.")
    catalogue = read_catalogue(settings_from(warehouse, config))
    index = ror_index(catalogue, ror, catalogue.known_list(list_id) if list_id else None)
    if accept:
        say(f"Written to {decisions.accept(catalogue, index, *accept, reason, today())}.")
    elif reject:
        say(f"Written to {decisions.reject(catalogue, *reject, reason, today())}.")
    elif equal:
        made = decisions.link_equal(catalogue, index, queue(catalogue, index, list_id))
        print_table(("list", "links written"), sorted(made.items()))
        say("They count from the next 'aperture build'." if made else "Nothing is left that equal names would link.")
    else:
        from flows.commands.reviewing import print_outdated, print_queue, walk

        print_outdated(outdated_links(catalogue, index, list_id))
        found = queue(catalogue, index, list_id)
        walk(catalogue, index, found) if sys.stdin.isatty() else print_queue(found)


def dispute(
    listing: Annotated[str, Parameter(help="Id of the listing, as 'aperture lists show' gives it.")],
    institution: Annotated[str, Parameter(help="ROR id or OpenAlex id of the institution it is not.")],
    /,
    *,
    reason: Annotated[str, Parameter(help="Why, in a sentence; kept with the dispute.")],
    root: Root = None,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Say that an institution is not the listed body: the link counts no more from the next build on."""
    from analytics.lists.catalogue import read_catalogue
    from analytics.lists.disputing import dispute as write_dispute

    settings = settings_from(warehouse, config)
    place = own_root(settings, root)
    is_linked = write_dispute(read_catalogue(settings), listing, institution, reason, place, today())
    say(f"Written to {place / 'disputes.csv'}; it counts from the next 'aperture build'.")
    if not is_linked:
        say("The crosswalk holds no such link now; the dispute will stop one that is made later.")
    hint(settings, place)


def own_root(settings: Settings, root: Path | None) -> Path:
    """Where a user's own reference data are written. Raises ListChoice where neither option nor setting says."""
    if root is None and not settings.reference:
        raise ListChoice("Name the folder to write to with --root, or set 'reference' in aperture.toml.")
    return root or settings.reference[0]


def hint(settings: Settings, root: Path) -> None:
    """Say how a folder comes to be read that no setting names yet."""
    from analytics.settings import REPOSITORY

    if root.resolve() not in {other.resolve() for other in (*settings.reference, REPOSITORY / "data")}:
        say(f'Builds read it once aperture.toml says: reference = ["{root}"]')


def today() -> date:
    """The day of a decision, in UTC as every date of a run."""
    return datetime.now(UTC).date()


def ror_of(settings: Settings, openalex_id: str) -> str | None:
    """The ROR id of an institution of the published build; None where nothing is published or it is not in it."""
    from analytics.errors import BuildDamaged, NothingPublished
    from analytics.warehouse.published import open_published

    try:
        with open_published(settings) as published:
            rows = published.rows("select ror_id from out_institution where institution_id = ?", [openalex_id])
    except (NothingPublished, BuildDamaged):
        return None
    return rows[0]["ror_id"] if rows else None


def print_bodies(bodies: Any, title: str = "") -> None:
    """One line a body, to choose from."""
    rows = [(b.listings[0]["body_id"], printable(b.names[0]), b.country_code, ", ".join(b.lists)) for b in bodies]
    print_table(("id", "name", "country", "lists"), sorted(rows), title=title)


def print_body(catalogue: Catalogue, body: Body) -> None:
    """All that the lists say of one body, and how it was linked."""
    from analytics.lists.dossier import SECTIONS, dossier

    say(f"{printable(body.names[0])} ({body.country_code})")
    for title, rows in dossier(catalogue, body).items():
        say()
        shown = [[printable(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
        print_table(SECTIONS[title], shown, title=title) if shown else say(f"{title}: none")
