"""`schedule`: the nightly line under Prefect, served by a cron."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from flows.commands.options import Config, Warehouse, settings_from


def schedule(
    *,
    cron: Annotated[str | None, Parameter(help="When to run, in UTC [default: the setting 'schedule'].")] = None,
    once: Annotated[bool, Parameter(negative="", help="Run one night now under Prefect, and end.")] = False,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Serve the nightly line with Prefect until stopped with Ctrl-C.

    Uses the server of PREFECT_API_URL where that is set; else starts its own on 127.0.0.1 and ends it again.
    The pages of the own server ask for the password in PREFECT_SERVER_API_AUTH_STRING; without that variable
    it is a random one that nobody sees.
    """
    from pathlib import Path

    from flows import line
    from flows.prefect_server import prefect_server
    from flows.serving import serve_in_child

    settings = settings_from(warehouse, config)
    line.configured(settings)  # a schedule that can only fail is refused now, not at three in the morning
    if config is None and Path("aperture.toml").is_file():
        config = Path("aperture.toml")
    parameters = {
        "warehouse": str(settings.warehouse.resolve()),
        "config": str(config.resolve()) if config else None,
    }
    with prefect_server(settings.warehouse.resolve() / "prefect"):
        if once:
            from flows.nightly import run_once

            run_once(parameters)
        elif code := serve_in_child(cron or settings.schedule, parameters):
            raise SystemExit(code)
