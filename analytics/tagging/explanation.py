"""Why a work has a tag: its phrases, its topics, and the words the model went by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from analytics.errors import NothingPublished
from analytics.settings import Settings
from analytics.tagging.errors import UnknownWork
from analytics.tagging.features import named_ngrams
from analytics.tagging.normalise import normalised, pattern
from analytics.tagging.pred_path import SCORED
from analytics.tagging.pred_score import texts_of
from analytics.tagging.tagger import Tagger, load_tagger
from analytics.warehouse.published import Published, open_published

_IS_WORK = "ltrim(cast(work_id as varchar), 'W') = ltrim(?, 'W')"
"""Whatever the build keeps ids of works as."""


@dataclass(frozen=True)
class Reason:
    """One tag of a work with all that speaks for it. ``ngrams`` and ``rest`` sum to ``log_odds`` of the field."""

    technology_id: str
    tier: str
    path: str
    score: float | None
    phrases: list[str]
    excluded: list[str]
    topics: list[str]
    log_odds: float | None
    ngrams: list[tuple[str, float]]
    rest: float | None


def explain(settings: Settings, work: str, tagger: Tagger | None = None) -> list[Reason]:
    """The tags of one published work, each with its reasons; empty where it has none.

    ``work`` is an OpenAlex id, bare or as an address. Raises NothingPublished, UnknownWork.
    """
    work_id = work.strip().rsplit("/", 1)[-1].upper()
    with open_published(settings) as published:
        if not published.rows("select 1 from duckdb_tables() where table_name = 'pred_score'"):
            raise NothingPublished("The published build was made before there were scores; run 'aperture build' first.")
        texts = published.frame(f"select work_id, title, abstract from stg_text where {_IS_WORK}", [work_id])
        if texts.is_empty():
            raise UnknownWork(f"No work of the published build has the id '{work}'.")
        tags = published.rows(f"select * from tag_work_technology where {_IS_WORK} order by technology_id", [work_id])
        found = tagger or load_tagger()
        return [_reason(published, found, texts, tag) for tag in tags]


def _reason(published: Published, tagger: Tagger | None, texts: pl.DataFrame, tag: dict[str, Any]) -> Reason:
    said = _phrases(published, texts, tag["technology_id"])
    topics = published.rows(
        "select t.topic_id, r.role from stg_topic as t join ref_technology_topic as r on t.topic_id = r.topic_id "
        f"where {_IS_WORK} and r.technology_id = ? order by all",
        [tag["work_id"], tag["technology_id"]],
    )
    log_odds, strongest, rest = None, [], None
    if tagger is not None and tag["path"] in SCORED:
        log_odds, shares = contributions(tagger, texts, tag["path"], tag["technology_id"])
        strongest = sorted(shares.items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:10] if shares else []
        rest = None if log_odds is None else log_odds - sum(share for _, share in strongest)
    return Reason(
        tag["technology_id"], tag["tier"], tag["path"], tag["score"], said["include"], said["exclude"],
        [f"{topic['topic_id']} ({topic['role']})" for topic in topics], log_odds, strongest, rest,
    )  # fmt: skip


def contributions(
    tagger: Tagger, texts: pl.DataFrame, path: str, technology: str
) -> tuple[float | None, dict[str, float]]:
    """Log odds of the field of ``technology`` and what each n-gram adds to them; with the constant they sum up.

    The constant is slope · intercept + shift. N-grams that share a column share its weight. Without a model: None.
    """
    places = [n for n, h in enumerate(tagger.heads) if technology in h.technologies]
    title, text = (series[0] for series in texts_of(texts, path))
    names = _names(title, text)
    if not places or not names:
        return None, {}
    place = places[0]
    row = tagger.vocabulary.features(pl.Series([title]), pl.Series([text]))
    slope, _ = tagger.heads[place].calibration[path]
    shares = {
        " / ".join(names[int(tagger.vocabulary.columns[known])]): float(slope * value * tagger.weights[known, place])
        for known, value in zip(row.indices, row.data, strict=True)
    }
    log_odds = float(tagger.log_odds(tagger.margins(row), place, path)[0])
    return log_odds, {name: share for name, share in shares.items() if share}


def _names(title: str, text: str) -> dict[int, list[str]]:
    """Column → the n-grams of one work that are hashed to it."""
    found: dict[int, list[str]] = {}
    for ngram, column in named_ngrams(title, text):
        found.setdefault(column, [])
        if ngram not in found[column]:
            found[column].append(ngram)
    return found


def _phrases(published: Published, texts: pl.DataFrame, technology: str) -> dict[str, list[str]]:
    listed = published.frame(
        "select phrase, kind from ref_technology_phrase where technology_id = ? order by phrase", [technology]
    ).with_columns(pattern=pattern(pl.col("phrase")))
    text = texts.select(t=normalised(pl.concat_str("title", pl.lit(". "), "abstract")))["t"][0]
    return {
        kind: [row["phrase"] for row in listed.iter_rows(named=True) if row["kind"] == kind and row["pattern"] in text]
        for kind in ("include", "exclude")
    }
