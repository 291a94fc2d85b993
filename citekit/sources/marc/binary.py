"""MARC as ISO 2709 (.mrc), through pymarc: MARC-8 and UTF-8, MARC 21 and UNIMARC."""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from ...common.errors import CitekitError, MissingExtraError, ReadError, printable, to_install
from ...common.files.legacy import legacy_text
from ..base import CUT, Cut, Found
from .item import document
from .record import Field, MarcRecord

_ESCAPE = b"\x1b"  # changes the character set within MARC-8
_NOT_MARC8 = re.compile(
    rb"[\x80-\x87\x8a-\x8c\x8f-\xa0\xaf\xbb\xbe\xbf\xc9-\xdf\xfc\xfd\xff]"
)  # (ANSEL has none of these)
_END = b"\x1d"  # after every record


def read(content: bytes | BinaryIO, where: str) -> Iterator[Found]:
    """One document a record; a record that is damaged is an error with its number."""
    try:
        import pymarc
    except ImportError:
        hint = f"install it with: {to_install('pymarc')}"
        raise MissingExtraError("binary MARC needs pymarc", where=where, hint=hint) from None
    logging.getLogger("pymarc").setLevel(logging.CRITICAL)  # its warnings are for programmers
    for number, raw in enumerate(_raw_records(content), 1):
        place = f"{where}, record {number}"
        try:
            raw, how, remark = _letters_of(raw)
            with contextlib.redirect_stderr(io.StringIO()):  # pymarc writes there what a person cannot use
                record = pymarc.Record(data=raw, to_unicode=True, utf8_handling="replace", **how)
            doc = document(_record(record), where, place)
            yield doc.changed(warnings=(*doc.warnings, remark)) if remark else doc
        except CitekitError as error:
            yield error
        except (pymarc.exceptions.PymarcException, ValueError, IndexError, KeyError, TypeError) as error:
            reason = str(error).rstrip(".") or "its directory does not fit"
            hint = "get the record again from its catalogue, best as MARCXML"
            yield ReadError(f"the MARC record is damaged ({reason})", where=place, hint=hint)


def _raw_records(content: bytes | BinaryIO) -> Iterator[bytes]:
    """The records as bytes, each up to its terminator; blank lines that programs put between them are left out."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    rest = b""
    while block := file.read(CUT):
        *whole, rest = (rest + block).split(_END)
        for raw in whole:
            yield raw.lstrip(b"\r\n \x00") + _END
        if len(rest) > 10 * CUT:  # no terminator: no MARC
            break
    if rest.strip(b"\r\n \x00\x1a"):
        yield rest.lstrip(b"\r\n \x00")


def _letters_of(raw: bytes) -> tuple[bytes, dict[str, Any], str]:
    """(record, how pymarc reads its letters, what is to be said of them): UTF-8, which UNIMARC does not say in its
    leader, MARC-8, or where it is neither the encoding that the letters look like.
    """
    if _is_utf8(raw):
        return raw, {"force_utf8": True}, ""
    unicode = raw[9:10] == b"a"
    if not unicode and (_ESCAPE in raw or not _NOT_MARC8.search(raw)):
        return raw, {}, ""
    text, encoding = legacy_text(raw)
    if not text:
        return raw, {}, "some letters of the record cannot be read"
    said = (
        f"the record says that it is in {'UTF-8' if unicode else 'MARC-8'}, which it is not: it was read as {encoding}"
    )
    how = {"file_encoding": encoding.replace("windows-", "cp")}
    return raw[:9] + b" " + raw[10:], how, f"{said}; look at its letters"


def _is_utf8(raw: bytes) -> bool:
    """Whether a record is in UTF-8; MARC-8 with accents never is."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


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
            control.setdefault(one.tag, printable(one.data))
        else:
            subfields = tuple((s.code, " ".join(printable(str(s.value)).split())) for s in one.subfields)
            first, second = one.indicators
            fields.append(Field(one.tag, first, second, subfields))
    return MarcRecord(str(record.leader), control, tuple(fields))
