"""Files damaged at random, against a plain reading of each line with Python's own json."""

from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_twice import read
from works import line

# The types of every field the damaged works have, said once more and in another way than in the code.
TEXT, BOOL, REAL, SCORE = (str,), (bool,), (int, float), (int, float, str)
INSTITUTION = dict.fromkeys(["id", "display_name", "country_code", "ror", "type"], TEXT) | {"lineage": [str]}
SCORED = {"id": TEXT, "display_name": TEXT, "score": SCORE}
AWARD = dict.fromkeys(["id", "funder", "funder_id", "award_id", "funder_award_id"], TEXT)
SHAPE: dict[str, Any] = {
    **dict.fromkeys(["doi", "title", "display_name", "type", "language"], TEXT),
    **dict.fromkeys(["is_retracted", "is_paratext", "is_xpac"], BOOL),
    "cited_by_count": (int,),
    "fwci": REAL,
    "open_access": {"is_oa": BOOL, "oa_status": TEXT},
    "primary_topic": SCORED,
    "topics": [SCORED],
    "awards": [AWARD],
    "authorships": [
        {
            "author": {"id": TEXT},
            "author_position": TEXT,
            "is_corresponding": BOOL,
            "institutions": [INSTITUTION],
            "countries": [str],
            "affiliations": [{"raw_affiliation_string": TEXT, "institution_ids": [TEXT]}],
            "raw_affiliation_strings": [str],
        }
    ],
}


def fits(value: Any, shape: Any) -> bool:
    if isinstance(shape, type):
        return type(value) is shape
    if value is None:
        return True
    if isinstance(shape, tuple):
        if shape is SCORE and isinstance(value, str):
            return bool(value) and value[0] in "-0123456789" and is_number(value)
        return type(value) in shape and (type(value) is not float or math.isfinite(value))
    if isinstance(shape, list):
        element = shape[0]
        required = isinstance(element, dict)
        return isinstance(value, list) and all(fits(v, element) and not (required and v is None) for v in value)
    return isinstance(value, dict) and all(fits(value[key], shape[key]) for key in shape if key in value)


def abstract_fits(words: Any) -> bool:
    return words is None or (
        isinstance(words, dict)
        and all(isinstance(at, list) and all(type(place) is int for place in at) for at in words.values())
    )


def is_number(text: str) -> bool:
    try:
        return not text[-1].isspace() and fits(json.loads(text), REAL)
    except ValueError:
        return False


def no_constant(name: str) -> None:
    raise ValueError(name)


def is_work(raw: bytes) -> bool:
    try:
        record = json.loads(raw.decode("utf-8"), parse_constant=no_constant)
        json.dumps(record, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except ValueError:
        return False
    if not isinstance(record, dict):
        return False
    number = str(record.get("id")).removeprefix("https://openalex.org/")
    year = record.get("publication_year")
    return (
        type(record.get("id")) is str
        and number[:1] == "W"
        and number[1:].isascii()
        and number[1:].isdigit()
        and type(year) is int
        and 1 <= year <= 9999
        and fits(record, SHAPE)
        and abstract_fits(record.get("abstract_inverted_index"))
    )


VALUES = [b"null", b"[]", b"{}", b"7", b"7.5", b'"7"', b"true", b"[null]", b"[7]", b"[{}]", b'"\xff"', b"NaN"]
damage = st.one_of(
    st.tuples(st.just("flip"), st.floats(0, 0.999), st.integers(1, 255)),
    st.tuples(st.just("cut"), st.floats(0, 0.999), st.just(0)),
    st.tuples(st.just("drop"), st.floats(0, 0.999), st.just(0)),
    st.tuples(st.just("break"), st.floats(0, 0.999), st.just(0)),
    st.tuples(st.just("value"), st.floats(0, 0.999), st.integers(0, len(VALUES) - 1)),
)


def damaged(raw: bytes, how: str, share: float, number: int) -> bytes:
    at = int(share * len(raw))
    if how == "value":  # another value for one of the work's own keys
        keys = list(json.loads(raw))
        key = json.dumps(keys[int(share * len(keys))]).encode()
        return raw[:-1] + b", " + key + b": " + VALUES[number] + b"}"
    new = {"flip": bytes([raw[at] ^ number]), "cut": b"", "drop": b"", "break": b"\n"}[how]
    return raw[:at] + new + (b"" if how == "cut" else raw[at + 1 :])


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(st.none() | damage, min_size=1, max_size=6))
def test_exactly_the_lines_that_plain_python_takes_for_works_are_kept(wounds: list[Any]) -> None:
    lines = [line(n) if wound is None else damaged(line(n), *wound) for n, wound in enumerate(wounds)]
    text = b"\n".join([line(99), *lines])
    numbered = [(n, raw) for n, raw in enumerate(text.split(b"\n"), start=1) if raw.strip()]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "works"
        source.write_bytes(text)
        reading, tables = read(source, Path(folder) / "ours")
    good = [n for n, raw in numbered if is_work(raw)]
    assert tables["raw_works"]["line_no"].to_pylist() == good
    assert reading.records + reading.quarantined == len(numbered)
    kept = tables["raw_quarantine"].to_pylist() if reading.quarantined else []
    assert [(row["line_no"], row["raw"]) for row in kept] == [(n, raw) for n, raw in numbered if n not in good]
    assert all(text[row["byte_offset"] :].startswith(row["raw"]) for row in kept)
