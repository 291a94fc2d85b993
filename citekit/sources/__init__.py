"""Readers: each reads one format and yields Documents. A new format is one file and one line in a registry below.

A reader yields what it could read and, in the place of what it could not, the error that says why, so that one bad
entry of a file does not cost the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Union

from ..document import Document
from ..errors import CitekitError, ReadError

Found = Union[Document, CitekitError]

# asked in this order; each module has `detect(text, name) -> bool` and `read(text, where) -> Iterator[Found]`
READERS = ("csljson", "html", "bibtex", "ris", "yaml_items", "toml_items", "digital_archive", "citation_line")
# formats that are no text, by their first bytes; each module has `read(data, where) -> Iterator[Found]`
BINARY_READERS = {b"%PDF-": "pdf", b"PK\x03\x04": "zip_archive", b"PK\x05\x06": "zip_archive"}
# what a folder or an archive is searched for
SUFFIXES = tuple(f".{s}" for s in "md markdown txt text html htm xhtml json bib ris yaml yml toml pdf zip".split())
MAX_BYTES = 50_000_000


def read_bytes(data: bytes, where: str, name: str = "") -> Iterator[Found]:
    """The documents of a file's content, and the errors of what could not be read; never raises a CitekitError."""
    try:
        if len(data) > MAX_BYTES and data[:4] != b"PK\x03\x04":
            raise ReadError("the file is too large to be a document (over 50 MB)", where=where)
        for start, module_name in BINARY_READERS.items():
            if data.startswith(start):
                yield from import_module(f"{__name__}.{module_name}").read(data, where)
                return
        yield from read_text(decode(data, where), where, name)
    except CitekitError as error:
        yield error


def decode(data: bytes, where: str) -> str:
    """The text of a file. Raises ReadError for what is empty, not text or wrongly encoded."""
    if not data.strip():
        raise ReadError("the file is empty", where=where, hint="save the archive's page as HTML, text or Markdown first")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise ReadError("the file is broken UTF-16 text", where=where, hint="save it as UTF-8") from None
    if b"\0" in data[:8192]:
        raise ReadError("this is not a text file", where=where, hint="save the page as HTML, text or Markdown")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        declared = _declared(data)
        if declared is not None:
            return declared
        line = data[: error.start].count(b"\n") + 1
        raise ReadError("the text is not in UTF-8", where=f"{where}, line {line}", hint="save it with the encoding UTF-8") from None


def _declared(data: bytes) -> str | None:
    """An HTML page in the encoding that it declares."""
    import re

    match = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", data[:4096], re.I)
    if match is None:
        return None
    try:
        return data.decode(match.group(1).decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return None


def read_text(text: str, where: str = "the text", name: str = "") -> Iterator[Found]:
    """The documents of a text, by the first reader that knows its format, and the errors of what it could not read."""
    try:
        if not text.strip():
            raise ReadError("there is nothing to read", where=where)
        for module_name in READERS:
            module = import_module(f"{__name__}.{module_name}")
            if module.detect(text, name):
                yield from module.read(text, where)
                return
        raise ReadError(
            "this is not a document that citekit knows", where=where,
            hint="it reads the archive's pages (HTML, text, Markdown, PDF), citation lines, CSL, BibTeX, RIS, and metadata in YAML or TOML",
        )  # fmt: skip
    except CitekitError as error:
        yield error


def documents(found: Iterator[Found]) -> Iterator[Document]:
    """The documents; the first error is raised."""
    for one in found:
        if isinstance(one, CitekitError):
            raise one
        yield one
