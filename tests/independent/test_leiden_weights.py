"""The weights of the Leiden Ranking Open Edition, worked out from the records by its rule (docs/methods.md §12)."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest
from plain_works import bare

Strings = list[tuple[str, set[str]]]


def strings(authorship: dict) -> Strings:
    """The strings of an authorship and what each was resolved to, as the record has them."""
    listed = authorship.get("affiliations") or []
    return [
        ((s.get("raw_affiliation_string") or "").strip(), {bare(i) for i in s.get("institution_ids") or [] if i})
        for s in listed
    ]


def leiden_weights(record: dict) -> dict[str, Fraction]:
    """Institution → weight: equal strings of an author are one, empty ones none; a string means the same all over."""
    authors = record["authorships"]
    resolved: dict[str, set[str]] = defaultdict(set)
    for authorship in authors:
        for text, found in strings(authorship):
            resolved[text] |= found
    weights: dict[str, Fraction] = defaultdict(Fraction)
    for authorship in authors:
        texts = {text for text, _ in strings(authorship) if text}
        for text in texts:
            for institution in resolved[text]:
                weights[institution] += Fraction(1, len(authors) * len(texts) * len(resolved[text]))
    return weights


def differs_on_purpose(record: dict) -> bool:
    """Strings are not mapped, or one is empty beside others, or an institution stands beside strings without any."""
    for authorship in record["authorships"]:
        mapped, carried = strings(authorship), [i for i in authorship.get("institutions") or [] if i.get("id")]
        if carried and not any(found for _, found in mapped):
            return True
        if len(mapped) > 1 and any(not text for text, _ in mapped):
            return True
    return False


def test_known_institutions_weigh_as_in_the_leiden_ranking_wherever_the_rules_are_the_same(counted):
    ours: dict[str, dict[str, float]] = defaultdict(dict)
    for row in counted.published.rows(
        "select work_id, unit_id, cast(weight as double) as weight from ind_work_unit "
        "where unit_kind = 'institution' and hk_mo = 'own' and unit_id <> 'unknown'"
    ):
        ours[row["work_id"]][row["unit_id"]] = row["weight"]
    compared = 0
    for work_id, record in counted.staged.items():
        if record.get("authorships") and not differs_on_purpose(record):
            theirs = {institution: float(weight) for institution, weight in leiden_weights(record).items()}
            assert ours[work_id] == pytest.approx(theirs, abs=1e-9)
            compared += bool(theirs)
    assert compared > 500
