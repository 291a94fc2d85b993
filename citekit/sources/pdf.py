"""PDF: the text of the first pages, where the Digital Archive's cover page stands (pypdf, extra ``citekit[pdf]``)."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from ..errors import MissingExtraError, ReadError
from . import Found, read_text

PAGES = 3
MAX_CHARS = 400_000


def read(data: bytes, where: str) -> Iterator[Found]:
    """The document of the cover page. Raises ReadError for a damaged or encrypted file and for a scan without text."""
    try:
        from pypdf import PdfReader
    except ImportError:
        raise MissingExtraError("PDF needs pypdf", where=where, hint="install it with: pip install 'citekit[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are for programmers
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("the PDF is encrypted", where=where, hint="open it with its password and save it without")
        text = "\n\n".join(reader.pages[n].extract_text() or "" for n in range(min(PAGES, len(reader.pages))))
        title = str(reader.metadata.title or "") if reader.metadata is not None else ""
    except ReadError:
        raise
    except Exception as error:  # a hostile file can fail in pypdf in any way
        raise ReadError(f"the PDF cannot be read ({type(error).__name__})", where=where, hint="save the page as text instead") from None
    if not text.strip():
        said = f"; its title is “{title}”" if title else ""
        raise ReadError(f"the PDF has no text on its first pages: it is a scan{said}", where=where, hint="save the archive's page instead")
    yield from read_text(text[:MAX_CHARS], where)
