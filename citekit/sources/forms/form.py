"""Metadata written by hand for a document that nobody has described yet (data/metadata.toml has the names of
fields).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ...archives.credits import parse_credits
from ...archives.grammar import parse_references
from ...archives.kinds import type_of_kind
from ...archives.titles import correspondents, kind_of
from ...common.errors import NoRecordError, ReadError, did_you_mean
from ...common.tables import table
from ...csl.names import parse_name
from ...csl.variables import DATE_VARIABLES, NAME_VARIABLES
from ...csl.wording import value_of, variable_named
from ...dates import HistoricalDate
from ...document.extra import extra_of
from ...document.foreign import document_of, is_host
from ...document.model import Document

_TELLING = ("title", "date", "reference", "author", "from", "archive")


def folded_field(name: str) -> str:
    """A field's name without case, hyphens and underscores."""
    return re.sub(r"[\s_-]+", " ", str(name)).strip().casefold()


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, str]]:
    return {
        alias: (group, field)
        for group, fields in table("metadata").items()
        for field, names in fields.items()
        for alias in names.split("|")
    }


def looks_like_metadata(names: list[str]) -> bool:
    """Whether these are the fields of a document: a title or a reference, and little that is not known."""
    known = [n for n in names if folded_field(n) in _names() or variable_named(n)]
    return bool({"title", "reference", "references"} & {folded_field(n) for n in names}) and len(known) * 2 > len(names)


def _may_be_metadata(names: list[str]) -> bool:
    """Whether fields of which one is not known are meant as those of a document, and not as some other settings."""
    known = sum(folded_field(n) in _names() or bool(variable_named(n)) for n in names)
    return known * 2 > len(names) or any(difflib.get_close_matches(folded_field(n), _TELLING, 1, 0.75) for n in names)


def document(data: Mapping[str, Any], where: str, line: Callable[[str], int]) -> Document:
    """The document of a mapping. ``line`` gives the line of a field.

    Raises ReadError that names file, line and field.
    """
    fields: dict[str, Any] = {}
    item: dict[str, Any] = {}
    credits: list[str] = []
    for name, value in data.items():
        group, field = _names().get(folded_field(name), ("", "")) if not _is_variable(name, value) else ("", "")
        field = field or variable_named(name)
        at = f"{where}, line {line(name)}, field “{name}”"
        if not field and folded_field(name) != "type":
            kind = ReadError if _may_be_metadata(list(data)) else NoRecordError
            near = did_you_mean(folded_field(name), _names(), "`citekit help fields` lists them")
            raise kind("there is no such field", where=at, hint=near)
        if value in (None, "", [], {}):
            continue
        if group == "fields":
            if field in ("sender", "recipient") and isinstance(value, list):
                fields[field] = _joined(_texts(value, at))
            else:
                fields[field] = _texts(value, at) if field in ("contents", "references") else _text(value, at)
        elif group == "roles":
            credits.append(f"{field.capitalize()} by {_joined(_texts(value, at))}.")
        elif group == "custom":
            item.setdefault("custom", {})[field] = _text(value, at)
        elif folded_field(name) == "type":
            item["type"] = _text(value, at)
        else:
            item[field] = _variable(field, value, at)
    if not (fields.keys() & {"title", "references", "sender"} or item.get("author")):
        raise ReadError(
            "the document has no title",
            where=f"{where}, line {min(map(line, data), default=1)}",
            hint="fill in the field “title”",
        )
    if any(value and folded_field(name) in _OF_INTERVIEWS for name, value in data.items()):
        _call_interview(fields, item)
    return _document(item, fields, credits)


_OF_INTERVIEWS = ("interviewee", "person interviewed", "interviewer")


def _call_interview(fields: dict[str, Any], item: dict[str, Any]) -> None:
    """What somebody said to an interviewer is an interview, whatever its kind is called."""
    if type_of_kind(fields.setdefault("kind", "interview")) != "interview":
        item.setdefault("type", "interview")


def _document(item: dict[str, Any], fields: dict[str, Any], credits: list[str]) -> Document:
    for name in ("date", "accessed"):
        if name in fields:
            fields[name] = HistoricalDate.parse(fields[name])
    title = item["title"] = fields.pop("title", "")
    if not title:
        item.pop("title")
    if "key" in fields:
        item["id"] = fields.pop("key")
    fields["credits"] = " ".join([*([fields["credits"]] if "credits" in fields else []), *credits])
    reference = _with_archive(item, "; ".join(fields.pop("references", ())))
    contributors, unread = parse_credits(fields["credits"])
    doc = document_of(item, reference, **{"contributors": contributors, **fields})
    archive = str(item.get("archive") or "")
    if archive and doc.references and not is_host(archive) and archive not in (doc.reference, doc.host):
        doc = doc.changed(extra={**extra_of(doc), "archive": archive})
    sender, recipient = correspondents(title)
    left = [r.unread for r in parse_references(reference)]
    return replace(
        doc,
        kind=doc.kind or kind_of(title),
        sender=doc.sender or sender,
        recipient=doc.recipient or recipient,
        unread=tuple(t for t in (*left, unread) if t),
    )


def _with_archive(item: dict[str, Any], reference: str) -> str:
    """The reference with the archive that a field of its own names, where it does not name this one itself.

    An archive whose name begins no reference stays with the reference in the item, of which ``document_of`` makes one;
    so does one whose reference names another archive, or begins with letters that are an abbreviation (``AN 12``).
    """
    archive = str(item.get("archive") or "")
    if not archive or not reference or is_host(archive):
        return reference
    if archive.casefold() in reference.casefold():
        item.pop("archive")
        return reference
    whole = f"{archive}, {reference}"
    named = parse_references(archive)[0].repository
    stated = parse_references(reference)
    another = stated[0].repository is not None and stated[0].repository != named
    if another and len(stated[0].levels) > 1:
        return reference  # of another archive, of whose files this one has copies
    first = parse_references(whole)[0].repository
    if first is not None and (named == first or not (named or another)):
        del item["archive"]
        return whole
    item.setdefault("archive_location", reference)
    return ""


def means_field(name: str) -> bool:
    """Whether a variable's name is one by which a form calls a field of a document (``source``: its reference)."""
    return _names().get(folded_field(name), ("", ""))[0] == "fields"


def _is_variable(name: str, value: Any) -> bool:
    """Whether a field holds a CSL-JSON value as it is: names as objects, a date with parts."""
    structured = isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(v, Mapping) for v in value))
    return structured and variable_named(name) in (*NAME_VARIABLES, *DATE_VARIABLES)


def _variable(variable: str, value: Any, at: str) -> Any:
    if _is_variable(variable, value):
        return value
    if isinstance(value, list):
        return (
            [parse_name(_text(v, at)) for v in value]
            if variable in NAME_VARIABLES
            else "; ".join(_text(v, at) for v in value)
        )
    return value_of(variable, _text(value, at))


def _texts(value: Any, at: str) -> tuple[str, ...]:
    return tuple(_text(v, at) for v in value) if isinstance(value, list) else (_text(value, at),)


def _text(value: Any, at: str) -> str:
    if isinstance(value, (Mapping, list)):
        raise ReadError("this should be one text", where=at, hint="put it in quotation marks")
    text = " ".join(str(value).split())
    whole = re.fullmatch(r"[\u201c\u201d\u201e]([^\u201c\u201d\u201e]*)[\u201c\u201d]", text)
    return whole[1] if whole is not None else text


def _joined(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
