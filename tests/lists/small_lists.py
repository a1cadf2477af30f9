"""A reference root with one SYNTHETIC list, a SYNTHETIC dump of ROR, and the command line that works on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.lists.catalogue import Catalogue, read_catalogue
from analytics.reference.ror import is_ror_id
from analytics.settings import Settings
from flows.cli import run

LIST_TOML = """\
title = "SYNTHETIC list"
issuer = "SYNTHETIC issuer"
jurisdiction = "CA"
force = "policy"
legal_basis = "none"
source_url = "https://example.org"
version = "2020"
published = 2020-02-03
retrieved = 2020-02-04
licence = "SYNTHETIC licence"
redistributable = true
rows_min = 6
rows_max = 6
maintenance = []
is_synthetic = true
"""
HEADER = (
    "listing_id,name_as_listed,country_code,category,unit_scope,listed_from,listed_from_precision,listed_until,evidence"
)
ENTRIES = f"""\
{HEADER}
synthetic_list/north,SYNTHETIC University of the North,CN,,whole,2015-01-01,day,2018-01-01,synthetic
synthetic_list/north@2,SYNTHETIC University of the North,CN,,whole,2019-01-01,day,,synthetic
synthetic_list/northern,SYNTHETIC Northern Universty,CN,,whole,,edition,,synthetic
synthetic_list/twin,SYNTHETIC Twin Hospital,CN,,whole,,edition,,synthetic
synthetic_list/unit,SYNTHETIC Key Laboratory,CN,,unit_only,,edition,,synthetic
synthetic_list/lonely,Zzyzx,IR,,whole,,edition,,synthetic
"""
ALIASES = "listing_id,alias,kind\nsynthetic_list/north,SYNTHETIC Polytechnic,former\n"
CROSSWALK = "listing_id,ror_id,openalex_id,relation,method,confidence,is_reviewed\n"


def ror_id(number: int) -> str:
    """A ROR id that checks, made from a number up to 99."""
    stem = f"0synt{number // 10}{number % 10}"
    return next(f"{stem}{check:02}" for check in range(100) if is_ror_id(f"{stem}{check:02}"))


NORTH, NORTHERN, TWIN, OTHER_TWIN, ENDED, ABROAD = map(ror_id, range(1, 7))


def organisation(key: str, name: str, country: str = "CN", status: str = "active") -> dict[str, Any]:
    return {
        "id": f"https://ror.org/{key}",
        "status": status,
        "names": [{"value": name, "types": ["ror_display", "label"]}],
        "types": ["education"],
        "locations": [{"geonames_details": {"country_code": country, "country_name": "SYNTHETIC"}}],
        "relationships": [],
    }


@dataclass(frozen=True)
class Place:
    root: Path
    ror: Path
    config: Path

    @property
    def folder(self) -> Path:
        return self.root / "watchlists" / "synthetic_list"

    def settings(self) -> Settings:
        return Settings(reference=[self.root], warehouse=self.root / "warehouse")

    def catalogue(self) -> Catalogue:
        return read_catalogue(self.settings())

    def run(self, *words: object) -> int:
        return run([*map(str, words), "--config", str(self.config), "--warehouse", str(self.root / "warehouse")])
