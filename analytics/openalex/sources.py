"""The forms in which works reach a disk, read as one stream of numbered records.

JSON lines (plain or gz), one API page (``{"meta", "results"}``), a saved list, a single work; UTF-8 or UTF-16.
A source whose first line is a JSON object is read line by line. Any other is read whole: as one document where it
is one, and line by line where it is not, so that a damaged first line costs that line alone.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import msgspec
import pyarrow as pa

from analytics.errors import EmptyFile
from analytics.openalex.chunks import BrokenEnd, chunks, lines

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_PAGE = re.compile(rb'\s*\{\s*"(meta|results|group_by)"\s*:')
# Pages have some MB; a saved list may have more, but must fit into memory.
_LARGEST_DOCUMENT = 1 << 30


class Record(msgspec.Struct, frozen=True, gc=False):
    """One record as it stands in its source, byte for byte.

    ``line_no`` counts lines from 1, in a document its records; ``offset`` is the byte in the decompressed source,
    for UTF-16 in its UTF-8 form.
    """

    line_no: int
    offset: int
    raw: bytes


class _Page(msgspec.Struct):
    results: list[msgspec.Raw]


def records(path: Path) -> Iterator[Record | BrokenEnd]:
    """Every record of ``path`` in order. Lines of white space are no records. Raises EmptyFile."""
    found = False
    for item in _items(chunks(path)):
        found = True
        yield item
    if not found:
        raise EmptyFile(f"{path} is empty.")


def _items(stream: Iterator[bytes | BrokenEnd]) -> Iterator[Record | BrokenEnd]:
    head, broken = _gather(stream, until_line_end=True)
    first = b"".join(head)
    start = len(_BOM) if first.startswith(_BOM) else 0
    whole = chain(filter(None, [first[start:]]), broken, stream)
    yield from _lines(whole, start) if _opens_lines(first[start:]) else _document(whole, start)


def _opens_lines(first: bytes) -> bool:
    """True where the first line is a JSON object of its own, and not an API page."""
    line, newline, _ = first.lstrip().partition(b"\n")
    if _PAGE.match(line) or not newline:
        return False
    try:
        msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _lines(stream: Iterable[bytes | BrokenEnd], offset: int) -> Iterator[Record | BrokenEnd]:
    line_no = 0
    for some in lines(stream):
        if isinstance(some, BrokenEnd):
            yield some
            return
        for line in some:
            line_no += 1
            if line and not line.isspace():
                yield Record(line_no, offset, line)
            offset += len(line) + 1


def _document(stream: Iterator[bytes | BrokenEnd], start: int) -> Iterator[Record | BrokenEnd]:
    blocks, broken = _gather(stream)
    text = _as_utf8(b"".join(blocks))
    members = _members(text) if len(text) <= _LARGEST_DOCUMENT else None
    if members is None:
        yield from _lines(chain([text], broken, stream), start)
        return
    # The members are views into the text, so their place in it is known without searching.
    address = pa.py_buffer(text).address - start
    for number, raw in enumerate(members, start=1):
        yield Record(number, pa.py_buffer(raw).address - address, bytes(raw))
    yield from broken


def _gather(stream: Iterator[bytes | BrokenEnd], until_line_end: bool = False) -> tuple[list[bytes], list[BrokenEnd]]:
    """Blocks of ``stream`` up to its end, to the end of its first line with text, or to more than fits."""
    blocks: list[bytes] = []
    size, seen_text = 0, False
    for block in stream:
        if isinstance(block, BrokenEnd):
            return blocks, [block]
        blocks.append(block)
        size += len(block)
        ends_line = b"\n" in (block if seen_text else block.lstrip())
        if size > _LARGEST_DOCUMENT or (until_line_end and ends_line):
            break
        seen_text = seen_text or not block.isspace()
    return blocks, []


def _as_utf8(text: bytes) -> bytes:
    """UTF-16 in UTF-8; anything else, and what only begins like UTF-16, as it is."""
    if text.startswith(_UTF16):
        with contextlib.suppress(UnicodeDecodeError):
            return text.decode("utf-16").encode()
    return text


def _members(text: bytes) -> list[msgspec.Raw] | list[bytes] | None:
    """The records of a page or a list; any other JSON object is one record; None where the text is no document."""
    try:
        if text.lstrip().startswith(b"["):
            return msgspec.json.decode(text, type=list[msgspec.Raw])
        keys = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        return msgspec.json.decode(text, type=_Page).results if "results" in keys else [text]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
