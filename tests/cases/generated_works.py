"""Works as hypothesis draws them, and the given tables they make: small, with every kind of gap real records have."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from case_file import Block, Case, Row
from hypothesis import strategies as st

COUNTRY = {"F": "FR", "G": "FR", "D": "DE", "J": "JP", "C": "CN", "L": "KR", "N": ""}
"""Institutions; W is China, where C lies, and a list with L. N has no country."""

NOBODY: tuple[str, ...] = ()


@dataclass(frozen=True)
class Author:
    """``strings`` are the institutions of each affiliation string; empty is a string that nobody resolved."""

    strings: tuple[tuple[str, ...], ...]
    is_mapped: bool = True
    listed: tuple[str, ...] = ()

    @property
    def institutions(self) -> list[str]:
        """Each institution once."""
        return sorted({name for string in self.strings for name in string})


@dataclass(frozen=True)
class Work:
    """A work of a year, cited some times, by its authors."""

    authors: tuple[Author, ...]
    year: int = 2020
    citations: int = 0
    topic: str = field(default="T1")


def authors(names: str = "".join(COUNTRY), listed: tuple[str, ...] = ("FR", "CN", "JP")) -> st.SearchStrategy[Author]:
    """An author with up to three strings, resolved to some of ``names`` or to nobody."""
    string = st.lists(st.sampled_from(names), max_size=2, unique=True).map(tuple)
    countries = st.lists(st.sampled_from(listed), max_size=2, unique=True).map(tuple) if listed else st.just(())
    return st.builds(Author, st.lists(string, max_size=3).map(tuple), st.booleans(), countries)


def works(author: st.SearchStrategy[Author], least: int = 1, most: int = 12) -> st.SearchStrategy[list[Work]]:
    """Works of none to four authors, of 2019 to 2021."""
    team = st.lists(author, max_size=4).map(tuple)
    one = st.builds(Work, team, st.integers(2019, 2021), st.integers(0, 4), st.sampled_from(["T1", "T2"]))
    return st.lists(one, min_size=least, max_size=most)


def case(corpus: list[Work], *tables: str) -> Case:
    """A worked example that is given ``corpus`` and asks for ``tables``; W by country and by list."""
    given = {
        "stg_works": [_work(n, work) for n, work in enumerate(corpus)],
        "tag_profile_variant": [{"profile_id": "p", "hk_mo": "own", "variant": v} for v in ("country", "listed_then")],
        "ref_profile": [{"profile_id": "p", "hk_mo": "own"}],
        "ref_profile_country": [{"profile_id": "p", "country_code": "CN"}],
        "tag_profile_listing": [{"profile_id": "p", "institution_id": "L", "effective_from": "2010-01-01"}],
        "stg_institution": [{"institution_id": name, "country_code": code} for name, code in COUNTRY.items()],
        "ind_citation_class": [],
    }
    for name in ("stg_authorship", "stg_affiliation", "stg_affiliation_institution", "stg_authorship_institution"):
        given[name] = []
    given["stg_authorship_country"] = []
    for n, work in enumerate(corpus):
        for number, author in enumerate(work.authors, 1):
            _add_author(given, {"work_id": f"W{n}", "authorship_no": str(number)}, author)
    blocks = [Block(name, {}, rows) for name, rows in given.items()]
    return Case(Path("generated"), blocks, {"small_cell": "1"}, "", [Block(table, {}, []) for table in tables])


def _work(n: int, work: Work) -> Row:
    date = {"publication_year": str(work.year), "publication_date": f"{work.year}-06-01"}
    cited = {"work_type": "article", "cited_by_count": str(work.citations), "primary_topic_id": work.topic}
    return {"work_id": f"W{n}", "authorships": str(len(work.authors)), "is_hyperauthored": "no"} | date | cited


def _add_author(given: dict[str, list[Row]], at: Row, author: Author) -> None:
    given["stg_authorship"].append(at)
    for no, string in enumerate(author.strings, 1):
        here = at | {"affiliation_no": str(no)}
        mapped = {"affiliation_string": f"SYNTHETIC {no}", "is_mapped": "yes" if author.is_mapped else "no"}
        given["stg_affiliation"].append(here | mapped)
        if author.is_mapped:
            given["stg_affiliation_institution"] += [here | {"institution_id": name} for name in string]
    carried = [at | {"institution_id": name, "country_code": COUNTRY[name]} for name in author.institutions]
    given["stg_authorship_institution"] += carried
    if not any(row["country_code"] for row in carried):
        given["stg_authorship_country"] += [at | {"country_code": code} for code in author.listed]
