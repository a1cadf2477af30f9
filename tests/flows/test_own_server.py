"""A server of somebody else on the port is not taken for our own."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from flows.prefect_server import is_healthy

PASSWORD = "aperture:theirs"  # noqa: S105 - of a server that lives for one test


class Theirs(BaseHTTPRequestHandler):
    """Healthy to anybody; the rest is for who knows the password."""

    def do_GET(self) -> None:
        known = "Basic " + base64.b64encode(PASSWORD.encode()).decode()
        is_let_in = self.path.endswith("/health") or self.headers["Authorization"] == known
        self.send_response(200 if is_let_in else 401)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Theirs) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/api"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("password", "is_ours"), [("aperture:ours", False), (PASSWORD, True)])
def test_a_server_is_ours_when_it_takes_our_password(
    url: str, monkeypatch: pytest.MonkeyPatch, password: str, is_ours: bool
) -> None:
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", password)
    assert is_healthy(url)
    assert is_healthy(url, "admin/version") == is_ours
