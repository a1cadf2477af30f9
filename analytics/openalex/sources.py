"""The forms in which works reach a disk, read as one stream of numbered records.

JSON lines (plain or gz), one API page (``{"meta", "results"}``), a saved list, a single work; UTF-8 or UTF-16.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from isal import igzip, isal_zlib

from analytics.errors import EmptyFile

_GZIP_MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_LINES = (*_UTF16, b"\xef\xbb\xbf")
_PAGE = re.compile(rb'\s*\{\s*"(meta|results|group_by)"\s*:')


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands in its source: number from 1, byte offset in the decompressed text."""

    line_no: int
    offset: int
    raw: bytes


@dataclass(frozen=True)
class BrokenEnd:
    """Why a source could not be read to its end."""

    reason: str


class _Page(msgspec.Struct):
    results: list[msgspec.Raw]


def chunks(path: Path) -> Iterator[bytes | BrokenEnd]:
    """Decompressed bytes of ``path``; the last item is a BrokenEnd where a gz is cut or fails its checksum."""
    with path.open("rb") as file:
        if file.read(2) != _GZIP_MAGIC:
            file.seek(0)
            while block := file.read(_CHUNK):
                yield block
            return
        yield from _gunzip(path)


def _gunzip(path: Path) -> Iterator[bytes | BrokenEnd]:
    done = 0
    try:
        with igzip.open(path, "rb") as stream:
            while block := stream.read(_CHUNK):
                done += len(block)
                yield block
    except (EOFError, OSError, zlib.error, isal_zlib.error) as error:
        # igzip drops the block in which it met the damage; read that far again, in small sips.
        yield _salvage(path, done)
        yield BrokenEnd(_gzip_reason(error))


def _salvage(path: Path, done: int) -> bytes:
    """What can still be decompressed of a damaged gz beyond its first ``done`` bytes."""
    found, seen, pending, gunzip = bytearray(), 0, b"", zlib.decompressobj(wbits=31)
    near_end = path.stat().st_size - 128
    with path.open("rb") as file, contextlib.suppress(zlib.error):
        # Byte by byte at the end: a wrong checksum must not take the last line with it.
        while pending := pending or file.read(64 if file.tell() < near_end else 1):
            text = gunzip.decompress(pending)
            seen += len(text)
            found += text[max(0, len(text) - max(0, seen - done)) :]
            pending, gunzip = _next_member(gunzip)
    return bytes(found)


def _next_member(gunzip: zlib._Decompress) -> tuple[bytes, zlib._Decompress]:
    return (gunzip.unused_data, zlib.decompressobj(wbits=31)) if gunzip.eof else (b"", gunzip)


def _gzip_reason(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the compressed data ends before its end marker"
    return "the compressed data does not agree with its checksum"


def records(path: Path) -> Iterator[Record | BrokenEnd]:
    """Every record of ``path`` in order. Blank lines are no records. Raises EmptyFile."""
    stream = chunks(path)
    first = next(stream, b"")
    if not first or (isinstance(first, bytes) and not first.strip() and path.stat().st_size < _CHUNK):
        raise EmptyFile(f"{path} is empty.")
    if isinstance(first, BrokenEnd):
        yield first
    elif _is_lines(first):
        yield from _lines(first, stream)
    else:
        yield from _document(first, stream)


def is_json_lines(path: Path) -> bool:
    """True where ``path`` begins like JSON lines of works, the form the fast lane reads."""
    first = next(chunks(path), b"")
    return isinstance(first, bytes) and _is_lines(first)


def _is_lines(first: bytes) -> bool:
    if first.startswith(_NOT_LINES) or _PAGE.match(first):
        return False
    # A "{" or "[" alone on its line opens a pretty-printed document.
    return first.lstrip().split(b"\n", 1)[0].strip() not in (b"{", b"") and not first.lstrip().startswith(b"[")


def _lines(first: bytes, stream: Iterator[bytes | BrokenEnd]) -> Iterator[Record | BrokenEnd]:
    rest, offset, line_no = first, 0, 1
    broken: BrokenEnd | None = None
    while True:
        *lines, rest = rest.split(b"\n")
        for line in lines:
            if line.strip():
                yield Record(line_no, offset, line)
            offset += len(line) + 1
            line_no += 1
        block = next(stream, None)
        if block is None or isinstance(block, BrokenEnd):
            broken = block
            break
        rest += block
    if rest.strip():
        yield Record(line_no, offset, rest)
    if broken:
        yield broken


def _document(first: bytes, stream: Iterator[bytes | BrokenEnd]) -> Iterator[Record | BrokenEnd]:
    blocks, broken = [first], None
    for block in stream:
        if isinstance(block, BrokenEnd):
            broken = block
            break
        blocks.append(block)
    text = _as_utf8(b"".join(blocks))
    offset = 0
    for number, raw in enumerate(_members(text), start=1):
        offset = max(text.find(raw, offset), 0)
        yield Record(number, offset, raw)
    if broken:
        yield broken


def _as_utf8(text: bytes) -> bytes:
    if text.startswith(_UTF16):
        return text.decode("utf-16", errors="replace").encode()
    return text.removeprefix(b"\xef\xbb\xbf")


def _members(text: bytes) -> list[bytes]:
    """The records of a page or a list; a text that is neither is one record, good or bad."""
    try:
        if text.lstrip().startswith(b"["):
            return [bytes(raw) for raw in msgspec.json.decode(text, type=list[msgspec.Raw])]
        return [bytes(raw) for raw in msgspec.json.decode(text, type=_Page).results]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return [text]
