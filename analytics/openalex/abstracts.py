"""Abstracts of a batch of works from their inverted indexes, all at once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from analytics.openalex.decode import by_place, words_of


def abstracts(indexes: pa.Array) -> pa.Array:
    """The text of each inverted index (word → places), null where it holds no word.

    ``indexes`` are maps, or strings of JSON. Words stand by place, those of one place by themselves.
    Raises msgspec.ValidationError for a string that is no index.
    """
    if isinstance(indexes, pa.ExtensionArray):
        indexes = indexes.storage
    if not pa.types.is_map(indexes.type):
        return _one_by_one([words_of(msgspec.Raw(text.encode())) if text else None for text in indexes.to_pylist()])
    texts, is_odd = _at_once(indexes)
    # A place that is missing or taken twice is rare; such works are put in order by sorting.
    if odd := [dict(index) for index in indexes.filter(is_odd).to_pylist()]:
        texts = pc.replace_with_mask(texts, is_odd, _one_by_one(odd))
    return texts


def _one_by_one(indexes: Sequence[dict[str, list[int]] | None]) -> pa.Array:
    # By way of polars, since pyarrow imports pandas for a list out of Python.
    texts = pl.Series([by_place(index) for index in indexes], dtype=pl.String)
    return texts.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(pa.string())


def _at_once(indexes: pa.MapArray) -> tuple[pa.Array, pa.Array]:
    """The texts, as if the places of each work were 0, 1, 2 … without a gap; and for which works they are not."""
    begins = indexes.items.offsets.take(indexes.offsets)  # of each work, in the list of all tokens
    first, tokens = begins[0].as_py(), begins[-1].as_py() - begins[0].as_py()
    begins = pc.subtract(begins, begins[0])
    places = pc.list_flatten(indexes.items).slice(first, tokens)
    word_of_token = pc.list_parent_indices(indexes.items).slice(first, tokens)
    of_work = pa.ListArray.from_arrays(begins, places)
    work_of_token = pc.list_parent_indices(of_work)
    size = pc.list_value_length(of_work).take(work_of_token)
    is_within = pc.and_(pc.greater_equal(places, 0), pc.less(places, size))
    slots = pc.if_else(is_within, pc.add(places, begins.take(work_of_token)), None)
    token_in_slot = pc.inverse_permutation(slots, max_index=tokens - 1)
    words = indexes.keys.take(word_of_token.take(token_in_slot))
    texts = pc.binary_join(pa.ListArray.from_arrays(begins, words.fill_null("")), " ")
    odd = pl.Series(pl.from_arrow(work_of_token.filter(pc.is_null(token_in_slot))))
    is_odd = pl.int_range(len(indexes), eager=True).is_in(odd.unique().implode()).to_arrow()
    return pc.if_else(pc.equal(pc.list_value_length(of_work), 0), None, texts), is_odd
