"""Who may import whom, and where each third-party library lives: the tables of ARCHITECTURE.md are held here."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
from rooms import ROOMS, files, imports, name, texts

from analytics.settings import REPOSITORY
from analytics.warehouse.model import LAYERS

ARCHITECTURE = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
PYTHON = files(*ROOMS, suffixes=(".py",))
MODULE_OF = {"dash-ag-grid": "dash_ag_grid", "pydantic-settings": "pydantic_settings", "scikit-learn": "sklearn"}
MAY_IMPORT = {"analytics": {"analytics"}, "dashboards": {"dashboards", "analytics"}, "flows": set(ROOMS)}


def library_homes() -> dict[str, tuple[list[str], str]]:
    """Library → its homes and why, from the table `| library | home | why |`."""
    table = ARCHITECTURE.split("| library | home | why |\n", 1)[1].split("\n\n", 1)[0]
    homes = {}
    for line in table.splitlines()[1:]:
        libraries, places, why = (cell.strip() for cell in line.strip("|").split("|"))
        for library in libraries.split(","):
            homes[library.strip()] = ([p.strip() for p in places.split(",") if p.strip() != "–"], why)
    return homes


HOMES = library_homes()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    strangers = {
        (name(path), module)
        for path in files(room, suffixes=(".py",))
        for module in imports(path)
        if module.split(".")[0] in {*ROOMS, "tests"} - MAY_IMPORT[room]
    }
    assert not strangers


def test_flows_import_the_dashboard_only_to_start_it() -> None:
    used = {module for path in files("flows", suffixes=(".py",)) for module in imports(path)}
    assert {module for module in used if module.startswith("dashboards")} <= {"dashboards.app"}


def test_every_library_is_imported_only_in_its_home() -> None:
    ours = {MODULE_OF.get(library, library): places for library, (places, _) in HOMES.items()}
    astray = {
        (name(path), module)
        for path in PYTHON
        for module in {dotted.split(".")[0] for dotted in imports(path)}
        if module not in sys.stdlib_module_names and module not in ROOMS
        if not any(Path(name(path)).is_relative_to(home) for home in ours.get(module, []))
    }
    assert not astray


@pytest.mark.parametrize("library", sorted(HOMES))
def test_every_home_exists_and_uses_its_library(library: str) -> None:
    homes, why = HOMES[library]
    for home in homes if "not used yet" not in why else []:
        assert (REPOSITORY / home).exists(), home
        inside = [path for path in PYTHON if Path(name(path)).is_relative_to(home)]
        used = {module.split(".")[0] for path in inside for module in imports(path)}
        assert MODULE_OF.get(library, library) in used, f"{home} does not import {library}"


def test_every_dependency_has_a_row_in_the_table() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=\[]", dependency)[0] for dependency in project["dependencies"]}
    assert declared - set(HOMES) == set()


def test_the_architecture_names_every_room_and_every_table_prefix() -> None:
    for room in (*ROOMS, "sql", "data", "docs", "tests"):
        assert f"| `{room}/` |" in ARCHITECTURE
    for layer in LAYERS:
        assert f"| `{layer}_` |" in ARCHITECTURE


def test_dashboards_and_reports_read_published_tables_only() -> None:
    layers = "|".join(set(LAYERS) - {"out"})
    read = {
        (name(path), found)
        for path in files("dashboards", "analytics/reports", suffixes=(".py",))
        for text in texts(path)
        for found in re.findall(rf"\b(?:from|join)\s+((?:{layers})_\w+)", text)
    }
    assert not read
