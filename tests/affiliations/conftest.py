"""The rule as a build makes it: from the aliases of the repository."""

from __future__ import annotations

import pytest

from analytics.affiliations.country_rule import CountryRule
from analytics.reference import load_reference
from analytics.settings import Settings


@pytest.fixture(scope="session")
def rule() -> CountryRule:
    return CountryRule(load_reference(Settings())["ref_country_alias"].iter_rows(named=True))
