"""What an API ingest keeps in `<warehouse>/spool/api`: pages, blocks, partitions, credits, the key's plan."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analytics.errors import ConfigurationError
from analytics.openalex.api.client import ApiClient
from analytics.openalex.api.clock import Clock
from analytics.openalex.api.entitlement import Entitlement
from analytics.openalex.api.harvest import Harvest, Harvests
from analytics.openalex.api.key import api_key
from analytics.openalex.api.ledger import Ledger
from analytics.openalex.api.pages import PageSpool
from analytics.openalex.api.query import partitions
from analytics.openalex.api.scope import OpenAlexIds, with_topics
from analytics.settings import ApiSettings, Settings


@dataclass(frozen=True)
class ApiState:
    """Everything that outlives a run, opened for one scope and one key."""

    api: ApiSettings
    key: str | None
    clock: Clock
    spool: PageSpool
    harvests: Harvests
    ledger: Ledger
    entitlement: Entitlement

    async def with_ids(self, client: ApiClient) -> ApiState:
        """The same with OpenAlex ids in place of ROR ids. Raises ConfigurationError, and as `ApiClient.fetch`."""
        ids = OpenAlexIds(self.spool.root / "openalex_ids.json")
        return replace(self, api=await ids.in_place_of_rors(self.api, client))

    def due(self, by_change: bool) -> list[Harvest]:
        """What is left to read of the scope today, newest year first. Raises ConfigurationError, StateDamaged."""
        today = self.clock.today()
        found = (self.harvests.due(partition, today, by_change) for partition in partitions(self.api))
        return [harvest for harvest in found if harvest]


def open_state(settings: Settings, clock: Clock) -> ApiState:
    """The state in the warehouse of ``settings``. Raises ConfigurationError, ReferenceError, StateDamaged."""
    api, spool = with_topics(settings, api_settings(settings)), open_spool(settings)
    key = api_key(api)
    ledger = Ledger(spool.root / "credits.json", api.credits_per_day, clock, key is not None)
    entitlement = Entitlement(spool.root / "plan.json", key, clock)
    return ApiState(api, key, clock, spool, open_harvests(settings), ledger, entitlement)


def open_spool(settings: Settings) -> PageSpool:
    """Where pages and blocks lie."""
    return PageSpool(settings.warehouse / "spool" / "api")


def open_harvests(settings: Settings) -> Harvests:
    """Where each partition stands. Raises ConfigurationError."""
    return Harvests(open_spool(settings).root / "partitions", api_settings(settings).trailing_days)


def api_settings(settings: Settings) -> ApiSettings:
    """The section `[api]`. Raises ConfigurationError where there is none."""
    if settings.api is None:
        raise ConfigurationError("There is no [api] section in the settings, so there is nothing to ask for.")
    return settings.api
