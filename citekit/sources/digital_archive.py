"""Pages of the Wilson Center Digital Archive converted to text or Markdown.

The page has a heading with date and title, sections (Citation, Summary, Original Language, Contents), then the body.
Levels, emphasis and order of headings differ from one conversion to the next, so sections are known by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..archives.titles import correspondents, kind_of
from ..dates import HistoricalDate
from ..document import Document
from ..errors import ReadError
from .citation_line import parse_citation
from .text import mend, one_line, unmark

_LABELS = {
    "citation": "citation", "get citation": "citation", "summary": "summary", "description": "summary",
    "original language": "language", "language": "language", "contents": "contents", "content": "contents",
    "original archive": "original-archive", "source": "original-archive", "rights": "rights",
    "original uploaded date": "uploaded", "original classification": "classification", "record id": "record",
    "subjects discussed": "subjects", "subjects": "subjects", "associated places": "places",
    "associated people & organizations": "people", "people": "people", "author(s)": "authors", "authors": "authors",
    "document contributor(s)": "contributors", "document information": "information", "donors": "donors",
    "related documents": "related", "associated topics": "topics", "credits": "donors",
}  # fmt: skip
_LABEL = re.compile(
    r"^[\s#>*_]*(?P<label>" + "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True))
    + r")[\s*_]*(?P<colon>:)?[\s*_]*(?P<rest>.*)$",
    re.I,
)  # fmt: skip
_HEADING = re.compile(r"^\s*#{1,6}\s+(.*)$")
_CONTENT = re.compile(
    r"^(?:Translation|Transcript|Transcription|Scan|Original Scan|Original|Document|English|Summary)(?:\s+-\s+\S.*)?$", re.I
)
_PAGE_NUMBER = re.compile(r"^\s*(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\s*$|^\s*[-\u2013]\s*\d{1,4}\s*[-\u2013]\s*$", re.I)
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})\s*")
_ADDRESS_ENDS = re.compile(r"https?://\S+\s*[\])>.]*\s*$")
_KEPT = {"rights": "rights", "classification": "classification", "uploaded": "uploaded", "record": "record"}


@dataclass
class _Page:
    """One record as it is collected: its heading and the lines of each section."""

    heading: str = ""
    sections: dict[str, list[str]] = field(default_factory=dict)
    line: int = 1

    @property
    def citation(self) -> str:
        """The citation on one line."""
        lines = [line for line in self.sections.get("citation", ()) if line.strip()]
        for n in range(len(lines) - 1, 0, -1):
            if "http" in lines[n - 1] and _url_goes_on(lines[n - 1], lines[n]):
                lines[n - 1 : n + 1] = [lines[n - 1].rstrip() + lines[n].lstrip()]
        return one_line(unmark("\n".join(lines)))


def detect(text: str, name: str) -> bool:
    """Whether the text has a Citation section, or a heading with a date and another section."""
    labels = set()
    for line in mend(text[:400_000]).split("\n"):
        match = _labelled(line)
        if match is not None:
            labels.add(match[0])
    return (
        "citation" in labels
        or ({"summary", "language", "contents"} & labels and bool(re.search(r"^[ \t]*#", text, re.M)))
        or len(labels) >= 2
    )


def _labelled(line: str, header: bool = True) -> tuple[str, str] | None:
    """(section, text behind the label) where a line is a section's heading or begins with a label and a colon.

    A bare label without colon or emphasis counts only where it stands alone in the page's ``header``.
    """
    if len(line) > 20_000:
        return None
    match = _LABEL.match(line)
    if match is None:
        return None
    rest = match["rest"].strip()
    marked = line.lstrip().startswith(("#", "*", "_"))
    if rest and not match["colon"]:
        return None
    if not rest and not (match["colon"] or marked or (header and match["label"][0].isupper() and line.strip() == match["label"])):
        return None
    return _LABELS[match["label"].lower()], rest


def read(text: str, where: str) -> Iterator[Document]:
    """The documents of a converted page; several records run together give several documents."""
    page: _Page | None = None
    for found in _pages(_lines(mend(text))):
        if page is not None and page.citation and found.citation == page.citation:
            for name, lines in found.sections.items():  # a running head of the PDF says the citation again
                page.sections.setdefault(name, lines)
            continue
        if page is not None:
            yield _document(page, where)
        page = found
    if page is not None:
        yield _document(page, where)


def _lines(text: str) -> list[str]:
    """The lines of a page; underlined headings become headings with a mark."""
    lines = text.split("\n")
    for n in range(1, len(lines)):
        above = lines[n - 1].strip()
        if above and above[0] not in "#>-=" and _UNDERLINE.fullmatch(lines[n]):
            lines[n - 1], lines[n] = f"## {above}", ""
    return lines


def _pages(lines_of_text: list[str]) -> Iterator[_Page]:
    page, section, header = _Page(), "", True
    pending: list[str] = []  # lines since the last section ended: the heading of what comes next stands among them
    for number, line in enumerate(lines_of_text, 1):
        labelled = _labelled(line, header)
        if labelled is not None:
            name, rest = labelled
            if name == "citation" and "citation" in page.sections:
                yield page
                page, header = _Page(heading=_heading(pending), line=number), True
            elif not page.sections and not page.heading:
                page.heading = _heading(pending)
            section = "" if name in page.sections else name  # a running head of the PDF says it again
            if section:
                page.sections[name] = [rest] if rest else []
                pending = []
        elif section and not (_HEADING.match(line) and (page.sections[section] or section != "summary")):
            lines = page.sections[section]
            if _finished(section, lines, line):
                section, pending = "", [line]
                continue
            lines.append(line)
            if section == "contents" and line.strip() and not _CONTENT.match(_content(line)):
                lines.pop()
                section, header, pending = "", False, [*pending[-40:], line]
        else:
            section = ""
            pending = [*pending[-40:], line]
    if not page.sections and not page.heading:
        page.heading = _heading(pending)
    yield page


def _content(line: str) -> str:
    """An entry of the contents without bullets and emphasis."""
    return unmark(line).strip(" #*-\u2022")


def _finished(section: str, lines: list[str], line: str) -> bool:
    """Whether a section is over before ``line``: a citation behind its address, a language behind its paragraph."""
    if not line.strip():
        return False
    paragraph_over = bool(lines) and not lines[-1].strip() and any(part.strip() for part in lines)
    if section == "language":
        return paragraph_over
    if section != "citation":
        return False
    text = "\n".join(lines[-4:]).rstrip()  # enough to see how it ends, however long it is
    if _ADDRESS_ENDS.search(text):
        return not _url_goes_on(lines[-1], line)
    return paragraph_over and text.endswith(".") and not line.lstrip(" <[(").startswith("http")


def _url_goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of an address that was broken behind a slash, hyphen or underscore."""
    return before.rstrip().endswith(("/", "-", "_")) and bool(re.fullmatch(r"\s*[\w%?=&#./-]+\s*", line))


def _heading(lines: list[str]) -> str:
    """The title heading among the lines before a section: the last Markdown heading, or the last paragraph."""
    kept = [line for line in lines if not _PAGE_NUMBER.match(line)]
    for n in range(len(kept) - 1, -1, -1):
        match = _HEADING.match(kept[n])
        if match is not None and match.group(1).strip():
            following = []
            for line in kept[n + 1 :]:
                if not line.strip():
                    break
                following.append(line)
            return one_line(unmark("\n".join([match.group(1), *following])))
    paragraphs = [p for p in re.split(r"\n\s*\n", "\n".join(kept).strip()) if p.strip()]
    for n, paragraph in enumerate(reversed(paragraphs)):
        line = one_line(unmark(paragraph))
        if _split_heading(line)[0] or n == len(paragraphs) - 1:
            return _with_date(paragraphs, len(paragraphs) - 1 - n, line)
    return ""


def _with_date(paragraphs: list[str], n: int, line: str) -> str:
    """A date that stands as a paragraph of its own, before the title's."""
    date, title = _split_heading(line)
    if date and not title and n + 1 < len(paragraphs):
        return f"{line} {one_line(unmark(paragraphs[n + 1]))}"
    return line


def _split_heading(heading: str) -> tuple[str, str]:
    """(date, title) of a heading that runs them together."""
    words = heading.split(" ")
    for count in range(min(len(words), 7), 0, -1):
        candidate = " ".join(words[:count])
        date = HistoricalDate.parse(candidate.rstrip(","))
        if date.understood and candidate[:1] not in "(" and not (count == 1 and date.undated and candidate.islower() is False):
            return candidate.rstrip(","), " ".join(words[count:])
    return "", heading


def _document(page: _Page, where: str) -> Document:
    heading_date, heading_title = _split_heading(page.heading)
    at = f"{where}, line {page.line}" if page.line > 1 else where
    citation = page.citation
    warnings: list[str] = []
    if citation:
        doc = parse_citation(citation, at)
        warnings += _disagreements(doc, heading_date, heading_title)
    else:
        if not heading_title:
            raise ReadError("no title and no Citation section was found", where=at, hint="save the whole page, from its heading on")
        sender, recipient = correspondents(heading_title)
        doc = Document(title=heading_title, kind=kind_of(heading_title), sender=sender, recipient=recipient)
        warnings.append("there is no Citation section: archive, reference and address are not known")
    if not doc.title and heading_title:
        sender, recipient = correspondents(heading_title)
        doc = replace(doc, title=heading_title, kind=kind_of(heading_title), sender=sender, recipient=recipient)
    if not doc.title:
        raise ReadError("the document has no title", where=at, hint="the page's heading, or the citation, should have one")
    if doc.date is None and heading_date:
        doc = replace(doc, date=HistoricalDate.parse(heading_date))
    texts = {name: one_line(unmark("\n".join(lines))) for name, lines in page.sections.items()}
    contents = tuple(_content(line) for line in page.sections.get("contents", ()) if _content(line))
    extra = {"custom": kept} if (kept := {k: texts[n] for n, k in _KEPT.items() if texts.get(n)}) else {}
    return replace(
        doc,
        summary=texts.get("summary", ""),
        language=texts.get("language", ""),
        contents=contents,
        number=doc.number or texts.get("record", ""),
        extra=extra,
        warnings=tuple(warnings),
        source=where,
    )


def _disagreements(doc: Document, heading_date: str, heading_title: str) -> list[str]:
    """What heading and citation say differently; the citation counts."""
    said = []
    plain = re.compile(r"\W+")
    if heading_title and doc.title and plain.sub("", heading_title).casefold() != plain.sub("", doc.title).casefold():
        said.append(f"the heading has another title than the citation: “{heading_title}”")
    if heading_date and doc.date is not None:
        date = HistoricalDate.parse(heading_date)
        if date.start and doc.date.start and (date.start, date.end) != (doc.date.start, doc.date.end):
            said.append(f"the heading has the date {heading_date}, the citation {doc.date.text}")
    return said
