"""A profile or a trust set in plain words: whom it looks at, since when, after which source, what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from analytics.errors import ProfileNotDefined
from analytics.reference.documents import read_tables
from analytics.reference.load import load_reference
from analytics.reference.roots import find, reference_roots
from analytics.settings import Settings

Row = dict[str, Any]

HK_MO = {
    "own": "Hong Kong and Macao count as themselves; Taiwan is never counted as China.",
    "as_cn": "Hong Kong and Macao count as China; Taiwan is never counted as China.",
}
WAYS = (
    "A listed institution never makes its parent or its siblings count. A listed parent makes its children count only"
    " where the entry's own switch says so; the successor of a listed institution counts from the merger on."
)
TIMES = (
    "`listed_then`: listed on the work's publication date, as the newest editions tell it; the first day counts, the"
    " last one does not. `listed_now`: listed on the day a build stands for, whenever the work appeared. A listing"
    " without a confirmed date counts from the first edition known to carry it."
)
COUNTRY_TIME = "`country`: a country counts while it belongs to the group, judged on the work's publication date."
NOT_SAID = (
    "It does not say that a work, an institution or a person did anything wrong, and it adds nothing up to a score.",
    "It says nothing of institutions that no list names, nor of links that publications do not show.",
)


@dataclass(frozen=True)
class Part:
    """One part of an explanation: sentences, then a table where ``rows`` has some."""

    title: str
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()


def explain_all(settings: Settings) -> list[Part]:
    """Every profile and every trust set, a line each."""
    tables = load_reference(settings)
    lists = tables["ref_profile_list"].group_by("profile_id").len("lists")
    countries = tables["ref_profile_country"].group_by("profile_id").agg(pl.col("country_code").n_unique().alias("n"))
    profiles = (
        tables["ref_profile"].join(lists, on="profile_id", how="left").join(countries, on="profile_id", how="left")
    )
    rows = profiles.sort("profile_id").select("profile_id", "title", "version", "lists", "n").fill_null(0).rows()
    sets = tables["ref_trust_set"].sort("trust_set_id").select("trust_set_id", "title", "version").rows()
    made = [Part("Profiles", (), ("profile", "title", "version", "lists", "countries"), tuple(rows))]
    return [*made, Part("Trust sets", (), ("trust set", "title", "version"), tuple(sets))] if sets else made


def explain(settings: Settings, name: str) -> list[Part]:
    """The profile or trust set called ``name``. Raises ProfileNotDefined, and what `load_reference` raises."""
    tables = load_reference(settings)
    if found := tables["ref_profile"].filter(profile_id=name).to_dicts():
        return _profile(settings, tables, found[0])
    if found := tables["ref_trust_set"].filter(trust_set_id=name).to_dicts():
        return _trust_set(settings, tables, found[0])
    known = [*tables["ref_profile"]["profile_id"], *tables["ref_trust_set"]["trust_set_id"]]
    raise ProfileNotDefined(f"No profile or trust set is called '{name}'; defined are {', '.join(sorted(known))}.")


def _profile(settings: Settings, tables: dict[str, pl.DataFrame], profile: Row) -> list[Part]:
    name = profile["profile_id"]
    lists = tables["ref_profile_list"].filter(profile_id=name).sort("list_id").to_dicts()
    members = tables["ref_profile_country"].filter(profile_id=name)
    rules = [HK_MO[profile["hk_mo"]]]
    rules += [_evidence(lists), _known_on(settings), TIMES, WAYS, _disputes(tables, lists)] if lists else []
    rules += [COUNTRY_TIME] if members.height else []
    parts = [
        _about(profile, "Profile", name),
        _lists(settings, tables, lists),
        _countries(settings, tables, f"profiles/{name}.toml", members),
        Part("How it counts", tuple(rules)),
        Part("What it does not say", NOT_SAID if members.height else (NO_COUNTRIES, *NOT_SAID)),
    ]
    if profile["trust_set_id"]:
        (trust_set,) = tables["ref_trust_set"].filter(trust_set_id=profile["trust_set_id"]).to_dicts()
        parts += _trust_set(settings, tables, trust_set)
    return parts


NO_COUNTRIES = "It names no country: a country beside a figure is context only."


def _about(row: Row, kind: str, name: str) -> Part:
    return Part(f"{kind} {name}: {row['title']}", (row["description"], f"Version {row['version']}. {_source(row)}"))


def _source(row: Row) -> str:
    return f"Source: {row['source_url']}." if row["source_url"] else "No source is given."


def _evidence(lists: list[Row]) -> str:
    level = lists[0]["evidence"]
    if level is None:
        return "It takes listings at every level of evidence; each figure's evidence says which."
    return f"It takes only listings whose evidence is '{level}'; all other rows of its lists count for nothing here."


def _known_on(settings: Settings) -> str:
    if settings.known_on is None:
        return "All editions that were read are used (the setting `known_on` is not set)."
    return f"Only editions published until {settings.known_on} are used (the setting `known_on`)."


def _disputes(tables: dict[str, pl.DataFrame], lists: list[Row]) -> str:
    of_lists = tables["ref_listing"].filter(pl.col("list_id").is_in([row["list_id"] for row in lists]))
    disputed = tables["ref_dispute"].filter(pl.col("listing_id").is_in(of_lists["listing_id"].to_list()))
    return f"Links of listings to institutions that are disputed, and therefore dropped: {disputed.height}."


def _lists(settings: Settings, tables: dict[str, pl.DataFrame], lists: list[Row]) -> Part:
    if not lists:
        return Part("Lists", ("It uses no list of institutions.",))
    columns = (
        "list",
        "title",
        "force",
        "issuer",
        "editions",
        "newest",
        "listings",
        "official",
        "taken",
        "linked",
        "units",
    )
    legend = (
        "listings: entries, an interval each; official: their names were read in the official text or a copy of it;"
        " taken: of the evidence the profile asks for; linked: whole bodies among"
        " them known by ROR or OpenAlex id; units: entries inside an institution or groups, which cannot be measured."
    )
    return Part("Lists", (legend,), columns, tuple(_list(settings, tables, row) for row in lists))


def _list(settings: Settings, tables: dict[str, pl.DataFrame], chosen: Row) -> tuple[Any, ...]:
    list_id, level, known_on = chosen["list_id"], chosen["evidence"], settings.known_on or date.max
    (about,) = tables["ref_list"].filter(list_id=list_id).to_dicts()
    editions = tables["ref_list_edition"].filter(pl.col("published") <= known_on, list_id=list_id).sort("edition_no")
    listings = tables["ref_listing"].filter(pl.col("known_from") <= known_on, list_id=list_id)
    taken = listings if level is None else listings.filter(evidence=level)
    exact = tables["ref_crosswalk"].filter(relation="exact")["listing_id"].unique()
    linked = taken.filter(pl.col("listing_id").is_in(exact.to_list()), unit_scope="whole")
    units = taken.filter(pl.col("unit_scope") != "whole")
    newest = editions["edition"][-1] if editions.height else "none known"
    official = listings.filter(pl.col("evidence").is_in(("official", "copy_of_official")))
    counts = (listings.height, official.height, taken.height, linked.height, units.height)
    return (list_id, about["title"], about["force"], about["issuer"], editions.height, newest, *counts)


def _countries(settings: Settings, tables: dict[str, pl.DataFrame], file: str, members: pl.DataFrame) -> Part:
    if not members.height:
        return Part("Countries", ("It names no country.",))
    path = next(find(reference_roots(settings), file))
    groups = read_tables(path)["country_groups"]
    sources = tables["ref_country_group"].filter(pl.col("group_id").is_in(groups)).to_dicts()
    names = dict(tables["ref_country"].select("country_code", "country_name").rows())
    rows = [
        (m["country_code"], names[m["country_code"]], m["valid_from"], m["valid_until"], *_why(m, sources))
        for m in members.sort("country_code", "valid_from", nulls_last=False).to_dicts()
    ]
    legend = "from and until bound the publication dates that count, the day 'until' not included; empty is open."
    return Part("Countries", (legend,), ("code", "country", "from", "until", "because of", "source"), tuple(rows))


def _why(member: Row, sources: list[Row]) -> tuple[str, str]:
    """The groups behind a period, each with its evidence, and where they are published."""
    same = [row for row in sources if row["country_code"] == member["country_code"]]
    groups = dict.fromkeys(f"{row['group_id']} ({row['evidence'].replace('_', ' ')})" for row in same)
    links = dict.fromkeys(row["source_url"] for row in same if row["source_url"])
    return "; ".join(groups) or "named in the file", "; ".join(links)


def _trust_set(settings: Settings, tables: dict[str, pl.DataFrame], trust_set: Row) -> list[Part]:
    name = trust_set["trust_set_id"]
    members = tables["ref_trust_set_country"].filter(trust_set_id=name)
    said = (
        "A trust set is whom its user compares with; no list of like-minded countries is official.",
        "It makes no figure by itself and says nothing of countries outside it.",
    )
    countries = _countries(settings, tables, f"trust_sets/{name}.toml", members)
    return [_about(trust_set, "Trust set", name), countries, Part("What it does not say", said)]
