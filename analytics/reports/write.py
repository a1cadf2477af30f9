"""Write the report of one institution: read one build, make its content once, render it twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from analytics.reports.content import make_content
from analytics.reports.facts import read_facts
from analytics.reports.html import render_html
from analytics.reports.institution import find_institution
from analytics.reports.pdf import render_pdf
from analytics.reports.scope import ALL_WORKS, find_scope
from analytics.reports.trail import read_trail
from analytics.settings import Settings
from analytics.warehouse.published import open_published


@dataclass(frozen=True)
class ReportFiles:
    """Where the two renderings of one report are."""

    html: Path
    pdf: Path


def write_report(
    settings: Settings,
    institution: str,
    out_dir: Path,
    profile: str | None = None,
    technology: str | None = None,
) -> ReportFiles:
    """Write ``report-<institution id>[-<profile>][-<technology>].html`` and ``.pdf`` into ``out_dir``.

    The same build gives the same bytes. Raises UnknownInstitution, UnknownProfile, UnknownTechnology, and
    whatever ``open_published`` raises where there is no readable build.
    """
    with open_published(settings) as published:
        unit = find_institution(published, institution)
        scope = find_scope(published, profile, technology)
        facts = read_facts(published, unit, scope)
        trails = [read_trail(published, unit["institution_id"], row["profile_id"], scope) for row in scope.profiles]
    content = make_content(facts, trails)
    narrowed = [profile, scope.technology_id if scope.technology_id != ALL_WORKS else None]
    name = "-".join(["report", unit["institution_id"], *(part for part in narrowed if part)])
    out_dir.mkdir(parents=True, exist_ok=True)
    target = out_dir / re.sub(r"[^\w.-]", "_", name)
    files = ReportFiles(html=target.with_name(f"{target.name}.html"), pdf=target.with_name(f"{target.name}.pdf"))
    files.html.write_text(render_html(content), encoding="utf-8", newline="\n")
    files.pdf.write_bytes(render_pdf(content))
    return files
