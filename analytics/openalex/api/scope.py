"""The scope as it can be asked for: technologies as their topics, institutions by the ids that their children share."""

from __future__ import annotations

import difflib
from pathlib import Path

import msgspec

from analytics.errors import ConfigurationError
from analytics.openalex.api.client import ApiClient
from analytics.openalex.api.durable import read_struct, write_struct
from analytics.openalex.api.query import institution_url, ror_ids
from analytics.reference.roots import reference_roots
from analytics.reference.technologies import read_technologies
from analytics.settings import ApiSettings, Settings


def with_topics(settings: Settings, api: ApiSettings) -> ApiSettings:
    """``api`` with the topics, core and adjacent, of its technologies among its topics.

    Raises ConfigurationError for a technology that no file defines, ReferenceError where a file cannot be read.
    """
    if not api.technologies:
        return api
    rows = read_technologies(reference_roots(settings))
    known = [row["technology_id"] for row in rows["ref_technology"]]
    for name in api.technologies:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            meant = f"; did you mean '{close[0]}'?" if close else "."
            raise ConfigurationError(f"api.technologies holds '{name}', which no technology is called{meant}")
    topics = {row["topic_id"] for row in rows["ref_technology_topic"] if row["technology_id"] in api.technologies}
    return api.model_copy(update={"topics": sorted({*api.topics, *topics}), "technologies": []})


class _Ids(msgspec.Struct):
    of_ror: dict[str, str]


class _Named(msgspec.Struct):
    id: str


class OpenAlexIds:
    """The OpenAlex ids of ROR ids, asked for once, without a credit, and kept in the file ``path``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def in_place_of_rors(self, api: ApiSettings, client: ApiClient) -> ApiSettings:
        """``api`` with every ROR id replaced, where children count: works name the ancestors of an institution by
        OpenAlex's ids only. Raises ConfigurationError for a ROR id that OpenAlex does not have; as `ApiClient.fetch`.
        """
        rors = ror_ids(api) if api.institution_children else []
        kept = read_struct(self._path, _Ids) or _Ids({})
        for ror in rors:
            if ror not in kept.of_ror:
                kept.of_ror[ror] = await _ask(client, api.base_url, ror)
                write_struct(self._path, kept)
        others = [name for name in api.institutions if not any(name.endswith(ror) for ror in rors)]
        return api.model_copy(update={"institutions": [*others, *(kept.of_ror[ror] for ror in rors)]})


async def _ask(client: ApiClient, base_url: str, ror: str) -> str:
    answer = await client.fetch(institution_url(base_url, ror), 0, _Named)
    if answer is None:
        raise ConfigurationError(f"api.institutions holds the ROR id {ror}, which no institution of OpenAlex has.")
    return answer.content.id.rpartition("/")[2]
