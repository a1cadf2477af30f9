"""Flows of authors against the plain count, window by window; below the floor there is nothing."""

from __future__ import annotations

import pytest
from plain_impact import windows
from plain_mobility import authors, flows
from plain_works import UNKNOWN

FLOOR = 10


def test_every_flow_of_every_technology_and_window(counted):
    found = authors(counted.works, counted.staged, counted.entities)
    published = 0
    for years, first, last in windows(work.year for work in counted.works):
        rows = counted.published.rows(f"from out_mobility where window_years = {years} and last_year = {last}")
        by_flow = {
            (r["origin_code"], r["destination_code"], r["technology_id"], r["tag_scope"], r["kind"]): (
                r["authors"],
                r["authors_with_orcid"],
            )
            for r in rows
        }
        expected = {} if years == 1 else flows(found, first, last)
        assert by_flow == {
            flow: (count, known if known >= FLOOR else None)
            for flow, (count, known) in expected.items()
            if count >= FLOOR
        }
        published += len(rows)
        for row in rows:
            seen = [work for work in counted.works if first <= work.year <= last]
            seen = [work for work in seen if row["technology_id"] in work.scopes[row["tag_scope"]]]
            unknown = sum(work.countries.get(UNKNOWN, 0) for work in seen)
            assert row["coverage"] == pytest.approx(float(1 - unknown / len(seen)), abs=1e-9)
    # Real works are a slice so thin that hardly an author is seen twice.
    assert published > 0 or "real" in str(counted.published.path)
