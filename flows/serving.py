"""The process that serves the schedule: started, watched and ended by `aperture schedule`.

It is a process of its own because Prefect's runner, asked to end at a bad moment, hangs; its parent does not.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys

from analytics.errors import ApertureError
from flows.prefect_server import stop


def serve_in_child(cron: str, parameters: dict[str, str | None]) -> int:
    """Serve until the child ends, and give its exit code; ended early, this process ends the child first."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "flows.serving", cron, json.dumps(parameters)], start_new_session=True
    )
    try:
        return child.wait()
    finally:
        stop(child, signal.SIGINT)


def main() -> None:
    """Entry point of the child: the cron and the flow's parameters as JSON are its two arguments."""
    # Ignored where the parent was started in the background of a script; it is how the parent ends us.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from flows.nightly import serve

    try:
        serve(sys.argv[1], json.loads(sys.argv[2]))
    except ApertureError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
