"""Ids as numbers with names: joins and sorts of millions of rows then compare 32 bits instead of texts."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

Frames = dict[str, pl.DataFrame]


def gathered(batches: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """All rows of ``batches`` in one frame, every text of which is held once."""
    # Rows are copied, as one column of a batch would keep the memory of all.
    copied = pl.all().gather(pl.int_range(pl.len()))
    return pl.concat([batch.with_columns(pl.col(pl.String).cast(pl.Categorical)).select(copied) for batch in batches])


def coded(frames: Frames, *columns: str) -> Frames:
    """``frames`` with ``columns``, which hold ids of one kind, as one `polars.Enum`, in whatever frame they stand.

    Its values sort as the texts do; those of two calls cannot be joined.
    """
    found = [frame[name].unique() for frame in frames.values() for name in columns if name in frame.columns]
    ids = pl.Enum(pl.concat([column.cast(pl.String) for column in found]).unique().drop_nulls().sort())
    # Told to the engine once, as it takes in all values each time.
    kind = ids.to_dtype_expr()
    return {
        name: frame.with_columns(pl.col(column).cast(kind) for column in columns if column in frame.columns)
        for name, frame in frames.items()
    }


def placed(frames: Frames, column: str) -> tuple[Frames, pl.Series]:
    """``frames`` with ``column``, which holds ids of one kind, as places among all of them; and these, in order."""
    holding = {name: frame for name, frame in frames.items() if column in frame.columns}
    ids = pl.concat([frame[column].unique() for frame in holding.values()]).unique().sort()
    places = {
        name: frame.with_columns(ids.search_sorted(frame[column]).alias(column)) for name, frame in holding.items()
    }
    return frames | places, ids
