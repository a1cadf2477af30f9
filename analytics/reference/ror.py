"""The identifier of the Research Organization Registry and its checksum."""

from __future__ import annotations

import re

# Crockford's base 32: no i, l, o, u.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_SHAPE = re.compile(rf"0[{_ALPHABET}]{{6}}[0-9]{{2}}")


def is_ror_id(text: str) -> bool:
    """Whether ``text`` is a bare ROR id (9 characters, e.g. ``013w2d378``) whose last two digits check.

    The check is ISO 7064 MOD 97-10 over the first seven characters read as a base-32 number
    (ROR's own ``generate_id``): 98 - (100·n mod 97).
    """
    if not _SHAPE.fullmatch(text):
        return False
    number = 0
    for character in text[:7]:
        number = number * 32 + _ALPHABET.index(character)
    return 98 - (number * 100) % 97 == int(text[7:])
