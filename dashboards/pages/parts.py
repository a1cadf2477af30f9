"""The pieces pages are made of: figures with their table, plain tables, grids, statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_ag_grid as dag
import plotly.graph_objects as go
from dash import dcc, html

Row = dict[str, Any]
Cell = Any
# The empty topology in the assets keeps plotly from asking a distant server for a base map.
_CONFIG = {"displaylogo": False, "displayModeBar": False, "responsive": True}


def figure(graph_id: str, chart: go.Figure, label: str, caption: str, topology_url: str | None = None) -> html.Figure:
    """A chart with what it shows in words; ``label`` names it for who cannot see it."""
    config = _CONFIG | ({"topojsonURL": topology_url} if topology_url else {})
    return html.Figure(
        [
            dcc.Graph(id=graph_id, figure=chart, config=config, style={"height": f"{chart.layout.height}px"}),
            html.Figcaption(caption),
        ],
        role="group",
        **{"aria-label": label},
    )


def table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], numeric: int = 1) -> html.Div:
    """A plain table; columns from ``numeric`` on are figures, set to the right. Cells as short as a date stay whole."""

    def style(place: int, cell: Cell = None) -> str:
        is_short = isinstance(cell, str) and len(cell) <= len("2026-11-22")
        return "number" if place >= numeric else "short" if is_short else "text"

    return html.Div(
        html.Table(
            [
                html.Caption(caption),
                html.Thead(html.Tr([html.Th(head, scope="col", className=style(i)) for i, head in enumerate(heads)])),
                html.Tbody(
                    [html.Tr([html.Td(cell, className=style(i, cell)) for i, cell in enumerate(row)]) for row in rows]
                ),
            ]
        ),
        className="table",
        tabIndex=0,
        role="region",
        **{"aria-label": caption},
    )


def numbers_of(summary: str, content: Any) -> html.Details:
    """The table that stands beside a chart, folded until asked for."""
    return html.Details([html.Summary(summary), content])


def grid(grid_id: str, rows: list[Row], columns: list[Row], label: str, height: int = 330, **options: Any) -> html.Div:
    """A sortable grid, at most ``height`` pixels high; ``columns`` are ag-grid column definitions."""
    return html.Div(
        dag.AgGrid(
            id=grid_id,
            rowData=rows,
            columnDefs=columns,
            defaultColDef={"sortable": True, "resizable": True, "suppressMovable": True},
            dashGridOptions={
                "animateRows": False,
                "enableCellTextSelection": True,
                "rowHeight": 36,
                "headerHeight": 40,
                **options,
            },
            style={"height": f"{min(height, 46 + 36 * max(len(rows), 2))}px", "width": "100%"},
        ),
        role="region",
        className="grid",
        **{"aria-label": label},
    )


def column(name: str, head: str, **options: Any) -> Row:
    """An ag-grid column of text or counts."""
    return {"field": name, "headerName": head, **options}


def share_column(name: str, head: str, **options: Any) -> Row:
    """An ag-grid column of fractions, shown in percent; cells without a rate show a dash."""
    shown = "params.value == null ? '—' : d3.format('.1f')(100 * params.value) + ' %'"
    return column(name, head, valueFormatter={"function": shown}, type="rightAligned", **options)


def link_column(name: str, head: str, **options: Any) -> Row:
    """An ag-grid column whose cells link to the row's ``<name>_url``; see ``web_address``."""
    return column(name, head, cellRenderer="SourceLink", **options)


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web, else None: data must not bring other schemes into a link."""
    return url if (url or "").startswith(("https://", "http://")) else None


def say(sentence: str) -> html.P:
    """A sentence where figures would stand, for a wrong address or an empty view."""
    return html.P(sentence, className="say", role="alert")


def link(url: str | None, text: str) -> Cell:
    """A link to a source, opened aside; plain text where there is no web address."""
    address = web_address(url)
    return html.A(text, href=address, target="_blank", rel="noopener noreferrer") if address else text
