"""What kind of document a citation names, and in what words; titles as they stand before other text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ..archives.kinds import known_kind, says_kind, type_of_kind
from ..common.tables import table
from .model import Document


def prints_kind(item: dict[str, Any], doc: Document) -> bool:
    """Whether a citation names the kind: that of a document without a title (a diary), or not clear from its title."""
    if not doc.kind:
        return False
    known = known_kind(doc.kind)
    if item["type"] == "interview" and (item.get("interviewer") or type_of_kind(known) != "interview"):
        return bool(_MADE_OF_INTERVIEW.search(doc.kind)) and not says_kind(doc.title, doc.kind)
    if not item.get("title"):
        return True
    if known in table("kinds")["published"] and item["type"] != "manuscript":
        return False
    if not is_in_archive(item, doc) and (item["type"] != "document" or any(item.get(sign) for sign in _PUBLISHED)):
        return False
    return not says_kind(doc.title, doc.kind)


def form_in_print(kind: str, csl_type: str) -> str:
    """A kind as a citation has it: known ones without a capital, of interviews what was made of them."""
    if csl_type == "interview" and (made := _MADE_OF_INTERVIEW.search(kind)) is not None:
        words = [word for word in kind.casefold().split() if word not in ("interview", "oral", "history", "of")]
        return " ".join(words) or made.group().casefold()
    return kind.casefold() if kind.casefold() in _english_kinds() else kind


@lru_cache(maxsize=1)
def _english_kinds() -> frozenset[str]:
    data = table("kinds")
    return frozenset((*data["kinds"], *data["stated"], *data["published"]))


def without_final_stop(item: dict[str, Any]) -> dict[str, Any]:
    """An item whose title does not end with the full stop of a sentence; that of an abbreviation stays (U.S.S.R.)."""
    title = item.get("title")
    found = _FINAL_STOP.search(title) if isinstance(title, str) else None
    if found is None or found["word"].casefold() in _SHORTENED or _is_abbreviated(found["word"]):
        return item
    return {**item, "title": str(title)[: found.end("word")]}


_FINAL_STOP = re.compile(r"(?P<word>[^\s]+)\.$")
_SHORTENED = frozenset("jr sr co inc ltd corp bros etc dept dr mr mrs st no vol al op cit fol доп г т".split())


def _is_abbreviated(word: str) -> bool:
    """Whether a word with a full stop after it is an initial, or has one within: ``U.S.S.R``, ``C``, ``пер``."""
    letters = re.findall(r"[^\W\d_]", word)
    return "." in word or len(letters) < 2 or not re.search(r"[aeiouyаеёиоуыэюяіїєäöüáéíóú]", word, re.I)


def is_in_archive(item: dict[str, Any], doc: Document) -> bool:
    """Whether a document lies in an archive, or in a collection of papers."""
    return bool(doc.references or doc.host or any(item.get(p) for p in ("archive_location", "archive_collection")))


_PUBLISHED = ("publisher", "container-title", "collection-title", "ISBN", "DOI")
_MADE_OF_INTERVIEW = re.compile(r"\b(?:transcript|recording|tape|cassette)", re.I)
