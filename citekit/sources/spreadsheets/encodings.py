"""The encoding of a table that is not in UTF-8, as Excel writes CSV: the one in which its headings are words."""

from __future__ import annotations

from collections.abc import Iterator

from ...common.errors import ReadError
from ...document.model import Document
from ..base import Found
from ..field_names import field_named
from . import delimited

ENCODINGS = ("cp1252", "cp1251", "cp1250", "mac_roman", "cp1253", "cp1254")
_HEAD = 8000


def read(data: bytes, where: str) -> Iterator[Found]:
    """The rows of the table as documents, the first with a remark that says how its letters were read."""
    text, encoding = decoded(data)
    remark = f"the table is not in UTF-8: it was read as {encoding.replace('cp', 'windows-')}; look at its letters"
    for found in delimited.read(text, where):
        if isinstance(found, Document) and remark:
            found, remark = found.changed(warnings=(*found.warnings, remark)), ""
        yield found


def decoded(data: bytes) -> tuple[str, str]:
    """(text, encoding): by the headings that are known in an encoding, then by how the text looks."""
    known = {name: _known(data, name) for name in ENCODINGS}
    best = max(known.values())
    candidates = [name for name in ENCODINGS if known[name] == best and best >= 0]
    if not candidates:
        raise ReadError("the table is in no encoding that is known", hint="save it as CSV UTF-8")
    if len(candidates) > 1 and known["cp1252"] == best and _is_cyrillic(data):
        candidates = ["cp1251"]
    return data.decode(candidates[0]), candidates[0]


def _known(data: bytes, encoding: str) -> int:
    """How many cells of the first rows are headings that are known; -1 where the bytes are none of the encoding."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return -1
    head = data[:_HEAD].decode(encoding, "replace")
    rows = [row[1] for row in delimited.numbered(head) if not isinstance(row, ReadError)][:12] if head else []
    return max((sum(bool(field_named(cell)) for cell in row if len(cell) < 60) for row in rows), default=0)


def _is_cyrillic(data: bytes) -> bool:
    """Whether words are made of letters beyond ASCII nearly throughout, as in windows-1251 and in no Latin text."""
    high = sum(byte > 0xBF for byte in data[:50_000])
    letters = sum(chr(byte).isalpha() for byte in data[:50_000] if byte < 0x80)
    return high > letters
