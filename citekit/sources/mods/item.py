"""The document of a MODS record (MODS User Guidelines, version 3)."""

from __future__ import annotations

from typing import Any

from ...common.tables import table
from ...csl.carried import carried
from ...document.model import Document
from ..genres import add_genres, zotero_type
from ..item_builder import ItemBuilder
from ..published import held_by_library
from ..remainder import note_remainder
from ..xml import attribute, children, find_all, local_name, text_at, text_of, texts_at
from .describe import add_description
from .kind import type_of_record
from .names import add_names
from .origin import add_origin
from .related import UNPUBLISHED, add_part, add_related_items, host_parts
from .remainder import elements_in_words
from .titles import add_titles, title_text

__all__ = ["document", "title_text"]


def document(mods: Any, where: str, place: str) -> Document:
    """The document of a ``mods`` element. Raises ReadError for a record that says nothing."""
    item = _carried(mods)
    if item is not None:
        return Document.from_csl(item).changed(source=where)
    build = ItemBuilder(type_of_record(mods))
    add_titles(build, mods)
    add_names(build, mods, str(build.item["type"]))
    for part in [*children(mods, "part"), *host_parts(mods)]:
        add_part(build, part)
    add_origin(build, mods)  # before that of the host, which may be a journal's first year
    _location(build, mods)  # before that of the host, which may be kept elsewhere
    add_related_items(build, mods)
    _identifiers(build, mods)
    add_description(build, mods)
    add_genres(build, _genres(mods))
    for condition in texts_at(mods, "accessCondition"):
        build.keep("rights", [condition])
    _record_info(build, mods)
    _publisher_number(build)
    note_remainder(build, elements_in_words(mods))
    return build.document(where, place)


def _carried(mods: Any) -> dict[str, Any] | None:
    """The CSL-JSON item that an export of citekit carries, unless the record has been changed since."""
    own = [one for extension in children(mods, "extension") for one in children(extension, "item")]
    if len(own) != 1 or not attribute(own[0], "of"):
        return None
    words = "".join("".join(one.itertext()) for one in mods if local_name(one) not in ("", "extension"))
    return carried("".join(own[0].itertext()), attribute(own[0], "of"), words)


def _genres(mods: Any) -> list[str]:
    kinds = {text_of(g) for g in children(mods, "genre") if attribute(g, "authority") in ("local", "zotero")}
    return [text for text in texts_at(mods, "genre") if not (text in kinds and zotero_type(text))]


def _identifiers(build: ItemBuilder, mods: Any) -> None:
    known, names = table("mods")["identifiers"], table("mods")["identifier_names"]
    for one in children(mods, "identifier"):
        kind, value = attribute(one, "type"), text_of(one)
        variable = known.get(kind.casefold(), "")
        label = names.get(kind.casefold()) or kind[:1].upper() + kind[1:] or "Identifier"
        if attribute(one, "invalid") == "yes":
            build.note(value, f"Invalid {label}")
        elif variable == "URL" and "doi.org/10." not in value and not value.startswith(("http:", "https:", "ftp:")):
            build.note(value, label)
        elif variable:
            build.put_identifier(variable, value, label)
        elif not kind or kind.casefold() in ("uri", "url"):
            build.put_identifier("", value, label)
        else:
            build.note(value, label)


def _location(build: ItemBuilder, mods: Any) -> None:
    """Where the thing is kept: repository, shelf mark; its addresses."""
    places = list(children(mods, "location"))
    library = held_by_library(build.item, ", ".join(t for p in places for t in texts_at(p, "shelfLocator")))
    for location in places:
        for one in sorted(children(location), key=_is_of_a_copy):  # the keeper before the place of a copy in it
            _located(build, one, library)
    for one in children(mods, "classification"):
        scheme = attribute(one, "authority")
        build.put("call-number", text_of(one), f"Classification ({scheme})" if scheme else "Classification")


def _is_of_a_copy(one: Any) -> bool:
    return local_name(one) == "holdingSimple"


def _located(build: ItemBuilder, one: Any, library: bool) -> None:
    """One statement of a place; ``library``: it is that of a copy of a published work, and no archive."""
    name, shelf = one.tag.rpartition("}")[2], "call-number" if library else "archive_location"
    if name == "physicalLocation":
        kind = attribute(one, "type")
        if kind.casefold() in ("shelfmark", "shelflocator"):
            build.put(shelf if build.item["type"] in UNPUBLISHED else "call-number", text_of(one), "Shelf mark")
        elif kind not in ("", "current", "repository"):
            build.note(text_of(one), kind.capitalize())
        else:
            _put_keeper(build, text_of(one), "Repository", library)
    elif name == "shelfLocator":
        build.put(shelf, text_of(one), "Shelf mark")
    elif name == "url":
        _address(build, one)
    elif name == "holdingSimple":
        for copy in find_all(one, "copyInformation"):
            _put_keeper(build, text_at(copy, "subLocation"), "Sublocation", library)
            for text in texts_at(copy, "shelfLocator"):
                build.put(shelf, text, "Shelf mark")
            for name in ("note", "electronicLocator", "enumerationAndChronology"):
                for text in texts_at(copy, name):
                    build.note(text, "Copy")
    else:
        build.note(text_of(one), "Holdings")


def _put_keeper(build: ItemBuilder, keeper: str, label: str, library: bool) -> None:
    if library:
        build.note(keeper, "Held at")
    else:
        build.put("archive", keeper, label)


def _address(build: ItemBuilder, url: Any) -> None:
    value = text_of(url)
    if attribute(url, "access") in ("preview", "raw object"):
        build.keep("files", [value])
    elif attribute(url, "usage") == "primary display" and build.item.get("URL"):
        build.keep("links", [build.item.pop("URL")])
        build.put("URL", value)
    elif build.item.get("URL"):
        build.keep("links", [value])
    else:
        build.put("URL", value)
    if date := attribute(url, "dateLastAccessed"):
        build.put_date("accessed", date)


def _record_info(build: ItemBuilder, mods: Any) -> None:
    """The catalogue that the record comes from, and its number there."""
    for source in find_all(mods, "recordInfo/recordContentSource"):
        if attribute(source, "authority") or text_of(source).isupper():
            build.keep("record_source", text_of(source))  # an agency's code: no name to print
        else:
            build.put("source", text_of(source), "Catalogue")
    for number in texts_at(mods, "recordInfo/recordIdentifier"):
        build.keep("record_identifier", number)


def _publisher_number(build: ItemBuilder) -> None:
    """A thesis is published by no one: its institution is what styles have as publisher; a letter has no publisher."""
    if build.item["type"] == "personal_communication" and build.item.get("publisher"):
        build.note(str(build.item.pop("publisher")), "Publisher")
