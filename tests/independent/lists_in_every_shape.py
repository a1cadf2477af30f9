"""A SYNTHETIC reference root whose one list has every shape a listing can take, and sample works that meet it.

In the sample I9990000048 is the parent of …095, …134 and …168. Some institutions get made-up ROR ids here, and one a
system above it, as older records have.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

LIST = "synthetic_shapes"
ROR = {"I9990000015": "0zzzzz1", "I9990000062": "0zzzzz2", "I9990000016": "0zzzzz3"}
SYSTEM = "I9990000001"
IN_SYSTEM = "I9990000010"
BELOW = "I9990000030"
MERGED = {
    "I9990000021": "I9990000020",
    "I9990009001": "I9990000020",
    "I9990009002": "I9990000048",
    "I9990009003": "I9990000002",
    "I9990009004": SYSTEM,
}
"""Old id → the institution that is left. Works carry the first; a listing, lineage, dispute and system the others."""


def ror(seven: str) -> str:
    number = 0
    for character in seven:
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(character)
    return f"{seven}{98 - number * 100 % 97:02d}"


def with_ror_and_system(paths: Iterable[Path], to: Path) -> Path:
    """The works of `paths` in one file, with ROR ids and lineages added to their institutions."""
    with gzip.open(to, "wt", encoding="utf-8") as file:
        for path in paths:
            for line in gzip.decompress(path.read_bytes()).splitlines():
                record = json.loads(line)
                for authorship in record["authorships"]:
                    for i in authorship["institutions"]:
                        own = i["id"].rsplit("/", 1)[-1]
                        if own in ROR:
                            i["ror"] = f"https://ror.org/{ror(ROR[own])}"
                        if own == IN_SYSTEM:
                            i["lineage"].append(f"https://openalex.org/{SYSTEM}")
                        if own == BELOW:
                            i["lineage"].append("https://openalex.org/I9990009002")
                file.write(json.dumps(record) + "\n")
    return to


ENTRIES = """\
listing_id,name_as_listed,country_code,category,unit_scope,listed_from,listed_from_precision,listed_until,evidence,first_edition,last_edition
{0}/parent,SYNTHETIC parent,CN,,whole,2018-03-01,day,,copy_of_official,first,
{0}/child,SYNTHETIC child,CN,,whole,2021-01-01,day,,secondary,second,
{0}/merged,SYNTHETIC merged,RU,,whole,,edition,,copy_of_official,first,
{0}/gone,SYNTHETIC gone,IR,,whole,2017-01-01,year,,copy_of_official,first,first
{0}/gone@2,SYNTHETIC gone,IR,,whole,2023-01-01,day,,secondary,third,
{0}/system,SYNTHETIC system,FR,,whole,2018-01-01,day,,copy_of_official,first,
{0}/wrong,SYNTHETIC wrong,DE,,whole,2018-01-01,day,,copy_of_official,first,
{0}/lab,SYNTHETIC lab,CN,,unit_only,2018-01-01,day,,copy_of_official,first,
{0}/heard,SYNTHETIC heard of,JP,,whole,2018-01-01,day,,secondary,first,
{0}/late,SYNTHETIC late,US,,whole,2016-01-01,day,,secondary,third,
{0}/moved,SYNTHETIC moved,CN,,whole,2019-01-01,day,,secondary,first,
"""
FILES = {
    "watchlists/{0}/list.toml": """\
title = "SYNTHETIC list of every shape"
issuer = "SYNTHETIC issuer"
jurisdiction = "SYNTHETIC"
force = "policy"
legal_basis = "none"
source_url = "https://example.org"
version = "third"
published = 2023-06-15
retrieved = 2023-06-15
licence = "none"
redistributable = true
rows_min = 11
rows_max = 11
maintenance = []
is_synthetic = true
""",
    "watchlists/{0}/editions.csv": """\
edition,published,published_precision,source_url,retrieved,rows,evidence
first,2019-06-15,day,https://example.org,2019-06-15,,synthetic
second,2021-06-15,day,https://example.org,2021-06-15,,synthetic
third,2023-06-15,day,https://example.org,2023-06-15,,synthetic
""",
    "watchlists/{0}/entries.csv": ENTRIES,
    "watchlists/{0}/crosswalk.csv": """\
listing_id,ror_id,openalex_id,relation,method,confidence,is_reviewed,propagate_to_children
{0}/parent,,I9990000048,exact,synthetic,1,true,true
{0}/child,,I9990000095,exact,synthetic,1,true,
{0}/merged,{before},,exact,synthetic,1,true,
{0}/gone,{gone},,exact,synthetic,1,true,
{0}/system,,I9990000001,exact,synthetic,1,true,true
{0}/wrong,,I9990000002,exact,synthetic,1,true,
{0}/lab,,I9990000003,part_of,synthetic,1,true,
{0}/heard,,I9990000004,exact,synthetic,1,true,
{0}/late,,I9990000005,exact,synthetic,1,true,
{0}/moved,,I9990009001,exact,synthetic,1,true,
""",
    "institutions/successors.csv": """\
ror_id,successor_ror_id,effective_on,effective_precision,source_url,evidence
{before},{after},2020-07-01,day,https://example.org,synthetic
""",
    "institutions/super_systems.csv": """\
openalex_id,institution_name,source_url
I9990009004,SYNTHETIC system,https://example.org
""",
    "disputes.csv": """\
listing_id,institution_id,reason,disputed_on
{0}/parent,I9990000168,SYNTHETIC child that is none,2024-01-01
{0}/wrong,I9990009003,SYNTHETIC false friend,2024-01-01
""",
    "profiles/synthetic-shapes.toml": """\
title = "SYNTHETIC every listing"
version = "1"
source_url = "https://example.org"
description = "SYNTHETIC"
hk_mo = "own"
lists = ["{0}"]
countries = []
country_groups = []
is_synthetic = true
""",
}


def write_root(folder: Path) -> Path:
    """The reference root, with a second profile that takes only copies of the official list."""
    named = {"before": ror(ROR["I9990000015"]), "after": ror(ROR["I9990000062"]), "gone": ror(ROR["I9990000016"])}
    whole = FILES["profiles/synthetic-shapes.toml"]
    files = FILES | {"profiles/synthetic-checked.toml": f'{whole}evidence = "copy_of_official"\n'}
    for name, content in files.items():
        path = folder / name.format(LIST)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.format(LIST, **named), encoding="utf-8")
    return folder
