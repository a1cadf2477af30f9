"""Shows progress on stderr: bars on a terminal, one line per finished step elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any


class ProgressBar:
    """A `Progress` callable and context manager. ``seconds``: from a step's first word to its last."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started: dict[str, float] = {}
        self._last: tuple[str, int, int | None] | None = None
        self._tasks: dict[str, Any] = {}
        self._bars: Any = _bars() if sys.stderr.isatty() else None

    def __enter__(self) -> ProgressBar:
        if self._bars:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars:
            self._bars.stop()
        elif self._last and kind is None:
            self._finish()

    def __call__(self, step: str, done: int, total: int | None) -> None:
        """Take one word of progress: ``done`` of ``total`` in ``step``."""
        now = time.monotonic()
        self.seconds[step] = now - self._started.setdefault(step, now)
        if self._bars:
            self._draw(step, done, total)
        else:
            self._write(step, done, total)

    def _draw(self, step: str, done: int, total: int | None) -> None:
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(step, total=total)
        self._bars.update(self._tasks[step], completed=done, total=total)

    def _write(self, step: str, done: int, total: int | None) -> None:
        if self._last and self._last[0] != step:
            self._finish()
        self._last = (step, done, total)

    def _finish(self) -> None:
        step, done, total = self._last or ("", 0, None)
        of = "" if total is None or total == done else f" of {total:,}"
        print(f"{step}: {done:,}{of} ({self.seconds[step]:.1f} s)", file=sys.stderr, flush=True)


def _bars() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
