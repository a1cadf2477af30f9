"""What is known of works, of technologies and of institutions, column by column against the plain count."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter, defaultdict
from datetime import date

import plain_prevalence as prevalence
import pytest
from plain_exposure import known, wilson
from plain_tags import path as reading_path
from plain_works import UNKNOWN, _shares, _strings, bare, country_of, string_country, title_and_abstract
from test_plain_count import all_listings, counterparts, listed, rows_of
from test_plain_detail import all_facts, close, share

SMALL = 5


def test_what_is_known_of_the_works_of_every_year(counted):
    found: dict[int, Counter] = defaultdict(Counter)
    for work in counted.works:
        record, n = counted.staged[work.work_id], found[work.year]
        n.update({"works": 1, "works_truncated": work.is_truncated, "works_without_abstract": not abstract(record)})
        n["unknown_institution_mass"] += float(work.institutions.get(UNKNOWN, 0))
        n["unknown_country_mass"] += float(work.countries.get(UNKNOWN, 0))
        n["works_hyperauthored"] += work.authors > 100 or (work.is_truncated and work.authors >= 100)
        n["works_without_topic"] += not bare((record.get("primary_topic") or {}).get("id"))
    rows = rows_of(counted, "out_coverage", "true")
    assert {row["year"] for row in rows} == set(found)
    for row in rows:
        n = found[row["year"]]
        for side in ("institution", "country"):
            n[f"coverage_{side}"] = 1 - n[f"unknown_{side}_mass"] / n["works"]
        close(row, {name: n[name] for name in row if name != "year"})


def abstract(record: dict) -> bool:
    return bool(title_and_abstract(record)[1].strip())


def test_works_and_international_share_of_every_technology_and_year(counted):
    found: dict[tuple, Counter] = defaultdict(Counter)
    for work in counted.works:
        for scope, technologies in work.scopes.items():
            for name in technologies:
                seen = found[name, scope, work.year]
                seen.update(works=1, international=len(known(work.countries)) > 1, v1=work.topic_model == "v1")
                seen.update(v2=work.topic_model == "v2", unknown=float(work.countries.get(UNKNOWN, 0)))
    rows = rows_of(counted, "out_technology", "true")
    names = {r["technology_id"]: r for r in rows_of(counted, "ref_technology", "true")}
    assert {(r["technology_id"], r["tag_scope"], r["year"]) for r in rows} == set(found)
    for row in rows:
        at = row["technology_id"], row["tag_scope"]
        n, before = found[*at, row["year"]], [found[at_] for at_ in found if at_[:2] == at and at_[2] < row["year"]]
        expected = {"works": n["works"], "international_works": n["international"]}
        expected |= {"works_topic_v1": n["v1"], "works_topic_v2": n["v2"], "coverage": 1 - n["unknown"] / n["works"]}
        close(row, expected | share("international_share", n["international"], n["works"]))
        assert row["is_topic_break"] == (n["v2"] > 0 and (n["v1"] > 0 or any(year["v1"] for year in before[-1:])))
        of = names.get(row["technology_id"], {"technology_name": "All works", "group_name": "All works"})
        assert (row["technology_name"], row["group_name"]) == (of["technology_name"], of["group_name"])


def test_what_the_records_lack(counted):
    has: Counter = Counter()
    for record in counted.staged.values():
        has.update(field for field, is_there in held(record).items() if is_there)
    works = len(counted.staged)
    rows = {row["field"]: row for row in rows_of(counted, "out_missing", "true")}
    assert set(rows) == set(held({}))
    for field, row in rows.items():
        missing = works - has[field]
        close(row, {"works": works, "missing": missing, "missing_share": missing / works})


def held(record: dict) -> dict[str, bool]:
    authorships = record.get("authorships") or []
    funders = [g for key in ("grants", "awards", "funders") for g in record.get(key) or []]
    return {
        "publication_date": record.get("publication_date") is not None,
        "updated_date": record.get("updated_date") is not None,
        "doi": record.get("doi") is not None,
        "title": (record.get("title") or record.get("display_name")) is not None,
        "language": record.get("language") is not None,
        "abstract": abstract(record),
        "authorships": bool(authorships),
        "affiliation_strings": any(string for a in authorships for string in _strings(a)),
        "mapped_strings": any(a.get("affiliations") for a in authorships),
        "institutions": any(i.get("id") for a in authorships for i in a.get("institutions") or []),
        "corresponding_author": any(a.get("is_corresponding") is not None for a in authorships),
        "topics": bool(record.get("topics")),
        "funders": any(g.get("funder_id") or g.get("funder") or g.get("id") for g in funders),
        "open_access": (record.get("open_access") or {}).get("is_oa") is not None,
        "citation_percentile": (record.get("citation_normalized_percentile") or {}).get("value") is not None,
    }


def test_every_institution_as_its_own_record_or_the_newest_work_describes_it(counted):
    all_facts(counted)
    carried = newest_carried(counted)
    works = defaultdict(list)
    for work in counted.works:
        for name in known(work.institutions):
            works[name].append(work.year)
    (run,) = rows_of(counted, "out_run", "true")
    rows = {row["institution_id"]: row for row in rows_of(counted, "out_institution", "true")}
    assert set(rows) == set(works)
    for name, row in rows.items():
        own, on_work, years = counted.entities.get(name, {}), carried[name], works[name]
        geo = own.get("geo") or {}
        listed_now = any(one.on(run["as_of"]) for one in all_listings(counted).get(name, []))
        assert row == {
            "institution_id": name,
            "institution_name": own.get("display_name") or on_work.get("display_name"),
            "country_code": counted.institutions[name].country,
            "institution_type": counted.institutions[name].kind,
            "ror_id": bare(own.get("ror")) or bare(on_work.get("ror")),
            "latitude": geo.get("latitude"),
            "longitude": geo.get("longitude"),
            "works": len(years),
            "first_year": min(years),
            "last_year": max(years),
            "is_listed_now": listed_now,
            "is_synthetic": name.startswith("I9990") and len(name) == 11,
        }


def newest_carried(counted) -> dict[str, dict]:
    found: dict[str, dict] = {}
    by_age = sorted(counted.staged.items())
    by_age.sort(key=lambda item: item[1].get("updated_date") or "", reverse=True)
    for _, record in by_age:
        for authorship in record.get("authorships") or []:
            for i in authorship.get("institutions") or []:
                if i.get("id"):
                    found.setdefault(bare(i["id"]), i)
    return found


def test_strings_that_share_no_word_with_the_name_of_their_institution(counted):
    names = {r["institution_id"]: r["institution_name"] for r in rows_of(counted, "stg_institution", "true")}
    links, without = Counter(), Counter()
    for record in counted.staged.values():
        for authorship in record.get("authorships") or []:
            for affiliation in authorship.get("affiliations") or []:
                string = affiliation.get("raw_affiliation_string")
                for name in {bare(i) for i in affiliation.get("institution_ids") or [] if i} if string else ():
                    links[name] += 1
                    without[name] += not words(string) & words(names.get(name))
    rows = {row["institution_id"]: row for row in rows_of(counted, "out_institution_link", "true")}
    assert set(rows) == set(links) & set(names)
    for name, row in rows.items():
        assert row["institution_name"] == names[name]
        n, k = links[name], without[name]
        close(row, {"links": n, "links_without_word": k, "share_without_word": k / n})


def words(text: str | None) -> set[str]:
    return set(re.sub("[^a-z0-9]+", " ", (text or "").lower()).split()) - {
        "of",
        "the",
        "and",
        "for",
        "de",
        "la",
        "du",
        "des",
        "in",
    }


def test_how_common_a_technology_is_on_every_path(counted):
    paths = {work.work_id: reading_path(counted.staged[work.work_id]) for work in counted.works}
    read, tagged = Counter(), Counter()
    for work in counted.works:
        at = paths[work.work_id], work.year
        read[at] += 1
        tagged.update((name, scope, *at) for scope, names in work.scopes.items() for name in names - {"all"})
    errors = {(r["technology_id"], r["tag_scope"], r["path"]): r for r in rows_of(counted, "ref_tagger_error", "true")}
    rows = rows_of(counted, "out_tag_prevalence", "true")
    assert {(r["technology_id"], r["tag_scope"], r["path"], r["year"]) for r in rows} == set(tagged)
    for row in rows:
        at = row["technology_id"], row["tag_scope"], row["path"]
        n, k = read[row["path"], row["year"]], tagged[*at, row["year"]]
        expected = {"works": n, "tagged_works": k, "prevalence": k / n if n >= SMALL else None}
        expected |= dict(
            zip(("prevalence_low", "prevalence_high"), wilson(k, n) if n >= SMALL else (None, None), strict=True)
        )
        close(row, expected | corrected(k / n, errors.get(at) if n >= SMALL else None))
        low, high = corrected_limits(row, k, n, errors.get(at) if n >= SMALL else None)
        close(row, {"prevalence_corrected_low": low, "prevalence_corrected_high": high})


def corrected_limits(row: dict, k: int, n: int, error: dict | None) -> tuple[float | None, float | None]:
    if error is None or not error["tp"] + error["fn"] or not error["tn"] + error["fp"]:
        return None, None
    key = row["technology_id"], row["tag_scope"], row["path"], row["year"]
    shares = prevalence.seeded((k, n), *key, "share")
    found = error["tp"], error["tp"] + error["fn"]
    kept = error["tn"], error["tn"] + error["fp"]
    drawn = prevalence.seeded(found, *key, "sensitivity"), prevalence.seeded(kept, *key, "specificity")
    return prevalence.limits(shares, *drawn) or (None, None)


def test_limits_of_a_corrected_prevalence_do_not_hang_on_the_generator():
    """40 of 100 tagged, 45 of 50 found, 190 of 200 kept apart: by hand 7/17 = .4118.

    The part of all draws below a quantile of n of them deviates by √(.025·.975/n): four such deviations are let pass.
    """
    counts = {"share": (40, 100), "sensitivity": (45, 50), "specificity": (190, 200)}
    chance = random.Random(11)  # noqa: S311 - seeded, guards nothing
    thrown = [prevalence.unseeded(count, 4000, chance) for count in counts.values()]
    low, high = prevalence.limits(*(prevalence.seeded(count, "here", name) for name, count in counts.items()))
    assert low < 7 / 17 < high
    every = sorted((s + sp - 1) / (se + sp - 1) for s, se, sp in zip(*thrown, strict=True))
    for limit, part in ((low, 0.025), (high, 0.975)):
        spread = 4 * (0.025 * 0.975 * (1 / 1000 + 1 / 4000)) ** 0.5
        assert (
            prevalence.between(every, max(0, part - spread))
            <= limit
            <= prevalence.between(every, min(1, part + spread))
        )


MEASURED = ("sensitivity_low", "sensitivity_high", "specificity_low", "specificity_high")


def corrected(seen: float, error: dict | None) -> dict:
    names = ("sensitivity", "specificity", "prevalence_corrected", *MEASURED)
    if error is None or not error["tp"] + error["fn"] or not error["tn"] + error["fp"]:
        return dict.fromkeys(names)
    se, sp = error["tp"] / (error["tp"] + error["fn"]), error["tn"] / (error["tn"] + error["fp"])
    true = min(1, max(0, (seen + sp - 1) / (se + sp - 1))) if se + sp > 1 else None
    limits = (*wilson(error["tp"], error["tp"] + error["fn"]), *wilson(error["tn"], error["tn"] + error["fp"]))
    return dict(zip(names, (se, sp, true, *limits), strict=True))


def test_what_the_country_rule_makes_of_strings(counted):
    """The answer to a string is asked of the rule, which country its institutions have is counted here."""
    places: dict[str, list[set]] = defaultdict(list)
    by_rule = {"string": 0.0, UNKNOWN: 0.0}
    for record in counted.staged.values():
        authorships = record.get("authorships") or []
        by_rule[UNKNOWN] += not authorships
        for authorship in authorships:
            count_credit(by_rule, authorship, record, counted.entities, len(authorships))
            codes = {bare(i["id"]): country_of(i, record, counted.entities) for i in carried(authorship)}
            mapped = authorship.get("affiliations") or []
            for affiliation in mapped:
                if affiliation.get("raw_affiliation_string"):
                    ids = {bare(i) for i in affiliation.get("institution_ids") or [] if i}
                    places[affiliation["raw_affiliation_string"]].append({codes.get(i) for i in ids})
            for string in filter(None, () if mapped else _strings(authorship)):
                places[string].append(set(codes.values()) if len(_strings(authorship)) == 1 else set())
    rows = {row["country_code"]: row for row in rows_of(counted, "out_country_rule", "true")}
    certain = {
        string: next(iter(seen[0]))
        for string, seen in places.items()
        if all(len(s) == 1 and s == seen[0] and None not in s for s in seen)
    }
    first = sorted(certain, key=lambda string: (hashlib.md5(string.encode()).hexdigest(), string))[:20_000]  # noqa: S324
    for code in {row for row in rows if row not in ("all", UNKNOWN)}:
        mine = [string for string in first if certain[string] == code]
        answers = [string_country(string) for string in mine]
        answered, agreeing = sum(a is not None for a in answers), answers.count(code)
        limits = wilson(agreeing, answered) if answered else (None, None)
        expected = {"strings": len(mine), "answered": answered, "answered_share": answered / len(mine)}
        expected |= {"agreeing": agreeing, "recall": agreeing / len(mine)}
        expected |= {"agreement": agreeing / answered if answered else None}
        for name, part in (("answered_share", answered), ("recall", agreeing)):
            expected[f"{name}_low"], expected[f"{name}_high"] = wilson(part, len(mine))
        close(rows[code], expected | {"agreement_low": limits[0], "agreement_high": limits[1]})
    assert {row for row in rows if row not in ("all", UNKNOWN)} == {certain[string] for string in first}
    one, every = [row for code, row in rows.items() if code not in ("all", UNKNOWN)], rows.get("all")
    for name in ("strings", "answered", "agreeing") if every else ():
        assert every[name] == sum(row[name] for row in one)
    if UNKNOWN in rows:
        close(rows[UNKNOWN], {"credit_by_string": by_rule["string"], "credit_unknown": by_rule[UNKNOWN]})


def carried(authorship: dict) -> list[dict]:
    return [i for i in authorship.get("institutions") or [] if i.get("id")]


def count_credit(by_rule: dict, authorship: dict, record: dict, entities: dict, authors: int) -> None:
    """Credit that only a string gives a country to, and credit without a country; no institution is excluded."""
    located = {bare(i["id"]): country_of(i, record, entities) for i in carried(authorship)}
    is_listed = not any(located.values()) and any(authorship.get("countries") or [])
    for institution, string, part in _shares(authorship, located, set()):
        if located.get(institution):
            continue
        answers = [string_country(string) if string else None]
        if answers == [None] and is_listed:
            continue
        if string is None and not any(located.values()):
            answers = [string_country(text) for text in _strings(authorship)] or [None]
        for answer in answers:
            by_rule["string" if answer else UNKNOWN] += float(part) / len(answers) / authors


EVIDENCE = [("country-only", "country"), ("us-dod-1286", "listed_then"), ("synthetic-shapes", "listed_now")]


@pytest.mark.parametrize(("profile", "variant"), EVIDENCE)
def test_every_exposed_work_of_every_institution_outside_w_is_evidence(counted, profile, variant):
    rows = rows_of(counted, "out_evidence_work", f"profile_id = '{profile}' and variant = '{variant}'")
    if not rows_of(counted, "out_profile", f"profile_id = '{profile}'"):
        assert not rows
        return
    all_facts(counted)
    homes = {name: body.country for name, body in counted.institutions.items()}
    w_of = counterparts(counted, profile, variant)
    w_countries = {r["country_code"] for r in rows_of(counted, "ref_profile_country", f"profile_id = '{profile}'")}
    inside = {name for name, home in homes.items() if home in w_countries}
    inside = inside if variant == "country" else {name for name, mine in listed(counted, profile).items() if mine}
    works = {work.work_id: work for work in counted.works}
    expected = {
        (unit, work.work_id) for work in counted.works if w_of(work) for unit in known(work.institutions) - inside
    }
    assert {(r["institution_id"], r["work_id"]) for r in rows} == expected
    for row in rows:
        work, record = works[row["work_id"]], counted.staged[row["work_id"]]
        assert (row["year"], row["title"]) == (work.year, record.get("title") or record.get("display_name"))
        assert row["doi"] == record.get("doi")
        assert row["technologies"] == "; ".join(sorted(work.scopes["high_probable"] - {"all"}))


def test_evidence_repeats_what_record_list_and_institution_say(counted):
    bodies = {r["institution_id"]: r for r in rows_of(counted, "stg_institution", "true")}
    listings = {r["listing_id"]: r for r in rows_of(counted, "out_listing", "true")}
    ways = {(r["institution_id"], r["listing_id"]): r for r in rows_of(counted, "out_institution_listing", "true")}
    for row in rows_of(counted, "out_evidence", "true"):
        record = counted.staged[row["work_id"]]
        said = record.get("title") or record.get("display_name"), record["publication_year"], record.get("doi")
        assert (row["title"], row["year"], row["doi"]) == said
        assert row["publication_date"] == date.fromisoformat(record["publication_date"])
        authorship = record["authorships"][row["authorship_no"] - 1]
        strings = _strings(authorship)
        if row["affiliation_no"] and row["affiliation_string"] is not None:
            assert strings[row["affiliation_no"] - 1] == row["affiliation_string"]
        if row["institution_id"] not in (None, UNKNOWN):
            assert row["institution_id"] in {bare(i["id"]) for i in carried(authorship)}
            assert row["institution_name"] == bodies[row["institution_id"]]["institution_name"]
        if row["listing_id"] is not None:
            listing, way = listings[row["listing_id"]], ways[row["institution_id"], row["listing_id"]]
            for name in ("list_id", "list_title", "name_as_listed", "source_url"):
                assert row[name] == listing[name], name
            assert row["listing_evidence"] == listing["evidence"]
            assert (row["relation"], row["via_id"]) == (way["relation"], way["via_id"])
            assert row["effective_from"] == way["effective_from"]
