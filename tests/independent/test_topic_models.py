"""Which of OpenAlex's topic models the works of a series have, counted from the JSON."""

from __future__ import annotations

from collections import Counter, defaultdict


def test_works_of_every_series_by_topic_model(counted):
    expected = defaultdict(Counter)
    for work in counted.works:
        for scope, technologies in work.scopes.items():
            for technology in technologies:
                expected[technology, scope, work.year][work.topic_model] += 1
    rows = counted.published.rows("select * from out_technology")
    assert {(r["technology_id"], r["tag_scope"], r["year"]) for r in rows} == set(expected)
    for row in rows:
        models = expected[row["technology_id"], row["tag_scope"], row["year"]]
        assert row["works"] == models.total()
        assert (row["works_topic_v1"], row["works_topic_v2"]) == (models["v1"], models["v2"])
        assert not row["is_topic_break"], "no record here is of October 2026 or later"


def test_every_topic_model_is_that_of_its_record(counted):
    found = {row["work_id"]: row["topic_model"] for row in counted.published.rows("select * from stg_works")}
    assert found == {work.work_id: work.topic_model for work in counted.works}
    assert "v1" in found.values()
