"""The one place where a number becomes text, so that the same figure reads the same everywhere."""

from __future__ import annotations

from datetime import date, datetime

NOT_KNOWN = "–"
_SPACE = "\N{NO-BREAK SPACE}"
# Written out, because strftime follows the locale of the machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def count(number: float | None) -> str:
    """A whole number with separators: 12345 -> '12,345'; nothing known -> '–'."""
    return NOT_KNOWN if number is None else f"{round(number):,}"


def works(number: int) -> str:
    """A number of works with its noun: 1 -> '1 work', 1200 -> '1,200 works'."""
    return f"{count(number)}{_SPACE}{'work' if number == 1 else 'works'}"


def percent(share: float | None) -> str:
    """A fraction 0..1 as per cent with one decimal: 0.0812 -> '8.1 %'. Small is never rounded to nothing."""
    return NOT_KNOWN if share is None else f"{_points(share)}{_SPACE}%"


def between(low: float | None, high: float | None) -> str:
    """Two fractions 0..1 as a range in per cent: (0.047, 0.136) -> '4.7–13.6 %'."""
    if low is None or high is None:
        return NOT_KNOWN
    return f"{_points(low)}–{_points(high)}{_SPACE}%"


def day(value: date | datetime | str | None) -> str:
    """A date, timestamp or ISO text as '3 May 2026'."""
    if value is None:
        return NOT_KNOWN
    found = as_date(value)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def as_date(value: date | datetime | str) -> date:
    """The calendar day of a date, timestamp or ISO text."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value


def years(first: int | None, last: int | None) -> str:
    """A span of years: (2015, 2025) -> '2015–2025', one year alone when both are the same."""
    if first is None or last is None:
        return NOT_KNOWN
    return str(first) if first == last else f"{first}–{last}"


def _points(share: float) -> str:
    if 0 < share < 0.0005:
        return "<0.1"
    return "100" if share == 1 else f"{100 * share:.1f}"
