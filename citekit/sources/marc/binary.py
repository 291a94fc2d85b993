"""MARC as ISO 2709 (.mrc), through pymarc: MARC-8 and UTF-8, MARC 21 and UNIMARC."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from ...errors import CitekitError, MissingExtraError, ReadError
from ..base import CUT, Cut, Found
from .item import document
from .record import Field, MarcRecord

_END = b"\x1d"  # behind every record


def read(content: bytes | BinaryIO, where: str) -> Iterator[Found]:
    """One document a record; a record that is damaged is an error with its number."""
    try:
        import pymarc
    except ImportError:
        hint = 'install it with: pip install pymarc, or pip install ".[marc]" from the project\'s folder'
        raise MissingExtraError("binary MARC needs pymarc", where=where, hint=hint) from None
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    reader = pymarc.MARCReader(source, to_unicode=True, permissive=True, utf8_handling="replace")
    number = 0
    for record in reader:
        number += 1
        place = f"{where}, record {number}"
        if record is None:
            reason = str(getattr(reader, "current_exception", "") or "its lengths do not fit").rstrip(".")
            hint = "get the record again from its catalogue, best as MARCXML"
            yield ReadError(f"the MARC record is damaged ({reason})", where=place, hint=hint)
            continue
        try:
            yield document(_record(record), where, place)
        except CitekitError as error:
            yield error


def split(content: BinaryIO, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own; the number of its first record stands for a line."""
    number, rest = 1, b""
    while block := content.read(CUT):
        whole, end, rest = (rest + block).rpartition(_END)
        if end:
            yield number, whole + end
            number += whole.count(_END) + 1
    if rest.strip():
        yield number, rest


def _record(record: Any) -> MarcRecord:
    control: dict[str, str] = {}
    fields: list[Field] = []
    for one in record.fields:
        if one.is_control_field():
            control.setdefault(one.tag, one.data)
        else:
            subfields = tuple((s.code, " ".join(str(s.value).split())) for s in one.subfields)
            first, second = one.indicators
            fields.append(Field(one.tag, first, second, subfields))
    return MarcRecord(str(record.leader), control, tuple(fields))
