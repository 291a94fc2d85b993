"""MODS records, alone, in a ``modsCollection`` or in the answer of a server (www.loc.gov/standards/mods, version 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base import HEAD, Cut, Found
from ..xml import Content, root_of
from ..xml.reading import cut_records, read_records
from .item import document

RECORDS = ("mods",)
_RECORD = re.compile(r"<(?:[\w.-]{1,60}:)?mods[\s>]")
_OTHERS = ("mets", "OAI-PMH", "RDF", "html", "stylesheet", "transform")  # formats that may hold MODS


def detect(text: str, name: str) -> bool:
    """Whether the text is MODS."""
    root = root_of(text)
    if root is None or root.name in _OTHERS:
        return False
    envelope = root.has("http://www.loc.gov/mods/") and _RECORD.search(text[:HEAD]) is not None
    return root.name in ("mods", "modsCollection") or envelope


def read(content: Content, where: str) -> Iterator[Found]:
    """One document a record."""
    return read_records(content, where, RECORDS, document)


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return cut_records(content, where, RECORDS, ("<modsCollection {}>", "</modsCollection>"))
