"""What works refer to is asked for once works are in: a hundred ids a credit, each once, whatever ends a run."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyarrow.parquet as pq
import pytest
from api_spool import spool_of

from analytics.errors import ApiRefused, BudgetSpent
from analytics.openalex.api import ingest_api, plan_api
from analytics.openalex.api.entities import EntitySpool
from analytics.openalex.double import Fault, OpenAlexDouble, synthetic_work
from analytics.openalex.double.corpus import institution
from analytics.openalex.double.faults import invalid_parameter
from analytics.openalex.entities.kinds import KINDS
from analytics.openalex.files import ingest_files
from analytics.openalex.shards import part_directory, parts
from analytics.progress import silent
from analytics.settings import Settings
from flows.cli import run

Make = Callable[..., Settings]
ALL = {"entities": ["institutions", "topics", "funders"], "first_year": 2024, "last_year": 2024}
PLACES = [institution(number, "CN") for number in range(250)]
FUNDER = {"funder_id": "https://openalex.org/F9990000001", "funder_award_id": "1"}
WORKS = [synthetic_work(n, 2024, [[place]]) | {"awards": [FUNDER]} for n, place in enumerate(PLACES)]
LEVEL = {"id": "https://openalex.org/subfields/1702", "display_name": "SYNTHETIC subfield"}
# Parents are named by the lineage of works alone; of the last ten institutions there is no record.
HELD = [*PLACES[:240], *(institution(900_000 + n, "CN") | {"lineage": None} for n in range(25))]
ENTITIES = {
    "institutions": [
        place
        | {"country_code": "HK", "geo": {"city": None, "latitude": 22.3, "longitude": 114.2}}
        | {"associated_institutions": [], "is_super_system": False, "works_count": 1, "updated_date": "2026-02-01"}
        for place in HELD
    ],
    "topics": [
        {"id": "https://openalex.org/T10036", "display_name": "SYNTHETIC topic", "subfield": LEVEL, "field": LEVEL}
        | {"domain": LEVEL, "works_count": 1, "updated_date": "2026-02-01"}
    ],
    "funders": [
        {"id": FUNDER["funder_id"], "display_name": "SYNTHETIC funder", "country_code": "DE", "ids": {"ror": None}}
        | {"works_count": 1, "updated_date": "2026-02-01"}
    ],
}


def calls(double: OpenAlexDouble, entity: str) -> list[list[str]]:
    """The ids of every call for ``entity``, in order."""
    targets = [urlsplit(line.split()[1]) for _, line, _ in double.requests]
    asked = [parse_qs(target.query)["filter"][0] for target in targets if target.path == f"/{entity}"]
    return [text.removeprefix("ids.openalex:").split("|") for text in asked]


def held(settings: Settings, entity: str) -> list[dict[str, Any]]:
    kind = KINDS[entity]
    found = [part for part in parts(settings.warehouse) if part.entity == entity]
    shards = [part_directory(settings.warehouse, part.part_id) / f"{kind.table}.parquet" for part in found]
    return [row for shard in shards for row in pq.read_table(shard).to_pylist()]


def test_what_works_name_is_asked_for_once_a_hundred_a_call(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, entities=ENTITIES) as double:
        settings = settings_for(double.url, **ALL)
        report = ingest_api(settings, silent, calendar.clock)
        asked = calls(double, "institutions")
        assert sorted(map(len, asked)) == [75, 100, 100]
        assert len({one for ids in asked for one in ids}) == 275
        assert calls(double, "topics") == [["T10036"]]
        assert calls(double, "funders") == [["F9990000001"]]
        before = double.used
        assert ingest_api(settings, silent, calendar.clock).parts == 0
        assert double.used == before
    assert (report.problems, report.records) == ((), 250 + 265 + 1 + 1)
    assert len(held(settings, "institutions")) == 265
    assert held(settings, "topics")[0]["subfield_id"] == "1702"
    assert {(row["country_code"], row["latitude"]) for row in held(settings, "institutions")} == {("HK", 22.3)}
    assert held(settings, "funders")[0]["country_code"] == "DE"


def test_they_are_asked_for_again_once_they_are_old_and_so_are_those_not_found(
    settings_for: Make, calendar: Any
) -> None:
    with OpenAlexDouble(WORKS[:3] + WORKS[240:242], entities=ENTITIES) as double:
        settings = settings_for(double.url, **ALL, entities_days=30)
        ingest_api(settings, silent, calendar.clock)
        first = calls(double, "institutions")
        calendar.days = 30
        ingest_api(settings, silent, calendar.clock)
        assert calls(double, "institutions") == first
        calendar.days = 31
        double.requests.clear()
        ingest_api(settings, silent, calendar.clock)
        assert calls(double, "institutions") == first


def test_a_budget_that_ends_among_them_goes_on_the_next_day(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, entities=ENTITIES, budget=5) as double:  # three pages of works, two calls
        settings = settings_for(double.url, **ALL, streams=1)
        stopped = ingest_api(settings, silent, calendar.clock)
        assert [type(problem) for problem in stopped.problems] == [BudgetSpent]
        assert len(held(settings, "institutions")) == 200
        calendar.days = 1
        double.new_day()
        assert ingest_api(settings, silent, calendar.clock).problems == ()
        asked = [one for ids in calls(double, "institutions")[:2] + calls(double, "institutions")[-1:] for one in ids]
    assert len(asked) == len(set(asked)) == 275
    assert len({row["institution_id"] for row in held(settings, "institutions")}) == 265


def test_answers_of_a_run_killed_before_staging_are_staged_and_not_paid_for_again(
    settings_for: Make, calendar: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with OpenAlexDouble(WORKS, entities=ENTITIES) as double:
        settings = settings_for(double.url, **ALL)
        with monkeypatch.context() as patched:
            patched.setattr(EntitySpool, "_stage_block", killed)
            with pytest.raises(KeyboardInterrupt):
                ingest_api(settings, silent, calendar.clock)
        assert held(settings, "institutions") == []
        before = double.used
        assert ingest_api(settings, silent, calendar.clock).problems == ()
        assert double.used == before
        pages = sorted((spool_of(settings) / "entities/institutions").glob("p??????.json.gz"))
        kept = {gzip.decompress(page.read_bytes()) for page in pages}
        assert kept == {body for path, body in double.served.items() if path.startswith("/institutions")}
    assert len(held(settings, "institutions")) == 265


def test_a_block_staged_but_not_noted_is_the_same_part_again(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, entities=ENTITIES) as double:
        settings = settings_for(double.url, **ALL)
        ingest_api(settings, silent, calendar.clock)
        before = parts(settings.warehouse)
        state = spool_of(settings) / "entities/institutions/state.json"
        state.write_text(json.dumps(json.loads(state.read_text()) | {"staged": 0}))
        ingest_api(settings, silent, calendar.clock)
    assert parts(settings.warehouse) == before


def test_a_refusal_ends_the_asking_and_every_work_stays(settings_for: Make, calendar: Any) -> None:
    def refuse(nth: int) -> Fault | None:
        return invalid_parameter("ids.openalex is not a valid field.") if nth > 3 else None

    with OpenAlexDouble(WORKS, entities=ENTITIES) as double:
        double.disturb = refuse
        settings = settings_for(double.url, **ALL)
        report = ingest_api(settings, silent, calendar.clock)
    assert [type(problem) for problem in report.problems] == [ApiRefused]
    assert report.records == 250


def test_who_holds_them_already_from_a_fresh_file_is_not_asked(
    settings_for: Make, calendar: Any, tmp_path: Path
) -> None:
    fresh, old = calendar.clock.today().isoformat(), "2020-01-01"
    records = [
        record | {"updated_date": old if number < 10 else fresh}
        for number, record in enumerate(ENTITIES["institutions"])
    ]
    (tmp_path / "institutions.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    with OpenAlexDouble(WORKS, entities=ENTITIES) as double:
        settings = settings_for(double.url, **ALL)
        ingest_files(settings, [tmp_path / "institutions.jsonl"])
        ingest_api(settings, silent, calendar.clock)
        (asked,) = calls(double, "institutions")
    assert len(asked) == 10 + 10


def test_the_plan_counts_what_works_already_in_name_and_is_what_it_costs(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble(WORKS, entities=ENTITIES) as double:
        settings = settings_for(double.url, **ALL | {"entities": []})
        ingest_api(settings, silent, calendar.clock)
        settings = settings_for(double.url, **ALL)
        plan = plan_api(settings, calendar.clock)
        assert {beside.entity: (beside.ids, beside.calls) for beside in plan.entities} == {
            "institutions": (275, 3),
            "topics": (1, 1),
            "funders": (1, 1),
        }
        before = double.used
        ingest_api(settings, silent, calendar.clock)
        assert double.used - before == plan.credits == 5
        assert plan_api(settings, calendar.clock).entities == ()


def test_the_command_says_what_is_planned_beside_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with OpenAlexDouble(WORKS, entities=ENTITIES) as double:
        scope = f'base_url = "{double.url}"\nfirst_year = 2024\nlast_year = 2024\n'
        (tmp_path / "aperture.toml").write_text(f"[api]\n{scope}entities = []\n")
        assert run(["ingest", "api", "--plan"]) == 0
        assert "how many is not known yet" in capsys.readouterr().out
        assert run(["ingest", "api"]) == 0
        (tmp_path / "aperture.toml").write_text(f"[api]\n{scope}")
        assert run(["ingest", "api", "--plan"]) == 0
    said = capsys.readouterr().out
    assert [line.split() for line in said.splitlines() if line.startswith("institutions")] == [
        ["institutions", "275", "3", "3"]
    ]
    assert "No works are due today" in said


NIGHT = """
import sys
from pathlib import Path
from analytics.openalex.api import ingest_api
from analytics.settings import ApiSettings, Settings
scope = {"types": [], "first_year": 2024, "last_year": 2024, "requests_per_second": 500, "streams": 2}
settings = Settings(warehouse=Path(sys.argv[1]), api=ApiSettings(base_url=sys.argv[2], **scope))
ingest_api(settings, lambda step, done, total: print(step, done, flush=True))
"""


def killed_after(warehouse: Path, url: str, answers: int) -> None:
    """A run in a process of its own, killed after so many answers on institutions."""
    root = Path(__file__).resolve().parents[2]
    command, env = [sys.executable, "-c", NIGHT, str(warehouse), url], os.environ | {"PYTHONPATH": str(root)}
    with subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            answers -= line.startswith("institutions from the API")
            if not answers:
                child.send_signal(signal.SIGKILL)
                break
        child.stdout.read()


@pytest.mark.slow
def test_killed_runs_have_the_records_of_an_undisturbed_one(settings_for: Make) -> None:
    places = [institution(number, "CN") for number in range(2_000)]
    works = [synthetic_work(n, 2024, [[place]]) for n, place in enumerate(places)]
    records = {"institutions": [ENTITIES["institutions"][0] | {"id": place["id"]} for place in places]}
    with OpenAlexDouble(works, entities=records, latency=0.02) as double:
        settings = settings_for(double.url, **ALL)
        for answers in (1, 3, 5):
            killed_after(settings.warehouse, double.url, answers)
            assert len(held(settings, "institutions")) < 2_000
        assert ingest_api(settings).problems == ()
        # 2,000 institutions and 200 parents; what was under way at a kill is the most that is paid for twice.
        assert 22 <= len(calls(double, "institutions")) <= 22 + 3 * 2
    found = [row["institution_id"] for row in held(settings, "institutions")]
    assert len(set(found)) == 2_000
    assert len(found) <= 2_000 + 3 * 2 * 100
