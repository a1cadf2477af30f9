"""All SQL of the dashboards: reads of published ``out_`` tables, every value bound, never formatted in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analytics.warehouse.published import Published
from dashboards.state import VARIANTS, WINDOWS, Choices, State

Row = dict[str, Any]

EVIDENCE_LIMIT, CHANGES, ALERTS = 2000, 12, 50
"""Rows shown at most: exposed works (the page says how many there are), what moved since the build before, alerts."""

HEAT_COUNTRIES = 15
"""Columns of the heat map: the countries with most works that are not themselves counterparts."""


_SCOPED = "(tag_scope = ? or technology_id = 'all')"
"""Works over all technologies need no tag: there is one count of them, whatever scope is chosen."""


def _figures(unit: str) -> str:
    """Years and windows of years of ``unit`` (`country` or `institution`): one relation to the pages."""
    return f"""
with figure as (
    select *, 1 as window_years, year as first_year, year as last_year from out_{unit}_year
    union all by name
    select * from out_{unit}_window
)
select * from figure
where {_SCOPED} and profile_id = ? and variant = ? and window_years = ? and last_year = ?
"""


_COUNTRY, _INSTITUTION = _figures("country"), _figures("institution")
_known: dict[Path, Choices] = {}


def choices(db: Published) -> Choices:
    """What can be chosen in this build; read once per build, since a published file never changes."""
    if db.path not in _known:
        _known.clear()
        _known[db.path] = _read_choices(db)
    return _known[db.path]


def _read_choices(db: Published) -> Choices:
    technologies = db.rows(
        "select distinct technology_id, technology_name, group_name from out_technology"
        " order by technology_id <> 'all', group_name, technology_name"
    )
    profiles = db.rows("select profile_id, title, variants from out_profile order by is_synthetic desc, title")
    spans = db.rows(
        "select 1 as window_years, year as last_year from out_country_year"
        " union select window_years, last_year from out_country_window order by 1, 2"
    )
    countries = db.rows(
        "select distinct country_code, country_name from out_country_window"
        " where country_name is not null order by country_name"
    )
    return Choices(
        technologies={row["technology_id"]: row["technology_name"] for row in technologies},
        groups={row["technology_id"]: row["group_name"] or "" for row in technologies},
        profiles={row["profile_id"]: row["title"] for row in profiles},
        variants={row["profile_id"]: [v for v in VARIANTS if v in row["variants"].split("; ")] for row in profiles},
        years={w: [row["last_year"] for row in spans if row["window_years"] == w] for w in WINDOWS},
        countries={row["country_code"]: row["country_name"] for row in countries},
    )


def _view(state: State) -> tuple[Any, ...]:
    return state.tags, state.profile, state.variant, state.window, state.year


def run(db: Published) -> Row:
    """The run record of the build."""
    return db.rows("select * from out_run")[0]


def profile(db: Published, profile_id: str) -> Row | None:
    """One profile, or None."""
    return next(iter(db.rows("select * from out_profile where profile_id = ?", [profile_id])), None)


def countries(db: Published, state: State) -> list[Row]:
    """One row per known country: exposure and openness in the view's technology and years."""
    asked = _COUNTRY + "and technology_id = ? and iso3 is not null order by works desc, country_code"
    return db.rows(asked, [*_view(state), state.technology])


def heat(db: Published, state: State) -> list[Row]:
    """One row per technology × country, for the ``HEAT_COUNTRIES`` largest countries outside W."""
    largest = db.rows(
        _COUNTRY + "and technology_id = 'all' and iso3 is not null and not is_counterpart"
        " order by works desc, country_code limit ?",
        [*_view(state), HEAT_COUNTRIES],
    )
    codes = [row["country_code"] for row in largest]
    rows = db.rows(_COUNTRY + "and list_contains(?::varchar[], country_code)", [*_view(state), codes])
    return sorted(rows, key=lambda row: codes.index(row["country_code"]))


def country_trend(db: Published, state: State) -> list[Row]:
    """One row per year of the chosen country."""
    return _trend(db, state, "out_country_year", "country_code", state.country)


def _trend(db: Published, state: State, table: str, column: str, unit: str) -> list[Row]:
    return db.rows(
        f"select * from {table} where {_SCOPED} and profile_id = ? and variant = ?"
        f" and technology_id = ? and {column} = ? order by year",
        [state.tags, state.profile, state.variant, state.technology, unit],
    )


def change_run(db: Published) -> Row | None:
    """What this build was compared with and how much moved; None in builds that do not compare."""
    tables = db.rows("select distinct table_name from out_column where table_name = 'out_change_run'")
    return db.rows("select * from out_change_run")[0] if tables else None


def changes(db: Published, state: State) -> list[Row]:
    """The ``CHANGES`` countries and years of the view's technology whose exposed works moved most, by any cause."""
    moved = "+".join(f"abs(exposed_works_{part})" for part in ("new", "removed", "revised", "tags", "lists"))
    return db.rows(
        f"select * from out_change where unit_kind = 'country' and {_SCOPED} and profile_id = ? and variant = ?"
        f" and technology_id = ? and {moved} > 0 order by {moved} desc, year desc, unit_id limit ?",
        [state.tags, state.profile, state.variant, state.technology, CHANGES],
    )


def alerts(db: Published, state: State) -> list[Row]:
    """The alerts of the view's profile and variant, the surest first."""
    return db.rows(
        "select * from out_alert where profile_id = ? and variant = ?"
        " order by q_value, p_value, unit_kind, unit_id, technology_id limit ?",
        [state.profile, state.variant, ALERTS],
    )


def institution(db: Published, institution_id: str) -> Row | None:
    """The header of one institution, or None where the build does not hold it."""
    return next(iter(db.rows("select * from out_institution where institution_id = ?", [institution_id])), None)


def institution_listings(db: Published, institution_id: str) -> list[Row]:
    """Every listing that counts for the institution, whatever the profile; those of today first."""
    return db.rows(
        "select * from out_institution_listing where institution_id = ?"
        " order by not is_listed_now, list_title, effective_from, listing_id",
        [institution_id],
    )


def institution_disputes(db: Published, institution_id: str) -> list[Row]:
    """Disputed links that would have counted on the institution's works."""
    return db.rows(
        "select * from out_institution_dispute where institution_id = ?"
        " order by works_now desc, listing_id, disputed_id",
        [institution_id],
    )


def institutions(db: Published, text: str, limit: int = 30) -> list[Row]:
    """Institutions whose name or id holds ``text``, those with most works first."""
    return db.rows(
        "select institution_id, institution_name, country_code, works from out_institution"
        " where contains(lower(institution_name), lower(?)) or institution_id = upper(?)"
        " order by works desc, institution_id limit ?",
        [text, text, limit],
    )


def largest_institutions(db: Published, state: State, limit: int = 25) -> list[Row]:
    """Figures of the institutions with most works in the view's technology and years."""
    asked = _INSTITUTION + "and technology_id = ? order by works desc, institution_id limit ?"
    return db.rows(asked, [*_view(state), state.technology, limit])


def institution_technologies(db: Published, state: State) -> list[Row]:
    """One row per technology of the chosen institution in the view's years, ``all`` first."""
    return db.rows(
        _INSTITUTION + "and institution_id = ? order by technology_id <> 'all', works desc, technology_id",
        [*_view(state), state.institution],
    )


def institution_trend(db: Published, state: State) -> list[Row]:
    """One row per year of the chosen institution."""
    return _trend(db, state, "out_institution_year", "institution_id", state.institution)


def without(db: Published, state: State) -> dict[str, list[Row]]:
    """Of the chosen institution: choices of counting, scenarios, partners, and how well these are ranked."""
    seen = [state.institution, state.profile, state.variant, state.technology]
    kind, scope = "country" if state.variant == "country" else "listed", "all" if state.technology == "all" else "each"
    of_unit = "profile_id = ? and variant = ? and technology_id = ?"
    return {
        "choices": db.rows(
            "select * from out_sensitivity where institution_id = ? and profile_id = ? and kind = ?"
            " and technology_id = ? and window_years = ?",
            [state.institution, state.profile, kind, state.technology, 5 if state.window == 5 else 0],
        ),
        "scenarios": db.rows(
            f"select * from out_scenario where unit_id = ? and {of_unit} order by scenario, trust_set_id", seen
        ),
        "partners": db.rows(f"select * from out_substitute where institution_id = ? and {of_unit} order by rank", seen),
        "skill": db.rows(
            "select * from out_substitute_skill where profile_id = ? and variant = ? and technologies = ?"
            " and auc_product is not null",
            [state.profile, state.variant, scope],
        ),
    }


def evidence_works(db: Published, state: State, first_year: int) -> list[Row]:
    """Exposed works of the chosen institution, newest first; ``found`` on each row counts them all."""
    return db.rows(
        "select work_id, year, title, doi, technologies, count(*) over () as found from out_evidence_work"
        " where institution_id = ? and profile_id = ? and variant = ? and year between ? and ?"
        " and (? = 'all' or list_contains(string_split(technologies, '; '), ?))"
        " order by year desc, work_id limit ?",
        [
            *(state.institution, state.profile, state.variant, first_year, state.year),
            *(state.technology, state.technology, EVIDENCE_LIMIT),
        ],
    )


def evidence(db: Published, profile_id: str, variant: str, work_id: str) -> list[Row]:
    """Every affiliation that makes one work exposed, and the listing behind each."""
    return db.rows(
        "select * from out_evidence where profile_id = ? and variant = ? and work_id = ?"
        " order by authorship_no, affiliation_no, institution_id, listing_id",
        [profile_id, variant, work_id],
    )


def catalogue(db: Published) -> dict[str, list[Row]]:
    """The whole content of the small tables behind the page on lists and methods, by short name."""
    return {
        "lists": db.rows("select * from out_list order by title"),
        "profiles": db.rows("select * from out_profile order by title"),
        "methods": db.rows("select * from out_method order by title"),
        "audits": db.rows("select * from out_audit order by is_passed, level, audit_name"),
        "coverage": db.rows("select * from out_coverage order by year"),
        "intake": db.rows("select * from out_intake order by records desc, reason"),
    }
