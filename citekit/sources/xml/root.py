"""What kind of XML a text is: the name of its root and the namespaces that its beginning declares."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

HEAD = 20_000  # characters in which a root stands and says what it is
_BEFORE = re.compile(
    r"\s+|<\?[^>]{0,2000}?\?>|<!--.{0,10000}?-->|<!DOCTYPE[^\[>]{0,2000}(?:\[.{0,10000}?\])?\s*>", re.S
)
_ROOT = re.compile(r"<((?:[\w.-]{1,60}:)?[\w.-]{1,100})(?=[\s/>])")
_DECLARED = re.compile(r"\bxmlns(?::[\w.-]{1,60})?\s{0,9}=\s{0,9}(?:\"([^\"]{1,300})\"|'([^']{1,300})')")


class Root(NamedTuple):
    """The root of an XML text: its local name, and the namespaces that the beginning of the text declares."""

    name: str
    namespaces: frozenset[str]

    def has(self, *beginnings: str) -> bool:
        """Whether a namespace begins so."""
        return any(uri.startswith(beginnings) for uri in self.namespaces)


def is_xml(text: str) -> bool:
    """Whether a text begins as XML does."""
    return text[:1000].lstrip().startswith("<")


def root_of(text: str) -> Root | None:
    """The root of an XML text, or None for any other text."""
    return _root(text[:HEAD]) if is_xml(text) else None


@lru_cache(maxsize=4)
def _root(head: str) -> Root | None:
    match = _root_tag(head)
    if match is None:
        return None
    declared = _DECLARED.findall(head, match.start())
    return Root(match[1].rpartition(":")[2], frozenset(a or b for a, b in declared))


def written_root(text: str) -> str:
    """The name of the root as it is written, with its prefix; empty for what is no XML."""
    match = _root_tag(text[:HEAD])
    return match[1] if match is not None else ""


def _root_tag(head: str) -> re.Match[str] | None:
    at = len(head) - len(head.lstrip("\ufeff \t\r\n"))
    while before := _BEFORE.match(head, at):
        at = before.end()
    return _ROOT.match(head, at)
