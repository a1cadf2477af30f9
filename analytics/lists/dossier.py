"""All that the lists say of one body, as rows to print: listings, names, links, disputes, editions."""

from __future__ import annotations

from typing import Any

from analytics.lists.bodies import Body
from analytics.lists.catalogue import Catalogue

SECTIONS = {
    "Listings": ("listing", "as listed", "scope", "from", "precision", "until", "first edition", "last", "evidence"),
    "Aliases": ("listing", "alias", "kind"),
    "Links": ("listing", "ROR", "OpenAlex", "relation", "method", "confidence", "reviewed", "on", "why"),
    "Disputes": ("listing", "institution", "reason", "on"),
    "Editions read": ("list", "edition", "published", "evidence", "source"),
}
Rows = list[tuple[Any, ...]]


def dossier(catalogue: Catalogue, body: Body) -> dict[str, Rows]:
    """Rows under each heading of `SECTIONS`; 'until' and the dates of editions are the first day out of force."""
    ids = [listing["listing_id"] for listing in body.listings]
    disputed = [one for one in catalogue.records["ref_dispute"] if one["listing_id"] in ids]
    return {
        "Listings": [_listing(listing) for listing in body.listings],
        "Aliases": [
            (one["listing_id"], one["alias"], one["kind"]) for key in ids for one in catalogue.aliases.get(key, [])
        ],
        "Links": [_link(one) for key in ids for one in catalogue.links.get(key, [])],
        "Disputes": [
            (one["listing_id"], one["ror_id"] or one["openalex_id"], one["reason"], one["disputed_on"])
            for one in disputed
        ],
        "Editions read": [
            (one["list_id"], one["edition"], one["published"], one["evidence"], one["source_url"])
            for one in catalogue.records["ref_list_edition"]
            if one["list_id"] in body.lists
        ],
    }


def _listing(one: dict[str, Any]) -> tuple[Any, ...]:
    ends = [one["listed_until"].isoformat()] if one["listed_until"] else []
    until = " ".join([*ends, f"({one['until_reason']})"] if ends and one["until_reason"] else ends)
    return (
        *(one["listing_id"], one["name_as_listed"], one["unit_scope"]),
        *(one["effective_from"], one["listed_from_precision"], until),
        *(one["first_edition"], one["last_edition"], one["evidence"]),
    )


def _link(one: dict[str, Any]) -> tuple[Any, ...]:
    return (
        *(one["listing_id"], one["ror_id"], one["openalex_id"], one["relation"], one["method"]),
        *(one["confidence"], one["is_reviewed"], one["reviewed_on"], one["note"]),
    )
