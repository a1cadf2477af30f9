"""How the tests start the program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Aperture = Callable[..., subprocess.CompletedProcess[str]]


def command_line(words: Sequence[str | Path]) -> list[str]:
    return [sys.executable, "-m", "flows.cli", *map(str, words)]
