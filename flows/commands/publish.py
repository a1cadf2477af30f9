"""`report` and `dashboard`: show what is published."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.commands.options import Config, Warehouse, settings_from
from flows.errors import PortTaken
from flows.printing import say


def report(
    institution: Annotated[str, Parameter(help="Name, OpenAlex id (I…) or ROR id.")],
    /,
    *,
    profile: Annotated[str | None, Parameter(help="Risk profile, as in data/profiles.")] = None,
    technology: Annotated[str | None, Parameter(help="One technology only, as in data/taxonomies.")] = None,
    out: Annotated[Path | None, Parameter(help="Folder to write to [default: reports in the warehouse].")] = None,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Write the report of one institution as HTML and PDF."""
    from analytics.reports import write_report

    settings = settings_from(warehouse, config)
    folder = out or settings.warehouse / "reports"
    files = write_report(settings, institution, folder, profile=profile, technology=technology)
    say(str(files.html))
    say(str(files.pdf))


def dashboard(
    *,
    host: Annotated[
        str, Parameter(help="Address to listen on; the default is reachable from here only.")
    ] = "127.0.0.1",
    port: Annotated[int, Parameter(help="Port to listen on.")] = 8050,
    warehouse: Warehouse = None,
    config: Config = None,
) -> None:
    """Serve the dashboard until it is stopped with Ctrl-C."""
    settings = settings_from(warehouse, config)
    make_sure_free(host, port)
    from analytics.warehouse.published import open_published

    open_published(settings).close()  # says in one sentence when nothing is published, before the browser opens
    from dashboards.app import serve

    say(f"Dashboard on http://{host}:{port} (stop with Ctrl-C)")
    serve(settings, host, port)


def make_sure_free(host: str, port: int) -> None:
    """Raise PortTaken where nobody could listen on ``host``:``port``."""
    try:
        with socket.create_server((host, port)):
            return
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise PortTaken(f"Cannot listen on {host}:{port} ({why}); choose another with --host or --port.") from None
