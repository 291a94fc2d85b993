"""Notes of a RIS record: lines of them that say what a document or a variable is, and what stays a note."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from ...common.tables import table
from ...csl.labels import UNTITLED, divided, is_custom, name_of, value_in, variable_in
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
    taken = Labelled(item, custom, _ours(record))
    kept: list[str] = []
    for tag, note in ((name, note) for name in NOTES for note in record.get(name, ())):
        for line in [note] if tag == taken.ours == "N1" else _paragraphs(note):  # EndNote's have no markup
            if tag == "M2" and _take_name(line, item):
                continue
            if line.startswith("note: "):
                kept.append(line.removeprefix("note: "))
            elif not taken.take(line, tag):
                kept.append(line)
    if item.get("citation-key") == item.get("id"):
        item.pop("citation-key", None)
    of_picture = taken.ours == "N1" and record.get("TY") == ["ART"] and item.get("genre") == item.get("medium")
    if of_picture and not any(line.startswith("genre: ") for line in record.get("N1", ())):
        item.pop("genre", None)  # the “Type of Work” of a picture is its medium
    if kept:
        item["note"] = "\n".join(kept if taken.ours else dict.fromkeys(kept))
    return taken.fields


def _ours(record: Record) -> str:
    """The tag whose lines with a label are all citekit's: Extra behind the record's key, or EndNote's notes where the
    key is the label as well; an empty string in other records."""
    key = record.get("ID", [""])
    if f"Citation Key: {key[0]}" in record.get("M2", ())[:1]:
        return "M2"
    return "N1" if key[0] and record.get("LB") == key and "M2" not in record else ""


WHOLE_NAME = "Whole name"  # the label of a name that would be read as a divided one


def mark_whole(item: dict[str, Any], name: str) -> None:
    """Make one piece of a name wherever it stands."""
    for variable in NAME_VARIABLES & item.keys():
        item[variable] = [{"literal": name} if one == decode_name(name) else one for one in item[variable]]


def _take_name(line: str, item: dict[str, Any]) -> bool:
    """Add a name that stands in Extra since it has a comma, after those of the tags, or mark one as whole; False where
    a line is neither (``Family || Given`` is divided, as Zotero has it).
    """
    label, _, value = line.partition(": ")
    if label == WHOLE_NAME:
        mark_whole(item, value)
        return True
    variable = variable_named(label) if label.islower() else ""
    if variable not in NAME_VARIABLES or value.startswith("{") or not value:
        return False
    name = extra_name(value) if "||" in value else {"literal": value} if "," in value else decode_name(value)
    if name not in (known := item.setdefault(variable, [])):
        known.append(name)
    return True


class Labelled:
    """What the lines with labels say; ``ours`` is the tag in which all of them are lines of ours."""

    def __init__(self, item: dict[str, Any], custom: dict[str, Any], ours: str) -> None:
        self.item, self.custom, self.ours = item, custom, ours
        self.fields: dict[str, Any] = {}
        self.named: dict[str, list[str]] = {}

    def take(self, line: str, tag: str) -> bool:
        """Put a line where it belongs by its label; False where it is a note."""
        if tag == self.ours:
            name, value = divided(line)
            return bool(name) and self._take(name, value, every=True)
        match = _LABELLED.match(line)
        return match is not None and self._take(match["name"], match["value"].strip(), every=is_custom(match["name"]))

    def take_pair(self, name: str, value: str) -> bool:
        """The same for a line of ours that is divided into label and value."""
        return bool(name) and self._take(name, value, every=True)

    def _take(self, name: str, value: str, every: bool) -> bool:
        """``every``: a label that is not known is a name of ``custom``."""
        item, labels = self.item, table("ris")["labels"]
        variable = "" if is_custom(name) else variable_named(name)
        if name == WHOLE_NAME and every:
            mark_whole(item, value)
        elif name in ("Date", "Date as written"):
            item["issued"] = HistoricalDate.parse(value)
        elif name in ("Type", "type"):
            item["type"] = value
        elif name == "title" and every and value == UNTITLED:
            item.pop("title", None)
        elif name in labels:
            self.fields[labels[name]] = field_of(labels[name], value)
        elif variable == "citation-key" and value == item.get("id"):
            return True  # the key of the record, as our own exports have it; another one stands under the same name
        elif variable and (self.named.get(variable) or not item.get(variable)):
            self.named.setdefault(variable, []).append(value)
            said = "; ".join(self.named[variable])
            item[variable] = variable_in(variable, said) if every else value_of(variable, said)
        elif variable and item[variable] == value_of(variable, value):
            return True  # a tag has said it
        elif every and not variable and name_of(name) not in self.custom:
            self.custom[name_of(name)] = value_in(name_of(name), value)
        elif known_custom(name) and name not in self.custom:
            self.custom[name] = custom_value(name, value)
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
