"""`aperture taxonomy check` and `diff` on the SYNTHETIC sample."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analytics.errors import NoTaxonomy, PathNotFound
from analytics.settings import REPOSITORY, Settings
from analytics.taxonomy.diff import difference
from analytics.taxonomy.edition import read_edition
from analytics.warehouse.published import open_published
from flows.cli import run

SHIPPED = REPOSITORY / "data"


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The shipped technologies as a folder of files, to be changed."""
    return shutil.copytree(SHIPPED / "taxonomies" / "technologies", tmp_path / "exported")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_taxonomy_of_the_build_gives_the_tags_of_the_build(sample_warehouse: Settings, exported: Path) -> None:
    with open_published(sample_warehouse) as published:
        found = difference(published, read_edition(SHIPPED), read_edition(exported))
        tagged = dict(
            published.con.sql(
                "select technology_id, count(*) from tag_work_technology where tier = 'high' group by all"
            ).fetchall()
        )
    assert found.changed_works == 0
    assert dict(found.rows.filter(found.rows["high_after"] > 0).select("technology_id", "high_after").rows()) == tagged


def test_a_change_of_one_field_moves_the_works_that_hold_the_phrase(sample_warehouse: Settings, exported: Path) -> None:
    replace(exported / "drones_uav.toml", '"drone bee",', '"drone bee", "quadrotor",')
    with open_published(sample_warehouse) as published:
        found = difference(published, read_edition(SHIPPED), read_edition(exported))
        holding = published.rows(
            "select work_id from stg_text where regexp_matches(lower(title || ' ' || abstract), '\\bquadrotor')"
        )
    changed = found.rows.filter(found.rows["changed"] > 0)
    assert changed["technology_id"].to_list() == ["drones_uav"]
    assert 0 < found.changed_works <= len(holding)
    assert set(found.moved["work_id"]) <= {row["work_id"] for row in holding}


def test_a_root_without_official_lists_lies_over_the_shipped_taxonomy(tmp_path: Path) -> None:
    own = tmp_path / "taxonomies" / "technologies"
    own.mkdir(parents=True)
    source = (SHIPPED / "taxonomies/technologies/robotics.toml").read_text(encoding="utf-8")
    (own / "robotics.toml").write_text(f"replaces = true\n{source}", encoding="utf-8")
    assert len(read_edition(tmp_path).names) == 53


def test_the_difference_is_told_with_the_works_that_move(
    sample_warehouse: Settings, exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(exported / "drones_uav.toml", '"drone bee",', '"drone bee", "quadrotor",')
    words = ["taxonomy", "diff", str(SHIPPED), str(exported), "--technology", "drones_uav"]
    assert run([*words, "--warehouse", str(sample_warehouse.warehouse)]) == 0
    printed = capsys.readouterr().out
    assert "works change a tag, in 1 technologies." in printed
    assert "SYNTHETIC study" in printed
    assert run([*words[:-1], "no_such_field", "--warehouse", str(sample_warehouse.warehouse)]) == 27


def test_the_check_names_silent_phrases_and_items_nobody_answers_to(
    sample_warehouse: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["taxonomy", "check", "--warehouse", str(sample_warehouse.warehouse)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("never fires") and "boson sampling" in line for line in lines)
    assert not any(line.startswith("never fires") and "quadrotor" in line for line in lines)
    assert any("official item without technology" in line and "Geoengineering" in line for line in lines)


def test_a_phrase_that_stands_in_works_of_many_fields_is_named(
    sample_warehouse: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SHIPPED / "taxonomies", tmp_path / "taxonomies")
    for file in ("taxonomies/crosswalk", "taxonomies/openalex_topics.csv", "taxonomies/technologies"):
        path = tmp_path / file
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    own = tmp_path / "taxonomies/technologies/drones_uav.toml"
    own.parent.mkdir()
    source = (SHIPPED / "taxonomies/technologies/drones_uav.toml").read_text(encoding="utf-8")
    own.write_text("replaces = true\n" + source.replace("include = [", 'include = [\n    "fictional study",', 1))
    config = tmp_path / "aperture.toml"
    config.write_text(f'reference = ["{tmp_path}"]\nwarehouse = "{sample_warehouse.warehouse}"\n')
    assert run(["taxonomy", "check", "--most-fields", "0", "--config", str(config)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("fires in many fields") and "fictional study" in line for line in lines)


def test_a_topic_that_openalex_does_not_have_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "mine/taxonomies/technologies/drones_uav.toml"
    own.parent.mkdir(parents=True)
    source = (SHIPPED / "taxonomies/technologies/drones_uav.toml").read_text(encoding="utf-8")
    own.write_text("replaces = true\n" + source.replace("T11133", "T99999"), encoding="utf-8")
    config = tmp_path / "aperture.toml"
    config.write_text(f'reference = ["{tmp_path / "mine"}"]\nwarehouse = "{tmp_path / "none"}"\n')
    assert run(["taxonomy", "check", "--config", str(config)]) == 88
    said = capsys.readouterr()
    assert "No build is published, so phrases are not tried on works." in said.out
    assert said.err == "1 topics do not exist in OpenAlex; the first is T99999.\n"


def test_a_folder_without_technologies_is_no_taxonomy(tmp_path: Path) -> None:
    with pytest.raises(NoTaxonomy):
        read_edition(tmp_path)
    with pytest.raises(PathNotFound):
        read_edition(tmp_path / "nowhere")
