"""The sources of a note: its pieces, each with what is said of it, and the places that they share."""

from __future__ import annotations

import re
from dataclasses import replace

from ...archives.credits import parse_credits
from ...archives.grammar import parse_references
from .archive_names import archive_begins, tradition_of
from .parts import Source
from .pieces import Piece, pieces
from .sharing import share
from .source import source_of
from .words import copy, printed, remark, signal

_OWN_WORDS = re.compile(r"(?:I|We|My|Our|Ich|Je|Nous)\s+[a-zà-ÿ]+\s")  # I consulted the papers in the summer of 1998
_VERB = re.compile(r"\b(?:was|were|is|are|has|had|did|does|received|wrote|told|said|approved|denied|noted|reported)\b")


def sources_of(note: str, earlier: Source | None = None) -> list[Source]:
    """The sources of a note, each whole by itself; ``earlier`` is the only source of the note before it."""
    found: list[Source] = []
    early: list[Piece] = []  # Secret. Memorandum by …: what is said before the source
    like = tradition_of(earlier.reference) if earlier is not None else ""
    for piece in pieces(note):
        edition = printed().match(piece.text)
        if found and edition is not None:
            found[-1].printed = "; ".join(t for t in (found[-1].printed, piece.text.strip(" .")) if t)
        elif piece.role == "source" and not _said_of(found, piece):
            source = source_of(piece.text, piece.joint, like)
            like = tradition_of(piece.text, like) if source.reference else like
            if found and _describes(found[-1], source):
                found[-1] = _described(found[-1], source)
            elif found and _continues(found[-1], source):
                found[-1] = _joined(found[-1], source)
            elif found and source.joint == "." and not is_source(source):
                found[-1].unread.append(piece.text)
            else:
                if found and piece.joint == "." and not is_source(found[-1]) and found[-1].text[-1] in "!?":
                    source.unread.append(found.pop().text)  # an exclamation before the source
                found.append(source)
            while early:
                _attach(found[-1], early[0].role, early.pop(0).text)
        elif piece.role != "source":
            if found:
                _attach(found[-1], piece.role, piece.text)
            else:
                early.append(piece)
    return share(found, earlier)


def _said_of(found: list[Source], piece: Piece) -> bool:
    """Whether a piece only says something of the source before it, which it is then added to: ``copy in …``."""
    if not found or piece.joint != ";":
        return False
    before, text = found[-1], piece.text
    copied = copy().match(text)
    if copied is not None and archive_begins(text, copied.end()):
        if before.reference:
            before.reference = f"{before.reference}; {text.rstrip('.')}"
            return True
        if before.printed:  # FRUS, 1952–1954, vol. 2; copy in HSTL, PSF, box 219
            before.reference, before.position = text[copied.end() :].rstrip("."), "last"
            return True
    if is_credit(text):
        before.unread.append(text.strip(" ."))
        return True
    led = signal().match(text)
    if led is None and remark().match(text) is None:
        return False
    source = source_of(text, piece.joint)
    if source.reference or source.ibid or source.has_evidence:
        return False
    before.unread.append(text.rstrip("."))
    return True


def _describes(before: Source, source: Source) -> bool:
    """Whether a sentence is the title of what the one before only gave the place of: ``Л. 1. Докладная записка``."""
    if source.joint != "." or before.describes or not before.reference or source.reference or source.ibid:
        return False
    if source.edition or source.url or _VERB.search(source.text):
        return False
    return source.has_evidence or (bool(source.kind or source.described) and len(source.text.split()) > 1)


def _described(before: Source, source: Source) -> Source:
    said = ("title", "kind", "sender", "recipient", "date")
    unread = [*before.unread, *source.unread]
    return replace(before, unread=unread, **{name: getattr(source, name) for name in said})


def _joined(before: Source, place: Source) -> Source:
    """A source with its place, which stood apart from it."""
    led = signal().match(place.text)  # Source: National Archives
    where = place.text[led.end() :] if led is not None else place.text
    whole = source_of(f"{before.core or before.text}, {where}", before.joint)
    whole.printed = whole.printed or before.printed
    whole.marks, whole.drafting = [*before.marks, *place.marks], [*before.drafting, *place.drafting]
    whole.unread += [text for text in before.unread if text not in whole.unread and text not in before.text]
    return whole


def _attach(source: Source, role: str, text: str) -> None:
    {"marking": source.marks, "drafting": source.drafting}.get(role, source.unread).append(text.rstrip("."))


def _continues(before: Source, source: Source) -> bool:
    """Whether a piece is only the place of what the one before describes: ``Letter, A to B, 7 July; RGASPI, f. 1``."""
    if before.edition or before.ibid or source.ibid or source.title or source.sender:
        return False
    if before.reference:  # CAB 24/24. British National Archives.
        named = any(r.repository is not None for r in parse_references(before.reference))
        only = parse_references(source.reference) if source.reference and not source.date else []
        return not named and bool(only) and all(r.repository is not None and not r.levels for r in only)
    if not before.describes or (source.date is not None and before.date is not None):
        return False
    return source.position == "first" or (not source.reference and source.date is not None)


def is_source(source: Source) -> bool:
    """Whether a piece names an archive, or a document for certain."""
    if not source.reference and (source.edition or _OWN_WORDS.match(source.text)):
        return False
    return bool(source.reference) or (source.has_evidence and not source.ibid)


def is_credit(text: str) -> bool:
    """Whether a text says nothing but who obtained, edited or translated the document."""
    people, rest = parse_credits(text)
    return bool(people) and not rest.strip(" .")
