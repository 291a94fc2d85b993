"""Records that are data, in JSON or XML, as pages: what they are called and what they say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from .page import MAX_TITLE, Page, clean, scan

_MOST_BLOCKS = 3000
_DEEPEST = 12
_LONGEST = 2000  # characters of a value
_MOST_TITLES = 10
# how JSON names what its record is called (IIIF, schema.org, Dublin Core, Omeka, DSpace, CSL-JSON)
_TITLES = frozenset(
    "label title name headline caption unittitle o:title dcterms:title dc.title dc:title displaytitle".split()
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?|@none|none|@value|value|#text|\d+", re.I)
_XML = re.compile(r"\s{0,100}(?:(?:<\?[^>]{0,300}\?>|<!--.{0,500}?-->)\s{0,100}){0,6}<", re.S)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.I)


def json_page(text: str) -> Page | None:
    """The page of a record in JSON; None where it is none."""
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    page = Page(record=True)
    for name, value, depth in _values(data, ""):
        if len(page.blocks) >= _MOST_BLOCKS:
            break
        page.blocks.append(f"{name}: {value}" if name else value)
        if name.lower() in _TITLES and depth <= 3 and len(page.named) < _MOST_TITLES:
            page.named.append(value[:MAX_TITLE])
    return page


def _values(data: Any, name: str, depth: int = 0) -> Iterator[tuple[str, str, int]]:
    """(name, text, depth) of the values; what stands under a language is named as the language is."""
    if isinstance(data, str):
        if value := clean(data[:_LONGEST]):
            yield name, value, depth
    elif isinstance(data, (int, float)) and not isinstance(data, bool):
        yield name, str(data)[:40], depth
    elif depth < _DEEPEST and isinstance(data, dict):
        for key, value in data.items():
            own = name if _LANGUAGE.fullmatch(key) and name else key[:60]
            yield from _values(value, own, depth + (own != name))
    elif depth < _DEEPEST and isinstance(data, list):
        for value in data[:1000]:
            yield from _values(value, name, depth if all(isinstance(v, str) for v in data[:5]) else depth + 1)


def is_xml_record(text: str, kind: str) -> bool:
    """Whether a text is a record in XML, and no page in XHTML or SVG."""
    named = kind.endswith(("/xml", "+xml")) and kind not in ("application/xhtml+xml", "image/svg+xml")
    return named and _XML.match(text[:4000]) is not None and _HTML.search(text[:4000]) is None


def xml_page(text: str, deadline: float | None = None) -> Page:
    """The page of a record in XML (EAD, TEI, MODS, Dublin Core). Raises OutOfTimeError after the deadline."""
    return scan(text, deadline, xml=True)
