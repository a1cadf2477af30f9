"""Everything a report says, read from the ``out_`` tables of one published build and not changed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analytics.reports.scope import ALL_WORKS, Scope
from analytics.warehouse.published import Published

Row = dict[str, Any]

VARIANTS = ("country", "listed_then", "listed_now")
HEADLINE, UPPER = "high", "high_probable"


@dataclass(frozen=True)
class ProfileFacts:
    """One profile's figures for the institution; every list is in the order in which it is printed.

    ``windows`` holds all years together, per technology, tag scope and variant; ``years`` one row per
    variant and year of the report's technology, headline tags. ``choices`` is its sensitivity panel over all years;
    ``scenarios``, ``partners`` and their ``skill`` those of the newest window, in the report's technology; ``changes``
    what moved since the build before, headline tags; ``trends`` one row per variant that has five years.
    """

    profile: Row
    windows: tuple[Row, ...]
    years: tuple[Row, ...]
    choices: tuple[Row, ...] = ()
    scenarios: tuple[Row, ...] = ()
    partners: tuple[Row, ...] = ()
    skill: tuple[Row, ...] = ()
    changes: tuple[Row, ...] = ()
    trends: tuple[Row, ...] = ()

    @property
    def variants(self) -> tuple[str, ...]:
        """The variants that this profile has, in the fixed order."""
        present = {row["variant"] for row in self.windows}
        return tuple(variant for variant in VARIANTS if variant in present)

    def window(self, technology_id: str, variant: str, tag_scope: str = HEADLINE) -> Row | None:
        """All years together for one technology, variant and tag scope, where the build has it."""
        wanted = (technology_id, variant, tag_scope)
        found = (r for r in self.windows if (r["technology_id"], r["variant"], r["tag_scope"]) == wanted)
        return next(found, None)


@dataclass(frozen=True)
class Facts:
    """The build-wide part: the run, the lists, the methods, and what is not known."""

    institution: Row
    scope: Scope
    run: Row
    profiles: tuple[ProfileFacts, ...]
    technology_names: dict[str, str]
    country_names: dict[str, str]
    partners: tuple[Row, ...]
    lists: tuple[Row, ...]
    methods: tuple[Row, ...]
    coverage: tuple[Row, ...]
    intake: tuple[Row, ...]
    audits: tuple[Row, ...]
    own_listings: tuple[Row, ...]
    disputes: tuple[Row, ...]
    change_run: Row
    alerts: tuple[Row, ...]


def read_facts(published: Published, institution: Row, scope: Scope) -> Facts:
    """Read one institution's share of every ``out_`` table the report prints, fully ordered."""
    rows, unit = published.rows, (institution["institution_id"],)
    return Facts(
        institution=institution,
        scope=scope,
        run=rows("select * from out_run")[0],
        profiles=tuple(_profile(published, institution, row, scope) for row in scope.profiles),
        technology_names=_names(published, "technology_id", "technology_name", "out_technology"),
        country_names=_names(published, "country_code", "country_name", "out_country_window"),
        partners=_partners(published, institution, scope),
        lists=tuple(rows("select * from out_list order by list_id")),
        methods=tuple(rows("select * from out_method order by method_id")),
        coverage=tuple(rows("select * from out_coverage order by year")),
        intake=tuple(rows("select * from out_intake order by records desc, reason")),
        audits=tuple(rows("select * from out_audit where not is_passed order by audit_name")),
        own_listings=tuple(
            rows(
                "select * from out_institution_listing where institution_id = ?"
                " order by list_title, effective_from, listing_id",
                unit,
            )
        ),
        disputes=tuple(
            rows(
                "select * from out_institution_dispute where institution_id = ?"
                " order by works_now desc, listing_id, disputed_id",
                unit,
            )
        ),
        change_run=rows("select * from out_change_run")[0],
        alerts=_alerts(published, institution, scope),
    )


def _alerts(published: Published, institution: Row, scope: Scope) -> tuple[Row, ...]:
    """Alerts about the institution under the report's profiles, in its technology or, of all works, in any."""
    found = published.rows(
        "select * from out_alert where unit_kind = 'institution' and unit_id = ? and ? in ('all', technology_id)"
        " order by q_value, profile_id, variant, technology_id, year",
        (institution["institution_id"], scope.technology_id),
    )
    profiles = {row["profile_id"] for row in scope.profiles}
    return tuple(row for row in found if row["profile_id"] in profiles)


def _profile(published: Published, institution: Row, profile: Row, scope: Scope) -> ProfileFacts:
    unit = (institution["institution_id"], profile["profile_id"])
    of_unit = "institution_id = ? and profile_id = ?"
    windows = published.rows(
        f"select * from out_institution_window where {of_unit} and window_years = 0"
        " order by works desc, technology_id, tag_scope, variant",
        unit,
    )
    years = published.rows(
        f"select * from out_institution_year where {of_unit} and technology_id = ? and tag_scope = ?"
        " order by variant, year",
        (*unit, scope.technology_id, HEADLINE),
    )
    return ProfileFacts(profile, tuple(windows), tuple(years), *_without(published, unit, scope))


def _without(published: Published, unit: tuple[str, str], scope: Scope) -> list[tuple[Row, ...]]:
    """Choices, scenarios, partners of the institution under a profile, the ranking's skill, changes, trends."""
    technologies = "all" if scope.technology_id == ALL_WORKS else "each"
    asked = {
        "select * from out_sensitivity where institution_id = ? and profile_id = ? and technology_id = ?"
        " and window_years = 0 order by choice, kind": (*unit, scope.technology_id),
        "select * from out_scenario where unit_kind = 'institution' and unit_id = ? and profile_id = ?"
        " and technology_id = ? order by variant, scenario, trust_set_id": (*unit, scope.technology_id),
        "select * from out_substitute where institution_id = ? and profile_id = ? and technology_id = ?"
        " order by variant, trust_set_id, rank": (*unit, scope.technology_id),
        "select * from out_substitute_skill where profile_id = ? and technologies = ? order by variant, trust_set_id": (
            unit[1],
            technologies,
        ),
        "select * from out_change where unit_kind = 'institution' and unit_id = ? and profile_id = ? and tag_scope = ?"
        " order by technology_id, variant, year": (*unit, HEADLINE),
        "select * from out_trend where unit_kind = 'institution' and unit_id = ? and profile_id = ?"
        " and technology_id = ? and tag_scope = ?": (*unit, scope.technology_id, HEADLINE),
    }
    return [tuple(published.rows(query, values)) for query, values in asked.items()]


def _names(published: Published, identifier: str, name: str, table: str) -> dict[str, str]:
    found = published.rows(f"select distinct {identifier}, {name} from {table} where {name} is not null order by 1, 2")
    return {row[identifier]: row[name] for row in found} | {ALL_WORKS: "All works"}


def _partners(published: Published, institution: Row, scope: Scope) -> tuple[Row, ...]:
    return tuple(
        published.rows(
            "select coalesce(country_y_name, country_y) as partner, joint_works from out_country_pair"
            " where country_x = ? and technology_id = ? and tag_scope = ? and window_years = 0"
            " and joint_works > 0 order by joint_works desc, country_y limit 5",
            (institution["country_code"], scope.technology_id, HEADLINE),
        )
    )
