"""Whether the plan of the key covers asking by date of change: found out by asking once, then remembered."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date
from pathlib import Path

import msgspec

from analytics.openalex.api.client import ApiClient
from analytics.openalex.api.clock import Clock
from analytics.openalex.api.durable import read_struct, write_struct
from analytics.openalex.api.query import changes_url
from analytics.openalex.api.refusals import PlanRefused


class _Remembered(msgspec.Struct):
    day: date
    salt: str
    digest: str  # of salt and key; tells that the key changed, not what it is
    covers_changes: bool


class Entitlement:
    """The remembered answer, in the file ``path``. Without a key there is no plan, and nothing to ask."""

    def __init__(self, path: Path, key: str | None, clock: Clock) -> None:
        self._path = path
        self._key = key
        self._clock = clock

    def known(self) -> bool | None:
        """The answer for this key; None where it was not asked yet."""
        if self._key is None:
            return False
        last = read_struct(self._path, _Remembered)
        is_same = last is not None and hmac.compare_digest(last.digest, self._digest(last.salt))
        return last.covers_changes if last and is_same else None

    async def ask(self, client: ApiClient, base_url: str) -> bool:
        """Ask, and remember the answer; one credit where it is yes. Raises as `ApiClient.fetch`."""
        try:
            await client.fetch(changes_url(base_url, self._clock.today()), 1, dict)
        except PlanRefused:
            return self.remember(False)
        return self.remember(True)

    def remember(self, covers_changes: bool) -> bool:
        """Keep the answer with the day; gives it back."""
        salt = secrets.token_hex(8)
        write_struct(self._path, _Remembered(self._clock.today(), salt, self._digest(salt), covers_changes))
        return covers_changes

    def _digest(self, salt: str) -> str:
        return hashlib.sha256(f"{salt} {self._key}".encode()).hexdigest()
