"""Trends, walks and resampled limits recounted from the records."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import plain_bootstrap
import pytest
from plain_exposure import cells, known, wilson
from plain_network import numbers, step_limits, steps
from plain_trend import p_value, score, slope, slope_limits
from test_plain_count import CLOSE, PROFILES, SYNTHETIC, counterparts, listed, rows_of
from test_plain_windows import in_w

TREND_KEY = ("unit_id", "technology_id", "tag_scope")


@pytest.mark.parametrize("unit_kind", ["country", "institution"])
@pytest.mark.parametrize(("profile", "variant"), [PROFILES[0], *SYNTHETIC[:3]])
def test_trend_of_every_series(counted, profile, variant, unit_kind):
    rows = rows_of(
        counted, "out_trend", f"profile_id = '{profile}' and variant = '{variant}' and unit_kind = '{unit_kind}'"
    )
    if not rows_of(counted, "out_profile", f"profile_id = '{profile}'"):
        assert not rows
        return
    found = {tuple(row[name] for name in TREND_KEY): row for row in rows}
    series, coverage, places, shares = (defaultdict(kind) for kind in (dict, dict, list, dict))
    by_country, counts = variant == "country", defaultdict(lambda: (0, 0))
    for (*unit, year), cell in cells(
        counted.works, counterparts(counted, profile, variant), by_country=by_country, of=unit_kind
    ).items():
        counts[*unit, year] = cell.works, cell.exposed_works
        if cell.works >= 5 and cell.works > cell.unresolved_works:
            series[tuple(unit)][year] = cell.exposed_works / (cell.works - cell.unresolved_works)
            shares[tuple(unit)][year] = wilson(cell.exposed_works, cell.works - cell.unresolved_works)
            coverage[tuple(unit)][year] = float(1 - cell.unknown / cell.works)
            places[tuple(unit)].append((cell.works, float(cell.unknown)))
    inside = in_w(counted, profile, variant, unit_kind)
    newest = newest_complete(counted)
    long = {unit: values for unit, values in series.items() if len(values) >= 5}
    assert set(found) == set(long)
    assert found or "real" in str(counted.published.path) or variant != "country"
    for unit, values in long.items():
        row, seen = found[unit], [coverage[unit][year] for year in sorted(values)]
        assert (row["years"], row["concordance"]) == (len(values), score(values))
        assert row["slope"] == pytest.approx(slope(values), abs=CLOSE)
        assert row["p_value"] == pytest.approx(p_value(values), abs=CLOSE)
        works, unknown = (sum(column) for column in zip(*places[unit], strict=True))
        assert row["coverage"] == pytest.approx(1 - unknown / works, abs=CLOSE)
        years = sorted(values)
        breaks = [y for (a, b), y in zip(pairwise(seen), years[1:], strict=True) if abs(b - a) > 0.05 + 1e-9]
        assert (row["has_coverage_break"], row["coverage_break_year"]) == (bool(breaks), min(breaks, default=None))
        assert (row["first_year"], row["last_year"]) == (years[0], years[-1])
        ends = row["first_share"], row["last_share"], row["slope_low"], row["slope_high"]
        assert ends == pytest.approx(
            (values[years[0]], values[years[-1]], *slope_limits(len(years), values)), abs=CLOSE
        )
        for name, year in (("first_share", years[0]), ("last_share", years[-1])):
            limits = row[f"{name}_low"], row[f"{name}_high"]
            assert limits == pytest.approx(shares[unit][year], abs=CLOSE)
        assert row["is_counterpart"] == (unit[0] in inside)
        sides = [[counts[*unit, year] for year in range(last - 2, last + 1)] for last in (newest - 3, newest)]
        grows(row, newest, *([sum(column) for column in zip(*side, strict=True)] for side in sides))


def newest_complete(counted) -> int:
    today = rows_of(counted, "out_run", "true")[0]["as_of"].year
    return max(work.year for work in counted.works if work.year < today)


def grows(row: dict, newest: int, base: list[int], now: list[int]) -> None:
    """Relative change of works and exposed works, with the limits that two Poisson counts of this ratio allow."""
    assert row["newest_last_year"] == (newest if base[0] else None)
    for name, before, after in zip(("works", "exposed_works"), base, now, strict=True):
        assert (row[f"base_{name}"], row[f"newest_{name}"]) == ((before, after) if base[0] else (None, None))
        found = [row[f"{name}_change{end}"] for end in ("", "_low", "_high")]
        if before < 10:
            assert found == [None] * 3
            continue
        odds = [part / (1 - part) - 1 for part in wilson(after, before + after)]
        assert found == pytest.approx([(after - before) / before, *odds], abs=CLOSE)


def listed_today(counted, profile: str) -> set[str]:
    as_of = rows_of(counted, "out_run", "true")[0]["as_of"]
    return {i for i, mine in listed(counted, profile).items() if any(one.on(as_of) for one in mine)}


def walked_to(counted, profile: str, variant: str) -> set[str]:
    """W on the day the build stands for."""
    return listed_today(counted, profile) if variant == "listed_now" else in_w(counted, profile, variant, "institution")


WALKED = [(profile, "listed_now") for profile in ("synthetic-demo", "synthetic-shapes", "us-dod-1286")]


@pytest.mark.parametrize(("profile", "variant"), [("country-only", "country"), *WALKED])
def test_walks_of_every_institution(counted, profile, variant):
    rows = rows_of(counted, "out_network", f"profile_id = '{profile}' and variant = '{variant}'")
    if not rows_of(counted, "out_profile", f"profile_id = '{profile}'"):
        assert not rows
        return
    w = walked_to(counted, profile, variant)
    last = max(work.year for work in counted.works)
    window = [work for work in counted.works if work.year > last - 5]
    for technology in {"all", *(row["technology_id"] for row in rows)}:
        chances, works = steps(work for work in window if technology in work.scopes["high"])
        found = {row["institution_id"]: row for row in rows if row["technology_id"] == technology}
        assert {i: row["joint_works"] for i, row in found.items()} == works
        limits = step_limits((work for work in window if technology in work.scopes["high"]), w)
        for i, expected in numbers(chances, w).items():
            row = found[i]
            assert (row["is_counterpart"], row["is_small"]) == (i in w, works[i] < 5)
            mine = [work for work in window if technology in work.scopes["high"] and i in work.institutions]
            unknown = sum(work.institutions.get("unknown", 0) for work in mine)
            assert row["coverage"] == pytest.approx(float(1 - unknown / len(mine)), abs=CLOSE)
            expected |= dict(zip(("one_step_low", "one_step_high"), limits[i], strict=True))
            for name, value in expected.items():
                is_null = works[i] < 5 or (i in w and name in ("indirect", "two_step"))
                assert row[name] == (None if is_null else pytest.approx(value, abs=CLOSE)), (i, name)


def test_technologies_with_a_network_of_their_own(counted):
    last = max(work.year for work in counted.works)
    joint = [w for w in counted.works if w.year > last - 5 and len(known(w.institutions)) > 1]
    tags = [technology for work in joint for technology in work.scopes["high"]]
    (setting,) = rows_of(counted, "ref_parameter", "true")
    floor = setting["network_min_works"]
    expected = {technology for technology in tags if tags.count(technology) >= floor or technology == "all"}
    rows = rows_of(counted, "out_network", "true")
    assert len(expected) > 2 or "shapes" not in str(counted.published.path)
    assert {row["technology_id"] for row in rows} == expected


@pytest.mark.parametrize("years", ["all", "single"])
def test_limits_of_some_countries_over_all_and_single_years(counted, years):
    where = "profile_id = 'country-only' and technology_id = 'all' and tag_scope = 'high' and works < 90"
    table, where = (
        ("out_country_year", where) if years == "single" else ("out_country_window", f"{where} and window_years = 0")
    )
    rows = rows_of(counted, table, f"{where} and exposed_fractional_low is not null")
    w_of = counterparts(counted, "country-only", "country")
    for row in sorted(rows, key=lambda row: (row["country_code"], row.get("year")))[:4]:
        inside = [work for work in counted.works if years == "all" or work.year == row["year"]]
        works = [work for work in inside if row["country_code"] in work.countries]
        exposed = [work for work in works if w_of(work)]
        weighed = [(0, work.work_id, float(work.countries[row["country_code"]])) for work in works]
        weighed += [(1, work.work_id, float(work.countries[row["country_code"]])) for work in exposed]
        weighed += [(2, work.work_id, float(sum(work.countries[c] for c in w_of(work)))) for work in exposed]
        whole, part, mass = plain_bootstrap.sums(weighed, 1000).values()
        shares = plain_bootstrap.limits([float(x / n) if n else None for x, n in zip(part, whole, strict=True)])
        assert (row["exposed_fractional_low"], row["exposed_fractional_high"]) == pytest.approx(shares, abs=1e-8)
        limits = plain_bootstrap.limits([float(x) for x in mass])
        assert (row["counterpart_mass_low"], row["counterpart_mass_high"]) == pytest.approx(limits, abs=1e-6)
