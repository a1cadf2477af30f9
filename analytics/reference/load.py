"""All reference tables at once, as polars frames."""

from __future__ import annotations

import polars as pl

from analytics.reference.aliases import read_aliases
from analytics.reference.countries import read_countries, read_groups
from analytics.reference.disputes import read_disputes
from analytics.reference.excluded import read_excluded
from analytics.reference.lineage import read_lineage
from analytics.reference.profiles import Known, read_profiles
from analytics.reference.roots import reference_roots
from analytics.reference.schemas import SCHEMAS, frame
from analytics.reference.tagger import read_tagger, read_topic_subfields
from analytics.reference.technologies import read_technologies
from analytics.reference.trust_sets import read_trust_sets
from analytics.reference.watchlists import read_watchlists
from analytics.reference.work_types import read_work_types
from analytics.settings import Settings


def load_reference(settings: Settings) -> dict[str, pl.DataFrame]:
    """Every ``ref_`` table except ``ref_parameter``, by name, read from all reference roots and checked.

    Raises PathNotFound for a root that is absent, ReferenceError (file and line) for the first rule broken.
    """
    roots = reference_roots(settings)
    countries = read_countries(roots)
    codes = {country["country_code"] for country in countries}
    groups = read_groups(roots, codes)
    watchlists = read_watchlists(roots, codes)
    trust_sets = read_trust_sets(roots, codes, groups)
    known = Known(
        codes,
        groups,
        {watchlist["list_id"] for watchlist in watchlists["ref_list"]},
        {trust_set["trust_set_id"] for trust_set in trust_sets["ref_trust_set"]},
    )
    records = {
        "ref_country": countries,
        "ref_country_group": groups,
        "ref_country_alias": read_aliases(roots, codes),
        "ref_excluded_institution": read_excluded(roots),
        "ref_work_type": read_work_types(roots),
        **watchlists,
        "ref_dispute": read_disputes(roots, watchlists["ref_listing"]),
        **read_lineage(roots),
        **read_technologies(roots),
        "ref_topic_subfield": read_topic_subfields(roots),
        **read_tagger(roots),
        **trust_sets,
        **read_profiles(roots, known),
    }
    return {table: frame(table, records[table]) for table in SCHEMAS}
