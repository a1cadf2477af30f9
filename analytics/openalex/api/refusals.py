"""Refusals of the API after which something can still be done; all others end the run."""

from __future__ import annotations

from analytics.errors import ApiRefused


class CursorRefused(ApiRefused):
    """The cursor has expired or is not valid: the partition can be begun anew."""


class PlanRefused(ApiRefused):
    """The plan of the key does not cover the request: it can be asked in another way."""
