"""LaTeX's ``thebibliography``: entries that are finished text, ``\\bibitem{key} …`` (LaTeX companion, 15.1).

An entry with an archive in it is read as a note; a printed work by what its type shows: blocks, quotation marks,
emphasis, and numbers with a year.  What is left over is kept in ``unread``, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..common.errors import CitekitError, ReadError
from ..csl.names import parse_name
from ..dates import HistoricalDate
from ..document.foreign import document_of
from ..document.model import Document
from .base import Found

_DETECTED = re.compile(r"(?s)\s*(?:%[^\n]*\n\s*)*\\(?:begin\{thebibliography\}|bibitem\b)")
_ITEM = re.compile(
    r"\\bibitem\s*(?:%[^\n]*\n\s*)?(?:\[(?P<label>(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\}){0,500})\]\s*)?"
    r"(?:%[^\n]*\n\s*)?\{(?P<key>[^{}]{1,200})\}"
)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n[ \t]*")
_OLD_FONT = re.compile(
    r"\{\s*\\(?:em|it|sl|itshape|slshape)\b\s*(?P<text>(?:[^{}]|\{[^{}]{0,500}\}){1,2000}?)(?:\\/)?\}"
)
_LOGO = re.compile(r"\\((?:La|Bib)?TeX)\b(?:\{\})?")
_QUOTED = re.compile(r"(?:``|\u201c|\")(?P<title>.{2,1000}?)(?:''|\u201d|\")", re.S)
_EMPH = re.compile(r"<i>(?P<text>[^<>]{1,1000})</i>")
_YEAR = re.compile(r"(?<!\d)((?:1[4-9]|20)\d\d)(?!\d)")
_DAY = re.compile(
    r"(?<![\w-])(?:\d{1,2}\.?\s[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s\d{1,2},),?\s(?:1[4-9]|20)\d\d(?!\d)"
)  # 25 February 1967, Feb. 25, 1967
_PAGES = re.compile(r"(?:\bpp?\.?|\bpages?|:)\s*(\d+\s*[-\u2013]{1,2}\s*\d+)")
_VOLUME = re.compile(r"^[\s,]*(?:vol\.?\s*)?(\d{1,4})(?:\s*[(,]\s*(?:no\.?\s*)?(\d{1,3})(?!\d)\)?)?")
_EDITED = re.compile(  # In P. Evans and T. Skocpol, editors,
    r"(?:in:?\s+)?(?P<names>[^\W\d_].{2,200}?)[\s,]*\(?(?:editors?|eds?\.?|hrsg\.?|herausgeber|a cura di)\)?[\s,:]*$",
    re.I,
)
_ROMAN = re.compile(r"(?P<text>[^<>\d,;:]{2,150}?)[\s,]*(?=<b>\s*\d{1,4}[A-Z]?\s*</b>)")
_BOLD = re.compile(r"^[\s,]*<b>\s*(\d{1,4}[A-Z]?)\s*</b>")
_NUMBERED = re.compile(r"^[\s,]*(\d{1,4}[A-Z]?)(?:\s*\(\s*(?:no\.?\s*)?(\d{1,3}(?:[-/\u2013]\d{1,3})?)(?!\d)\))?")
_ISSUE = re.compile(r"(?:,\s?)?(?<!\w)(?:no|nr|iss|issue|num)\.?\s*(\d{1,4}(?:\s?[-/\u2013]\s?\d{1,4})?)(?!\d)", re.I)
_LAST_PAGES = re.compile(r",\s*(\d+(?:\s*[-\u2013]{1,2}\s*\d+)?)\s*(\(\d{4}\))?[\s.,]*$")
_IMPRINT = re.compile(r"^(?P<publisher>[^,:;()\d]{3,80})(?:,\s*(?P<place>[^,:;()\d]{2,60}))?,\s*(?:1[4-9]|20)\d\d$")
_PLACED = re.compile(r"\(?(?P<place>[^,:;()\d]{2,60}):\s*(?P<publisher>[^,:;()\d]{3,80}),\s*(?:1[4-9]|20)\d\d\)?$")
MAX_ENTRY = 20_000


def detect(text: str, name: str) -> bool:
    """Whether the text is a bibliography of finished entries."""
    return _DETECTED.match(text[:100_000]) is not None


def read(text: str, where: str) -> Iterator[Found]:
    """One document an entry, several where a note names several sources."""
    found = list(_ITEM.finditer(text))
    for n, match in enumerate(found):
        stop = found[n + 1].start() if n + 1 < len(found) else len(text)
        end = text.find("\\end{thebibliography}", match.end(), stop)
        body = text[match.end() : end if end >= 0 else stop]
        line = text.count("\n", 0, match.start()) + 1
        place = f"{where}, line {line}"
        try:
            if not body.strip() or len(body) > MAX_ENTRY:
                raise ReadError("the entry is empty" if not body.strip() else "the entry is too long", where=place)
            yield from (doc.changed(source=where) for doc in _documents(match["key"].strip(), body, place))
        except CitekitError as error:
            yield error
    if not found:
        yield ReadError("the bibliography has no entries (\\bibitem)", where=where)


def _documents(key: str, body: str, place: str) -> Iterator[Document]:
    from .bibtex.latex import latex_text
    from .notes.reader import read_note

    body = _OLD_FONT.sub(r"\\emph{\g<text>}", _LOGO.sub(r"\1", _COMMENT.sub("", body)))
    blocks = [latex_text(block).strip() for block in re.split(r"\\newblock\b", body)]
    blocks = [re.sub(r"\s+", " ", block) for block in blocks if block]
    whole = " ".join(blocks)
    plain = re.sub(r"</?[a-z][^<>]{0,80}>", "", whole)
    archival = [one for one in read_note(plain, place) if isinstance(one, Document) and one.references]
    if archival and all(r.levels and r.repository for r in archival[0].references):
        yield archival[0].changed(key=key)
        yield from archival[1:]
        return
    item = _by_blocks(blocks) if len(blocks) > 1 else _by_type(whole)
    if not item.get("title"):
        warning = "its parts were not told apart: it is cited as it stands"
        yield Document(title=whole.rstrip(". "), key=key, unread=(plain,), warnings=(f"{place}: {warning}",))
        return
    left = item.pop("left", "")
    doc = document_of({**item, "id": key})
    yield doc.changed(unread=(left,)) if left else doc


def _by_blocks(blocks: list[str]) -> dict[str, Any]:
    """Blocks as BibTeX's styles print them: authors, title, and where it appeared."""
    item: dict[str, Any] = {"author": _people(blocks[0])}
    title = blocks[1]
    rest = " ".join(blocks[2:])
    year = re.match(r"\s*\(?((?:1[4-9]|20)\d\d)[a-z]?\)?[.,]?\s*$", title)
    if year is not None and len(blocks) > 2:  # author-year styles: the year is a block of its own
        title, rest, item["issued"] = blocks[2], " ".join(blocks[3:]), {"date-parts": [[int(year[1])]]}
    behind = re.search(r"[,.]?\s*\(?((?:1[4-9]|20)\d\d)[a-z]?\)?\.?$", blocks[0])
    if "issued" not in item and behind is not None:
        item["author"] = _people(blocks[0][: behind.start()])
        item["issued"] = {"date-parts": [[int(behind[1])]]}
    emphasised = _EMPH.match(title)
    item["type"] = "book" if emphasised is not None and not _EMPH.search(rest) else "article"
    item["title"] = _bare(emphasised["text"] if emphasised is not None and item["type"] == "book" else title)
    _where(item, title[emphasised.end() :] + " " + rest if emphasised is not None and item["type"] == "book" else rest)
    return item


def _by_type(text: str) -> dict[str, Any]:
    """A title in quotation marks or in italics, with the authors before it."""
    quoted, italic = _QUOTED.search(text), _EMPH.search(text)
    first = quoted if quoted is not None and (italic is None or quoted.start() < italic.start()) else italic
    if first is None or first.start() > 600:
        return {}
    before = text[: first.start()].strip(" ,.:")
    item: dict[str, Any] = {"type": "article" if first is quoted else "book", "title": _bare(first[1])}
    year = re.search(r"\s*\(((?:1[4-9]|20)\d\d)[a-z]?\)$", before)
    if year is not None:
        before, item["issued"] = before[: year.start()], {"date-parts": [[int(year[1])]]}
    if before:
        item["author"] = _people(before)
    _where(item, text[first.end() :])
    return item


def _where(item: dict[str, Any], rest: str) -> None:
    """Where a work appeared: what is in italics, its volume and pages, or place and publisher, and the year."""
    rest = _container(item, rest.strip(" ,."))
    day = _DAY.search(rest)
    if day is not None and len((date := HistoricalDate.parse(day[0])).start) == 3:
        item["issued"] = date.to_csl()
        rest = f"{rest[: day.start()]}{date.start[0]}{rest[day.end() :]}"
    pages = _PAGES.search(rest)
    if pages is not None:
        item["page"] = re.sub(r"\s*[-\u2013]+\s*", "-", pages[1])
        rest = rest[: pages.start()] + rest[pages.end() :]
    rest = rest.strip(" ,.;()")
    imprint = _IMPRINT.search(rest) or _PLACED.search(rest)
    years = _YEAR.findall(rest)
    if years and "issued" not in item:
        item["issued"] = {"date-parts": [[int(years[-1])]]}
    if imprint is not None:
        for name, variable in (("publisher", "publisher"), ("place", "publisher-place")):
            if imprint[name]:
                item[variable] = imprint[name].strip(" .")
        rest = rest[: imprint.start()]
    elif years:
        rest = re.sub(rf"[\s,(]*{years[-1]}\)?", "", rest)
    rest = re.sub(r"</?i>", "", rest).strip(" ,.;:()")
    if re.search(r"\w", rest):
        item["left"] = rest


def _container(item: dict[str, Any], rest: str) -> str:
    """Read the journal or book that a work is in, with its volume; what is left of the text after it."""
    container = _EMPH.search(rest) if item["type"] != "book" else None
    roman = _ROMAN.match(rest) if container is None else None
    if roman is not None:  # the AMS has titles in italics and journals upright
        item["container-title"], item["type"] = roman["text"].strip(" ,"), "article-journal"
        rest = _of_volume(item, rest[roman.end() :])
    if container is not None:
        inside = rest[: container.start()].strip(" ,.")
        editors = _EDITED.match(inside)
        item["type"] = "chapter" if editors is not None or inside.casefold().endswith("in") else "article-journal"
        if editors is not None:
            item["editor"] = _people(editors["names"])
        named = _bare(container["text"])
        abbreviated = item["type"] == "article-journal" and container["text"].rstrip().endswith(".")
        item["container-title"] = named + "." * abbreviated
        rest = _of_volume(item, rest[container.end() :])
    return rest


def _of_volume(item: dict[str, Any], rest: str) -> str:
    """Read a volume with its issue and pages, as journals are cited; what is left of the text after the journal.

    ``102(7):600``; ``<b>1</b> (1999), no. 2, 3-56`` as the AMS prints it, ``<b>12</b>, 345 (1999)`` as the APS does.
    """
    bold = _BOLD.match(rest)
    rest = _BOLD.sub(r"\1", rest, count=1) if bold is not None else rest
    volume = (_NUMBERED if bold is not None else _VOLUME).match(rest)
    if volume is None or _YEAR.fullmatch(volume[1]):
        return rest
    item["volume"] = volume[1]
    rest = rest[volume.end() :]
    issue = volume[2]
    if not issue and (found := _ISSUE.search(rest)) is not None:
        issue, rest = found[1], rest[: found.start()] + rest[found.end() :]
    if issue:
        item["issue"] = issue
    pages = _LAST_PAGES.search(rest) if not _PAGES.search(rest) else None
    if pages is not None and (bold is not None or issue or not pages[1].isdigit()):
        item["page"] = re.sub(r"\s*[-\u2013]+\s*", "-", pages[1])
        rest = rest[: pages.start()] + (pages[2] or "")
    return rest


def _bare(text: str) -> str:
    """A title without its italics, and without the comma or full stop that the entry put after it."""
    return re.sub(r"</?i>", "", text).strip(" .,")


def _people(text: str) -> list[dict[str, Any]]:
    """Authors in any of the usual forms: ``A. Author, B. Writer, and C. Third``, ``Author, A., and Writer, B.``."""
    text = re.sub(r"</?i>", "", text).strip(" ,;:")
    text = re.sub(r"(?<![A-Z])(?<!\b[A-Z])\.$", "", text) if not re.search(r"\b[A-Z]\.$", text) else text
    parts = [p.strip(" ,") for p in re.split(r";\s*|,?\s+(?:and|und|et|&|y|e)\s+", text) if p.strip(" ,")]
    out: list[dict[str, Any]] = []
    for part in parts:
        pieces = [p.strip() for p in part.split(",") if p.strip()]
        if len(pieces) > 1 and all(re.search(r"\s", p) for p in pieces):
            out += [parse_name(p) for p in pieces]
        elif len(pieces) > 2 and len(pieces) % 2 == 0:
            out += [parse_name(f"{a}, {b}") for a, b in zip(pieces[::2], pieces[1::2])]
        elif pieces:
            out.append(parse_name(", ".join(pieces)))
    return out
