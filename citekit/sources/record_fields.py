"""Fields that library records of all formats have in common: extents, standard numbers, addresses."""

from __future__ import annotations

import re

from .item_builder import ItemBuilder

_PAGES = re.compile(r"(?<![\w.])(\d{1,5})\]?\s*(?:pages?|p{1,2}\b\.?|leaves|leaf|Seiten|S\.|Bl\.|l\.|с\.)", re.I)
_LEAVES = re.compile(r"lea(?:f|ves)|Bl\.", re.I)  # their number is not that of the pages
_PARTS = re.compile(r"(\d{1,4})\s*(?:volumes?|vols?\b\.?|v\.|Bde?\b\.?|Bände|tomes?|т\.)", re.I)
_TIME = re.compile(r"\d+\s*(?:min|hr|hours?|minutes?|sec|Min|std|:\d\d)", re.I)
_SIZE = re.compile(r"\d\s*(?:x|×)\s*\d|\b\d+(?:[.,]\d+)?\s*(?:cm|mm|in\.|inches)\b")
_RECORDED = frozenset("song motion_picture broadcast interview graphic map software".split())


def put_extent(build: ItemBuilder, text: str) -> None:
    """An extent: pages, volumes, or the dimensions of what is heard and seen; the whole wording where it says more."""
    if not text:
        return
    if build.item["type"] in _RECORDED:
        build.put("dimensions", text, "Extent")
        return
    pages, volumes = _PAGES.search(text), _PARTS.search(text)
    if text.isdigit():
        build.put("number-of-pages", text, "Extent")
        return
    if pages is not None:
        build.put("number-of-pages", pages[1], "Extent")
    elif volumes is not None:
        build.put("number-of-volumes", volumes[1], "Extent")
    elif _TIME.search(text) or _SIZE.search(text):
        build.put("dimensions", text, "Extent")
        return
    match = pages or volumes
    said = match[0] if match is not None else ""
    if text.strip(" .,:;") != said.strip(" .,:;") or _LEAVES.search(said):
        build.note(text.strip(" :;+"), "Extent")
