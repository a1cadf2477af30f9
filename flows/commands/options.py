"""The two options that every command takes, and how they become settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Group, Parameter

if TYPE_CHECKING:
    from analytics.settings import Settings

EVERYWHERE = Group("Every command", sort_key=9)

Warehouse = Annotated[
    Path | None,
    Parameter(name="--warehouse", group=EVERYWHERE, help="Folder of the warehouse [default: data/warehouse]."),
]
Config = Annotated[
    Path | None,
    Parameter(
        name="--config",
        group=EVERYWHERE,
        help="Configuration file [default: aperture.toml if present]; APERTURE_… in the environment wins.",
    ),
]


def settings_from(warehouse: Path | None, config: Path | None) -> Settings:
    """Settings of this call; raises PathNotFound or ConfigurationError."""
    from analytics.settings import load_settings

    return load_settings(config, warehouse=warehouse)
