"""The links of the shipped lists against the records of ROR beside the checkout, compared by a rule of its own."""

from __future__ import annotations

import gzip
import json
import unicodedata

import polars as pl
import pytest

from analytics.reference import load_reference
from analytics.reference.ror import is_ror_id
from analytics.settings import REPOSITORY, Settings

ROR = REPOSITORY.parent / "shared" / "data" / "ror" / "ror_latest.jsonl.gz"
ACADEMY = ("chinese academy of sciences", "china academy of science", "chinese academy of science")


@pytest.fixture(scope="module")
def links() -> pl.DataFrame:
    tables = load_reference(Settings())
    return tables["ref_crosswalk"].join(tables["ref_listing"], on="listing_id")


@pytest.fixture(scope="module")
def aliases() -> dict[str, list[str]]:
    frame = load_reference(Settings())["ref_listing_alias"].filter(kind="name")
    return dict(frame.group_by("listing_id").agg("alias").rows())


@pytest.fixture(scope="module")
def records(links) -> dict[str, dict]:
    if not ROR.exists():
        pytest.skip("needs ../shared/data/ror, which is not part of the repository")
    wanted, found = set(links["ror_id"]), {}
    with gzip.open(ROR, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"][-9:] in wanted:
                found[record["id"][-9:]] = record
    return found


def countries(record: dict) -> set[str]:
    if "locations" in record:
        return {place["geonames_details"]["country_code"] for place in record["locations"]}
    return {record["country"]["country_code"]}


def plain(name: str) -> str:
    """Letters and digits of any script, without accents; a bracketed part and the article do not count."""
    folded = unicodedata.normalize("NFKD", name.lower().replace("&", " and "))
    folded = "".join(c for c in folded if not unicodedata.combining(c) and c not in "'’‘`")
    outside = "".join(part.partition(")")[2] if n else part for n, part in enumerate(folded.split("(")))
    words = "".join(c if c.isalnum() else " " for c in outside).split()
    return " ".join(word for word in words if word != "the")


def names_of(record: dict) -> set[str]:
    if "names" in record:
        return {plain(name["value"]) for name in record["names"] if name["types"] != ["acronym"]}
    labels = [label["label"] for label in record.get("labels", [])]
    return {plain(name) for name in [record["name"], *record.get("aliases", []), *labels]}


def without_academy(name: str) -> str:
    for parent in ACADEMY:
        name = " ".join(name.replace(parent, " ").split())
    return name.removeprefix("s ")


def test_every_identifier_has_a_right_checksum(links):
    assert all(is_ror_id(ror_id) for ror_id in links["ror_id"].drop_nulls())


def test_linked_records_are_active_and_in_the_country_of_the_listing(links, records):
    for link in links.rows(named=True):
        record = records.get(link["ror_id"])
        if record:
            assert record["status"] == "active", link["listing_id"]
            assert link["country_code"] in countries(record), link["listing_id"]


def test_a_record_that_could_not_be_read_says_so(links, records):
    unread = links.filter(~pl.col("ror_id").is_in(list(records)))
    assert unread["ror_id"].n_unique() == 5
    assert unread["note"].str.contains("not in the copy at hand").all()


def test_automatic_links_rest_on_an_equal_name_or_alias(links, records, aliases):
    automatic = links.filter(pl.col("list_id") != "ca_nro", relation="exact", is_reviewed=False)
    checked = 0
    for link in automatic.rows(named=True):
        if link["ror_id"] in records:
            names = names_of(records[link["ror_id"]])
            listed = [link["name_as_listed"], *aliases.get(link["listing_id"], [])]
            equal = {plain(name) for name in listed} & names
            shorter = {without_academy(plain(link["name_as_listed"]))} & {without_academy(n) for n in names}
            assert equal or shorter, link["listing_id"]
            checked += 1
    assert checked > 200
