"""A seeded corpus of fictional works in OpenAlex's own format, with truths planted in it.

Nothing in it is real except country codes, topic ids and the phrases of technologies. Ids lie in
reserved ranges (I999…, W999…, A999…, F999…, S999…) and every institution says SYNTHETIC in its name.
"""

from analytics.sample.facts import SampleFacts
from analytics.sample.snapshot import write_sample

__all__ = ["SampleFacts", "write_sample"]
