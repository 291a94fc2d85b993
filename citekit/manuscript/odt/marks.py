"""Bookmarks round what citekit writes into an OpenDocument: they are what is left of reference marks and sections in a
.docx that LibreOffice made of it, and of content controls in an .odt that it made of a .docx.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ...common.files.xml_text import Splices, attribute, tags, xml_unescape
from ..bookmarks import PREFIX, End, Range, names_of, ranges, too_early
from ..labels import label_of
from .story import Paragraph, RefMark, Section

_END = re.compile(r"<text:bookmark-(start|end)\b([^>]*?)/>")
_PIECE = re.compile(r"(<text:s/>)|(</text:[ph]>|<text:(?:note|p|h)[\s>])|<[^>]*>|(&[^;]*;|[^<&])", re.S)
_TAG = re.compile(r"<[^>]*>")
_FAR = 24
_BIBLIOGRAPHY = "citekit:bibliography"


class Marks:
    """The marks in a text; ``open`` is the one that the walk through it is in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: Range | None = None
        found = list(ranges(_ends(text))) if PREFIX in text else []
        self._inline = {mark.inner[0]: mark for mark in found if not mark.tag.startswith(_BIBLIOGRAPHY)}
        self._lists = [mark for mark in found if mark.tag.startswith(_BIBLIOGRAPHY)]

    def begins(self, at: int) -> RefMark | None:
        """The mark whose last bookmark begins with the tag that ends at a place; none that reaches over a paragraph."""
        mark = self._inline.get(at)
        rest = _rest(self.text[slice(*mark.inner)]) if mark is not None else None
        if mark is None or rest is None:
            return None
        self.open = mark
        return RefMark(mark.tag, mark.start, mark.inner, mark.end, rest=rest)

    def bibliographies(self, paragraphs: list[Paragraph], sections: list[Section]) -> list[Section]:
        """Bibliographies that stand in no section any more: their paragraphs, as a section."""
        known = [one for one in sections if one.name.startswith((_BIBLIOGRAPHY, "ZOTERO_BIBL"))]
        starts = [paragraph.start for paragraph in paragraphs]
        found = []
        for mark in self._lists:
            if any(one.start < mark.start < one.end for one in known):
                continue
            first, last = (paragraphs[bisect_right(starts, at) - 1] for at in mark.inner)
            if mark.end <= last.end and _rest(self.text[first.start : last.end], paragraphs=True) == "":
                found.append(Section(mark.tag, first.start, (first.start, last.end), last.end))
        return found


def straightened(text: str) -> str:
    """A text whose marks end in their places: where LibreOffice put the end of one too early, it is put further on."""
    if PREFIX not in text:
        return text
    splices = Splices()
    for mark in ranges(_ends(text)):
        shown = xml_unescape(_TAG.sub("", text[slice(*mark.inner)].replace("<text:s/>", " ")))
        following = list(_following(text, mark.end))
        missing = too_early(shown, "".join(char for char, _ in following), mark.sum)
        ends = text[mark.inner[1] : mark.end]
        if missing and not _END.sub("", ends):
            splices.delete(mark.inner[1], mark.end)
            splices.insert(following[missing - 1][1], ends)
    return splices.apply(text) if splices else text


def _following(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The first characters after a place, up to the end of its paragraph, each with where it ends."""
    count = 0
    for match in _PIECE.finditer(text, at):
        if match[2] or count >= _FAR:
            return
        if match[1] or match[3]:
            count += 1
            yield " " if match[1] else xml_unescape(match[3]), match.end()


def _ends(text: str) -> list[End]:
    """Both ends of the bookmarks of a text."""
    return [End(attribute(m[2], "text:name"), m[1] == "start", *m.span()) for m in _END.finditer(text)]


def _rest(raw: str, *, paragraphs: bool = False) -> str | None:
    """The tags of a stretch that belong to what begins before it or ends after it; None where paragraphs do."""
    closing: list[str] = []
    begun: list[tuple[str, str]] = []
    for tag in tags(raw):
        if not paragraphs and tag.name in ("text:p", "text:h", "text:note"):
            return None
        if tag.kind == "<":
            begun.append((tag.name, raw[tag.start : tag.end]))
        elif tag.kind == "/" and begun:
            begun.pop()
        elif tag.kind == "/":
            closing.append(f"</{tag.name}>")
    return "".join([*closing, *(written for _, written in begun)])


def marked(kind: str, sum_: str, source: str, number: int) -> tuple[str, str]:
    """The tags before and after what a mark holds."""
    names = names_of(kind, sum_, source, number)
    begun = "".join(f'<text:bookmark-start text:name="{name}"/>' for name in names)
    return begun, "".join(f'<text:bookmark-end text:name="{name}"/>' for name in reversed(names))


def unmarked(xml: str) -> tuple[str, str]:
    """XML without the ends of bookmarks in it, those that are not ours."""
    if "<text:bookmark-" not in xml:
        return xml, ""
    return _END.sub("", xml), "".join(m[0] for m in _END.finditer(xml) if f'"{PREFIX}' not in m[0])


def source_in(xml: str) -> str:
    """The source of the citation that bookmarks of ours in a text remember; empty where there are none."""
    if PREFIX not in xml:
        return ""
    labels = (label_of(mark.tag) for mark in ranges(_ends(xml)))
    return next((label.source for label in labels if label is not None), "")
