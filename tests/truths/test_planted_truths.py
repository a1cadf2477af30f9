"""What was planted in the sample is found again in the published tables, by SQL that an analyst would write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from statistics import median

import pytest

from analytics.openalex.snapshot import ingest_snapshot
from analytics.sample import SampleFacts, write_sample
from analytics.settings import REPOSITORY, Settings
from analytics.warehouse.build import build
from analytics.warehouse.published import Published, open_published

CLOSE = 1e-9


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SampleFacts, Published]]:
    folder = tmp_path_factory.mktemp("truths")
    facts = write_sample(folder / "sample", works=8_000, seed=7)
    settings = Settings(
        warehouse=folder / "warehouse", reference=[REPOSITORY / "data/synthetic"], as_of=date(2026, 6, 30)
    )
    ingest_snapshot(settings, folder / "sample").raise_first_problem()
    build(settings)
    with open_published(settings) as published:
        yield facts, published


def bare(identifier: str) -> str:
    return identifier.rsplit("/", 1)[-1]


@pytest.mark.parametrize("variant", ["country", "listed_then", "listed_now"])
def test_the_exposure_trend_is_found_year_by_year(sample, variant):
    facts, published = sample
    truth = facts.exposure
    rows = published.rows(
        "select year, works, exposed_works, unresolved_works, exposed_share_low, exposed_share_high "
        "from out_institution_year where institution_id = ? and technology_id = ? and tag_scope = 'high' "
        "and profile_id = 'synthetic-demo' and variant = ? order by year",
        [bare(truth.institution_id), truth.technology_id, variant],
    )
    assert [row["year"] for row in rows] == sorted(truth.years)
    for row in rows:
        year = truth.years[row["year"]]
        planted = {"country": year.exposed, "listed_then": year.listed_then, "listed_now": year.listed_now}[variant]
        assert (row["works"], row["exposed_works"]) == (year.works, planted)
        assert row["exposed_share_low"] <= planted / year.works <= row["exposed_share_high"]
    if variant == "country":
        assert [row["unresolved_works"] for row in rows] == [truth.years[row["year"]].unresolved for row in rows]


def test_the_exposure_trend_rises(sample):
    facts, published = sample
    rows = published.rows(
        "select window_years, last_year, exposed_share from out_institution_window where institution_id = ? "
        "and technology_id = ? and tag_scope = 'high' and profile_id = 'synthetic-demo' and variant = 'country' "
        "and window_years = 3 order by last_year",
        [bare(facts.exposure.institution_id), facts.exposure.technology_id],
    )
    shares = [row["exposed_share"] for row in rows]
    assert shares == sorted(shares)
    assert shares[-1] > 2 * shares[0]


def test_the_slope_of_the_trend_is_that_of_the_lines_it_was_planted_by(sample):
    """Exposed works rise from 10 to 40 %, unresolved ones from 5 to 25 %: the share of the others from .105 to .533."""
    facts, published = sample
    truth, line = facts.exposure, [n / 9 for n in range(10)]
    planted = [(0.1 + 0.3 * x) / (1 - 0.05 - 0.2 * x) for x in line]
    slope = median((planted[j] - planted[i]) / (j - i) for i, j in combinations(range(10), 2))
    (row,) = published.rows(
        "select * from out_trend where unit_id = ? and technology_id = ? and tag_scope = 'high' "
        "and profile_id = 'synthetic-demo' and variant = 'country'",
        [bare(truth.institution_id), truth.technology_id],
    )
    assert row["slope_low"] < slope < row["slope_high"]
    assert (row["years"], row["p_value"] < 0.001) == (10, True)
    years = published.rows(
        "select year, exposed_share_low as low, exposed_share_high as high from out_institution_year "
        "where institution_id = ? and technology_id = ? and tag_scope = 'high' and profile_id = 'synthetic-demo' "
        "and variant = 'country' order by year",
        [bare(truth.institution_id), truth.technology_id],
    )
    assert all(year["low"] < 0.1 + 0.3 * x < year["high"] for year, x in zip(years, line, strict=True))


def test_who_is_added_to_any_team_is_exposed_as_the_world_is(sample):
    """The company joins teams that were drawn without it, so its standardised exposure ratio is 1."""
    facts, published = sample
    rows = published.rows(
        "select * from out_exposure_detail where unit_id = ? and technology_id = ? and tag_scope = 'high' "
        "and profile_id = 'synthetic-demo' and variant = 'country'",
        [bare(facts.company.institution_id), facts.company.technology_id],
    )
    assert {row["window_years"] for row in rows} == {0, 3, 5}
    for row in rows:
        assert row["exposure_ratio_low"] < 1 < row["exposure_ratio_high"]
        assert row["exposure_ratio_byar_low"] < 1 < row["exposure_ratio_byar_high"]
    (whole,) = [row for row in rows if row["window_years"] == 0]
    assert whole["exposure_ratio_stability_low"] < 1 < whole["exposure_ratio_stability_high"]
    assert whole["works"] == sum(k for _, k in facts.company.years.values())


def test_nobody_is_cited_better_than_others_and_no_interval_says_so_more_often_than_it_may(sample):
    """Citations are drawn by the age of a work alone: one work in ten is in the top 10 %, whoever wrote it."""
    _, published = sample
    tops = published.rows(
        "select pp_top10_low as low, pp_top10_high as high from out_impact where technology_id = 'all' "
        "and tag_scope = 'high' and window_years = 0 and works_measured >= 30"
    )
    uplifts = published.rows(
        "select uplift_low as low, uplift_high as high from out_exposure_detail where technology_id = 'all' "
        "and tag_scope = 'high' and window_years = 0 and profile_id = 'synthetic-demo' and variant = 'country' "
        "and uplift_low is not null"
    )
    for rows, least, truth in ((tops, 100, 0.1), (uplifts, 10, 0)):
        assert len(rows) > least
        # Of a hundred intervals of 95 % ninety or fewer hold the truth one time in fifty.
        assert sum(row["low"] <= truth <= row["high"] for row in rows) > 0.9 * len(rows)


def test_partners_are_as_concentrated_as_planted(sample):
    facts, published = sample
    link = facts.indirect
    often, partners = link.works_with_bridge, 6
    links = often + partners
    (row,) = published.rows(
        "select * from out_partner where unit_id = ? and partner_kind = 'institution' and technology_id = 'all' "
        "and tag_scope = 'high' and window_years = 0",
        [bare(link.institution_id)],
    )
    assert (row["partners"], row["links"], row["top_partner_id"]) == (partners + 1, links, bare(link.bridge_id))
    hhi = often * (often - 1) / (links * (links - 1))
    assert row["hhi"] == pytest.approx(hhi, abs=CLOSE)
    assert row["hhi_low"] < hhi < row["hhi_high"]
    assert row["effective_partners"] == pytest.approx(links**2 / (often**2 + partners), abs=CLOSE)
    assert row["top_partner_work_share_low"] < often / links < row["top_partner_work_share_high"]


def test_the_company_leads_the_league_of_its_technology(sample):
    facts, published = sample
    company = facts.company
    rows = published.rows(
        "select * from out_league where unit_id = ? and technology_id = ? and tag_scope = 'high'",
        [bare(company.institution_id), company.technology_id],
    )
    assert {row["window_years"] for row in rows} == {0, 1, 3, 5}
    for row in rows:
        planted = sum(k for year, (_, k) in company.years.items() if row["first_year"] <= year <= row["last_year"])
        assert (row["works"], row["rank_works"]) == (planted, 1)
    drawn = [row for row in rows if row["rank_p_top10_low"] is not None]
    # With several times the works of anybody else and citations like everybody's it also leads by the top 10 %.
    assert len(drawn) == 3
    assert all(row["rank_p_top10_low"] == 1 <= row["rank_p_top10_high"] <= 3 for row in drawn)


def test_the_pair_has_its_known_intensity(sample):
    facts, published = sample
    pair = facts.pair
    row = published.rows(
        "select * from out_country_pair where country_x = ? and country_y = ? and technology_id = 'all' "
        "and tag_scope = 'high' and window_years = 0",
        [pair.country_x, pair.country_y],
    )[0]
    cells = (row["joint_works"], row["links_x"], row["links_y"], row["links_world"])
    assert cells == (pair.c_xy, pair.c_x, pair.c_y, pair.total)
    assert row["ric"] == pytest.approx(pair.ric, abs=CLOSE)
    assert row["ric_low"] < pair.ric < row["ric_high"]
    a, b, c = pair.c_xy, pair.c_x - pair.c_xy, pair.c_y - pair.c_xy
    orc = a * (pair.total - a - b - c) / (b * c)
    assert row["orc"] == pytest.approx(orc, abs=CLOSE)
    assert row["orc_low"] < orc < row["orc_high"]


def test_the_indirect_link_is_there_and_no_direct_one(sample):
    facts, published = sample
    link = facts.indirect
    a, b, w = (bare(i) for i in (link.institution_id, link.bridge_id, link.listed_id))
    assert joint_works(published, a, b) == link.works_with_bridge > 0
    assert joint_works(published, b, w) == link.bridge_works_with_listed > 0
    assert joint_works(published, a, w) == 0


def test_the_indirect_link_stands_out_where_no_direct_one_is(sample):
    facts, published = sample
    link = facts.indirect
    rows = published.rows(
        "select * from out_network where technology_id = 'all' and profile_id = 'synthetic-demo' "
        "and variant = 'listed_now' order by indirect_z desc nulls last"
    )
    found = {row["institution_id"]: row for row in rows}
    unit = found[bare(link.institution_id)]
    assert found[bare(link.listed_id)]["is_counterpart"]
    assert unit["one_step"] == 0 < unit["two_step"]
    assert unit["indirect"] == unit["walk"]
    assert unit["indirect_percentile"] == 1
    assert unit["indirect_z"] > 3
    assert bare(link.institution_id) in [row["institution_id"] for row in rows[:3]]


def joint_works(published: Published, one: str, other: str) -> int:
    return published.rows(
        "select count(*) as works from ind_work_unit as x inner join ind_work_unit as y on x.work_id = y.work_id "
        "where x.unit_id = ? and y.unit_id = ?",
        [one, other],
    )[0]["works"]


def test_the_companys_role_grows_as_planted(sample):
    facts, published = sample
    company = facts.company
    rows = published.rows(
        "select year, works from out_institution_year where institution_id = ? and technology_id = ? "
        "and tag_scope = 'high' and profile_id = 'synthetic-demo' and variant = 'country'",
        [bare(company.institution_id), company.technology_id],
    )
    world = published.rows(
        "select year, works from out_technology where technology_id = ? and tag_scope = 'high'",
        [company.technology_id],
    )
    assert {row["year"]: row["works"] for row in world} == {year: n for year, (n, _) in company.years.items()}
    assert {row["year"]: row["works"] for row in rows} == {year: k for year, (_, k) in company.years.items()}


def test_everything_published_says_that_it_is_synthetic(sample):
    _, published = sample
    assert published.rows("select is_synthetic from out_run") == [{"is_synthetic": True}]
    names = published.rows("select institution_name, is_synthetic from out_institution")
    assert all(row["is_synthetic"] and row["institution_name"].startswith("SYNTHETIC") for row in names)


def test_no_person_is_in_any_table(sample):
    _, published = sample
    columns = published.rows("select table_name, column_name, data_type from duckdb_columns()")
    assert columns
    named = [c for c in columns if "author" in c["column_name"] and "name" in c["column_name"]]
    assert not named
    # That there is an ORCID is known, and how many there are; never which.
    assert {c["data_type"] for c in columns if "orcid" in c["column_name"]} == {"BOOLEAN", "BIGINT"}
    assert not [c for c in columns if "author_id" in c["column_name"] and c["table_name"].startswith(("est_", "out_"))]


def test_those_who_moved_are_found_and_too_few_are_not(sample):
    facts, published = sample
    moves = facts.moves
    rows = published.rows(
        "select destination_code, kind, authors, authors_with_orcid from out_mobility where origin_code = ? "
        "and technology_id = ? and tag_scope = 'high' and window_years = 5 and last_year = ? order by kind",
        [moves.origin, moves.technology_id, moves.last_year],
    )
    there = [row for row in rows if row["destination_code"] == moves.destination]
    assert [(row["kind"], row["authors"]) for row in there] == [
        ("migrant", moves.migrants),
        ("traveller", moves.travellers),
    ]
    assert there[0]["authors_with_orcid"] == moves.migrants_with_orcid
    assert moves.hidden_destination not in {row["destination_code"] for row in rows}
