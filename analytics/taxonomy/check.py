"""What deserves a look in the taxonomy: phrases by what they find, topics and official items by what exists."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analytics.reference.official_lists import read_official
from analytics.reference.roots import find
from analytics.reference.technologies import TECHNOLOGIES, technology_documents
from analytics.tagging.normalise import pattern
from analytics.taxonomy.edition import Edition, edition_of
from analytics.taxonomy.stage_one import phrase_evidence
from analytics.warehouse.published import Published

# A technology is among those a phrase fires in where its other phrases find this share of the phrase's works.
SHARE, FEWEST_WORKS = 0.2, 5


@dataclass(frozen=True)
class Finding:
    """One thing to look at: its kind, the technology (or list) it stands in, what it is, and a number or a name."""

    kind: str
    place: str
    what: str
    detail: str


def own_edition(roots: list[Path]) -> Edition:
    """The taxonomy of a build with these reference roots."""
    return edition_of(technology_documents(find(roots, TECHNOLOGIES)))


def unknown_topics(roots: list[Path], edition: Edition, published: Published | None) -> Iterator[Finding]:
    """Topics that are neither in `taxonomies/openalex_topics.csv` nor among the topics the warehouse holds."""
    known: set[str] = set()
    for path in find(roots, "taxonomies/openalex_topics.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            known |= {row["topic_id"] for row in csv.DictReader(file)}
    if published:
        known |= {row["topic_id"] for row in published.rows("select distinct topic_id from stg_topic_hierarchy")}
    for topic in edition.topics.filter(~pl.col("topic_id").is_in(sorted(known))).iter_rows(named=True):
        yield Finding("unknown topic", topic["technology_id"], topic["topic_id"], topic["role"])


def items_without_technology(roots: list[Path]) -> Iterator[Finding]:
    """Items of official lists to which no technology answers."""
    documents = technology_documents(find(roots, TECHNOLOGIES)).values()
    linked = {(entry["list"], entry["code"]) for document in documents for entry in document["official"]}
    for (code, item), record in read_official(roots).items():
        if (code, item) not in linked:
            yield Finding("official item without technology", code, item, record["item_name"])


def phrase_findings(published: Published, edition: Edition, most_fields: int) -> Iterator[Finding]:
    """Included phrases that no work holds, and those whose works belong to more than ``most_fields`` technologies."""
    included = edition.phrases.filter(kind="include")
    found = _works_of(published, included)
    fired = set(found["phrase"].unique())
    works = published.rows("select count(*) as n from stg_text")[0]["n"]
    for row in included.filter(~pl.col("phrase").is_in(sorted(fired))).iter_rows(named=True):
        yield Finding("never fires", row["technology_id"], row["phrase"], f"none of {works:,} works")
    broad = dict(_breadth(found, phrase_evidence(published, included)).iter_rows())
    for row in included.iter_rows(named=True):
        if broad.get(row["phrase"], 0) > most_fields:
            yield Finding("fires in many fields", row["technology_id"], row["phrase"], f"{broad[row['phrase']]} fields")


def _works_of(published: Published, included: pl.DataFrame) -> pl.DataFrame:
    """phrase, work_id: every phrase as if it were a technology of its own, so that one rule of matching holds."""
    phrases = included.select("phrase").unique().sort("phrase")
    alone = phrases.with_columns(technology_id=pattern(pl.col("phrase")), kind=pl.lit("include"))
    found = phrase_evidence(published, alone).select("work_id", pattern="technology_id")
    return found.join(alone.select("phrase", pattern="technology_id"), on="pattern").select("phrase", "work_id")


def _breadth(found: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """phrase, fields: technologies that share at least SHARE of the phrase's works (of FEWEST_WORKS or more)."""
    sizes = found.group_by("phrase").agg(works=pl.len()).filter(pl.col("works") >= FEWEST_WORKS)
    shared = found.join(sizes, on="phrase").join(evidence.select("work_id", "technology_id"), on="work_id")
    counted = shared.group_by("phrase", "works", "technology_id").agg(both=pl.len())
    return counted.filter(pl.col("both") >= SHARE * pl.col("works")).group_by("phrase").agg(fields=pl.len())
