"""Output formats: each a writer that turns rich text into characters."""

from __future__ import annotations

from .registry import FORMATS, writer

__all__ = ["FORMATS", "writer"]
