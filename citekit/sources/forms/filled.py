"""A form filled in with what is known of a document, for a person to look over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from ...csl.variables import DATE_VARIABLES, NAME_VARIABLES
from ...document.model import Document
from ...errors import printable
from ...tables import table

# fields that a person will look for, whether they are known or not
_ALWAYS = ("title", "date", "reference")
_HEAD = "Look it over: what is wrong or missing can be written in here; `citekit help fields` lists the fields."


def form_of(doc: Document) -> str:
    """The form of a document, in YAML, or in TOML where nothing is installed that reads YAML.

    Read again it is the same document; what was not understood stands above it as comments.
    """
    write = _yaml if suffix() == ".yaml" else _toml
    known = dict(_fields(doc))
    for name in _ALWAYS:
        if name not in known and not (name == "title" and ("from" in known or "author" in known)):
            known[name] = ""
    lines = [f"# {_HEAD}"]
    lines += [f"# not understood: {_one_line(text)}" for text in doc.unread]
    lines += [f"# {_one_line(text)}" for text in doc.warnings]
    order = [*_order(), *known]
    lines += [write(name, known[name]) for name in dict.fromkeys(order) if name in known]
    return "\n".join(lines) + "\n"


def suffix() -> str:
    """The ending of a form's file."""
    return ".yaml" if find_spec("yaml") is not None else ".toml"


def _order() -> list[str]:
    """The names of fields as the empty form has them."""
    fields = table("metadata")
    return [names.split("|")[0] for group in ("fields", "roles", "variables") for names in fields[group].values()]


def _fields(doc: Document) -> Iterator[tuple[str, Any]]:
    """(name of the field, its value) of all that is known, credits by role where the roles say it all."""
    names = {field: aliases.split("|")[0] for field, aliases in table("metadata")["fields"].items()}
    for field in ("title", "kind", "sender", "recipient", "host", "url", "number", "language", "summary", "key"):
        if value := getattr(doc, field):
            yield names[field], value
    if doc.date is not None:
        yield names["date"], doc.date.text
    if doc.accessed is not None:
        yield names["accessed"], doc.accessed.text
    if doc.references:
        yield names["references"], doc.reference
    if doc.contents:
        yield names["contents"], list(doc.contents) if len(doc.contents) > 1 else doc.contents[0]
    if doc.credits or doc.contributors:
        yield names["credits"], doc.credits or " ".join(f"{c.role.capitalize()} by {c.name}." for c in doc.contributors)
    for variable, value in doc.extra.items():
        if variable != "custom":
            yield _variable_name(variable), _plain(variable, value)


def _variable_name(variable: str) -> str:
    names = table("metadata")["variables"].get(variable)
    return str(names.split("|")[0]) if names else variable


def _plain(variable: str, value: Any) -> Any:
    """Names as a person writes them, where that says the same; what has no such form stays as CSL has it."""
    if variable in NAME_VARIABLES and isinstance(value, list):
        written = [_name(one) for one in value]
        if all(written):
            return written[0] if len(written) == 1 else written
    if variable in DATE_VARIABLES or isinstance(value, (Mapping, list)):
        return value
    return str(value)


def _name(name: Any) -> str:
    """``Family, Given``, or an empty string for a name that this would not give back."""
    from ...csl.names import parse_name

    if not isinstance(name, Mapping):
        return ""
    written = str(name.get("literal") or ", ".join(str(name[k]) for k in ("family", "given") if name.get(k)))
    return written if parse_name(written) == dict(name) else ""


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _yaml(name: str, value: Any) -> str:
    """A field in YAML: JSON's quoting is YAML's as well."""
    return f"{name}: {json.dumps(_clean(value), ensure_ascii=False)}"


def _toml(name: str, value: Any) -> str:
    """A field in TOML: names and texts in JSON's quoting, objects as inline tables."""
    return f"{json.dumps(name) if ' ' in name else name} = {_toml_value(_clean(value))}"


def _toml_value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(str(k))} = {_toml_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _clean(value: Any) -> Any:
    from ...errors import printable_data

    return printable_data(value)
