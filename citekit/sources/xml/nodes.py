"""What stands in an element, by local names: files name their namespaces in many ways, or forget them.

A path is names with ``/`` between; ``*`` is any name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset("p div br lb item head title li tr row entry note list table".split())


def local_name(element: Any) -> str:
    """An element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: Any, first: int = 1) -> int:
    """The line of an element in the file, when its record begins at the line ``first``."""
    return first + (element.sourceline or 1) - 1


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name, its white space as single spaces; empty where there is none."""
    value = element.get(name)
    if value is None:
        if not element.attrib:
            return ""
        value = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
    return " ".join(value.split())


def children(element: Any, name: str = "*") -> Iterator[Any]:
    """The child elements of a name."""
    found: Iterator[Any] = element.iterchildren(f"{{*}}{name}")
    return found


def child(element: Any, name: str) -> Any | None:
    """The first child element of a name."""
    return next(children(element, name), None)


def find_all(element: Any, path: str) -> Iterator[Any]:
    """The elements at a path below an element, in their order."""
    first, _, rest = path.partition("/")
    if not rest:
        return children(element, first)
    return (found for one in children(element, first) for found in find_all(one, rest))


def text_of(element: Any | None) -> str:
    """The text in an element and below, its white space as single spaces; paragraphs and line breaks part words."""
    if element is None:
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if isinstance(one.tag, str):
            apart = " " if one.tag.rpartition("}")[2] in _BLOCKS else ""
            yield apart
            yield from _pieces(one)
            yield apart
        yield one.tail or ""


def text_at(element: Any, path: str) -> str:
    """The text of the first element at a path that has one."""
    return next(iter(texts_at(element, path)), "")


def texts_at(element: Any, path: str) -> list[str]:
    """The texts of the elements at a path, those without text left out."""
    return [text for one in find_all(element, path) if (text := text_of(one))]
