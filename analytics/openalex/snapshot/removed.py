"""What OpenAlex took away: `deleted_ids.csv` and `merged_ids/{works,institutions}/*.csv.gz`, plain or gz."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import polars as pl

from analytics.errors import ApertureError, NotWorks
from analytics.openalex.chunks import BrokenEnd, chunks
from analytics.openalex.removed import NOTHING_MERGED, NOTHING_REMOVED, write_removed
from analytics.openalex.snapshot.manifest import Manifest
from analytics.openalex.snapshot.place import Place

_DELETED = ("deleted_ids.csv", "deleted_ids.csv.gz")
_MERGED = "merged_ids/works"
_MERGED_INSTITUTIONS = "merged_ids/institutions"
_WORK = r"^(?:https://openalex\.org/)?(W[0-9]+)$"
_INSTITUTION = r"^(?:https://openalex\.org/)?(I[0-9]+)$"
# No chain of mergers is longer; what is not at its end by then goes in a circle.
_LONGEST_CHAIN = 20
# Every id OpenAlex gives: those of other entities may stand in the same list.
_ANY_ID = r"^(?:https://openalex\.org/)?[A-Z][0-9]+$"


def ingest_removed(warehouse: Path, place: Place, manifest: Manifest, downloads: Path) -> tuple[ApertureError, ...]:
    """Keep the removed works and institutions that ``place`` names, beside its manifest or in a folder above it.

    The lists follow the snapshot: what a later release no longer names is no longer removed. Where a list cannot be
    understood what was removed until now stays removed, and what is wrong is returned.
    """
    above = _above(manifest)
    deleted = [folder + name for folder in above for name in _DELETED if place.has(folder + name)]
    try:
        works = [_removed(place, name, downloads) for name in [*deleted, *_lists(place, above, _MERGED)]]
        merged = [_merged(place, name, downloads) for name in _lists(place, above, _MERGED_INSTITUTIONS)]
    except ApertureError as error:
        return (error,)
    write_removed(
        warehouse, _once_each(works) if works else NOTHING_REMOVED, _at_the_end(merged) if merged else NOTHING_MERGED
    )
    return ()


def _above(manifest: Manifest) -> list[str]:
    """The manifest's folder and those above it, up to the place itself."""
    steps = manifest.folder.split("/")
    return ["".join(f"{step}/" for step in steps[:depth]) for depth in range(len(steps), -1, -1)]


def _lists(place: Place, above: list[str], folder: str) -> list[str]:
    names = [(up + folder, name) for up in above for name in place.stamps(up + folder)]
    return [f"{where}/{name}" for where, name in names if name.endswith((".csv", ".csv.gz"))]


def _ids(place: Place, name: str, downloads: Path) -> pl.DataFrame:
    """The lines of one list: id, merge_into_id, merge_date. Raises NotWorks."""
    with place.at_hand(name, downloads) as file:
        rows = _rows(file, f"{place.address}/{name}")
    strangers = rows.filter(~pl.col("id").str.contains(_ANY_ID).fill_null(value=False))
    if strangers.height:
        raise NotWorks(f"The list {place.address}/{name} holds {strangers.height} lines without an id of OpenAlex.")
    return rows


def _merged(place: Place, name: str, downloads: Path) -> pl.DataFrame:
    """The institutions of one list: institution_id, merged_into, merge_date."""
    rows = _ids(place, name, downloads).select(
        pl.col("id").str.extract(_INSTITUTION).alias("institution_id"),
        pl.col("merge_into_id").str.extract(_INSTITUTION).alias("merged_into"),
        "merge_date",
    )
    return rows.drop_nulls(["institution_id", "merged_into"])


def _at_the_end(lists: list[pl.DataFrame]) -> pl.DataFrame:
    """One row an institution: its latest merger, followed to the institution that is left; circles are no mergers."""
    rows = pl.concat(lists).sort(["institution_id", "merge_date", "merged_into"], descending=[False, True, False])
    rows = rows.unique("institution_id", keep="first", maintain_order=True).drop("merge_date")
    steps = dict(rows.iter_rows())
    for _ in range(_LONGEST_CHAIN):
        steps = {old: steps.get(new, new) for old, new in steps.items()}
    left = [(old, new) for old, new in steps.items() if new not in steps]
    return pl.DataFrame(left, schema=NOTHING_MERGED.schema, orient="row")


def _removed(place: Place, name: str, downloads: Path) -> pl.DataFrame:
    """The works of one list: work_id, reason, merged_into, merge_date."""
    works = _ids(place, name, downloads).select(
        pl.col("id").str.extract(_WORK).alias("work_id"),
        pl.lit("merged" if _MERGED in name else "deleted").alias("reason"),
        pl.col("merge_into_id").str.extract(_WORK).alias("merged_into"),
        "merge_date",
    )
    return works.filter(pl.col("work_id").is_not_null() & pl.col("work_id").ne_missing(pl.col("merged_into")))


def _rows(file: Path, address: str) -> pl.DataFrame:
    """The lines of a list as id, merge_into_id, merge_date, all text; a list without header is one of ids."""
    blocks = list(chunks(file))
    if blocks and isinstance(blocks[-1], BrokenEnd):
        raise NotWorks(f"The list {address} is damaged: {blocks[-1].reason}.")
    text = b"".join(block for block in blocks if isinstance(block, bytes))
    try:
        cells = pl.read_csv(BytesIO(text), has_header=False, infer_schema=False) if text.strip() else pl.DataFrame()
    except pl.exceptions.PolarsError as error:
        raise NotWorks(f"The list {address} cannot be read: {str(error).splitlines()[0]}.") from None
    return _named(cells)


def _named(cells: pl.DataFrame) -> pl.DataFrame:
    empty = pl.lit(None, dtype=pl.String)
    if cells.is_empty():
        return pl.DataFrame(schema={"id": pl.String, "merge_into_id": pl.String, "merge_date": pl.String})
    columns = dict(zip(cells.row(0), cells.columns, strict=True))
    has_header = not cells[cells.columns[0]].head(1).str.contains(_ANY_ID).any()
    return cells.slice(int(has_header)).select(
        pl.col(columns.get("id", cells.columns[0])).str.strip_chars().alias("id"),
        *(
            (pl.col(columns[name]) if name in columns else empty).alias(name)
            for name in ("merge_into_id", "merge_date")
        ),
    )


def _once_each(lists: list[pl.DataFrame]) -> pl.DataFrame:
    """One row a work: a merge says more than a deletion, a later merge more than an earlier one."""
    rows = pl.concat(lists).sort(
        ["work_id", "reason", "merge_date", "merged_into"], descending=[False, True, True, False], nulls_last=True
    )
    return rows.unique("work_id", keep="first", maintain_order=True).select(NOTHING_REMOVED.columns)
