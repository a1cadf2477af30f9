"""The three kinds of record beside works, and where each goes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import msgspec
import polars as pl
import pyarrow as pa

from analytics.openalex.entities.records import Entity, Funder, Institution, Topic

_PLACE: Final = {"part_id": pa.string(), "line_no": pa.int64()}
_TYPES: Final = {
    "latitude": pa.float64(),
    "longitude": pa.float64(),
    "is_super_system": pa.bool_(),
    "works_count": pa.int64(),
}


@dataclass(frozen=True)
class Kind:
    """``name`` is OpenAlex's (`institutions`), ``letter`` begins its ids, ``table`` is the raw table of its rows."""

    name: str
    letter: str
    table: str
    shape: type[Any]

    @property
    def id_column(self) -> str:
        """The column of the table that names the entity."""
        return str(self.schema.names[len(_PLACE)])

    @property
    def fields(self) -> list[str]:
        """Root fields of a record that are read."""
        return [field.name for field in msgspec.structs.fields(self.shape)]

    @cached_property
    def decoder(self) -> msgspec.json.Decoder[Entity]:
        """Reads one record strictly."""
        return msgspec.json.Decoder(self.shape)

    @cached_property
    def schema(self) -> pa.Schema:
        """Columns of the raw table: part and line, then those of a row."""
        columns = {name: _TYPES.get(name, pa.string()) for name in self.shape(id=f"{self.letter}0").row()}
        return pa.schema(list((_PLACE | columns).items()))

    def empty(self) -> pl.DataFrame:
        """The raw table of a warehouse that holds none."""
        return pl.DataFrame(self.schema.empty_table())


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("institutions", "I", "raw_entity_institution", Institution),
        Kind("topics", "T", "raw_entity_topic", Topic),
        Kind("funders", "F", "raw_entity_funder", Funder),
    )
}
"""By OpenAlex's name."""

WORKS: Final = "works"
"""The name of the kind that these are beside."""
