"""What the scenarios of every kind of exposure are computed from, its ids as numbers, so that a million works fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from analytics.estimates.coded import Frames, coded, placed
from analytics.estimates.components import NONE, Links, mark
from analytics.estimates.draws import Flags, Floats, Hashes, Ints, id_hashes
from analytics.estimates.matched_pools import strata
from analytics.warehouse.codes import shown

_IDS = (
    ("unit_id", "institution_id"), ("country_code", "first_country", "last_country"),
    *((name,) for name in ("technology_id", "profile_id", "variant", "hk_mo", "unit_kind", "trust_set_id")),
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """Works seen from the units of a kind, a row each, sorted by unit, technology and work; no country is −1.

    ``top10`` is not a number where not judged; ``by_stratum`` are the rows in the order of stratum, work and unit.
    """

    unit: Ints
    technology: Ints
    work: Ints
    stratum: Ints
    hash: Hashes
    country: Ints
    top10: Floats
    ncs: Floats
    by_stratum: Ints

    def cells(self, cells: pl.DataFrame) -> Ints:
        """Of every row the place among ``cells`` of its unit and technology, −1 without."""
        unit, technology = number(cells["unit_id"]), number(cells["technology_id"])
        found = np.full((max(self.unit.max(), unit.max()) + 1, max(self.technology.max(), technology.max()) + 1), -1)
        found[unit, technology] = np.arange(cells.height)
        place: Ints = found[self.unit, self.technology]
        return place


class Trust(NamedTuple):
    """A trust set: by work the first and last of its countries there, −1 without; by institution of
    it the country, `NONE` for others.
    """

    first: Ints
    last: Ints
    country: Ints


class Counterpart(NamedTuple):
    """A kind of exposure: by work the mass of W on it, not a number without W; by institution whether it is of W."""

    mass: Floats
    is_counterpart: Flags


class Around(NamedTuple):
    """``seen`` by hk_mo and unit_kind; ``institution_hashes`` by their numbers.

    ``active`` says which technology has works with which institution, (technologies, institutions).
    """

    seen: dict[tuple[object, ...], Seen]
    divisors: list[int]
    institution_hashes: Hashes
    links: Links
    active: Flags
    counterparts: dict[tuple[object, ...], Counterpart]
    trust: dict[str, Trust]
    floor: int
    share: float


def around(parameter: pl.DataFrame, **frames: pl.DataFrame) -> tuple[Around, pl.DataFrame]:
    """What the frames hold, and the ``cells`` among them, with ids that sort as their texts do."""
    for columns in _IDS:
        frames = coded(frames, *columns)
    frames, ids = placed(frames, "work_id")
    works, links, (stratum, divisors) = frames["works"], frames["links"], strata(frames["works"])
    institutions = _ids(links["institution_id"])
    hashes = id_hashes(shown(ids.to_frame())["work_id"])[number(works["work_id"])]
    works = works.with_columns(pl.Series("stratum", stratum), pl.Series("hash", hashes))
    seen = {kind: _seen(part) for kind, part in works.partition_by("hk_mo", "unit_kind", as_dict=True).items()}
    linked = Links.of(number(links["work_id"]), number(links["institution_id"]), ids.len())
    active = np.zeros((_ids(works["technology_id"]).len(), institutions.len()), np.bool_)
    for part in seen.values():
        mark(part.technology, part.work, linked, active)
    sizes = ids.len(), institutions.len()
    floor, share = (parameter[name][0] for name in ("small_cell", "reformed_share"))
    given = Around(
        seen, divisors, id_hashes(institutions), linked, active,
        _counterparts(frames, *sizes), _trust(frames, *sizes), int(floor), float(share),
    )  # fmt: skip
    return given, frames["cells"]


def number(ids: pl.Series) -> Ints:
    """The numbers of coded ids, −1 where there is none."""
    return ids.to_physical().cast(pl.Int64).fill_null(-1).to_numpy()


def _seen(works: pl.DataFrame) -> Seen:
    ids = [number(works[name]) for name in ("unit_id", "technology_id", "work_id")]
    unit, technology, work = ids
    order = np.argsort((unit * (technology.max(initial=0) + 1) + technology) << 32 | work)
    scores = (works[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in ("top10", "ncs"))
    stratum, rest = works["stratum"].to_numpy(), (works["hash"].to_numpy(), number(works["country_code"]), *scores)
    columns = [column[order] for column in (*ids, stratum, *rest)]
    columns.append(np.argsort(stratum[order] << 32 | work[order], kind="stable"))
    return Seen(*columns)


def _ids(coded_ids: pl.Series) -> pl.Series:
    """All ids of their kind, by number."""
    return coded_ids.dtype.categories  # type: ignore[attr-defined,no-any-return]


def _counterparts(frames: Frames, works: int, institutions: int) -> dict[tuple[object, ...], Counterpart]:
    found, names = {}, ("profile_id", "variant")
    of_w = frames["counterparts"].partition_by(names, as_dict=True)
    for kind, exposed in frames["exposed"].partition_by(names, as_dict=True).items():
        mass, is_counterpart = np.full(works, np.nan), np.zeros(institutions, np.bool_)
        mass[number(exposed["work_id"])] = exposed["counterpart_mass"].to_numpy()
        if kind in of_w:
            is_counterpart[number(of_w[kind]["unit_id"])] = True
        found[kind] = Counterpart(mass, is_counterpart)
    return found


def _trust(frames: Frames, works: int, institutions: int) -> dict[str, Trust]:
    found: dict[str, Trust] = {}
    for name in _ids(frames["members"]["trust_set_id"]):
        of_set, members = (frames[of].filter(trust_set_id=name) for of in ("trust", "members"))
        first, last, country = np.full(works, -1), np.full(works, -1), np.full(institutions, NONE)
        for into, column in ((first, "first_country"), (last, "last_country")):
            into[number(of_set["work_id"])] = number(of_set[column])
        country[number(members["institution_id"])] = number(members["country_code"])
        found[name] = Trust(first, last, country)
    return found
