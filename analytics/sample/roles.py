"""Which fictional institutions play a part in a planted truth, and since when the fictional list names some.

The dates are those of ``data/synthetic/watchlists/synthetic_watchlist/entries.csv``; a test compares both.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from analytics.sample.countries import PLANTED_PAIR
from analytics.sample.institutions import BY_COUNTRY, INSTITUTIONS, Institution, nth

TREND_UNIT: Final = nth("FR", 0)
TREND_TECHNOLOGY: Final = "quantum_computing"
TREND_LISTED: Final = nth("CN", 0)
TREND_LISTED_FROM: Final = date(2019, 5, 1)
TREND_UNLISTED: Final = (nth("CN", 7), nth("CN", 9), nth("CN", 10))
"""Counterparts of the trend unit in China that no list names."""
TREND_HONG_KONG: Final = nth("HK", 0)

INDIRECT_UNIT: Final = nth("NL", 3)
INDIRECT_BRIDGE: Final = nth("DE", 3)
INDIRECT_LISTED: Final = nth("CN", 6)

COMPANY: Final = nth("JP", 0, "company")
COMPANY_TECHNOLOGY: Final = "semiconductor_fabrication"

_PAIR: Final = [i for country in PLANTED_PAIR for i in BY_COUNTRY[country]]
# A truth stays countable where no background work touches these.
_RESERVED: Final = {
    INDIRECT_UNIT,
    INDIRECT_BRIDGE,
    COMPANY,
    *_PAIR,
}
ORDINARY: Final[tuple[Institution, ...]] = tuple(i for i in INSTITUTIONS if i not in _RESERVED)
