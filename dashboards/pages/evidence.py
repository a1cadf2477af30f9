"""From a number to the works behind it, to the raw affiliation string, to the listing and its source."""

from __future__ import annotations

import html as markup
import re
from typing import Any

from dash import html

from analytics.warehouse.published import Published
from dashboards import queries
from dashboards.pages.parts import column, grid, link_column, say, web_address
from dashboards.state import Choices, State

Row = dict[str, Any]
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sub|sup|scp)>", re.IGNORECASE)
_WORKS = [
    column("year", "Year", width=90),
    column("title", "Work", filter=True, flex=3, minWidth=280, tooltipField="title"),
    column("technologies", "Technologies", flex=2, minWidth=180, tooltipField="technologies"),
    link_column("doi", "DOI", width=240),
    column("work_id", "OpenAlex work", width=150),
]
_AFFILIATIONS = [
    column("authorship_no", "Author position", width=130, type="rightAligned"),
    column(
        "affiliation_string",
        "Affiliation string, as printed",
        flex=3,
        minWidth=300,
        wrapText=True,
        autoHeight=True,
    ),
    column("institution_name", "Institution", flex=2, minWidth=200, wrapText=True, autoHeight=True),
    column("country_code", "Country", width=100),
    column("name_as_listed", "Listing", flex=2, minWidth=200, wrapText=True, autoHeight=True),
    column("relation", "Way", width=140),
    column("listing_evidence", "Evidence", width=140),
    column("effective_from", "Listed since", width=125),
    link_column("list_title", "Listed by (source)", flex=2, minWidth=200, wrapText=True, autoHeight=True),
]


def evidence_section(db: Published, state: State, figures: Row, choices: Choices) -> html.Section:
    """The exposed works of the view; a selected work unfolds below. ``figures``: the view's exposure row."""
    rows = queries.evidence_works(db, state, figures["first_year"])
    head = html.H2("Evidence", id="evidence-head")
    if not rows:
        return html.Section([head, html.P("No exposed works in this technology and these years.")])
    lines = [_work(row, choices) for row in rows]
    return html.Section(
        [
            head,
            html.P(_words(rows, figures, state), className="lead"),
            grid(
                "evidence-works",
                lines,
                _WORKS,
                "Exposed works",
                rowSelection={"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
            ),
            html.Div(html.P("Select a work to see the affiliations and listings."), id="evidence-of-work"),
        ]
    )


def evidence_of_work(db: Published, profile_id: str, variant: str, work: Row) -> list[Any]:
    """The affiliations that make one work exposed, each with its listing; no person is named."""
    rows = queries.evidence(db, profile_id, variant, work["work_id"])
    if not rows:
        return [say("This build holds no evidence for this work.")]
    lines = [_affiliation(row) for row in rows]
    return [
        html.H3(["Counterparts on the work: ", html.Cite(work["title"])]),
        grid("evidence-affiliations", lines, _AFFILIATIONS, "Affiliations and listings of the work", height=260),
    ]


def _words(rows: list[Row], figures: Row, state: State) -> str:
    found = rows[0]["found"]
    words = f"{found:,} works" if len(rows) == found else f"The newest {len(rows):,} of {found:,} works"
    words += f" with a counterpart, {figures['first_year']}–{figures['last_year']}."
    if state.technology != "all" and found != figures["exposed_works"]:
        words += f" Works tagged high or probable are listed; the ledger counts {figures['exposed_works']:,}."
    return words


def _work(row: Row, choices: Choices) -> Row:
    names = [choices.technologies.get(name, name) for name in row["technologies"].split("; ") if name]
    return {
        "work_id": row["work_id"],
        "year": row["year"],
        "title": _plain(row["title"] or "(no title)"),
        "technologies": "; ".join(names),
        "doi": (row["doi"] or "").removeprefix("https://doi.org/"),
        "doi_url": web_address(row["doi"]),
    }


def _affiliation(row: Row) -> Row:
    kept = {name: row[name] for name in ("authorship_no", "institution_name", "country_code", "name_as_listed")}
    return kept | {
        "affiliation_string": row["affiliation_string"] or "(none given by the source)",
        "relation": way(row),
        "listing_evidence": (row["listing_evidence"] or "").replace("_", " "),
        "effective_from": str(row["effective_from"] or ""),
        "list_title": row["list_title"],
        "list_title_url": web_address(row["source_url"]),
    }


def way(row: Row) -> str:
    """How the listing leads to the institution, in words; empty without a listing."""
    ways = {"exact": "itself", "rolled_down": f"parent {row['via_id']}", "successor": f"succeeds {row['via_id']}"}
    return ways.get(row["relation"], "")


def _plain(title: str) -> str:
    """A title without the markup that publishers leave in it."""
    return markup.unescape(_MARKUP.sub("", title))
