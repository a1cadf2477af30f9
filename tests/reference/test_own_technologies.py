"""A user's own folder adds a technology, or puts its file in the place of a shipped one when it says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analytics.errors import ReferenceError as BadReference
from analytics.reference import load_reference
from analytics.settings import REPOSITORY, Settings

OWN = """\
name = "SYNTHETIC field"
group = "SYNTHETIC group"
definition = "SYNTHETIC"
{more}
topics = [{{ id = "T10036", role = "core", name = "any label" }}]
official = []
[phrases]
include = ["synthetic phrase"]
exclude = []
"""


def own(root: Path, technology_id: str, more: str = "") -> Path:
    path = root / "taxonomies" / "technologies" / f"{technology_id}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(OWN.format(more=more), encoding="utf-8")
    return path


def test_a_field_of_ones_own_stands_beside_the_shipped_ones(tmp_path):
    own(tmp_path, "my_field", 'notes = "why"')
    tables = load_reference(Settings(reference=[tmp_path]))
    assert tables["ref_technology"].height == 54
    assert tables["ref_technology_phrase"].filter(technology_id="my_field")["phrase"].to_list() == ["synthetic phrase"]


def test_a_file_that_says_so_replaces_a_shipped_field_whole(tmp_path):
    own(tmp_path, "robotics", "replaces = true")
    tables = load_reference(Settings(reference=[tmp_path]))
    assert tables["ref_technology"].filter(technology_id="robotics")["technology_name"].item() == "SYNTHETIC field"
    assert tables["ref_technology"].height == 53
    assert tables["ref_technology_phrase"].filter(technology_id="robotics").height == 1
    assert tables["ref_technology_topic"].filter(technology_id="robotics").height == 1
    assert tables["ref_technology_official"].filter(technology_id="robotics").height == 0


def test_a_second_file_of_one_name_has_to_say_that_it_replaces(tmp_path):
    path = own(tmp_path, "robotics")
    with pytest.raises(BadReference, match=r"already stands in .*says replaces = true") as caught:
        load_reference(Settings(reference=[tmp_path]))
    assert str(path) in str(caught.value)


def test_nothing_is_replaced_that_does_not_exist(tmp_path):
    own(tmp_path, "robotic", "replaces = true")
    with pytest.raises(BadReference, match="toml:4: there is no technology 'robotic' to replace"):
        load_reference(Settings(reference=[tmp_path]))


def test_two_official_lists_of_one_code_are_refused(tmp_path):
    shutil.copytree(REPOSITORY / "data/taxonomies/crosswalk", tmp_path / "taxonomies/crosswalk")
    with pytest.raises(BadReference, match="the official list 'ASPI' already stands in"):
        load_reference(Settings(reference=[tmp_path]))


@pytest.mark.parametrize("longer", ["qubit", "a synthetic phrase", "synthetic phrases"])
def test_a_phrase_inside_another_would_count_one_mention_twice(tmp_path, longer):
    path = own(tmp_path, "my_field")
    added = path.read_text().replace('["synthetic phrase"]', f'["synthetic phrase", "{longer}"]')
    path.write_text(added, encoding="utf-8")
    if longer == "qubit":
        load_reference(Settings(reference=[tmp_path]))
        return
    with pytest.raises(BadReference, match="is already covered by 'synthetic phrase'"):
        load_reference(Settings(reference=[tmp_path]))
