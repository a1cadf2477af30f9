"""Gzip in memory: a whole body in, a whole body out, checksum verified."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from isal import isal_zlib

_GZIP_WINDOW = 31  # 15 bits of window with a gzip header and trailer

# The library's stubs declare its error as a value, not as a class.
_Damage = cast("type[Exception]", isal_zlib.error)


class DamagedGzipError(Exception):
    """Compressed bytes end early or fail their checksum."""


def pack(plain: bytes) -> bytes:
    """``plain`` as gzip; the same bytes always give the same bytes."""
    return isal_zlib.compress(plain, 1, wbits=_GZIP_WINDOW)


def pack_all(pieces: Iterable[bytes]) -> bytes | None:
    """All ``pieces`` as one gzip, holding only what is packed; None where there is no piece."""
    packer = isal_zlib.compressobj(1, wbits=_GZIP_WINDOW)
    packed, is_empty = [], True
    for piece in pieces:
        packed.append(packer.compress(piece))
        is_empty = False
    return None if is_empty else b"".join([*packed, packer.flush()])


def unpack(packed: bytes) -> bytes:
    """The bytes inside ``packed``. Raises DamagedGzipError."""
    try:
        return isal_zlib.decompress(packed, wbits=_GZIP_WINDOW)
    except _Damage as error:
        raise DamagedGzipError(f"the compressed body is damaged ({error})") from None
