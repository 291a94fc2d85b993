"""Readers: each reads one format and yields Documents. A new format is one file and one line in ``READERS``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from ..document import Document
from ..errors import ReadError

# asked in this order; each module has `detect(text, name) -> bool` and `read(text, where) -> Iterator[Document]`
READERS = ("csljson", "digital_archive", "citation_line")
MAX_BYTES = 50_000_000


def decode(data: bytes, where: str) -> str:
    """The text of a file. Raises ReadError for what is empty, not text, too large or wrongly encoded."""
    if len(data) > MAX_BYTES:
        raise ReadError("the file is too large to be a document (over 50 MB)", where=where)
    if not data.strip():
        raise ReadError("the file is empty", where=where, hint="save the archive's page as text or Markdown first")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise ReadError("the file is broken UTF-16 text", where=where, hint="save it as UTF-8") from None
    if data[:5] == b"%PDF-":
        raise ReadError("this is a PDF", where=where, hint="save its text, or convert it to Markdown, and read that")
    if b"\0" in data[:8192] or data[:4] == b"PK\x03\x04":
        raise ReadError("this is not a text file", where=where, hint="save the page as text or Markdown")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ReadError("the text is not in UTF-8", where=f"{where}, line {line}", hint="save it with the encoding UTF-8") from None


def read_text(text: str, where: str = "the text", name: str = "") -> Iterator[Document]:
    """The documents of a text, by the first reader that knows its format. Raises ReadError where none does."""
    if not text.strip():
        raise ReadError("there is nothing to read", where=where)
    for module_name in READERS:
        module = import_module(f"{__name__}.{module_name}")
        if module.detect(text, name):
            yield from module.read(text, where)
            return
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
        raise ReadError("this is an HTML page", where=where, hint="save the page as text or Markdown")
    raise ReadError(
        "this is not a document that citekit knows", where=where,
        hint="it reads pages of the Digital Archive saved as text or Markdown, citation lines, and CSL-JSON",
    )  # fmt: skip
