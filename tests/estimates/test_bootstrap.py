"""The compiled bootstrap against a plain loop, and what must not change its result."""

from __future__ import annotations

import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import plain_bootstrap as plain
import polars as pl
import pytest

from analytics.estimates.bootstrap import drawn_weights, replicate_sums, work_hashes
from analytics.estimates.concentration import concentrations
from analytics.estimates.est_partner_limits import joint_works
from analytics.estimates.limits import limits
from analytics.estimates.replicated import hhi, ranks, ratio, ric
from analytics.estimates.series import YEARS, Series, portions, resampled, window_limits
from analytics.estimates.stability import stability_interval
from analytics.estimates.unit_rows import Counted
from analytics.estimates.works import work_table
from analytics.settings import REPOSITORY


def drawn_rows(count: int, seed: int = 3) -> list[tuple[int, str, float]]:
    rng = random.Random(seed)  # noqa: S311 - seeded, guards nothing
    return [(rng.randrange(7), f"W{rng.randrange(40)}", rng.choice([1.0, rng.random()])) for _ in range(count)]


def compiled_sums(rows, cells: int = 7, replicates: int = 150):
    cell, work, value = zip(*rows, strict=True)
    return replicate_sums(np.array(cell), work_hashes(work), np.array(value), cells, replicates)


def test_the_compiled_sums_equal_a_plain_loop_bit_for_bit():
    rows = drawn_rows(120)
    expected = plain.sums(rows, 150)
    found = compiled_sums(rows)
    for cell in range(7):
        assert [float(x) for x in expected[cell]] == found[cell].tolist()


def test_the_row_of_plain_weights_is_that_of_the_plain_weights():
    assert [plain.weight("W7", r) for r in range(1000)] == plain.draws("W7").tolist()
    assert np.array_equal(compiled_sums([(0, "W7", 1.0)], 1, 1000)[0], plain.draws("W7"))


def test_the_hash_of_an_id_does_not_hang_on_the_ids_beside_it():
    names = ["W1", "W4398046511104", "Wé", "W2", ""]
    assert work_hashes(names).tolist() == [plain.hashed(name) for name in names]
    assert work_hashes([]).size == 0


def test_the_number_of_an_id_hashes_as_its_text_does():
    numbers = [0, 1, 9, 10, 4398046511104, 999_999_999_999_999_999]
    hashed = work_hashes(pl.Series(numbers, dtype=pl.Int64))
    assert hashed.tolist() == [plain.hashed(f"W{number}") for number in numbers]


def test_works_are_found_by_their_id_and_others_left_out():
    names = [f"W{n * n}" for n in range(3000)]
    works = work_table([pl.DataFrame({"work_id": names, "publication_year": [n % 40 for n in range(3000)]})])
    asked = pl.DataFrame({"work_id": ["W9", "W2", "W8994001", "W9", ""]})
    found = works.numbered(asked)
    assert found["work_id"].to_list() == ["W9", "W8994001", "W9"]
    assert works.hash[found["work_no"].to_numpy()].tolist() == [plain.hashed(name) for name in found["work_id"]]
    assert works.year[found["work_no"].to_numpy()].tolist() == [3, 2999 % 40, 3]
    assert work_table([asked.clear().with_columns(publication_year=2020)]).numbered(asked).height == 0
    with pytest.raises(ValueError, match="share a 64-bit hash"):
        work_table([asked.with_columns(publication_year=2020)])


def test_neither_the_order_of_rows_nor_the_cut_into_portions_changes_a_bit():
    rows = drawn_rows(500)
    shuffled = random.Random(1).sample(rows, len(rows))  # noqa: S311 - seeded, guards nothing
    whole = compiled_sums(rows)
    assert np.array_equal(whole, compiled_sums(shuffled))
    portions = compiled_sums(rows[:200]) + compiled_sums(rows[200:])
    assert np.array_equal(whole, portions)
    for cell in range(7):
        alone = compiled_sums([(0, work, value) for had, work, value in rows if had == cell], 1)
        assert np.array_equal(whole[cell], alone[0])


def test_a_work_has_the_same_draw_in_every_cell_and_another_in_every_replicate():
    sums = compiled_sums([(0, "W1", 1.0), (1, "W1", 0.5), (2, "W2", 1.0)], 3, 1000)
    assert np.array_equal(sums[0], 2 * sums[1])
    assert abs(np.corrcoef(sums[0], sums[2])[0, 1]) < 4 / math.sqrt(1000)


def test_weights_are_poisson_with_mean_one_and_independent():
    assert sum(2**16 - level for level in plain.LEVELS) == 2**16, "the mean is exactly one"
    works = compiled_sums([(n, f"W{n}", 1.0) for n in range(2000)], 2000, 500)
    for count in range(6):
        expected = math.exp(-1) / math.factorial(count)
        error = math.sqrt(expected * (1 - expected) / works.size)
        assert abs((works == count).mean() - expected) < 4.5 * error
    across = works.sum(axis=0)
    assert across.var() == pytest.approx(2000, rel=5 * math.sqrt(2 / 500))
    assert works.sum(axis=1).var() == pytest.approx(500, rel=5 * math.sqrt(2 / 2000))


def test_limits_are_order_statistics_and_leave_out_what_is_not_defined():
    rng = random.Random(5)  # noqa: S311 - seeded, guards nothing
    for size in (1, 2, 39, 40, 41, 999, 1000):
        values = [rng.choice([None, rng.randrange(20), rng.random()]) for _ in range(size)]
        given = np.array([[math.nan if value is None else value for value in values]], dtype=float)
        expected = plain.limits(values)
        assert np.isnan(limits(given)).all() if expected is None else limits(given)[0].tolist() == list(expected)


def test_a_window_sums_the_years_of_its_series_bit_for_bit():
    rng = random.Random(9)  # noqa: S311 - seeded, guards nothing
    drawn = [
        (group, year, f"W{rng.randrange(40)}", rng.random()) for group in (0, 3, 4) for year in range(2015, 2023)
    ] * 2
    drawn.sort(key=lambda row: row[:2])
    values = np.array([[value, value**2] for *_, value in drawn])
    key, hashes = np.array([g * YEARS + y for g, y, *_ in drawn]), work_hashes(name for _, _, name, _ in drawn)
    windows = [(0, 2016, 2018), (1, 2015, 2022), (3, 2022, 2022), (3, 2022, 2030), (4, 2010, 2030)]
    cells = pl.DataFrame(windows, schema=["group", "first_year", "last_year"], orient="row")
    top, bottom = np.tile([0, 0], (5, 1)), np.tile([-1, 1], (5, 1))
    found = window_limits(Series(key, hashes, values), cells, top, bottom)
    for n, (group, first, last) in enumerate(windows):
        inside = [place for place, (g, y, *_) in enumerate(drawn) if g == group and first <= y <= last]
        sums = [replicate_sums(np.zeros(len(inside), int), hashes[inside], values[inside, of], 1) for of in (0, 1)]
        assert np.array_equal(found[n], [limits(sums[0])[0], limits(ratio(*sums))[0]], equal_nan=True)
    assert found[1, 0].tolist() == [0, 0], "a group without works"


def test_replicates_in_portions_are_the_replicates_at_once():
    rows = drawn_rows(100)
    cell, work, value = zip(*rows, strict=True)
    given = (np.array(cell), work_hashes(work), np.array(value), 7)
    later = replicate_sums(*given, replicates=60, first=40)
    assert np.array_equal(replicate_sums(*given, replicates=100)[:, 40:], later)


def test_portions_cut_between_groups_and_change_nothing():
    key = np.array([group * YEARS + year for group in range(400) for year in range(2000, 2000 + 1 + group % 7)])
    hashes, values = work_hashes(f"W{n % 90}" for n in range(key.size)), np.ones((key.size, 1))
    parts, whole = list(portions(Series(key, hashes, values))), resampled(Series(key, hashes, values))
    assert len(parts) > 1
    assert np.array_equal(np.concatenate([part.slots for part in parts]), whole.slots)
    groups = [set((part.slots // YEARS).tolist()) for part in parts]
    assert not any(one & other for one, other in pairwise(groups))
    summed = np.concatenate([np.diff(part.totals[0], axis=0) for part in parts])
    assert np.array_equal(summed, np.diff(whole.totals[0], axis=0))
    assert list(portions(Series(key[:0], hashes[:0], values[:0]))) == []


def test_places_are_shared_by_equals_and_lists_stand_alone():
    values = np.array([[3.0, 1.0], [5.0, 1.0], [3.0, np.nan], [9.0, 2.0]])
    found = ranks(values, np.array([1, 1, 1, 2]))
    assert found.tolist()[:2] == [[2, 1], [1, 1]]
    assert (found[2, 0], np.isnan(found[2, 1])) == (2, True)
    assert found[3].tolist() == [1, 1]


def binomial_below(x: int, n: int, p: float) -> float:
    """P(X ≤ x)."""
    return sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(x + 1))


@pytest.mark.parametrize(("k", "n"), [(0, 5), (1, 5), (3, 20), (15, 148), (147, 148), (300, 900), (900, 900)])
def test_the_stability_interval_holds_the_quantiles_of_the_binomial(k, n):
    low, high = stability_interval(np.array([k]), np.array([n]))[0]
    for limit, level in ((low, 0.025), (high, 0.975)):
        x = round(limit * n)
        assert limit == x / n
        assert binomial_below(x, n, k / n) >= level
        assert x == 0 or binomial_below(x - 1, n, k / n) < level


@pytest.mark.parametrize(("k", "n"), [(15, 148), (60, 400), (200, 400), (300, 3000)])
def test_the_bootstrap_of_a_share_agrees_with_its_closed_form(k, n):
    rows = [(0, f"W{i}", 1.0) for i in range(k)] + [(1, f"W{i}", 1.0) for i in range(n)]
    top, bottom = compiled_sums(rows, 2, 1000)
    found = limits(ratio(top, bottom).reshape(1, -1))[0]
    closed = stability_interval(np.array([k]), np.array([n]))[0]
    # The 2.5 % quantile of 1000 draws has a standard error of about 0.085 deviations; the closed form steps by 1/n.
    deviation = math.sqrt(k / n * (1 - k / n) / n)
    assert np.abs(found - closed).max() < 4 * 0.085 * deviation + 1 / n


def test_the_bootstrap_covers_on_both_sides_alike_for_the_unbiased_concentration():
    counts = [5, 3, 2]
    rows = [(j, f"W{j}-{i}", 1.0) for j, count in enumerate(counts) for i in range(count)]
    sums = compiled_sums(rows, 3, 20_000)
    top, bottom = (sums**2 - 2 * sums).sum(axis=0), sums.sum(axis=0) ** 2 - 2 * sums.sum(axis=0)
    assert top.mean() == pytest.approx(5 * 4 + 3 * 2 + 2 * 1, abs=2)
    assert bottom.mean() == pytest.approx(10 * 9, abs=3)
    assert hhi(np.array([25.0 - 10 + 9 - 6 + 4 - 4]), np.array([10.0]))[0] == pytest.approx(18 / (100 - 20))


def links(count: int, seed: int) -> list[tuple[int, int, int, int]]:
    """Group, year, work and partner of some works of one to three of nine partners, most of which are on few."""
    rng = random.Random(seed)  # noqa: S311 - seeded, guards nothing
    found = set()
    for work in range(count):
        group, year = rng.randrange(3), 2000 + rng.randrange(12)
        found |= {(group, year, work, int(40 * rng.random() ** 2)) for _ in range(rng.randrange(1, 4))}
    return sorted(found)


WINDOWS = [
    (0, 1990, 2030),
    *((g, y - n, y) for g in range(3) for y in range(2002, 2012) for n in (2, 4)),
    (2, 2000, 2011),
]


@pytest.mark.parametrize("count", [30, 400])
def test_squares_over_partners_are_those_of_a_plain_sum(count):
    rows = links(count, count)
    group, year, work, partner = (np.array(column) for column in zip(*rows, strict=True))
    cells = pl.DataFrame(WINDOWS, schema=["group", "first_year", "last_year"], orient="row")
    # The order of rows within a year of a group is none.
    number, joint = joint_works(Counted(group * YEARS + year, work, work, partner), cells)
    hashes = work_hashes(f"W{n}" for n in range(count))
    weights = drawn_weights(hashes, 400).astype(float)
    found = np.full((2, cells.height, 400), np.nan)
    for part, squares, sums in concentrations(joint, hashes[number], 400):
        found[0, part], found[1, part] = squares, sums
    for n, (asked, first, last) in enumerate(cells.iter_rows()):
        inside = (group == asked) & (first <= year) & (year <= last)
        of_partner = [weights[work[inside & (partner == one)]].sum(axis=0) for one in range(40)]
        assert np.array_equal(found[0, n], sum(x * x - 2 * x for x in of_partner))
        assert np.array_equal(found[1, n], sum(of_partner))


def test_the_relative_intensity_of_the_worked_cells():
    a, b, c, d = 60.0, 140.0, 240.0, 1560.0
    found = ric(*(np.array([x]) for x in (a, a + b, a + c, a + b + c + d)))
    assert found[0] == pytest.approx(2.25)
    assert np.isnan(ric(*(np.array([x]) for x in (3.0, 3.0, 3.0, 9.0)))[0])


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root can write everywhere")
def test_nothing_is_written_into_a_package_that_cannot_be_written():
    with tempfile.TemporaryDirectory() as name:
        # pytest's own folders are closed to the user without rights that this test runs the loop as.
        Path(name).chmod(0o755)
        run_where_nothing_can_be_written(Path(name))


def run_where_nothing_can_be_written(place: Path) -> None:
    package = place / "analytics"
    shutil.copytree(REPOSITORY / "analytics/estimates", package / "estimates", ignore=shutil.ignore_patterns("__py*"))
    shutil.copy(REPOSITORY / "analytics/compiled.py", package)
    (package / "__init__.py").touch()
    folder = package / "estimates"
    folder.chmod(0o555)
    code = (
        "import numpy as np; from analytics.estimates.bootstrap import replicate_sums as f;"
        "print(f(np.zeros(1, int), np.ones(1, np.uint64), np.ones(1), 1, 3).shape)"
    )
    drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    # A home that does not exist: the cache has no place at all, and the loop runs all the same.
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONPATH": str(place)}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*drop, sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120, cwd="/"
    )
    assert done.stdout.strip() == "(1, 3)", done.stderr
    assert not list(folder.rglob("__pycache__"))
    folder.chmod(0o755)
