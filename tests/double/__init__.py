"""A local OpenAlex over real HTTP that keeps the API's rules and errs on demand; SYNTHETIC works only."""

from double.corpus import corpus, synthetic_work
from double.faults import Fault
from double.server import OpenAlexDouble

__all__ = ["Fault", "OpenAlexDouble", "corpus", "synthetic_work"]
