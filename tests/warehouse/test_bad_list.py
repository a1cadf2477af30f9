"""A bad edit to a list never reaches a published warehouse: the build stops with file and line, the old one stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.errors import ReferenceError as BadReference
from analytics.layout import builds, current
from analytics.settings import REPOSITORY, Settings
from analytics.warehouse.build import build
from analytics.warehouse.published import open_published

LIST = "watchlists/synthetic_watchlist"
EDITS = [
    (f"{LIST}/entries.csv", ",CN,fictional research body", ",XX,fictional research body", 2, "'XX' is not a known"),
    (f"{LIST}/entries.csv", "2019-05-01,day", "2019-13-01,day", 2, "expected a date"),
    (f"{LIST}/crosswalk.csv", "I9990000095", "9990000095", 3, "not a bare OpenAlex institution id"),
    (f"{LIST}/list.toml", "rows_max = 8", "rows_max = 7", 0, "expected 8 to 7"),
    ("disputes.csv", "2026-02-01", "", 2, "'disputed_on' is empty"),
    ("profiles/synthetic-demo.toml", '"synthetic_watchlist"', '"synthetic_watchlst"', 0, "is not known"),
]


@pytest.fixture
def published(ingested: Callable[..., Settings], tmp_path: Path, sample_warehouse: Settings) -> Settings:
    """The sample's published build, beside a copy of its lists that may be edited."""
    root = Path(shutil.copytree(REPOSITORY / "data" / "synthetic", tmp_path / "root"))
    settings = ingested(reference=[root])
    target = current(sample_warehouse.warehouse).resolve()
    builds(settings.warehouse).mkdir()
    os.link(target, builds(settings.warehouse) / target.name)
    current(settings.warehouse).symlink_to(Path("builds") / target.name)
    return settings


@pytest.mark.parametrize(("name", "old", "new", "line", "cause"), EDITS)
def test_a_bad_edit_stops_the_build_and_leaves_what_is_published(
    published: Settings, name: str, old: str, new: str, line: int, cause: str
) -> None:
    path = published.reference[0] / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    link, before = current(published.warehouse).readlink(), sorted(builds(published.warehouse).iterdir())
    with pytest.raises(BadReference) as caught:
        build(published)
    assert f"{path}:{line or ''}" in str(caught.value)
    assert cause in str(caught.value)
    assert current(published.warehouse).readlink() == link
    assert sorted(builds(published.warehouse).iterdir()) == before
    with open_published(published) as reader:
        assert reader.rows("select count(*) as n from out_list")[0]["n"] >= 2


def test_the_mended_list_is_published(published: Settings) -> None:
    path = published.reference[0] / LIST / "entries.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2019-05-01,day", "2019-04-01,day"), encoding="utf-8")
    report = build(published)
    assert current(published.warehouse).resolve() == report.path
    with open_published(published) as reader:
        days = reader.rows(
            "select cast(effective_from as varchar) as day from out_listing"
            " where listing_id = 'synthetic_watchlist/synthetic-university-nevkel-001-cn'"
        )
    assert days == [{"day": "2019-04-01"}]
