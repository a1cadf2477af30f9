"""Ceilings of files and functions, names that say nothing, errors with a code of their own."""

from __future__ import annotations

import ast
import re

from rooms import ROOMS, files, name, tree

from analytics.errors import ApertureError

PYTHON = files(*ROOMS, suffixes=(".py",))


def test_a_python_file_is_at_most_250_lines_long() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    assert {file: lines for file, lines in lengths.items() if lines > 250} == {}


def test_a_function_is_at_most_40_lines_long() -> None:
    lengths = {
        f"{name(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in PYTHON
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {function: lines for function, lines in lengths.items() if lines > 40} == {}


def test_no_file_is_named_after_nothing() -> None:
    empty = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)$|_v\d+$")
    assert [name(path) for path in PYTHON if any(empty.search(part) for part in path.with_suffix("").parts)] == []


def test_every_error_has_an_exit_code_of_its_own() -> None:
    codes = [error.exit_code for error in ApertureError.__subclasses__()]
    assert len(codes) == len(set(codes))
    assert 0 not in codes
    assert max(codes) < 126, "the shell keeps the rest for itself"
