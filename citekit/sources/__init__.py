"""Readers: one file a format, several in a folder where the format needs them."""

from __future__ import annotations

from .base import Found, Reader, documents
from .registry import read_bytes, read_text, readers, suffixes

__all__ = ["Found", "Reader", "documents", "read_bytes", "read_text", "readers", "suffixes"]
