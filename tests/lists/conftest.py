from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_lists import (
    ABROAD,
    ALIASES,
    CROSSWALK,
    ENDED,
    ENTRIES,
    LIST_TOML,
    NORTH,
    NORTHERN,
    OTHER_TWIN,
    TWIN,
    Place,
    organisation,
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "mine" / "watchlists" / "synthetic_list"
    folder.mkdir(parents=True)
    files = {"list.toml": LIST_TOML, "entries.csv": ENTRIES, "aliases.csv": ALIASES, "crosswalk.csv": CROSSWALK}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    organisations = [
        organisation(NORTH, "SYNTHETIC University of the North"),
        organisation(NORTHERN, "SYNTHETIC Northern University"),
        organisation(TWIN, "SYNTHETIC Twin Hospital"),
        organisation(OTHER_TWIN, "SYNTHETIC Twin Hospital"),
        organisation(ENDED, "SYNTHETIC Ended Institute", status="inactive"),
        organisation(ABROAD, "SYNTHETIC Abroad", country="IR"),
    ]
    (tmp_path / "ror.json").write_text(json.dumps(organisations), encoding="utf-8")
    config = tmp_path / "aperture.toml"
    config.write_text(f'reference = ["{tmp_path / "mine"}"]\n', encoding="utf-8")
    return Place(tmp_path / "mine", tmp_path / "ror.json", config)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """The one sentence on stderr."""

    def sentence() -> str:
        error = capsys.readouterr().err
        assert error.count("\n") == 1, error
        assert "Traceback" not in error
        return error.strip()

    return sentence
