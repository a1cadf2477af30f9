"""Works counted slowly and plainly from the JSON, after methods.md and without a look at the SQL.

Everything is exact: weights are fractions. Used by tests only.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from analytics.affiliations.country_rule import CountryRule

REPOSITORY = Path(__file__).resolve().parents[2]
UNKNOWN = "unknown"


def bare(identifier: str | None) -> str | None:
    return identifier.rsplit("/", 1)[-1] if identifier else None


def read_records(paths: Iterable[Path]) -> list[dict]:
    return [json.loads(line) for path in paths for line in gzip.open(path, "rt", encoding="utf-8") if line.strip()]


def renamed(records: list[dict], merged: dict[str, str]) -> list[dict]:
    """``records`` of works as if they had been written after every merger: the old id stands nowhere."""
    if not merged:
        return records
    old = re.compile(rf"(?<=https://openalex\.org/)({'|'.join(merged)})(?![0-9])")
    found = [json.loads(old.sub(lambda named: merged[named[0]], json.dumps(record))) for record in records]
    for authorship in (a for record in found for a in record.get("authorships") or []):
        carried: dict[str, dict] = {}
        for one in authorship.get("institutions") or []:
            both = carried.setdefault(one["id"], one)
            both |= {name: max(filter(None, (both.get(name), one.get(name))), default=None) for name in both}
        authorship["institutions"] = list(carried.values())
    return found


def work_types() -> dict[str, tuple[str, bool]]:
    with (REPOSITORY / "data/openalex/work_types.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["source_type"]: (row["work_type"], row["is_research"].lower() == "true") for row in rows}


def newest(records: list[dict]) -> dict[str, dict]:
    found: dict[str, dict] = {}
    for record in records:
        work_id = bare(record["id"])
        known = found.get(work_id)
        if known is None or _version(record) > _version(known):
            found[work_id] = record
    return found


def _version(record: dict) -> tuple:
    truncated = bool(record.get("is_authors_truncated"))
    return (record.get("updated_date") or "", not truncated, len(record.get("authorships") or []))


def newest_entities(records: list[dict]) -> dict[str, dict]:
    """Institutions (or others) by id; those whose id is none are left out."""
    found: dict[str, dict] = {}
    for record in records:
        name = bare(record["id"])
        if re.fullmatch("[ITF][0-9]+", name):
            known = found.get(name)
            if known is None or (record.get("updated_date") or "") > (known.get("updated_date") or ""):
                found[name] = record
    return found


def country_of(institution: dict, record: dict, entities: dict[str, dict]) -> str | None:
    """What the newer of both says: the work's record, or the institution's own, which wins where a date is missing."""
    carried = institution.get("country_code")
    entity = entities.get(bare(institution["id"]), {})
    own = entity.get("country_code") or (entity.get("geo") or {}).get("country_code")
    days = (record.get("updated_date") or "")[:10], (entity.get("updated_date") or "")[:10]
    is_work_newer = all(days) and days[0] > days[1]
    return (carried or own) if is_work_newer else (own or carried)


def outcome(record: dict, types: dict[str, tuple[str, bool]]) -> str:
    if record.get("type") not in types:
        return "unknown_type"
    work_type, is_research = types[record["type"]]
    if not is_research:
        return "not_research_type"
    if work_type == "preprint":
        return "preprint"
    for flag, reason in (("is_retracted", "retracted"), ("is_xpac", "xpac"), ("is_paratext", "paratext")):
        if record.get(flag):
            return reason
    return "staged"


def credit(record: dict, entities: dict[str, dict]) -> list[tuple[str, str, Fraction]]:
    """(institution, country, weight) of a work; the weights sum to 1."""
    authorships = record.get("authorships") or []
    if not authorships:
        return [(UNKNOWN, UNKNOWN, Fraction(1))]
    each = Fraction(1, len(authorships))
    rows = []
    for authorship in authorships:
        rows += [(i, c, each * share) for i, c, share in authorship_credit(authorship, record, entities)]
    return rows


def authorship_credit(authorship: dict, record: dict, entities: dict[str, dict]) -> list[tuple[str, str, Fraction]]:
    """An institution's country, else its string's, else the listed ones, else those of all strings."""
    excluded = excluded_institutions()
    institutions = [i for i in authorship.get("institutions") or [] if i.get("id")]
    carried = {bare(i["id"]): country_of(i, record, entities) for i in institutions}
    located = {name: country for name, country in carried.items() if name not in excluded}
    is_located = any(located.values())
    is_listed = not is_located and len(located) == len(carried)
    listed = sorted({c for c in authorship.get("countries") or [] if c}) if is_listed else []
    rows = []
    for institution, string, share in _shares(authorship, located, excluded):
        country = located.get(institution) or (string and string_country(string))
        if country:
            placed = [country]
        elif listed:
            placed = listed
        elif string is None and not is_located:
            placed = [string_country(text) or UNKNOWN for text in _strings(authorship)] or [UNKNOWN]
        else:
            placed = [UNKNOWN]
        rows += [(institution, c, share / len(placed)) for c in placed]
    return rows


def _strings(authorship: dict) -> list[str]:
    """The raw strings of an authorship, in whichever of the three forms the record has them."""
    if authorship.get("affiliations"):
        return [s.get("raw_affiliation_string") or "" for s in authorship["affiliations"]]
    several = authorship.get("raw_affiliation_strings")
    if several is not None:
        return [s or "" for s in several]
    return [s for s in [authorship.get("raw_affiliation_string")] if s]


def _shares(
    authorship: dict, institutions: dict[str, str | None], excluded: set[str]
) -> list[tuple[str, str | None, Fraction]]:
    """(institution, its string or None where the source maps no strings, share of the authorship)."""
    strings = authorship.get("affiliations") or []
    resolved = [{bare(i) for i in s.get("institution_ids") or [] if i} - excluded for s in strings]
    if strings and (any(resolved) or not institutions):
        rows = []
        for string, found in zip(strings, resolved, strict=True):
            for institution in found or {UNKNOWN}:
                share = Fraction(1, len(strings)) / (len(found) or 1)
                rows.append((institution, string.get("raw_affiliation_string") or "", share))
        return rows
    return [(i, None, Fraction(1, len(institutions))) for i in institutions] or [(UNKNOWN, None, Fraction(1))]


@cache
def excluded_institutions() -> set[str]:
    with (REPOSITORY / "data/openalex/excluded_institutions.csv").open(encoding="utf-8", newline="") as file:
        return {row["institution_id"] for row in csv.DictReader(file)}


@cache
def country_rule() -> CountryRule:
    """What a string says is not counted again but asked: tests/affiliations hold it to strings with known answers."""
    with (REPOSITORY / "data/countries/aliases.csv").open(encoding="utf-8", newline="") as file:
        return CountryRule(csv.DictReader(file))


@cache
def string_country(string: str) -> str | None:
    return country_rule().country_of(string)


def weights(rows: list[tuple[str, str, Fraction]], which: int) -> dict[str, Fraction]:
    """Weight by institution (which = 0) or by country (which = 1)."""
    total: dict[str, Fraction] = defaultdict(Fraction)
    for row in rows:
        total[row[which]] += row[2]
    return dict(total)


def title_and_abstract(record: dict) -> tuple[str, str]:
    index = record.get("abstract_inverted_index") or {}
    if isinstance(index, str):
        index = json.loads(index)
    index = index.get("InvertedIndex", index) if isinstance(index.get("InvertedIndex"), dict) else index
    places = sorted((place, word) for word, at in index.items() for place in at)
    title = record.get("title") or record.get("display_name") or ""
    return title, " ".join(word for _, word in places)


def text_of(record: dict) -> str:
    return f" {re.sub('[^a-z0-9]+', ' ', '. '.join(title_and_abstract(record)).lower()).strip()} "


def publication_date(record: dict) -> date:
    return date.fromisoformat(record["publication_date"])
