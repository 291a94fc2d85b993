"""Content controls round what citekit writes, by which it finds it again (ECMA-376 part 1, 17.5.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...files.xml_text import escape
from ...formats.docx import in_order

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
        """A control: ``kind`` and ``source`` are its tag; ``base`` are the properties of the place, kept for the next time."""
        tag = f"{kind} {source}" if source else kind
        title = source if source else "bibliography"
        return (
            f'<w:sdt><w:sdtPr>{in_order(base)}<w:alias w:val="{escape(title[:_TITLE])}"/><w:tag w:val="{escape(tag)}"/>'
            f'<w:id w:val="{self._free()}"/>{"" if source else _BLOCK}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
        )

    def _free(self) -> int:
        while self._next in self._taken:
            self._next += 1
        self._taken.add(self._next)
        return self._next
