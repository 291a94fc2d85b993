"""Locators: pages, leaves and other places in a source, as a person writes them (CSL 1.0.2, "Locators")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..archives.reference import ArchivalReference, holds
from ..common.blanks import squeezed
from ..common.tables import table
from .locator_words import AS_GIVEN, counted, joined_by, note_words, words_behind
from .model import Document


@dataclass(frozen=True)
class Locator:
    """A place in a source: a CSL label, the value without its word, and the word as written (empty: none was)."""

    label: str
    value: str
    word: str = ""


def is_archival(label: str) -> bool:
    """Whether a label is one that archives have and CSL has not: a leaf, a frame, a reel, a box, an image."""
    return label in table("locators")["archival"]


_SUB_VERBO = re.compile(r"(?P<word>s\.\s?vv?\.|sub[\s-]verbo)\s*(?P<value>\S.*)$", re.I | re.S)


_HAN = re.compile(r"[\u3400-\u9fff]")
_ROMAN = r"(?=[ivxlcdm])m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?!\w)"
_NUMBER = re.compile(rf"[^\w]*(?:\w*\d|{_ROMAN}|[^\W\d](?![.\w]))", re.I)  # what a place begins with: 4, A12, iv, B


_TIME = re.compile(r"\d{1,3}:\d\d(?::\d\d)?(?:\s?[-\u2013]\s?\d{1,3}:\d\d(?::\d\d)?)?")  # of a recording


def begins_with_number(text: str) -> bool:
    """Whether a place begins with a number of any kind (``4``, ``A12``, ``iv``, ``B``), not with a word for it; the
    time in a recording (``00:12:30``) is none.
    """
    return _NUMBER.match(text) is not None and not _TIME.fullmatch(text)


def parse_locator(text: str, doc: Document | None = None, lang: str = "") -> Locator:
    """``44``, ``p. 44``, ``ll. 44-45``, ``table 3``; a bare number means leaves where the document has them.

    ``lang`` is the language whose words come first (``S. 44`` in de-DE). What begins with a word that names no kind of
    place (``passim``, ``doc. 3``) is as it was given, and no style adds a word to it.
    """
    text = squeezed(text).strip()
    entry = _SUB_VERBO.match(text)
    if entry is not None:
        return Locator("sub-verbo", entry["value"].strip(), entry["word"])
    if (numbered := counted(text, 0)) is not None and numbered.end == len(text):
        return Locator(numbered.label, numbered.value, numbered.word)
    found = _worded(text, doc, lang) or _with_word_behind(text)
    if found is not None:
        return found
    if text and (_HAN.match(text) or not begins_with_number(text)):
        return Locator(AS_GIVEN, text)
    leaves = next((r.leaves for r in doc.references if r.leaves is not None), None) if doc is not None else None
    if leaves is not None and leaves.kind == "leaf" and re.match(r"\d", text):
        return Locator("leaf", text)
    return Locator("page", text)


def _worded(text: str, doc: Document | None, lang: str) -> Locator | None:
    """A place with the longest word for one that it begins with: the document's own, then those of the languages."""
    words, own = note_words(lang), own_terms(doc) if doc is not None else {}
    for end in range(min(len(text) - 1, words.longest + 1), 0, -1):
        word, value = text[:end].rstrip(), text[end:]
        if text[end - 1].isspace() or not word or (word[-1].isalpha() and value[0].isalpha()):
            continue
        label = own.get(_folded(word)) or words.any_label(word)
        if label and _NUMBER.match(value):
            return Locator(label, value.strip(), word)
    return None


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    words = "|".join(table("locators")["after_number"]["page"].split())
    return re.compile(rf"(?P<value>\d+(?:\s?[-\u2013,]\s?\d+)*)\.?\s?(?P<word>{words})\.?")


def _with_word_behind(text: str) -> Locator | None:
    """A page whose word stands behind it in a language with Latin letters: ``12. oldal``."""
    found = _behind().fullmatch(text)
    return Locator("page", found["value"], found["word"]) if found is not None else None


def _folded(word: str) -> str:
    return word.casefold().rstrip(".")


def own_terms(doc: Document) -> dict[str, str]:
    """The words that a document's own references have for its leaves or pages, folded, and the kind of each."""
    singular, plural = _leaf_words()
    found: dict[str, str] = {}
    for reference in doc.references:
        if (leaves := reference.leaves) is not None and leaves.term:
            term = leaves.term.casefold()
            for word in (term, singular.get(term, term), plural.get(term, term)):
                found.setdefault(_folded(word), leaves.kind)
    return found


@lru_cache(maxsize=1)
def _leaf_words() -> tuple[dict[str, str], dict[str, str]]:
    one: dict[str, str] = table("levels")["leaf_words"]
    folded = {many.casefold(): single for many, single in one.items()}
    return folded, {single.casefold(): many for many, single in reversed(list(one.items()))}


@lru_cache(maxsize=1)
def _several() -> re.Pattern[str]:
    """Two numbers with what joins them; between them a letter or a word may say which side of a leaf is meant."""
    return re.compile(rf"\d\s*(?:[^\W\d]{{1,6}}\.?)?(?:\s*[-\u2013,;&]\s*|{joined_by().pattern})\d", re.I)


def leaf_text(term: str, value: str) -> str:
    """Leaves with the source's word for them, in the number the value needs: ``Listy``, ``44`` -> ``List 44``.

    A word that stands after its number does here as well: ``页``, ``5`` -> ``第5页``.
    """
    if term in words_behind():
        return f"{'第' if _HAN.match(term) else ''}{value}{term}"
    singular, plural = _leaf_words()
    many = bool(_several().search(value))
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
    if locator.label == "leaf" or (kind == "leaf" and matching):
        term = matching[0][1].term if matching and matching[0][1] is not None else locator.word
        if not matching and locator.word.casefold() in ("l", "ll", "л", "лл"):
            term += "."
        return None, leaf_text(term or "leaf", locator.value)
    if is_archival(locator.label) or (locator.label == "folio" and locator.word and doc.references):
        return None, f"{locator.word} {locator.value}"  # f. 3 of an archive is a folio, or a fond
    return None, locator.value
