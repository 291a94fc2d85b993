"""Notes of a RIS record: lines of them that say what a document or a variable is, and what stays a note."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from ...common.tables import table
from ...csl.ris_tags import decode_name, decode_text
from ...csl.variables import NAME_VARIABLES
from ...csl.wording import custom_value, extra_name, known_custom, value_of, variable_named
from ...dates import HistoricalDate
from ...document.foreign import field_of
from .records import BREAK, Record

NOTES = ("M2", "RN", "N1")
_LABELLED = re.compile(r"(?P<name>[A-Za-z][\w -]{1,40}): (?P<value>.+)$", re.S)
_HTML = re.compile(r"\s*<(?:p|div|h\d|ul|ol|table|blockquote|span|strong|em|b|i|a)\b", re.I)
_BLOCKS = re.compile(r"(?:</?(?:p|div|h\d|ul|ol|li|tr|table|blockquote)\b[^>]{0,500}>|<br\s*/?>)+", re.I)
_LINK = re.compile(r"<a\b[^>]{0,300}?href=[\"'](https?://[^\"'\s]{1,500})[\"'][^>]{0,300}>(.{0,300}?)</a>", re.I | re.S)


def labelled(record: Record, item: dict[str, Any], custom: dict[str, Any]) -> dict[str, Any]:
    """Document fields and variables that stand as ``Label: value`` in notes and Extra; what is left stays a note."""
    fields: dict[str, Any] = {}
    kept: list[str] = []
    named: dict[str, list[str]] = {}
    for tag, note in ((name, note) for name in NOTES for note in record.get(name, ())):
        for line in _paragraphs(note):
            if not (tag == "M2" and _take_name(line, item)) and not _take(line, item, custom, fields, named):
                kept.append(line)
    if item.get("citation-key") == item.get("id"):
        item.pop("citation-key", None)
    if kept:
        item["note"] = "\n".join(dict.fromkeys(kept))
    return fields


def _take_name(line: str, item: dict[str, Any]) -> bool:
    """Add a name that stands in Extra since it has a comma, after those of the tags, or mark one as whole; False where
    a line is neither (``Family || Given`` is divided, as Zotero has it).
    """
    label, _, value = line.partition(": ")
    if label == "Whole name":
        for variable in NAME_VARIABLES & item.keys():
            item[variable] = [{"literal": value} if name == decode_name(value) else name for name in item[variable]]
        return True
    variable = variable_named(label) if label.islower() else ""
    if variable not in NAME_VARIABLES or value.startswith("{") or not value:
        return False
    name = extra_name(value) if "||" in value else {"literal": value} if "," in value else decode_name(value)
    if name not in (known := item.setdefault(variable, [])):
        known.append(name)
    return True


def _take(
    line: str, item: dict[str, Any], custom: dict[str, Any], fields: dict[str, Any], named: dict[str, list[str]]
) -> bool:
    """Put a line where it belongs by its label; False where it is a note."""
    match = _LABELLED.match(line)
    if match is None:
        return False
    name, value = match["name"], match["value"].strip()
    labels, variable = table("ris")["labels"], variable_named(name)
    if name in ("Date", "Date as written"):
        item["issued"] = HistoricalDate.parse(value)
    elif name in ("Type", "type"):
        item["type"] = value
    elif name in labels:
        fields[labels[name]] = field_of(labels[name], value)
    elif variable == "citation-key" and value == item.get("id"):
        return True  # the key of the record, as our own exports have it; another one stands under the same name
    elif variable and (named.get(variable) or not item.get(variable)):
        named.setdefault(variable, []).append(value)
        item[variable] = value_of(variable, "; ".join(named[variable]))
    elif variable and item[variable] == value_of(variable, value):
        return True  # a tag has said it
    elif known_custom(name) and name not in custom:
        custom[name] = custom_value(name, value)
    else:
        return False
    return True


def _paragraphs(note: str) -> Iterator[str]:
    """The lines of a note; reference managers write them as HTML."""
    if note.startswith("References:"):  # Scopus has each work on a line of its own
        note = note.replace(BREAK, " ")
    if _HTML.match(note) is None:
        yield from (text for part in note.split(BREAK) if (text := decode_text([part]).strip()))
        return
    note = _LINK.sub(lambda m: m[2] if m[1] in m[2] else f"{m[2]} ({m[1]})", note)
    for part in _BLOCKS.split(note):
        text = " ".join(html.unescape(re.sub(r"<[^>]{0,500}>", "", part)).split())
        if text:
            yield text
