"""RIS records of reference managers and of the archive itself, through rispy (data/ris.toml has types and tags)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..archives.hosts import host_of
from ..csl.names import parse_name, written
from ..csl.wording import custom_value, date_of, known_custom, value_of, variable_named
from ..dates import HistoricalDate
from ..document.foreign import document_of, field_of, is_host
from ..document.model import Document
from ..errors import CitekitError, MissingExtraError, ReadError
from ..tables import table
from .base import Found

_TAG = re.compile(r"^[ \t]*([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t](.*))?$")
_NAMED = re.compile(r"(?P<name>[A-Za-z][\w -]{1,40}): (?P<value>.+)$", re.S)
_NAMES = (
    ("author", ("authors", "first_authors")),
    ("editor", ("secondary_authors",)),
    ("collection-editor", ("tertiary_authors",)),
    ("translator", ("subsidiary_authors",)),
)

# labels of notes and the Document fields that they hold
_LABELS = {
    "Document number": "number",
    "Kind": "kind",
    "Sender": "sender",
    "Recipient": "recipient",
    "Host": "host",
    "Contents": "contents",
    "Contributors": "contributors",
    "Original language": "language",
    "unread": "unread",
}


def detect(text: str, name: str) -> bool:
    """Whether the text begins with a RIS record."""
    return re.match(r"(?:[\s\ufeff]*(?:\d+\.)?\s*)TY[ \t]{1,2}-", text[:2000]) is not None


def read(text: str, where: str) -> Iterator[Found]:
    """One document a record; a record that cannot be read is an error that names its line."""
    try:
        import rispy
    except ImportError:
        raise MissingExtraError("RIS needs rispy", where=where, hint="install it with: pip install rispy") from None
    mapping = {**rispy.TAG_KEY_MAPPING, "AV": "archive_location"}
    for line, record_text in _records(text):
        place = f"{where}, line {line}"
        try:
            records = rispy.loads(record_text, mapping=mapping)
            if not records:
                raise ReadError("the record does not end with “ER  -”", where=place)
            doc = _document(records[0])
            if not doc.title and len(records[0]) < 3:
                raise ReadError("the record holds nothing but its type", where=place)
            yield replace(doc, source=where)
        except CitekitError as error:
            yield error if error.where else error.at(place)
        except (KeyError, AttributeError, TypeError, ValueError):
            yield ReadError("the record is damaged", where=place, hint="each line begins with a tag such as “TI  - ”")


def _records(text: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each record, its tags spaced as the format has them, lines without a tag joined to the one before."""
    lines: list[str] = []
    start = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        match = _TAG.match(line) if len(line) < 1_000_000 else None
        if match is not None and match.group(1) == "TY":
            if lines:
                yield start, "\n".join([*lines, "ER  - "])
            lines, start = [f"TY  - {(match.group(2) or '').strip()}"], number
        elif not lines:
            continue
        elif match is not None and match.group(1) == "ER":
            yield start, "\n".join([*lines, "ER  - "])
            lines = []
        elif match is not None:
            lines.append(f"{match.group(1)}  - {(match.group(2) or '').strip()}")
        elif line.strip():
            lines[-1] += f" {line.strip()}"
    if lines:
        yield start, "\n".join([*lines, "ER  - "])


def _first(record: dict[str, Any], *names: str) -> str:
    for name in names:
        value = record.get(name)
        if value:
            return str(value[0] if isinstance(value, list) else value)
    return ""


def _document(record: dict[str, Any]) -> Document:
    item: dict[str, Any] = {"type": _csl_type(record["type_of_reference"])}
    for variable, name in table("ris")["fields"].items():
        if (value := _first(record, name)) and name not in ("issn",):
            item[variable] = value
    if issn := _first(record, "issn"):
        item["ISBN" if len(re.sub(r"[^\dXx]", "", issn)) >= 10 else "ISSN"] = issn
    item.setdefault("container-title", _first(record, "journal_name", "alternate_title3", "alternate_title2"))
    for variable, names in (
        ("title", ("title", "primary_title")),
        ("abstract", ("abstract", "notes_abstract")),
        ("URL", ("urls",)),
        ("archive", ("name_of_database",)),
        ("language", ("language",)),
        ("id", ("id", "label")),
        ("archive_location", ("archive_location", "accession_number")),
    ):
        item[variable] = _first(record, *names)
    first, last = _first(record, "start_page"), _first(record, "end_page")
    item["page"] = f"{first}-{last}" if first and last and last != first else first
    item["keyword"] = "; ".join(record.get("keywords", ()))
    if (date := _date(record)) is not None:
        item["issued"] = date
    if accessed := _first(record, "access_date"):
        item["accessed"] = _slashed(accessed)
    for role, tags in _NAMES:
        names_found = [n for tag in tags for n in record.get(tag, ())]
        if names_found:
            item[role] = [_name(n) for n in names_found]
    if item["type"] == "personal_communication" and "editor" in item:
        item["recipient"] = item.pop("editor")
    custom = {
        "links": list(record.get("urls", ()))[1:],
        "files": [record[k] for k in ("file_attachments1", "file_attachments2") if k in record],
    }
    fields = _noted(record, item, custom)
    if "recipient" in fields:
        item.pop("recipient", None)  # the tag holds the same
    _hosted(item, custom)
    if any(custom.values()):
        item["custom"] = {k: v for k, v in custom.items() if v}
    if item.get("archive") and is_host(item["archive"]) and item.get("language"):
        fields["language"] = item.pop("language")
    return document_of({k: v for k, v in item.items() if v}, **fields)


def _name(text: str) -> dict[str, Any]:
    """``Family, Given``; a name without a comma is whole, as Zotero reads it, unless its own order is family name first."""
    if text.startswith("{") and text.endswith("}"):
        return {"literal": text[1:-1]}
    name = parse_name(text)
    return name if "," in text or name.get("static-ordering") else {"literal": " ".join(text.split())}


def _csl_type(name: str) -> str:
    reads, types = table("ris")["reads"], table("ris")["types"]
    name = name.strip().upper()
    return reads.get(name) or next((csl for csl, ris in types.items() if ris == name), "document")


def _date(record: dict[str, Any]) -> HistoricalDate | None:
    """The date: DA, unless only the year tag says something; a date that RIS cannot hold stands in a note."""
    written = next((n.partition(": ")[2] for n in record.get("notes", ()) if n.startswith("Date: ")), "")
    text = written or _first(record, "date", "year", "publication_year")
    return (HistoricalDate.parse(text) if written else _slashed(text)) if text else None


def _slashed(text: str) -> HistoricalDate:
    """A date written YYYY/MM/DD/other, as far as it goes."""
    match = re.fullmatch(r"\s*(\d{4})(?:/(\d{1,2})?(?:/(\d{1,2})?(?:/(.*))?)?)?\s*", text)
    if match is None:
        return date_of(text)
    parts = [match.group(1), *(f"{int(p):02d}" for p in match.groups()[1:3] if p)]
    return date_of("-".join(parts))


def _noted(record: dict[str, Any], item: dict[str, Any], custom: dict[str, Any]) -> dict[str, Any]:
    """Document fields, variables and credits that stand in the notes; what is left stays a note."""
    fields: dict[str, Any] = {}
    kept: list[str] = []
    for note in [*record.get("notes", ()), *([record["note"]] if record.get("note") else ())]:
        match = _NAMED.match(note)
        name = match["name"] if match is not None else ""
        value = match["value"].strip() if match is not None else ""
        if name == "Date":
            continue
        if name in _LABELS:
            fields[_LABELS[name]] = field_of(_LABELS[name], value)
        elif name == "Type":
            item["type"] = value
        elif name and variable_named(name) and not item.get(variable_named(name)):
            item[variable_named(name)] = value_of(variable_named(name), value)
        elif known_custom(name) and name not in custom:
            custom[name] = custom_value(name, value)
        else:
            kept.append(note)
    if kept:
        item["note"] = "; ".join(kept)
    return fields


def _hosted(item: dict[str, Any], custom: dict[str, Any]) -> None:
    """The archive's own record: its publisher is the archive, its place the reference, its authors whoever took part."""
    if not item.get("archive") and is_host(str(item.get("publisher") or "")):
        item["archive"] = item.pop("publisher")
        if not item.get("archive_location") and item.get("publisher-place"):
            item["archive_location"] = item.pop("publisher-place")
    if item.get("author") and (
        host_of(str(item.get("URL") or "")) or (is_host(str(item.get("archive") or "")) and item.get("URL"))
    ):
        custom["people"] = [written(name) for name in item.pop("author")]
