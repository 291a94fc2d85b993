"""Files of any kind: written atomically, locked by one process at a time, decoded to text."""

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
