"""A cite of a draft as the processor takes it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from ..common.tables import table
from ..document.citing import cite_for
from ..document.extra import extra_of
from ..document.locators import Locator, own_terms
from ..document.locators import is_archival as is_of_archives
from ..document.model import Document
from .citations import DraftCite
from .locators import AS_GIVEN, LocatorWords, split_markup

_CLOSING = frozenset(">\u201d\u00bb*_")
_ARCHIVAL = ("archive", "archive_location", "archive_collection", "call-number")


def cite_of(
    doc: Document, key: str, cite: DraftCite, *, typographic: bool = True, joining: str = "", apart: bool = False
) -> dict[str, Any]:
    """The cite of a document: leaves in the words of its archive, other places with their CSL label.

    ``l. 44`` is a leaf of what an archive holds and a line of what was printed; a number alone is a leaf where the
    reference of the document counts leaves, else a page (``document.locators``).
    """
    made_at = partial(cite_for, doc, key, typographic=typographic, joining=joining, apart=apart)
    cite = _with_own_words(doc, cite)
    label = cite.label
    if label == AS_GIVEN and is_archival(doc):
        label = ""
    if label == "leaf" and not is_archival(doc) and cite.word.casefold().rstrip(".") in ("l", "ll"):
        label = "line"
    if is_of_archives(label):
        made = made_at(f"{cite.word} {cite.locator}".strip())
    elif label == "page" and is_archival(doc):
        kind = own_terms(doc).get(cite.word.casefold().rstrip("."), "page")
        made = made_at(Locator(kind, cite.locator, cite.word))
    elif not label:
        made = made_at(cite.locator)
    elif label == "folio" and is_archival(doc):
        made = made_at(Locator("leaf", cite.locator, cite.word or "fol."))
    else:
        made = {"id": key, "locator": cite.locator, "label": label}
    if cite.prefix.strip():
        made["prefix"] = spaced(cite.prefix)
    if cite.suffix.strip():
        made["suffix"] = cite.suffix
    if cite.suppress_author:
        made["suppress-author"] = True
    return made


def _with_own_words(doc: Document, cite: DraftCite) -> DraftCite:
    """The cite with a place that its suffix begins with in the words of the document's own references (``S. 7``)."""
    terms = own_terms(doc) if cite.suffix and not cite.locator else {}
    if not terms:
        return cite
    labels = {word: "leaf" for term in terms for word in (term, f"{term}.")}
    place, rest = split_markup(cite.suffix, LocatorWords(labels, max(map(len, labels))))
    if not place.label:
        return cite
    return replace(cite, locator=place.locator, label=place.label, word=place.word, suffix=rest)


def is_archival(doc: Document) -> bool:
    """Whether a document lies in an archive."""
    return bool(doc.references or doc.host or any(name in extra_of(doc) for name in _ARCHIVAL))


def spaced(prefix: str) -> str:
    """A prefix with a space after its markup or quotation, where a style does not see that it ends with a word."""
    joined = prefix[-1:] in _CLOSING or "\ue000" <= prefix[-1:] <= "\uf8ff"
    return f"{prefix} " if joined else prefix


def signal_words() -> frozenset[str]:
    """Words after which a citation belongs to the sentence of its note (``see``)."""
    return frozenset(table("manuscripts")["signals"]["words"].split())
