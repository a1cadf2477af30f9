"""What was planted in a sample, so that plain counting can be held against it.

Everywhere "works" are the *countable* ones at their newest version: type article, review, book-chapter or
conference-paper, not retracted, not xpac, not paratext. A work's countries are those its authorships list.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class YearOfExposure:
    """The trend unit's works of one year in its technology, by what is known about their partners.

    ``exposed`` works have an institution in China (and none in another covered country); ``unresolved`` ones
    are not exposed and have an author of whom neither institution nor country is known; ``hong_kong`` ones are
    exposed only where Hong Kong counts as China.
    ``listed_now`` works are co-authored with the listed institution, ``listed_then`` after it was listed.
    """

    works: int
    exposed: int
    unresolved: int
    hong_kong: int
    listed_then: int
    listed_now: int


@dataclass(frozen=True)
class ExposureTrend:
    """(a) A French university whose share of works with China rises, in one technology."""

    institution_id: str
    technology_id: str
    listed_institution_id: str
    years: dict[int, YearOfExposure]


@dataclass(frozen=True)
class PlantedPair:
    """(b) Two countries of known pair intensity over all works and years.

    ``c_xy``, ``c_x``, ``c_y`` and ``total`` are C_XY, C_X, C_Y and T; ``ric`` is RIC(x, y) from them.
    """

    country_x: str
    country_y: str
    c_xy: int
    c_x: int
    c_y: int
    total: int
    ric: float


@dataclass(frozen=True)
class IndirectLink:
    """(c) A unit that never co-authors with a listed institution while its only frequent partner does."""

    institution_id: str
    bridge_id: str
    listed_id: str
    works_with_bridge: int
    bridge_works_with_listed: int
    works_with_listed: int = 0


@dataclass(frozen=True)
class CompanyRole:
    """(d) A company on a growing part of a technology's works: year to (works, works with the company)."""

    institution_id: str
    technology_id: str
    years: dict[int, tuple[int, int]]


@dataclass(frozen=True)
class PlantedMoves:
    """(e) Authors of one technology who publish in a first year at ``origin`` and in a last year elsewhere.

    ``migrants`` of them leave ``origin``, ``travellers`` keep it; as many of each ``with_orcid``. ``hidden`` further
    authors go to ``hidden_destination``, too few to be published.
    """

    technology_id: str
    origin: str
    destination: str
    hidden_destination: str
    first_year: int
    last_year: int
    migrants: int
    migrants_with_orcid: int
    travellers: int
    hidden: int


@dataclass(frozen=True)
class SampleFacts:
    """Size and planted truths of one sample; ``records`` = ``works`` + ``revisions``."""

    seed: int
    release: str
    works: int
    revisions: int
    records: int
    countable_works: int
    institutions: int
    exposure: ExposureTrend
    pair: PlantedPair
    indirect: IndirectLink
    company: CompanyRole
    moves: PlantedMoves
