"""The people that cites name, as disambiguation sees them."""

from __future__ import annotations

from typing import Any, NamedTuple


class Named(NamedTuple):
    """The people that one ``cs:names`` of a cite names."""

    element: int  # which cs:names of the cite
    base: int  # names shown before disambiguation
    shown: int
    people: list[Any]
    style: Any


class NamedPerson(NamedTuple):
    """One person that a cite names."""

    element: int
    place: int
    person: Any
    style: Any


class ComparedCite(NamedTuple):
    """A cite as disambiguation compares it."""

    text: str
    named: list[Named]
