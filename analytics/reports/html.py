"""The report as one HTML file that needs nothing else: no script, no font, no picture from outside."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analytics.reports import numbers
from analytics.reports.document import ReportContent


def render_html(content: ReportContent) -> str:
    """The whole page as text; everything from data is escaped, only the charts are markup."""
    environment = Environment(
        loader=PackageLoader("analytics.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = numbers.day
    # Only SVG made by charts.py passes here, and no data is in it.
    environment.filters["drawing"] = Markup
    return environment.get_template("report.html.j2").render(report=content)
