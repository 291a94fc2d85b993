"""The text of a PDF's first pages, to compare a document with (pypdf, extra ``citekit[pdf]``)."""

from __future__ import annotations

import html
import io
import logging


def pdf_text(body: bytes) -> str:
    """The title and text of a PDF, as a small page; empty where pypdf is missing or cannot read it."""
    try:
        from pypdf import PdfReader
    except ImportError:
        return ""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(body))
        title = str(reader.metadata.title or "") if reader.metadata is not None else ""
        text = " ".join(reader.pages[n].extract_text() or "" for n in range(min(2, len(reader.pages))))
    except Exception:  # a hostile or cut file fails in any way
        return ""
    return f"<title>{html.escape(title)}</title>{html.escape(text)}" if title or text.strip() else ""
