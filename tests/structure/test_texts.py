"""What a user reads: the project's words, no machine of anybody's, no code among the data."""

from __future__ import annotations

import re
import tomllib

import pytest
from rooms import files, name, texts

from analytics.settings import REPOSITORY

NEVER = re.compile(
    r"\b(hits?|suspicious\w*|risky|collu[ds]\w*|leaked|risk[ -]scores?|blacklist\w*|malign\w*|orgs?|insts?)\b", re.I
)
# What is counted is a work. A type of work may be called as the source calls it.
NOT_A_WORK = re.compile(r"(?<!conference )(?<!working )\bpapers?\b", re.I)
TEMPLATES = files("analytics/reports/templates", suffixes=(".j2", ".typ"))
SCREENS = files("dashboards", "analytics/reports", "flows", suffixes=(".py",))


def user_texts() -> dict[str, str]:
    """Where it stands → the text: column meanings, method cards, templates, sentences in the code of screens."""
    found = {}
    for path in files("sql/out", "sql/audits", suffixes=(".sql",)):
        found[name(path)] = "\n".join(line for line in path.read_text("utf-8").splitlines() if line.startswith("--"))
    for method, card in tomllib.loads((REPOSITORY / "data/methods/cards.toml").read_text("utf-8")).items():
        found[f"data/methods/cards.toml {method}"] = f"{card['title']}\n{card['formula']}"
    found["docs/methods.md"] = (REPOSITORY / "docs/methods.md").read_text("utf-8")
    for path in TEMPLATES:
        found[name(path)] = re.sub(r"paper: \"a4\"", "", path.read_text("utf-8"))
    for path in SCREENS:
        # A sentence has blanks; keys, ids and class names have none.
        found[name(path)] = "\n".join(text for text in texts(path) if " " in text)
    return found


@pytest.mark.parametrize("pattern", [NEVER, NOT_A_WORK], ids=["never", "not a work"])
def test_texts_use_the_words_of_the_project(pattern: re.Pattern[str]) -> None:
    used = {(place, word.group()) for place, text in user_texts().items() for word in pattern.finditer(text)}
    assert not used


@pytest.mark.parametrize("text", ["3 hits on the list", "a suspicious work", "Risk score", "they colluded"])
def test_a_word_that_judges_is_found(text: str) -> None:
    assert NEVER.search(text)


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    # Put together here, so that this file does not hold them itself.
    hosts = ["pypi" + ".org", "python" + "hosted", "registry." + "npmjs", "proxy." + "golang", "ana" + "conda.org"]
    places = [r"(?<![\w.<}])/" + place + r"/\w" for place in ("home", "root", "Users", "work", "tmp")]
    pattern = re.compile("|".join([*map(re.escape, hosts), *places, "--(extra-)?index" + "-url"]))
    own = [path for path in REPOSITORY.iterdir() if path.is_file() and path.name != "LICENSE"]
    everywhere = [*own, *files(".ci", "flows", "analytics", "sql", "dashboards", "data", "docs", "tests")]
    found = set()
    for path in everywhere:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found |= {(name(path), place.group()) for place in pattern.finditer(text)}
    assert not found


def test_data_holds_no_code() -> None:
    kinds = {path.suffix for path in files("data")}
    assert kinds <= {".toml", ".csv", ".md", ".example", ".json", ".npz"}
    assert [name(path) for path in files("data") if path.stat().st_mode & 0o111] == []
