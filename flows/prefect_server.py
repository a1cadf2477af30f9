"""A Prefect server to talk to: the user's own, or one started here on loopback and ended by its process id.

Nothing of Prefect may be imported before `prefect_server` has set the environment: Prefect reads it once.
"""

from __future__ import annotations

import base64
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from analytics.errors import WarehouseNotWritable
from flows.errors import SchedulerUnavailable
from flows.printing import say

LOOPBACK = "127.0.0.1"
USUAL_PORT = 4200
START_SECONDS = 120
STOP_SECONDS = 30
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_API_HOST": LOOPBACK,
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # the default of 20 is thin
    "PREFECT_CLI_PROMPT": "false",
}


@contextmanager
def prefect_server(home: Path) -> Iterator[str]:
    """The API address in use while inside; ``home`` is where an own server keeps its state.

    Raises SchedulerUnavailable when the server does not answer within `START_SECONDS`.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    signal.signal(signal.SIGTERM, _leave)
    given = os.environ.get("PREFECT_API_URL")
    if given:
        wait_until_healthy(given, START_SECONDS)
        yield given
        return
    with own_server(home) as url:
        os.environ["PREFECT_API_URL"] = url
        yield url


@contextmanager
def own_server(home: Path) -> Iterator[str]:
    """Start a server as a child process, wait until it is healthy, and end it on leaving."""
    _prepare(home)
    log = home / "server.log"
    # Between looking for a free port and taking it, somebody else may have been quicker.
    for tries_left in (2, 1, 0):
        child, url = _started(log)
        try:
            wait_until_healthy(url, START_SECONDS, child, log)
            break
        except SchedulerUnavailable:
            stop(child)
            if not tries_left:
                raise
    try:
        say(f"Prefect server on {url.removesuffix('/api')} (process {child.pid}, log {log})")
        yield url
    finally:
        stop(child)


def _started(log: Path) -> tuple[subprocess.Popen[bytes], str]:
    port = free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", LOOPBACK, "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    with log.open("ab") as output:
        # A session of its own: Ctrl-C reaches us first, and the schedule is paused in good order.
        child = subprocess.Popen(  # noqa: S603 - our own interpreter with fixed words
            command, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    return child, f"http://{LOOPBACK}:{port}/api"


def wait_until_healthy(
    url: str, seconds: float, child: subprocess.Popen[bytes] | None = None, log: Path | None = None
) -> None:
    """Return when ``url``/health answers; raises SchedulerUnavailable when late or when ``child`` ended."""
    where = f"; its log is {log}" if log else ""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if child is not None and child.poll() is not None:
            raise SchedulerUnavailable(f"The Prefect server ended with code {child.returncode} at its start{where}.")
        # Anyone's server is healthy; only our own takes the password.
        if is_healthy(url, "health" if child is None else "admin/version"):
            return
        time.sleep(0.5)
    raise SchedulerUnavailable(f"The Prefect server at {url} did not answer within {seconds:g} seconds{where}.")


def is_healthy(url: str, path: str = "health") -> bool:
    """Whether a Prefect API answers at ``url`` and, for a ``path`` that asks for it, takes our password."""
    secret = base64.b64encode(os.environ.get("PREFECT_API_AUTH_STRING", "").encode()).decode()
    asked = urllib.request.Request(f"{url}/{path}", headers={"Authorization": f"Basic {secret}"})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310 - the user's or our address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def stop(child: subprocess.Popen[bytes], word: signal.Signals = signal.SIGTERM) -> None:
    """End ``child``: asked with ``word`` first, then its whole session is forced; nothing else is touched."""
    if child.poll() is None:
        child.send_signal(word)
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait(STOP_SECONDS)


def free_port() -> int:
    """The usual port of Prefect where it is free, else any free one."""
    for port in (USUAL_PORT, 0):
        try:
            with socket.create_server((LOOPBACK, port)) as listener:
                return int(listener.getsockname()[1])
        except OSError:
            continue
    raise SchedulerUnavailable("No free port on 127.0.0.1 for the Prefect server.")


def _prepare(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseNotWritable(f"The folder {home} cannot be made: {error.strerror}.") from None
    os.environ.setdefault("PREFECT_HOME", str(home))
    # Who reaches the API can start processes as this user: on a shared machine loopback alone is not enough.
    password = os.environ.setdefault("PREFECT_SERVER_API_AUTH_STRING", f"aperture:{secrets.token_urlsafe(24)}")
    os.environ.setdefault("PREFECT_API_AUTH_STRING", password)


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave on SIGTERM as on a normal end, so that what was started here is ended too."""
    raise SystemExit(0)
