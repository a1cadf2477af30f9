"""The bytes of a source, decompressed in blocks, with every byte that a damaged gz still gives."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from isal import igzip
from isal.igzip_lib import IsalError

_GZIP_MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 18  # what a core keeps at hand: four times as much takes longer


@dataclass(frozen=True)
class BrokenEnd:
    """Why a source could not be read to its end."""

    reason: str


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
        # Two exceptions: isal's stubs leave open untyped and declare its error class as a value.
        with igzip.open(path, "rb") as stream:  # type: ignore[no-untyped-call]
            while block := stream.read(_CHUNK):
                done += len(block)
                yield block
    except (EOFError, OSError, zlib.error, IsalError) as error:  # type: ignore[misc]
        # igzip drops the block in which it met the damage; read that far again, in small sips.
        if found := _salvage(path, done):
            yield found
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


def lines(stream: Iterable[bytes | BrokenEnd]) -> Iterator[list[bytes] | BrokenEnd]:
    """The lines of ``stream`` without their ends, some at a time; the last one may have lacked its end."""
    begun: list[bytes] = []
    for block in stream:
        if isinstance(block, BrokenEnd):
            yield from _last(begun)
            yield block
            return
        begun_at, found = 0, []
        # Not split(), which looks at one byte after the other.
        while (end := block.find(b"\n", begun_at)) >= 0:
            found.append(block[begun_at:end])
            begun_at = end + 1
        if found:
            found[0], begun = b"".join((*begun, found[0])), []
            yield found
        begun.append(block[begun_at:])
    yield from _last(begun)


def _last(begun: list[bytes]) -> Iterator[list[bytes]]:
    if line := b"".join(begun):
        yield [line]
