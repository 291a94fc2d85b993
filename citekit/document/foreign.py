"""Items that came from elsewhere as Documents: an archive and a location in it become references and credits.

Only what is certainly an archival description is taken apart; everything else stays as it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from ..archives.credits import Contributor, parse_credits, split_credits
from ..archives.grammar import is_reference, parse_references
from ..archives.hosts import find_host, host_names, record_number
from ..archives.kinds import type_of_kind
from ..archives.reference import ArchivalReference
from ..archives.titles import correspondents, kind_of
from ..csl.names import full_name
from ..dates import HistoricalDate
from .correspondence import credited
from .extra import extra_of, put, with_fields
from .item import archive_and_location, csl_type, from_csl
from .model import Document


def document_of(item: Mapping[str, Any], reference: str = "", **fields: Any) -> Document:
    """The document of an item. ``reference`` is a whole archival reference, ``fields`` are further Document fields;
    ``issued`` and ``accessed`` may be HistoricalDates.

    A host's name in ``archive`` and a reference in ``archive_location``, or a repository and its levels there, become
    ``host`` and ``references``; credits after a reference become ``credits``.
    """
    get = item.get
    known = {name: value for name, value in fields.items() if value}
    for variable, name in (("issued", "date"), ("accessed", "accessed")):
        if type(value := get(variable)) is HistoricalDate:
            known.setdefault(name, value)
            item = {k: v for k, v in item.items() if k != variable}
    doc = from_csl(Document, item)
    custom = get("custom")
    if custom and isinstance(custom, Mapping) and "citekit" in custom:
        return doc.changed(**fields)  # our own: nothing is left to find out
    doc = put(doc, known) if _OF_THEIR_TYPES.issuperset(known) else doc.changed(**known)
    archive, location = _text(get("archive")), _text(get("archive_location"))
    if not archive and is_host(_text(get("publisher"))):
        item, doc, archive, location = _published_by_host(item, doc, location)
    if not (archive or location or reference or doc.host):
        return doc
    host = doc.host or (archive if is_host(archive) else "")
    if reference or host:
        found, credits = _with_credits(reference or location)
    else:
        found, credits = _own_archive(archive, location) if location else (), ""
    return _archival(doc, host, found, credits) if host or found else doc


def _with_credits(text: str) -> tuple[tuple[ArchivalReference, ...], str]:
    """(the references of a text, the credits after them)."""
    text, credits = split_credits(text)
    return tuple(parse_references(text.rstrip(" .;,") if credits else text)), credits


_OF_THEIR_TYPES = frozenset(("date", "accessed", "source"))


def _published_by_host(
    item: Mapping[str, Any], doc: Document, location: str
) -> tuple[Mapping[str, Any], Document, str, str]:
    """A record in a format without an archive, with the digital archive as publisher and the reference in a note."""
    moved = {"publisher"}
    note = _text(item.get("note"))
    if not location and is_reference(split_credits(note)[0]):
        location = note
        moved.add("note")
    extra = {k: v for k, v in extra_of(doc).items() if k not in moved}
    return (
        {k: v for k, v in item.items() if k not in moved},
        with_fields(doc, extra=extra),
        str(item["publisher"]),
        location,
    )


def field_of(name: str, wording: str) -> Any:
    """The value of a Document's field from its wording in a format that has no field for it."""
    if name == "contents":
        return tuple(wording.split("; "))
    if name == "contributors":
        return parse_credits(wording)[0]
    return (wording,) if name == "unread" else wording


def is_host(name: str) -> bool:
    """Whether a name is that of a digital archive."""
    return 0 < len(name) < 100 and _is_host(name)


@lru_cache(maxsize=1024)
def _is_host(name: str) -> bool:
    place = find_host(name) if " ".join(name.split()) in host_names() else None
    return place is not None and (place[1], place[2]) == (0, len(name))


def _own_archive(archive: str, location: str) -> tuple[ArchivalReference, ...]:
    """The reference that archive and location make, if it can be split into the same two again."""
    whole = f"{archive}, {location}" if archive else location
    references = tuple(parse_references(whole))
    if not references or any(r.repository is None or not r.levels for r in references):
        return ()
    if archive and archive_and_location(references) != (archive, location):
        return ()
    return references


def _archival(doc: Document, host: str, references: tuple[ArchivalReference, ...], credits: str) -> Document:
    extra = {k: v for k, v in extra_of(doc).items() if k not in ("archive", "archive_location")}
    number = doc.number or record_number(doc.url)
    if extra.get("number") and number in ("", str(extra["number"])):
        number = str(extra.pop("number"))
    credits = doc.credits or credits
    note = extra.get("note")
    if not credits and isinstance(note, str) and parse_credits(note)[0] and not parse_credits(note)[1]:
        credits = str(extra.pop("note"))
    contributors, unread = parse_credits(credits) if credits else ((), "")
    if contributors:
        _without_credited(extra, contributors)
    sender, recipient = doc.sender, doc.recipient
    if not (sender or recipient or extra.get("author") or extra.get("recipient")):
        sender, recipient = correspondents(doc.title)
    unread_parts = [r.unread for r in references if r.unread]
    # a letter that has no recipient is a document in citations
    of_kind = type_of_kind(doc.kind) or None if doc.kind else None
    found = {
        "host": host,
        "references": references,
        "extra": extra,
        "number": number,
        "credits": credits,
        "contributors": doc.contributors or contributors,
        "kind": doc.kind or kind_of(doc.title),
        "sender": sender,
        "recipient": recipient,
        "unread": (*doc.unread, *unread_parts, *([unread] if unread else [])),
    }
    archival = put(doc, found)
    if extra.get("type") in (None, "document", csl_type(archival), of_kind):
        extra.pop("type", None)
    if extra.get("genre") and str(extra["genre"]) == archival.kind:
        del extra["genre"]
    return archival


def _without_credited(extra: dict[str, Any], contributors: Iterable[Contributor]) -> None:
    """Remove names that a format repeats from the credits."""
    for role, people in credited(contributors).items():
        if isinstance(extra.get(role), list):
            named = {full_name(name) for name in people}
            extra[role] = [name for name in extra[role] if full_name(name) not in named]
            if not extra[role]:
                del extra[role]


def _text(value: Any) -> str:
    return value if type(value) is str else str(value) if isinstance(value, (str, int, float)) else ""
