"""What makes Word say that a document must be repaired, looked for in a package.

Word reads by the schemas of ECMA-376 part 1 and the rules of part 2, and offers to repair what breaks them. Only rules
that Word itself enforces are here: a document of another program that Word opens has no problems.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ...common.errors import ReadError
from ...common.files.package import Package
from ...common.files.xml_text import parse
from .properties import order
from .reading import WORD

_R = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ORDERED = ("pPr", "rPr", "sectPr")
_NOTE_PARTS = {"footnotes": "footnote", "endnotes": "endnote"}
_UNIQUE = {"footnote": "id", "endnote": "id", "bookmarkStart": "id"}


def problems(package: Package) -> list[str]:
    """What is wrong with a package, each with its part; an empty list for a document that opens without repair."""
    return list(_Checker(package).look())


class _Checker:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles: dict[str, str] = {}
        self.defined: dict[str, set[str]] = {}

    def look(self) -> Iterator[str]:
        yield from self._types()
        roots: dict[str, Any] = {}
        for name in self.package.names():
            if name.endswith((".xml", ".rels")):
                try:
                    roots[name] = parse(self.package.part(name), name)
                except ReadError as error:
                    yield f"{name}: {error.what}"
        for root in roots.values():
            if _local(root) == "styles":
                self.styles = {_value(s, "styleId"): _value(s, "type") for s in root if _local(s) == "style"}
            if _local(root) in _NOTE_PARTS:
                kind = _NOTE_PARTS[_local(root)]
                self.defined[kind] = {_value(n, "id") for n in root if _local(n) == kind}
        for name, root in roots.items():
            yield from self._relations(name, root)
            if _namespace(root) in WORD and _local(root) in ("document", "footnotes", "endnotes", "settings", "styles"):
                yield from self._word_part(name, root)

    # -- the package

    def _types(self) -> Iterator[str]:
        """Every part has a content type, and every part that has one of its own is there."""
        try:
            root = parse(self.package.part("[Content_Types].xml"), "[Content_Types].xml")
        except ReadError as error:
            yield str(error)
            return
        names = self.package.names()
        known = {name.casefold() for name in names}
        overrides = [one.get("PartName", "") for one in root if _local(one) == "Override"]
        defaults = {one.get("Extension", "").casefold() for one in root if _local(one) == "Default"}
        for part, count in Counter(overrides).items():
            if count > 1:
                yield f"[Content_Types].xml: {part} is declared twice"
            if part.lstrip("/").casefold() not in known:
                yield f"[Content_Types].xml: {part} is declared and not there"
        listed = {part.lstrip("/").casefold() for part in overrides}
        for name in names:
            extension = name.rpartition("/")[2].rpartition(".")[2].casefold()
            if name != "[Content_Types].xml" and not name.endswith("/"):
                if name.casefold() not in listed and extension not in defaults:
                    yield f"[Content_Types].xml: {name} has no content type"

    def _relations(self, name: str, root: Any) -> Iterator[str]:
        """Relationships have ids of their own and lead to parts that are there; every r:id is one of them."""
        if name.endswith(".rels"):
            ids = Counter(one.get("Id", "") for one in root if isinstance(one.tag, str))
            yield from (f"{name}: the relationship {one} is there twice" for one, count in ids.items() if count > 1)
            folder = posixpath.dirname(posixpath.dirname(name))
            for one in root:
                target = one.get("Target", "") if isinstance(one.tag, str) else ""
                if not target or one.get("TargetMode") == "External":
                    continue
                path = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                if path.split("#")[0] not in self.package and target != "NULL":
                    yield f"{name}: {target} is not there"
            return
        own = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
        declared: set[str] | None = None
        for element in root.iter():
            for attribute, value in element.attrib.items():
                if attribute.startswith("{") and attribute[1:].partition("}")[0] in _R and value:
                    if declared is None:
                        declared = self._declared(own)
                    if value not in declared:
                        yield f"{name}: {value} is no relationship"

    def _declared(self, rels: str) -> set[str]:
        if rels not in self.package:
            return set()
        try:
            return {one.get("Id", "") for one in parse(self.package.part(rels), rels) if isinstance(one.tag, str)}
        except ReadError:
            return set()

    # -- parts of WordprocessingML

    def _word_part(self, name: str, root: Any) -> Iterator[str]:
        yield from _ignorable(name, root)
        if _local(root) == "settings":
            yield from _in_order(name, root, "settings")
            yield from self._separators_declared(name, root)
            return
        seen: dict[str, Counter[str]] = {kind: Counter() for kind in (*_UNIQUE, "sdt")}
        for element in root.iter():
            if not isinstance(element.tag, str) or _namespace(element) not in WORD:
                continue
            local = _local(element)
            if local in _ORDERED:
                yield from _in_order(name, element, local)
            elif local in _UNIQUE:
                seen[local][_value(element, "id")] += 1
            elif local == "sdtPr":
                yield from self._control(name, element, seen["sdt"])
            elif local in ("t", "instrText", "delText"):
                yield from _spaces(name, element)
            elif local in ("rStyle", "pStyle"):
                yield from self._style(name, element, local)
            elif local in ("footnoteReference", "endnoteReference"):
                yield from self._reference(name, element, local.removesuffix("Reference"))
            elif local == "p":
                yield from _fields(name, element)
            elif local in ("tc", "footnote", "endnote"):
                yield from _ends_with_paragraph(name, element, local)
        for kind, ids in seen.items():
            yield from (f"{name}: the {kind} {one} is there twice" for one, count in ids.items() if count > 1 and one)
        if _local(root) in _NOTE_PARTS:
            yield from self._notes(name, root)
        if _local(root) != "styles":
            yield from _balanced(name, root)

    def _control(self, name: str, properties: Any, seen: Counter[str]) -> Iterator[str]:
        names = [_local(child) for child in properties]
        ranks = {"rPr": 0, "alias": 1, "tag": 2, "id": 3}
        for child in properties:
            if _local(child) == "id":
                seen[_value(child, "val")] += 1
        if len(set(names)) != len(names):
            yield f"{name}: a content control says something twice"
        _ = ranks

    def _style(self, name: str, element: Any, local: str) -> Iterator[str]:
        """A style that is referred to is of the right type; its id may be in any language. (One that is missing is let
        be.)
        """
        wanted = "character" if local == "rStyle" else "paragraph"
        found = self.styles.get(_value(element, "val"))
        if found is not None and found != wanted:
            yield f"{name}: {_value(element, 'val')} is no {wanted} style"

    def _reference(self, name: str, element: Any, kind: str) -> Iterator[str]:
        """A number in the text has its note, and stands in the body."""
        if _value(element, "id") not in self.defined.get(kind, set()):
            yield f"{name}: there is no {kind} {_value(element, 'id')}"
        if any(_local(one) in ("txbxContent", "footnote", "endnote") for one in element.iterancestors()):
            yield f"{name}: the number of {kind} {_value(element, 'id')} stands where no notes can be"

    def _notes(self, name: str, root: Any) -> Iterator[str]:
        """Both separators are there, and each note begins with its own number."""
        kind = _NOTE_PARTS[_local(root)]
        types = Counter(_value(one, "type") for one in root if _local(one) == kind)
        for needed in ("separator", "continuationSeparator"):
            if types[needed] != 1:
                yield f"{name}: there must be one {needed}"
        for note in root:
            if _local(note) != kind or _value(note, "type") not in ("", "normal"):
                continue
            first = next((run for run in note.iter() if _local(run) == "r" and _namespace(run) in WORD), None)
            inside = {_local(one) for one in first} if first is not None else set()
            if f"{kind}Ref" not in inside and not any(_local(one) == f"{kind}Ref" for one in note.iter()):
                yield f"{name}: the {kind} {_value(note, 'id')} has no number"
            elif f"{kind}Ref" not in inside:
                yield f"{name}: the first run of {kind} {_value(note, 'id')} is not its number"

    def _separators_declared(self, name: str, root: Any) -> Iterator[str]:
        """The settings name no separators that are not there."""
        for properties in root:
            kind = {"footnotePr": "footnote", "endnotePr": "endnote"}.get(_local(properties), "")
            for one in properties if kind else ():
                if _local(one) == kind and _value(one, "id") not in self.defined.get(kind, set()):
                    yield f"{name}: there is no {kind} {_value(one, 'id')}"


@lru_cache(maxsize=4096)
def _split(tag: str) -> tuple[str, str]:
    """(namespace, local name) of a tag; a document has few of them, many times."""
    namespace, _, local = tag.rpartition("}")
    return namespace.removeprefix("{"), local


def _local(element: Any) -> str:
    return _split(element.tag)[1] if isinstance(element.tag, str) else ""


def _namespace(element: Any) -> str:
    return _split(element.tag)[0] if isinstance(element.tag, str) else ""


def _value(element: Any, name: str) -> str:
    for uri in WORD:
        value = element.get(f"{{{uri}}}{name}")
        if value is not None:
            return str(value)
    return ""


def _in_order(name: str, element: Any, parent: str) -> Iterator[str]:
    """Children stand in the order of the schema, each once but the references of a section to its headers."""
    ranks = order(parent)
    last = -1
    seen: set[str] = set()
    for child in element:
        local = _local(child)
        if _namespace(child) not in WORD:
            continue
        rank = ranks.get(local)
        if rank is None:
            yield f"{name}: {local} does not belong in {parent}"
            continue
        many = local in ("headerReference", "footerReference", "activeWritingStyle", "attachedSchema", "smartTagType")
        if local in seen and not many:
            yield f"{name}: {parent} has two {local}"
        both = {"headerReference", "footerReference"}
        if rank < last and not (local in both and parent == "sectPr" and last <= ranks["footerReference"]):
            yield f"{name}: {local} stands in the wrong place in {parent}"
        last = max(last, rank)
        seen.add(local)


def _ignorable(name: str, root: Any) -> Iterator[str]:
    """Prefixes in mc:Ignorable and its fellows are declared."""
    for attribute in ("Ignorable", "ProcessContent", "MustUnderstand"):
        for prefix in (root.get(f"{{{_MC}}}{attribute}") or "").split():
            if prefix.partition(":")[0] not in root.nsmap:
                yield f"{name}: mc:{attribute} names {prefix}, which is not declared"


def _spaces(name: str, element: Any) -> Iterator[str]:
    """Text with white space at its ends says that it is kept. (Word drops it without a word, and the text is
    changed.)
    """
    text = element.text or ""
    if text != text.strip(" \t\r\n") and element.get(_XML_SPACE) != "preserve":
        yield f"{name}: “{text[:30]}” has spaces at its ends and no xml:space"


def _ends_with_paragraph(name: str, element: Any, local: str) -> Iterator[str]:
    last = next((_local(one) for one in reversed(element) if isinstance(one.tag, str)), "")
    if last not in ("p", "bookmarkEnd", "customXml", "sdt" if local != "tc" else "p"):
        yield f"{name}: {local} does not end with a paragraph"


def _fields(name: str, paragraph: Any) -> Iterator[str]:
    """A citation field begins, divides and ends in one paragraph."""
    depth = 0
    citing: list[int] = []
    for element in paragraph.iter():
        local = _local(element)
        if local == "instrText" and "CSL_CITATION" in (element.text or ""):
            citing.append(depth)
        if local != "fldChar" or _namespace(element) not in WORD:
            continue
        kind = _value(element, "fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind, 0)
    if citing and depth > 0:
        yield f"{name}: a citation field does not end in its paragraph"


def _balanced(name: str, root: Any) -> Iterator[str]:
    """Fields of a part begin, divide at most once and end, one within the other."""
    stack: list[bool] = []
    for element in root.iter():
        if _local(element) != "fldChar" or _namespace(element) not in WORD:
            continue
        kind = _value(element, "fldCharType")
        if kind == "begin":
            stack.append(False)
        elif not stack or (kind == "separate" and stack[-1]):
            yield f"{name}: a field has a {kind} too many"
            return
        elif kind == "separate":
            stack[-1] = True
        else:
            stack.pop()
    if stack:
        yield f"{name}: a field does not end"
