"""Notes in Markdown whose front matter (YAML) is a record, as people keep them in Obsidian and the like.

A draft has a front matter too: a title, an author, a date and what pandoc or Quarto are to do.  A note is a record only
where its fields place a document in an archive, name correspondents, or give it a citation key or an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..archives.hosts import find_host
from ..common.errors import CitekitError, MissingExtraError, NoRecordError, ReadError
from ..common.tables import table
from ..csl.variables import DATE_VARIABLES
from ..csl.wording import variable_named
from ..document.model import Document
from .base import Found
from .described import Description
from .field_names import field_named

_BLOCK = re.compile(r"\ufeff?---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_NAME = re.compile(r"^(?P<name>[^\s#\-:][^:\n]{0,60}?)\s*:(?=\s|$)", re.M)
_LINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
MAX_FIELDS = 200_000  # characters


def detect(text: str, name: str) -> bool:
    """Whether the text is a note whose front matter is a record."""
    match = _BLOCK.match(text[: MAX_FIELDS + 10]) if text.lstrip("\ufeff").startswith("---") else None
    if match is None or find_host(text[match.end() : match.end() + 20_000]):
        return False
    return is_record([m["name"].strip("\"'") for m in _NAME.finditer(match["fields"])])


def is_record(names: list[str]) -> bool:
    """Whether fields of these names are those of a record, and not of a draft."""
    rows = table("described")["front_matter"]
    plain = {re.sub(r"[\s_-]+", " ", name).casefold() for name in names}
    if plain & set(rows["of_drafts"].split("|")):
        return False
    fields = {_field(name) for name in names}
    return bool(fields & set(rows["of_records"].split("|")))


def _field(name: str) -> str:
    own: dict[str, str] = table("described")["front_matter"]["fields"]
    plain = re.sub(r"[\s_-]+", " ", name).casefold()
    return own.get(plain) or field_named(name) or variable_named(name)


def read(text: str, where: str) -> Iterator[Found]:
    """The document of a note; what stands below its fields is an annotation of it."""
    from .forms.yaml import read_mapping

    match = _BLOCK.match(text[: MAX_FIELDS + 10])
    if match is None:
        raise NoRecordError("the front matter does not end", where=where, hint="it stands between two lines of ---")
    try:
        fields = read_mapping(match["fields"], where)
    except MissingExtraError:
        raise
    except ReadError as error:
        raise ReadError(f"the front matter is damaged: {error.what}", where=error.where, hint=error.hint) from None
    try:
        yield _document(fields, text[match.end() :], where)
    except CitekitError as error:
        yield error


def _document(fields: Mapping[str, Any], body: str, where: str) -> Document:
    description = Description()
    for name, value in fields.items():
        field = _field(str(name))
        for text in _texts(value):
            if field == "-":
                continue
            if field in DATE_VARIABLES and field not in ("issued", "accessed"):
                description.add(field, text)
            elif field:
                description.add("date" if field == "issued" else field, text)
            else:
                description.note(str(name), text)
    if body.strip():
        description.add("notes", _LINK.sub(r"\1", body))
    if not description.values.get("title"):
        heading = re.match(r"\s*#\s+(.{1,300})", body)
        if heading is not None:
            description.add("title", heading[1])
    _source(description)
    if description.values.get("publisher") and not description.values.get("archive"):
        for town in description.take("place"):
            description.add("publisher-place", town)
    return description.document(where).changed(source=where)


def _source(description: Description) -> None:
    """A ``source`` is an address, or a place in an archive."""
    for text in description.take("reference"):
        description.add("url" if re.match(r"https?://\S+$", text) else "reference", text)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a field: of a list each, of an object each with its name; links of a wiki as what they show."""
    stack = [("", value)]
    for _ in range(2000):
        if not stack:
            return
        name, one = stack.pop()
        if isinstance(one, list):
            stack.extend((name, inner) for inner in reversed(one))
        elif isinstance(one, Mapping):
            if {"family", "given"} & set(one):
                yield ", ".join(str(one[k]) for k in ("family", "given") if one.get(k))
            else:
                stack.extend((str(k), inner) for k, inner in reversed(list(one.items())))
        elif one is not None and str(one).strip():
            text = _LINK.sub(r"\1", str(one)).strip()
            yield f"{name}: {text}" if name else text
