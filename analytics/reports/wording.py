"""The report's fixed sentences: neutral, and the same in every report."""

from __future__ import annotations

BANNER = "SYNTHETIC DATA: fictional institutions, no real figures"

PROMPT = (
    "This report is a prompt to look, not a finding. A work that is counted here was co-authored with an"
    " institution that a policy names or that a list carries; that alone says nothing about what was done,"
    " whether it was allowed, or what it brought. No person is named or assessed."
)

VARIANT_NAMES = {
    "country": "By country",
    "listed_then": "Listed then",
    "listed_now": "Listed now",
}

VARIANT_MEANINGS = {
    "country": "co-authored with an institution in a country this profile names",
    "listed_then": "co-authored with an institution that was on one of the profile's lists on the day of publication",
    "listed_now": "co-authored with an institution that is on one of the profile's lists today, whenever the"
    " work was published (a look back, not a statement about what was known then)",
}

ITSELF = (
    "this institution itself belongs to the counterparts of this profile, so a share would say nothing about"
    " its contacts."
)

CAUSES = {
    "new": "New works",
    "removed": "Works gone",
    "revised": "Revised",
    "tags": "Fields",
    "lists": "Lists",
}

MADE_OTHERWISE = {
    "is_taxonomy_changed": "the fields of technology",
    "is_lists_changed": "lists or profiles",
    "is_settings_changed": "settings",
    "is_method_changed": "the code",
}

HK_MO = {
    "own": "Hong Kong and Macao are counted under their own codes wherever OpenAlex gives them; "
    "works it served before 2024 carry the code CN for both, unless the institution's own record is held.",
    "as_cn": "Hong Kong and Macao are counted as part of China.",
}

CHART_CAPTION = (
    "Blue line: share of works with the counterpart among works whose affiliations are known (complete case),"
    " with its 95 % interval as a vertical stroke. Pale band: the range in which the share of all works must"
    " lie, whatever the unknown affiliations are. Years with too few works show no rate. A dashed line marks"
    " a coverage break: coverage changed so much from one year to the next that the years cannot be compared."
)

EVIDENCE = "Of its lists this profile takes only rows whose evidence is “{level}”; every figure follows that."
NO_EDITION = "no edition by then"
KNOWN_ON = "The lists are used as they were known on {day}: only editions published until then count."

WAYS = {
    "rolled_down": "through its listed parent {via}",
    "successor": "as the successor of the listed {via}",
}

OWN_LISTINGS = "This institution is itself listed: {listings}."

COUNTERPART = (
    "This institution itself belongs to the counterparts of this profile, so its figures under it describe"
    " that group and not contacts with it: {variants}."
)

MISSED = (
    "A work appears here only if the source recognised this institution in an affiliation string; works where"
    " it was missed are absent from every figure."
)

METHODS_SHOWN = (
    "exposure_share",
    "country",
    "listed_then",
    "listed_now",
    "as_known_on",
    "whom_a_listing_counts_for",
    "coverage",
    "bounds",
    "wilson",
    "full_counting",
    "international_share",
    "sensitivity",
    "scenarios",
    "substitution",
    "tags",
    "small_cells",
)

GLOSSARY = (
    ("Work", "One publication of a research type: article, review, chapter or conference paper."),
    ("Authorship", "One author's place on one work. Authors are counted, never named."),
    ("Affiliation string", "The line under an author's name on the work, as the publisher printed it."),
    ("Institution", "An organisation that the source recognised in an affiliation string."),
    ("Technology", "One field of the project's taxonomy of critical technologies. A work can have several."),
    ("Watchlist, listing", "A published list of institutions, and one entry on it with its date."),
    ("Profile", "A named choice of lists and countries that a given policy asks to look at."),
    ("Counterpart", "The institutions or countries that a profile names."),
    ("Exposure", "Works of the institution on which at least one counterpart also appears."),
    ("International share", "Works on which at least two countries are known, as part of all works."),
    ("Coverage", "The part of author credit that could be given to a known institution or country."),
    ("Bounds", "The lowest and the highest share possible, given the works with unknown affiliations."),
    ("Interval", "The 95 % range that chance alone leaves around a share of so many works (Wilson)."),
    ("Complete case", "A share among only those works whose affiliations are sufficiently known."),
    ("Evidence", "The affiliation strings and listings that make a work count as exposed."),
    (
        "High, high + probable",
        "How sure the technology tag is: the headline uses high, the upper figure both.",
    ),
)
