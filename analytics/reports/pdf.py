"""The report as a tagged PDF (PDF/UA-1) with a fixed date and fonts that come with the packages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import typst
from matplotlib.ft2font import FT2Font

from analytics.reports import numbers
from analytics.reports.document import ReportContent

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
# Typst brings Libertinus Serif; DejaVu Sans fills in what it lacks (more scripts, no Chinese or Japanese).
_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
_REPLACEMENT = "\N{WHITE SQUARE}"
_NOT_PRINTED = (
    "Some characters cannot be printed in this PDF and are shown as \N{WHITE SQUARE} ({number} of them). The"
    " HTML version of this report has them."
)


def render_pdf(content: ReportContent) -> bytes:
    """The PDF's bytes. Data goes in as JSON and is never parsed as markup.

    Characters that no available font has are shown as a white square, and the report says so.
    """
    missing: list[str] = []
    data = _each_text(asdict(content), lambda text: _printable(text, missing))
    data["dated"] = content.dated.isoformat()
    data["day"] = numbers.day(content.dated)
    data["warning"] = _NOT_PRINTED.format(number=numbers.count(len(missing))) if missing else ""
    made: bytes = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=datetime(content.dated.year, content.dated.month, content.dated.day, tzinfo=UTC),
    )
    return made


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same structure with every text changed, except the drawings."""
    if isinstance(value, dict):
        return {key: item if key == "svg" else _each_text(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return change(value) if isinstance(value, str) else value


def _printable(text: str, missing: list[str]) -> str:
    lacking = {character for character in text if ord(character) not in _characters() and character != "\n"}
    missing.extend(character for character in text if character in lacking)
    return "".join(_REPLACEMENT if character in lacking else character for character in text)


@cache
def _characters() -> frozenset[int]:
    """Code points of DejaVu Sans: what is in it can always be printed."""
    return frozenset(FT2Font(str(_FONTS / "DejaVuSans.ttf")).get_charmap())
