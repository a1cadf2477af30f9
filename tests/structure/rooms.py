"""The repository as the tests of this folder see it: rooms, files, imports, texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from analytics.settings import REPOSITORY

ROOMS = ("flows", "analytics", "dashboards")
_NOT_OURS = {"__pycache__", "build", "dist", "node_modules"}


def files(*folders: str, suffixes: tuple[str, ...] = ()) -> list[Path]:
    """Files of the repository below ``folders``; caches, environments and `data/warehouse` are not of it."""
    found = [path for folder in folders for path in sorted((REPOSITORY / folder).rglob("*")) if path.is_file()]
    return [path for path in found if (not suffixes or path.suffix in suffixes) and not _is_left_out(path)]


def _is_left_out(path: Path) -> bool:
    folders = path.relative_to(REPOSITORY).parts[:-1]
    is_made = any(folder in _NOT_OURS or folder.endswith((".egg-info", "_cache")) for folder in folders)
    is_hidden = any(folder.startswith(".") and folder != ".ci" for folder in folders)
    return is_made or is_hidden or folders[:2] == ("data", "warehouse")


def name(path: Path) -> str:
    """Path relative to the repository."""
    return path.relative_to(REPOSITORY).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Dotted names of the modules a file imports, wherever in the file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def texts(path: Path) -> Iterator[str]:
    """String constants of a Python file, docstrings included, f-strings in their constant pieces."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
