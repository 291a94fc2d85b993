"""Word documents (.docx) as sources (ECMA-376 part 1, 17.16 fields, 17.11 notes, 22.6 sources)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...common.errors import ReadError
from ...common.files.package import Package
from ...common.files.xml_text import parse
from ..base import Found
from ..word_sources import items_of
from ..xml import local_name, text_of
from .notes import found_in
from .works import Works, is_any_citation

_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def read(data: bytes, where: str) -> Iterator[Found]:
    """The documents of a manuscript's fields, its sources, and its notes."""
    package = Package(data, where)
    works = Works()
    notes: list[str] = []
    for name in _TEXTS:
        if name in package:
            part = _Part(works)
            part.read(parse(package.part(name), f"{where} ({name})"))
            notes += part.notes
    _bookmarks(package, works, where)
    yield from found_in(works, _sources(package, where), notes, where)


def _sources(package: Package, where: str) -> Iterator[dict[str, Any]]:
    """The sources that Word keeps in the document."""
    for name in package.names():
        if not (name.startswith("customXml/item") and name.endswith(".xml")) or "Props" in name:
            continue
        part = package.part(name)
        if b"bibliography" in part[:2000]:
            try:
                yield from items_of(parse(part, f"{where} ({name})"))
            except ReadError:
                continue


def _bookmarks(package: Package, works: Works, where: str) -> None:
    """Citations that Zotero keeps as bookmarks: their code stands in pieces among the document's properties."""
    if "docProps/custom.xml" not in package:
        return
    pieces: dict[str, list[tuple[int, str]]] = {}
    for one in parse(package.part("docProps/custom.xml"), where):
        name, _, number = (one.get("name") or "").rpartition("_")
        if name.startswith(("ZOTERO_BREF_", "CSL_BREF_", "Mendeley_Bookmark_")) and number.isdecimal():
            pieces.setdefault(name, []).append((int(number), text_of(one) if len(one) else ""))
    for listed in pieces.values():
        works.add_code("".join(text for _, text in sorted(listed)))


@dataclass
class _Field:
    """A field that is open: its instruction as far as it has been read, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    shown: bool = False


class _Part:
    """One part of the text, read from its beginning to its end."""

    def __init__(self, works: Works) -> None:
        self.works = works
        self.notes: list[str] = []
        self._fields: list[_Field] = []
        self._text: list[str] | None = None  # of the note that is open

    def read(self, root: Any) -> None:
        """Read a part; elements are gone through without recursion, since tables can nest deeply."""
        stack: list[tuple[Any, bool]] = [(root, False)]
        while stack:
            element, leaving = stack.pop()
            name = local_name(element)
            if leaving:
                self._leave(name)
            elif name not in ("del", "moveFrom", "") and self._enter(element, name):
                stack.append((element, True))
                stack.extend((one, False) for one in reversed(element))

    def _enter(self, element: Any, name: str) -> bool:
        if name in ("footnote", "endnote"):
            kind = _value(element, "type")
            self._text = [] if kind in ("", "normal") else None
            return self._text is not None
        if name == "fldChar":
            self._mark(_value(element, "fldCharType"))
        elif name == "instrText" and self._fields:
            self._fields[-1].code.append(element.text or "")
        elif name == "fldData" and element.text:
            self.works.add_endnote_data(element.text)
        elif name == "fldSimple":
            self._fields.append(_Field([_value(element, "instr")], True))
        elif name == "tag":
            self.works.add_tag(_value(element, "val"))
        elif self._text is not None and not self._in_citation():
            self._text.append(element.text or "" if name == "t" else " " if name in ("tab", "br", "cr") else "")
        return True

    def _leave(self, name: str) -> None:
        if name in ("footnote", "endnote") and self._text is not None:
            self.notes.append(" ".join("".join(self._text).split()))
            self._text = None
        elif name == "fldSimple" and self._fields:
            self._end()
        elif name == "p" and self._text is not None:
            self._text.append(" ")

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._end()

    def _end(self) -> None:
        self.works.add_code("".join(self._fields.pop().code))

    def _in_citation(self) -> bool:
        return any(not one.shown or is_any_citation("".join(one.code)) for one in self._fields)


def _value(element: Any, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
