"""The title and the first pages of a PDF as text (pypdf, extra ``citekit[pdf]``)."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass

from ..errors import MissingExtraError, ReadError


@dataclass(frozen=True)
class PdfText:
    """``title`` is the one that the file's metadata state; ``pages`` is the text of the pages that were read."""

    title: str
    pages: tuple[str, ...]


def pdf_text(data: bytes, where: str, pages: int) -> PdfText:
    """The first ``pages`` pages. Raises ReadError for a damaged or encrypted file, MissingExtraError without pypdf."""
    try:
        from pypdf import PdfReader
    except ImportError:
        raise MissingExtraError("PDF needs pypdf", where=where, hint="install it with: pip install pypdf") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are for programmers
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("the PDF is encrypted", where=where, hint="open it with its password and save it without")
        text = tuple(reader.pages[n].extract_text() or "" for n in range(min(pages, len(reader.pages))))
        return PdfText(str(reader.metadata.title or "") if reader.metadata is not None else "", text)
    except ReadError:
        raise
    except Exception as error:  # a hostile file can fail in pypdf in any way
        name = type(error).__name__
        raise ReadError(f"the PDF cannot be read ({name})", where=where, hint="save the page as text instead") from None
