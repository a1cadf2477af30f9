"""Organisations with similar names, for a person to choose from. Nothing here ever makes a link."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from analytics.matching.index import RorIndex
from analytics.matching.match import Candidate, Listed, Verdict
from analytics.matching.names import forms, is_acronym, normalised, parts

# Of similar names only 21 % were right on a hand check; below this score next to none.
FLOOR = 70.0
MOST = 5


def suggest(listed: Listed, verdict: Verdict, index: RorIndex) -> list[Candidate]:
    """Up to five organisations of the listing's country: equal names first, then similar ones, then acronyms."""
    best = {candidate.ror_id: candidate for candidate in verdict.candidates}
    for candidate in [*_similar(listed, index), *_acronyms(listed, index)]:
        known = best.get(candidate.ror_id)
        if known is None or candidate.score > known.score:
            best[candidate.ror_id] = candidate
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.ror_id))[:MOST]


def _similar(listed: Listed, index: RorIndex) -> list[Candidate]:
    choices = index.by_name.get(listed.country_code, {})
    names = [(listed.name, "similar name"), *((part, "similar to a part of the name") for part in parts(listed.name))]
    names += [(alias, f"similar to an alias ({kind})") for alias, kind in listed.aliases]
    found = []
    for name, why in names:
        for form in [] if is_acronym(name) else forms(name):
            for match, score, _ in process.extract(
                form, choices.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=FLOOR, limit=MOST
            ):
                found += [_candidate(index, ror_id, score, name, why) for ror_id in choices[match]]
    return found


def _acronyms(listed: Listed, index: RorIndex) -> list[Candidate]:
    """An equal acronym is worth a look, less than any similar name."""
    names = [name for name, _ in ((listed.name, ""), *listed.aliases) if is_acronym(name)]
    return [
        _candidate(index, record.ror_id, FLOOR - 1, name, "equal acronym")
        for name in names
        for record in index.abbreviated(listed.country_code, normalised(name))
    ]


def _candidate(index: RorIndex, ror_id: str, score: float, listed_as: str, why: str) -> Candidate:
    record = index.records[ror_id]
    ended = "" if record.status == "active" else f"; ROR says {record.status}"
    # 100 is kept for equal names: the same words in another order are still only similar.
    return Candidate(ror_id, record.display_name, min(round(score, 1), 99.9), listed_as, f"{why}{ended}")
