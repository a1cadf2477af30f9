"""From pages to blocks: the works of up to fifty pages as one file of JSON lines, each work byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from analytics.openalex.api.durable import write_whole
from analytics.openalex.api.gz import pack_all, unpack
from analytics.openalex.api.harvest import Harvest
from analytics.openalex.api.pages import Head, PageSpool, page_bytes

BLOCK_PAGES = 50
"""A part is a dozen Parquet files: one a page would be a million files a year, and small ones read slowly."""


class _Results(msgspec.Struct):
    results: list[msgspec.Raw]


def next_end(harvest: Harvest, with_rest: bool) -> int | None:
    """The last page of the next block to stage; None where there is none yet.

    Blocks end at every fiftieth page, so that a killed run makes the same ones. What is left beyond goes into a
    block of its own where the reading is complete, or where a stopped run asks for it ``with_rest``; then the
    next block covers what is left until the next fiftieth page. Each page is in exactly one block.
    """
    if harvest.cut > harvest.staged:
        return harvest.cut
    boundary = (harvest.staged // BLOCK_PAGES + 1) * BLOCK_PAGES
    if boundary <= harvest.pages:
        return boundary
    is_rest = harvest.pages > harvest.staged and (with_rest or harvest.completed is not None)
    return harvest.pages if is_rest else None


def write_block(spool: PageSpool, harvest: Harvest, first: int, last: int, seen: set[str]) -> Path | None:
    """Write the works of pages ``first`` to ``last`` that are not ``seen`` in this reading, and add them to it.

    The same pages give the same bytes. None where there is no such work.
    """
    pages = (spool.page_path(harvest, number) for number in range(first, last + 1))
    packed = pack_all(line for page in pages for line in _lines(spool, page, seen))
    if packed is None:
        return None
    path = spool.block_path(harvest, first, last)
    write_whole(path, packed)
    return path


def _lines(spool: PageSpool, page: Path, seen: set[str]) -> Iterator[bytes]:
    for raw in msgspec.json.decode(page_bytes(page), type=_Results).results:
        head = msgspec.json.decode(raw, type=Head)
        if head.work_id in seen:
            continue
        if head.work_id:
            seen.add(head.work_id)
        yield _one_line(_with_all_authors(spool, page, head) or bytes(raw))


def _with_all_authors(spool: PageSpool, page: Path, head: Head) -> bytes | None:
    """The work as it was fetched by itself, which stands in for what the list has of it."""
    if not head.is_authors_truncated or not head.work_id:
        return None
    path = spool.work_path(page, head.work_id)
    return unpack(path.read_bytes()) if path.exists() else None


def _one_line(work: bytes) -> bytes:
    # Within JSON a line end can only stand between two tokens, where a blank means the same.
    return work.strip().replace(b"\n", b" ").replace(b"\r", b" ") + b"\n"
