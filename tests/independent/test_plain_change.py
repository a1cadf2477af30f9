"""Two nights of the sample: works, fields and lists all move, then lists alone; every cell against a plain split."""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from both_counts import Counted, counted_plainly
from lists_in_every_shape import LIST, write_root
from plain_change import PARTS, Side, counted, split, states
from plain_exposure import cells, wilson
from plain_tags import fields, tiers
from plain_works import newest, read_records
from scipy.stats import false_discovery_control, fisher_exact
from test_plain_count import counterparts
from test_plain_windows import in_w

from analytics.openalex.shards import parts
from analytics.sample import write_sample
from analytics.settings import REPOSITORY, Settings

pytestmark = pytest.mark.slow

CLOSE = 1e-9
SMALL = 5
OWN = "own_field"
KINDS = [("synthetic-shapes", "listed_then"), ("synthetic-shapes", "listed_now"), ("country-only", "country")]


@dataclass
class Night:
    """Two builds, one after the other, and the fields that lay over the shipped ones in each."""

    before: Counted
    after: Counted
    technologies: set[str]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> list[Night]:
    folder = tmp_path_factory.mktemp("nights")
    root = write_root(folder / "root")
    settings = Settings(warehouse=folder / "warehouse", reference=[root], as_of="2026-06-30", threads=2, alert_fdr=0.9)
    write_sample(folder / "sample", works=1000)
    records = list(newest(read_records(sorted((folder / "sample/data/jsonl/works").rglob("*.gz")))).values())
    shipped = set(fields()) | {"all"}

    last = write(folder / "last", list(telling([r for n, r in enumerate(records) if n % 9 == 4])))
    first = write(folder / "first", [r for n, r in enumerate(records) if n % 9 not in (0, 4) and n % 23 != 5])
    lost = write(folder / "lost", [r for n, r in enumerate(records) if n % 9 not in (0, 4) and n % 23 == 5])
    builds = [counted_plainly(settings, [first, lost], {})]

    part = next(part for part in parts(settings.warehouse) if part.name.endswith("lost.jsonl.gz"))
    shutil.rmtree(settings.warehouse / "raw" / part.part_id)
    later = write(folder / "later", list(changed(records)))
    own = change_fields(root)
    change_listing(root, "I9990000005", "I9990000006")
    builds.append(counted_plainly(settings, [first, later], {}))
    retag(builds[1], own)

    change_listing(root, "I9990000006", "I9990000015")
    builds.append(counted_plainly(settings, [first, later], {}))
    retag(builds[2], own)

    builds.append(counted_plainly(settings, [first, later, last], {}))
    retag(builds[3], own)
    known = [shipped, shipped | {OWN}, shipped | {OWN}]
    return [Night(before, after, names) for (before, after), names in zip(pairwise(builds), known, strict=True)]


def write(stem: Path, records: list[dict]) -> Path:
    path = stem.with_suffix(".jsonl.gz")
    path.write_bytes(gzip.compress(b"".join(json.dumps(record).encode() + b"\n" for record in records)))
    return path


def changed(records: list[dict]) -> Iterator[dict]:
    """New works, and newer versions of some: other authors, another title, a type that counts no more or does now."""
    for n, record in enumerate(records):
        newer = record | {"updated_date": "2026-07-01"}
        if n % 9 == 4:
            continue
        if n % 9 == 0:
            yield record
        elif n % 23 == 5:
            continue
        elif n % 11 == 1:
            yield newer | {"authorships": records[n - 1]["authorships"]}
        elif n % 13 == 2:
            yield newer | {"title": "SYNTHETIC robot with a qubit for quantum computing"}
        elif n % 17 == 3:
            yield newer | {"type": "paratext" if record["type"] == "article" else "article"}


def telling(records: list[dict]) -> Iterator[dict]:
    """Works of the newest complete year, every second one by those who wrote one work with China: that is alarming."""
    both = next(record for record in records if "CN" in codes(record) and len(codes(record)) > 1)
    for n, record in enumerate(records):
        newest_year = {"publication_year": 2025, "publication_date": "2025-05-05"}
        yield record | newest_year | ({"authorships": both["authorships"]} if n % 2 else {})


def codes(record: dict) -> set[str]:
    every = (i for authorship in record["authorships"] for i in authorship["institutions"])
    return {i["country_code"] for i in every if i.get("country_code")}


def change_fields(root: Path) -> dict[str, dict]:
    """A field of one's own, and robotics by other phrases than shipped."""
    folder = root / "taxonomies/technologies"
    folder.mkdir(parents=True)
    text = (REPOSITORY / "data/taxonomies/technologies/robotics.toml").read_text(encoding="utf-8")
    text = text.replace('    "motion planning",\n', "").replace('    "manipulator",\n', '    "synthetic",\n')
    (folder / "robotics.toml").write_text(f"replaces = true\n{text}", encoding="utf-8")
    (folder / f"{OWN}.toml").write_text(text, encoding="utf-8")
    return fields(folder)


def change_listing(root: Path, before: str, after: str) -> None:
    path = root / f"watchlists/{LIST}/crosswalk.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(f"late,,{before}", f"late,,{after}"), encoding="utf-8")


def retag(build: Counted, own: dict[str, dict]) -> None:
    for work in build.works:
        found = tiers(build.staged[work.work_id], build.scores[work.work_id], own)
        high = {name for name, tier in found.items() if tier == "high"}
        probable = {name for name, tier in found.items() if tier == "probable"}
        work.scopes = {"high": high | {"all"}, "high_probable": high | probable}


def side(build: Counted, profile: str, variant: str) -> Side:
    works = {work.work_id: work for work in build.works}
    return Side(works, build.staged, counterparts(build, profile, variant), set(build.outcomes))


@pytest.mark.parametrize("unit_kind", ["country", "institution"])
@pytest.mark.parametrize(("profile", "variant"), KINDS)
def test_every_cell_that_moved_and_the_part_of_every_cause(nights, profile, variant, unit_kind):
    causes: Counter = Counter()
    for night in nights:
        sides = (side(build, profile, variant) for build in (night.before, night.after))
        corpora = states(*sides, night.technologies)
        expected = split([counted(s, by_country=variant == "country", of=unit_kind) for s in corpora])
        where = f"profile_id = '{profile}' and variant = '{variant}' and unit_kind = '{unit_kind}'"
        rows = night.after.published.rows(f"from out_change where {where}")
        rows = [row for row in rows if row["technology_id"] in night.technologies]
        found = {(r["unit_id"], r["technology_id"], r["tag_scope"], r["year"]): r for r in rows}
        assert set(found) == set(expected)
        for key, row in expected.items():
            is_small = min(row["works_before"], row["works_after"]) < SMALL
            assert found[key]["is_small"] == is_small
            for name, value in row.items():
                if "share" in name and is_small:
                    assert found[key][name] is None
                else:
                    assert found[key][name] == pytest.approx(float(value), abs=CLOSE), (key, name)
            for name in ("works", "exposed_works"):
                before, after = row[f"{name}_before"], row[f"{name}_after"]
                change = pytest.approx(after / before - 1, abs=CLOSE) if before >= 10 else None
                assert found[key][f"{name}_change"] == change
            causes.update(part for part in PARTS if row[f"works_{part}"] or row[f"exposed_works_{part}"])
    assert all(causes[part] for part in PARTS if part != "lists" or variant != "country"), causes


def alerts_of(night: Night, profile: str, variant: str, unit_kind: str) -> dict[tuple, dict]:
    """(unit, technology) → what an alert about it would say, of every cell that is tested."""
    sides = (side(build, profile, variant) for build in (night.before, night.after))
    corpora = states(*sides, night.technologies)
    by_country = variant == "country"
    moved = split([counted(s, by_country=by_country, of=unit_kind) for s in corpora])
    w_of, inside = counterparts(night.after, profile, variant), in_w(night.after, profile, variant, unit_kind)
    every = cells(night.after.works, w_of, by_country=by_country, of=unit_kind)
    newest_year = max(work.year for work in night.after.works if work.year < 2026)
    found = {}
    for unit, technology, scope, year in moved:
        base = {y: every.get((unit, technology, scope, y)) for y in range(year - 5, year)}
        base = {y: cell for y, cell in base.items() if cell}
        now, works = every.get((unit, technology, scope, year)), sum(cell.works for cell in base.values())
        is_asked = (scope, year) == ("high", newest_year) and unit not in inside
        if is_asked and now and now.works >= SMALL and works >= SMALL:
            n, k, exposed = now.works, now.exposed_works, sum(cell.exposed_works for cell in base.values())
            parts = moved[unit, technology, scope, year]
            was = sum(cell.unknown for cell in base.values()) / works
            found[unit, technology] = {
                **{"year": year, "works": n, "exposed_works": k, "exposed_share": k / n, "base_works": works},
                **{"base_exposed_works": exposed, "base_share": exposed / works, "coverage": 1 - now.unknown / n},
                **{"base_first_year": min(base), "base_last_year": max(base), "coverage_change": was - now.unknown / n},
                **{f"exposed_works_{p}": parts[f"exposed_works_{p}"] for p in ("new", "removed", "revised")},
                **dict(zip(("exposed_share_low", "exposed_share_high"), wilson(k, n), strict=True)),
                **dict(zip(("base_share_low", "base_share_high"), wilson(exposed, works), strict=True)),
                "p_value": fisher_exact([[k, n - k], [exposed, works - exposed]]).pvalue,
            }
    return found


@pytest.mark.parametrize("unit_kind", ["country", "institution"])
@pytest.mark.parametrize(("profile", "variant"), KINDS)
def test_every_alert_of_a_night_that_only_brought_works(nights, profile, variant, unit_kind):
    night = nights[2]
    published = night.after.published
    where = f"profile_id = '{profile}' and variant = '{variant}' and unit_kind = '{unit_kind}'"
    tested = {(r["unit_id"], r["technology_id"]): r for r in published.rows(f"from est_alert where {where}")}
    expected = alerts_of(night, profile, variant, unit_kind)
    assert set(tested) == set(expected)
    told = {(r["unit_id"], r["technology_id"]): r for r in published.rows(f"from out_alert where {where}")}
    assert set(told) == {at for at, row in tested.items() if row["q_value"] <= 0.9}
    assert {at: row["p_value"] for at, row in tested.items()} == pytest.approx(
        {at: row["p_value"] for at, row in expected.items()}, rel=1e-7
    )
    for at, row in told.items():
        for name, value in expected[at].items():
            assert row[name] == pytest.approx(float(value), rel=1e-7, abs=CLOSE), (at, name)
        assert row["direction"] == ("higher" if row["exposed_share"] > row["base_share"] else "lower")
        assert row["main_part"] == "new"
        assert row["q_value"] == tested[at]["q_value"]


def test_the_false_alerts_of_a_night_are_controlled_over_all_its_tests(nights):
    published = nights[2].after.published
    tested = published.rows("select p_value, q_value from est_alert")
    q_values = false_discovery_control([row["p_value"] for row in tested])
    assert [row["q_value"] for row in tested] == pytest.approx(list(q_values))
    (run,) = published.rows("from out_change_run")
    alerts = published.rows("from out_alert")
    assert (run["cells_tested"], run["alerts"]) == (len(tested), len(alerts))
    assert run["is_frozen"]
    assert len(alerts) > 0


def test_what_the_run_says_of_a_night(nights):
    for number, night in enumerate(nights):
        (run,) = night.after.published.rows("from out_change_run")
        before, after = ({work.work_id for work in build.works} for build in (night.before, night.after))
        fresh, gone = after - set(night.before.outcomes), before - set(night.after.outcomes)
        assert run["previous_run_id"] == night.before.published.path.stem
        assert run["basis"] == f"compared with {run['previous_run_id']}"
        assert (run["works_new"], run["works_removed"]) == (len(fresh), len(gone))
        changed_what = run["is_taxonomy_changed"], run["is_lists_changed"], run["is_frozen"]
        assert changed_what == [(True, True, False), (False, True, False), (False, False, True)][number]
        assert not run["is_settings_changed"] | run["is_method_changed"]
        for table, name in (("out_change", "cells"), ("out_change_pair", "pairs")):
            assert run[name] == night.after.published.rows(f"select count(*) as n from {table}")[0]["n"]


def test_a_field_that_came_is_all_tags(nights):
    (row,) = nights[0].after.published.rows(
        "select count(*) as cells, count(*) filter (works_tags = works_after and works_before = 0) as tags "
        f"from out_change where technology_id = '{OWN}'"
    )
    assert row["cells"] == row["tags"] > 0


def test_a_night_with_only_a_list_change_is_all_lists(nights):
    published = nights[1].after.published
    others = " or ".join(f"works_{p} <> 0 or exposed_works_{p} <> 0" for p in PARTS if p != "lists")
    assert published.rows(f"from out_change where {others}") == []
    assert published.rows("select count(*) > 0 as some from out_change") == [{"some": True}]
    assert published.rows("from out_change_pair") == []


def test_joint_works_of_every_pair_that_moved(nights):
    night = nights[0]
    corpora = states(*(side(build, *KINDS[2]) for build in (night.before, night.after)), night.technologies)
    expected = [Counter() for _ in corpora]
    for found, state in zip(expected, corpora, strict=True):
        for work in (placed.work for placed in state):
            places = sorted(set(work.countries) - {"unknown"})
            pairs = [(x, y) for x in places for y in places if x < y]
            found.update((*p, t, scope, work.year) for p in pairs for scope, ts in work.scopes.items() for t in ts)
    rows = night.after.published.rows(f"from out_change_pair where technology_id <> '{OWN}'")
    found = {(r["country_x"], r["country_y"], r["technology_id"], r["tag_scope"], r["year"]): r for r in rows}
    keys = {key for state in expected for key in state}
    assert set(found) == {key for key in keys if any(state[key] != expected[0][key] for state in expected)}
    for key, row in found.items():
        counts = [state[key] for state in expected]
        assert (row["joint_works_before"], row["joint_works_after"]) == (counts[0], counts[-1])
        steps = dict(zip(PARTS, (b - a for a, b in pairwise(counts)), strict=True))
        assert steps.pop("lists") == 0
        assert {part: row[f"joint_works_{part}"] for part in steps} == steps
