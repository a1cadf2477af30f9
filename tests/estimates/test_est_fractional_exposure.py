"""The published limits of exposure against works looked up one by one and resampled in plain Python."""

from __future__ import annotations

import plain_bootstrap as plain
import pytest

from analytics.settings import Settings
from analytics.warehouse.published import Published, open_published

REPLICATES = 1000
KEY = "profile_id, variant, unit_id, unit_kind, technology_id, tag_scope, last_year, window_years"
WORKS = """
select u.work_id, cast(u.weight as double) as weight, cast(coalesce(c.mass, 0) as double) as mass
from ind_work_unit as u
inner join tag_work_scope as t on u.work_id = t.work_id
inner join stg_works as w on u.work_id = w.work_id
left join (
    select work_id, sum(weight) as mass from ind_work_counterpart where profile_id = ? and variant = ? group by work_id
) as c on u.work_id = c.work_id
where u.unit_id = ? and u.unit_kind = ? and t.technology_id = ? and t.tag_scope = ? and w.publication_year <= ?
  and (? = 0 or w.publication_year > ? - ?) and u.hk_mo = ?
"""


def some_cells(published: Published, unit: str, kind: str) -> list[dict]:
    """Every fiftieth cell of at most sixty works and an exposed one."""
    rows = published.rows(
        f"select *, {unit} as unit_id, '{kind}' as unit_kind from out_{kind}_window "
        "where exposed_works > 0 and works between 10 and 60 "
        f"order by {KEY.replace('unit_id', unit).replace('unit_kind, ', '')}"
    )
    return rows[::50]


@pytest.mark.slow
@pytest.mark.parametrize(("unit", "kind"), [("institution_id", "institution"), ("country_code", "country")])
def test_published_limits_are_those_of_a_plain_loop_over_the_works(sample_warehouse: Settings, unit, kind):
    with open_published(sample_warehouse) as published:
        cells = some_cells(published, unit, kind)
        assert len(cells) >= 10
        for cell in cells:
            values = [cell[name.strip()] for name in KEY.split(",")]
            hk_mo = "own" if kind == "institution" else cell["hk_mo"]
            works = published.rows(WORKS, [*values, cell["last_year"], cell["window_years"], hk_mo])
            assert len(works) == cell["works"]
            assert_limits(cell, works)


def assert_limits(cell: dict, works: list[dict]) -> None:
    rows = [(0, work["work_id"], work["weight"]) for work in works]
    rows += [(1, work["work_id"], work["weight"]) for work in works if work["mass"] > 0]
    rows += [(2, work["work_id"], work["mass"]) for work in works if work["mass"] > 0]
    whole, exposed, mass = plain.sums(rows, REPLICATES).values()
    close(cell, "counterpart_mass", plain.limits([float(x) for x in mass]))
    shares = [float(x / n) if n else None for x, n in zip(exposed, whole, strict=True)]
    is_mixed = cell["exposed_works"] < cell["works"]
    close(cell, "exposed_fractional", plain.limits(shares) if is_mixed else None)


def close(cell: dict, name: str, expected: tuple[float, float] | None) -> None:
    found = (cell[f"{name}_low"], cell[f"{name}_high"])
    assert found == ((None, None) if expected is None else pytest.approx(expected, abs=1e-9))


def test_limits_stand_around_their_number_and_nowhere_else(sample_warehouse: Settings):
    with open_published(sample_warehouse) as published:
        for table in ("out_institution_window", "out_country_window"):
            counted = published.rows(
                "select count(*) as rows, count(exposed_fractional_low) as limits, "
                "count(case when exposed_works between 1 and works - 1 and works >= 10 then 1 end) as mixed, "
                "count(case when exposed_fractional_low > exposed_fractional_high then 1 end) as turned, "
                "count(case when not exposed_share between exposed_share_stability_low "
                "and exposed_share_stability_high then 1 end) as outside, "
                "count(case when counterpart_mass_low is not null and (exposed_works = 0 or works < 10) then 1 end) "
                f"as astray from {table}"
            )[0]
            assert counted["limits"] == counted["mixed"] > 0
            assert (counted["turned"], counted["outside"], counted["astray"]) == (0, 0, 0)
