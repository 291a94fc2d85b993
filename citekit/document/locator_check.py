"""Whether a locator can be right: it names a place, and the place is within the leaves of the document."""

from __future__ import annotations

import re

from ..archives.reference import holds
from .locators import leaf_text, parse_locator
from .model import Document

# words that say where in a source without a number
_WORDS = frozenset(
    "passim throughout cover frontispiece colophon title-page verso recto postscript appendix map".split()
)
_ROMAN = re.compile(r"(?=[ivxlcdm])m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.I)
_LETTER = re.compile(r"[A-ZА-Я]", re.I)
_DASH_FIRST = re.compile(r"[-\u2212\u2013\u2014]\s?\d")
_RUN = re.compile(r"(?<![\w.:/-])(\d{1,9})\s?[-\u2013\u2014]\s?(\d{1,9})(?![\w.:/-])")


def locator_problem(doc: Document, locator: str, lang: str = "") -> str:
    """What is doubtful about a locator, in words; empty if nothing is.

    ``lang``: the language whose words for places come first.

    >>> from citekit import Document, parse_references
    >>> doc = Document(title="A Plan", references=tuple(parse_references("RGANI, f. 5, op. 49, d. 131, ll. 3-5")))
    >>> locator_problem(doc, "l. 99")
    'l. 99 lies outside the document, which takes up ll. 3-5'
    >>> locator_problem(doc, "4")
    ''
    """
    text = locator.strip()
    if not text:
        return ""
    parsed = parse_locator(text, doc, lang)
    if not _is_place(parsed.value):
        return f"“{text}” names no page, leaf or other place"
    kind = "leaf" if parsed.label == "folio" else parsed.label
    if kind in ("leaf", "page") and (slip := _slip(parsed.value)):
        return f"“{text}” {slip}"
    holding = [r for r in doc.references if r.leaves is not None and r.leaves.kind == kind]
    leaves_of_document = [r.leaves for r in holding if r.leaves is not None]
    if kind not in ("leaf", "page") or not leaves_of_document or not re.search(r"\d", parsed.value):
        return ""
    if any(holds(leaves.value, parsed.value) for leaves in leaves_of_document):
        return ""
    extent = " and ".join(r.extent for r in holding)
    term = leaves_of_document[0].term or "page"
    shown = leaf_text(term, parsed.value) if kind == "leaf" else text
    return f"{shown} lies outside the document, which takes up {extent}"


def _slip(value: str) -> str:
    """What is wrong with pages or leaves that can be none. ``321-28`` is a shortened 321-328."""
    if _DASH_FIRST.match(value):
        return "begins with a dash"
    if any(len(last) >= len(first) and int(last) < int(first) for first, last in _RUN.findall(value)):
        return "ends before it begins"
    return ""


def _is_place(value: str) -> bool:
    """Whether a value has a number, a Roman number, a single letter, or a word for a place."""
    words = re.findall(r"[\w-]+", value)
    return any(
        any(c.isnumeric() for c in word)
        or _ROMAN.fullmatch(word)
        or (len(word) == 1 and _LETTER.match(word))
        or word.casefold() in _WORDS
        for word in words
    )
