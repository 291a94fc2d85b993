"""A zip package of parts (.docx, .odt): read within limits, and written back with unchanged parts as they were.

Parts that are not used are neither decompressed nor compressed again: their compressed bytes are copied, so that
pictures, macros and everything else stay as they are.  Nothing is unpacked to disk.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import ReadError
from .opening import opened

MAX_FILE = 1_000_000_000  # bytes of the package
MAX_PART = 300_000_000  # bytes of one part that is read
MAX_RATIO = 500  # how many times larger than in the zip a part of more than UNCHECKED_SIZE bytes may be
UNCHECKED_SIZE = 30_000_000
MAX_PARTS = 20_000

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class _Entry:
    """A part as it goes into the zip: its directory entry and its bytes as packed."""

    info: zipfile.ZipInfo
    compressed: bytes


class Package:
    """The parts of a package by name. ``part`` reads one, ``put`` replaces or adds one, ``data`` is the whole file."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
            raise self._damaged() from None
        infos = self._zip.infolist()
        self._infos = {info.filename: info for info in infos}
        if len(self._infos) != len(infos) or len(infos) > MAX_PARTS:
            raise self._damaged()
        self._changed: dict[str, bytes] = {}

    @classmethod
    def open(cls, path: Path) -> Package:
        """The package in a file. Raises ReadError if it is not a package, or is damaged, encrypted or too large."""
        try:
            with opened(path) as file:
                data = file.read(MAX_FILE + 1)
        except OSError as error:
            raise ReadError(f"the file cannot be read ({error.strerror})", where=str(path)) from None
        if len(data) > MAX_FILE:
            raise ReadError("the file is too large (over 1 GB)", where=str(path))
        if data.startswith(_OLD_OFFICE):
            raise ReadError(
                "the file is protected by a password or in the old Word format",
                where=str(path),
                hint="open it and save it as .docx without a password",
            )
        return cls(data, str(path))

    def __contains__(self, name: str) -> bool:
        return name in self._changed or name in self._infos

    def names(self) -> list[str]:
        """The names of all parts, in the order of the zip; new ones last."""
        return [*self._infos, *(n for n in self._changed if n not in self._infos)]

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises ReadError where it is missing, damaged, encrypted or too large."""
        if name in self._changed:
            return self._changed[name]
        info = self._infos.get(name)
        if info is not None:
            return self._read(info)
        raise ReadError(f"the part {name} is missing", where=self.where, hint="open the file and save it again")

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        name = info.filename
        if info.flag_bits & 1:
            raise ReadError("the file is encrypted", where=self.where, hint="save it without a password")
        if info.file_size > MAX_PART or (
            info.file_size > UNCHECKED_SIZE and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        ):
            raise ReadError(f"the part {name} is too large to be a text", where=self.where)
        try:
            with self._zip.open(info) as file:
                data = file.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
            raise self._damaged(name) from None
        if len(data) > MAX_PART:
            raise ReadError(f"the part {name} is too large to be a text", where=self.where)
        return data

    def put(self, name: str, data: bytes) -> None:
        """Replace a part, or add one after the others. A part with the same content counts as unchanged."""
        if name in self._infos and self._read(self._infos[name]) == data:
            self._changed.pop(name, None)
        else:
            self._changed[name] = data

    @property
    def original(self) -> bytes:
        """The file as it was read."""
        return self._data

    @property
    def changed(self) -> list[str]:
        """The names of the parts that differ from the file that was read."""
        return list(self._changed)

    def data(self) -> bytes:
        """The package as a file: exactly the bytes that were read if nothing has changed."""
        if not self._changed:
            return self._data
        out, directory = io.BytesIO(), io.BytesIO()
        count = 0
        for entry in self._entries():
            offset = out.tell()
            _write_entry(out, directory, entry, offset)
            count += 1
        start, size = out.tell(), directory.tell()
        comment = self._zip.comment
        out.write(directory.getvalue())
        out.write(_END.pack(b"PK\5\6", 0, 0, count, count, size, start, len(comment)) + comment)
        return out.getvalue()

    def _entries(self) -> Iterator[_Entry]:
        for name, info in self._infos.items():
            if name in self._changed:
                yield _compressed(info, self._changed[name])
            else:
                yield _Entry(info, self._compressed_bytes(info))
        for name, data in self._changed.items():
            if name not in self._infos:
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                yield _compressed(info, data)

    def _compressed_bytes(self, info: zipfile.ZipInfo) -> bytes:
        """The compressed bytes of a part, which follow its local header."""
        try:
            fields = _LOCAL.unpack_from(self._data, info.header_offset)
        except struct.error:
            raise self._damaged(info.filename) from None
        start = info.header_offset + _LOCAL.size + fields[9] + fields[10]
        raw = self._data[start : start + info.compress_size]
        if fields[0] != b"PK\3\4" or len(raw) != info.compress_size:
            raise self._damaged(info.filename)
        return raw

    def _damaged(self, name: str = "") -> ReadError:
        what = f"the file is damaged: {name} cannot be read" if name else "the file is damaged, or not a zip package"
        return ReadError(what, where=self.where, hint="open it in its own program and save it again")


def _compressed(info: zipfile.ZipInfo, data: bytes) -> _Entry:
    """A part packed anew, with the date, attributes and method that it had."""
    new = zipfile.ZipInfo(info.filename, info.date_time)
    new.external_attr, new.create_system, new.comment = info.external_attr, info.create_system, info.comment
    new.flag_bits, new.orig_filename = info.flag_bits, info.orig_filename
    new.compress_type = zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    new.CRC, new.file_size = zlib.crc32(data), len(data)
    if new.compress_type == zipfile.ZIP_DEFLATED:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        data = packer.compress(data) + packer.flush()
    new.compress_size = len(data)
    return _Entry(new, data)


def _write_entry(out: io.BytesIO, directory: io.BytesIO, entry: _Entry, offset: int) -> None:
    """One part and its line in the directory (PKWARE APPNOTE 4.3.7 and 4.3.12); sizes stand in the local header."""
    info = entry.info
    flags = info.flag_bits & ~0x08  # no data descriptor after the bytes
    year, month, day, hour, minute, second = info.date_time
    date, clock = (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2
    name = info.orig_filename.encode("utf-8" if flags & 0x800 else "cp437")
    common = (flags, info.compress_type, clock, date, info.CRC, info.compress_size, info.file_size)
    out.write(_LOCAL.pack(b"PK\3\4", info.extract_version, *common, len(name), 0) + name + entry.compressed)
    made_by = info.create_version | info.create_system << 8
    directory.write(
        _CENTRAL.pack(
            b"PK\1\2",
            made_by,
            info.extract_version,
            *common,
            len(name),
            0,
            len(info.comment),
            0,
            info.internal_attr,
            info.external_attr,
            offset,
        )
    )
    directory.write(name + info.comment)
