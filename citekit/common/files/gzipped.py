"""A single gzip file (RFC 1952), decompressed in memory up to a limit."""

from __future__ import annotations

import zlib

from ..errors import ReadError

_MAGIC = b"\x1f\x8b"


def is_gzip(data: bytes) -> bool:
    """Whether bytes are those of a .gz file."""
    return data.startswith(_MAGIC)


def unpacked(data: bytes, where: str, limit: int) -> bytes:
    """The content of a .gz file. Raises ReadError if it is damaged, contains another .gz file, or is larger than
    ``limit`` bytes when decompressed.
    """
    out = bytearray()
    while data.startswith(_MAGIC):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            out += unpacker.decompress(data, limit + 1 - len(out))
        except zlib.error:
            raise ReadError("the .gz file is damaged", where=where, hint="make it again") from None
        if len(out) > limit:
            what = f"the .gz file unpacks to more than {limit // 1_000_000} MB"
            raise ReadError(what, where=where, hint="unpack it, and give the unpacked file instead")
        if not unpacker.eof:
            hint = "its content is incomplete: download or make it again"
            raise ReadError("the .gz file breaks off before its end", where=where, hint=hint)
        data = unpacker.unused_data.lstrip(b"\0")
    if is_gzip(bytes(out[:2])):
        raise ReadError("the .gz file holds another .gz file", where=where, hint="unpack it once first")
    return bytes(out)
