"""The documents that a draft can cite, by the names it may call them by."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable

from ..document.given import DocumentLike, as_document
from ..document.keys import assign_keys, fingerprint
from ..document.model import Document

_MOST_COMPARED = 20_000


class Library:
    """Documents by citation key, by the name of their file without its ending, and by record number.

    A citation key comes first, then a file's name, then a number; a name that two documents share is nobody's.
    Of two documents with one citation key of their own the later one counts, and ``doubled`` says so of the key;
    ``documents``, which a person names on the command line, win over those ``below``, which the draft names.
    """

    def __init__(self, documents: Iterable[DocumentLike] = (), below: Iterable[DocumentLike] = ()) -> None:
        above, under = _once(map(as_document, documents)), _once(map(as_document, below))
        self.doubled: dict[str, str] = {**_doubled(under), **dict.fromkeys((doc.key for doc in above), "")}
        self.doubled = {key: said for key, said in {**self.doubled, **_doubled(above)}.items() if said}
        listed = _once([*under, *above]) if under else above
        own = {doc.key: n for n, doc in enumerate(listed) if doc.key}
        kept = [doc for n, doc in enumerate(listed) if not doc.key or own[doc.key] == n]
        self._by_key: dict[str, Document] = {}
        for doc, key in zip(kept, assign_keys(kept)):
            self._by_key[key] = doc if doc.key == key else doc.changed(key=key)
        self._by_name = _unique((_stem(doc.source), key) for key, doc in self._by_key.items())
        self._by_number = _unique((doc.number, key) for key, doc in self._by_key.items())
        self._folded: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._by_key)

    def documents(self) -> list[Document]:
        """All documents in order, each with its citation key."""
        return list(self._by_key.values())

    def key_of(self, name: str) -> str | None:
        """The citation key of what a draft calls by a name, or None."""
        if name in self._by_key:
            return name
        return self._by_name.get(name) or self._by_number.get(name)

    def find(self, name: str) -> Document | None:
        """The document that a draft calls by a name, or None."""
        key = self.key_of(name)
        return self._by_key[key] if key is not None else None

    def nearest(self, name: str, count: int = 3) -> list[str]:
        """Names that look like one that is not known, the nearest first."""
        if not self._folded:
            names = [*self._by_key, *self._by_name, *self._by_number]
            self._folded = {known.casefold(): known for known in reversed(names[:_MOST_COMPARED])}
        wanted = name.casefold()[:200]
        return [self._folded[n] for n in difflib.get_close_matches(wanted, self._folded, count, 0.6)]


def _doubled(documents: list[Document]) -> dict[str, str]:
    """By citation key, a remark on different documents that have it as their own: where they are, which one counts."""
    by_key: dict[str, list[Document]] = {}
    for doc in documents:
        if doc.key:
            by_key.setdefault(doc.key, []).append(doc)
    found = {}
    for key, docs in by_key.items():
        *others, used = docs
        if all(_alike(doc, used) for doc in others):
            continue
        places = list(dict.fromkeys(doc.source or doc.title for doc in docs))
        which = f"{places[-1]} is used" if len(places) > 1 else "the last is used"
        found[key] = f"{' and '.join(places)}: note: {len(docs)} documents have the key “{key}”; {which}"
    return found


def _alike(doc: Document, other: Document) -> bool:
    return doc.changed(source="") == other.changed(source="")


def _once(documents: Iterable[Document]) -> list[Document]:
    """Documents, each once, where it comes last."""
    seen: dict[str, list[Document]] = {}
    kept = []
    for doc in reversed(list(documents)):
        alike = seen.setdefault(fingerprint(doc), [])
        if doc not in alike:
            alike.append(doc)
            kept.append(doc)
    return kept[::-1]


def _stem(source: str) -> str:
    return os.path.splitext(os.path.basename(source.split("#")[0]))[0] if source else ""


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names that belong to one key alone."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for name, key in pairs:
        if name and found.setdefault(name, key) != key:
            shared.add(name)
    return {name: key for name, key in found.items() if name not in shared}
