"""Columns and types of every ``ref_`` table that comes from files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

_TEXT, _DATE, _TRUTH, _REAL = pl.String(), pl.Date(), pl.Boolean(), pl.Float64()
_PERIOD = {"valid_from": _DATE, "valid_until": _DATE}


def _texts(names: str) -> dict[str, pl.DataType]:
    return dict.fromkeys(names.split(), _TEXT)


SCHEMAS: dict[str, dict[str, pl.DataType]] = {
    "ref_technology": _texts("technology_id technology_name group_name definition"),
    "ref_technology_phrase": _texts("technology_id phrase kind"),
    "ref_technology_topic": _texts("technology_id topic_id role"),
    "ref_technology_official": _texts("technology_id list_code item_code item_name provenance"),
    "ref_topic_subfield": _texts("topic_id subfield_id"),
    # Scores from which the tag model calls a tag probable and high, on the paths it reads.
    "ref_tagger": {**_texts("technology_id path field_id"), "probable_from": _REAL, "high_from": _REAL},
    # Counts of the labelled works it was measured on.
    "ref_tagger_error": {
        **_texts("technology_id path tag_scope"),
        **dict.fromkeys(("tp", "fp", "fn", "tn"), pl.Int64()),
    },
    "ref_country": {
        **_texts("country_code iso3 country_name"),
        "latitude": _REAL,
        "longitude": _REAL,
    },
    "ref_country_group": {
        **_texts("group_id country_code valid_from_precision"),
        **_PERIOD,
        **_texts("evidence source_url"),
    },
    "ref_country_alias": _texts("country_code alias kind part_of only_with not_with postal source"),
    "ref_excluded_institution": {
        **_texts("institution_id institution_name reason source_url"),
        "reviewed_on": _DATE,
    },
    "ref_list": {
        **_texts("list_id title issuer jurisdiction force legal_basis source_url version"),
        "published": _DATE,
        "retrieved": _DATE,
        "licence": _TEXT,
        "redistributable": _TRUTH,
        "is_synthetic": _TRUTH,
    },
    # One edition of a list that was read; it is in force from `published` until `superseded_on`, that day no more.
    "ref_list_edition": {
        **_texts("list_id edition"),
        "edition_no": pl.Int64(),
        "published": _DATE,
        "published_precision": _TEXT,
        "superseded_on": _DATE,
        "source_url": _TEXT,
        "retrieved": _DATE,
        "listings": pl.Int64(),
        "evidence": _TEXT,
    },
    # One interval during which a list names a body. Valid time: `effective_from` (listed_from, else known_from)
    # until `listed_until`, that day no more. Version time: editions published from `known_from` until `known_until`
    # carry the row; an end that comes from `known_until` is known from that day on only.
    "ref_listing": {
        **_texts("listing_id list_id body_id name_as_listed country_code category unit_scope"),
        "listed_from": _DATE,
        "listed_from_precision": _TEXT,
        "listed_until": _DATE,
        "until_reason": _TEXT,
        "published_on": _DATE,
        **_texts("first_edition last_edition"),
        "known_from": _DATE,
        "known_until": _DATE,
        "effective_from": _DATE,
        **_texts("legal_basis source_url evidence date_evidence"),
    },
    "ref_listing_alias": _texts("listing_id alias kind"),
    "ref_crosswalk": {
        **_texts("listing_id ror_id openalex_id relation method"),
        "confidence": _REAL,
        "is_reviewed": _TRUTH,
        "reviewed_on": _DATE,
        "propagate_to_children": _TRUTH,
        **_texts("ror_name note"),
    },
    "ref_trust_set": {
        **_texts("trust_set_id title version source_url description"),
        "is_synthetic": _TRUTH,
    },
    "ref_trust_set_country": {**_texts("trust_set_id country_code"), **_PERIOD},
    # A link of the crosswalk that a user says is wrong: it does not count.
    "ref_dispute": {**_texts("listing_id ror_id openalex_id reason"), "disputed_on": _DATE},
    # Every body that came after another by mergers, `steps` of them, from `effective_on` on.
    "ref_institution_successor": {**_texts("ror_id successor_ror_id"), "effective_on": _DATE, "steps": pl.Int64()},
    # Systems of institutions that stand in no lineage.
    "ref_super_system": _texts("institution_id institution_name source_url"),
    "ref_profile": {
        **_texts("profile_id title version hk_mo source_url description trust_set_id"),
        "is_synthetic": _TRUTH,
    },
    # `evidence`: the only level of evidence the profile takes from the list; null takes every level.
    "ref_profile_list": _texts("profile_id list_id evidence"),
    "ref_profile_country": {**_texts("profile_id country_code"), **_PERIOD},
    "ref_work_type": {**_texts("source_type work_type"), "is_research": _TRUTH},
}


def frame(table: str, records: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """``records`` as the frame of ``table``: columns as in the schema, rows sorted by all text columns.

    Sorted, so that the same files give the same table whatever the order of their rows.
    """
    schema = SCHEMAS[table]
    made = pl.DataFrame(list(records), schema=schema, orient="row")
    return made.sort([name for name, kind in schema.items() if kind == _TEXT], nulls_last=True)
