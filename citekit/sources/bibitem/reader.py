"""LaTeX's ``thebibliography``: entries that are finished text, ``\\bibitem{key} …`` (LaTeX companion, 15.1).

An entry with an archive in it is read as a note; a printed work by what its type shows: blocks, quotation marks,
emphasis, and numbers with a year.  What is left over is kept in ``unread``, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...common.errors import CitekitError, ReadError
from ...document.foreign import document_of
from ...document.model import Document
from ..base import Found
from ..notes.reader import read_note
from .entry import entry_of
from .stated import stated_work, states_fields
from .work import work_of

_DETECTED = re.compile(r"(?s)\s*(?:%[^\n]*\n\s*)*\\(?:begin\{thebibliography\}|bibitem\b)")
_ITEM = re.compile(
    r"\\bibitem\s*(?:%[^\n]*\n\s*)?(?:\[(?P<label>(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\}){0,500})\]\s*)?"
    r"(?:%[^\n]*\n\s*)?\{(?P<key>[^{}]{1,200})\}"
)
MAX_ENTRY = 20_000
MAX_PARSED = 3_000


def detect(text: str, name: str) -> bool:
    """Whether the text is a bibliography of finished entries."""
    return _DETECTED.match(text[:100_000]) is not None


def read(text: str, where: str) -> Iterator[Found]:
    """One document an entry, several where a note names several sources."""
    found = list(_ITEM.finditer(text))
    authors: list[Any] = []
    for n, match in enumerate(found):
        stop = found[n + 1].start() if n + 1 < len(found) else len(text)
        end = text.find("\\end{thebibliography}", match.end(), stop)
        body = text[match.end() : end if end >= 0 else stop]
        line = text.count("\n", 0, match.start()) + 1
        place = f"{where}, line {line}"
        try:
            if not body.strip() or len(body) > MAX_ENTRY:
                raise ReadError("the entry is empty" if not body.strip() else "the entry is too long", where=place)
            yield from (doc.changed(source=where) for doc in _documents(match["key"].strip(), body, place, authors))
        except CitekitError as error:
            yield error
    if not found:
        yield ReadError("the bibliography has no entries (\\bibitem)", where=where)


def _documents(key: str, body: str, place: str, before: list[Any]) -> Iterator[Document]:
    """The documents of an entry. ``before``: the authors of the one before it, which ``\\bysame`` repeats."""
    entry = entry_of(body)
    plain = entry.wording()
    archival = [one for one in read_note(plain, place) if isinstance(one, Document) and one.references]
    if archival and all(r.levels and r.repository for r in archival[0].references):
        yield archival[0].changed(key=key)
        yield from archival[1:]
        return
    item = stated_work(entry) if states_fields(entry) else work_of(entry) if len(plain) < MAX_PARSED else {}
    if entry.repeated and before and item:
        item.setdefault("author", list(before))
    before[:] = item.get("author", [])
    if not item.get("title"):
        warning = "its parts were not told apart: it is cited as it stands"
        yield Document(title=plain.rstrip(". "), key=key, unread=(plain,), warnings=(f"{place}: {warning}",))
        return
    left = item.pop("left", "")
    doc = document_of({**item, "id": key})
    yield doc.changed(unread=(left,)) if left else doc
