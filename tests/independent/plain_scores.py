"""Scores of the frozen models, one word after another, from the file of weights alone: slow, plain, after CARD.md."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from plain_tags import path
from plain_works import title_and_abstract

FILE = Path(__file__).resolve().parents[2] / "data/models/tagger.npz"
SIZE = 2**64


@cache
def model() -> dict:
    stored = dict(np.load(FILE, allow_pickle=False))
    columns, total = {}, 0
    for place, step in enumerate(stored["steps"].tolist()):
        total += step
        columns[total] = place
    return {**stored, "columns": columns, "heads": json.loads(bytes(stored["heads"]))}


def number(word: str) -> int:
    return mixed(sum(ord(letter) * pow(0x100000001B3, place, SIZE) for place, letter in enumerate(word)) % SIZE)


def mixed(value: int) -> int:
    for factor, shift in ((0x9E3779B97F4A7C15, 29), (0xBF58476D1CE4E5B9, 32)):
        value = (value ^ (value >> 32)) * factor % SIZE
        value ^= value >> shift
    return value


def columns_of(text: str, first: int) -> list[int]:
    words = text.split()
    numbers = [number(word) for word in words]
    pairs = [(one * 0xD6E8FEB86659FD93 + two) % SIZE for one, two in pairwise(numbers)]
    kinds = (numbers, pairs, [number(word[:5]) for word in words])
    return [
        (mixed((value * 2 + 0x632BE59BD9B4E019 * (first + kind + 1)) % SIZE) >> 20) % 2**22
        for kind, values in enumerate(kinds)
        for value in values
    ]


def plain(text: str) -> str:
    return re.sub("[^a-z0-9]+", " ", text.lower())


def texts(record: dict, way: str) -> tuple[str, str]:
    title, abstract = title_and_abstract(record)
    whole = f"{title}. {abstract}" if way == "abstract" else title
    if not title.strip() or len(plain(title).split()) > 40:
        words = f"{title}{abstract}".strip().split(". ")[0].split(" ")
        title = " ".join(words[: 12 if len(words) > 40 else 40])
    return plain(title), plain(whole)


def scores(record: dict) -> dict[str, float]:
    """Technology → score, for every technology with a model; none where no model reads the work."""
    way = path(record)
    if way not in ("abstract", "title_only"):
        return {}
    title, whole = texts(record, way)
    known = model()["columns"]
    counts = Counter(known[c] for c in columns_of(whole, 0) + columns_of(title, 3) if c in known)
    values = {place: (1 + math.log(n)) * int(model()["levels"][place]) / 12 for place, n in counts.items()}
    length = math.sqrt(sum(value * value for value in values.values())) or 1
    chances = {}
    for number_, head in enumerate(model()["heads"]):
        roots, largest = model()["roots"][number_], float(model()["largest"][number_])
        steps = {place: int(roots[place]) / 127 for place in values}
        margin = sum(value * steps[place] * abs(steps[place]) * largest for place, value in values.items()) / length
        slope, shift = head["calibration"][way]
        margin += float(model()["intercepts"][number_])
        chances[head["kind"], head["name"]] = 1 / (1 + math.exp(-(slope * margin + shift)))
    found = {}
    for head in model()["heads"]:
        members = {name: chances.get(("member", name), 1.0) for name in head["technologies"]}
        for name, chance in members.items():
            found[name] = chances["field", head["name"]] * chance / max(members.values())
    return found
