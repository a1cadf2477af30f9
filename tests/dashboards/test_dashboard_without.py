"""The sections on choices, scenarios and partners show what was published for the view."""

from __future__ import annotations

import json

from plotly.utils import PlotlyJSONEncoder

from dashboards.pages.without import without_sections
from dashboards.state import parse

UNIT = "I9990000005"


def text_of(content) -> str:
    return json.dumps(content, cls=PlotlyJSONEncoder, ensure_ascii=False)


def view(known, **more):
    asked = "&".join(f"{name}={value}" for name, value in more.items())
    return parse("/institution", f"?institution={UNIT}&profile=synthetic-demo&variant=country&{asked}", known)


def test_every_choice_is_shown_with_its_share(db, known):
    state = view(known, window=5)
    rows = db.rows(
        "select * from out_sensitivity where institution_id = ? and profile_id = 'synthetic-demo' and kind = 'country'"
        " and technology_id = 'all' and window_years = 5",
        (UNIT,),
    )
    shown = text_of(without_sections(db, state))
    assert {row["choice"] for row in rows} == {"headline", "fractional", "hk_mo_as_cn", "without_large_teams"}
    assert all(f"{100 * row['exposed_share']:.1f} %" in shown for row in rows)
    assert "Hong Kong and Macao counted as China" in shown


def test_scenarios_and_partners_are_those_of_the_view(db, known):
    shown = text_of(without_sections(db, view(known)))
    assert all(f"{scenario}: " in shown for scenario in ("S0", "S1", "S2", "S3"))
    names = db.rows(
        "select candidate_name from out_substitute where institution_id = ? and profile_id = 'synthetic-demo'"
        " and variant = 'country' and technology_id = 'all'",
        (UNIT,),
    )
    assert names
    assert all(row["candidate_name"] in shown for row in names)


def test_where_joint_works_are_too_few_nothing_is_shown(db, known):
    assert "S0: " not in text_of(without_sections(db, view(known, technology="batteries_storage")))
