"""`aperture lists add`: a downloaded list file, shown as changes first and written with --yes."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from analytics.errors import ListChoice
from flows.commands.lists import Root, app, hint, own_root
from flows.commands.options import Config, Warehouse, settings_from
from flows.printing import print_table, printable, say

if TYPE_CHECKING:
    from analytics.lists.adding import Edition, Plan
    from analytics.lists.catalogue import Catalogue
    from analytics.lists.changes import Changes
    from analytics.lists.entries import Incoming

SHOWN = 20


@app.command
def add(
    file: Annotated[Path, Parameter(help="The list as downloaded: JSON, CSV, XLSX or ODS.")],
    /,
    *,
    list_id: Annotated[str, Parameter(name="--as", help="Id of the list: a–z, 0–9, _.")],
    root: Root = None,
    source: Annotated[
        str | None, Parameter(help="Only entries of this part of the file, such as EL for the Entity List.")
    ] = None,
    published: Annotated[date | None, Parameter(help="Day of the edition [default: as the file says].")] = None,
    version: Annotated[str | None, Parameter(help="Name of the edition [default: its day].")] = None,
    title: Annotated[str | None, Parameter(help="Title of the list.")] = None,
    licence: Annotated[str | None, Parameter(help="Licence of the list.")] = None,
    redistributable: Annotated[bool, Parameter(negative="", help="The list may be passed on.")] = False,
    yes: Annotated[bool, Parameter(negative="", help="Write; without it only the changes are shown.")] = False,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Take in a list file that you downloaded; its layout is recognised, persons are dropped and only counted."""
    from analytics.lists.adding import carry_out, plan
    from analytics.lists.catalogue import read_catalogue
    from analytics.lists.download import read_download
    from analytics.lists.places import Places

    settings = settings_from(warehouse, config)
    catalogue = read_catalogue(settings)
    folder = place(catalogue, own_root(settings, root), list_id)
    incoming = chosen(read_download(file, Places(catalogue.countries)), source)
    stated = (("title", title), ("licence", licence), ("redistributable", redistributable or None))
    about = {key: value for key, value in stated if value is not None}
    old = {one["list_id"]: one for one in catalogue.records["ref_list"]}.get(list_id)
    planned = plan(folder, old, incoming, edition_of(file, incoming, published, version, about))
    preview(incoming, planned)
    if not (planned.files and yes):
        say("Nothing was written; --yes writes this." if planned.files else "Nothing changes.")
        return
    carry_out(planned, set(catalogue.countries))
    say(f"Written to {folder}; 'aperture lists review --ror FILE --list {list_id}' links it to institutions.")
    hint(settings, folder.parent.parent)


def place(catalogue: Catalogue, root: Path, list_id: str) -> Path:
    """The folder of the list in ``root``. Raises ListChoice for an id that is none, or taken in another root."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", list_id):
        raise ListChoice(f"'{list_id}' is no id of a list: letters a–z, digits and _ are expected, a letter first.")
    folder = root / "watchlists" / list_id
    there = catalogue.folders.get(list_id)
    if there is not None and there.resolve() != folder.resolve():
        raise ListChoice(f"The list '{list_id}' stands in {there} already; choose another id with --as.")
    if there is None and folder.exists():
        raise ListChoice(f"{folder} exists, but {root} is not in the setting 'reference'; add it there first.")
    return folder


def chosen(incoming: Incoming, source: str | None) -> Incoming:
    """The part of a file that ``source`` names, whole or by its abbreviation in brackets. Raises ListChoice."""
    sections = Counter(entry.section for entry in incoming.entries)
    if source is None:
        if incoming.layout.title.startswith("US") and len(sections) > 1:
            found = "; ".join(f"{name}: {number:,}" for name, number in sorted(sections.items()))
            raise ListChoice(f"The file holds several lists, choose one with --source, such as EL: {found}.")
        return incoming
    wanted = source.casefold()
    named = {one for one in sections if wanted == one.casefold() or f"({wanted})" in one.casefold()}
    if not named:
        raise ListChoice(f"The file has no part '{source}'; it has {'; '.join(sorted(sections))}.")
    incoming.entries = [entry for entry in incoming.entries if entry.section in named]
    return incoming


def edition_of(
    file: Path, incoming: Incoming, published: date | None, version: str | None, about: dict[str, object]
) -> Edition:
    """What is known of the edition; where neither file nor user says its day, it is the day the file was saved."""
    from analytics.lists.adding import Edition

    saved = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    day = published or incoming.published or saved
    if not (published or incoming.published):
        say(f"The file does not say of which day it is; {saved}, when it was saved, is taken (--published changes it).")
    return Edition(version or day.isoformat(), day, saved, about)


def preview(incoming: Incoming, planned: Plan) -> None:
    """What was recognised, what was left out by reason, and what changes."""
    say(f"{incoming.layout.title}: {len(incoming.entries):,} organisations.")
    for why, number in sorted(incoming.left_out.items()):
        say(f"Left out: {number:,} {why}.")
    rows = list(lines(planned.changes))
    if rows:
        print_table(("change", "country", "name", "before"), rows[:SHOWN])
    if len(rows) > SHOWN:
        say(f"… and {len(rows) - SHOWN:,} more.")
    changes = planned.changes
    counts = (("added", changes.added), ("gone", changes.gone), ("renamed", changes.renamed))
    say(", ".join(f"{len(what):,} {name}" for name, what in (*counts, ("back again", changes.back))) + ".")


def lines(changes: Changes) -> list[tuple[str, str, str, str]]:
    """One line for each change: kind, country, name, and what stood there before; the rarest kinds first."""
    moved = {(name, country) for name, _, country in changes.moved}
    plain = [one for one in changes.added if (one.name, one.country_code) not in moved]
    return [
        *(("changed country", country, printable(name), before) for name, before, country in changes.moved),
        *(("renamed", country, printable(name), printable(before)) for before, name, country in changes.renamed),
        *(("gone", row["country_code"], printable(row["name_as_listed"]), "") for row in changes.gone),
        *(("back again", one.country_code, printable(one.name), "") for one in changes.back),
        *(("added", one.country_code, printable(one.name), "") for one in plain),
    ]
