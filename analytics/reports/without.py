"""What would be without W, who could take its place, and how far either can be trusted."""

from __future__ import annotations

from analytics.reports import numbers
from analytics.reports.document import Block, Cell, Column, cell, heading, paragraph, plain
from analytics.reports.facts import Facts, ProfileFacts, Row
from analytics.reports.wording import VARIANT_NAMES

SCENARIOS = {
    "S0": "S0: joint works dropped",
    "S1": "S1: only the counterpart's credit dropped",
    "S2": "S2: joint works cited like matched works without the counterpart",
    "S3": "S3: as S2, {share} of the links formed anew within “{trust_set}”",
}
_SCENARIOS = (
    "{technology}, {years}. Change of works, of the score of works in the top 10 %, of mean normalised citations (MNCS)"
    " and of the institutions in the largest connected part of the network on these works; in brackets the middle 95 %"
    " of replicates that draw works and matches anew. S0 is the upper bound of the loss. These are assumptions worked"
    " out, not forecasts."
)
_PARTNERS = (
    "{technology}, {years}. Institutions of the trust set “{trust_set}” ranked by the product of three factors:"
    " capability (score in the top 10 %), similarity (of topics to the joint works, {variant}) and reach (over joint"
    " works, the counterpart left out). A ranking of partners, not a score of risk."
)
_TOP = 5


def without_blocks(facts: Facts, found: ProfileFacts) -> list[Block]:
    """Scenarios and partners in the newest window; nothing where joint works are too few."""
    if not found.scenarios:
        return []
    return [heading("Without the counterpart"), _scenarios(facts, found), *_partners(facts, found)]


def _scenarios(facts: Facts, found: ProfileFacts) -> Block:
    columns = (
        Column("Scenario", 2.4),
        Column("Works", 1.1, True),
        Column("Top 10 %", 1.3, True),
        Column("MNCS", 1.5, True),
        Column("Network", 1.1, True),
    )
    lines = tuple(_scenario(row) for row in found.scenarios)
    return Block("table", _SCENARIOS.format(**_span(facts, found.scenarios[0])), columns=columns, rows=lines)


def _span(facts: Facts, row: Row) -> dict[str, str]:
    years = numbers.years(row["first_year"], row["last_year"])
    return {"technology": facts.scope.technology_name, "years": years}


def _scenario(row: Row) -> tuple[Cell, ...]:
    share = numbers.percent(row["reformed_share"])
    name = SCENARIOS[row["scenario"]].format(share=share, trust_set=row["trust_set_id"])
    variant = VARIANT_NAMES[row["variant"]]
    joint = f"{variant}; {numbers.count(row['exposed_works'])} of {numbers.count(row['works'])} joint"
    known = f"coverage {numbers.percent(row['coverage'])}"
    changes = (("p", 1), ("p_top10", 1), ("mncs", 3), ("component", 1))
    return (cell(name, joint, known), *(_change(row, f"delta_{of}", digits) for of, digits in changes))


def _change(row: Row, name: str, digits: int) -> Cell:
    change, low, high = (row[f"{name}{side}"] for side in ("", "_low", "_high"))
    if change is None:
        return cell("too few works")
    band = "" if low is None or low == high else f"({low:+.{digits}f} to {high:+.{digits}f})"
    return cell("0" if not change else f"{change:+.{digits}f}", band)


def _partners(facts: Facts, found: ProfileFacts) -> list[Block]:
    if not found.partners:
        return []
    variant = found.partners[0]["variant"]
    columns = (
        *(Column("Institution", 2.2), Column("Joint works so far", 0.9, True), Column("Capability", 0.9, True)),
        *(Column("Similarity", 0.9, True), Column("Reach", 0.9, True), Column("Product", 0.9, True)),
    )
    blocks = []
    for name in sorted({row["trust_set_id"] for row in found.partners}):
        rows = [row for row in found.partners if (row["trust_set_id"], row["variant"]) == (name, variant)][:_TOP]
        if rows:
            told = _span(facts, rows[0]) | {"trust_set": name, "variant": VARIANT_NAMES[variant].lower()}
            lines = tuple(_partner(row) for row in rows)
            blocks.append(Block("table", _PARTNERS.format(**told), columns=columns, rows=lines))
            blocks += [paragraph(skill_sentence(row)) for row in found.skill if _judges(row, name, variant)]
    return blocks


def _judges(row: Row, trust_set: str, variant: str) -> bool:
    return bool(row["trust_set_id"] == trust_set and row["variant"] == variant and row["auc_product"] is not None)


def skill_sentence(row: Row) -> str:
    """How well the ranking found new links that were hidden from it, beside the ranking by popularity."""
    better = "better" if row["auc_gain"] > 0 else "worse"
    return (
        f"Judged in this build on {numbers.count(row['new_links'])} new links of the last two years, which were hidden"
        f" from it, the ranking put a new partner above another candidate in {numbers.percent(row['auc_product'])} of"
        f" pairs; a ranking by the number of partners did in {numbers.percent(row['auc_popularity'])}, so it is"
        f" {better} by {100 * abs(row['auc_gain']):.1f} points (95 %: {100 * row['auc_gain_low']:+.1f} to"
        f" {100 * row['auc_gain_high']:+.1f})."
    )


def _partner(row: Row) -> tuple[Cell, ...]:
    return (
        cell(plain(row["candidate_name"]), row["candidate_country"] or ""),
        cell(numbers.count(row["joint_works"])),
        cell(f"{row['capability']:.1f}"),
        cell(f"{row['similarity']:.2f}"),
        cell(numbers.percent(row["reach"])),
        cell(f"{row['product']:.4f}"),
    )
