"""The `aperture` command: a mistake of the user ends as one sentence on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from cyclopts import App, CycloptsError

from analytics.errors import ApertureError
from flows.commands import (
    build,
    demo,
    doctor,
    double,
    ingest,
    list_adding,
    lists,
    look,
    profile,
    publish,
    quarantine,
    schedule,
    tagger,
    taxonomy,
)

USAGE_ERROR = 2
INTERRUPTED = 130


def version() -> str:
    """Version of the installed distribution, or a word that says it runs from the source tree."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("aperture")
    except PackageNotFoundError:
        return "source tree"


app = App(
    name="aperture",
    help="How open, and how exposed, research collaboration in critical technologies is.",
    version=version,
    suppress_keyboard_interrupt=False,
    result_action="return_value",
)
COMMANDS: list[App | Callable[..., None]] = [
    *(demo.demo, ingest.app, quarantine.app, build.build, build.nightly, build.check),
    *(publish.report, publish.dashboard, schedule.schedule, look.tables, look.status, doctor.doctor),
    *(double.double, list_adding.app, lists.dispute, profile.app, taxonomy.app, tagger.app),
]
for command in COMMANDS:
    app.command(command)


def run(tokens: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code; ``tokens`` default to those of the process."""
    try:
        app(tokens, print_error=False, exit_on_error=False)
    except CycloptsError as error:
        return _say(f"{_sentence(str(error))} See 'aperture --help'.", USAGE_ERROR)
    except ApertureError as error:
        return _say(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _say("Interrupted.", INTERRUPTED)
    except BrokenPipeError:  # the reader of our output, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0


def main() -> None:
    """Entry point of the installed program."""
    sys.exit(run())


def _say(sentence: str, exit_code: int) -> int:
    print(sentence, file=sys.stderr)
    return exit_code


def _sentence(text: str) -> str:
    words = " ".join(text.split())
    return words if words.endswith((".", "?", "!")) else f"{words}."


if __name__ == "__main__":
    main()
