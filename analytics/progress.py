"""How long work tells where it stands, without knowing who listens."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Called with (step, done, total); total is None while it is not known."""


def silent(step: str, done: int, total: int | None) -> None:
    """Tell nobody: the default where nobody watches."""
