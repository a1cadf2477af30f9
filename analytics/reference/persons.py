"""Who must not be loaded from a list: persons and talent programmes."""

from __future__ import annotations

import re

# Narrow on purpose: an academy may bear a person's name ("Imam Hossein University") and is an institution.
_RULES = [
    # A form of address at the start, and nothing that names an institution behind it.
    r"(?i:^(mr|mrs|ms|dr|prof|professor|gen|general|brigadier|maj|major|lt|lieutenant|col|colonel|adm|admiral"
    r"|ayatollah|sheikh)\.?\s)",
    # "SURNAME, Given": how sanctions lists print persons.
    r"^[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+)?, [A-Z][a-z]+(?:[ -][A-Z][a-z]+)*$",
    # Given name and patronymic, with the surname before or behind.
    r"^(?:[\w'’-]+ ){1,2}\w+(?i:ovich|evich|ovna|evna)(?: [\w'’-]+)?$",
    r"^(?:\w+ ){0,2}(?i:bin|bint|ibn|binti) \w+(?: \w+){0,2}$",
    r"(?i:\b(date of birth|place of birth|dob:?|pob:?|born \d|passport no|national id)\b|\b(nationality|gender):)",
    r"(?i:\b(talents?|scholars?|experts?)\b.*\b(plan|program|programme|project|scheme|award|professorship)s?\b)",
    r"(?i:\b(program|programme|plan|project|recruitment)\b.*\b(talents?|scholars?|experts?)\b)",
    r"(?i:\b(thousand|hundred|million)s? talents\b)",
]
_INSTITUTION = re.compile(
    r"(?i:\b(universit|institut|academ|college|school|cent(er|re)|laborator|hospital|compan|corporation"
    r"|bureau|organi[sz]ation|factory|group|ltd|co\.|foundation|stift|administration|directorate|council|commission"
    r"|association|agency|ministry|services))"
)
_PERSON = [re.compile(rule) for rule in _RULES[:4]]
_CERTAIN = [re.compile(rule) for rule in _RULES[4:]]


def looks_like_a_person(name: str) -> bool:
    """Whether a listed name reads as a person or as a talent programme rather than as an institution.

    Marks of a person give way to a word that names an institution ("General Hospital …"); marks of an
    identity paper or of a talent programme do not.
    """
    if any(rule.search(name) for rule in _CERTAIN):
        return True
    return not _INSTITUTION.search(name) and any(rule.search(name) for rule in _PERSON)
