"""Elements of a MODS record that no rule reads, as (label, text): what of them is said nowhere becomes a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ...common.tables import table
from ..genres import csl_type_named
from ..relators import relator_code
from ..xml import attribute, local_name, text_of

_LABELLED = frozenset({"url", "identifier"})
_YEAR = re.compile(r"\d{4}")


def elements_in_words(mods: Any) -> Iterator[tuple[str, str]]:
    """(label, text) of the elements that hold text and no other elements, and of labels that elements have."""
    for one in mods:
        name = local_name(one)
        if name == "relatedItem":
            kind = attribute(one, "type") or "related"
            yield _label(name, kind), attribute(one, "displayLabel")
            for inner in one:
                yield from _in_words(inner, local_name(inner), kind)
        else:
            yield from _in_words(one, name, "")


def _in_words(element: Any, top: str, within: str) -> Iterator[tuple[str, str]]:
    """Of an element and those in it; ``within``: the kind of related item that it stands in."""
    if not top or top in _left_out():
        return
    for one in element.iter():
        if len(one) or not one.text:
            continue
        name = local_name(one)
        if name in _LABELLED:
            for text in filter(None, (attribute(one, "displayLabel"), attribute(one, "note"))):
                yield _label(name, within), text
        if name not in _left_out() and not _is_read(name, one, within):
            yield _label(name, within), _text(name, one)


def _is_read(name: str, one: Any, within: str) -> bool:
    """Whether an element says in other words what is a variable: a code, a role, the type, the number of pages."""
    if name in ("extent", "genre") and not within:
        return name == "extent" or bool(csl_type_named(text_of(one)))
    return attribute(one, "type") == "code" or (name == "roleTerm" and bool(relator_code(text_of(one))))


@lru_cache(maxsize=1)
def _left_out() -> frozenset[str]:
    return frozenset(table("mods")["left_out"]["elements"].split())


def _text(name: str, one: Any) -> str:
    """The text of an element; a date with a year that is also that of the item says nothing new in another form."""
    text = text_of(one)
    year = _YEAR.search(text) if "date" in name.casefold() else None
    return year[0] if year is not None else text


@lru_cache(maxsize=256)
def _label(name: str, within: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
    return f"{words} ({within})" if within else words
