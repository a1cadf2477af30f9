"""Figures show what rows say: gaps where there is no rate, small territories as marks, both sides together."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from dashboards.figures.heat import heat_map
from dashboards.figures.trend import exposure_trend, rated_years
from dashboards.figures.world import OUTLINES, SMALL_TERRITORIES, outlines, world_map
from dashboards.measures import MEASURES

SHARES = (
    "exposed_share", "bound_low", "bound_high", "complete_case_share", "complete_case_low",
    "complete_case_high", "international_share", "open_access_share", "coverage",
)  # fmt: skip


def row(works: int, share: float | None, **more):
    shares = dict.fromkeys(SHARES, share)
    base = {"works": works, "exposed_works": 1, "unresolved_works": 0, "is_small": share is None}
    flags = {"is_counterpart": False, "is_coverage_break": False, "coverage_change": None}
    return base | flags | shares | more


def country(code: str, iso3: str, works: int, share: float | None, **more):
    return row(works, share, country_code=code, iso3=iso3, country_name=code, **more)


def test_the_trend_has_a_gap_where_a_year_has_too_few_works():
    rows = [row(9, 0.2, year=2020), row(2, None, year=2021), row(9, 0.4, year=2022)]
    figure = exposure_trend(rows)
    assert list(figure.data[-1].y) == [0.2, None, 0.4]
    assert not figure.data[-1].connectgaps
    assert "too few for a rate" in figure.data[-1].hovertext[1]
    bands = [trace for trace in figure.data if trace.fill == "toself"]
    assert not [band for band in bands if any(2020.5 < x < 2021.5 for x in band.x)]


def test_the_trend_starts_with_the_first_year_that_has_a_rate():
    rows = [row(1, None, year=1890), row(9, 0.2, year=2020), row(2, None, year=2021), row(9, 0.4, year=2022)]
    assert [shown["year"] for shown in rated_years(rows)] == [2020, 2021, 2022]
    assert rated_years(rows[:1]) == []


def test_a_coverage_break_is_marked_in_the_trend():
    figure = exposure_trend([row(9, 0.2, year=2020), row(9, 0.3, year=2021, is_coverage_break=True)])
    assert [shape.x0 for shape in figure.layout.shapes] == [2021]


def test_the_map_colours_rates_only_and_marks_small_territories():
    rows = [
        country("FR", "FRA", 50, 0.3),
        country("HK", "HKG", 20, 0.5),
        country("TV", "TUV", 2, None),
        country("CN", "CHN", 90, 1.0, is_counterpart=True),
    ]
    _, pale, coloured, marks = world_map(rows, MEASURES["exposed_share"], "/world.geojson").data
    assert list(coloured.locations) == ["FRA", "HKG"]
    assert list(pale.locations) == ["TUV", "CHN"]
    assert not [text for text in pale.text if "%" in text]
    assert marks.marker.symbol[0] == "circle"
    assert marks.marker.color[0] == 0.5
    assert {"HKG", "MAC", "SGP"} <= set(marks.ids)


def test_the_heat_map_puts_openness_beside_exposure():
    rows = [
        country("FR", "FRA", 50, 0.3, technology_id="q", international_share=0.6),
        country("DE", "DEU", 2, None, technology_id="q"),
    ]
    figure = heat_map(rows, {"q": "Quantum"}, MEASURES["exposed_share"])
    coloured = [trace.z for trace in figure.data if trace.zmax]
    assert [list(map(list, z)) for z in coloured] == [[[0.3, None]], [[0.6, None]]]


@pytest.mark.parametrize("code", ["HKG", "MAC", "SGP", "MLT", "BHR", "TWN", "FRA", "XKX"])
def test_the_outlines_hold_the_territories_that_coarser_maps_lose(code):
    assert code in outlines()


def test_outlines_are_small_and_wound_as_the_map_library_needs():
    assert OUTLINES.stat().st_size < 1_200_000
    for feature in json.loads(OUTLINES.read_text(encoding="utf-8"))["features"]:
        for outer, *_ in feature["geometry"]["coordinates"]:
            assert outer[0] == outer[-1]
            assert turning(outer) < 0, f"{feature['properties']['iso3']} would be painted inside out"
    assert SMALL_TERRITORIES.keys() <= set(outlines())


def turning(ring):
    """Twice the signed area; steps over the 180th meridian (Russia, Fiji) count as the short way round."""
    total = longitude = 0.0
    for (lon, lat), (next_lon, next_lat) in pairwise(ring):
        step = (next_lon - lon + 180) % 360 - 180
        total += longitude * next_lat - (longitude + step) * lat
        longitude += step
    return total


def test_every_share_is_printed_beside_one_of_the_other_side():
    exposure = {name for name in MEASURES if "exposed" in name or name == "complete_case_share"}
    assert all((name in exposure) != (measure.beside in exposure) for name, measure in MEASURES.items())
