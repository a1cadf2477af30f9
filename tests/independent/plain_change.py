"""What changed between two builds, state by state: every state is counted whole, and a cause is what lies between two.

After methods.md §8: old works, then new and removed ones, then revised ones, then fields, then lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from plain_exposure import Cell, Work, cells
from plain_works import bare

PARTS = ("new", "removed", "revised", "tags", "lists")
MEASURES = ("works", "exposed_works", "works_fractional", "exposed_fractional")
Key = tuple[str, str, str, int]


@dataclass
class Side:
    """One of the two builds: its staged works, the records behind them, W of a work, ids of every record it holds."""

    works: dict[str, Work]
    records: dict[str, dict]
    counterparts: Callable[[Work], set[str]]
    held: set[str]


@dataclass(frozen=True)
class Placed:
    """A work in a state, with the units of W it then has."""

    work: Work
    w: frozenset[str]


def states(before: Side, after: Side, technologies: set[str]) -> list[list[Placed]]:
    """Six states of the corpus, from the build before to the build after; the tags are those of ``technologies``."""
    old = {i: Placed(_only(w, technologies), frozenset(before.counterparts(w))) for i, w in before.works.items()}
    new = {i: Placed(_only(w, technologies), frozenset(after.counterparts(w))) for i, w in after.works.items()}
    came = {i for i in new if i not in old and i not in before.held}
    went = {i for i in old if i not in new and i not in after.held}
    both = old.keys() & new.keys()
    moved = {i for i in both if _units(old[i].work) != _units(new[i].work)}
    reworded = {i for i in both if _text(before.records[i]) != _text(after.records[i])}

    def tags(i: str) -> dict[str, set[str]]:
        return (new if i in reworded else old)[i].work.scopes

    def lists(i: str) -> frozenset[str]:
        return (new if i in moved else old)[i].w

    revised = {i: Placed(replace(new[i].work, scopes=tags(i)), lists(i)) for i in both}
    revised |= {i: new[i] for i in new if i not in both}
    tagged = {i: Placed(new[i].work, lists(i)) if i in both else new[i] for i in new}
    grown = old | {i: new[i] for i in came}
    shrunk = {i: placed for i, placed in grown.items() if i not in went}
    return [list(state.values()) for state in (old, grown, shrunk, revised, tagged, new)]


def _only(work: Work, technologies: set[str]) -> Work:
    return replace(work, scopes={scope: tags & technologies for scope, tags in work.scopes.items()})


def _units(work: Work) -> tuple[Any, ...]:
    return work.institutions, work.countries, work.year, work.published


def _text(record: dict) -> tuple[Any, ...]:
    topics = sorted((bare(t["id"]), t.get("score") or -1) for t in record.get("topics") or [] if t.get("id"))
    return record.get("title") or record.get("display_name"), record.get("abstract_inverted_index"), topics


def counted(state: Iterable[Placed], *, by_country: bool, of: str) -> dict[Key, Cell]:
    w = {placed.work.work_id: set(placed.w) for placed in state}
    works = [placed.work for placed in state]
    return cells(works, lambda work: w[work.work_id], by_country=by_country, of=of)


def measures(cell: Cell | None) -> dict[str, Any]:
    return {name: getattr(cell, name) if cell else 0 for name in MEASURES}


def split(counts: list[dict[Key, Cell]]) -> dict[Key, dict[str, Any]]:
    """Cell → `{measure}_{before, after, part}` of every cell that any cause moved."""
    found = {}
    for key in {key for state in counts for key in state}:
        steps = [measures(state.get(key)) for state in counts]
        if all(step == steps[0] for step in steps):
            continue
        row = {f"{m}_before": steps[0][m] for m in MEASURES} | {f"{m}_after": steps[-1][m] for m in MEASURES}
        for part, one, other in zip(PARTS, steps, steps[1:], strict=False):
            row |= {f"{m}_{part}": other[m] - one[m] for m in MEASURES}
        for share, (k, n) in SHARES.items():
            row |= _shares(share, [(step[k], step[n]) for step in steps])
        found[key] = row
    return found


SHARES = {
    "exposed_share": ("exposed_works", "works"),
    "exposed_fractional_share": ("exposed_fractional", "works_fractional"),
}


def _shares(name: str, counts: list[tuple[Any, Any]]) -> dict[str, Any]:
    """A share of nothing stands where it stood."""
    if not counts[0][1] or not counts[-1][1]:
        return {}
    shares: list[Any] = []
    for k, n in counts:
        shares.append(k / n if n else shares[-1])
    parts = {f"{name}_{part}": b - a for part, a, b in zip(PARTS, shares, shares[1:], strict=False)}
    return {f"{name}_before": shares[0], f"{name}_after": shares[-1]} | parts
