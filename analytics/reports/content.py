"""From the facts of one build to the whole report as data: the order of the sections is set here."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.reports import numbers
from analytics.reports.background import glossary, methods, run_record, unknowns
from analytics.reports.changed import changed_section
from analytics.reports.document import ReportContent, plain
from analytics.reports.exposure import profile_section
from analytics.reports.facts import Facts
from analytics.reports.openness import summary
from analytics.reports.scope import ALL_WORKS
from analytics.reports.trail import Trail
from analytics.reports.wording import BANNER


def make_content(facts: Facts, trails: Sequence[Trail]) -> ReportContent:
    """The report; ``trails`` holds one trail per profile, in the order of ``facts.profiles``."""
    dated = numbers.as_date(facts.run.get("as_of") or facts.run["started"])
    profiles = [profile_section(facts, *pair) for pair in zip(facts.profiles, trails, strict=True)]
    return ReportContent(
        title=f"Openness and exposure report: {plain(facts.institution['institution_name'])}",
        subtitle=_subtitle(facts),
        banner=BANNER if facts.run["is_synthetic"] else "",
        run_id=str(facts.run["run_id"]),
        dated=dated,
        sections=(
            summary(facts),
            *profiles,
            changed_section(facts),
            unknowns(facts),
            methods(facts),
            glossary(),
            run_record(facts),
        ),
    )


def _subtitle(facts: Facts) -> str:
    unit = facts.institution
    country = facts.country_names.get(unit["country_code"], unit["country_code"] or "country unknown")
    scope = facts.scope.technology_name
    about = "all works" if facts.scope.technology_id == ALL_WORKS else f"technology: {scope}"
    ror = f"ROR {unit['ror_id'].rsplit('/', 1)[-1]}" if unit["ror_id"] else "no ROR id"
    return f"{country} · OpenAlex {unit['institution_id']} · {ror} · {about}"
