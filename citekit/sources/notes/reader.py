"""Footnotes and typed references: a note a paragraph, or a note a line. Each source of a note is a document.

What was not understood is in ``unread``; a note that names no archive and no document is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...archives.credits import parse_credits
from ...archives.grammar import parse_archive_first, parse_references, settled
from ...archives.hosts import find_host, record_number
from ...archives.reference import ArchivalReference
from ...archives.titles import kinds
from ...archives.unnamed import institution, is_parent
from ...common.blanks import squeezed
from ...common.errors import ReadError
from ...document.model import Document
from ...document.people import names_of_people
from ..base import Found
from ..citation_line import is_one_of_a_digital_archive
from ..citation_line import read as read_citation_line
from ..web.error_pages import refuse_copied_error
from .archive_names import languages_of_dates
from .imprint import is_imprint
from .lines import notes_of, notes_of_lines
from .marks import quoted
from .newspapers import Issue, is_magazine, issue_of
from .parts import Source
from .sources import is_credit, is_source, sources_of
from .words import edition

MAX_LENGTH, MAX_NOTE = 400_000, 6_000
_FEW_WORDS = 5  # Ibid., op. 11, l. 45
_SHORT_YEAR = re.compile(r"[.\s/'\u2019-]\d\d\W*$")  # 3.9.40, 8 Jan 51
_NEWSPAPER = "no archive is named in “{}”: it is cited as a newspaper or magazine"
_NO_ARCHIVE = "no archive was found in “{}”: it is cited {}"


def detect(text: str, name: str) -> bool:
    """Whether every paragraph (or line) of a text is short enough for a note, and one of them is a source."""
    if len(text) > MAX_LENGTH or text.lstrip()[:1] in ("<", "{", "@", "#") or text.startswith("---\n"):
        return False
    notes = notes_of(text)
    if not notes or any(len(note) > MAX_NOTE for note in notes):
        return False
    good = sum(1 for note in notes[:50] if any(is_source(s) or s.ibid for s in sources_of(note)))
    return good > 0 and good * 3 >= min(len(notes), 50)


def read(text: str, where: str) -> Iterator[Found]:
    """The documents of each note, and an error in the place of a note that names none."""
    refuse_copied_error(text, where)
    notes = notes_of_lines(text)
    earlier: Source | None = None
    for n, (line, note) in enumerate(notes, 1):
        at = where if len(notes) == 1 else f"{where}, note {n} (line {line})"
        if len(notes) > 1 and is_one_of_a_digital_archive(note):
            earlier = None
            yield from read_citation_line(note, at)
            continue
        found = sources_of(note, earlier)
        yield from _documents(note, found, at)
        earlier = found[0] if len(found) == 1 and found[0].reference else None


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
    if not archival or not any(is_source(source) for source in found):
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
    if not is_source(source):
        aside = [*source.marks, *source.drafting, *source.unread, *([source.printed] if source.printed else [])]
        return Document(
            title=source.text.strip(" ."),
            url=source.url,
            extra={"custom": {"title_is": "verbatim"}},
            unread=tuple(text for text in aside if text not in source.text),
            warnings=(_NO_ARCHIVE.format(_short(source.text), "as it stands"),),
            source=where,
        )
    if holder := _holder(source):
        source.reference, source.unread = holder, [part for part in source.unread if part.strip(" .") not in holder]
    host = find_host(source.reference) or find_host(source.text.partition("\u201c")[0].partition('"')[0])
    references = tuple(_references(source))
    unread = [*(r.unread for r in references if r.unread), *source.unread, *([source.ibid] if source.ibid else [])]
    credits = [text for text in (source.credits, *unread) if is_credit(text)]
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
    called = "article-magazine" if is_magazine(issue.name) else "article-newspaper"
    extra: dict[str, Any] = {"type": called, "container-title": issue.name} if issue.title else {}
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
        unread=(*source.marks, *source.drafting),
        warnings=(_NEWSPAPER.format(_short(source.text)),),
        source=where,
    )


def _holder(source: Source) -> str:
    """Who holds a letter or an interview of which no signature is stated: institutions at the end of its note that are
    not known as archives, the university that they belong to last.
    """
    if source.reference or source.printed or source.edition or source.url:
        return ""
    if not source.sender and kinds().get(source.kind) != "interview":
        return ""
    parts = [part.strip(" .") for part in source.unread]
    first = next((n for n, part in enumerate(parts) if institution(part) is not None or is_parent(part)), None)
    if first is None or not all(part[:1].isupper() and not _NO_HOLDER.search(part) for part in parts[first:]):
        return ""
    if first and parts[first - 1][:1].isupper() and not _NO_HOLDER.search(parts[first - 1]):
        first -= 1  # Center for Oral History and Cultural Heritage, University of …
    holder = ", ".join(parts[first:])
    return holder if holder in source.text else ""


_NO_HOLDER = re.compile(r"\d|\b(?:Press|Verlag|Publish\w+)\b")


def _references(source: Source) -> list[ArchivalReference]:
    found = parse_archive_first(source.reference) if source.position == "first" else parse_references(source.reference)
    return settled(found, languages_of_dates(source.text))


def _warnings(source: Source, archival: bool) -> Iterator[str]:
    """What a person is to be told of a source."""
    if not archival:
        how = "as it stands" if _title_is(source, archival) == "verbatim" else "without one"
        yield _NO_ARCHIVE.format(_short(source.text), how)
    if source.date is not None and source.date.start and _has_short_year(source.date.text):
        yield f"the century of “{source.date.text}” is not stated: it is read as {source.date.start[0]}"
    if source.printed:
        yield f"“{_short(source.printed)}”, where it is printed, is kept but not in the citation"
    if source.ibid:
        yield f"“{source.ibid}” refers to a note that is not here"


def _has_short_year(text: str) -> bool:
    return _SHORT_YEAR.search(text) is not None and not re.search(r"\d{3}", text)


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
        "hour": source.hour,
    }
    custom = {name: value for name, value in custom.items() if value}
    extra: dict[str, Any] = {"custom": custom} if custom else {}
    if source.medium:
        extra["medium"] = source.medium
    if source.author:
        extra["author"] = names_of_people(source.author)
    if not archival and not source.printed and _is_report_of_a_day(source):
        extra["type"] = "document"  # no published report: its day is printed
    return extra
