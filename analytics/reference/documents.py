"""TOML documents of reference data: known keys only, right types, and a line for every complaint."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.errors import ReferenceError  # noqa: A004 - see analytics/errors.py

Spec = Mapping[str, type]


@dataclass(frozen=True)
class Document:
    """One parsed TOML file; ``values`` holds what it says."""

    path: Path
    source: str
    values: dict[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def error(self, sentence: str, near: str = "") -> ReferenceError:
        """The error to raise about this file: file, line where ``near`` first stands (else 1), sentence."""
        return ReferenceError(f"{self.path}:{self.line_of(near)}: {sentence}")

    def line_of(self, near: str) -> int:
        """The first line that holds ``near``; a key or a quoted text, never prose."""
        as_key = rf"(?m)(^\s*\[*|[{{,]\s*){re.escape(near)}\s*[=\]]"
        as_text = re.escape(f'"{near}"')
        match = re.search(as_key, self.source) or re.search(as_text, self.source)
        at = match.end() if near and match else 0
        return self.source.count("\n", 0, at) + 1

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """The text under ``key``, which has to be one of ``allowed``."""
        value = str(self.values[key])
        if value not in allowed:
            raise self.error(f"'{key}' is '{value}', expected one of {', '.join(allowed)}.", key)
        return value

    def check(self, values: Any, required: Spec, optional: Spec) -> None:
        """Raise where ``values`` is no table, or its keys or kinds of value are not as specified."""
        if not isinstance(values, dict):
            raise self.error(f"'{values}' stands where a table is expected.", str(values))
        known = {**required, **optional}
        for key, value in values.items():
            if key not in known:
                raise self.error(f"the key '{key}' is not known here; known are {', '.join(known)}.", key)
            if type(value) is not known[key]:  # exact: a truth value is no number, a time no date
                raise self.error(f"'{key}' is not of the kind {known[key].__name__}.", key)
        for key in required:
            if key not in values:
                raise self.error(f"the key '{key}' is missing.")


def read_document(path: Path, required: Spec, optional: Spec | None = None) -> Document:
    """The TOML file at ``path`` with exactly the keys of the two specifications (key -> type)."""
    document = read_tables(path)
    document.check(document.values, required, optional or {})
    return document


def read_tables(path: Path) -> Document:
    """The TOML file at ``path``, its keys not checked yet. Raises ReferenceError when it is not TOML."""
    try:
        source = path.read_text(encoding="utf-8")
        return Document(path, source, tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ReferenceError(f"{path}:{line.group(1) if line else 1}: not valid TOML: {error}.") from None
    except UnicodeDecodeError:
        raise ReferenceError(f"{path}:1: the file is not UTF-8 text.") from None
