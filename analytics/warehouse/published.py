"""Read the published build, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import polars as pl

from analytics.errors import BuildDamaged, NothingPublished
from analytics.layout import check_format, current, refuse_newer
from analytics.settings import Settings
from analytics.warehouse.codes import shown


class Published:
    """The published build, open for reading; close it or use it in a ``with`` block."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.con = duckdb.connect(
            str(path),
            read_only=True,
            config={"autoinstall_known_extensions": False, "autoload_known_extensions": False},
        )

    def frame(self, sql: str, params: Sequence[Any] = ()) -> pl.DataFrame:
        """The rows of ``sql``, with ``?`` bound to ``params``; ids that are kept as numbers are texts."""
        return shown(pl.DataFrame(self.con.sql(sql, params=list(params)).to_arrow_table()))

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of ``sql`` as dictionaries."""
        return self.frame(sql, params).to_dicts()

    def close(self) -> None:
        """Let the file go."""
        self.con.close()

    def __enter__(self) -> Published:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def published_path(settings: Settings) -> Path:
    """The real path of the published build. Raises NothingPublished, WarehouseTooNew."""
    check_format(settings.warehouse)
    link = current(settings.warehouse)
    if not link.exists():
        raise NothingPublished(
            f"The warehouse {settings.warehouse} has no published build; run 'aperture build' first."
        )
    return link.resolve()


def open_published(settings: Settings) -> Published:
    """Open the published build read-only. Raises NothingPublished, WarehouseTooNew, BuildDamaged."""
    path = published_path(settings)
    try:
        published = Published(path)
        format_version = published.rows("select format_version from out_run")[0]["format_version"]
    except (duckdb.Error, IndexError) as error:
        reason = str(error).splitlines()[0] if str(error) else "it has no run record"
        raise BuildDamaged(
            f"The published build {path} cannot be read ({reason}); run 'aperture build' again."
        ) from None
    refuse_newer(path, str(format_version))
    return published
