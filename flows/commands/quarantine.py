"""`aperture quarantine …`: the bad records of what was taken in: list them, look at them, try them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from analytics.errors import NotWorks
from flows.commands.options import Config, Warehouse, settings_from
from flows.errors import MendedFileDiffers, OutputNotWritable, UnknownLine, UnknownPart
from flows.printing import print_table, printable, say

if TYPE_CHECKING:
    from analytics.openalex.mending import Retried
    from analytics.openalex.shards import Part
    from analytics.settings import Settings

app = App(name="quarantine", help="Bad records and files that were kept aside: list, show, retry.")

PartId = Annotated[str, Parameter(help="Id of the part as 'aperture quarantine' lists it, or its beginning.")]
Line = Annotated[int | None, Parameter(help="Only this line of the part.")]


@app.default
def quarantine(*, warehouse: Warehouse = None, config: Config = None) -> None:
    """List every part with bad records, and the whole files set aside because nothing in them could be read."""
    from analytics.openalex.quarantined import bad_parts, set_aside

    settings = settled(settings_from(warehouse, config))
    bad, files = bad_parts(settings.warehouse), set_aside(settings.warehouse)
    if bad:
        rows = [
            (b.part.part_id, printable(b.part.name), b.part.quarantined, printable(b.commonest_reason)) for b in bad
        ]
        print_table(("part", "source", "bad records", "commonest reason"), rows)
    if files:
        sizes = [(printable(file.name), file.stat().st_size) for file in files]
        print_table(("file", "bytes"), sizes, title=f"Files without any good record, kept in {files[0].parent}")
    if not bad and not files:
        say("Nothing is in quarantine.")


@app.command
def show(
    part: PartId,
    /,
    *,
    line: Line = None,
    out: Annotated[Path | None, Parameter(help="Write the raw bytes to this new file, one record a line.")] = None,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Show line, byte offset, size and reason of bad records; raw bytes, which may name persons, go only to --out."""
    from analytics.openalex.quarantined import bad_lines

    settings = settled(settings_from(warehouse, config))
    found = part_of(settings, part)
    bad = bad_lines(settings.warehouse, found.part_id, line)
    rows = [(b.line_no, b.byte_offset, b.size, printable(b.reason)) for b in bad]
    if line is not None and not rows:
        raise UnknownLine(f"Part {found.part_id} has no bad record on line {line}.")
    if out is not None:  # before the table, whose reader may have seen enough
        write_raw(settings, found, line, out)
    print_table(("line", "byte offset", "bytes", "reason"), rows, title=f"{found.part_id} {printable(found.name)}")


@app.command
def retry(
    part: PartId,
    file: Annotated[Path | None, Parameter(help="The mended records, as many and in the order 'show' lists.")] = None,
    /,
    *,
    line: Line = None,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Read bad records once more, mended in FILE or as they are; those that can be read now become a new part."""
    from analytics.openalex.mending import retry as retry_part

    settings = settings_from(warehouse, config)
    found = part_of(settings, part)
    retried = retry_part(settings, found, line, file)
    if line is not None and not retried.tried:
        raise UnknownLine(f"Part {found.part_id} has no bad record on line {line}.")
    if retried.given != retried.tried:
        raise MendedFileDiffers(
            f"{file} holds {retried.given} records, but {retried.tried} of part {found.part_id} are in quarantine; "
            "it must hold as many, in their order."
        )
    tell(found, retried)
    if file is not None and not retried.mended:
        raise NotWorks(f"{file} holds no record that can be read; nothing has changed.")


def tell(part: Part, retried: Retried) -> None:
    """Say how many records could be read, and why the others still cannot."""
    if retried.left:
        rows = [(number, printable(reason)) for number, reason in retried.left.items()]
        print_table(("line", "still not readable because"), rows)
    say(f"{len(retried.mended)} of {retried.tried} bad records of part {part.part_id} can be read now.")
    if retried.part_id:
        say(f"They are part {retried.part_id}; 'aperture build' publishes them.")


def write_raw(settings: Settings, part: Part, line: int | None, out: Path) -> None:
    """Write the exact bytes of one record, or of all, one a line. Raises OutputNotWritable."""
    from analytics.openalex.quarantined import bad_records

    found = (record for record, _ in bad_records(settings.warehouse, part.part_id) if line in (None, record.line_no))
    try:
        with out.open("xb") as file:  # never over an existing one, which may hold mended records
            for record in found:
                file.write(record.raw if line is not None else record.raw + b"\n")
    except OSError as error:
        raise OutputNotWritable(f"{out} cannot be written: {error.strerror}.") from None


def part_of(settings: Settings, given: str) -> Part:
    """The part with this id. Raises UnknownPart."""
    from analytics.openalex.quarantined import find_part, set_aside

    if part := find_part(settings.warehouse, given):
        return part
    whole = [file.name for file in set_aside(settings.warehouse) if given and file.name.startswith(given)]
    if whole:
        raise UnknownPart(
            f"'{printable(given)}' is a whole file set aside; mend it and take it in with 'aperture ingest files'."
        )
    raise UnknownPart(f"No part is called '{printable(given)}'; 'aperture quarantine' lists those with bad records.")


def settled(settings: Settings) -> Settings:
    """The settings, once a retry that was killed halfway is completed. Raises WarehouseTooNew, WarehouseBusy."""
    from analytics.layout import check_format, writable_warehouse
    from analytics.openalex.settling import is_settled, settle

    check_format(settings.warehouse)
    if not is_settled(settings.warehouse):
        with writable_warehouse(settings.warehouse):
            settle(settings)
    return settings
