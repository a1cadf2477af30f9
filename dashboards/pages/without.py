"""What each choice of counting changes, what would be without W, and who could take its place."""

from __future__ import annotations

from typing import Any

from dash import html

from analytics.warehouse.published import Published
from dashboards import queries
from dashboards.measures import interval, percent
from dashboards.pages.parts import table
from dashboards.state import State

Row = dict[str, Any]
CHOICES = {
    "headline": "As in the headline",
    "fractional": "Fractional counting",
    "hk_mo_as_cn": "Hong Kong and Macao counted as China",
    "hk_mo_own": "Hong Kong and Macao on their own",
    "without_large_teams": "Without very large teams",
    "high_probable": "Tags “high” and “probable”",
    "listed_now": "Lists as of today",
}
SCENARIOS = {
    "S0": "S0: joint works dropped",
    "S1": "S1: only the counterpart’s credit dropped",
    "S2": "S2: joint works cited like matched ones",
    "S3": "S3: as S2, {share} of links formed anew within {trust_set}",
}


def without_sections(db: Published, state: State) -> list[Any]:
    """What is there of the two sections: choices of counting; scenarios and partners."""
    found = queries.without(db, state)
    choices = [_choices(found["choices"])] if found["choices"] else []
    return [*choices, _without(found)] if found["scenarios"] else choices


def _choices(rows: list[Row]) -> html.Section:
    """One thing changed at a time; over five years where the view shows them, else over all."""
    place = list(CHOICES)
    lines = [_choice(row) for row in sorted(rows, key=lambda row: place.index(row["choice"]))]
    heads = ("Choice", "Exposed", "Works", "Exposed share", "95 % interval", "Against the headline", "Coverage")
    years = f"{rows[0]['first_year']}–{rows[0]['last_year']}"
    text = "One thing is changed at a time; everything else is as in the headline."
    caption = f"Exposure under every choice, {years}"
    title = html.H2("What each choice of counting changes")
    return html.Section([title, html.P(text, className="lead"), table(caption, heads, lines)])


def _choice(row: Row) -> list[str]:
    digits = 1 if row["choice"] == "fractional" else 0
    moved = "" if row["choice"] == "headline" else "—"
    if row["choice"] != "headline" and row["difference"] is not None:
        moved = f"{100 * row['difference']:+.1f} points"
    return [
        CHOICES[row["choice"]],
        f"{row['exposed_works']:,.{digits}f}",
        f"{row['works']:,.{digits}f}",
        percent(row["exposed_share"]),
        interval(row["exposed_share_low"], row["exposed_share_high"]),
        moved,
        percent(row["coverage"]),
    ]


def _without(found: dict[str, list[Row]]) -> html.Section:
    """Scenarios and partners of the newest window."""
    rows, partners = found["scenarios"], found["partners"]
    years = f"{rows[0]['first_year']}–{rows[0]['last_year']}"
    text = (
        f"{rows[0]['exposed_works']:,} of {rows[0]['works']:,} works of {years} are joint works;"
        f" affiliation coverage {percent(rows[0]['coverage'])}. Assumptions worked out, not forecasts; S0 is the upper"
        " bound of the loss. In brackets the middle 95 % of replicates."
    )
    heads = ("Scenario", "Works", "Top 10 % works", "MNCS", "Network (institutions)")
    lines = [_scenario(row) for row in rows]
    content = [html.H2("Without the counterpart"), html.P(text, className="lead")]
    content.append(table(f"Change without the counterpart, {years}", heads, lines))
    for name in sorted({row["trust_set_id"] for row in partners}):
        content += _partners(
            name, *([row for row in of if row["trust_set_id"] == name] for of in (partners, found["skill"]))
        )
    return html.Section(content)


def _scenario(row: Row) -> list[str]:
    name = SCENARIOS[row["scenario"]].format(share=percent(row["reformed_share"], 0), trust_set=row["trust_set_id"])
    changes = (("p", 1), ("p_top10", 1), ("mncs", 3), ("component", 1))
    return [name, *(_change(row, f"delta_{of}", digits) for of, digits in changes)]


def _change(row: Row, name: str, digits: int) -> str:
    change, low, high = (row[f"{name}{side}"] for side in ("", "_low", "_high"))
    if change is None:
        return "too few works"
    band = "" if low is None or low == high else f" ({low:+.{digits}f} to {high:+.{digits}f})"
    return ("0" if not change else f"{change:+.{digits}f}") + band


def _partners(trust_set: str, rows: list[Row], skill: list[Row]) -> list[Any]:
    heads = ("Institution", "Country", "Joint so far", "Capability", "Similarity", "Reach", "Product")
    lines = [
        [
            row["candidate_name"],
            row["candidate_country"],
            f"{row['joint_works']:,}",
            f"{row['capability']:.1f}",
            f"{row['similarity']:.2f}",
            percent(row["reach"]),
            f"{row['product']:.4f}",
        ]
        for row in rows
    ]
    content: list[Any] = [html.H3(f"Partners that could take its place: {trust_set}")]
    content.append(table(f"Institutions of {trust_set}, ranked", heads, lines, numeric=2))
    return [*content, *(html.P(_skill(row)) for row in skill)]


def _skill(row: Row) -> str:
    return (
        f"Judged on {row['new_links']:,} new links hidden from it, the ranking is right in"
        f" {percent(row['auc_product'])} of pairs; popularity in {percent(row['auc_popularity'])}."
        " A ranking of partners, not a score of risk."
    )
