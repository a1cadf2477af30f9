"""The Dash application: one callback turns an address, or a control that was moved, into a page."""

from __future__ import annotations

import logging
from typing import Any

from dash import Dash
from waitress import serve as waitress_serve

from analytics.settings import Settings
from dashboards.pages import frame
from dashboards.views import register

# Holds the promise of working offline: a browser refuses everything that is not served from here.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; frame-ancestors 'none'"
)


def create_app(settings: Settings) -> Dash:
    """The application over ``settings.warehouse``; each request opens what is published at that moment."""
    app = Dash(
        __name__,
        serve_locally=True,
        title="Aperture",
        update_title="Aperture",
        suppress_callback_exceptions=True,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.index_string = app.index_string.replace("<html>", '<html lang="en">')
    app.layout = frame.shell()
    app.server.after_request(_with_policy)
    register(app, settings)
    return app


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8050) -> None:
    """Serve the application with waitress until interrupted; by default to this machine only."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waitress_serve(create_app(settings).server, host=host, port=port, threads=8)


def _with_policy(response: Any) -> Any:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
