"""README, ARCHITECTURE and the method cards say what is true of the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from analytics.settings import Settings
from analytics.warehouse.model import LAYERS
from analytics.warehouse.published import open_published
from flows.cli import app

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROOMS = ("flows", "analytics", "sql", "dashboards", "data", "docs", "tests")


def block(language: str) -> str:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)[0]


def test_documents_stay_short():
    assert len(README.splitlines()) < 120
    assert len(ARCHITECTURE.splitlines()) < 200


def test_readme_names_exactly_the_commands_there_are():
    listed = set(re.findall(r"^\| `aperture (\w+)` \|", README, re.MULTILINE))
    commands = {name for name in app if not name.startswith("-")}
    assert listed == commands


def test_the_configuration_of_the_readme_is_accepted():
    settings = Settings(**tomllib.loads(block("toml")))
    assert settings.api is not None
    assert settings.api.countries == ["FR"]


def test_the_query_of_the_readme_runs(sample_warehouse: Settings):
    with open_published(sample_warehouse) as published:
        columns = published.frame(block("sql")).columns
    assert columns[0] == "institution_name"


def test_architecture_names_every_room_and_every_layer():
    for room in ROOMS:
        assert f"| `{room}/` |" in ARCHITECTURE
    for layer in LAYERS:
        assert f"| `{layer}_` |" in ARCHITECTURE


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/methods.md"])
def test_every_path_a_document_names_exists(document: str):
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:analytics|flows|sql|dashboards|data|docs|tests)/[\w/.\-]*)`", text)
    made_by_a_run = [name for name in named if name.startswith("data/warehouse")]
    missing = [name for name in named if name not in made_by_a_run and not (ROOT / name).exists()]
    assert not missing


def test_a_recipe_has_at_most_five_steps():
    recipes = ARCHITECTURE.split("## How to change things")[1].split("## ")[0].split("\n\n")
    steps = [max(map(int, re.findall(r"\b(\d) (?=[A-Z`])", recipe)), default=0) for recipe in recipes]
    assert max(steps) <= 5
    assert sum(1 for number in steps if number) >= 5


def test_every_method_card_names_code_and_settings_that_exist():
    cards = tomllib.loads((ROOT / "data/methods/cards.toml").read_text(encoding="utf-8"))
    for name, card in cards.items():
        for path in card["code"].split(", "):
            assert (ROOT / path).is_file(), f"{name}: {path}"
        for setting in re.findall(r"\b[a-z]+_[a-z_]+\b|\bas_of\b", card["settings"]):
            assert setting in Settings.model_fields, f"{name}: {setting}"


def test_every_setting_that_moves_a_number_is_on_a_card():
    from analytics.warehouse.parameters import FROM_SETTINGS

    text = (ROOT / "data/methods/cards.toml").read_text(encoding="utf-8")
    assert [name for name in (*FROM_SETTINGS, "as_of") if name not in text] == []
