"""RIS records of reference managers and of the archive itself, through rispy (data/ris.toml has types and tags).

Every tag reaches a variable, a Document's field, a keyword or ``custom``; nothing is dropped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ..archives.hosts import host_of
from ..csl.names import written
from ..csl.ris_tags import decode_name, decode_text, variables
from ..csl.variables import NAME_VARIABLES
from ..csl.wording import custom_value, date_of, known_custom, value_of, variable_named
from ..dates import HistoricalDate
from ..document.foreign import document_of, field_of, is_host
from ..document.model import Document
from ..errors import CitekitError, MissingExtraError, ReadError
from ..tables import table
from .base import Found

_TAG = re.compile(r"^[ \t]*([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t](.*))?$")
_LABELLED = re.compile(r"(?P<name>[A-Za-z][\w -]{1,40}): (?P<value>.+)$", re.S)
_NO_DATE = re.compile(r"[\s/]*")

Record = dict[str, list[str]]


_NO_END = "the record has no end (“ER  - ”): the file may not be whole"


def detect(text: str, name: str) -> bool:
    """Whether the text begins with a RIS record."""
    return re.match(r"(?:[\s\ufeff]*(?:\d+\.)?\s*)TY[ \t]{1,2}-", text[:2000]) is not None


def read(text: str, where: str) -> Iterator[Found]:
    """One document a record; a record that cannot be read is an error that names its line."""
    try:
        import rispy  # noqa: F401
    except ImportError:
        raise MissingExtraError("RIS needs rispy", where=where, hint="install it with: pip install rispy") from None
    for line, record_text, ended in _records(text):
        place = f"{where}, line {line}"
        try:
            record = _parsed(record_text)
            if set(record) <= {"TY", "ID"}:
                raise ReadError("the record holds nothing but its type", where=place)
            doc = replace(_document(record), source=where)
            yield doc if ended else replace(doc, warnings=(*doc.warnings, _NO_END))
        except CitekitError as error:
            yield error if error.where else error.at(place)
        except (KeyError, AttributeError, TypeError, ValueError):
            yield ReadError("the record is damaged", where=place, hint="each line begins with a tag such as “TI  - ”")


def _records(text: str) -> Iterator[tuple[int, str, bool]]:
    """(line, text, whether it has its end) of each record, its tags spaced as the format has them, lines without a tag
    joined to the one before.
    """
    lines: list[str] = []
    start = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        match = _TAG.match(line) if len(line) < 1_000_000 else None
        if match is not None and match.group(1) == "TY":
            if lines:
                yield start, "\n".join([*lines, "ER  - "]), False
            lines, start = [f"TY  - {(match.group(2) or '').strip()}"], number
        elif not lines:
            continue
        elif match is not None and match.group(1) == "ER":
            yield start, "\n".join([*lines, "ER  - "]), True
            lines = []
        elif match is not None:
            lines.append(f"{match.group(1)}  - {(match.group(2) or '').strip()}")
        elif line.strip():
            lines[-1] += f" {line.strip()}"
    if lines:
        yield start, "\n".join([*lines, "ER  - "]), False


def _parsed(text: str) -> Record:
    """The values of a record by tag, in their order."""
    import rispy

    found = rispy.loads(text, mapping=_EveryTag(), list_tags=_EveryTag(), delimiter_tags_mapping={})
    record = {tag: [v for v in values if v] for tag, values in found[0].items() if isinstance(values, list)}
    return {"TY": [str(found[0]["TY"])], **{tag: values for tag, values in record.items() if values}}


class _EveryTag(dict[str, str]):
    """A table in which every tag stands for itself."""

    def __missing__(self, tag: str) -> str:
        return tag

    def __contains__(self, tag: object) -> bool:
        return True


def _document(record: Record) -> Document:
    ris_type = record["TY"][0].strip().upper()
    item: dict[str, Any] = {"type": _csl_type(ris_type)}
    custom: dict[str, Any] = {}
    used = {"TY", "ER", "N1", "M2", "RN"}
    if ris_type == "MANSCPT" and "M2" not in record and not is_host(decode_text(record.get("PB", ()))):
        _library_of_endnote(record, item)
    _by_table(record, ris_type, item, used)
    _numbers(record, item, used)
    _dates(record, item, used)
    _others(record, item, custom, used)
    fields = _labelled(record, item, custom)
    if "recipient" in fields:
        item.pop("recipient", None)  # the tag holds the same
    if "sender" in fields and [written(n) for n in item.get("author", ())] == [fields["sender"]]:
        item.pop("author")  # a program's author is the sender that the archive states
    _hosted(item, custom)
    if any(custom.values()):
        item["custom"] = {k: v for k, v in custom.items() if v}
    if item.get("archive") and is_host(item["archive"]) and item.get("language"):
        fields.setdefault("language", item.pop("language"))
    return document_of({k: v for k, v in item.items() if v}, **fields)


def _library_of_endnote(record: Record, item: dict[str, Any]) -> None:
    """A manuscript of EndNote: ``PB`` is its library or archive, ``T2`` the collection, ``VL`` the container, ``M1``
    the folio, ``NV`` the number.  Where ``AN`` has the whole reference, what stands in it is not said again.
    """
    parts = {tag: decode_text(record.pop(tag)) for tag in ("NV", "VL", "M1") if tag in record}
    library, place, collection = (decode_text(record.pop(tag, ())) for tag in ("PB", "CY", "T2"))
    whole = decode_text(record.get("AN", ()))
    said = f"{decode_text(record.get('DB', ()))}, {whole}"
    if collection and not all(part in said for part in collection.split(", ")):
        item["archive_collection"] = collection
    if not whole and parts:
        record["AN"] = [", ".join(parts.values())]
    if library and ("DB" not in record or not all(name in said for name in library.split("; "))):
        if "DB" in record:
            item["source"] = decode_text(record["DB"])  # the database in which it was found
        record["DB"] = [library]
    if place:
        item["archive-place"] = place


def _csl_type(name: str) -> str:
    reads = table("ris")["reads"]
    found: str = reads.get(name) or _types().get(name, "document")
    return found


@lru_cache(maxsize=1)
def _types() -> dict[str, str]:
    found: dict[str, str] = {}
    for csl, ris in table("ris")["types"].items():
        found.setdefault(ris, csl)
    return found


def _by_table(record: Record, ris_type: str, item: dict[str, Any], used: set[str]) -> None:
    """Variables whose tags the table has, then the tags that stand for them elsewhere."""
    rows = variables(ris_type)
    for tag, values in list(record.items()):
        row = rows.get(tag)
        if row is None or tag == "SN":
            continue
        used.add(tag)
        if row.variable in NAME_VARIABLES:
            item.setdefault(row.variable, []).extend(row.decode(values))
        elif item.setdefault(row.variable, row.decode(values)) and len(values) > 1:
            record.setdefault("N1", []).extend(f"{tag}: {decode_text([v])}" for v in values[1:])
    for variable, tags in table("ris")["also"].items():
        for tag in tags:
            if tag in record and tag not in used and not item.get(variable) and variable not in ("issued", "accessed"):
                item[variable] = decode_text(record[tag])
                used.add(tag)
    for tag, role in (("A1", "author"), ("ED", "editor")):
        if tag in record and any(re.search(r"[^\W\d]", name) for name in record[tag]):
            item.setdefault(role, []).extend(decode_name(decode_text([name])) for name in record[tag])
            used.add(tag)


def _numbers(record: Record, item: dict[str, Any], used: set[str]) -> None:
    """ISBN or ISSN, a report's number, pages, the record's key."""
    if "SN" in record:
        used.add("SN")
        value = decode_text(record["SN"])
        digits = re.sub(r"[^\dXx]", "", value)
        if item["type"] == "report" and len(digits) < 10:
            item["number"] = value
        else:
            item["ISBN" if len(digits) >= 10 else "ISSN"] = value
    first, last = (decode_text(record.get(tag, ())) for tag in ("SP", "EP"))
    item["page"] = f"{first}-{last}" if first and last and last != first else first or last
    item["keyword"] = "; ".join(decode_text([keyword]) for keyword in record.get("KW", ()))
    item["id"] = decode_text(record.get("ID") or record.get("LB") or ())
    used |= {"SP", "EP", "KW", "ID"}


def _dates(record: Record, item: dict[str, Any], used: set[str]) -> None:
    """The date: DA, unless only the year tags say something."""
    for tag in ("DA", "Y1", "PY"):
        used.add(tag)
        text = decode_text(record.get(tag, ()))
        if "issued" not in item and not _NO_DATE.fullmatch(text):
            item["issued"] = _slashed(text)
    used.add("Y2")
    if accessed := decode_text(record.get("Y2", ())):
        item["accessed"] = _slashed(accessed)


def _slashed(text: str) -> HistoricalDate:
    """A date written YYYY/MM/DD/other, as far as it goes; ``other`` is what a whole date does not say (``Spring``)."""
    match = re.fullmatch(r"\s*(\d{4})(?:/(\d{1,2})?(?:/(\d{1,2})?(?:/(.*))?)?)?\s*", text)
    if match is None:
        return date_of(text)
    parts = [match.group(1), *(f"{int(p):02d}" for p in match.groups()[1:3] if p)]
    other = (match.group(4) or "").strip()
    if other and len(parts) == 1:
        return HistoricalDate.parse(f"{other} {parts[0]}")
    return date_of("-".join(parts))


def _others(record: Record, item: dict[str, Any], custom: dict[str, Any], used: set[str]) -> None:
    """Addresses, files, and the tags that no variable stands for."""
    addresses = [decode_text([u]) for u in record.get("UR", ())]
    addresses = [part for a in addresses for part in (re.split(r"\s*;\s*(?=https?://)", a) if "; http" in a else [a])]
    if addresses:
        item["URL"] = addresses[0]
        custom["links"] = addresses[1:]
    custom["files"] = [decode_text([f]) for tag in ("L1", "L2", "L3", "L4", "LK") for f in record.get(tag, ())]
    used |= {"UR", "L1", "L2", "L3", "L4", "LK", "ID"}
    names = table("ris")["custom"]
    for tag, values in record.items():
        if tag not in used:
            text = "; ".join(decode_text([value]) for value in values)
            variable = names.get(tag, "")
            if variable_named(variable) and not item.get(variable):
                item[variable] = value_of(variable, text)
            else:
                custom[variable.replace(" ", "_") or f"ris_{tag}"] = text


def _labelled(record: Record, item: dict[str, Any], custom: dict[str, Any]) -> dict[str, Any]:
    """Document fields and variables that stand as ``Label: value`` in notes and Extra; what is left stays a note."""
    fields: dict[str, Any] = {}
    kept: list[str] = []
    labels = table("ris")["labels"]
    named: dict[str, list[str]] = {}
    for note in (*record.get("M2", ()), *record.get("RN", ()), *record.get("N1", ())):
        for line in _paragraphs(note):
            match = _LABELLED.match(line)
            name = match["name"] if match is not None else ""
            value = match["value"].strip() if match is not None else ""
            variable = variable_named(name)
            if name in ("Date", "Date as written"):
                item["issued"] = HistoricalDate.parse(value)
            elif name in ("Type", "type"):
                item["type"] = value
            elif name in labels:
                fields[labels[name]] = field_of(labels[name], value)
            elif variable and (named.get(variable) or not item.get(variable)):
                named.setdefault(variable, []).append(value)
                item[variable] = value_of(variable, "; ".join(named[variable]))
            elif variable and _is_said(item[variable], variable, value):
                continue
            elif known_custom(name) and name not in custom:
                custom[name] = custom_value(name, value)
            else:
                kept.append(line)
    if item.get("citation-key") == item.get("id"):
        item.pop("citation-key", None)
    if kept:
        item["note"] = "\n".join(kept)
    return fields


def _is_said(known: Any, variable: str, value: str) -> bool:
    """Whether a line says what a tag has said."""
    return bool(known == value_of(variable, value))


def _paragraphs(note: str) -> Iterator[str]:
    """The lines of a note; reference managers write them as HTML."""
    if re.match(r"\s*<(?:p|div|h\d|ul|ol|blockquote|span)\b", note, re.I) is None:
        yield decode_text([note])
        return
    for part in re.split(r"(?:</?(?:p|div|h\d|ul|ol|li|blockquote)\b[^>]*>|<br\s*/?>)+", note, flags=re.I):
        text = " ".join(html.unescape(re.sub(r"<[^>]{0,500}>", "", part)).split())
        if text:
            yield text


def _hosted(item: dict[str, Any], custom: dict[str, Any]) -> None:
    """The archive's own record: its publisher is the archive, its place the reference, its authors whoever took
    part.
    """
    if not item.get("archive") and is_host(str(item.get("publisher") or "")):
        item["archive"] = item.pop("publisher")
        if not item.get("archive_location") and item.get("publisher-place"):
            item["archive_location"] = item.pop("publisher-place")
    if item.get("author") and (
        host_of(str(item.get("URL") or "")) or (is_host(str(item.get("archive") or "")) and item.get("URL"))
    ):
        custom["people"] = [written(name) for name in item.pop("author")]
