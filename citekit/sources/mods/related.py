"""What a MODS record is part of, or otherwise belongs to (relatedItem, part)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ...common.tables import table
from ...csl.names import full_name
from ..item_builder import ItemBuilder
from ..published import held_by_library
from ..xml import attribute, children, find_all, local_name, text_at, text_of, texts_at
from .names import add_names, name_of
from .origin import add_origin
from .titles import main_title, title_text

UNPUBLISHED = frozenset("personal_communication manuscript graphic document collection".split())


def add_related_items(build: ItemBuilder, mods: Any) -> None:
    """The host, the series, the original, what is reviewed; others are notes."""
    hosts = 0
    for item in children(mods, "relatedItem"):
        kind = attribute(item, "type")
        if kind == "host" and not hosts:
            hosts += 1
            _host(build, item)
        elif kind == "series":
            _series(build, item)
        elif kind == "original":
            _original(build, item)
        elif kind == "reviewOf" and main_title(item):
            build.put("reviewed-title", main_title(item))
            add_names(build, item, "book", "reviewed-author")
        else:
            _mentioned(build, item, kind)


def host_parts(mods: Any) -> Iterator[Any]:
    """The parts of the host that a record is."""
    hosts = (item for item in children(mods, "relatedItem") if attribute(item, "type") == "host")
    for host in islice(hosts, 1):
        yield from children(host, "part")


def _host(build: ItemBuilder, host: Any) -> None:
    title = main_title(host)
    if build.item["type"] == "book" and is_series(host):
        _series(build, host)
        return
    if build.item["type"] in UNPUBLISHED:
        build.put("archive_collection", title)
        _kept_with(build, host)
    else:
        build.put("container-title", title)
    for info in children(host, "titleInfo"):
        kind = attribute(info, "type")
        if kind == "abbreviated":
            build.put("container-title-short", title_text(info))
        elif title_text(info) != title:
            build.note(title_text(info), "Title of the whole")
    add_names(build, host, "book", "container-author")
    add_origin(build, host)
    known = table("mods")["identifiers"]
    for one in children(host, "identifier"):
        kind = attribute(one, "type")
        variable = known.get(kind.casefold(), "")
        if variable in ("ISBN", "ISSN") and attribute(one, "invalid") != "yes":
            build.put_identifier(variable, text_of(one), f"{variable} of the whole")
        else:
            build.note(text_of(one), f"{kind or 'Identifier'} of the whole")
    for inner in children(host, "relatedItem"):
        kind = attribute(inner, "type")
        if kind == "series" or (kind == "host" and build.item["type"] == "chapter"):
            _series(build, inner)
        else:
            _mentioned(build, inner, kind)
    for url in texts_at(host, "location/url"):
        build.keep("links", [url])
    for note in texts_at(host, "note"):
        build.note(note, "Note on the whole")


def is_series(host: Any) -> bool:
    """Whether the host of a book says nothing but its title and a number, as programs write a series."""
    said = {local_name(one) for one in children(host)}
    return said <= {"titleInfo", "part"} and not any(True for _ in find_all(host, "part/extent"))


def _kept_with(build: ItemBuilder, host: Any) -> None:
    """Where the host is kept, which is where its part is unless the part says otherwise."""
    own = str(build.item.get("archive") or "")
    keeper, shelf = (text_at(host, f"location/{name}") for name in ("physicalLocation", "shelfLocator"))
    if own and keeper and keeper != own:
        build.note(", ".join(filter(None, [keeper, shelf])), "The whole is held at")
        return
    build.put("archive", keeper)
    if shelf != build.item.get("archive_location"):
        build.put("archive_location", shelf, "Shelf mark of the whole")


def _series(build: ItemBuilder, series: Any) -> None:
    info = next(iter(children(series, "titleInfo")), None)
    if info is None:
        return
    number = text_at(info, "partNumber")
    title = main_title(series)
    if number:
        part = text_at(info, "partName")
        title = title.replace(f", {number}: {part}" if part else f", {number}", f", {part}" if part else "")
    if "collection-title" in build.item:
        build.note(f"{title}, {number}" if number else title, "Series also")
        return
    build.put("collection-title", title)
    for detail in find_all(series, "part/detail"):
        number = number or text_at(detail, "number")
    build.put("collection-number", number)
    add_names(build, series, "book", "collection-editor")
    for one in children(series, "identifier"):
        if attribute(one, "type") == "issn":
            build.put_identifier("ISSN", text_of(one), "ISSN of the series")


def _original(build: ItemBuilder, original: Any) -> None:
    title = main_title(original)
    if title and title != build.item.get("title"):
        build.put("original-title", title)
    for origin in children(original, "originInfo"):
        build.put("original-publisher", text_at(origin, "publisher"))
        build.put("original-publisher-place", text_at(origin, "place/placeTerm"))
        for name in ("dateIssued", "dateCreated", "copyrightDate"):
            if date := text_at(origin, name):
                build.put_date("original-date", date)
                break
    for path, label in (
        ("physicalDescription/extent", "Extent of the original"),
        ("physicalDescription/form", "Form of the original"),
        ("note", "Note on the original"),
    ):
        for text in texts_at(original, path):
            build.note(text, label)
    keeper, shelf = (text_at(original, f"location/{name}") for name in ("physicalLocation", "shelfLocator"))
    if held_by_library(build.item, shelf):
        build.note(", ".join(filter(None, [keeper, shelf])), "Original held at")
    else:
        build.put("archive", keeper)
        build.put("archive_location", shelf)


def _mentioned(build: ItemBuilder, item: Any, kind: str) -> None:
    """A related item as a note: its names and title, and its address."""
    names = [full_name(name) for one in children(item, "name") if (name := name_of(one)[0])]
    address = text_at(item, "location/url") or attribute(item, "href")
    numbers = [f"{attribute(i, 'type').upper()} {text_of(i)}".strip() for i in children(item, "identifier")]
    said = ", ".join(filter(None, ["; ".join(names), main_title(item), *numbers, address, *texts_at(item, "note")]))
    label = attribute(item, "displayLabel").rstrip(":") or table("mods")["related"].get(kind, "Related")
    build.note(said, label)


def add_part(build: ItemBuilder, part: Any) -> None:
    """Volume, issue, pages and date of the part of a host."""
    known = table("mods")["parts"]
    for detail in children(part, "detail"):
        kind = attribute(detail, "type").casefold()
        number = ", ".join(texts_at(detail, "number")) or text_at(detail, "caption")
        title = text_at(detail, "title")
        if kind == "section" and not number:  # of a newspaper: it has no number beside its name
            number, title = title, ""
        variable = known.get(kind, "")
        if variable and number:
            build.put(variable, number, kind.capitalize())
        else:
            build.note(number, kind.capitalize() or "Part")
        build.note(title, f"Title of the {kind or 'part'}")
    for extent in children(part, "extent"):
        unit = attribute(extent, "unit").casefold()
        text = extent_text(extent)
        if unit in ("page", "pages") and text == text_at(extent, "total") and text.isdigit():
            build.put("number-of-pages", text)
        elif unit in ("", "page", "pages", "p", "pp", "p."):
            build.put("page", text)
        elif unit in ("leaf", "leaves", "folio", "folios"):
            build.put("page", text)
            build.note(text, unit.capitalize())
        else:
            build.note(f"{text} {unit}", "Extent of the part")
    for date in texts_at(part, "date"):
        build.put_date("issued", date)
    for text in texts_at(part, "text"):
        build.note(text, "Part")


def extent_text(extent: Any) -> str:
    """An extent: start and end, a list, or a total."""
    start, end = text_at(extent, "start"), text_at(extent, "end")
    if start or end:
        return f"{start}-{end}" if start and end and start != end else start or end
    return text_at(extent, "list") or text_at(extent, "total") or text_of(extent)
