"""Mistakes that only the command line can meet; the rest are in `analytics.errors`."""

from __future__ import annotations

from analytics.errors import ApertureError


class UnknownTable(ApertureError):
    """No published table has this name."""

    exit_code = 30


class PortTaken(ApertureError):
    """Another program listens on the port asked for, or the address is not one of this machine."""

    exit_code = 31


class SchedulerUnavailable(ApertureError):
    """The Prefect server did not answer in time, or refused."""

    exit_code = 32
