"""Lists and methods: what the figures rest on, and how the build went."""

from __future__ import annotations

from typing import Any

from dash import html

from analytics.warehouse.published import Published
from dashboards import queries
from dashboards.measures import percent
from dashboards.pages.parts import link, table

Row = dict[str, Any]

COUNTS = (
    *("editions", "listings", "copies_of_official"),
    *("resolved", "unresolved", "not_measurable", "present_in_corpus"),
)


def methods_page(db: Published) -> list[Any]:
    """Lists, profiles, method cards, run record, audits, coverage and intake of the published build."""
    tables = queries.catalogue(db)
    return [
        _section("Lists", _lists(tables["lists"]), _licences(tables["lists"])),
        _section("Profiles", _profiles(tables["profiles"])),
        _section("Methods", html.Div([_card(row) for row in tables["methods"]], className="cards")),
        _section("Coverage by year", _coverage(tables["coverage"])),
        _section("Intake", _intake(tables["intake"])),
        _section("Audits", _audits(tables["audits"])),
        _section("Run record", _run(queries.run(db))),
    ]


def _section(title: str, *content: Any) -> html.Section:
    return html.Section([html.H2(title), *content])


def _lists(rows: list[Row]) -> Any:
    heads = (
        "List", "Issuer", "Force", "Version", "Published",
        "Editions", "Listings", "Official text", "Resolved", "Unresolved", "Not measurable", "In corpus",
    )  # fmt: skip
    lines = [
        [
            link(row["source_url"], row["title"]),
            f"{row['issuer']} ({row['jurisdiction']})",
            row["force"],
            row["version"] or "no edition by then",
            str(row["published"] or "not dated"),
            *(
                row[name]
                for name in (
                    "editions",
                    "listings",
                    "copies_of_official",
                    "resolved",
                    "unresolved",
                    "not_measurable",
                    "present_in_corpus",
                )
            ),
        ]
        for row in rows
    ]
    return table("Lists of this build; an unresolved listing is counted, never guessed", heads, lines, numeric=5)


def _licences(rows: list[Row]) -> Any:
    """Apart from the counts: these are sentences, and would leave no room for them."""
    lines = [[row["title"], row["licence"]] for row in rows]
    return table("What their sources allow", ("List", "Licence"), lines, numeric=2)


def _profiles(rows: list[Row]) -> Any:
    heads = ("Profile", "Version", "Hong Kong and Macao", "Lists", "Evidence", "Countries", "What it is for")
    lines = [
        [
            link(row["source_url"], row["title"]),
            row["version"],
            hk_mo(row["hk_mo"]),
            row["lists"],
            (f"only {row['evidence']}".replace("_", " ") if row["evidence"] else "every level") if row["lists"] else "",
            row["countries"],
            row["description"],
        ]
        for row in rows
    ]
    return table("Profiles choose whose lists and which countries make the counterparts", heads, lines, numeric=9)


def hk_mo(switch: str) -> str:
    """The switch on Hong Kong and Macao in words."""
    return "counted as China" if switch == "as_cn" else "counted on their own"


def _card(row: Row) -> html.Article:
    parts = [("Formula", "formula"), ("Source", "source"), ("Code", "code"), ("Settings", "settings")]
    lines = [html.Div([html.Dt(head), html.Dd(row[name])]) for head, name in parts if row[name]]
    return html.Article([html.H3(row["title"]), html.Dl(lines)], id=f"method-{row['method_id']}")


def _coverage(rows: list[Row]) -> Any:
    heads = (
        "Year", "Works", "Institution known", "Country known",
        "Author list cut", "Without topic", "Without abstract",
    )  # fmt: skip
    lines = [
        [
            row["year"],
            f"{row['works']:,}",
            percent(row["coverage_institution"]),
            percent(row["coverage_country"]),
            *(row[name] for name in ("works_truncated", "works_without_topic", "works_without_abstract")),
        ]
        for row in reversed(rows)
    ]
    return table("Coverage of affiliations by publication year", heads, lines)


def _intake(rows: list[Row]) -> Any:
    lines = [[row["reason"].replace("_", " "), f"{row['records']:,}"] for row in rows]
    return table("What became of each record; the lines add up to ‘records’", ("Record", "Records"), lines)


def _audits(rows: list[Row]) -> Any:
    lines = [
        [
            row["audit_name"].replace("_", " "),
            "passed" if row["is_passed"] else f"{row['level']}: {row['failures']:,} rows",
            row["message"],
        ]
        for row in rows
    ]
    return table("Checks before publishing; failed ones first", ("Audit", "Result", "What it says"), lines, numeric=9)


def _run(row: Row) -> Any:
    lines = [[name.replace("_", " "), str(value)] for name, value in row.items() if value is not None]
    return table("Run record", ("Field", "Value"), lines, numeric=9)
