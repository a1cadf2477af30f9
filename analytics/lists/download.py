"""Read a downloaded list, whichever of the understood layouts it has: JSON, CSV, or a spreadsheet."""

from __future__ import annotations

import csv
import itertools
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from analytics.errors import NoList, PathNotFound
from analytics.lists.entries import Cells, Entry, Incoming, Layout, collapsed, day
from analytics.lists.layouts import TABLES, csl
from analytics.lists.places import Places

# Official files put a title or the date of the report above the header.
_HEADER_WITHIN = 10


def read_download(path: Path, places: Places) -> Incoming:
    """The bodies of a list file. Raises PathNotFound, and NoList where no layout is recognised or nothing is left."""
    if not path.is_file():
        raise PathNotFound(f"The file {path} does not exist.")
    try:
        with path.open("rb") as file:
            start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
        incoming = _json(path, places) if start[:1] in (b"{", b"[") else _table(path, start, places)
    except OSError as error:
        raise NoList(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, LookupError, TypeError, AttributeError, csv.Error):
        raise _unknown(path) from None
    if not incoming.entries:
        left = ", ".join(f"{number:,} {why}" for why, number in incoming.left_out.items()) or "it is empty"
        raise NoList(f"{path} is a {incoming.layout.title}, but holds no organisation that can be listed ({left}).")
    return incoming


def _unknown(path: Path) -> NoList:
    layouts = "; ".join(layout.title for layout in (*TABLES[:-1], csl.LAYOUT, TABLES[-1]))
    return NoList(f"{path} is in no layout that is understood. Expected is one of: {layouts}.")


def _json(path: Path, places: Places) -> Incoming:
    document = json.loads(path.read_text(encoding="utf-8-sig"))
    results = document["results"]
    if not all({"name", "source"} <= set(result) for result in results):
        raise _unknown(path)
    return _sorted(csl.LAYOUT, csl.read_results(results, places))


def _table(path: Path, start: bytes, places: Places) -> Incoming:
    rows = _sheet(path) if start[:2] == b"PK" else _csv(path)
    above: list[list[str]] = []
    for row in itertools.islice(rows, _HEADER_WITHIN):
        for layout in TABLES:
            if places_of := _columns(layout, row):
                first, rest = _peek(_named(rows, places_of))
                incoming = _sorted(layout, layout.read(rest, places))
                incoming.published = _published(above, first)
                return incoming
        above.append(row)
    raise _unknown(path)


def _columns(layout: Layout, header: list[str]) -> dict[str, int | None] | None:
    """Where each column of the layout stands; None where a needed one is missing."""
    cells = [collapsed(cell).casefold() for cell in header]
    found: dict[str, int | None] = {}
    for name, wanted in {**layout.optional, **layout.columns}.items():
        at = [i for i, cell in enumerate(cells) if cell == wanted or _ends_with(cell, wanted)]
        if not at and name in layout.columns:
            return None
        found[name] = at[0] if at else None
    return found


def _ends_with(cell: str, wanted: str) -> bool:
    """A bilingual cell holds its English name behind the other one; short names end too many others."""
    return len(wanted) > 8 and cell.endswith(f" {wanted}")


def _named(rows: Iterable[list[str]], columns: dict[str, int | None]) -> Iterator[Cells]:
    for row in rows:
        yield {name: row[at] if at is not None and at < len(row) else "" for name, at in columns.items()}


def _peek(rows: Iterator[Cells]) -> tuple[Cells, Iterator[Cells]]:
    first = next(rows, {})
    return first, itertools.chain([first] if first else [], rows)


def _published(above: list[list[str]], first: Cells) -> date | None:
    """The day the file itself names: on a row as date of generation, or above the header as date of the report."""
    if generated := day(first.get("generated", ""), "%d/%m/%Y"):
        return generated
    text = " ".join(cell for row in above for cell in row)
    match = re.search(r"\d{1,2}[-/ ]\w{2,9}[-/ ]\d{4}|\d{4}-\d{2}-\d{2}", text)
    if not match:
        return None
    found = re.sub(r"[/ ]", "-", match.group())
    for form in ("%Y-%m-%d", "%d-%b-%Y", "%d-%B-%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(found, form).date()
        except ValueError:
            continue
    return None


def _sorted(layout: Layout, found: Iterable[Entry | str]) -> Incoming:
    incoming = Incoming(layout)
    for one in found:
        if isinstance(one, str):
            incoming.left_out[one] += 1
        else:
            incoming.entries.append(one)
    return incoming


def _csv(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(min(sys.maxsize, 1 << 31))
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = list(itertools.islice(file, _HEADER_WITHIN))
        delimiter = max(",;\t", key=lambda mark: max((line.count(mark) for line in head), default=0))
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file, delimiter=delimiter)


def _sheet(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet of an XLSX or ODS file, as text."""
    import fastexcel

    try:
        reader = fastexcel.read_excel(path)
        sheet = reader.load_sheet(0, header_row=None, dtypes="string").to_polars()
    except (fastexcel.FastExcelError, zipfile.BadZipFile):
        raise _unknown(path) from None
    for row in sheet.iter_rows():
        yield ["" if cell is None else str(cell) for cell in row]
