"""A local OpenAlex over real HTTP that keeps the API's rules and errs on demand; standard library only.

For the tests, and for `aperture double`. Whatever it serves is SYNTHETIC.
"""

from analytics.openalex.double.corpus import corpus, synthetic_work
from analytics.openalex.double.faults import Fault
from analytics.openalex.double.server import OpenAlexDouble

__all__ = ["Fault", "OpenAlexDouble", "corpus", "synthetic_work"]
