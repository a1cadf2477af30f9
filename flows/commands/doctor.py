"""`doctor`: what is missing on this machine and how to mend it."""

from __future__ import annotations

from analytics.errors import MissingOnThisMachine
from flows.commands.options import Config, Warehouse, settings_from
from flows.printing import print_table


def doctor(*, warehouse: Warehouse = None, config: Config = None) -> None:
    """Show what is missing on this machine and how to mend it; optional things do not fail."""
    from analytics.settings import REPOSITORY
    from flows.machine import examine

    settings = settings_from(warehouse, config)
    findings = examine(settings.warehouse, REPOSITORY / "pyproject.toml")
    rows = [
        (
            f.name,
            "ok" if f.is_there else ("MISSING" if f.is_needed else "missing, optional"),
            "" if f.is_there else f.mending,
        )
        for f in findings
    ]
    print_table(("what", "state", "how to mend it"), rows)
    missing = [finding.name for finding in findings if not finding.is_ok]
    if missing:
        raise MissingOnThisMachine(f"Missing on this machine: {', '.join(missing)}.")
