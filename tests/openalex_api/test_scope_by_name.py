"""Technologies are asked for by their topics, and an institution with the works of its children or alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from raw_rows import works_staged

from analytics.errors import ConfigurationError
from analytics.openalex.api import ingest_api, plan_api
from analytics.openalex.api.query import partitions
from analytics.openalex.api.scope import with_topics
from analytics.openalex.double import OpenAlexDouble, synthetic_work
from analytics.openalex.double.corpus import institution
from analytics.settings import ApiSettings, Settings

Make = Callable[..., Settings]
ROR = "013w2d378"
PARENT = institution(900_000, "FR") | {"ror": f"https://ror.org/{ROR}"}
CHILD, OTHER = institution(3, "FR"), institution(30, "FR")
WORKS = [synthetic_work(n, 2024, [[place]]) for n, place in enumerate([PARENT, CHILD, OTHER])]
YEAR = {"first_year": 2024, "last_year": 2024}


def openalex() -> OpenAlexDouble:
    return OpenAlexDouble(WORKS, entities={"institutions": [PARENT, CHILD, OTHER]})


@pytest.mark.parametrize("name", [ROR, f"https://ror.org/{ROR}", PARENT["id"]])
@pytest.mark.parametrize("children", [True, False])
def test_an_institution_comes_with_its_children_or_alone(settings_for: Make, name: str, children: bool) -> None:
    with openalex() as double:
        settings = settings_for(double.url, institutions=[name], institution_children=children, **YEAR)
        report = ingest_api(settings)
    assert report.problems == ()
    assert sorted(works_staged(settings)) == [work["id"] for work in WORKS[: 1 + children]]


def test_a_ror_id_is_looked_up_once_and_for_free(settings_for: Make) -> None:
    with openalex() as double:
        settings = settings_for(double.url, institutions=[ROR], **YEAR)
        plan = plan_api(settings)
        assert (plan.asked, plan.works) == (1, 2)
        ingest_api(settings)
        asked = [address for _, address, _ in double.requests if "institutions/ror" in address]
    assert len(asked) == 1


def test_a_ror_id_that_openalex_does_not_have_is_told(settings_for: Make) -> None:
    with openalex() as double:
        report = ingest_api(settings_for(double.url, institutions=["05t8w9f79"], **YEAR))
    assert [type(problem) for problem in report.problems] == [ConfigurationError]
    assert "05t8w9f79" in str(report.problems[0])


def scope(**given: Any) -> ApiSettings:
    return with_topics(Settings(), ApiSettings(types=[], **YEAR, **given))


def test_technologies_are_asked_for_by_their_topics() -> None:
    both = scope(technologies=["quantum_computing", "quantum_sensing"])
    assert set(scope(technologies=["quantum_computing"]).topics) < set(both.topics)
    (only,) = partitions(scope(technologies=["quantum_computing"], topics=["T99999"]))
    assert "|T99999" in unquote(only.filter)
    assert unquote(only.filter).startswith("publication_year:2024,topics.id:T")


def test_an_unknown_technology_is_told_with_the_nearest_one() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'quantum_computing'"):
        scope(technologies=["quantum-computing"])
