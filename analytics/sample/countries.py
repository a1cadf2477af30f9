"""The countries the fictional institutions lie in: real ISO codes, weights only roughly like the world's."""

from __future__ import annotations

from typing import Final

COUNTRIES: Final[dict[str, tuple[str, int]]] = {
    "CN": ("China", 60),
    "US": ("United States", 58),
    "GB": ("United Kingdom", 26),
    "DE": ("Germany", 26),
    "FR": ("France", 24),
    "JP": ("Japan", 20),
    "IN": ("India", 18),
    "IT": ("Italy", 15),
    "CA": ("Canada", 13),
    "KR": ("South Korea", 12),
    "ES": ("Spain", 12),
    "AU": ("Australia", 11),
    "BR": ("Brazil", 10),
    "NL": ("Netherlands", 9),
    "RU": ("Russia", 9),
    "IR": ("Iran", 8),
    "CH": ("Switzerland", 8),
    "TW": ("Taiwan", 7),
    "SE": ("Sweden", 7),
    "PL": ("Poland", 6),
    "TR": ("Turkey", 6),
    "BE": ("Belgium", 6),
    "SG": ("Singapore", 6),
    "HK": ("Hong Kong", 6),
    "DK": ("Denmark", 4),
    "AT": ("Austria", 4),
    "NO": ("Norway", 4),
    "FI": ("Finland", 4),
    "PT": ("Portugal", 4),
    "CZ": ("Czechia", 4),
    "IL": ("Israel", 4),
    "SA": ("Saudi Arabia", 4),
    "MX": ("Mexico", 4),
    "ZA": ("South Africa", 4),
    "EG": ("Egypt", 3),
    "MY": ("Malaysia", 3),
    "GR": ("Greece", 3),
    "IE": ("Ireland", 3),
    "NZ": ("New Zealand", 3),
    "UA": ("Ukraine", 2),
    "PK": ("Pakistan", 2),
    "VN": ("Vietnam", 2),
    "AR": ("Argentina", 2),
    "CL": ("Chile", 2),
    "MO": ("Macao", 2),
    # The planted pair: only `pairs` writes works of these two, so that their cells are known exactly.
    "IS": ("Iceland", 2),
    "MT": ("Malta", 2),
}
"""Code to (English name, weight): the weight is the share of institutions and of works."""

PLANTED_PAIR: Final = ("IS", "MT")
COVERED: Final = frozenset({"CN", "RU", "IR", "KP"})
"""The countries of the demonstration profile's group, of which KP has no institution here."""
