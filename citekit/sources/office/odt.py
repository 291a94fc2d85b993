"""Documents of LibreOffice (.odt) as sources (OpenDocument 1.3, part 3: 6.3 notes, 7.3 marks, 8.11 bibliography)."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from ...common.errors import NoRecordError
from ...common.files.package import Package
from ...common.files.xml_text import parse
from ...common.tables import table
from ...csl.names import parse_name
from ...csl.wording import date_of
from ..base import Found
from ..field_names import labelled
from ..xml import local_name, text_of
from .notes import found_in
from .works import Works, is_any_citation


def read(data: bytes, where: str) -> Iterator[Found]:
    """The documents of a manuscript's reference marks and of its notes."""
    package = Package(data, where)
    kind = package.part("mimetype").decode("ascii", "replace").strip() if "mimetype" in package else ""
    if "opendocument.text" not in kind:
        raise NoRecordError(
            "this is an OpenDocument file that is neither a text nor a table (.odp, .odg, …)",
            where=where,
            hint="of OpenDocument citekit reads .odt and .ods",
        )
    works, notes = Works(), []
    items: dict[str, dict[str, Any]] = {}
    root = parse(package.part("content.xml"), f"{where} (content.xml)")
    for one in root.iter():
        name = local_name(one)
        if name in ("reference-mark-start", "reference-mark"):
            works.add_code(html.unescape(_value(one, "name")))
        elif name == "bibliography-mark":
            item = _marked(one)
            items.setdefault(str(item.get("id") or len(items)), item)
        elif name == "note-body":
            notes.append(_text(one))
    _bookmarks(package, works, where)
    yield from found_in(works, items.values(), notes, where)


def _bookmarks(package: Package, works: Works, where: str) -> None:
    """Citations that Zotero keeps as bookmarks: their code stands in pieces in the document's own properties."""
    if "meta.xml" not in package:
        return
    pieces: dict[str, list[tuple[int, str]]] = {}
    for one in parse(package.part("meta.xml"), where).iter():
        name, _, number = _value(one, "name").rpartition("_")
        if local_name(one) == "user-defined" and name.startswith("ZOTERO_BREF_") and number.isdecimal():
            pieces.setdefault(name, []).append((int(number), one.text or ""))
    for listed in pieces.values():
        works.add_code("".join(text for _, text in sorted(listed)))


def _text(body: Any) -> str:
    """The text of a note without that of the citations in it."""
    parts: list[str] = []
    inside = ""
    for event, one in _walk(body):
        name = local_name(one)
        if event == "tail":
            if not inside:
                parts.append(one.tail or "")
        elif name == "reference-mark-start" and is_any_citation(html.unescape(_value(one, "name"))):
            inside = inside or _value(one, "name")
        elif name == "reference-mark-end" and _value(one, "name") == inside:
            inside = ""
        elif not inside:
            parts.append(one.text or "" if name not in ("bibliography-mark", "note-citation") else "")
            parts.append(" " if name in ("s", "tab", "line-break", "p") else "")
    return " ".join("".join(parts).split())


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    """Each element when it begins, and when what stands after it is reached."""
    stack: list[tuple[str, Any]] = [("start", element)]
    while stack:
        event, one = stack.pop()
        yield event, one
        if event == "start":
            if one is not element:
                stack.append(("tail", one))
            stack.extend(("start", inner) for inner in reversed(one))


def _marked(element: Any) -> dict[str, Any]:
    """The item of LibreOffice's own bibliography entry, whose fields are those of BibTeX."""
    rows = table("word_sources")
    item: dict[str, Any] = {"type": "document"}
    custom: dict[str, Any] = {}
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        variable = rows["libreoffice"].get(name, "")
        if not value.strip() or name.startswith("local-"):
            continue
        if name == "bibliography-type":
            item["type"] = rows["libreoffice_types"].get(value, "document")
        elif variable in ("author", "editor"):
            item[variable] = [parse_name(n) for n in value.replace(" and ", ";").split(";") if n.strip()]
        elif variable and variable not in item:
            item[variable] = value
        else:
            custom[labelled(name)] = value
    if custom:
        item["custom"] = custom
    if "issued" in item:
        item["issued"] = date_of(f"{custom.pop('month', '')} {item['issued']}".strip())
    if not item.get("title") and text_of(element):
        item["title"] = text_of(element)
    return item


def _value(element: Any, name: str) -> str:
    if not isinstance(element.tag, str):
        return ""
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
