"""Locators: pages, leaves and other places in a source, as a person writes them (CSL 1.0.2, "Locators")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..archives.reference import ArchivalReference, holds
from ..tables import table
from .model import Document

# words a person writes -> CSL locator label (leaf is citekit's own, printed in the words of the archive)
_LABELS = {
    "page": "p pp page pages стр с",
    "folio": "fol fols folio folios",
    "chapter": "chap chaps ch chapter chapters",
    "column": "col cols column columns",
    "figure": "fig figs figure figures",
    "line": "line lines",
    "note": "note notes n nn",
    "paragraph": "para paras paragraph paragraphs ¶ ¶¶",
    "part": "pt pts part parts",
    "section": "sec secs section sections § §§",
    "verse": "verse verses",
    "volume": "vol vols volume volumes",
    "issue": "no nos",
    "book": "bk bks book books",
    "leaf": "l ll list listy leaf leaves л лл лист листы ark арк bl blatt k karta karty",
}
_WORDS = {word: label for label, words in _LABELS.items() for word in words.split()}
_LOCATOR = re.compile(r"(?P<word>[^\W\d]+|§§?|¶¶?)\.?\s*(?P<value>[^a-zа-я].*|[ivxlcdm]+\b.*)$", re.I | re.S)


@dataclass(frozen=True)
class Locator:
    """A place in a source: a CSL label, the value without its word, and the word as written (empty: none was)."""

    label: str
    value: str
    word: str = ""


def parse_locator(text: str, doc: Document | None = None) -> Locator:
    """``44``, ``p. 44``, ``ll. 44-45``, ``fol. 3``, ``chap. 2``; a bare number means leaves where the document has leaves."""
    text = text.strip()
    match = _LOCATOR.match(text)
    if match is not None:
        label = _WORDS.get(match["word"].casefold())
        if label is not None:
            return Locator(label, match["value"].strip(), match["word"])
    leaves = next((r.leaves for r in doc.references if r.leaves is not None), None) if doc is not None else None
    if leaves is not None and leaves.kind == "leaf" and re.match(r"\d", text):
        return Locator("leaf", text)
    return Locator("page", text)


@lru_cache(maxsize=1)
def _leaf_words() -> tuple[dict[str, str], dict[str, str]]:
    one: dict[str, str] = table("levels")["leaf_words"]
    folded = {many.casefold(): single for many, single in one.items()}
    return folded, {single.casefold(): many for many, single in reversed(list(one.items()))}


def leaf_text(term: str, value: str) -> str:
    """Leaves with the source's word for them, in the number the value needs: ``Listy``, ``44`` -> ``List 44``."""
    singular, plural = _leaf_words()
    many = bool(re.search(r"\d\s*(?:ob|об|зв|v|r)?\.?\s*[-\u2013,;]\s*\d", value))
    word = (plural if many else singular).get(term.casefold(), term)
    if term[:1].isupper():
        word = word[:1].upper() + word[1:]
    elif term.islower():
        word = word.lower()
    return f"{word} {value}".strip()


def dashed(value: str) -> str:
    """Ranges of numbers with an en dash."""
    return re.sub(r"(?<=\w)\s*-\s*(?=\d)", "\u2013", value)


def place(doc: Document, locator: Locator) -> tuple[ArchivalReference | None, str]:
    """The reference whose leaves (or pages) hold the locator, and the locator in the words of that archive."""
    kind = "leaf" if locator.label in ("leaf", "folio") else locator.label
    matching = [(r, r.leaves) for r in doc.references if r.leaves is not None and r.leaves.kind == kind]
    for reference, leaves in matching:
        if leaves is not None and holds(leaves.value, locator.value):
            return reference, leaf_text(leaves.term, locator.value)
    if locator.label == "leaf":
        term = matching[0][1].term if matching and matching[0][1] is not None else locator.word
        if not matching and locator.word.casefold() in ("l", "ll", "л", "лл"):
            term += "."
        return None, leaf_text(term or "leaf", locator.value)
    return None, locator.value
