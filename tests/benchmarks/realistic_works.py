"""SYNTHETIC works as large as real ones: records of the sample, filled up where real records hold more.

Measured on about 1,000 works of the schema of 2026: half of the records have more than 13 kB, one in a hundred more
than 45 kB; what fills them are abstracts, references, concepts, further locations and MeSH headings.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from analytics.sample import write_sample

MOST_AT_ONCE = 50_000  # works of one sample; more would cost memory, not time
_ROOT = "https://openalex.org/"
_SYLLABLES = [a + b for a in "bcdfgklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "ion")]


def write_works(file: Path, works: int) -> None:
    """Write ``works`` records, of which some are earlier versions of others, to ``file``, one a line, gz."""
    rng = random.Random(2026)  # noqa: S311 - the same works each time
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(8000)]
    encode = msgspec.json.Encoder().encode
    with gzip.open(file, "wb", compresslevel=4) as out:
        for record in islice(_sampled(works), works):
            out.write(encode(_filled(rng, words, record)) + b"\n")


def _sampled(works: int) -> Iterator[dict[str, Any]]:
    samples = -(-works // MOST_AT_ONCE)
    for seed in range(samples):
        with TemporaryDirectory() as folder:
            write_sample(Path(folder), works=-(-works // samples), seed=seed)
            for part in sorted(Path(folder).rglob("works/updated_date=*/*.gz")):
                with gzip.open(part) as lines:
                    yield from map(msgspec.json.decode, lines)


def _filled(rng: random.Random, words: list[str], record: dict[str, Any]) -> dict[str, Any]:
    """``record`` with what real ones carry besides; the sizes of its lists are log-normal, as there."""
    place, rich = record["locations"][0], rng.lognormvariate(0, 0.5)  # what is rich in one of them is in all
    record["abstract_inverted_index"] = _abstract(rng, words, rich) if record["abstract_inverted_index"] else None
    record["referenced_works"] = [_id(rng, "W", 10**10) for _ in range(_size(rng, 22 * rich, 0.9))]
    record["related_works"] = [_id(rng, "W", 10**10) for _ in range(10)]
    record["locations"] = [place | {"id": f"doi:{rng.random()}"} for _ in range(_size(rng, 1.5 * rich, 0.6))]
    record["concepts"] = [_concept(rng, words) for _ in range(_size(rng, 10 * rich, 0.3))]
    record["counts_by_year"] = [
        {"year": 2026 - n, "cited_by_count": rng.randrange(40)} for n in range(rng.randrange(11))
    ]
    record["mesh"] = [_heading(rng, words) for _ in range(_size(rng, 14 * rich, 0.5))] if rng.random() < 0.2 else []
    return record


def _size(rng: random.Random, median: float, spread: float) -> int:
    return round(median * rng.lognormvariate(0, spread))


def _id(rng: random.Random, letter: str, most: int) -> str:
    return f"{_ROOT}{letter}{rng.randrange(most)}"


def _abstract(rng: random.Random, words: list[str], rich: float) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for place in range(_size(rng, 110 * rich, 0.4)):
        # The square makes some words common and most of them rare.
        index.setdefault(words[int(len(words) * rng.random() ** 2)], []).append(place)
    return index


def _concept(rng: random.Random, words: list[str]) -> dict[str, Any]:
    name = " ".join(rng.choices(words, k=2))
    wikidata = f"https://www.wikidata.org/wiki/Q{rng.randrange(10**8)}"
    concept = {"id": _id(rng, "C", 10**10), "wikidata": wikidata, "display_name": name}
    return concept | {"level": rng.randrange(6), "score": rng.random()}


def _heading(rng: random.Random, words: list[str]) -> dict[str, Any]:
    number, names = rng.randrange(10**6), rng.choices(words, k=2)
    return {
        "descriptor_ui": f"D{number}",
        "descriptor_name": names[0],
        "qualifier_ui": f"Q{number}",
        "qualifier_name": names[1],
        "is_major_topic": number % 4 == 0,
    }
