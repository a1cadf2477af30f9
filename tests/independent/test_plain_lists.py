"""Every column of the tables about lists, listings, profiles and disputes against the reference files and the works."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from plain_exposure import known
from plain_listings import IDS, bodies, listings_of, named, until_as_known
from test_plain_count import all_listings, reference, rows_of


def run_of(counted) -> dict:
    return rows_of(counted, "out_run", "true")[0]


def joined(values) -> str:
    return "; ".join(sorted(values))


def usable(counted, day: date | None) -> list[dict]:
    """Listings that editions of the build tell of, with their end as far as those know it."""
    rows = rows_of(counted, "ref_listing", "true")
    heard = [row for row in rows if day is None or row["known_from"] <= day]
    return [row | {"listed_until": until_as_known(row, day)} for row in heard]


def test_every_list_and_how_much_of_it_can_be_measured(counted):
    day, tables = run_of(counted)["known_on"], reference(counted)
    described = bodies(counted.staged, counted.entities)
    editions = [e for e in rows_of(counted, "ref_list_edition", "true") if day is None or e["published"] <= day]
    lists = {row["list_id"]: row for row in rows_of(counted, "out_list", "true")}
    present = {one.listing_id for mine in all_listings(counted).values() for one in mine}
    assert set(lists) == {row["list_id"] for row in rows_of(counted, "ref_list", "true")}
    for given in rows_of(counted, "ref_list", "true"):
        mine = [row for row in usable(counted, day) if row["list_id"] == given["list_id"]]
        whole = [row["listing_id"] for row in mine if row["unit_scope"] == "whole"]
        resolved = [listing for listing in whole if is_resolved(tables, described, listing)]
        own = sorted((e for e in editions if e["list_id"] == given["list_id"]), key=lambda e: e["edition_no"])
        same = ("title", "issuer", "jurisdiction", "force", "source_url", "licence", "is_synthetic")
        assert lists[given["list_id"]] == {name: given[name] for name in ("list_id", *same)} | {
            "version": own[-1]["edition"] if own else None,
            "published": own[-1]["published"] if own else None,
            "editions": len(own),
            "first_published": min((e["published"] for e in own), default=None),
            "listings": len(mine),
            "resolved": len(resolved),
            "unresolved": len(whole) - len(resolved),
            "not_measurable": len(mine) - len(whole),
            "present_in_corpus": sum(row["listing_id"] in present for row in mine),
            "copies_of_official": sum(row["evidence"] in ("official", "copy_of_official") for row in mine),
        }


def is_resolved(tables: dict, described: dict, listing: str) -> bool:
    """Some link of it is exact, and neither its ids nor the institution it leads to are disputed."""
    wrong = {d[key] for d in tables["ref_dispute"] if d["listing_id"] == listing for key in IDS if d[key]}
    for link in tables["ref_crosswalk"]:
        if (link["listing_id"], link["relation"]) == (listing, "exact") and (link["ror_id"] or link["openalex_id"]):
            bodies_named = {via for via, _ in named(link, described) if via in described}
            ids = {link[key] for key in IDS} | bodies_named | {described[via].ror for via in bodies_named}
            if not ids & wrong:
                return True
    return False


def test_every_listing_as_the_reference_files_give_it(counted):
    day = run_of(counted)["known_on"]
    lists = {row["list_id"]: row for row in rows_of(counted, "ref_list", "true")}
    editions, counts = rows_of(counted, "ref_list_edition", "true"), defaultdict(set)
    for institution, mine in all_listings(counted).items():
        for one in mine:
            counts[one.listing_id].add(institution)
    rors = defaultdict(set)
    for link in rows_of(counted, "ref_crosswalk", "relation = 'exact' and ror_id is not null"):
        rors[link["listing_id"]].add(link["ror_id"])
    found = {row["listing_id"]: row for row in rows_of(counted, "out_listing", "true")}
    every = rows_of(counted, "ref_listing", "true")
    assert set(found) == {row["listing_id"] for row in every}
    for given in every:
        of = lists[given["list_id"]]
        own = [e for e in editions if e["list_id"] == given["list_id"] and e["published"] >= given["known_from"]]
        own = [e["edition"] for e in own if given["known_until"] is None or e["published"] < given["known_until"]]
        same = set(found[given["listing_id"]]) & set(given)
        assert found[given["listing_id"]] == {name: given[name] for name in same} | {
            "list_title": of["title"],
            "legal_basis": given["legal_basis"] or of["legal_basis"],
            "source_url": given["source_url"] or of["source_url"],
            "institution_ids": joined(counts[given["listing_id"]]),
            "ror_ids": joined(rors[given["listing_id"]]),
            "editions": joined(own),
            "is_known": day is None or given["known_from"] <= day,
        }


def test_every_profile_in_words(counted):
    countries, lists = defaultdict(set), defaultdict(set)
    for row in rows_of(counted, "ref_profile_country", "true"):
        countries[row["profile_id"]].add(row["country_code"])
    levels = defaultdict(set)
    for row in rows_of(counted, "ref_profile_list", "true"):
        lists[row["profile_id"]].add(row["list_id"])
        levels[row["profile_id"]] |= {row["evidence"]} - {None}
    found = {row["profile_id"]: row for row in rows_of(counted, "out_profile", "true")}
    given = {row["profile_id"]: row for row in rows_of(counted, "ref_profile", "true")}
    assert set(found) == set(given)
    for name, row in found.items():
        variants = {"country"} if countries[name] else set()
        variants |= {"listed_then", "listed_now"} if lists[name] else set()
        assert row["lists"] in {joined(lists[name]), joined([*lists[name]] * max(1, len(levels[name])))}
        assert row["evidence"] == min(levels[name], default="")
        assert (row["countries"], row["variants"]) == (joined(countries[name]), joined(variants))
        for same in ("title", "version", "hk_mo", "source_url", "description", "is_synthetic"):
            assert row[same] == given[name][same]


def test_what_every_listing_says_of_an_institution(counted):
    as_of = run_of(counted)["as_of"]
    given = {row["listing_id"]: row for row in rows_of(counted, "out_listing", "true")}
    names = {r["institution_id"]: r["institution_name"] for r in rows_of(counted, "stg_institution", "true")}
    for row in rows_of(counted, "out_institution_listing", "true"):
        (one,) = [o for o in all_listings(counted)[row["institution_id"]] if o.listing_id == row["listing_id"]]
        listing = given[row["listing_id"]]
        for same in ("list_id", "list_title", "name_as_listed", "evidence", "listed_from_precision", "source_url"):
            assert row[same] == listing[same], same
        assert row["institution_name"] == names[row["institution_id"]]
        assert row["is_listed_now"] == one.on(as_of)
        works = [work for work in counted.works if row["institution_id"] in work.institutions]
        assert row["works_then"] == sum(one.on(work.published) for work in works)


def test_whose_works_a_disputed_link_would_have_moved(counted):
    run, tables = run_of(counted), reference(counted)
    described = bodies(counted.staged, counted.entities)
    as_if_not = listings_of(tables | {"ref_dispute": []}, described, run["known_on"])
    lists = {row["listing_id"]: row for row in rows_of(counted, "out_listing", "true")}
    wrong = rows_of(counted, "out_dispute", "true")
    names = {r["institution_id"]: r["institution_name"] for r in rows_of(counted, "stg_institution", "true")}
    said = {(d["listing_id"], d[key]): d for d in tables["ref_dispute"] for key in IDS if d[key]}
    expected = {}
    for row in wrong:
        listing = lists[row["listing_id"]]
        for same in ("list_id", "list_title", "name_as_listed"):
            assert row[same] == listing[same]
        assert row["institution_name"] == names.get(row["institution_id"])
        own = said.get((row["listing_id"], row["institution_id"]))
        assert own is None or (row["reason"], row["disputed_on"]) == (own["reason"], own["disputed_on"])
        ways = [o for o in as_if_not.get(row["institution_id"], []) if o.listing_id == row["listing_id"]]
        for work in counted.works if row["relation"] else ():
            if row["institution_id"] in work.institutions and ways:
                then, now = ways[0].on(work.published), ways[0].on(run["as_of"])
                for unit in known(work.institutions) if then or now else ():
                    had = expected.setdefault((unit, row["listing_id"], row["institution_id"]), [0, 0, row])
                    expected[unit, row["listing_id"], row["institution_id"]] = [had[0] + then, had[1] + now, row]
    found = rows_of(counted, "out_institution_dispute", "true")
    assert {(r["institution_id"], r["listing_id"], r["disputed_id"]) for r in found} == set(expected)
    for row in found:
        then, now, link = expected[row["institution_id"], row["listing_id"], row["disputed_id"]]
        assert (row["works_then"], row["works_now"]) == (then, now)
        assert row["disputed_name"] == link["institution_name"]
        for same in ("list_title", "name_as_listed", "reason", "disputed_on"):
            assert row[same] == link[same]


def test_every_number_of_a_profile_says_how_hong_kong_counts(counted):
    told = {row["profile_id"]: row["hk_mo"] for row in rows_of(counted, "ref_profile", "true")}
    having = "select table_name as t from duckdb_columns() where table_name like 'out_%' and column_name = '{}'"
    tables = [{r["t"] for r in counted.published.rows(having.format(name))} for name in ("profile_id", "hk_mo")]
    for table in tables[0] & tables[1]:
        found = counted.published.rows(f"select distinct profile_id, hk_mo from {table}")
        assert all(row["hk_mo"] == told[row["profile_id"]] for row in found), table
    # What leads to works or lists, and what is told apart by cause or choice, points to the profile.
    others = {
        "out_evidence",
        "out_evidence_work",
        "out_change",
        "out_sensitivity",
        "out_hindcast",
        "out_substitute_skill",
    }
    assert tables[0] - tables[1] == others
