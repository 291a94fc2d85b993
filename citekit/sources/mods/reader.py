"""MODS records, alone or in a ``modsCollection`` (www.loc.gov/standards/mods, version 3)."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Cut, Found
from ..xml import Content, root_of
from ..xml.reading import cut_records, read_records
from .item import document

RECORDS = ("mods",)


def detect(text: str, name: str) -> bool:
    """Whether the text is MODS."""
    root = root_of(text)
    return root is not None and root.name in ("mods", "modsCollection")


def read(content: Content, where: str) -> Iterator[Found]:
    """One document a record."""
    return read_records(content, where, RECORDS, document)


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return cut_records(content, where, RECORDS, ("<modsCollection {}>", "</modsCollection>"))
