"""PDF: the text of the first pages, where the Digital Archive's cover page stands."""

from __future__ import annotations

from collections.abc import Iterator

from ..common.errors import ReadError
from ..common.files.pdf import pdf_text
from .base import Found

PAGES = 3
MAX_CHARS = 400_000


def read(data: bytes, where: str) -> Iterator[Found]:
    """The document of the cover page. Raises ReadError for a damaged or encrypted file and for a scan without text."""
    from .registry import read_text

    found = pdf_text(data, where, PAGES)
    text = "\n\n".join(found.pages)
    if not text.strip():
        title = f"; its title is “{found.title}”" if found.title else ""
        what = f"the PDF has no text on its first pages: it is a scan{title}"
        raise ReadError(what, where=where, hint="save the archive's page instead")
    yield from read_text(text[:MAX_CHARS], where)
