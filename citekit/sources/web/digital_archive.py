"""Pages of the Wilson Center Digital Archive converted to text or Markdown.

The page has a heading with date and title, sections (Citation, Summary, Original Language, Contents), then the body.
Levels, emphasis and order of headings differ from one conversion to the next, so sections are known by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..base import Found
from ..text import mend, one_line, unmark
from .record import Record, content, document, labels, split_heading, url_goes_on

_HEADING = re.compile(r"^\s*#{1,6}\s+(.*)$")
_CONTENT = re.compile(
    r"^(?:Translation|Transcript|Transcription|Scan|Original Scan|Original|Document|English|Summary)(?:\s+-\s+\S.*)?$",
    re.I,
)
_PAGE_NUMBER = re.compile(
    r"^\s*(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\s*$|^\s*[-\u2013]\s*\d{1,4}\s*[-\u2013]\s*$", re.I
)
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})\s*")
_DONATED = re.compile(r"\s*[*_]*This document was made possible with support from\s")
_ADDRESS_ENDS = re.compile(r"https?://\S+\s*[\])>.]*\s*$")


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, labels()), key=len, reverse=True))
    return re.compile(rf"^[\s#>*_]*(?P<label>{names})[\s*_]*(?P<colon>:)?[\s*_]*(?P<rest>.*)$", re.I)


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
    """(section, text after the label) where a line is a section's heading or begins with a label and a colon.

    A bare label without colon or emphasis counts only where it stands alone in the page's ``header``.
    """
    if len(line) > 20_000 or not line.strip():
        return None
    match = _label().match(line)
    if match is None:
        return None
    rest = match["rest"].strip()
    marked = line.lstrip().startswith(("#", "*", "_"))
    if rest and not match["colon"]:
        return None
    if not rest and not (
        match["colon"] or marked or (header and match["label"][0].isupper() and line.strip() == match["label"])
    ):
        return None
    return labels()[match["label"].lower()], rest


def read(text: str, where: str) -> Iterator[Found]:
    """The documents of a converted page; several records run together give several documents."""
    page: Record | None = None
    for found in _pages(_lines(mend(text))):
        if page is not None and page.citation and found.citation == page.citation:
            for name, lines in found.sections.items():  # a running head of the PDF says the citation again
                page.sections.setdefault(name, lines)
            continue
        if page is not None:
            yield document(page, where)
        page = found
    if page is not None:
        yield document(page, where)


def _lines(text: str) -> list[str]:
    """The lines of a page; underlined headings become headings with a mark."""
    lines = text.split("\n")
    for n in range(1, len(lines)):
        above = lines[n - 1].strip()
        if above and above[0] not in "#>-=" and _UNDERLINE.fullmatch(lines[n]):
            lines[n - 1], lines[n] = f"## {above}", ""
    return lines


def _pages(lines_of_text: list[str]) -> Iterator[Record]:
    page, section, header = Record(), "", True
    pending: list[str] = []  # lines since the last section ended: the heading of what comes next stands among them
    for number, line in enumerate(lines_of_text, 1):
        if _DONATED.match(line) and not section:
            page.custom.setdefault("donors", [one_line(unmark(line))])
            continue
        labelled = _labelled(line, header)
        if labelled is not None:
            name, rest = labelled
            if name == "citation" and "citation" in page.sections:
                yield page
                page, header = Record(heading=_heading(pending), line=number), True
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
            if section == "contents" and line.strip() and not _CONTENT.match(content(line)):
                lines.pop()
                section, header, pending = "", False, [*pending[-40:], line]
        else:
            section = ""
            pending = [*pending[-40:], line]
    if not page.sections and not page.heading:
        page.heading = _heading(pending)
    yield page


def _finished(section: str, lines: list[str], line: str) -> bool:
    """Whether a section is over before ``line``: a citation after its address, a language after its paragraph."""
    if not line.strip():
        return False
    paragraph_over = bool(lines) and not lines[-1].strip() and any(part.strip() for part in lines)
    if section == "language":
        return paragraph_over
    if section != "citation":
        return False
    text = "\n".join(lines[-4:]).rstrip()  # enough to see how it ends, however long it is
    if _ADDRESS_ENDS.search(text):
        return not url_goes_on(lines[-1], line)
    return paragraph_over and text.endswith(".") and not line.lstrip(" <[(").startswith("http")


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
        if split_heading(line)[0] or n == len(paragraphs) - 1:
            return _with_date(paragraphs, len(paragraphs) - 1 - n, line)
    return ""


def _with_date(paragraphs: list[str], n: int, line: str) -> str:
    """A date that stands as a paragraph of its own, before the title's."""
    date, title = split_heading(line)
    if date and not title and n + 1 < len(paragraphs):
        return f"{line} {one_line(unmark(paragraphs[n + 1]))}"
    return line
