"""An undisturbed run: every work once, every byte as served, truncated authors completed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from api_spool import ids, page_files, plain, single_files, spool_of, state_of, works_listed

from analytics.openalex.api.ingest import download
from analytics.openalex.double import OpenAlexDouble, corpus, synthetic_work
from analytics.openalex.double.corpus import institution
from analytics.progress import silent
from analytics.settings import Settings

Make = Callable[..., Settings]
YEARS = {"first_year": 2022, "last_year": 2024}


def test_each_work_of_the_scope_is_spooled_once_byte_for_byte(settings_for: Make, calendar: Any) -> None:
    works = corpus(700, [2021, 2022, 2023, 2024], ["FR", "CN", "US", None])  # type: ignore[list-item]
    told: list[tuple[str, int, int | None]] = []
    with OpenAlexDouble(works, latency=0.005) as double:
        settings = settings_for(double.url, countries=["FR", "CN"], **YEARS)
        assert download(settings, lambda *step: told.append(step), calendar.clock) is None
        served = sorted(double.served.values())
        calls = double.used
    wanted = [
        w
        for w in works
        if w["publication_year"] > 2021
        and {"FR", "CN"} & {i["country_code"] for a in w["authorships"] for i in a["institutions"]}
    ]
    assert works_listed(settings) == ids(wanted)
    assert sorted(plain(path) for path in page_files(settings)) == served
    # No call for the empty page that the last cursor leads to.
    assert calls == sum(-(-state["count"] // 100) for state in state_of(settings)) == len(served)
    assert told[-1] == ("works from the API", len(wanted), len(wanted))


def test_file_names_carry_partition_and_page(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(corpus(250, [2024], ["FR"])) as double:
        settings = settings_for(double.url, first_year=2024, last_year=2024)
        download(settings, silent, calendar.clock)
    (state,) = state_of(settings)
    assert [path.name for path in page_files(settings)] == [
        f"{state['partition_id']}-p{page:06}.json.gz" for page in (1, 2, 3)
    ]


def test_a_scope_of_250_countries_reads_every_work_once(settings_for: Make, calendar: Any) -> None:
    codes = [chr(65 + n // 26) + chr(65 + n % 26) for n in range(250)]
    works = corpus(300, [2024], codes)
    with OpenAlexDouble(works) as double:
        settings = settings_for(double.url, countries=codes, first_year=2024, last_year=2024)
        assert download(settings, silent, calendar.clock) is None
        assert set(double.answered) == {200}
    assert works_listed(settings) == ids(works)


def test_works_cut_at_100_authors_are_completed_for_free(settings_for: Make, calendar: Any) -> None:
    team = [[institution(n, "FR")] for n in range(140)]
    works = [
        synthetic_work(1, 2024, team),
        synthetic_work(2, 2024, team[:100]),
        synthetic_work(3, 2024, team),
    ]
    with OpenAlexDouble(works) as double:
        double.hidden.add("W9990000004")
        settings = settings_for(double.url, first_year=2024, last_year=2024)
        assert download(settings, silent, calendar.clock) is None
        assert double.used == 1
    (whole,) = single_files(settings)
    assert whole.name.endswith("-p000001-W9990000002.json.gz")
    assert len(json.loads(plain(whole))["authorships"]) == 140
    gone = json.loads((spool_of(settings) / "gone.json").read_text())
    assert gone == {"works": {"W9990000004": calendar.clock.today().isoformat()}}


def test_an_empty_scope_is_one_call_and_done(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble([]) as double:
        settings = settings_for(double.url, first_year=2024, last_year=2024)
        assert download(settings, silent, calendar.clock) is None
        assert double.used == 1
    assert state_of(settings)[0]["completed"]
