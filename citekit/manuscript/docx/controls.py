"""Content controls round what citekit writes, by which it finds it again (ECMA-376 part 1, 17.5.2), and in them the
bookmarks that are left where LibreOffice saved the document (17.13.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...common.files.xml_text import xml_escape
from ...formats.docx import text_of
from ..bookmarks import PREFIX, last_number, names_of
from ..labels import label_of, label_text
from .properties import in_order

_ID = re.compile(r"<\w+:id\s[^>]*?\w+:val=\"(-?\d+)\"")
_FIRST_ID = 1_200_000_001
_BOOKMARK_ID = re.compile(r"<\w+:bookmarkStart\b[^>]*?\w+:id=\"(\d+)\"")
_RANGE = re.compile(r"<\w+:(?:bookmark|commentRange)(?:Start|End)\b[^>]*?\w+:id=\"(\d+)\"[^>]*/>")
# paragraphs in a control: without this LibreOffice makes one input field of the first
_BLOCK = '<w:docPartObj><w:docPartGallery w:val="Bibliographies"/><w:docPartUnique/></w:docPartObj>'
_TITLE = 64  # characters of a title that Word shows


class Controls:
    """Makes content controls whose ids are not taken in the document."""

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        self._taken = {int(number) for text in texts for number in _ID.findall(text)}
        self._next = _FIRST_ID
        self._bookmarks = {int(number) for text in texts for number in _BOOKMARK_ID.findall(text)}
        self._next_bookmark = 1
        self._marks = last_number(texts)

    def control(self, kind: str, source: str, content: str, base: Iterable[str] = ()) -> str:
        """A control: ``base`` are the properties of the place, kept for the next time."""
        tag = tag_of(kind, source, content) if source else kind
        title = source if source else "bibliography"
        if source:
            content = self.marked(tag, content)
        return (
            f'<w:sdt><w:sdtPr>{in_order(base)}<w:alias w:val="{xml_escape(title[:_TITLE])}"/>'
            f'<w:tag w:val="{xml_escape(tag)}"/>'
            f'<w:id w:val="{self._free()}"/>{"" if source else _BLOCK}</w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    def marked(self, tag: str, content: str) -> str:
        """Runs between the bookmarks that say what the tag of their control says."""
        label = label_of(tag)
        if label is None:
            return content
        begun, ended = self._ends(label.kind, label.checksum, label.source)
        return begun + content + ended

    def marked_paragraphs(self, kind: str, which: str, paragraphs: str) -> str:
        """The paragraphs of a bibliography, its bookmarks in the first and the last of them."""
        begun, ended = self._ends(kind, "", which)
        first = paragraphs.index("</w:pPr>") + len("</w:pPr>")
        last = paragraphs.rindex("</w:p>")
        return paragraphs[:first] + begun + paragraphs[first:last] + ended + paragraphs[last:]

    def _ends(self, kind: str, sum_: str, source: str) -> tuple[str, str]:
        """Where the bookmarks of a mark begin and where they end."""
        self._marks += 1
        begun = ended = ""
        for name in names_of(kind, sum_, source, self._marks):
            while self._next_bookmark in self._bookmarks:
                self._next_bookmark += 1
            number = self._next_bookmark
            self._bookmarks.add(number)
            begun += f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            ended = f'<w:bookmarkEnd w:id="{number}"/>' + ended
        return begun, ended

    def _free(self) -> int:
        while self._next in self._taken:
            self._next += 1
        self._taken.add(self._next)
        return self._next


def tag_of(kind: str, source: str, content: str) -> str:
    """The tag of a control: the label of its content."""
    return label_text(kind, source, text_of(content))


def unmarked(xml: str) -> tuple[str, str]:
    """(XML without the ends of bookmarks and comments in it, those that are not ours)."""
    if "bookmark" not in xml and "commentRange" not in xml:
        return xml, ""
    ours = {match[1] for match in _RANGE.finditer(xml) if f'"{PREFIX}' in match[0]}
    others = [m[0] for m in _RANGE.finditer(xml) if "commentRange" in m[0] or m[1] not in ours]
    return _RANGE.sub("", xml), "".join(others)
