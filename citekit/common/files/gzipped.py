"""A single file packed with gzip (RFC 1952), unpacked in memory up to a limit."""

from __future__ import annotations

import zlib

from ..errors import ReadError

_MAGIC = b"\x1f\x8b"


def is_gzip(data: bytes) -> bool:
    """Whether bytes are those of a .gz file."""
    return data.startswith(_MAGIC)


def unpacked(data: bytes, where: str, limit: int) -> bytes:
    """The content of a .gz file. Raises ReadError for one that is damaged, holds another, or unpacks to more than
    ``limit`` bytes.
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
            raise ReadError(what, where=where, hint="unpack it, and name the file that comes out")
        if not unpacker.eof:
            hint = "what it holds is not whole: get or make it again"
            raise ReadError("the .gz file breaks off before its end", where=where, hint=hint)
        data = unpacker.unused_data.lstrip(b"\0")
    if is_gzip(bytes(out[:2])):
        raise ReadError("the .gz file holds another .gz file", where=where, hint="unpack it once")
    return bytes(out)
