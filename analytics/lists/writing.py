"""Change files of a list so that the loader has checked them before they replace anything."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from analytics.errors import DecisionRefused, NotWritten
from analytics.errors import ReferenceError as BadReference

Rows = list[dict[str, str]]


def read_cells(path: Path) -> tuple[list[str], Rows]:
    """Header and rows of a reference CSV file that the loader accepts; both empty where the file is absent."""
    if not path.is_file():
        return [], []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [dict(row) for row in reader]
        return list(reader.fieldnames or []), rows


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """CSV as the reference data has it: UTF-8 text, commas, line feeds, empty for what is not known."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", restval="", extrasaction="raise")
    writer.writeheader()
    writer.writerows({key: "" if value is None else value for key, value in row.items()} for row in rows)
    return text.getvalue()


def with_columns(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """``columns`` and, behind them, those that some row adds."""
    return list(dict.fromkeys([*columns, *(key for row in rows for key in row)]))


def write_checked(folder: Path, files: Mapping[str, str], check: Callable[[Path], object]) -> None:
    """Write ``files`` (name → text) into ``folder``, each by one rename, after ``check`` has accepted them.

    ``check`` is given a copy of the folder's own files, under the same name, with the new ones among them; what it
    raises as ReferenceError becomes DecisionRefused, and nothing is written. Raises NotWritten.
    """
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "watchlists" / folder.name
        copy.mkdir(parents=True)
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.is_file():
                shutil.copy(path, copy)
        for name, text in files.items():
            (copy / name).write_text(text, encoding="utf-8")
        try:
            check(copy)
        except BadReference as error:
            raise DecisionRefused(f"Nothing was written: {str(error).replace(str(copy), str(folder))}") from None
    _replace(folder, files)


def _replace(folder: Path, files: Mapping[str, str]) -> None:
    staged: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            # Beside its target: a rename within one folder is the one step that cannot be half done.
            aside = folder / f".{name}.{os.getpid()}"
            staged.append((aside, folder / name))
            aside.write_text(text, encoding="utf-8")
        for aside, target in staged:
            aside.replace(target)
    except OSError as error:
        raise NotWritten(f"{folder} cannot be written: {error.strerror}.") from None
    finally:
        for aside, _ in staged:
            aside.unlink(missing_ok=True)
