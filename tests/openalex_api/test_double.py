"""The double keeps the rules it is there for: what it counts, groups, refuses and forgets; and its own command."""

from __future__ import annotations

import ast
import json
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from analytics.openalex import double as package
from analytics.openalex.double import OpenAlexDouble, corpus, synthetic_work
from analytics.openalex.double.corpus import institution
from analytics.settings import Settings
from flows.commands.double import configuration, open_double, sample_records
from flows.errors import PortTaken

WORKS = corpus(300, [2022, 2023, 2024], ["FR", "CN"])


def get(double: OpenAlexDouble, address: str, key: str = "") -> tuple[int, Any]:
    request = Request(double.url + address, headers={"Authorization": f"Bearer {key}"})  # noqa: S310 - loopback
    try:
        with urlopen(request, timeout=5) as answer:  # noqa: S310
            return answer.status, json.loads(answer.read())
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_groups_add_up_to_what_a_list_counts() -> None:
    with OpenAlexDouble(WORKS) as double:
        _, grouped = get(double, "/works?filter=publication_year:2022-2023&group_by=publication_year")
        counts = {group["key"]: group["count"] for group in grouped["group_by"]}
        for year in ("2022", "2023"):
            _, listed = get(double, f"/works?filter=publication_year:{year}&per_page=1")
            assert counts.pop(year) == listed["meta"]["count"] > 0
        assert not counts
        assert double.used == 3


def test_a_date_of_change_is_for_paid_keys_and_its_refusal_is_free() -> None:
    works = [WORKS[0], WORKS[1] | {"updated_date": "2026-05-01T00:00:00"}]
    with OpenAlexDouble(works) as double:
        double.paid_keys.add("paid")
        address = "/works?filter=from_updated_date:2026-04-01"
        assert get(double, address, "free")[0] == 429
        assert double.used == 0
        assert get(double, address, "paid")[1]["meta"]["count"] == 1


def test_an_expired_cursor_is_refused_and_a_new_one_is_not() -> None:
    with OpenAlexDouble(WORKS) as double:
        cursor = get(double, "/works?cursor=*")[1]["meta"]["next_cursor"]
        assert get(double, f"/works?cursor={cursor}")[0] == 200
        double.expire_cursors()
        status, said = get(double, f"/works?cursor={cursor}")
        assert (status, "Cursor value is invalid" in said) == (400, True)
        assert get(double, "/works?cursor=*")[0] == 200


def test_a_list_cuts_authors_and_a_singleton_does_not() -> None:
    work = synthetic_work(1, 2024, [[institution(n, "FR")] for n in range(101)])
    with OpenAlexDouble([work]) as double:
        listed = get(double, "/works?per_page=1")[1]["results"][0]
        alone = get(double, "/works/W9990000002")[1]
        assert (len(listed["authorships"]), listed["is_authors_truncated"]) == (100, True)
        assert len(alone["authorships"]) == 101
        assert double.used == 1


def test_the_double_needs_the_standard_library_only() -> None:
    for path in Path(package.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import | ast.ImportFrom):
                name = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert name.split(".")[0] in sys.stdlib_module_names or name.startswith(package.__name__)


def test_the_lines_that_the_command_prints_are_a_configuration() -> None:
    given = Settings(**tomllib.loads(configuration(Settings(warehouse=Path("mine")), "http://127.0.0.1:8060")))
    assert given.warehouse == Path("mine/double")
    assert given.api is not None
    assert given.api.base_url == "http://127.0.0.1:8060"


def test_the_command_serves_works_that_are_synthetic_each_once() -> None:
    records = sample_records(1_000)
    works = records["works"]
    assert len({work["id"] for work in works}) == len(works) >= 1_000
    assert {work["id"][:26] for work in works} == {"https://openalex.org/W9990"}
    with open_double(records, 0, 0.0) as double:
        for entity, given in records.items():
            assert get(double, f"/{entity}?per_page=1")[1]["meta"]["count"] == len(given) > 20
        assert not double.requests


def test_a_port_that_is_taken_is_told_in_one_sentence() -> None:
    with OpenAlexDouble([]) as double:
        port = int(double.url.rsplit(":", 1)[-1])
        with pytest.raises(PortTaken, match=str(port)):
            open_double({"works": []}, port, 0.0)


def test_the_command_serves_until_it_is_interrupted() -> None:
    start = "from cyclopts import App; from flows.commands.double import double; a = App(); a.default(double); a()"
    command = [sys.executable, "-u", "-c", start, "--works", "1000", "--port", "0"]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        url = next(line for line in child.stdout if line.startswith("base_url")).split('"')[1]
        with urlopen(f"{url}/works?per_page=1", timeout=5) as answer:  # noqa: S310
            assert json.loads(answer.read())["meta"]["count"] >= 1_000
        child.send_signal(signal.SIGINT)
        assert child.wait(10) != 0
