"""What `status` says of the country rule: measured on labels, in this build, on a file of the user's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flows.printing import print_table, say

if TYPE_CHECKING:
    from analytics.affiliations.measure import Measure
    from analytics.settings import Settings
    from analytics.warehouse.published import Published

TITLE = "Country read in the affiliation string"
COLUMNS = ("labels", "strings", "answered", "agreeing", "precision", "low", "high", "recall", "low", "high")
BUILD = """
select country_code as country, strings, answered, answered_share, agreeing, agreement, agreement_low, agreement_high,
    recall, credit_by_string, credit_unknown
from out_country_rule where country_code in ('all', 'unknown') order by country_code
"""


def say_recorded() -> None:
    """The rule on the labels it was reviewed with; the labels are another tool's, not the truth."""
    from analytics.affiliations.measure import Measure, recorded_measures

    rows = [
        _row(str(entry["file"]), Measure(*(int(entry[name]) for name in ("strings", "answered", "agreeing"))))
        for entry in recorded_measures()
    ]
    say()
    print_table(COLUMNS, rows, title=f"{TITLE}: on labels of another tool (see data/countries/rule_measured.toml)")


def say_build(published: Published) -> None:
    """The rule on the strings of this build: `all` have a country by their institutions, `unknown` have none."""
    rows = published.rows(BUILD)
    say()
    if rows:
        print_table(list(rows[0]), [list(row.values()) for row in rows], title=f"{TITLE}: in this build")


def say_labels(settings: Settings, path: Path) -> None:
    """The rule on a CSV of the user's. Raises PathNotFound, LabelsNotUsable."""
    from analytics.affiliations.country_rule import CountryRule
    from analytics.affiliations.measure import measure, read_labels
    from analytics.reference import load_reference

    labelled = read_labels(path)
    rule = CountryRule(load_reference(settings)["ref_country_alias"].iter_rows(named=True))
    print_table(COLUMNS, [_row(path.name, measure(rule, labelled))], title=TITLE)


def _row(name: str, found: Measure) -> tuple[str | int | float, ...]:
    return (name, found.strings, found.answered, found.agreeing, *found.precision, *found.recall)
