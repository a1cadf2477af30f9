"""The key: from the environment or a private file, sent as a bearer, and found nowhere afterwards."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import ApiRefused, ConfigurationError
from analytics.openalex.api.ingest import download
from analytics.openalex.api.key import api_key
from analytics.openalex.double import Fault, OpenAlexDouble, corpus
from analytics.progress import silent
from analytics.settings import ApiSettings, Settings

Make = Callable[..., Settings]
KEY = "SYNTHETIC-key-0123456789"
YEARS = {"first_year": 2024, "last_year": 2024}


def private_file(tmp_path: Path, text: str = KEY + "\n", mode: int = 0o600) -> Path:
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_the_key_is_sent_as_bearer_and_leaves_no_trace(
    settings_for: Make,
    calendar: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    with OpenAlexDouble(corpus(150, [2024], ["FR"]), keys={KEY}) as double:
        settings = settings_for(double.url, **YEARS)
        double.faults.append(Fault.html(500, "x"))
        assert download(settings, silent, calendar.clock) is None
        assert {headers.get("Authorization") for _, _, headers in double.requests} == {f"Bearer {KEY}"}
        assert not any(KEY in line for _, line, _ in double.requests)
    stored = [p.read_bytes() for p in settings.warehouse.rglob("*") if p.is_file()]
    stored += [gzip.decompress(content) for content in stored if content[:2] == b"\x1f\x8b"]
    assert len(stored) > 4
    assert not any(KEY.encode() in content for content in stored)
    assert caplog.text
    assert KEY not in caplog.text
    assert KEY not in "".join(capfd.readouterr())
    assert KEY not in repr(settings)


def test_an_error_that_repeats_the_key_is_shown_without_it(settings_for: Make, calendar: Any, tmp_path: Path) -> None:
    with OpenAlexDouble([]) as double:
        double.faults.append(Fault.json(401, "Unauthorized", f"The key {KEY} is not known."))
        settings = settings_for(double.url, key_file=private_file(tmp_path), **YEARS)
        problem = download(settings, silent, calendar.clock)
    assert isinstance(problem, ApiRefused)
    assert str(problem) == "The API refused the request: Unauthorized: The key … is not known."


def test_a_private_file_is_read_and_the_environment_outranks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = ApiSettings(key_file=private_file(tmp_path))
    assert api_key(api) == KEY
    monkeypatch.setenv("OPENALEX_API_KEY", "another")
    assert api_key(api) == "another"


def test_without_a_key_nothing_is_sent(settings_for: Make, calendar: Any) -> None:
    with OpenAlexDouble([]) as double:
        assert download(settings_for(double.url, **YEARS), silent, calendar.clock) is None
        assert "Authorization" not in double.requests[0][2]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(ConfigurationError, match="chmod 600"):
        api_key(ApiSettings(key_file=private_file(tmp_path, mode=mode)))


def test_a_key_file_that_is_absent_or_empty_or_odd_is_refused_without_its_content(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        api_key(ApiSettings(key_file=tmp_path / "absent"))
    with pytest.raises(ConfigurationError, match="is empty"):
        api_key(ApiSettings(key_file=private_file(tmp_path, "\n")))
    with pytest.raises(ConfigurationError, match="cannot be sent") as caught:
        api_key(ApiSettings(key_file=private_file(tmp_path, "two words")))
    assert "two words" not in str(caught.value)


def test_a_key_does_not_travel_unencrypted(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="must be https"):
        api_key(ApiSettings(key_file=private_file(tmp_path), base_url="http://api.openalex.example"))
