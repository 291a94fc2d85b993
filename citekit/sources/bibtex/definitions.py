"""Commands that a .bib file defines in its ``@preamble`` (btxdoc, section 4), put in where fields use them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .latex import closing

_DEFINED = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand)\s*\*?\s*(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*"
    r"(?:\[(\d)\]\s*)?(?:\[([^\[\]{}]{0,200})\]\s*)?(?=\{)"
    r"|\\(?:g?def)\s*\\([A-Za-z]+)\s*((?:#\d){0,9})\s*(?=\{)"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)(\s*)")
MAX_STEPS = 200  # commands put in, in one field
MAX_LENGTH = 100_000
# commands that hide what only sorts, by convention, where no preamble defines them
HIDDEN = "noopsort", "NoopSort", "SortNoop", "sortnoop"


@dataclass(frozen=True)
class Definition:
    """What a command stands for: how many arguments, what the first is where it is left out, ``#1`` in the body."""

    count: int
    default: str | None
    body: str


Definitions = Mapping[str, Definition]
CONVENTIONS: Definitions = {name: Definition(1, None, "") for name in HIDDEN}


def definitions(preamble: str) -> dict[str, Definition]:
    """The commands that the text of a ``@preamble`` defines, by name."""
    found: dict[str, Definition] = {}
    for match in _DEFINED.finditer(preamble[:MAX_LENGTH]):
        end = closing(preamble[match.end() :])
        if end < 0:
            continue
        body = preamble[match.end() + 1 : match.end() + end]
        name = match[1] or match[2] or match[5]
        count = int(match[3] or 0) if match[5] is None else match[6].count("#")
        if rf"\{name}" not in body:  # nothing that stands for itself
            found[name] = Definition(count, match[4], body)
    return found


def expanded(value: str, known: Definitions) -> str:
    """A field in which commands of ``known`` are what they stand for, bounded in steps and length."""
    at = 0
    for _ in range(MAX_STEPS):
        match = next((m for m in _COMMAND.finditer(value, at) if m[1] in known), None)
        if match is None or len(value) > MAX_LENGTH:
            break
        definition = known[match[1]]
        found = _arguments(value, match.end(), definition)
        if found is None:
            at = match.end()
            continue
        arguments, end = found
        body = _filled(definition.body, arguments)
        if not definition.count and match[2] and value[end : end + 1].isalpha() and body[-1:].isalpha():
            body += "{}"  # the space after a command only ends it
        value, at = value[: match.start()] + body + value[end:], match.start()
    return value


def _filled(body: str, arguments: list[str]) -> str:
    return re.sub(r"#(\d)", lambda m: arguments[int(m[1]) - 1] if 0 < int(m[1]) <= len(arguments) else "", body)


def _arguments(value: str, at: int, definition: Definition) -> tuple[list[str], int] | None:
    """The arguments that stand at a place, and where they end; None where they are missing."""
    arguments: list[str] = []
    if definition.default is not None and definition.count:
        option = re.compile(r"\[([^\[\]]{0,500})\]\s*").match(value, at)
        arguments.append(definition.default if option is None else option[1])
        at = at if option is None else option.end()
    while len(arguments) < definition.count:
        while value[at : at + 1].isspace():
            at += 1
        if value[at : at + 1] == "{":
            end = at + closing(value[at:])
            if end < at:
                return None
            arguments.append(value[at + 1 : end])
            at = end + 1
        elif at < len(value):
            arguments.append(value[at])
            at += 1
        else:
            return None
    return arguments, at
