"""The form of a document: YAML that the form reader gives back as the same document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from ...common.errors import printable_data
from ...common.tables import table, text_of
from ...csl.names import parse_name
from ...csl.variables import DATE_VARIABLES, NAME_VARIABLES
from ...csl.wording import name_wording
from ...document.citing import unread_remarks
from ...document.extra import extra_of
from ...document.model import Document

_EMPTY_FIELD = re.compile(r'^([a-z][a-z ]*): ""', re.M)
_PLAIN = re.compile(r"[^\W\d_][\w ]*$")  # words that YAML leaves as they are


def form_of(doc: Document, suffix: str = ".yaml", blank: Sequence[str] = ()) -> str:
    """The filled-in form of a document, a field a line; what was not understood stands in comments at its end.

    ``suffix`` is that of its file (``.yaml``, ``.toml``); fields in ``blank`` are there whether they are known or not.
    """
    known = dict(_fields(doc))
    fields = {**{name: "" for name in blank if name not in known}, **known}
    lines = [_field(name, value, suffix) for name, value in fields.items()]
    lines += [f"# {_one_line(remark)}" for remark in unread_remarks(doc)]
    lines += [f"# note: {_one_line(text)}" for text in doc.warnings]
    return "\n".join(lines) + "\n"


def form_suffix() -> str:
    """The ending of a new form's file: YAML, or TOML where nothing is installed that reads YAML."""
    return ".yaml" if find_spec("yaml") is not None else ".toml"


def empty_form(suffix: str = ".yaml") -> str:
    """The form with nothing filled in, each field explained (data/template.yaml)."""
    text = text_of("template.yaml")
    if suffix == ".yaml":
        return text
    text = text.replace("Several documents: put --- between them.", "Several documents: begin each with [[document]].")
    return _EMPTY_FIELD.sub(lambda m: f'{_toml_name(m[1])} = ""', text)


def _field(name: str, value: Any, suffix: str) -> str:
    value = printable_data(value)
    return f"{_toml_name(name)} = {_toml_value(value)}" if suffix == ".toml" else f"{name}: {_value(value)}"


def _toml_name(name: str) -> str:
    return json.dumps(name) if " " in name else name


def _toml_value(value: Any) -> str:
    """A value in TOML: texts in JSON's quoting, objects as inline tables."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(str(k))} = {_toml_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    return json.dumps(_one_line(value) if isinstance(value, str) else value, ensure_ascii=False)


def _fields(doc: Document) -> Iterator[tuple[str, Any]]:
    """(name, value) of the fields that a document has, under the names that the template has."""
    own = table("metadata")["fields"]
    values = {
        "title": doc.title,
        "date": doc.date.text if doc.date is not None else "",
        "kind": doc.kind,
        "sender": doc.sender,
        "recipient": doc.recipient,
        "references": doc.reference,
        "host": doc.host,
        "url": doc.url,
        "number": doc.number,
        "language": doc.language,
        "contents": list(doc.contents),
        "credits": doc.credits,
        "summary": doc.summary,
        "accessed": doc.accessed.text if doc.accessed is not None else "",
        "key": doc.key,
    }
    for field, value in values.items():
        if value:
            yield own[field].split("|")[0], value
    custom = extra_of(doc).get("custom")
    kept = table("metadata")["custom"]
    for name, value in custom.items() if isinstance(custom, Mapping) else ():
        if name in kept and isinstance(value, str):
            yield kept[name].split("|")[0], value
    named = {variable: names.split("|")[0] for variable, names in table("metadata")["variables"].items()}
    for variable, value in extra_of(doc).items():
        if variable != "custom" and value not in (None, "", [], {}):
            yield named.get(variable, variable), _plain_variable(variable, value)


def _plain_variable(variable: str, value: Any) -> Any:
    """A CSL variable as a person writes it, where that comes back as it is: names as text."""
    if variable in NAME_VARIABLES and isinstance(value, list):
        written = [name_wording(name) for name in value]
        return written if [parse_name(name) for name in written] == value else value
    return value if variable in DATE_VARIABLES or isinstance(value, (list, dict)) else str(value)


def _value(value: Any) -> str:
    """A value in YAML: plain words as they are, anything else in the form of JSON, which YAML reads."""
    if isinstance(value, str):
        text = _one_line(value)
        return (
            text
            if _PLAIN.match(text) and text not in ("true", "false", "null")
            else json.dumps(text, ensure_ascii=False)
        )
    return json.dumps(value, ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())
