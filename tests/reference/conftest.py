"""A small reference root of its own (SYNTHETIC), which a test breaks in one place and loads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from analytics.reference import load_reference
from analytics.settings import Settings

FILES = {
    "watchlists/synthetic_list/list.toml": """\
title = "SYNTHETIC list"
issuer = "SYNTHETIC issuer"
jurisdiction = "CA"
force = "policy"
legal_basis = "none"
source_url = "https://example.org"
version = "2020"
published = 2020-02-03
retrieved = 2020-02-04
licence = "none"
redistributable = true
rows_min = 2
rows_max = 3
maintenance = []
is_synthetic = true
""",
    "watchlists/synthetic_list/editions.csv": """\
edition,published,published_precision,source_url,retrieved,rows,evidence
2018,2018-05-06,day,https://example.org,2018-05-07,,synthetic
2020,2020-02-03,day,https://example.org,2020-02-04,2,synthetic
""",
    "watchlists/synthetic_list/entries.csv": """\
listing_id,name_as_listed,country_code,category,unit_scope,listed_from,listed_from_precision,listed_until,evidence
synthetic_list/a,SYNTHETIC University A,NA,,whole,2019-01-01,day,,synthetic
synthetic_list/b,SYNTHETIC Institute B,FR,,whole,,edition,2021-12-31,synthetic
""",
    "watchlists/synthetic_list/aliases.csv": """\
listing_id,alias,kind
synthetic_list/a,SYNTHETIC A,weak
""",
    "watchlists/synthetic_list/crosswalk.csv": """\
listing_id,ror_id,openalex_id,relation,method,confidence,is_reviewed
synthetic_list/a,013w2d378,,exact,name_exact,0.99,false
synthetic_list/b,,I9990000001,exact,synthetic,1,true
""",
    "disputes.csv": """\
listing_id,institution_id,reason,disputed_on
synthetic_list/a,013w2d378,SYNTHETIC reason,2021-05-06
""",
    "countries/groups.csv": """\
group_id,country_code,valid_from,valid_until,evidence,source_url
SYNTHETIC_OLD,NA,2000-01-01,2005-12-31,synthetic,
SYNTHETIC_NEW,NA,2004-01-01,2010-12-31,synthetic,
SYNTHETIC_NEW,FR,2004-01-01,,synthetic,
""",
    "countries/aliases.csv": """\
country_code,alias,kind,part_of,only_with,not_with,postal,source
NA,SYNTHETIC land,name,,,,,SYNTHETIC
""",
    "openalex/excluded_institutions.csv": """\
institution_id,institution_name,reason,source_url,reviewed_on
I9990000001,SYNTHETIC sink,SYNTHETIC reason,https://example.org,2020-02-04
""",
    "profiles/synthetic-profile.toml": """\
title = "SYNTHETIC profile"
version = "1"
source_url = "https://example.org"
description = "SYNTHETIC"
hk_mo = "own"
lists = ["synthetic_list"]
countries = ["HK"]
country_groups = ["SYNTHETIC_OLD", "SYNTHETIC_NEW"]
is_synthetic = true
""",
    "trust_sets/synthetic-set.toml": """\
title = "SYNTHETIC trust set"
version = "1"
source_url = "chosen by the user"
description = "SYNTHETIC"
countries = ["JP"]
country_groups = ["SYNTHETIC_OLD"]
is_synthetic = true
""",
    "taxonomies/technologies/synthetic_technology.toml": """\
name = "SYNTHETIC technology"
group = "SYNTHETIC group"
definition = "SYNTHETIC"
topics = [
    { id = "T10036", role = "core", name = "any label" },
]
official = [
    { list = "EU", code = "EU2", name = "Artificial intelligence" },
]
[phrases]
include = [
    "synthetic phrase",
    "iter",
]
exclude = []
""",
    "openalex/work_types.csv": """\
source_type,work_type,is_research
synthetic-type,other,false
""",
}

Tables = dict[str, pl.DataFrame]
Changes = dict[str, tuple[str, str]]
Load = Callable[..., Tables]


@pytest.fixture
def load_with(tmp_path: Path) -> Load:
    """Load the repository's data and the small root, in which ``old`` became ``new`` in one file."""

    def load(file: str = "", old: str = "", new: str = "", more: Changes | None = None) -> Tables:
        changes = {file: (old, new), **(more or {})}
        for name, content in FILES.items():
            if name in changes:
                assert changes[name][0] in content
                content = content.replace(*changes[name], 1)
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return load_reference(Settings(reference=[tmp_path]))

    return load
