"""From a number to the works behind it, to the raw affiliation string, to the listing and its source."""

from __future__ import annotations

from typing import Any

from dash import html

from analytics.warehouse.published import Published
from dashboards import queries
from dashboards.pages.parts import column, grid, say
from dashboards.state import State

Row = dict[str, Any]
_LINK = {"cellRenderer": "markdown", "linkTarget": "_blank"}
_WORKS = [
    column("year", "Year", width=90),
    column("title", "Work", filter=True, flex=3, minWidth=280, tooltipField="title"),
    column("technologies", "Technologies", flex=2, minWidth=180, tooltipField="technologies"),
    column("doi", "DOI", width=230, **_LINK),
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
    column("effective_from", "Listed since", width=125),
    column("source", "Listed by", flex=2, minWidth=200, wrapText=True, autoHeight=True, **_LINK),
]


def evidence_section(db: Published, state: State, figures: Row) -> html.Section:
    """The exposed works of the view; a selected work unfolds below. ``figures``: the view's exposure row."""
    rows = queries.evidence_works(db, state, figures["first_year"])
    head = html.H2("Evidence", id="evidence-head")
    if not rows:
        return html.Section([head, html.P("No exposed works in this technology and these years.")])
    lines = [
        row | {"doi": _markdown(row["doi"], _bare(row["doi"])), "technologies": row["technologies"]}
        for row in rows
    ]
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
    lines = [
        row
        | {
            "source": _markdown(row["source_url"], row["list_title"]),
            "effective_from": str(row["effective_from"] or ""),
        }
        for row in rows
    ]
    kept = [{c["field"]: line.get(c["field"]) for c in _AFFILIATIONS} for line in lines]
    return [
        html.H3(["Co-authored with: ", html.Cite(work["title"] or work["work_id"])]),
        grid(
            "evidence-affiliations", kept, _AFFILIATIONS, "Affiliations and listings of the work", height=260
        ),
    ]


def _words(rows: list[Row], figures: Row, state: State) -> str:
    found = rows[0]["found"]
    words = f"{found:,} works" if len(rows) == found else f"The newest {len(rows):,} of {found:,} works"
    words += f" with a counterpart, {figures['first_year']}–{figures['last_year']}."
    if state.technology != "all" and found != figures["exposed_works"]:
        words += f" Works tagged high or probable are listed; the ledger counts {figures['exposed_works']:,}."
    return words


def _bare(doi: str | None) -> str:
    return (doi or "").removeprefix("https://doi.org/")


def _markdown(url: str | None, text: str | None) -> str:
    """A markdown link for a web address; brackets in titles would end the link early."""
    text = (text or "").replace("[", "(").replace("]", ")")
    return f"[{text}]({url})" if (url or "").startswith(("https://", "http://")) else text
