"""The tables that scenarios and partners are made from, for a few hundred invented works."""

from __future__ import annotations

import random

import polars as pl

Frames = dict[str, pl.DataFrame]
COUNTRY = {f"I{n}": ("FR", "DE", "JP", "CN")[n % 4] for n in range(40)}
W = [name for name, country in COUNTRY.items() if country == "CN"]


def invented(works: int = 800, seed: int = 7, share: float = 0.5) -> Frames:
    """All in technology A, years 2014 to 2020, the newest window 2016 to 2020; W is what lies in CN; q is ``share``."""
    drawn = random.Random(seed)  # noqa: S311 - invented data
    on = {f"X{n}": drawn.sample(sorted(COUNTRY), drawn.choice([1, 2, 2, 3])) for n in range(works)}
    year = {work: drawn.randint(2014, 2020) for work in on}
    seen = [_seen(work, i, year[work], drawn) for work, bodies in on.items() for i in bodies if year[work] >= 2016]
    score = {work: (drawn.choice([0.0, 0.0, 1.0]), drawn.random() * 3) for work in on}
    exposed = {work: sum(i in W for i in of) / len(of) for work, of in on.items() if any(i in W for i in of)}
    kind = {"profile_id": "p", "variant": "country"}
    met = {i: [w for w, of in on.items() if i in of and year[w] >= 2016] for i in COUNTRY}
    joint = {i: sum(w in exposed for w in of) for i, of in met.items()}
    cells = [
        kind
        | {"hk_mo": "own", "unit_kind": "institution", "unit_id": i, "technology_id": "A", "country_code": COUNTRY[i]}
        | {"works": len(of), "exposed_works": joint[i], "unknown_mass": 0.0, "first_year": 2016, "last_year": 2020}
        for i, of in met.items()
        if joint[i] >= 5 and i not in W
    ]
    trusted = {work: sorted({COUNTRY[i] for i in of} & {"FR", "DE", "JP"}) for work, of in on.items()}
    return {
        "ind_newest_window": pl.DataFrame([{"window_years": 5, "first_year": 2016, "last_year": 2020}]),
        "ind_scenario_cell": pl.DataFrame(cells),
        "ind_scenario_work": pl.DataFrame(
            [row | dict(zip(("top10", "ncs"), score[row["work_id"]], strict=True)) for row in seen]
        ),
        "ind_scenario_exposed": pl.DataFrame(
            [kind | {"work_id": w, "counterpart_mass": m} for w, m in exposed.items()]
        ),
        "ind_work_trust": pl.DataFrame(
            [
                {"trust_set_id": "t", "work_id": work, "first_country": of[0], "last_country": of[-1]}
                for work, of in trusted.items()
                if of
            ]
        ),
        "ind_profile_trust": pl.DataFrame([{"profile_id": "p", "trust_set_id": "t"}]),
        "ind_trust_institution": pl.DataFrame(
            [{"trust_set_id": "t", "institution_id": i, "country_code": c} for i, c in COUNTRY.items() if i not in W]
        ),
        "ind_linked_work": pl.DataFrame(
            [
                {"work_id": work, "institution_id": i, "country_code": COUNTRY[i], "publication_year": year[work]}
                | {"is_hyperauthored": False}
                for work, of in on.items()
                for i in of
            ]
        ),
        "ind_linked_technology": pl.DataFrame(
            [{"work_id": work, "technology_id": "A", "top10": score[work][0]} for work in on]
        ),
        "ind_linked_topic": pl.DataFrame(
            [{"work_id": work, "topic_id": f"T{topic}"} for work in on for topic in drawn.sample(range(6), 2)]
        ),
        "ind_unit_counterpart": pl.DataFrame([kind | {"unit_kind": "institution", "unit_id": i} for i in W]),
        "ref_parameter": pl.DataFrame([{"small_cell": 5, "reformed_share": share}]),
    }


def _seen(work: str, institution: str, year: int, drawn: random.Random) -> dict[str, object]:
    return {
        "hk_mo": "own",
        "unit_kind": "institution",
        "unit_id": institution,
        "technology_id": "A",
        "work_id": work,
        "publication_year": year,
        "team_size_band": drawn.randint(1, 3),
        "is_leading": drawn.random() < 0.5,
        "country_code": COUNTRY[institution],
    }
