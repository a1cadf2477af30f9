"""What works say that were invented for it: who could take a partner's place, and when a night is alarming."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from both_counts import Counted, counted_beside, ingest_and_build
from invented_nights import BEST, LEAPING, OF, POPULAR, nights
from once import once
from scipy.stats import fisher_exact
from test_plain_count import rows_of
from test_plain_scenario import partners_agree, skill_agrees

from analytics.settings import Settings

CLOSE = 1e-9
ASKED = ("country-only", "country")


def settings(folder: Path) -> Settings:
    return Settings(warehouse=folder / "warehouse", as_of="2026-06-30", threads=2)


def make(folder: Path) -> None:
    for number, records in enumerate(nights(), start=1):
        file = folder / f"{number}.jsonl.gz"
        file.write_bytes(gzip.compress("".join(json.dumps(record) + "\n" for record in records).encode()))
        ingest_and_build(settings(folder), [file], {})


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Counted:
    """The second night, with the first beneath it."""
    folder = once(tmp_path_factory, "nights", make)
    return counted_beside(settings(folder), [folder / "1.jsonl.gz", folder / "2.jsonl.gz"], {})


def test_the_partner_that_fits_stands_first_and_the_popular_one_far_behind(counted):
    rows = rows_of(counted, "out_substitute", "trust_set_id = 'g7' and technology_id = 'all' and variant = 'country'")
    first = {row["institution_id"]: row for row in rows if row["rank"] == 1}
    assert {unit: row["candidate_id"] for unit, row in first.items()} == dict.fromkeys(OF["ES"], BEST)
    popular = {row["institution_id"]: row for row in rows if row["candidate_id"] == POPULAR}
    assert all(popular[unit]["product"] < first[unit]["product"] / 2 for unit in OF["ES"])
    partners_agree(counted, *ASKED)


def test_the_skill_of_the_ranking_is_what_a_count_by_hand_says(counted):
    """Of six candidates each, `BEST` ranks above five by the product and level with three of five by popularity.

    `POPULAR` is level with two of five by the product and above all five by popularity: (5 · (1 − .3) + (.2 − 1)) / 6.
    """
    (row,) = rows_of(counted, "out_substitute_skill", "true")
    assert (row["trust_set_id"], row["technologies"], row["cells"], row["candidates"]) == ("g7", "all", 6, 36)
    assert row["auc_product"] == pytest.approx((5 + 0.2) / 6, abs=CLOSE)
    assert row["auc_popularity"] == pytest.approx((5 * 0.3 + 1) / 6, abs=CLOSE)
    assert row["auc_gain_low"] < row["auc_gain"] == pytest.approx(0.45, abs=CLOSE)
    assert row["auc_gain"] < row["auc_gain_high"]
    skill_agrees(counted, *ASKED)


def test_one_institution_leaps_and_is_the_only_alert(counted):
    (run,) = rows_of(counted, "out_change_run", "true")
    (alert,) = rows_of(counted, "out_alert", "true")
    assert (run["is_frozen"], run["works_new"], run["alerts"]) == (True, 38, 1)
    assert (alert["unit_id"], alert["technology_id"], alert["profile_id"], alert["variant"]) == (LEAPING, "all", *ASKED)
    assert (alert["year"], alert["direction"], alert["main_part"]) == (2025, "higher", "new")
    counts = [alert[name] for name in ("exposed_works", "works", "base_exposed_works", "base_works")]
    assert (counts, alert["exposed_works_new"]) == ([17, 28, 5, 50], 16)
    p_value = fisher_exact([[17, 11], [5, 45]]).pvalue
    assert alert["p_value"] == pytest.approx(p_value, rel=1e-6)
    # The smallest of all p-values: its false-discovery rate is that times the tests of the night.
    assert run["cells_tested"] > 50
    assert alert["q_value"] == pytest.approx(p_value * run["cells_tested"], rel=1e-6)
    assert alert["q_value"] < 0.05


def test_what_moved_without_a_leap_was_tested_and_is_no_alert(counted):
    tested = rows_of(counted, "est_alert", "profile_id = 'country-only' and not is_alert")
    assert {row["unit_id"] for row in tested} == {*OF["BR"][1:], "BR"}
    assert {row["q_value"] for row in tested} == {1.0}
