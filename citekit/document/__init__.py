"""A document, its CSL-JSON item, its key, its locators, and which documents are the same."""

from __future__ import annotations

from .model import Document

__all__ = ["Document"]
