"""A published build of a few SYNTHETIC rows, with the columns of the `out_` tables that a report reads."""

import math
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl

MARKUP = "SYNTHETIC #set $x$ *bold* _it_ <script>alert(1)</script> \\ @ref University & Co"
UNIT, OTHER = "I9990000001", "I9990000002"
RUN = "20260503T030000-5a1e"
LISTED = "synthetic_list/dream-institute"
CHINESE = "SYNTHETIC 梦想研究所 (Dream Institute), Мечта"
LISTED_VARIANTS = ("country", "listed_then", "listed_now")


def wilson(k: int, n: int) -> tuple[float, float]:
    z, p = 1.959963984540054, k / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z * z / n)), (middle + half) / (1 + z * z / n)


def exposure(works: int, exposed: int, unresolved: int, international: int, hk_mo: str = "own") -> dict:
    """The exposure columns of one cell from its counts; a cell under five works has no share."""
    small = works < 5
    low, high = wilson(exposed, works)
    case_low, case_high = wilson(exposed, works - unresolved)

    def share(value: float) -> float | None:
        return None if small else value

    return {
        "works": works,
        "coverage": 1 - unresolved / works / 2,
        "is_small": small,
        "is_counterpart": False,
        "exposed_works": exposed,
        "unresolved_works": unresolved,
        "exposed_share": share(exposed / works),
        "exposed_share_low": share(low),
        "exposed_share_high": share(high),
        "bound_low": share(exposed / works),
        "bound_high": share((exposed + unresolved) / works),
        "complete_case_share": share(exposed / (works - unresolved)),
        "complete_case_low": share(case_low),
        "complete_case_high": share(case_high),
        "works_small_team": works - 1,
        "exposed_works_small_team": max(0, exposed - 1),
        "international_works": international,
        "bilateral_works": international - international // 3,
        "multilateral_works": international // 3,
        "international_share": share(international / works),
        "international_share_low": share(wilson(international, works)[0]),
        "international_share_high": share(wilson(international, works)[1]),
        "open_access_works": works // 2,
        "open_access_share": share((works // 2) / works),
        "hk_mo": hk_mo,
    }


def key(profile: str, variant: str, technology: str = "all", tag_scope: str = "high") -> dict:
    return {
        "institution_id": UNIT,
        "institution_name": MARKUP,
        "country_code": "FR",
        "profile_id": profile,
        "variant": variant,
        "technology_id": technology,
        "tag_scope": tag_scope,
    }


# technology, tag scope -> works, unresolved, international
CELLS = {
    ("all", "high"): (1234, 80, 500),
    ("ai", "high"): (148, 10, 61),
    ("ai", "high_probable"): (170, 11, 70),
    ("quantum", "high"): (4, 1, 2),
    ("quantum", "high_probable"): (4, 1, 2),
}
EXPOSED = {"country": 10, "listed_then": 31, "listed_now": 20}
PAIRS = [("synthetic-demo", variant) for variant in LISTED_VARIANTS] + [("synthetic-country", "country")]


def windows() -> list[dict]:
    rows = []
    for profile, variant in PAIRS:
        for (technology, tag_scope), (works, unresolved, international) in CELLS.items():
            cell = exposure(works, max(1, works // EXPOSED[variant]), unresolved, international)
            span = {"window_years": 0, "first_year": 1822, "last_year": 2026}
            rows.append(key(profile, variant, technology, tag_scope) | span | cell)
    return rows


def years() -> list[dict]:
    rows = []
    for profile, variant in PAIRS:
        for year in range(2016, 2026):
            works = 4 if year == 2016 else 60 + 17 * (year - 2016)
            unresolved = works // (5 if year >= 2024 else 20)
            cell = exposure(works, works // EXPOSED[variant], unresolved, works // 3)
            rows.append(key(profile, variant) | {"year": year} | cell | {"is_coverage_break": year == 2024})
    return rows


def evidence(number: int, variant: str, profile: str = "synthetic-demo") -> dict:
    listed = variant != "country"
    return {
        "evidence_id": f"{number}-{variant}-{profile}",
        "profile_id": profile,
        "variant": variant,
        "work_id": f"W999000{number:04d}",
        "doi": f"https://doi.org/10.9990/synthetic.{number}",
        "title": f"SYNTHETIC study <i>no.</i> {number} of #heading and <script>alert({number})</script>",
        "year": 2016 + number % 10,
        "publication_date": date(2016 + number % 10, 3, 1),
        "authorship_no": 1,
        "affiliation_no": 1,
        "institution_id": "I9990000077",
        "institution_name": "SYNTHETIC Dream Institute",
        "country_code": "CN",
        "affiliation_string": f"{CHINESE}, Lab {number % 3}, somebody@dream.example",
        "listing_id": LISTED if listed else None,
        "list_id": "synthetic_list" if listed else None,
        "list_title": "SYNTHETIC List of Dreams" if listed else None,
        "name_as_listed": "SYNTHETIC Inst. of Dreams" if listed else None,
        "relation": "exact" if listed else None,
        "via_id": "I9990000077" if listed else None,
        "listing_evidence": "copy_of_official" if listed else None,
        "effective_from": date(2019, 1, 18) if listed else None,
        "source_url": "https://example.org/synthetic-list" if listed else None,
    }


CHOSEN = {  # choice -> works, exposed works
    "headline": (1234, 123),
    "fractional": (456.7, 34.5),
    "without_large_teams": (1200, 100),
    "listed_now": (1234, 61),
    "hk_mo_as_cn": (1234, 150),
}


def choices() -> list[dict]:
    rows = []
    for choice, (works, exposed) in CHOSEN.items():
        kind = "listed" if choice == "listed_now" else "country"
        low, high = wilson(exposed, works)
        span = {"window_years": 0, "first_year": 1822, "last_year": 2026, "choice": choice, "coverage": 0.9}
        counts = {"works": float(works), "exposed_works": float(exposed), "is_small": False}
        shares = {"exposed_share": exposed / works, "exposed_share_low": low, "exposed_share_high": high}
        cell = {"institution_id": UNIT, "profile_id": "synthetic-demo", "kind": kind, "technology_id": "all"}
        rows.append(cell | span | counts | shares | {"difference": exposed / works - 123 / 1234})
    return rows


def scenarios() -> list[dict]:
    rows = []
    for name, trust_set, p in (("S0", "none", -123.0), ("S1", "none", -45.6), ("S2", "none", 0.0), ("S3", "g7", 0.0)):
        row = {"unit_kind": "institution", "unit_id": UNIT, "technology_id": "all", "profile_id": "synthetic-demo"}
        row |= {"variant": "country", "scenario": name, "trust_set_id": trust_set, "first_year": 2021}
        row |= {"last_year": 2025, "works": 400, "exposed_works": 40, "reformed_share": 0.5, "coverage": 0.9}
        changes = {"p": p, "p_top10": -7.25, "mncs": None if name == "S0" else -0.125, "component": -9.0}
        for of, change in changes.items():
            row |= {f"delta_{of}": change, f"delta_{of}_low": change and change - 1, f"delta_{of}_high": change}
        rows.append(row)
    return rows


def partners() -> list[dict]:
    cell = {"institution_id": UNIT, "technology_id": "all", "profile_id": "synthetic-demo", "variant": "country"}
    cell |= {"trust_set_id": "g7", "first_year": 2021, "last_year": 2025, "joint_works": 3, "candidate_country": "JP"}
    factors = {"capability": 4.0, "similarity": 0.5, "reach": 0.01, "product": 0.02}
    names = [MARKUP, *(f"SYNTHETIC Partner {n}" for n in range(2, 8))]
    return [cell | factors | {"rank": n, "candidate_name": name} for n, name in enumerate(names, start=1)]


def skill() -> list[dict]:
    row = {"profile_id": "synthetic-demo", "variant": "country", "trust_set_id": "g7", "technologies": "all"}
    measured = {"auc_product": 0.61, "auc_popularity": 0.66, "auc_gain": -0.05}
    return [row | {"new_links": 321, "auc_gain_low": -0.09, "auc_gain_high": 0.01} | measured]


def changes() -> list[dict]:
    """The year 2020 moved, by new works and by a list; in quantum computing a work alone was revised away."""
    rows = []
    shares = {"exposed_share_before": 12 / 118, "exposed_share_after": 16 / 128, "is_small": False}
    moved = {"new": (12, 1), "removed": (-2, 0), "revised": (0, 1), "tags": (0, 0), "lists": (0, 2)}
    for technology, year, parts in (("all", 2020, moved), ("quantum", 2020, {"revised": (-1, -1)})):
        row = {"unit_kind": "institution", "unit_id": UNIT, "technology_id": technology, "tag_scope": "high"}
        row |= {"profile_id": "synthetic-demo", "variant": "listed_then", "year": year} | shares
        for place, count in enumerate(("works", "exposed_works")):
            each = {part: parts.get(part, (0, 0))[place] for part in moved}
            before = (118, 12)[place] if technology == "all" else 1
            row |= {f"{count}_before": before, f"{count}_after": before + sum(each.values())}
            row |= {f"{count}_{part}": n for part, n in each.items()}
        rows.append(row)
    return rows


def trend(variant: str, before: int, after: int) -> dict:
    row = {"unit_kind": "institution", "unit_id": UNIT, "technology_id": "all", "tag_scope": "high"}
    row |= {"profile_id": "synthetic-demo", "variant": variant, "newest_last_year": 2025}
    row |= {"base_works": 40, "newest_works": 50, "works_change": 0.25, "works_change_low": -0.175}
    row |= {"works_change_high": 0.894, "base_exposed_works": before, "newest_exposed_works": after}
    shown = {"": 0.5, "_low": -0.1419, "_high": 1.6221} if before >= 10 else dict.fromkeys(("", "_low", "_high"))
    return row | {f"exposed_works_change{end}": value for end, value in shown.items()}


CHANGE_RUN = {
    "is_compared": True,
    "basis": f"compared with {RUN}",
    "previous_run_id": RUN,
    "is_taxonomy_changed": False,
    "is_lists_changed": True,
    "is_settings_changed": False,
    "is_method_changed": True,
    "works_new": 1200,
    "works_removed": 2,
    "works_revised": 33,
    "works_tags": 0,
    "works_lists": 7,
    "alert_basis": "none: lists or profiles changed",
}
ALERT = {
    "unit_kind": "institution",
    "unit_id": OTHER,
    "profile_id": "synthetic-demo",
    "variant": "listed_then",
    "technology_id": "ai",
    "year": 2025,
    "works": 40,
    "exposed_share": 0.5,
    "base_share": 0.1,
    "q_value": 0.01,
}


def tables() -> dict[str, list[dict]]:
    proof = [evidence(n, v) for n in range(1, 41) for v in LISTED_VARIANTS]
    proof += [evidence(n, "country", "synthetic-country") for n in range(1, 4)]
    seen = {(e["profile_id"], e["variant"], e["work_id"]) for e in proof}
    names = {UNIT: MARKUP, OTHER: "SYNTHETIC Polytechnic North", "I9990000003": "SYNTHETIC Polytechnic South"}
    names |= {
        "I9990000004": "SYNTHETIC Twin",
        "I9990000005": "SYNTHETIC Twin",
        "I9990000006": "SYNTHETIC École",
    }
    return {
        "out_institution": [
            {
                "institution_id": identifier,
                "institution_name": name,
                "country_code": "FR",
                "institution_type": "education",
                "ror_id": f"09zzzzz{identifier[-2:]}",
                "works": 1234 if identifier == UNIT else 5,
                "first_year": 2016,
                "last_year": 2025,
                "is_listed_now": False,
                "is_synthetic": True,
            }
            for identifier, name in names.items()
        ],
        "out_institution_window": windows(),
        "out_institution_year": years(),
        "out_sensitivity": choices(),
        "out_scenario": scenarios(),
        "out_substitute": partners(),
        "out_substitute_skill": skill(),
        "out_change": changes(),
        "out_trend": [trend("country", 20, 30), trend("listed_then", 9, 30)],
        "out_change_run": [CHANGE_RUN],
        "out_alert": [ALERT],
        "out_country_window": [
            {"country_code": "FR", "country_name": "France"},
            {"country_code": "CN", "country_name": "China"},
        ],
        "out_country_pair": [
            {
                "country_x": "FR",
                "country_y": "DE",
                "country_y_name": "Germany",
                "technology_id": "all",
                "tag_scope": "high",
                "window_years": 0,
                "joint_works": 321,
            }
        ],
        "out_technology": [
            {"technology_id": "ai", "technology_name": "Artificial intelligence"},
            {"technology_id": "quantum", "technology_name": "Quantum computing"},
        ],
        "out_evidence": proof,
        "out_evidence_work": [
            {
                "institution_id": UNIT,
                "profile_id": p,
                "variant": v,
                "work_id": w,
                "technologies": "ai; quantum",
            }
            for p, v, w in sorted(seen)
        ],
        "out_coverage": [
            {
                "year": 2025,
                "works": 20000,
                "works_truncated": 12,
                "works_without_topic": 0,
                "works_without_abstract": 900,
            }
        ],
        "out_intake": [
            {"reason": "staged", "records": 20000},
            {"reason": "not_research_type", "records": 55},
        ],
        "out_list": [
            {
                "list_id": list_id,
                "title": f"SYNTHETIC List of {what}",
                "issuer": "SYNTHETIC Office",
                "jurisdiction": "Nowhere",
                "force": "guidance",
                "version": "7",
                "published": date(2026, 1, 25),
                "source_url": "javascript:alert(1)",
                "listings": 40,
                "resolved": 37,
                "unresolved": 3,
                "not_measurable": 0,
                "present_in_corpus": 12,
                "copies_of_official": 40,
                "is_synthetic": True,
            }
            for list_id, what in (("synthetic_list", "Dreams"), ("synthetic_other", "Other Things"))
        ],
        "out_profile": [
            _profile("synthetic-demo", "own", "synthetic_list"),
            _profile("synthetic-country", "as_cn", None),
        ],
        "out_method": [
            {
                "method_id": "wilson",
                "title": "Wilson interval",
                "formula": "(k + z²/2) / (n + z²) ± …",
                "source": "Wilson 1927",
            }
        ],
        "out_institution_listing": [
            {
                "institution_id": UNIT,
                "institution_name": MARKUP,
                "listing_id": f"synthetic_list/{number}",
                "list_id": "synthetic_list",
                "list_title": "SYNTHETIC List of Dreams",
                "name_as_listed": f"SYNTHETIC name {number}",
                "relation": relation,
                "via_id": via,
                "evidence": "copy_of_official",
                "effective_from": date(2019, 1, number),
                "listed_until": date(2020, 1, 1) if number == 1 else None,
            }
            for number, relation, via in ((1, "exact", UNIT), (2, "successor", "09zzzzz99"))
        ],
        "out_institution_dispute": [
            {
                "institution_id": UNIT,
                "listing_id": "synthetic_list/3",
                "list_title": "SYNTHETIC List of Dreams",
                "name_as_listed": "SYNTHETIC false friend",
                "disputed_id": "I9990000066",
                "disputed_name": "SYNTHETIC Other Institute",
                "reason": "SYNTHETIC: two bodies of one acronym",
                "disputed_on": date(2025, 2, 1),
                "works_then": 7,
                "works_now": 9,
            }
        ],
        "out_audit": [
            {
                "audit_name": "a",
                "level": "warning",
                "is_passed": False,
                "failures": 2,
                "message": "SYNTHETIC lists are old",
            }
        ],
        "out_run": [
            {
                "run_id": RUN,
                "started": datetime(2026, 5, 4, 3, 0, 0),
                "as_of": date(2026, 5, 3),
                "known_on": date(2026, 4, 30),
                "reference_versions": '{"countries": "c0de", "lists": "115f"}',
                "code_version": "0.1.0",
                "settings_hash": "ab12",
                "taxonomy_version": "2026-05",
                "is_synthetic": True,
                "works": 20000,
                "format_version": 1,
            }
        ],
    }


def _profile(identifier: str, hk_mo: str, lists: str | None) -> dict:
    return {
        "profile_id": identifier,
        "title": f"SYNTHETIC profile {identifier}",
        "version": "1",
        "hk_mo": hk_mo,
        "source_url": "",
        "description": "A fictional policy for tests.",
        "lists": lists,
        "evidence": "copy_of_official" if lists else "",
        "is_synthetic": True,
    }


def write_build(warehouse: Path, changed: dict[str, list[dict]] | None = None) -> Path:
    """Write `builds/x.duckdb` and the link `current.duckdb` below `warehouse`, as a real build does."""
    path = warehouse / "builds" / "x.duckdb"
    path.parent.mkdir(parents=True)
    with duckdb.connect(str(path)) as connection:
        for name, rows in (tables() | (changed or {})).items():
            frame = pl.DataFrame(rows, infer_schema_length=None)
            connection.register("frame", frame.to_arrow())
            connection.execute(f"create table {name} as select * from frame")
            connection.unregister("frame")
    (warehouse / "current.duckdb").symlink_to(Path("builds") / "x.duckdb")
    return path
