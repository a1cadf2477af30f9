"""Every form in which OpenAlex does not answer, as recorded or documented."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

_JSON, _HTML = "application/json", "text/html; charset=utf-8"


@dataclass(frozen=True)
class Fault:
    """What to answer instead. ``cut`` sends half a body, ``reset`` breaks the connection, ``stall`` waits."""

    status: int = 200
    content_type: str = _JSON
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: bool = False
    reset: bool = False
    stall: float = 0.0

    @classmethod
    def json(cls, status: int, error: str, message: str, **headers: str) -> Fault:
        """A JSON error; names of ``headers`` are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = json.dumps({"error": error, "message": message}, separators=(",", ":")).encode()
        return cls(status, _JSON, named, body)

    @classmethod
    def html(cls, status: int, title: str) -> Fault:
        """The HTML page of a web server."""
        body = f"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n"
        return cls(status, _HTML, body=body.encode())

    def with_headers(self, **headers: str) -> Fault:
        """The same with more headers."""
        return replace(self, headers=self.headers | {n.replace("_", "-"): v for n, v in headers.items()})


def invalid_parameter(message: str, status: int = 400) -> Fault:
    """A wrong filter or field: 400, in 2025 403. It costs a credit."""
    return Fault.json(status, "Invalid query parameters error.", message)


def unknown_key() -> Fault:
    """A key the API does not know."""
    return Fault.json(401, "Invalid or missing API key", "API key not found")


def not_found() -> Fault:
    """A deleted or merged id: HTML."""
    gone = Fault.html(404, "Not Found")
    tail = b"<p>The requested URL was not found on the server. If you entered the URL manually please check "
    return replace(gone, body=gone.body + tail + b"your spelling and try again.</p>\n")


def too_fast() -> Fault:
    """More requests a second than permitted."""
    return Fault.json(429, "Too Many Requests", "Rate limit exceeded.", Retry_After="1")


def too_fast_of_2025() -> Fault:
    """The older form: HTML, and a date instead of seconds."""
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
    page = b"<title>429 Too Many Requests</title>\n<h1>Too Many Requests</h1>\n<p>2 per 1 second</p>\n"
    limits = {"X-Ratelimit-Limit": "2", "X-Ratelimit-Remaining": "0", "X-Ratelimit-Reset": when}
    return Fault(429, _HTML, {"Retry-After": when, **limits}, page)


def budget_spent(left: int, required: int, seconds: int) -> Fault:
    """The credits of the day do not suffice."""
    return Fault.json(
        429,
        "Rate limit exceeded",
        "Insufficient budget. Resets at midnight UTC.",
        X_RateLimit_Remaining=str(left),
        X_RateLimit_Credits_Required=str(required),
        X_RateLimit_Reset=str(seconds),
        Retry_After=str(seconds),
    )


def plan_upgrade(name: str) -> Fault:
    """A filter of a paid plan: no Retry-After."""
    return Fault.json(429, "Plan upgrade required", f"The filter {name} needs a paid plan.")
