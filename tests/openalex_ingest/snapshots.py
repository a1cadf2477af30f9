"""SYNTHETIC snapshots in every layout and form, written as a test asks for them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from works import json_lines, line, work

TODAY, OLDER = "data/jsonl/works/manifest.json", "data/works/manifest"


def part_name(day: int, suffix: str = "gz") -> str:
    return f"updated_date=2025-01-{day:02}/part_0000.{suffix}"


def write_snapshot(folder: Path, parts: dict[str, bytes | list[int]], counts: dict[str, int] | None = None) -> Path:
    """``parts``: name → numbers of works, or the bytes of the file; the folder is what it lists and nothing else."""
    works = folder / Path(TODAY).parent
    works.mkdir(parents=True, exist_ok=True)
    for left in [path for path in works.rglob("*") if path.is_file()]:
        if str(left.relative_to(works)) not in parts:
            left.unlink()
    files = [listed(works, name, content, counts or {}) for name, content in parts.items()]
    manifest = {"date": "2025-02-01", "format": "jsonl", "entity": "works", "files": files}
    (folder / TODAY).write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def listed(works: Path, name: str, content: bytes | list[int], counts: dict[str, int]) -> dict[str, Any]:
    """Write one part, where it is not there already, and give its entry of the manifest."""
    raw = content if isinstance(content, bytes) else gzip.compress(json_lines(*content), mtime=0)
    path = works / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_bytes() != raw:
        path.write_bytes(raw)
    count = counts.get(name, len(content) if isinstance(content, list) else 0)
    url = f"s3://openalex/{Path(TODAY).parent.as_posix()}/{name}"
    return {"url": url, "meta": {"record_count": count, "content_length": len(raw)}}


def international(*numbers: int) -> bytes:
    """Works of two countries each, as JSON lines."""
    first = work(0)["authorships"][0]
    place = {"id": "https://openalex.org/I9990000002", "display_name": "SYNTHETIC Institute", "country_code": "DE"}
    second = {"author": None, "institutions": [place], "countries": ["DE"]}
    return b"".join(line(number, authorships=[first, second]) + b"\n" for number in numbers)
