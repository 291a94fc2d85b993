"""YAML: CSL-YAML as pandoc reads it, and metadata written by hand (PyYAML, extra ``citekit[yaml]``).

Only plain values are read: no tags, no aliases (which can make a small file endless), and no guessing: ``059`` and
``1951-11-19`` stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...common.errors import CitekitError, MissingExtraError, ReadError, to_install
from ...csl.markdown_text import item_from_markdown
from ..base import Found
from ..csljson import read_items
from .form import document, looks_like_metadata

_FIELD = re.compile(r"^(?:- )?(?P<name>[A-Za-z][\w -]{0,40}?)\s*:(?:\s|$)", re.M)
MAX_DEPTH = 50


def detect(text: str, name: str) -> bool:
    """Whether the text is CSL-YAML or a document's fields, one a line."""
    if name.endswith((".yaml", ".yml")):
        return True
    start = text.lstrip("\ufeff")[:20_000]
    lines = [line for line in start.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if [line.rstrip() for line in lines if line.rstrip() != "---"][:1] == ["references:"]:
        return True
    top = [line for line in lines if not line.startswith((" ", "\t", "- ", "---", "..."))]
    if not top or not all(_FIELD.match(line) for line in top):
        return False
    return looks_like_metadata([m["name"] for line in top if (m := _FIELD.match(line)) is not None])


def read(text: str, where: str) -> Iterator[Found]:
    """One document an item, or a YAML document of fields. Raises ReadError that names the line."""
    for value, node in _values(text, where):
        yield from _documents(value, node, where)


def read_mapping(text: str, where: str) -> dict[str, Any]:
    """The fields of a YAML text, such as a draft's front matter; those of several documents in it are joined."""
    out: dict[str, Any] = {}
    for value, _ in _values(text, where):
        if isinstance(value, dict):
            out.update(value)
    return out


def _values(text: str, where: str) -> Iterator[tuple[Any, Any]]:
    """The plain value of each YAML document of a text, and its node."""
    try:
        import yaml
    except ImportError:
        raise MissingExtraError(
            "YAML needs PyYAML", where=where, hint=f"install it with: {to_install('PyYAML')}"
        ) from None
    loader = _loader(yaml)
    try:
        _refuse_aliases(text, yaml, loader)
        nodes = list(yaml.compose_all(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        number = error.problem_mark.line if error.problem_mark is not None else -1
        problem = str(error.problem or error.context)
        line = text.split("\n")[number] if 0 <= number <= text.count("\n") else ""
        where = f"{where}, line {number + 1}" if number >= 0 else where
        raise ReadError(f"not valid YAML: {problem}", where=where, hint=_advice(line, problem)) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise ReadError("not valid YAML, or nested too deeply", where=where) from None
    for node in nodes:
        yield _value(node, yaml, where), node


# what PyYAML says -> what the person can do
_ADVICE = {
    "mapping values": 'a text with a colon and a space in it stands in quotation marks: title: "Stalin: A Life"',
    "end of stream": "a quotation mark or a bracket is not closed",
    "found character": (
        "begin lines with spaces instead of tabs; a text that begins with @ or % stands in quotation marks"
    ),
    "expected <block end>": "begin the fields of one document in the same column",
    "could not find expected": "each line needs a field, a colon and a value",
}


def _advice(line: str, problem: str) -> str:
    """What to do about a line that is no YAML."""
    if re.search(r":\s+[\u201c\u201d\u2018\u201e]", line):
        return 'YAML knows straight quotation marks only: "…"'
    if re.match(r"\s*(?:- )?[\w -]+:\s+[^\"'\[{|>].*:\s", line):
        name, _, value = line.partition(":")
        return f'a value with a colon in it stands in quotation marks: {name.strip()}: "{value.strip()}"'
    return next((advice for part, advice in _ADVICE.items() if part in problem), "put texts in quotation marks")


def _loader(yaml: Any) -> Any:
    """A loader with the plain types of YAML 1.2's core schema, in C where PyYAML has that."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    Loader.yaml_implicit_resolvers = {}
    for tag, pattern, first in (
        ("bool", r"true|false", "tf"),
        ("null", r"null|~|", "n~"),
        ("int", r"-?(?:0|[1-9]\d{0,17})", "-0123456789"),
    ):
        Loader.add_implicit_resolver(
            f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first) + ([""] if tag == "null" else [])
        )
    return Loader


def _refuse_aliases(text: str, yaml: Any, loader: Any) -> None:
    """Aliases can make a small file endless, and deep nesting breaks the parser: neither stands in a record."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(None, None, "aliases (*name) are not read", event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(None, None, "it is nested too deeply", event.start_mark)


def _value(node: Any, yaml: Any, where: str) -> Any:
    """The plain value of a node."""
    if isinstance(node, yaml.MappingNode):
        out = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ReadError("the name of a field must be a text", where=f"{where}, line {key.start_mark.line + 1}")
            if str(key.value) in out:
                raise ReadError(
                    f"the field “{key.value}” stands twice",
                    where=f"{where}, line {key.start_mark.line + 1}",
                    hint="keep one of them; several documents stand apart with --- between them",
                )
            out[str(key.value)] = _value(value, yaml, where)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, yaml, where) for one in node.value]
    kind = node.tag.rsplit(":", 1)[-1] if not node.style else "str"
    if kind == "int":
        return int(node.value)
    return (
        {"true": True, "false": False}.get(node.value, node.value)
        if kind == "bool"
        else None
        if kind == "null"
        else str(node.value)
    )


def _documents(data: Any, node: Any, where: str) -> Iterator[Found]:
    if (
        isinstance(data, Mapping)
        and isinstance(data.get("references"), list)
        and any(isinstance(r, Mapping) for r in data["references"])
    ):
        yield from read_items([item_from_markdown(r) if isinstance(r, dict) else r for r in data["references"]], where)
        return
    if data is None:
        return
    listed = (
        [(data, node)] if isinstance(data, Mapping) else list(zip(data, node.value)) if isinstance(data, list) else []
    )
    if not listed:
        raise ReadError("this YAML has no fields", where=where, hint="`citekit show --template` prints an example")
    if all(isinstance(one, Mapping) and "id" in one and "type" in one for one, _ in listed):
        yield from read_items([one for one, _ in listed], where)
        return
    for one, mapping in listed:
        if not isinstance(one, Mapping):
            yield ReadError("this is not a document's fields", where=f"{where}, line {mapping.start_mark.line + 1}")
            continue
        lines = {str(key.value): key.start_mark.line + 1 for key, _ in mapping.value}
        try:
            yield replace(document(one, where, lambda name, lines=lines: lines.get(name, 1)), source=where)  # type: ignore[misc]
        except CitekitError as error:
            yield error
