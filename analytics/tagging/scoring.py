"""Tag the works of a file of texts, chunk by chunk, without a warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from analytics.errors import PathNotFound
from analytics.reference import load_reference
from analytics.settings import Settings
from analytics.tagging.batch import tags
from analytics.tagging.errors import TextsNotUsable
from analytics.warehouse.duckdb_engine import DuckEngine

CHUNK = 50_000
NEEDED = ("id", "title", "abstract")
OUTPUT = {"id": pl.String, "technology": pl.String, "tier": pl.String, "score": pl.Float64}


def score_file(settings: Settings, file: Path, out: Path) -> int:
    """Write id, technology, tier, score of every tag of the works in ``file`` (Parquet or CSV); gives the rows written.

    `score` is null where no model reads the work or says little. A column `language` is used where there is one.
    ``out`` is CSV by its ending, else Parquet. Raises PathNotFound, TextsNotUsable.
    """
    texts = read_texts(file)
    reference = load_reference(settings)
    with TemporaryDirectory(dir=out.parent) as folder:
        engine = DuckEngine(settings, Path(folder) / "scored.duckdb")
        try:
            engine.store("scored", (_tagged(settings, reference, chunk) for chunk in _chunks(texts, file)))
            made = Path(folder) / "made"
            kind = "csv" if out.suffix.lower() == ".csv" else "parquet"
            engine.con.execute(f"copy (select * from scored order by rowid) to '{_quoted(made)}' (format {kind})")
            rows = engine.con.execute("select count(*) from scored").fetchall()[0][0]
            made.replace(out)
        finally:
            engine.close()
    return int(rows)


def read_texts(file: Path) -> pl.LazyFrame:
    """id, title, abstract and language (null where the file has none) of a file, not read yet."""
    if not file.is_file():
        raise PathNotFound(f"The file {file} does not exist.")
    try:
        csv = file.suffix.lower() in (".csv", ".gz")
        texts = pl.scan_csv(file, infer_schema=False) if csv else pl.scan_parquet(file)
        columns = texts.collect_schema().names()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _not_usable(file, str(error)) from None
    if missing := [name for name in NEEDED if name not in columns]:
        raise TextsNotUsable(f"The file {file} has no column {' and no column '.join(missing)}.")
    language = pl.col("language").cast(pl.String) if "language" in columns else pl.lit(None, dtype=pl.String)
    return texts.select(
        pl.col("id").cast(pl.String), pl.col("title", "abstract").cast(pl.String).fill_null(""), language=language
    )


def _chunks(texts: pl.LazyFrame, file: Path) -> Iterator[pl.DataFrame]:
    read, chunk = 0, pl.DataFrame()
    try:
        for chunk in texts.collect_batches(chunk_size=CHUNK, maintain_order=True):
            if (nameless := chunk["id"].is_null()).any():
                place = read + int(nameless.arg_max() or 0) + 1
                raise TextsNotUsable(f"Record {place} of the file {file} has no id.")
            read += chunk.height
            yield chunk
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _not_usable(file, str(error)) from None
    if not read:
        raise TextsNotUsable(f"The file {file} holds no record.")


def _tagged(settings: Settings, reference: dict[str, pl.DataFrame], chunk: pl.DataFrame) -> pl.DataFrame:
    # By place and not by id: an id may stand twice.
    works = chunk.with_row_index("place").with_columns(work_id=pl.col("place").cast(pl.String).str.zfill(9))
    made = tags(settings, reference, works.select("work_id", "title", "abstract", "language"))
    return made.join(works.select("work_id", "id"), on="work_id").sort("work_id", "technology_id").select(
        "id", pl.col("technology_id").alias("technology"), "tier", "score"
    )  # fmt: skip


def _not_usable(file: Path, said: str) -> TextsNotUsable:
    return TextsNotUsable(f"The file {file} cannot be read: {said.strip().splitlines()[0].rstrip('.')}.")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
