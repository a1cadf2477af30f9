"""Reviewed reference data, checked as it loads: technologies, watchlists, countries, profiles, work types."""

from analytics.reference.load import load_reference
from analytics.reference.roots import reference_version

__all__ = ["load_reference", "reference_version"]
