"""Citation keys: readable, ASCII, the same for the same document in every run and order."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from ..document import Document

_STOP = frozenset(("a an and as at by for from in into of on or the to with between about no").split())
_CYRILLIC = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
                     (
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia i i ie g"
).split()))  # fmt: skip


def ascii_words(text: str) -> list[str]:
    """The words of a text in plain ASCII letters and digits, lower case; Cyrillic is transliterated."""
    folded = "".join(_CYRILLIC.get(c, c).replace("_", "") for c in text.casefold())
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.replace("'", ""))


def default_key(doc: Document) -> str:
    """Correspondents, or the author, or the first two words of the title, and the year: ``gromyko-razuvaev-1951``."""
    words = _surnames(doc)
    if not words:
        words = [w for w in ascii_words(re.sub(r"<[^>]+>", "", doc.title)) if w not in _STOP and not w.isdigit()][:2]
    year = str(doc.date.year) if doc.date is not None and doc.date.year else ""
    key = "-".join([*words, *([year] if year else [])])
    return key or (f"document-{doc.number}" if doc.number else f"document-{fingerprint(doc)}")


def _surnames(doc: Document) -> list[str]:
    people = [_surname(name) for name in (doc.sender, doc.recipient) if name]
    if len(people) == 2 and all(people):
        return people
    authors = doc.extra.get("author")
    if isinstance(authors, list) and authors and isinstance(authors[0], dict):
        words = ascii_words(str(authors[0].get("family") or authors[0].get("literal") or ""))
        return words[:1]
    return []


def _surname(name: str) -> str:
    words = ascii_words(re.sub(r"\[[^\]]*\]|\([^)]*\)", "", name))
    words = [w for w in words if w not in _STOP and w not in ("cde", "comrade", "comrades")]
    return words[-1] if words and len(words) <= 3 else words[0] if words else ""


def fingerprint(doc: Document) -> str:
    """Six characters that stand for what identifies a document: its address, number, title, date and references."""
    parts = (doc.url, doc.number, doc.title, doc.date.text if doc.date else "", doc.reference)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:6]


def assign_keys(docs: Iterable[Document]) -> list[str]:
    """A distinct key for each document, whatever their order.

    A key that was given is kept.  Where default keys collide, each of them takes the record number, or a fingerprint
    where there is none; only what is really the same document twice is counted ``-2``, ``-3``.
    """
    listed = list(docs)
    given = {doc.key for doc in listed if doc.key}
    defaults = [doc.key or default_key(doc) for doc in listed]
    counts: dict[str, int] = {}
    for key in defaults:
        counts[key] = counts.get(key, 0) + 1
    out: list[str] = []
    used: set[str] = set()
    for doc, key in zip(listed, defaults):
        if not doc.key and (counts[key] > 1 or key in given):
            key = f"{key}-{doc.number or fingerprint(doc)}"
        base, n = key, 1
        while key in used:
            n += 1
            key = f"{base}-{n}"
        used.add(key)
        out.append(key)
    return out
