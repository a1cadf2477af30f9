"""The scope as partitions: disjoint, within the API's limits, none missing."""

from __future__ import annotations

from itertools import product
from string import ascii_uppercase
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import ConfigurationError
from analytics.openalex.api.query import MAX_REQUEST_LINE, MAX_VALUES, SELECT, list_url, partitions
from analytics.openalex.double.corpus import institution, synthetic_work
from analytics.openalex.double.filters import matcher
from analytics.settings import ApiSettings

CODES = ["".join(pair) for pair in product(ascii_uppercase, repeat=2)][:250]
MANY = [f"I{9990000001 + number}" for number in range(250)]


def scope(**given: object) -> ApiSettings:
    return ApiSettings(**({"types": [], "first_year": 2024, "last_year": 2024} | given))  # type: ignore[arg-type]


def test_a_scope_without_lists_is_one_partition_a_year_newest_first() -> None:
    assert [p.filter for p in partitions(scope(first_year=2023))] == [
        "publication_year:2024",
        "publication_year:2023",
    ]


def test_filters_are_written_as_the_api_documents_them() -> None:
    (only,) = partitions(scope(countries=["fr", "CN"], topics=["T10036"], institutions=["I1"], types=["article"]))
    assert unquote(only.filter) == (
        "publication_year:2024,authorships.institutions.country_code:CN|FR,"
        "authorships.institutions.lineage:I1,topics.id:T10036,type:article"
    )


def test_an_institution_asked_for_alone_is_asked_by_the_id_it_has_and_not_twice() -> None:
    alone = scope(institutions=["https://ror.org/013w2d378", "I1"], institution_children=False)
    by_id, by_ror = partitions(alone)
    assert unquote(by_id.filter).endswith("authorships.institutions.id:I1")
    assert unquote(by_ror.filter).endswith("ror:013w2d378,authorships.institutions.id:!I1")


@pytest.mark.parametrize(
    "wide", [{"countries": CODES}, {"institutions": MANY}, {"countries": CODES, "institutions": MANY}]
)
def test_250_values_keep_to_100_in_an_or_and_to_the_request_line(wide: dict[str, list[str]]) -> None:
    found = partitions(scope(topics=[f"T{n}" for n in range(10000, 10100)], **wide))
    assert len(found) == 3 ** len(wide)
    cursor = "x" * 300
    for partition in found:
        url = list_url("https://api.openalex.org", partition.filter, cursor)
        assert len(f"GET {url} HTTP/1.1\r\n") <= MAX_REQUEST_LINE
        for term in unquote(partition.filter).split(","):
            assert len(term.split("|")) <= MAX_VALUES


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 249), st.sampled_from(CODES)), min_size=1, max_size=6))
def test_every_work_of_the_scope_is_in_exactly_one_partition(places: list[tuple[int, str]]) -> None:
    work = synthetic_work(1, 2024, [[institution(*place)] for place in places])
    for wide in ({"countries": CODES}, {"institutions": MANY}):
        found = partitions(scope(**wide))
        assert sum(matcher(unquote(p.filter))(work) for p in found) == 1


def test_exclusions_that_would_overflow_the_request_line_are_left_out() -> None:
    found = partitions(scope(institutions=[f"I{4210000000 + n}" for n in range(1500)]))
    assert len(found) == 15
    longest = max(len(list_url("https://api.openalex.org", p.filter, "x" * 300)) for p in found)
    assert MAX_REQUEST_LINE - 2500 < longest + len("GET  HTTP/1.1\r\n") <= MAX_REQUEST_LINE


def test_another_scope_has_other_partition_ids() -> None:
    one, other = partitions(scope(topics=["T10036"])), partitions(scope(topics=["T10037"]))
    assert one[0].partition_id != other[0].partition_id
    assert one[0].partition_id == partitions(scope(topics=["T10036"]))[0].partition_id


@pytest.mark.parametrize(
    "wrong",
    [{"countries": ["France"]}, {"institutions": ["CNRS"]}, {"topics": ["10036"]}, {"types": ["a,b"]}],
)
def test_a_value_that_is_no_id_is_named_in_one_sentence(wrong: dict[str, list[str]]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(wrong.values()))[0]):
        partitions(scope(**wrong))


def test_years_the_wrong_way_round_are_an_error() -> None:
    with pytest.raises(ConfigurationError, match="2025 is after"):
        partitions(scope(first_year=2025))


def test_every_selected_field_is_one_the_api_of_2026_serves(recorded: object) -> None:
    text = (recorded / "opt_select_fields.yml").read_text()  # type: ignore[operator]
    served = text.split("Valid fields for select are:")[1].split('."}')[0].replace("\n", " ")
    assert set(SELECT.split(",")) <= {name.strip() for name in served.split(",")}
