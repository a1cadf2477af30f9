"""What the pages read is what was published, and a new build is seen at once."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import duckdb

from analytics.settings import Settings
from analytics.warehouse.published import open_published
from dashboards import queries
from dashboards.pages.listings import listings_section
from dashboards.state import parse

ROOM = Path(queries.__file__).parent
FIGURES = ("works", "exposed_works", "exposed_share", "bound_high", "international_share", "coverage")


def _table(db, sql, *given):
    return [tuple(row.values()) for row in db.rows(sql, given)]


def test_country_figures_equal_the_published_rows_of_window_and_year(db, known):
    year = known.years[1][-2]
    for search, table, where in (
        ("?window=5", "out_country_window", f"window_years = 5 and last_year = {known.years[5][-1]}"),
        (f"?window=1&year={year}", "out_country_year", f"year = {year}"),
    ):
        state = parse("/", search, known)
        read = {(row["country_code"], *(row[name] for name in FIGURES)) for row in queries.countries(db, state)}
        asked = f"select country_code, {', '.join(FIGURES)} from {table} where {where} and technology_id = 'all'"
        asked += " and tag_scope = 'high' and profile_id = ? and variant = ? and iso3 is not null"
        assert read == set(_table(db, asked, state.profile, state.variant))
        assert len(read) > 5


def test_small_cells_come_without_any_rate(db, known):
    state = parse("/", "?window=1", known)
    small = [row for row in queries.heat(db, state) if row["is_small"]]
    assert small
    assert {row[name] for row in small for name in FIGURES if name.endswith("share")} == {None}
    assert all(row["works"] >= 1 for row in small)


def test_the_evidence_holds_exactly_the_exposed_works_of_the_figure(db, known):
    (institution, profile, variant), *_ = _table(
        db,
        "select institution_id, profile_id, variant from out_evidence_work"
        " group by 1, 2, 3 order by count(*) desc, 1, 2, 3 limit 1",
    )
    search = f"?window=0&institution={institution}&profile={profile}&variant={variant}"
    state = parse("/institution", search, known)
    figures = queries.institution_technologies(db, state)[0]
    works = queries.evidence_works(db, state, figures["first_year"])
    assert figures["technology_id"] == "all"
    assert len(works) == works[0]["found"] == figures["exposed_works"] > 0
    assert all(queries.evidence(db, profile, variant, row["work_id"]) for row in works)


def test_the_heat_map_shows_no_country_that_is_itself_a_counterpart(db, known):
    profile, *_ = [key for key, variants in known.variants.items() if "country" in variants]
    state = parse("/", f"?profile={profile}&variant=country", known)
    assert [row for row in queries.countries(db, state) if row["is_counterpart"]]
    assert not [row for row in queries.heat(db, state) if row["is_counterpart"]]


def test_a_page_shows_each_listing_of_an_institution_and_each_disputed_link(db):
    (listed,) = db.rows("select institution_id from out_institution_listing order by works_then desc limit 1")
    listings = queries.institution_listings(db, listed["institution_id"])
    assert listings
    shown = str(listings_section(db, listed["institution_id"]))
    assert all(row["name_as_listed"] in shown and str(row["effective_from"]) in shown for row in listings)
    (dispute,) = db.rows("select * from out_dispute")
    assert dispute["reason"] in str(listings_section(db, dispute["institution_id"]))
    (nobody,) = db.rows(
        "select min(institution_id) as institution_id from out_institution where institution_id not in"
        " (select institution_id from out_institution_listing union"
        " select institution_id from out_institution_dispute)"
    )
    assert listings_section(db, nobody["institution_id"]) == []


def test_what_a_user_types_is_bound_and_never_part_of_the_sql(db):
    assert queries.institutions(db, "'; drop table out_run; --") == []
    assert queries.institutions(db, "SYNTHETIC")[0]["institution_name"].startswith("SYNTHETIC")


def test_a_newly_published_build_is_read_without_a_restart(sample_warehouse, tmp_path):
    builds = tmp_path / "builds"
    builds.mkdir()
    for name in ("a", "b"):
        with open_published(sample_warehouse) as published:
            shutil.copy(published.path, builds / f"{name}.duckdb")
        with duckdb.connect(str(builds / f"{name}.duckdb")) as con:
            con.execute("update out_run set run_id = ?", [name])
            con.execute("update out_technology set technology_name = ? where technology_id = 'all'", [name])
    link = tmp_path / "current.duckdb"
    seen = []
    for name in ("a", "b"):
        link.unlink(missing_ok=True)
        link.symlink_to(Path("builds") / f"{name}.duckdb")
        with open_published(Settings(warehouse=tmp_path)) as db:
            seen.append((queries.run(db)["run_id"], queries.choices(db).technologies["all"]))
    assert seen == [("a", "a"), ("b", "b")]


def test_sql_stands_in_one_module_and_reads_published_tables_only():
    for file in ROOM.rglob("*.py"):
        texts = [
            node.value
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        read = {name for text in texts for name in re.findall(r"\b(?:from|join) (\w+_\w+)", text)}
        assert file.name == "queries.py" or not read, file
        assert all(name.startswith("out_") for name in read), file
