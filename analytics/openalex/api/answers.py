"""What each answer of the API means, decided from status, headers and body alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum
from http import HTTPStatus

import msgspec

# A refusal by the second asks for one second; anything beyond this is about the day.
_LONGEST_WAIT = 120.0
_LONGEST_MESSAGE = 300


class Settled(Enum):
    """The request is done: its body can be used, or what it asked for does not exist any more."""

    GOOD = "good"
    GONE = "gone"


@dataclass(frozen=True)
class TryAgain:
    """A passing trouble. ``seconds`` is what the API asks to wait, None where it does not say."""

    why: str
    seconds: float | None = None
    is_too_fast: bool = False


@dataclass(frozen=True)
class Spent:
    """The credits of the day are used up; ``resumes`` is when there are new ones."""

    resumes: datetime


@dataclass(frozen=True)
class Refused:
    """The same request will never succeed; ``message`` is the API's own.

    ``is_cursor``: the place in the list is not known any more. ``is_plan``: the key's plan does not cover it.
    """

    message: str
    is_cursor: bool = False
    is_plan: bool = False


Verdict = Settled | TryAgain | Spent | Refused


class _Complaint(msgspec.Struct):
    error: str | None = None
    message: str | None = None


def judge(status: int, headers: Mapping[str, str], body: bytes, now: datetime) -> Verdict:
    """The verdict on one answer. ``headers`` must find names in any case."""
    if status == HTTPStatus.OK:
        return Settled.GOOD
    # Merged works used to be redirected, today they are as absent as deleted ones.
    if status in (301, 308, 404, 410):
        return Settled.GONE
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _too_many(headers, body, now)
    if status >= 500 or status == HTTPStatus.REQUEST_TIMEOUT:
        wait = _retry_after(headers, now)
        return TryAgain(_reason(status), None if wait is None else min(wait, _LONGEST_WAIT))
    message = _message(status, body)
    return Refused(message, is_cursor=status == HTTPStatus.BAD_REQUEST and "cursor" in message.lower())


def credits_left(headers: Mapping[str, str]) -> int | None:
    """Credits of the day that are left; None for answers that do not speak of credits.

    `X-RateLimit-Remaining` alone is not enough: the form of 2025 counted requests of the running second.
    """
    if _number(headers, "x-ratelimit-credits-used") is None and _required(headers) is None:
        return None
    return _number(headers, "x-ratelimit-remaining")


def credits_used(headers: Mapping[str, str]) -> int | None:
    """What this answer cost, as the API says; None where it does not."""
    return _number(headers, "x-ratelimit-credits-used")


def _too_many(headers: Mapping[str, str], body: bytes, now: datetime) -> Verdict:
    wait = _retry_after(headers, now)
    left, required = _number(headers, "x-ratelimit-remaining"), _required(headers)
    if left is not None and required is not None and left < required:
        return Spent(now + timedelta(seconds=wait or _number(headers, "x-ratelimit-reset") or 0))
    if wait is None and b"plan upgrade required" in body.lower():
        return Refused(_message(429, body), is_plan=True)
    if wait is not None and wait > _LONGEST_WAIT:
        return Spent(now + timedelta(seconds=wait))
    return TryAgain(_reason(429), wait, is_too_fast=True)


def _retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def _required(headers: Mapping[str, str]) -> int | None:
    return _number(headers, "x-ratelimit-credits-required")


def _number(headers: Mapping[str, str], name: str) -> int | None:
    value = headers.get(name, "")
    return int(value) if value.isdigit() else None


def _message(status: int, body: bytes) -> str:
    try:
        complaint = msgspec.json.decode(body, type=_Complaint)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _reason(status)
    parts = [part.strip().rstrip(".") for part in (complaint.error, complaint.message) if part]
    text = ": ".join(parts) or _reason(status)
    return text if len(text) <= _LONGEST_MESSAGE else text[:_LONGEST_MESSAGE].rstrip() + "…"


def _reason(status: int) -> str:
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"
