"""ArchivesSpace's records as JSON: archival objects, resources and accessions, with what their API resolves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..archives.composed import level
from ..archives.reference import Level
from ..common.errors import NoRecordError
from ..csl.names import parse_name
from ..document.model import Document
from .base import Found
from .described import Description
from .each_record import each_record
from .ead.did import is_one_day, kind_of_word
from .hierarchy import Unit, levels_of
from .json_text import at, is_object, mappings, parsed, text_of, texts
from .markup_text import without_markup

_RECORDS = frozenset(("archival_object", "resource", "accession", "digital_object"))
_SIGN = re.compile(r'"jsonmodel_type"\s*:\s*"(?:archival_object|resource|accession|digital_object)"')
_NOTES = {"scopecontent": "summary", "abstract": "summary", "odd": "notes", "general": "notes"}


_NAME_PARTS = ("primary_name", "rest_of_name", "family_name", "subordinate_name_1", "subordinate_name_2")


def detect(text: str, name: str) -> bool:
    """Whether the text is a record of ArchivesSpace, or several."""
    return is_object(text) and _SIGN.search(text) is not None


def read(text: str, where: str) -> Iterator[Found]:
    """One document a record."""
    data = parsed(text, where)
    listed = data.get("results", data) if isinstance(data, Mapping) else data
    found = [one for one in mappings(listed) if one.get("jsonmodel_type") in _RECORDS]
    if not found:
        raise NoRecordError("this JSON of ArchivesSpace holds no records of archival units", where=where)
    yield from each_record(found, _document, where, "record")


def _document(record: Mapping[str, Any], place: str) -> Document:
    description = Description()
    item = record.get("level") == "item" or (record.get("level") == "file" and _is_of_one_day(record))
    description.add("title", _unmarked_line(record.get("title")))
    if not description.values.get("title"):
        description.add("title", _unmarked_line(record.get("display_string")))
    identifier = _identifier(record)
    description.levels = levels_of(_above(record), identifier)
    if identifier:
        description.levels.append(Level("call_number", "", identifier))
    _instances(description, record)
    description.add("archive", text_of(at(record, "repository", "_resolved"), "name"))
    _dates(description, record)
    _agents(description, record, item)
    for one in mappings(record.get("subjects")):
        description.add("subjects", _unmarked_line(text_of(one.get("_resolved"), "title")))
    _notes(description, record)
    for one in mappings(record.get("extents")):
        said = " ".join(filter(None, (text_of(one, "number"), text_of(one, "extent_type").replace("_", " "))))
        description.add("extent", f"{said} ({summary})" if (summary := text_of(one, "container_summary")) else said)
    for one in mappings(record.get("lang_materials")):
        description.add("language", text_of(one.get("language_and_script"), "language"))
    level_said = record.get("level")
    description.note("level of description", record.get("other_level") if level_said == "otherlevel" else level_said)
    description.note("archivesspace_uri", record.get("uri"))
    for external in mappings(record.get("external_documents")):
        description.add("links", text_of(external, "location"))
    return description.document(place, aggregate=not item)


def _unmarked_line(value: Any) -> str:
    return " ".join(without_markup(text_of(value)).split())


def _identifier(record: Mapping[str, Any]) -> str:
    """``component_id``, or the parts of a resource's identifier as its finding aid joins them."""
    parts = [text_of(record.get(f"id_{n}")) for n in range(4)]
    return (
        text_of(record.get("component_id")) or "-".join(filter(None, parts)) or text_of(record.get("digital_object_id"))
    )


def _above(record: Mapping[str, Any]) -> list[Unit]:
    """The units above a record, the highest first, as far as the API resolved them."""
    found = []
    for one in reversed(mappings(record.get("ancestors"))):
        resolved = one.get("_resolved")
        if isinstance(resolved, Mapping):
            kind = text_of(one.get("level")) or text_of(resolved.get("level"))
            found.append(Unit(_unmarked_line(resolved.get("title")), _identifier(resolved), kind))
    refs = [one.get("ref") for one in mappings(record.get("ancestors")) if isinstance(one.get("_resolved"), Mapping)]
    resource = at(record, "resource", "_resolved")
    if isinstance(resource, Mapping):
        whole = Unit(_unmarked_line(resource.get("title")), _identifier(resource), text_of(resource.get("level")))
        ref = text_of(at(record, "resource", "ref"))
        if whole.title not in [one.title for one in found] and not (ref and ref in refs):
            found.insert(0, whole)
    return found


def _instances(description: Description, record: Mapping[str, Any]) -> None:
    """Boxes and folders as levels; digital objects as addresses."""
    for instance in mappings(record.get("instances")):
        container = instance.get("sub_container")
        if isinstance(container, Mapping):
            top = at(container, "top_container", "_resolved")
            pairs = [(text_of(top, "type") or "box", text_of(top, "indicator"))] if isinstance(top, Mapping) else []
            pairs += [(text_of(container, f"type_{n}"), text_of(container, f"indicator_{n}")) for n in (2, 3)]
            for word, value in pairs:
                if value:
                    word = word.replace("_", " ")
                    description.levels.append(level(kind_of_word(word.casefold()), value, word[:1].upper() + word[1:]))
        for version in mappings(at(instance, "digital_object", "_resolved", "file_versions")):
            _address(description, text_of(version, "file_uri"))
    for version in mappings(record.get("file_versions")):
        _address(description, text_of(version, "file_uri"))


def _address(description: Description, address: str) -> None:
    description.add("url" if address.lower().startswith("http") else "files", address)


def _dates(description: Description, record: Mapping[str, Any]) -> None:
    """The date of creation; others under their labels."""
    dates = mappings(record.get("dates"))
    dates.sort(key=lambda one: (text_of(one, "date_type") == "bulk", text_of(one, "label") not in ("creation", "")))
    for n, one in enumerate(dates):
        said, start, end = (text_of(one, name) for name in ("expression", "begin", "end"))
        if n == 0:
            description.add("date", said)
            description.add("date from", start)
            description.add("date to", end)
        else:
            label = text_of(one, "date_type") if text_of(one, "date_type") == "bulk" else text_of(one, "label")
            description.note(f"{label or 'further'} date", said or "/".join(filter(None, (start, end))))


def _is_of_one_day(record: Mapping[str, Any]) -> bool:
    """Whether a file has one date, which is a day: then it is one document."""
    dates = mappings(record.get("dates"))
    return len(dates) == 1 and is_one_day(*filter(None, (text_of(dates[0], name) for name in ("begin", "end"))))


def _agents(description: Description, record: Mapping[str, Any], item: bool) -> None:
    """Creators of an item are its authors, and people who are those of a file; others are only named, or subjects."""
    file = record.get("level") == "file"
    for one in mappings(record.get("linked_agents")):
        name, body = _agent(one)
        role, relator = text_of(one, "role"), text_of(one, "relator")
        if role == "subject":
            description.add("subjects", name)
        elif item and relator in ("rcp", "addressee", "recipient", "ade"):
            description.add("to", name)
        elif item and role == "creator" and body:
            description.add_body("author", name)
        elif role == "creator" and (item or (file and not body and "family" in parse_name(name))):
            description.add("author", name)
        else:
            description.note(f"{relator or role or 'agent'}s" if len(relator) > 3 or not relator else role, name)


def _agent(linked: Mapping[str, Any]) -> tuple[str, bool]:
    """(name of an agent, whether it is a body or a family): its title, or the parts of its display name."""
    agent = linked.get("_resolved")
    kind = f"{linked.get('ref', '')} {text_of(agent, 'jsonmodel_type')}"
    body = any(word in kind for word in ("corporate_entit", "agents/families", "agent_family"))
    name = _unmarked_line(text_of(agent, "title"))
    shown = at(agent, "display_name") if isinstance(agent, Mapping) else None
    if not name and isinstance(shown, Mapping):
        parts = [text_of(shown, part) for part in _NAME_PARTS]
        name = _unmarked_line(text_of(shown, "sort_name")) or ", ".join(_unmarked_line(part) for part in parts if part)
    return name or _unmarked_line(shown), body


def _notes(description: Description, record: Mapping[str, Any]) -> None:
    for note in mappings(record.get("notes")):
        pieces = [
            *texts(note.get("content")),
            *(t for s in mappings(note.get("subnotes")) for t in texts(s.get("content"))),
        ]
        kind = text_of(note, "type")
        text = " ".join(without_markup(piece) for piece in pieces)
        if kind in _NOTES:
            description.add(_NOTES[kind], text)
        else:
            description.note(text_of(note, "label") or kind or "note", text)
