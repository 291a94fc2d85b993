"""Content controls round what citekit writes, by which it finds it again (ECMA-376 part 1, 17.5.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...common.files.xml_text import escape
from ...formats.docx import text_of
from ..office import checksum
from .properties import in_order

_TAG = re.compile(r"(citekit:[a-z]+)(?::([0-9a-f]{6}))?(?:\s(.*))?\Z", re.S)
_ID = re.compile(r"<\w+:id\s[^>]*?\w+:val=\"(-?\d+)\"")
_FIRST_ID = 1_200_000_001
# paragraphs in a control: without this LibreOffice makes one input field of the first
_BLOCK = '<w:docPartObj><w:docPartGallery w:val="Bibliographies"/><w:docPartUnique/></w:docPartObj>'
_TITLE = 64  # characters of a title that Word shows


class Controls:
    """Makes content controls whose ids are not taken in the document."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._taken = {int(number) for text in texts for number in _ID.findall(text)}
        self._next = _FIRST_ID

    def control(self, kind: str, source: str, content: str, base: Iterable[str] = ()) -> str:
        """A control: ``base`` are the properties of the place, kept for the next time."""
        tag = tag_of(kind, source, content) if source else kind
        title = source if source else "bibliography"
        return (
            f'<w:sdt><w:sdtPr>{in_order(base)}<w:alias w:val="{escape(title[:_TITLE])}"/><w:tag w:val="{escape(tag)}"/>'
            f'<w:id w:val="{self._free()}"/>{"" if source else _BLOCK}</w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    def _free(self) -> int:
        while self._next in self._taken:
            self._next += 1
        self._taken.add(self._next)
        return self._next


def tag_of(kind: str, source: str, content: str) -> str:
    """The tag of a control: what it is, a checksum of the text that citekit wrote into it, and the citation's
    source.
    """
    return f"{kind}:{checksum(text_of(content))} {source}"


@dataclass(frozen=True)
class Label:
    """What a tag of ours says: ``kind`` (``citekit:note`` …), the checksum, and the source of the citation."""

    kind: str
    sum: str
    source: str


def label_of(tag: str) -> Label | None:
    """The label in a tag, or None where it is none of ours."""
    match = _TAG.match(tag)
    return Label(match[1], match[2] or "", match[3] or "") if match is not None else None
