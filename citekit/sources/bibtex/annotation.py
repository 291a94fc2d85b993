"""What an entry says of its document beyond CSL's variables: fields of their own, and lines of ``annotation``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...common.tables import table
from ...csl.wording import custom_value, known_custom, value_of, variable_named
from ...dates import HistoricalDate
from ...document.foreign import field_of

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


def annotated(text: Mapping[str, str], item: dict[str, Any], custom: dict[str, Any]) -> dict[str, Any]:
    """Document fields that have fields of their own, or stand as ``name: value`` in ``annotation``."""
    fields = {name: field_of(name, text[name]) for name in _OWN if text.get(name)}
    if text.get("addressee"):
        fields["recipient"] = field_of("recipient", text["addressee"])
    if text.get("recordnumber"):
        fields["number"] = text["recordnumber"]
    annotation = text.get("annotation", "")
    places = [m for m in _LINE.finditer(annotation) if _known(m["name"])]
    plain = annotation[: places[0].start()] if places else annotation
    if plain.strip("; "):
        if item.get("annote") and item["annote"] != plain.strip("; "):
            custom["other_annote"] = item["annote"]
        item["annote"] = plain.strip("; ")
    for n, match in enumerate(places):
        value = annotation[match.end() : places[n + 1].start() if n + 1 < len(places) else None].strip()
        name = match["name"]
        if name in _SAID:
            fields[_SAID[name]] = field_of(_SAID[name], value)
        elif name == "type":
            item["type"] = value
        elif name == "date as written":
            item["issued"] = HistoricalDate.parse(value)
        elif variable_named(name):
            item[variable_named(name)] = value_of(variable_named(name), value)
        else:
            custom[name] = custom_value(name, value)
    if isinstance(item.get("issued"), HistoricalDate) and item["issued"].text == item.get("status"):
        item.pop("status")
    return fields


def _known(name: str) -> bool:
    """Whether a name before a colon in ``annotation`` is one that an export writes, and no word of a sentence."""
    return (
        name in (*_SAID, "date as written", "type")
        or bool(variable_named(name))
        or known_custom(name)
        or name in table("bibtex")["read"]["custom"]
    )
