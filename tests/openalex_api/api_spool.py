"""What a warehouse's API spool holds, read with the standard library only."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from analytics.settings import Settings


def spool_of(settings: Settings) -> Path:
    return settings.warehouse / "spool" / "api"


def page_files(settings: Settings) -> list[Path]:
    return sorted(path for path in spool_of(settings).glob("pages/*/*.json.gz") if "-W" not in path.name)


def single_files(settings: Settings) -> list[Path]:
    return sorted(spool_of(settings).glob("pages/*/*-W*.json.gz"))


def plain(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def works_listed(settings: Settings) -> Counter[str]:
    """How often each work id stands in the spooled pages."""
    return Counter(work["id"] for path in page_files(settings) for work in json.loads(plain(path))["results"])


def ids(works: list[dict[str, Any]]) -> Counter[str]:
    return Counter(work["id"] for work in works)


def state_of(settings: Settings) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(spool_of(settings).glob("partitions/*.json"))]
