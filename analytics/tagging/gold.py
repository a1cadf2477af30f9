"""Which categories that authors chose on arXiv stand for which field, and which technologies the field is made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.reference.documents import read_tables
from analytics.settings import REPOSITORY

MODELS = REPOSITORY / "data" / "models"

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Field:
    """A field with labels: a work is of it when it carries one of ``categories``.

    Its model gives ``technologies``; those of ``by_rule`` belong to it too, and are tagged by phrases and topics alone.
    ``near`` are OpenAlex's numbers of the fields in which such works may lie; elsewhere they plainly do not.
    """

    name: str
    categories: tuple[str, ...]
    technologies: tuple[str, ...]
    by_rule: tuple[str, ...]
    near: tuple[int, ...]


def read_fields(folder: Path = MODELS) -> list[Field]:
    """The fields of `gold.toml`, in its order. Raises ReferenceError where the file is not as it must be."""
    document = read_tables(folder / "gold.toml")
    spec = {"categories": list, "technologies": list, "near": list, "reason": str}
    for name, entry in document.values.items():
        if not isinstance(entry, dict):
            raise document.error(f"'{name}' is no field.", name)
        document.check(entry, spec, {"by_rule": list})
    return [
        Field(
            name,
            tuple(entry["categories"]),
            tuple(entry["technologies"]),
            tuple(entry.get("by_rule", ())),
            tuple(entry["near"]),
        )
        for name, entry in document.values.items()
    ]


def labels(categories: pl.Series, field: Field) -> Truths:
    """Whether each work is of ``field``; ``categories`` are joined by commas, as arXiv lists them."""
    of_field = categories.str.split(",").list.eval(pl.element().is_in(list(field.categories)))
    return of_field.list.any().to_numpy().astype(bool)
