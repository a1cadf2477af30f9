"""Pairs of units counted plainly, after methods.md §5: joint works, links, and every measure made of them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import combinations

from plain_exposure import Work, Z, known, wilson
from plain_works import UNKNOWN


class Network:
    """Who works with whom on some works: of one kind of unit, one technology and scope, one span of years."""

    def __init__(self, works: list[Work], kind: str, fields: dict[str, str]) -> None:
        self.joint: Counter = Counter()
        self.fractional: dict[tuple, float] = defaultdict(float)
        self.works: Counter = Counter()
        self.shared: Counter = Counter()
        self.unknown: dict[str, float] = defaultdict(float)
        self.world_shared = 0
        by_field: dict[str, Counter] = defaultdict(Counter)
        for work in works:
            side = work.countries if kind == "country" else work.institutions
            units = sorted(known(side))
            for unit in units:
                self.unknown[unit] += float(side.get(UNKNOWN, 0))
            pairs = list(combinations(units, 2))
            self.works.update(units)
            self.joint.update(pairs)
            for pair in pairs:
                self.fractional[pair] += 1 / (len(units) - 1)
            by_field[fields[work.work_id]].update(pairs)
            if pairs:
                self.shared.update(units)
                self.world_shared += 1
        self.links, self.world = _links(self.joint), sum(self.joint.values())
        self.strata = {field: (joint, _links(joint), sum(joint.values())) for field, joint in by_field.items()}

    def cells(self, x: str, y: str) -> tuple[int, int, int, int]:
        """a, b, c, d of the pair."""
        return _cells(self.joint, self.links, self.world, x, y)

    def measures(self, x: str, y: str) -> dict[str, float | None]:
        """Every measure of x with y."""
        a, b, c, d = self.cells(x, y)
        found = {
            "salton": a / math.sqrt(self.works[x] * self.works[y]),
            "jaccard": a / (self.works[x] + self.works[y] - a),
            "association_strength": (a / (2 * self.world))
            / ((self.links[x] / (2 * self.world)) * (self.links[y] / (2 * self.world))),
            "nsf_index": (a / self.shared[x]) / (self.shared[y] / self.world_shared),
        }
        found |= self._similarity_limits(x, y, found)
        is_defined = c > 0
        found["ric"] = (a / (a + b)) / (c / (c + d)) if is_defined else None
        error = math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) if is_defined else 0
        found |= _limits("ric", found["ric"], error)
        found["orc"] = a * d / (b * c) if b and c else None
        is_bounded = min(a, b, c, d) > 0
        error = math.sqrt(1 / a + 1 / b + 1 / c + 1 / d) if is_bounded else 0
        found |= _limits("orc", found["orc"] if is_bounded else None, error)
        return found | self._pooled(x, y)

    def _similarity_limits(self, x: str, y: str, found: dict[str, float]) -> dict[str, float | None]:
        """Of counts that do not overlap, n · (slope of the logarithm)² summed: the delta method, spelled out."""
        a, b, c, d = self.cells(x, y)
        n, m = self.works[x], self.works[y]
        limits = _limits(
            "salton", found["salton"], _error([(a, 1 / a - 0.5 / n - 0.5 / m), (n - a, -0.5 / n), (m - a, -0.5 / m)])
        )
        if limits["salton_high"] is not None:
            limits["salton_high"] = min(1, limits["salton_high"])
        low, high = wilson(a, n + m - a)
        limits |= {"jaccard_low": low, "jaccard_high": high}
        limits |= _limits("association_strength", found["association_strength"], _error(_slopes(a, b, c, d)))
        s, t = self.shared[x] - a, self.shared[y] - a
        neither = self.world_shared - a - s - t
        return limits | _limits("nsf_index", found["nsf_index"], _error(_slopes(a, s, t, neither)))

    def _pooled(self, x: str, y: str) -> dict[str, float | None]:
        above = below = variance = 0.0
        fields = 0
        for joint, links, n in self.strata.values():
            a, b, c, d = _cells(joint, links, n, x, y)
            fields += links[x] > 0 and links[y] > 0
            if n:
                above += a * (c + d) / n
                below += c * (a + b) / n
                variance += ((a + b) * (c + d) * (a + c) - a * c * n) / n**2
        ratio = above / below if above > 0 and below > 0 else None
        error = math.sqrt(max(variance, 0) / (above * below)) if ratio else 0
        return {"fields": fields, "ric_pooled": ratio} | _limits("ric_pooled", ratio, error)


def _links(joint: Counter) -> Counter:
    links: Counter = Counter()
    for (x, y), n in joint.items():
        links[x] += n
        links[y] += n
    return links


def _cells(joint: Counter, links: Counter, world: int, x: str, y: str) -> tuple[int, int, int, int]:
    a = joint[min(x, y), max(x, y)]
    return a, links[x] - a, links[y] - a, world - links[x] - links[y] + a


def _slopes(a: int, b: int, c: int, d: int) -> list[tuple[int, float]]:
    """ln(a (a + b + c + d) / ((a + b) (a + c))) by each of its counts."""
    x, y, whole = 1 / (a + b), 1 / (a + c), 1 / (a + b + c + d)
    return [(a, 1 / a - x - y + whole), (b, whole - x), (c, whole - y), (d, whole)]


def _error(slopes: list[tuple[int, float]]) -> float | None:
    """None where nothing varies."""
    variance = sum(n * slope**2 for n, slope in slopes)
    return math.sqrt(variance) if variance > 1e-12 else None


def _limits(name: str, value: float | None, error: float | None) -> dict[str, float | None]:
    if value is None or error is None:
        return {f"{name}_low": None, f"{name}_high": None}
    return {f"{name}_low": value * math.exp(-Z * error), f"{name}_high": value * math.exp(Z * error)}
