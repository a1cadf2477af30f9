"""The official lists that technologies answer to: ``taxonomies/crosswalk/<code>.toml``, one file a list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analytics.reference.documents import Document, read_document
from analytics.reference.roots import find

Items = dict[tuple[str, str], dict[str, str]]

_LIST = {"title": str, "date": str, "reference": str, "source_url": str, "note": str, "items": list}
_ITEM = {"code": str, "name": str, "provenance": str}


def read_official(roots: list[Path]) -> Items:
    """(list, item code) → what ``ref_technology_official`` says of the item; the file name is the list's code.

    Raises ReferenceError (file and line) for a list that stands twice, an item that does, or an unknown provenance.
    """
    items: Items = {}
    found: dict[str, Path] = {}
    for path in find(roots, "taxonomies/crosswalk/*.toml"):
        document = read_document(path, _LIST)
        if path.stem in found:
            raise document.error(f"the official list '{path.stem}' already stands in {found[path.stem]}.")
        found[path.stem] = path
        for item in document["items"]:
            record = _item(document, item)
            if (path.stem, record["item_code"]) in items:
                raise document.error(f"the item {record['item_code']} stands here more than once.", record["item_code"])
            items[path.stem, record["item_code"]] = record
    return items


def _item(document: Document, item: dict[str, Any]) -> dict[str, str]:
    document.check(item, _ITEM, {})
    if item["provenance"] not in ("verified", "recalled"):
        raise document.error(f"item {item['code']} is neither verified nor recalled.", item["code"])
    return {
        "list_code": document.path.stem,
        "item_code": item["code"],
        "item_name": item["name"],
        "provenance": item["provenance"],
    }
