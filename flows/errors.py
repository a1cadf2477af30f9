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


class UnknownPart(ApertureError):
    """No part in the warehouse has this id, or several begin with it."""

    exit_code = 33


class UnknownLine(ApertureError):
    """The part has no bad record on this line."""

    exit_code = 34


class OutputNotWritable(ApertureError):
    """The file to write exists already, or cannot be written."""

    exit_code = 35


class MendedFileDiffers(ApertureError):
    """A mended file holds another number of records than are in quarantine."""

    exit_code = 36
