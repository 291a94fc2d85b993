"""What an entry says of its document beyond CSL's variables: fields of their own, and lines of ``annotation``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...common.tables import table
from ...csl.labels import divided, is_custom, name_of, value_in, variable_in
from ...csl.wording import known_custom, value_of, variable_named
from ...dates import HistoricalDate
from ...document.foreign import field_of
from .latex import latex_text
from .model import Entry

_LINE = re.compile(r"(?:^|; )(?P<name>[a-zA-Z][\w -]{1,40}): ")
# what `annotation` says of a document, and the Document fields that it is
_SAID = {
    "sender": "sender",
    "recipient": "recipient",
    "kind": "kind",
    "host": "host",
    "contents": "contents",
    "contributors": "contributors",
    "original language": "language",
    "record number": "number",
    "unread": "unread",
}
_OWN = ("sender", "recipient", "kind", "contents", "contributors", "unread")
# fields that are read here
ANNOTATIONS = frozenset((*_OWN, "addressee", "annotation", "recordnumber"))
Line = tuple[str, str]


def annotated(entry: Entry, text: Mapping[str, str], item: dict[str, Any], custom: dict[str, Any]) -> dict[str, Any]:
    """Document fields that have fields of their own, or stand as ``name: value`` in ``annotation``."""
    fields = {name: field_of(name, text[name]) for name in _OWN if text.get(name)}
    if text.get("addressee"):
        fields["recipient"] = field_of("recipient", text["addressee"])
    if text.get("recordnumber"):
        fields["number"] = text["recordnumber"]
    annote = ""
    for name, value in lines_of_ours(entry) if entry.as_written else _lines(text.get("annotation", "")):
        if not name:
            annote = value
        elif name in _SAID:
            fields[_SAID[name]] = field_of(_SAID[name], value)
        elif name == "type":
            item["type"] = value
        elif name == "date as written":
            item["issued"] = HistoricalDate.parse(value)
        elif (variable := variable_named(name)) and not is_custom(name):
            item[variable] = (variable_in if entry.as_written else value_of)(variable, value)
        else:
            custom[name_of(name)] = value_in(name_of(name), value)
    if annote:
        if item.get("annote") and item["annote"] != annote:
            custom["other_annote"] = item["annote"]
        item["annote"] = annote
    if isinstance(item.get("issued"), HistoricalDate) and item["issued"].text == item.get("status"):
        item.pop("status")
    return fields


def lines_of_ours(entry: Entry) -> Iterator[Line]:
    """(label, value) of each line of an annotation that citekit wrote; what has no label is the annotation itself.

    A semicolon ends a line, unless it stands in braces; what somebody has put behind a line goes on with it.
    """
    last: Line | None = None
    for part in _at_semicolons(entry.fields.get("annotation", "")):
        label, value = divided(text_of_lines(part))
        if not label and last is not None:
            last = (last[0], f"{last[1]}; {value}")
            continue
        if last is not None:
            yield last
        last = (label, value)
    if last is not None:
        yield last


def said_in(annotation: str, label: str) -> str:
    """What a line of an annotation of ours says under a label, still in LaTeX; an empty string where it has none."""
    lines = (part.partition(": ") for part in _at_semicolons(annotation))
    return next((value.replace("{;} ", "; ") for name, _, value in lines if name == label), "")


def _at_semicolons(raw: str) -> Iterator[str]:
    depth, start = 0, 0
    for match in re.finditer(r"\\.|[{}]|;\s", raw, re.S):
        mark = match.group()
        if mark in "{}":
            depth += 1 if mark == "{" else -1
        elif mark[0] == ";" and depth <= 0:
            yield raw[start : match.start()]
            start = match.end()
    if raw[start:].strip():
        yield raw[start:]


_BREAKS = re.compile(r"\{ \}")


def text_of_lines(raw: str) -> str:
    """The text of a field that citekit wrote, with its line breaks."""
    return "\n".join(latex_text(line) for line in _BREAKS.split(raw)) if "{ }" in raw else latex_text(raw)


def _lines(annotation: str) -> Iterator[Line]:
    """(label, value) of those parts of anybody's annotation that have a label which exports write."""
    places = [m for m in _LINE.finditer(annotation) if _known(m["name"])]
    plain = (annotation[: places[0].start()] if places else annotation).strip("; ")
    if plain:
        yield "", plain
    for n, match in enumerate(places):
        yield match["name"], annotation[match.end() : places[n + 1].start() if n + 1 < len(places) else None].strip()


def _known(name: str) -> bool:
    """Whether a name before a colon in ``annotation`` is one that an export writes, and no word of a sentence."""
    return (
        name in (*_SAID, "date as written", "type")
        or is_custom(name)
        or bool(variable_named(name))
        or known_custom(name)
        or name in table("bibtex")["read"]["custom"]
    )
