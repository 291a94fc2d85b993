"""What a document of a word processor gives: the works of its fields, Word's sources, and the sources of its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...common.errors import CitekitError, NoRecordError
from ...document.extra import extra_of
from ...document.foreign import document_of
from ...document.model import Document
from .. import citation_line
from ..base import Found
from ..notes.reader import MAX_NOTE, read_note
from .works import Works

_OPEN = '"\u201c\u201e\u00ab'  # what an archive's own citation line begins with


def found_in(works: Works, items: Iterable[dict[str, Any]], notes: Iterable[str], where: str) -> Iterator[Found]:
    """The documents: of fields, of ``items`` (Word's sources), and of notes that name an archive.

    A remark on the first of them says what was left out.  Raises NoRecordError where there are none.
    """
    found: list[Found] = list(works.documents(where))
    for item in items:
        try:
            found.append(document_of(item, source=where))
        except CitekitError as error:
            found.append(error)
    known = {_identity(one) for one in found if isinstance(one, Document)}
    left_out = 0
    for n, note in enumerate(notes, 1):
        sources = [d for d in _sources(note, f"{where}, note {n}") if _identity(d) not in known]
        left_out += not sources
        known |= {_identity(one) for one in sources}
        found += sources
    remarks = list(works.remarks())
    if left_out:
        remarks.append(f"{left_out} note{'s' * (left_out > 1)} that name no archive, or one named before")
    if not any(isinstance(one, Document) for one in found):
        yield from found
        if not found:
            said = f" ({'; '.join(remarks)})" if remarks else ""
            raise NoRecordError(
                f"no work cited and no archival source was found in this document{said}",
                where=where,
                hint="`citekit weave` puts citations into a manuscript",
            )
        return
    for one in found:
        if isinstance(one, Document) and remarks:
            yield one.changed(warnings=(*one.warnings, "left out: " + "; ".join(remarks)))
            remarks = []
        else:
            yield one


def _sources(note: str, place: str) -> list[Document]:
    """The archival sources of a note."""
    if not note.strip() or len(note) > MAX_NOTE:
        return []
    whole = note.lstrip()[:1] in _OPEN and ";" not in note and citation_line.detect(note, "")
    read = citation_line.read if whole else read_note
    try:
        found = [one for one in read(note, place) if isinstance(one, Document)]
    except CitekitError:
        return []
    return [one for one in found if one.references or one.host]


def _identity(doc: Document) -> tuple[str, ...]:
    date = doc.date.text if doc.date is not None else str(extra_of(doc).get("issued", ""))
    return doc.title, doc.sender, doc.recipient, date, doc.reference, str(extra_of(doc).get("author", "")), doc.url
