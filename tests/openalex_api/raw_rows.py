"""What the raw tables of a warehouse hold, without the places (part and line) at which it stands."""

from __future__ import annotations

from collections import Counter

import duckdb

from analytics.openalex.raw_tables import RAW_TABLES
from analytics.openalex.shards import Part, part_directory, parts
from analytics.settings import Settings

Rows = Counter[str]


def raw_rows(settings: Settings) -> dict[str, Rows]:
    """Raw table → its rows with the id of their work, and how often each is there."""
    with duckdb.connect() as con:
        return {
            table: Counter(
                map(
                    repr,
                    con.execute(
                        "select w.work_id, t.* exclude (part_id, line_no) from read_parquet($rows) t "
                        "join read_parquet($works) w on w.part_id = t.part_id and w.line_no = t.line_no",
                        {"rows": shards(settings, table), "works": shards(settings, "raw_works")},
                    ).fetchall(),
                )
            )
            for table in RAW_TABLES
        }


def works_staged(settings: Settings) -> Counter[str]:
    """How often each work id stands in raw_works."""
    with duckdb.connect() as con:
        works = [shards(settings, "raw_works")]
        found = con.execute("select work_id from read_parquet(?)", works).fetchall()
    return Counter(f"https://openalex.org/{work_id}" for (work_id,) in found)


def shards(settings: Settings, table: str) -> list[str]:
    """The files of a raw table, as a build lets them in."""
    folders = [part_directory(settings.warehouse, part.part_id) for part in parts(settings.warehouse)]
    return [str(folder / f"{table}.parquet") for folder in folders]


def pages_of_parts(settings: Settings) -> list[str]:
    """`000001-000050` of every part, in order."""
    return sorted(part.name.rsplit("-p", 1)[-1].removesuffix(".jsonl.gz") for part in api_parts(settings))


def api_parts(settings: Settings) -> list[Part]:
    """Every complete part that came from the API."""
    return [part for part in parts(settings.warehouse) if part.source_kind == "api"]
