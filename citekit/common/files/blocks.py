"""The content of a file of lines in blocks, unpacked where it is a .gz or .zst: all that stands before damage."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import IO

from ..errors import MissingExtraError, to_install

SIZE = 1 << 17
_PACKED = 1024  # bytes of a .zst at a time: they hold 32 MB at most (RFC 8878, 3.1.1.2: blocks of 128 KB in 4 bytes)


def blocks_of(path: str, size: int = SIZE) -> Iterator[bytes]:
    """The blocks of a file, of about ``size`` bytes.

    Raises OSError or EOFError behind the last where the file is damaged or breaks off.
    """
    if path.lower().endswith(".zst"):
        with open(path, "rb") as file:
            yield from _zstandard_blocks(file, path)
        return
    with gzip.open(path, "rb") if path.lower().endswith(".gz") else open(path, "rb") as file:
        try:
            while block := file.read1(size):  # ``read`` keeps to itself what stands before damage
                yield block
        except zlib.error as error:
            raise EOFError(str(error)) from None


def _zstandard_blocks(file: IO[bytes], path: str) -> Iterator[bytes]:
    """The content of frames of Zstandard (RFC 8878); its own file object says nothing of a frame that is cut off."""
    try:
        from zstandard import ZstdDecompressor, ZstdError
    except ImportError:
        hint = f"install it with: {to_install('zstandard')}"
        raise MissingExtraError(".zst files need zstandard", where=path, hint=hint) from None
    frame = None
    while packed := file.read(_PACKED):
        while packed:
            frame = frame or ZstdDecompressor().decompressobj()
            try:
                block = frame.decompress(packed)
            except ZstdError as error:
                raise EOFError(str(error)) from None
            packed = frame.unused_data if frame.eof else b""
            frame = None if frame.eof else frame
            if block:
                yield block
    if frame is not None:
        raise EOFError("the last frame has no end")
