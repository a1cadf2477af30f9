"""`aperture double`: a local OpenAlex that serves the SYNTHETIC sample, to try the API ingest out without a network."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.commands.demo import LEAST_WORKS
from flows.commands.options import Config, Warehouse, settings_from
from flows.errors import PortTaken
from flows.printing import say

if TYPE_CHECKING:
    from analytics.openalex.double import OpenAlexDouble
    from analytics.settings import Settings

CREDITS = 10_000  # a day, as with a free key; starting anew gives new ones
PERMITTED = 30  # requests a second


def double(
    *,
    works: Annotated[int, Parameter(validator=Number(gte=LEAST_WORKS), help="Works in the sample.")] = 5_000,
    port: Annotated[int, Parameter(validator=Number(gte=0, lte=65_535), help="Port on this machine; 0: any.")] = 8_060,
    latency: Annotated[float, Parameter(validator=Number(gte=0), help="Seconds before each answer.")] = 0.0,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Serve the synthetic sample as OpenAlex would, with its limits and costs, until Ctrl-C."""
    settings = settings_from(warehouse, config)
    with open_double(sample_records(works), port, latency) as served:
        say(f"Serving {works:,} SYNTHETIC works at {served.url} until Ctrl-C; put this into aperture.toml:\n")
        say(configuration(settings, served.url))
        while True:
            time.sleep(3600)


def open_double(records: dict[str, list[dict[str, Any]]], port: int, latency: float) -> OpenAlexDouble:
    """A double on the loopback interface, not started yet. Raises PortTaken."""
    from analytics.openalex.double import OpenAlexDouble

    try:
        beside = {name: given for name, given in records.items() if name != "works"}
        return OpenAlexDouble(records["works"], CREDITS, PERMITTED, latency, port=port, keeps=False, entities=beside)
    except OSError as error:
        raise PortTaken(f"Port {port} cannot be listened on: {error.strerror}; name another --port.") from None


def sample_records(count: int) -> dict[str, list[dict[str, Any]]]:
    """Works, institutions, topics and funders of the sample in OpenAlex's format, each once, in its last version."""
    from tempfile import TemporaryDirectory

    from analytics.sample import write_sample

    with TemporaryDirectory() as folder:
        write_sample(Path(folder), works=count)
        return {entity: newest(Path(folder), entity) for entity in ("works", "institutions", "topics", "funders")}


def newest(folder: Path, entity: str) -> list[dict[str, Any]]:
    """The records of ``entity`` in a snapshot, of several versions the last."""
    found: dict[str, dict[str, Any]] = {}
    for part in sorted(folder.rglob(f"{entity}/updated_date=*/*.gz")):
        with gzip.open(part) as lines:
            found.update((record["id"], record) for record in map(json.loads, lines))
    return list(found.values())


def configuration(settings: Settings, url: str) -> str:
    """Lines of aperture.toml that read everything from ``url`` into a warehouse of its own."""
    return "\n".join(
        [
            f'warehouse = "{(settings.warehouse / "double").as_posix()}"',
            'reference = ["data/synthetic"]',
            "",
            "[api]",
            f'base_url = "{url}"',
            f"credits_per_day = {CREDITS}",
            f"requests_per_second = {PERMITTED}",
        ]
    )
