"""What to ask: the scope of the settings as disjoint filter partitions, and the address of each request.

A cursor is serial, so partitions are what runs in parallel. Countries, institutions, topics and types narrow
each other (AND); the values within one of them widen it (OR). pyalex writes the filters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from urllib.parse import quote, urlsplit

from pyalex import Funders, Institutions, Topics, Works

from analytics.errors import ConfigurationError
from analytics.settings import ApiSettings

MAX_VALUES = 100  # in one OR; one more is answered with 400
MAX_REQUEST_LINE = 8190  # bytes, "GET … HTTP/1.1" included
PER_PAGE = 100
# Room kept in the request line for a host prefix, the cursor and a publication-date window.
_RESERVED = 700
# Root fields only. References, related works and locations make up half of a page and are not used.
SELECT = (
    "id,doi,title,publication_year,publication_date,language,type,open_access,authorships,primary_location,"
    "corresponding_author_ids,corresponding_institution_ids,fwci,is_authors_truncated,cited_by_count,"
    "citation_normalized_percentile,is_retracted,is_paratext,is_xpac,primary_topic,topics,keywords,awards,"
    "funders,abstract_inverted_index,updated_date,created_date"
)

# The variant over the first 100 authors only would be `authorships.countries`.
_COUNTRY = "authorships.institutions.country_code"
_LINEAGE = "authorships.institutions.lineage"
_ID = "authorships.institutions.id"
_ROR = "authorships.institutions.ror"

_ENTITIES = {"institutions": Institutions, "topics": Topics, "funders": Funders}

_INSTITUTION = r"(?:https://openalex\.org/)?(I\d+)|(?:https://ror\.org/)?(0[a-z0-9]{6}\d\d)"

_Term = tuple[str, str]
_Choice = tuple[list[_Term], list[_Term]]  # what a work must be, what it must not be


@dataclass(frozen=True)
class Partition:
    """One publication year of the scope, cut where a list is longer than 100; ``filter`` is URL-encoded."""

    year: int
    filter: str

    @property
    def partition_id(self) -> str:
        """Year and digest of the filter: another scope never meets this one's cursor."""
        return f"y{self.year}-{hashlib.sha256(self.filter.encode()).hexdigest()[:10]}"


def partitions(api: ApiSettings) -> list[Partition]:
    """The scope as partitions that share no work, newest year first. Raises ConfigurationError.

    Where exclusions of earlier values would overflow the request line (beyond some 500 institutions), the
    last ones are left out: a few works then arrive twice, which costs credits but changes no figure.
    """
    if api.first_year > api.last_year:
        raise ConfigurationError(f"api.first_year {api.first_year} is after api.last_year {api.last_year}.")
    choices = list(product(*(list(facet) or [([], [])] for facet in _facets(api))))
    years = range(api.last_year, api.first_year - 1, -1)
    return [Partition(year, _compile(year, choice)) for year in years for choice in choices]


def list_url(
    base_url: str, filters: str, cursor: str, since: date | None = None, changed_since: date | None = None
) -> str:
    """The address of one page of works; ``since`` narrows it to works published on or after that day.

    ``changed_since`` narrows it to records changed on or after that day, which needs a paid plan.
    """
    page = f"per_page={PER_PAGE}&cursor={quote(cursor, safe='*')}"
    return f"{_works(base_url)}?filter={filters}{_dates(since, changed_since)}&{_select()}&{page}"


def counts_url(
    base_url: str, years: tuple[int, int], facets: str, since: date | None, changed_since: date | None
) -> str:
    """The address that counts the works of ``facets`` by publication year, at most 200 of them."""
    filters = _filter({"publication_year": f"{years[0]}-{years[1]}"}) + (f",{facets}" if facets else "")
    return f"{_works(base_url)}?filter={filters}{_dates(since, changed_since)}&group_by=publication_year"


def changes_url(base_url: str, day: date) -> str:
    """The smallest question that only a paid plan may ask."""
    return f"{_works(base_url)}?filter={_dates(None, day)[1:]}&select=id&per_page=1"


def work_url(base_url: str, work_id: str) -> str:
    """The address of one work with all its authors; costs no credit."""
    return f"{_works(base_url)}/{work_id}?{_select()}"


def entities_url(base_url: str, entity: str, ids: Iterable[str], fields: Iterable[str]) -> str:
    """The address of the records of at most 100 ``ids`` of ``entity``, which fit into one page."""
    query = _ENTITIES[entity]().filter(ids={"openalex": "|".join(ids)}).select(list(fields))
    return f"{base_url.rstrip('/')}/{entity}?{urlsplit(query.url).query}&per_page={PER_PAGE}"


def institution_url(base_url: str, ror: str) -> str:
    """The address of the institution with a ROR id; costs no credit."""
    return f"{base_url.rstrip('/')}/institutions/ror:{ror}?select=id"


def ror_ids(api: ApiSettings) -> list[str]:
    """The institutions of the scope that are given by ROR, bare. Raises ConfigurationError."""
    return [value for value in _checked(api.institutions, _INSTITUTION) if value[0] != "I"]


def _works(base_url: str) -> str:
    return f"{base_url.rstrip('/')}/works"


def _dates(since: date | None, changed_since: date | None) -> str:
    days = {"from_publication_date": since, "from_updated_date": changed_since}
    return "".join(f",{_filter({name: day.isoformat()})}" for name, day in days.items() if day)


def _facets(api: ApiSettings) -> Iterator[Iterator[_Choice]]:
    institutions = list(_checked(api.institutions, _INSTITUTION))
    yield _choices({_COUNTRY: (code.upper() for code in _checked(api.countries, r"([A-Za-z]{2})"))})
    yield _choices(
        {
            _LINEAGE if api.institution_children else _ID: (value for value in institutions if value[0] == "I"),
            _ROR: (value for value in institutions if value[0] != "I"),  # alone; see scope.py for their children
        }
    )
    yield _choices({"topics.id": _checked(api.topics, r"(?:https://openalex\.org/)?(T\d+)")})
    yield _choices({"type": _checked(api.types, r"([a-z-]+)")})


def _choices(wanted: dict[str, Iterable[str]]) -> Iterator[_Choice]:
    """Chunks of values, each excluding those before it: a work with values in two chunks is in the first."""
    earlier: list[_Term] = []
    for field, values in wanted.items():
        ordered = sorted(set(values))
        for start in range(0, len(ordered), MAX_VALUES):
            chunk = "|".join(ordered[start : start + MAX_VALUES])
            yield [(field, chunk)], list(earlier)
            earlier.append((field, f"!{chunk}"))  # "!" negates the whole OR


def _compile(year: int, choices: Iterable[_Choice]) -> str:
    chosen = list(choices)
    wanted = dict(term for is_in, _ in chosen for term in is_in)
    compiled = _filter({"publication_year": str(year), **wanted})
    for term in (term for _, is_out in chosen for term in is_out):
        longer = f"{compiled},{_filter(dict([term]))}"
        if len(f"GET {list_url('', longer, '*')} HTTP/1.1") + _RESERVED <= MAX_REQUEST_LINE:
            compiled = longer
    return compiled


def _filter(terms: dict[str, str]) -> str:
    return str(urlsplit(Works().filter(**terms).url).query).removeprefix("filter=")


def _select() -> str:
    return str(urlsplit(Works().select(SELECT.split(",")).url).query)


def _checked(values: Iterable[str], pattern: str) -> Iterator[str]:
    for value in values:
        match = re.fullmatch(pattern, value)
        if not match:
            raise ConfigurationError(f"'{value}' in the scope of the API is not an id that OpenAlex knows.")
        yield next(group for group in match.groups() if group)
