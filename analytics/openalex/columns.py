"""From nested columns of works to frames of the raw tables: `rows.py` for works that come as Parquet.

A field that a file lacks is null. Ids stay as they are given; `shard_files.py` cuts them.
"""

from __future__ import annotations

from typing import Any

import polars as pl

Path = tuple[str, ...]
_LINE = ["line_no"]
_AUTHORSHIP = [*_LINE, "authorship_no"]
_AFFILIATION = [*_AUTHORSHIP, "affiliation_no"]

# Raw column → where it stands in a work, or in an element of the list the table is made of.
_WORK: dict[str, Path] = {
    **{
        name: (name,)
        for name in (
            *("doi", "publication_year", "publication_date", "type", "type_crossref", "language", "updated_date"),
            *("created_date", "cited_by_count", "fwci", "is_retracted", "is_paratext", "is_xpac"),
            "is_authors_truncated",
        )
    },
    "work_id": ("id",),
    "is_open_access": ("open_access", "is_oa"),
    "oa_status": ("open_access", "oa_status"),
    "citation_percentile": ("citation_normalized_percentile", "value"),
    "is_in_top_10_percent": ("citation_normalized_percentile", "is_in_top_10_percent"),
    "source_id": ("primary_location", "source", "id"),
    "primary_topic_id": ("primary_topic", "id"),
}
_AUTHOR: dict[str, Path] = {
    "author_id": ("author", "id"),
    "author_position": ("author_position",),
    "is_corresponding": ("is_corresponding",),
}
_INSTITUTION: dict[str, Path] = {
    "institution_id": ("id",),
    "institution_name": ("display_name",),
    "ror_id": ("ror",),
    "country_code": ("country_code",),
    "institution_type": ("type",),
}
_TOPIC: dict[str, Path] = {"topic_id": ("id",), "topic_score": ("score",)}
_CONCEPT: dict[str, Path] = {"concept_id": ("id",), "concept_name": ("display_name",), "concept_score": ("score",)}


def raw_frames(works: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Raw table name → its rows. ``works`` has line_no, the columns of a work, and its ``abstract`` as text."""
    return {
        "raw_works": _works(works),
        "raw_abstracts": works.select(*_LINE, "abstract").drop_nulls("abstract"),
        **_authorships(_elements(works, "authorships", "authorship_no", _LINE)),
        "raw_topics": _select(_elements(works, "topics", "topic_no", _LINE), [*_LINE, "topic_no"], _TOPIC),
        "raw_concepts": _concepts(works),
        "raw_funders": _funders(works),
    }


def _works(works: pl.DataFrame) -> pl.DataFrame:
    return works.select(
        *_LINE,
        *(_field(works, path).alias(name) for name, path in _WORK.items()),
        pl.coalesce(_field(works, ("title",)), _field(works, ("display_name",))).alias("title"),
        _length(works, "authorships").alias("authorships"),
        pl.col("abstract").is_not_null().alias("has_abstract"),
    )


def _authorships(authorships: pl.DataFrame) -> dict[str, pl.DataFrame]:
    orcid = _field(authorships, ("author", "orcid")).cast(pl.String)
    has = authorships.with_columns(
        (_length(authorships, "affiliations") > 0).alias("has_affiliations"),
        (orcid.fill_null("") != "").alias("has_orcid"),
    )
    mapped = _elements(has, "affiliations", "affiliation_no", _AUTHORSHIP)
    return {
        "raw_authorships": _select(has, [*_AUTHORSHIP, "has_affiliations", "has_orcid"], _AUTHOR),
        "raw_authorship_institutions": _institutions(_elements(has, "institutions", "institution_no", _AUTHORSHIP)),
        "raw_authorship_countries": _elements(has, "countries", "country_no", _AUTHORSHIP).rename(
            {"countries": "country_code"}
        ),
        "raw_affiliations": pl.concat([_mapped(mapped), _unmapped(has.filter(~pl.col("has_affiliations")))]),
        "raw_affiliation_institutions": _resolved(mapped),
    }


def _institutions(institutions: pl.DataFrame) -> pl.DataFrame:
    lineage = _field(institutions, ("lineage",), pl.List(pl.String))
    joined = lineage.list.eval(pl.element().filter(pl.element() != "")).list.join(" ").replace("", None)
    return institutions.select(
        *_AUTHORSHIP,
        "institution_no",
        *(_field(institutions, path).alias(name) for name, path in _INSTITUTION.items()),
        joined.alias("lineage"),
    )


def _mapped(affiliations: pl.DataFrame) -> pl.DataFrame:
    text = _field(affiliations, ("raw_affiliation_string",)).cast(pl.String).alias("affiliation_string")
    return affiliations.select(*_AFFILIATION, text, pl.lit(True).alias("is_mapped"))


def _unmapped(authorships: pl.DataFrame) -> pl.DataFrame:
    """Strings that no one resolved one by one: a list, or until 2023 a single one."""
    one = _field(authorships, ("raw_affiliation_string",)).cast(pl.String)
    listed = _field(authorships, ("raw_affiliation_strings",), pl.List(pl.String))
    strings = pl.coalesce(listed, pl.when(one != "").then(pl.concat_list(one)))
    named = authorships.with_columns(strings.alias("affiliation_string"))
    found = _elements(named, "affiliation_string", "affiliation_no", _AUTHORSHIP)
    return found.select(*_AFFILIATION, pl.col("affiliation_string").cast(pl.String), pl.lit(False).alias("is_mapped"))


def _resolved(affiliations: pl.DataFrame) -> pl.DataFrame:
    found = _elements(affiliations, "institution_ids", "institution_no", _AFFILIATION)
    return found.select(*_AFFILIATION, pl.col("institution_ids").alias("institution_id")).unique(maintain_order=True)


def _concepts(works: pl.DataFrame) -> pl.DataFrame:
    concepts = _elements(works.filter(_length(works, "topics") == 0), "concepts", "concept_no", _LINE)
    return _select(concepts, [*_LINE, "concept_no"], _CONCEPT)


def _funders(works: pl.DataFrame) -> pl.DataFrame:
    def named(column: str) -> pl.DataFrame:
        grants = _elements(works, column, "grant_no", _LINE)
        funder = [_field(grants, (name,)).cast(pl.String) for name in ("funder_id", "funder", "id")]
        award = [_field(grants, (name,)).cast(pl.String) for name in ("award_id", "funder_award_id")]
        return grants.select(*_LINE, pl.coalesce(funder).alias("funder_id"), pl.coalesce(award).alias("award_id"))

    found = pl.concat([named(column) for column in ("grants", "awards", "funders")])
    return found.unique().sort("line_no", "funder_id", "award_id", nulls_last=True)


def _elements(frame: pl.DataFrame, column: str, number: str, keys: list[str]) -> pl.DataFrame:
    """One row per element of a list, counted from 1 as ``number``; the fields of a struct become columns."""
    if not isinstance(frame.schema.get(column), pl.List):
        return frame.select(*keys, pl.lit(None).alias(column), pl.lit(0, pl.Int64).alias(number)).clear()
    listed = frame.select(*keys, column).filter(pl.col(column).list.len() > 0)
    counted = listed.with_columns(pl.int_ranges(1, pl.col(column).list.len() + 1, dtype=pl.Int64).alias(number))
    found = counted.explode(column, number)
    return found.unnest(column) if isinstance(found.schema[column], pl.Struct) else found


def _select(frame: pl.DataFrame, keys: list[str], fields: dict[str, Path]) -> pl.DataFrame:
    return frame.select(*keys, *(_field(frame, path).alias(name) for name, path in fields.items()))


def _length(frame: pl.DataFrame, column: str) -> pl.Expr:
    if not isinstance(frame.schema.get(column), pl.List):
        return pl.lit(0, pl.Int64)
    return pl.col(column).list.len().cast(pl.Int64).fill_null(0)


def _field(frame: pl.DataFrame, path: Path, kind: pl.DataType | None = None) -> pl.Expr:
    """The value at ``path``; null where the frame has no such column."""
    known: Any = frame.schema.get(path[0])
    value = pl.col(path[0])
    for name in path[1:]:
        known = dict(known).get(name) if isinstance(known, pl.Struct) else None
        value = value.struct.field(name)
    return pl.lit(None, kind) if known is None else value
