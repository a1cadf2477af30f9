"""Partners and their concentration as published equal a plain count from the JSON, to 1e-9."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from plain_exposure import Work, known, wilson
from plain_works import UNKNOWN
from test_plain_count import rows_of
from test_plain_detail import SMALL, all_facts, close


def partners(work: Work, unit: str, of: str, kind: str, homes: dict[str, str | None]) -> set[str]:
    others = known(work.countries if kind == "country" else work.institutions)
    if of == kind:
        return others - {unit}
    if of == "institution":
        return others - {homes[unit]}
    return {name for name in others if homes[name] not in (None, unit)}


@pytest.mark.parametrize("kind", ["country", "institution"])
@pytest.mark.parametrize("of", ["country", "institution"])
def test_partners_of_every_unit(counted, of, kind):
    all_facts(counted)
    homes = {name: one.country for name, one in counted.institutions.items()}
    found: dict = defaultdict(list)
    for work in counted.works:
        if work.authors > 100 or (work.is_truncated and work.authors >= 100):
            continue
        unknown = (work.countries if kind == "country" else work.institutions).get(UNKNOWN, 0)
        for unit in known(work.countries if of == "country" else work.institutions):
            seen = work.year, partners(work, unit, of, kind, homes), unknown
            for scope, technologies in work.scopes.items():
                for name in technologies:
                    found[unit, name, scope].append(seen)
    where = f"unit_kind = '{of}' and partner_kind = '{kind}' and (window_years = 0 or technology_id = 'all')"
    rows = rows_of(counted, "out_partner", where)
    assert {(r["unit_id"], r["technology_id"], r["tag_scope"]) for r in rows} == set(found)
    for row in rows:
        works = found[row["unit_id"], row["technology_id"], row["tag_scope"]]
        agrees(row, [work for work in works if row["first_year"] <= work[0] <= row["last_year"]])


def agrees(row: dict, works: list[tuple]) -> None:
    joint = Counter(partner for _, with_whom, _ in works for partner in with_whom)
    partnered, links = sum(bool(with_whom) for _, with_whom, _ in works), sum(joint.values())
    top, most = min(joint.items(), key=lambda item: (-item[1], item[0]), default=(None, 0))
    assert row["top_partner_id"] == top
    expected = {"works": len(works), "partnered_works": partnered, "partners": len(joint), "links": links}
    expected |= {"coverage": 1 - sum(unknown for _, _, unknown in works) / len(works), "top_partner_works": most}
    names = ("hhi", "hhi_plug_in", "effective_partners", "top_partner_share", "top_partner_work_share")
    rates: tuple = (None,) * 5
    if partnered >= SMALL:
        drawn = sum(n * (n - 1) for n in joint.values()) / (links * (links - 1))
        plug_in = sum((n / links) ** 2 for n in joint.values())
        rates = drawn, plug_in, 1 / plug_in, most / links, most / partnered
        expected["top_partner_work_share_low"], expected["top_partner_work_share_high"] = wilson(most, partnered)
    close(row, expected | dict(zip(names, rates, strict=True)) | {"is_small": partnered < SMALL})
