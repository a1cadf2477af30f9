"""Audits: every key is one, and a broken build is noticed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from analytics.layout import current
from analytics.settings import Settings
from analytics.warehouse.audits import Audit, key_audit, stated_audit
from analytics.warehouse.build import audit_published
from analytics.warehouse.contents import content
from analytics.warehouse.model import SQL, sql_models


@pytest.fixture
def writable(sample_warehouse: Settings, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the sample's build that a test may break."""
    shutil.copyfile(current(sample_warehouse.warehouse), tmp_path / "build.duckdb")
    with duckdb.connect(str(tmp_path / "build.duckdb")) as con:
        yield con


def audited(con: duckdb.DuckDBPyConnection, name: str) -> Audit:
    if not name.startswith("key_"):
        return stated_audit(con, name)
    model = sql_models()[name.removeprefix("key_")]
    return key_audit(con, model, content(con, model))


def test_the_published_sample_passes_every_error_audit_and_every_key_is_audited(sample_warehouse: Settings) -> None:
    audits = audit_published(sample_warehouse)
    assert not [audit for audit in audits if audit.level == "error" and not audit.is_passed]
    assert {f"key_{name}" for name in sql_models()} <= {audit.name for audit in audits}
    assert {path.stem for path in (SQL / "audits").glob("*.sql")} <= {audit.name for audit in audits}


@pytest.mark.parametrize(
    ("damage", "noticed"),
    [
        ("insert into out_method from out_method limit 1", "key_out_method"),
        ("update out_technology set tag_scope = null where year = 2020", "key_out_technology"),
        ("insert into ind_home_window from ind_home_window limit 1", "key_ind_home"),
        ("insert into ind_home_exposed_window from ind_home_exposed_window limit 1", "key_ind_home"),
        ("insert into est_home from est_home", "key_out_home"),
        (
            "delete from est_exposure where unit_kind = 'country' and window_years = 1 and last_year = 2020",
            "published_equals_computed",
        ),
        (
            "delete from est_exposure where unit_kind = 'institution' and window_years = 1 and last_year = 2020",
            "years_add_up",
        ),
        ("delete from out_evidence", "evidence_is_complete"),
        ("delete from out_intake where reason = 'superseded'", "records_add_up"),
        ("update out_entity set held = held + 1 where entity = 'topics'", "entities_add_up"),
        ("update raw_part set quarantined = records", "bad_lines_are_few"),
        ("update ind_work_unit set weight = weight * 0.999", "weights_sum_to_one"),
        ("delete from ind_work where publication_year = 2020", "works_all_have_units"),
        ("update stg_record set outcome = 'staged' where outcome = 'superseded'", "staged_once"),
        ("update out_list set resolved = resolved + 1", "listings_are_all_accounted_for"),
        ("update ind_stratum_rate set rate = rate * 0.999", "expected_equals_observed_in_the_world"),
        ("update ind_exposed_window set led_unknown = led_unknown + 1", "leadership_adds_up"),
        ("update ind_citation_class set top10 = top10 * 0.999", "top_scores_add_up"),
        ("delete from out_impact where window_years = 1 and last_year = 2020", "impact_years_add_up"),
        ("update ind_home_year set works = works + 1 where unit_kind = 'country'", "homes_hold_their_parts"),
        ("insert into ind_change_total values ('synthetic-demo', 'country', 'country', 1, 0, 0, 0)", "changes_add_up"),
        ("update ind_mobility set authors = 9", "no_flow_is_below_the_floor"),
        ("update est_exposure set bound_high = exposed_share - 0.01", "shares_within_bounds"),
        (
            "update stg_works set work_id = 1 where work_id = (select min(work_id) from stg_works)",
            "synthetic_is_not_mixed",
        ),
    ],
)
def test_damage_is_noticed_by_its_audit(writable: duckdb.DuckDBPyConnection, damage: str, noticed: str) -> None:
    writable.execute(damage)
    audit = audited(writable, noticed)
    assert audit.level == "error"
    assert not audit.is_passed


def test_every_error_audit_is_shown_to_fail_by_a_test() -> None:
    stated = {path.stem for path in (SQL / "audits").glob("*.sql") if path.read_text().startswith("-- error")}
    (marked,) = [m for m in test_damage_is_noticed_by_its_audit.pytestmark if m.name == "parametrize"]
    assert stated == {noticed for _, noticed in marked.args[1] if not noticed.startswith("key_")}
