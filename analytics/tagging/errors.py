"""Mistakes that only tagging can meet; the rest are in `analytics.errors`."""

from __future__ import annotations

from analytics.errors import ApertureError


class TaggerDamaged(ApertureError):
    """The frozen tag model is there but cannot be read."""

    exit_code = 80


class LabelledWorksNotUsable(ApertureError):
    """A folder given for training or evaluation has not the labelled works that these need."""

    exit_code = 81


class TextsNotUsable(ApertureError):
    """A file of titles and abstracts to score cannot be read, or has not the columns it needs."""

    exit_code = 82


class UnknownWork(ApertureError):
    """No work of the published warehouse has this id."""

    exit_code = 83
