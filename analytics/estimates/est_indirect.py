"""Indirect exposure: how near an institution stands to W through others, and how near it would stand by size alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import numpy as np
import polars as pl

from analytics.estimates.coded import coded
from analytics.estimates.intervals import effective_wilson
from analytics.estimates.network import indirect, null_draws, step_spread, stepped, walked
from analytics.estimates.network_rows import Network, joint_works, network
from analytics.estimates.works import Works, work_table

_SCHEMA = {
    **dict.fromkeys(("institution_id", "technology_id", "profile_id", "variant"), pl.String),
    **dict.fromkeys(("window_years", "first_year", "last_year", "joint_works"), pl.Int64),
    **dict.fromkeys(("is_counterpart", "is_small"), pl.Boolean),
    **dict.fromkeys(("walk", "one_step", "one_step_low", "one_step_high", "indirect", "two_step"), pl.Float64),
    **dict.fromkeys(("indirect_z", "indirect_percentile"), pl.Float64),
    "null_draws": pl.Int64,
}
_OF_OTHERS = ("indirect", "two_step", "indirect_z", "indirect_percentile")
_LIMITS = ("one_step_low", "one_step_high")
_EXACT = 1e-12


def est_indirect(
    ind_work_unit: Iterator[pl.DataFrame],
    stg_work_year: Iterator[pl.DataFrame],
    tag_work_scope: Iterator[pl.DataFrame],
    ind_network_seed: pl.DataFrame,
    tag_profile_variant: pl.DataFrame,
    stg_window: pl.DataFrame,
    ref_parameter: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """One row per institution, technology, profile and variant (`country`, `listed_now`) in the newest window.

    The window is the last five years, all years where there are fewer; the network is that of works under `high` with
    at least two known institutions, `all` and each technology with `network_min_works` of them. Numbers are null with
    fewer than `small_cell` such works; those of others than W (methods §6.10) are null for W itself. `one_step` is a
    mean over the institution's works and has limits as one; the others hang on the works of every institution.
    """
    yield pl.DataFrame(schema=_SCHEMA)
    window = stg_window.filter(pl.col("window_years").is_in([0, 5])).sort("last_year", "window_years").tail(1)
    if window.is_empty():
        return
    years, first, last = window.select("window_years", "first_year", "last_year").row(0)
    kinds = tag_profile_variant.filter(pl.col("variant") != "listed_then").sort("profile_id", "variant")
    is_recent = pl.col("publication_year").is_between(first, last)
    works = work_table(batch.filter(is_recent) for batch in stg_work_year)
    rows = joint_works(ind_work_unit, works)
    rows, tags = coded({"rows": rows}, "institution_id")["rows"], _tags(tag_work_scope, works, rows)
    parameter = ref_parameter.row(0, named=True)
    draws = network_draws(rows, tags, parameter)
    for technology, own in _technologies(rows, tags, draws):
        found = _estimate(technology, network(own), kinds, ind_network_seed, parameter | {"draws": draws[technology]})
        named = found.with_columns(
            technology_id=pl.lit(technology), window_years=years, first_year=first, last_year=last
        )
        yield named.select(pl.col(name).cast(kind) for name, kind in _SCHEMA.items())


def _tags(tag_work_scope: Iterator[pl.DataFrame], works: Works, rows: pl.DataFrame) -> pl.DataFrame:
    is_asked = (pl.col("tag_scope") == "high") & (pl.col("technology_id") != "all")
    tags = pl.concat([works.numbered(batch.filter(is_asked)) for batch in tag_work_scope])
    return tags.join(rows, on="work_no", how="semi").select("work_id", "technology_id")


def network_draws(rows: pl.DataFrame, tags: pl.DataFrame, parameter: dict[str, float]) -> dict[str, int]:
    """`all` and each technology with enough works, with how often its network is rewired: not at all if too large."""
    members = rows.group_by("work_id").len("members")
    sizes = tags.join(members, on="work_id").group_by("technology_id").agg(pl.len(), pl.col("members").sum())
    enough = sizes.filter(pl.col("len") >= parameter["network_min_works"]).select("technology_id", "members")
    found = [*enough.iter_rows(), ("all", rows.height)]
    draws, left, often = int(parameter["network_draws"]), int(parameter["network_steps"]), {}
    for technology, size in sorted(found, key=lambda one: (one[1], one[0])):
        often[technology] = draws if size * draws <= left else 0
        left -= size * draws
    return often


def _technologies(rows: pl.DataFrame, tags: pl.DataFrame, wanted: Iterable[str]) -> Iterator[tuple[str, pl.DataFrame]]:
    """`all` and the other technologies ``wanted``, with their rows and strata of technology and year."""
    if rows.is_empty():
        return
    # A work of several technologies is in one stratum only, that of the first by name.
    first = tags.group_by("work_id").agg(technology=pl.col("technology_id").min())
    stratum = pl.format("{} {}", "year", pl.col("technology").fill_null(""))
    yield "all", rows.join(first, on="work_id", how="left").with_columns(stratum=stratum)
    for technology in sorted(set(wanted) - {"all"}):
        works = tags.filter(pl.col("technology_id") == technology).select("work_id")
        yield technology, rows.join(works, on="work_id").with_columns(stratum=pl.col("year").cast(pl.String))


def _estimate(
    technology: str, net: Network, kinds: pl.DataFrame, seeds: pl.DataFrame, parameter: dict[str, float]
) -> pl.DataFrame:
    pairs = list(kinds.select("profile_id", "variant").iter_rows())
    members = [seeds.filter(profile_id=p, variant=v)["institution_id"] for p, v in pairs]
    # Profiles with the same institutions in W are walked once.
    targets, place = np.unique(np.column_stack([net.indicator(one) for one in members]), axis=1, return_inverse=True)
    place = place.reshape(-1)
    targets = np.ascontiguousarray(targets)
    graph, alpha, draws = (net.ends, net.members, net.degree), parameter["network_alpha"], int(parameter["draws"])
    one_step = stepped(*graph, targets)
    walk = walked(*graph, targets, alpha, np.zeros_like(targets), _EXACT)
    near = indirect(*graph, targets, alpha, walk)
    two_step = stepped(*graph, one_step * (1 - targets))
    seed = np.uint64(int.from_bytes(hashlib.blake2b(technology.encode(), digest_size=8).digest(), "little"))
    z, percentile = np.full_like(near, np.nan), np.full_like(near, np.nan)
    if draws:
        rewired = (net.ends, net.members.copy(), net.degree)
        z, percentile = null_draws(*rewired, net.work_of, net.strata, targets, alpha, near, walk, draws, seed)
        percentile[np.isnan(z)] = np.nan
    numbers = {"walk": walk, "one_step": one_step, "indirect": near, "two_step": two_step}
    numbers["one_step_spread"] = step_spread(*graph, targets, one_step)
    numbers |= {"indirect_z": z, "indirect_percentile": percentile}
    frames = [
        pl.DataFrame({name: values[:, place[n]] for name, values in numbers.items()}).with_columns(
            net.institutions.alias("institution_id"),
            pl.Series("joint_works", net.degree),
            pl.Series("is_counterpart", targets[:, place[n]] == 1),
            profile_id=pl.lit(profile),
            variant=pl.lit(variant),
            null_draws=pl.lit(draws),
        )
        for n, (profile, variant) in enumerate(pairs)
    ]
    return _shown(pl.concat(frames), int(parameter["small_cell"]), list(numbers))


def _shown(rows: pl.DataFrame, small: int, numbers: list[str]) -> pl.DataFrame:
    is_small = pl.col("joint_works") < small
    limits = effective_wilson(*(pl.col(name) for name in ("one_step", "one_step_spread", "joint_works")))
    rows, numbers = rows.with_columns(one_step_low=limits[0], one_step_high=limits[1]), [*numbers, *_LIMITS]
    is_hidden = {name: (is_small | pl.col("is_counterpart")) if name in _OF_OTHERS else is_small for name in numbers}
    return rows.with_columns(
        is_small.alias("is_small"),
        *(pl.when(~hidden).then(pl.col(name).fill_nan(None)).alias(name) for name, hidden in is_hidden.items()),
    )
