"""Files of any kind: written atomically, held by one process at a time, their bytes made text."""

from __future__ import annotations

from .decoding import NotUnicodeError, declared_charset, decode, html_charset
from .writing import locked, refuse_read_only, write_bytes, write_file

__all__ = [
    "NotUnicodeError",
    "declared_charset",
    "decode",
    "html_charset",
    "locked",
    "refuse_read_only",
    "write_bytes",
    "write_file",
]
