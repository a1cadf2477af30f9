"""The HTTP client: many streams, one pace, bounded patience, and bytes handed on as they came.

pyalex is not used to fetch: it has no time-out, waits in silence for hours on a spent budget and loses the
status, headers and body of an error.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, TypeVar

import httpx
import msgspec

from analytics.errors import ApiRefused, ApiUnavailable
from analytics.openalex.api.answers import (
    Refused,
    Settled,
    Spent,
    TryAgain,
    credits_left,
    credits_used,
    judge,
)
from analytics.openalex.api.clock import Clock
from analytics.openalex.api.gz import DamagedGzipError, pack, unpack
from analytics.openalex.api.ledger import Ledger
from analytics.openalex.api.pace import TokenBucket
from analytics.openalex.api.refusals import CursorRefused, PlanRefused
from analytics.settings import ApiSettings

T = TypeVar("T")

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
# Refusals by the second are no failures, but a client that is never let in must end as well.
_MOST_HOLDS = 60


@dataclass(frozen=True)
class Fetched(Generic[T]):
    """A good answer: ``packed`` is the body as gzip, ``content`` the fields of it that were asked for."""

    packed: bytes
    content: T


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    packed: bytes
    plain: bytes


class ApiClient:
    """An async context manager around one connection pool. ``key`` is sent as a header, nothing else."""

    def __init__(self, api: ApiSettings, key: str | None, ledger: Ledger, clock: Clock) -> None:
        self._api = api
        self._key = key
        self._ledger = ledger
        self._clock = clock
        self._pace = TokenBucket(api.requests_per_second)
        headers = {"Accept-Encoding": "gzip", "User-Agent": "aperture"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        limits = httpx.Limits(max_connections=api.streams, max_keepalive_connections=api.streams)
        self._http = httpx.AsyncClient(headers=headers, timeout=api.timeout_seconds, limits=limits)

    async def __aenter__(self) -> ApiClient:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def fetch(self, url: str, cost: int, shape: type[T]) -> Fetched[T] | None:
        """The JSON at ``url`` decoded as ``shape``; None where the API says it is gone.

        ``cost`` is the credits the call is known to need. Raises BudgetSpent, ApiRefused, ApiUnavailable.
        """
        failures = holds = 0
        while True:
            outcome = await self._try(url, cost, shape)
            if not isinstance(outcome, TryAgain):
                return outcome
            holds += outcome.is_too_fast
            failures += not outcome.is_too_fast
            if failures > self._api.retries or holds > _MOST_HOLDS:
                raise ApiUnavailable(
                    f"The API at {self._api.base_url} gave no usable answer in {failures + holds} tries "
                    f"(last: {outcome.why}); the next run goes on at the same page."
                )
            await self._pause(outcome, failures)

    async def _try(self, url: str, cost: int, shape: type[T]) -> Fetched[T] | TryAgain | None:
        await self._pace.turn()
        claim = self._ledger.claim(cost)
        booked, left = cost, None  # an answer that never came may have been paid for
        try:
            answer = await self._ask(url)
            said = credits_used(answer.headers)
            booked = said if said is not None else cost * (answer.status == httpx.codes.OK)
            left = credits_left(answer.headers)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            booked = 0
            return TryAgain(str(error) or "no connection")
        except TimeoutError:
            return TryAgain(f"no answer within {self._api.timeout_seconds:g} s")
        except (httpx.TransportError, DamagedGzipError) as error:
            return TryAgain(str(error) or type(error).__name__)
        finally:
            self._ledger.book(claim, booked, left)
        return self._settle(answer, shape)

    def _settle(self, answer: _Answer, shape: type[T]) -> Fetched[T] | TryAgain | None:
        verdict = judge(answer.status, answer.headers, answer.plain, self._clock.now())
        if isinstance(verdict, TryAgain):
            return verdict
        if isinstance(verdict, Spent):
            self._ledger.close_until(verdict.resumes)
            raise self._ledger.spent()
        if isinstance(verdict, Refused):
            raise self._refused(verdict)
        if verdict is Settled.GONE:
            return None
        self._pace.good()
        try:
            return Fetched(answer.packed, msgspec.json.decode(answer.plain, type=shape))
        except (msgspec.DecodeError, UnicodeDecodeError):
            return TryAgain("the body is not the JSON that was asked for")

    async def _ask(self, url: str) -> _Answer:
        # httpx limits the wait for each piece; a body that drips for ever needs a limit on the whole.
        async with asyncio.timeout(self._api.timeout_seconds), self._http.stream("GET", url) as response:
            raw = b"".join([piece async for piece in response.aiter_raw()])
        encoding = response.headers.get("content-encoding", "identity")
        if encoding == "gzip":
            return _Answer(response.status_code, response.headers, raw, unpack(raw))
        if encoding != "identity":
            raise DamagedGzipError(f"the body came in the encoding {encoding}, which was not asked for")
        return _Answer(response.status_code, response.headers, pack(raw), raw)

    async def _pause(self, trouble: TryAgain, failures: int) -> None:
        if trouble.is_too_fast:
            self._pace.hold(1.0 if trouble.seconds is None else trouble.seconds)
            return
        longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (failures - 1))
        jittered = longest * random.uniform(0.5, 1)  # noqa: S311 - spreads retries, guards nothing
        await self._clock.sleep(max(jittered, trouble.seconds or 0))

    def _refused(self, verdict: Refused) -> ApiRefused:
        # An API that repeats what it was sent must not carry the key into an error.
        shown = verdict.message.replace(self._key, "…") if self._key else verdict.message
        kind = CursorRefused if verdict.is_cursor else PlanRefused if verdict.is_plan else ApiRefused
        return kind(f"The API refused the request: {shown.rstrip('.')}.")
