"""A warehouse with a part of which some lines are bad, SYNTHETIC, and what the tests ask of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from analytics.openalex.shards import Part, parts
from flows.cli import run

GOOD = 60
# A cut record, bytes that are no text, a number where a text belongs; at the lines 11, 31 and 61.
BAD = {
    11: b'{"id": "https://openalex.org/W9990000901", "publication_year": 20',
    31: b'{"id": "https://openalex.org/W9990000902", "publication_year": 2020, "title": "SYNTHETIC \xff\x1b[2J"}',
    61: b'{"id": "https://openalex.org/W9990000903", "publication_year": 2020, "title": 7}',
}


def line(number: int) -> bytes:
    title = f"SYNTHETIC work {number}"
    return json.dumps(
        {"id": f"https://openalex.org/W{9990000000 + number}", "publication_year": 2020, "title": title}
    ).encode()


def mended() -> bytes:
    return b"".join(line(number) + b"\n" for number in (901, 902, 903))


def source() -> bytes:
    lines = [line(number) for number in range(1, GOOD + 1)]
    for place, bad in BAD.items():
        lines.insert(place - 1, bad)
    return b"\n".join(lines) + b"\n"


@dataclass(frozen=True)
class Taken:
    """A warehouse after an ingest, and the part with bad lines."""

    warehouse: Path
    part_id: str

    def run(self, *words: str | Path) -> int:
        return run([*map(str, words), "--warehouse", str(self.warehouse)])

    def parts(self) -> dict[str, Part]:
        return {part.part_id: part for part in parts(self.warehouse)}

    def counts(self) -> tuple[int, int]:
        """Records and bad records of all parts, as the parts say and as the shards hold them, which must agree."""
        said = [(part.records, part.quarantined) for part in self.parts().values()]
        held = [(self.rows(part, "raw_works"), self.rows(part, "raw_quarantine")) for part in self.parts()]
        assert said == held
        return sum(records for records, _ in said), sum(bad for _, bad in said)

    def rows(self, part_id: str, table: str) -> int:
        file = self.warehouse / "raw" / part_id / f"{table}.parquet"
        return pq.ParquetFile(file).metadata.num_rows if file.exists() else 0

    def bad_lines(self) -> dict[int, bytes]:
        table = pq.read_table(self.warehouse / "raw" / self.part_id / "raw_quarantine.parquet").to_pylist()
        return {row["line_no"]: row["raw"] for row in table}


def take_in(folder: Path, content: bytes | None = None, name: str = "SYNTHETIC works.jsonl") -> Taken:
    file = folder / name
    file.write_bytes(source() if content is None else content)
    warehouse = folder / "warehouse"
    run(["ingest", "files", str(file), "--warehouse", str(warehouse)])
    return Taken(warehouse, next(part.part_id for part in parts(warehouse) if part.name == name))
