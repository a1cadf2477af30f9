"""From a Parquet part of the snapshot to the temporary table `work`, as if the same works had come as JSON lines.

The file has types of its own, so they are compared with those of `records.py` before a row is read: a file of
another shape is refused as a whole, and nothing of it is guessed. The rules on values, an id and a year, are asked
of every row, and a row that breaks them goes to quarantine in the form of JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from analytics.errors import EmptyFile, NotWorks
from analytics.openalex.flatten import write_raw
from analytics.openalex.quarantine import Quarantine
from analytics.openalex.reading import Reading
from analytics.openalex.records import duckdb_columns
from analytics.openalex.sources import Record
from analytics.settings import Settings

_MAGIC = b"PAR1"
# One thread keeps the order of the file, and with it the line numbers; parts are what runs in parallel.
_LIMITS = {"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
_WHOLE = {"tinyint", "smallint", "integer", "bigint", "utinyint", "usmallint", "uinteger", "ubigint"}
_FITS = {
    "varchar": {"varchar"},
    "bigint": _WHOLE,
    "double": {*_WHOLE, "float", "double", "decimal"},
    "boolean": {"boolean"},
}
_DATES = {"date", "timestamp", "timestamp_us", "timestamp_ms", "timestamp_ns", "timestamp with time zone"}
_ABSTRACT = "abstract_inverted_index"
# Words by place, then by themselves, as decode.py has them. No `case`: within one DuckDB takes twice the time.
_IN_READING_ORDER = """array_to_string([token.word for token in list_sort(flatten(list_transform(
    map_entries(nullif(words, cast(map {} as map(varchar, bigint[])))),
    lambda entry: list_transform(entry.value, lambda place: {'place': place, 'word': entry.key}))))], ' ')"""
_GOOD_ID = r"coalesce(regexp_full_match(id, '(https://openalex\.org/)?W[0-9]+'), false)"
_GOOD_YEAR = "coalesce(publication_year between 1 and 9999, false)"


def is_parquet(source: Path) -> bool:
    """Whether ``source`` begins like a Parquet file."""
    with source.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def read_parquet_works(settings: Settings, source: Path, part_id: str, directory: Path) -> Reading:
    """Write the raw shards of ``source`` into ``directory``; ``line_no`` counts its rows from 1.

    Raises EmptyFile where it has no row, NotWorks where it is damaged or has other columns than works have.
    """
    # What does not fit into memory spills beside the part, not into the folder the user happens to be in.
    spill = {"memory_limit": settings.memory_limit, "temp_directory": str(directory / "spill")}
    with duckdb.connect(config={**_LIMITS, **spill}) as con:
        reading = _read(con, source, part_id, directory)
        write_raw(con, directory)
    return reading


def _read(con: duckdb.DuckDBPyConnection, source: Path, part_id: str, directory: Path) -> Reading:
    try:
        _load(con, source, part_id)
        quarantined = _set_bad_rows_aside(con, part_id, directory)
        (good,) = con.execute("select count(*) from work").fetchall()[0]
    except duckdb.Error as error:
        said = str(error).splitlines()[0].rstrip(".")
        raise NotWorks(f"{source} cannot be read as Parquet, nothing of it was taken: {said}.") from None
    if not good + quarantined:
        raise EmptyFile(f"{source} is empty.")
    if not good:
        raise NotWorks(f"{source} holds no works: none of its {quarantined} rows has the id and the year of a work.")
    return Reading(good, quarantined)


def _load(con: duckdb.DuckDBPyConnection, source: Path, part_id: str) -> None:
    # The folder's name, updated_date=…, is no column.
    path = str(source).replace("'", "''")
    rows = f"read_parquet('{path}', file_row_number = true, hive_partitioning = false)"
    relation = con.sql(f"select * from {rows}")
    has = dict(zip(relation.columns, relation.types, strict=True))
    wanted = {name: duckdb.type(kind) for name, kind in duckdb_columns().items() if name != "abstract"}
    if strange := [place for name, kind in wanted.items() for place in _misfits(name, has.get(name), kind)]:
        raise NotWorks(f"{source} is no file of works: {'; '.join(strange[:3])}.")
    select = ", ".join(_column(name, kind, has.get(name)) for name, kind in duckdb_columns().items())
    con.execute(
        f"create temp table work as select '{part_id}' as part_id, file_row_number + 1 as line_no, {select} "
        f"from (select *, {_words(has.get(_ABSTRACT))} as words from {rows})"
    )


def _misfits(place: str, has: Any, wanted: Any) -> Iterator[str]:
    """Where the type of a column is not the one of a record; what is absent is null."""
    if place in ("id", "publication_year") and has is None:
        yield f"there is no column {place}"
    if has is None or has.id == "sql null" or (place.endswith("_date") and has.id in _DATES):
        return
    if wanted.id not in ("list", "struct"):
        if has.id not in _FITS[wanted.id]:
            yield f"{place} is {str(has)[:40]} and not {wanted}"
        return
    if has.id != wanted.id:
        yield f"{place} is {str(has)[:40]} and not {wanted.id}"
        return
    inner = dict(has.children)
    for name, kind in wanted.children:
        yield from _misfits(f"{place}.{name}", inner.get(name), kind)


def _column(name: str, wanted: str, has: Any) -> str:
    if name == "abstract":
        return f"{_IN_READING_ORDER} as abstract"
    if has is None:
        return f'cast(null as {wanted}) as "{name}"'
    if has.id in _DATES - {"date"}:
        # As the JSON form writes it.
        return f"replace(cast(cast(\"{name}\" as timestamp) as varchar), ' ', 'T') as \"{name}\""
    return f'cast("{name}" as {wanted}) as "{name}"'


def _words(has: Any) -> str:
    """The inverted index as a map, whether the file holds it so or as text of JSON."""
    if has is None:
        return "cast(null as map(varchar, bigint[]))"
    if has.id == "varchar":
        return f"""from_json({_ABSTRACT}, '"MAP(VARCHAR, BIGINT[])"')"""
    return f"cast({_ABSTRACT} as map(varchar, bigint[]))"


def _set_bad_rows_aside(con: duckdb.DuckDBPyConnection, part_id: str, scratch: Path) -> int:
    bad = f"not {_GOOD_ID} or not {_GOOD_YEAR}"
    reason = f"case when {_GOOD_ID} then 'publication_year' else 'id' end"
    rows = con.execute(f"select line_no, {reason}, cast(to_json(work) as varchar) from work where {bad}")
    with Quarantine(scratch, part_id) as quarantine:
        while some := rows.fetchmany(1000):
            for line_no, column, text in some:
                quarantine.add(Record(line_no, 0, text.encode()), f"`{column}` is not that of a work")
    con.execute(f"delete from work where {bad}")
    return quarantine.records
