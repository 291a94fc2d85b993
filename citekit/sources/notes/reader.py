"""Footnotes and typed references: a note a paragraph, or a note a line. Each source of a note is a document.

What was not understood is in ``unread``; a note that names no archive and no document is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ...archives.credits import parse_credits
from ...archives.grammar import parse_archive_first, parse_references, settled
from ...archives.hosts import find_host, record_number
from ...archives.reference import ArchivalReference
from ...archives.titles import kinds
from ...common.blanks import squeezed
from ...common.errors import ReadError
from ...document.model import Document
from ...document.people import names_of_people
from ..base import Found
from ..citation_line import is_one_of_a_digital_archive
from ..citation_line import read as read_citation_line
from ..text import mend, one_line, unmark
from .archive_names import archive_begins, languages_of_dates, tradition_of
from .imprint import is_imprint
from .marks import quoted
from .newspapers import Issue, issue_of
from .parts import Source
from .pieces import Piece, pieces
from .sharing import share
from .source import source_of
from .words import copy, edition, printed, remark, signal

MAX_LENGTH, MAX_NOTE = 400_000, 6_000
_LONG = 1_000  # what is longer holds a source somewhere
_VERB = re.compile(r"\b(?:was|were|is|are|has|had|did|does|received|wrote|told|said|approved|denied|noted|reported)\b")
# what a note can end with: a stop that is no abbreviation's, a number, an acronym, a bracket
_COMPLETE = re.compile(
    r"(?<![\s.,(][a-zа-я])(?<![\s.,(][a-zа-я]{2})(?<!vol)(?<!fol)(?<!nos)\.$|"
    r"\d[a-z]?$|[A-ZА-Я]{2}$|[)\]\u201d\"]$"
)
_FEW_WORDS = 5  # Ibid., op. 11, l. 45
_NEWSPAPER = "no archive is named in “{}”: it is cited as a newspaper"
_NO_ARCHIVE = "no archive was found in “{}”: it is cited as it stands"


def detect(text: str, name: str) -> bool:
    """Whether every paragraph (or line) of a text is short enough for a note, and one of them is a source."""
    if len(text) > MAX_LENGTH or text.lstrip()[:1] in ("<", "{", "@", "#") or text.startswith("---\n"):
        return False
    notes = _notes(text)
    if not notes or any(len(note) > MAX_NOTE for note in notes):
        return False
    good = sum(1 for note in notes[:50] if any(_is_source(s) or s.ibid for s in sources_of(note)))
    return good > 0 and good * 3 >= min(len(notes), 50)


def _notes(text: str) -> list[str]:
    """The notes of a text: paragraphs, or lines where each paragraph is one line."""
    blocks = [b.strip() for b in re.split(r"\n\s*\n", mend(text)) if b.strip()]
    out: list[str] = []
    for block in blocks:
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        wrapped = any(line[0].islower() or (n and lines[n - 1][-1] in ",;-(") for n, line in enumerate(lines) if n)
        out += [one_line(unmark(note)) for note in (_wrapped(lines) if wrapped else lines)]
    return out


def _wrapped(lines: list[str]) -> list[str]:
    """The notes of lines of which some go on in the next: what is whole by itself, or is none, stands alone."""
    listed = sum(map(_is_whole, lines)) > 1
    notes = lines[:1]
    for line in lines[1:]:
        if _ends_before(notes[-1], line, listed, len(notes) > 1):
            notes.append(line)
        else:
            notes[-1] += f"\n{line}"
    return notes


def _ends_before(note: str, line: str, listed: bool, behind_another: bool) -> bool:
    """Whether a note ends with its line and does not go on; ``listed``: among lines that are notes by themselves."""
    if note[-1] in ",;-(":
        return False
    if len(note) < _LONG and not _is_whole(note) and not is_imprint(note):
        return listed and behind_another and line[0].isupper() and _is_whole(line)
    if _COMPLETE.search(note[-12:]) is None:
        return False
    if _is_whole(line):
        return listed and (note[-1] == "." or not line[0].islower())
    plain = not any(map(str.isdigit, line)) or is_imprint(line)
    return plain and (line[0].islower() or listed) if note[-1] == "." else plain and listed


@lru_cache(maxsize=512)
def _is_whole(line: str) -> bool:
    """Whether a line is a note by itself: it names an archive and what lies there, or a document for certain."""
    if line[0].islower() and not any(map(str.isdigit, line)):
        return False
    return any(_is_source(s) and (s.has_evidence or archive_begins(s.reference, 0)) for s in sources_of(one_line(line)))


def read(text: str, where: str) -> Iterator[Found]:
    """The documents of each note, and an error in the place of a note that names none."""
    notes = _notes(text)
    earlier: Source | None = None
    for n, note in enumerate(notes, 1):
        at = where if len(notes) == 1 else f"{where}, note {n}"
        if len(notes) > 1 and is_one_of_a_digital_archive(note):
            earlier = None
            yield from read_citation_line(note, at)
            continue
        found = sources_of(note, earlier)
        yield from _documents(note, found, at)
        earlier = found[0] if len(found) == 1 and found[0].reference else None


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
            elif found and source.joint == "." and not _is_source(source):
                found[-1].unread.append(piece.text)
            else:
                if found and piece.joint == "." and not _is_source(found[-1]) and found[-1].text[-1] in "!?":
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
    whole = source_of(f"{before.core or before.text}, {place.text}", before.joint)
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


def _is_source(source: Source) -> bool:
    """Whether a piece names an archive, or a document for certain."""
    if source.edition and not source.reference:
        return False
    return bool(source.reference) or (source.has_evidence and not source.ibid)


def read_note(note: str, where: str) -> Iterator[Found]:
    """The documents of one note."""
    note = squeezed(note)
    yield from _documents(note, sources_of(note), where)


def _documents(note: str, found: list[Source], where: str) -> Iterator[Found]:
    if found and not any(s.reference for s in found) and any(s.ibid for s in found):
        yield ReadError(
            f"“{_short(note)}” refers to a note before it",
            where=where,
            hint="put both into one note, or name archive and numbers again",
        )
        return
    archival = any(s.reference or _is_only_printed(s) for s in found) or not is_imprint(note)
    if not archival or not any(_is_source(source) for source in found):
        hint = "a note names a document, its date, the archive and the numbers there; for a book use BibTeX or RIS"
        if edition().match(note) is not None:
            hint = "name the document in the volume and its date before it; for the volume itself use BibTeX or RIS"
        yield ReadError(f"no archival reference and no document was found in “{_short(note)}”", where=where, hint=hint)
        return
    for source in found:
        yield _refers_back(source, where) or document_of_source(source, where)


def _is_report_of_a_day(source: Source) -> bool:
    day = source.date is not None and len(source.date.start) == 3
    return day and kinds().get(source.kind) == "report"


def _refers_back(source: Source, where: str) -> ReadError | None:
    """The error for an ``Ibid.`` whose note is not here and of which nothing else is said."""
    if not source.ibid or source.reference or source.has_evidence or len(source.text.split()) > _FEW_WORDS:
        return None
    return ReadError(
        f"“{_short(source.text.strip())}” refers to a note before it",
        where=where,
        hint="put both into one note, or name archive and numbers again",
    )


def _is_only_printed(source: Source) -> bool:
    """Whether a document is named that an edition has: ``Memorandum of Conversation, 3 May 1963, FRUS``."""
    day = source.date is not None and len(source.date.start) == 3
    return bool(source.printed) and (bool(source.sender) or (day and edition().match(source.printed) is not None))


def _short(text: str) -> str:
    return text if len(text) < 80 else text[:77].rstrip() + "…"


def document_of_source(source: Source, where: str) -> Document:
    """The document of one source; a printed one keeps its words as its title."""
    issue = issue_of(source.text) if not (source.reference or source.sender or source.printed) else None
    if issue is not None:
        return _article(issue, source, where)
    if not _is_source(source):
        aside = [*source.marks, *source.drafting, *source.unread, *([source.printed] if source.printed else [])]
        return Document(
            title=source.text.strip(" ."),
            url=source.url,
            extra={"custom": {"title_is": "verbatim"}},
            unread=tuple(text for text in aside if text not in source.text),
            warnings=(_NO_ARCHIVE.format(_short(source.text)),),
            source=where,
        )
    host = find_host(source.reference) or find_host(source.text.partition("\u201c")[0].partition('"')[0])
    references = tuple(_references(source))
    unread = [*(r.unread for r in references if r.unread), *source.unread, *([source.ibid] if source.ibid else [])]
    credits = [text for text in (source.credits, *unread) if _is_credit(text)]
    return Document(
        title=source.title,
        date=source.date,
        kind=source.kind,
        sender=source.sender,
        recipient=source.recipient,
        references=references,
        contributors=tuple(one for text in credits for one in parse_credits(text)[0]),
        credits=" ".join(credits),
        host=host[0] if host is not None else "",
        url=source.url,
        number=record_number(source.url) or source.number,
        accessed=source.accessed,
        extra=_extra(source, archival=bool(references)),
        unread=tuple(text for text in unread if text not in credits),
        warnings=tuple(_warnings(source, archival=bool(references))),
        source=where,
    )


def _article(issue: Issue, source: Source, where: str) -> Document:
    """An article of a newspaper, or an issue of it where no article is named."""
    extra: dict[str, Any] = {"type": "article-newspaper", "container-title": issue.name} if issue.title else {}
    extra = extra or {"type": "periodical"}
    extra |= {name: value for name in ("issue", "page", "edition") if (value := getattr(issue, name))}
    if issue.author:
        extra["author"] = names_of_people(issue.author)
    return Document(
        title=issue.title or issue.name,
        date=issue.date,
        url=source.url,
        accessed=source.accessed,
        extra=extra,
        unread=tuple((*source.marks, *source.drafting)),
        warnings=(_NEWSPAPER.format(_short(source.text)),),
        source=where,
    )


def _is_credit(text: str) -> bool:
    """Whether a text says nothing but who obtained, edited or translated the document."""
    people, rest = parse_credits(text)
    return bool(people) and not rest.strip(" .")


def _references(source: Source) -> list[ArchivalReference]:
    found = parse_archive_first(source.reference) if source.position == "first" else parse_references(source.reference)
    return settled(found, languages_of_dates(source.text))


def _warnings(source: Source, archival: bool) -> Iterator[str]:
    """What a person is to be told of a source."""
    if not archival:
        yield _NO_ARCHIVE.format(_short(source.text))
    if source.printed:
        yield f"“{_short(source.printed)}”, where it is printed, is kept but not in the citation"
    if source.ibid:
        yield f"“{source.ibid}” refers to a note that is not here"


def _title_is(source: Source, archival: bool) -> str:
    """``description`` of a document in an archive, ``verbatim`` what is cited as it stands and not in its own marks."""
    if archival:
        return "description" if source.described else ""
    found = quoted(source.text)
    return "verbatim" if source.title and (found is None or found[0] != source.title) else ""


def _extra(source: Source, archival: bool) -> dict[str, Any]:
    """What a source says beyond a document's own fields."""
    custom = {
        "classification": "; ".join(source.marks),
        "drafting_note": ". ".join(source.drafting),
        "also_printed": source.printed,
        "title_is": _title_is(source, archival),
        "message": source.message,
    }
    custom = {name: value for name, value in custom.items() if value}
    extra: dict[str, Any] = {"custom": custom} if custom else {}
    if source.author:
        extra["author"] = names_of_people(source.author)
    if not archival and not source.printed and _is_report_of_a_day(source):
        extra["type"] = "document"  # no published report: its day is printed
    return extra
