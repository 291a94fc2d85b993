"""The readers, and which of them reads a file. A new format is one file and one line in ``_BUILT_IN``.

Other packages add readers by entry points of the group ``citekit.readers``, each a ``Reader``; they are asked last.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..errors import CitekitError, NoRecordError, ReadError, printable
from ..files import decode
from ..tables import plugins
from .base import MAX_BYTES, Found, Reader
from .refused import refuse_bytes, refuse_text
from .text import find_address

_TEXT = (".md", ".markdown", ".txt", ".text")
# text formats are asked in this order
_BUILT_IN = (
    Reader("PDF", "citekit.sources.pdf", (".pdf",), magic=(b"%PDF-",)),
    Reader("zip archive", "citekit.sources.zip_archive", (".zip",), magic=(b"PK\x03\x04", b"PK\x05\x06")),
    Reader("CSL-JSON", "citekit.sources.csljson", (".json", ".jsonl")),
    Reader("HTML page", "citekit.sources.web.html", (".html", ".htm", ".xhtml")),
    Reader("BibTeX", "citekit.sources.bibtex.reader", (".bib",)),
    Reader("RIS", "citekit.sources.ris", (".ris",)),
    Reader("YAML", "citekit.sources.forms.yaml", (".yaml", ".yml")),
    Reader("TOML", "citekit.sources.forms.toml", (".toml",)),
    Reader("page of the Digital Archive as text", "citekit.sources.web.digital_archive", _TEXT),
    Reader("page copied as text", "citekit.sources.web.plain", _TEXT),
    Reader("citation line", "citekit.sources.citation_line", _TEXT),
    Reader("footnotes", "citekit.sources.notes.reader", _TEXT),
)


@cache
def readers() -> tuple[Reader, ...]:
    """All readers: citekit's own, then those of other packages."""
    return (*_BUILT_IN, *plugins("citekit.readers", Reader))


@cache
def suffixes() -> tuple[str, ...]:
    """What a folder or an archive is searched for."""
    return tuple(dict.fromkeys(suffix for reader in readers() for suffix in reader.suffixes))


def read_bytes(data: bytes, where: str, name: str = "") -> Iterator[Found]:
    """The documents of a file's content, and the errors of what could not be read; never raises a CitekitError."""
    try:
        if len(data) > MAX_BYTES and data[:4] != b"PK\x03\x04":
            raise ReadError("the file is too large to be a document (over 50 MB)", where=where)
        for reader in readers():
            if reader.magic and data.startswith(reader.magic):
                yield from reader.load().read(data, where)
                return
        refuse_bytes(data, where)
        yield from read_text(decode(data, where), where, name)
    except CitekitError as error:
        yield error


def read_text(text: str, where: str = "the text", name: str = "") -> Iterator[Found]:
    """The documents of a text, by the first reader that knows its format, and the errors of what it could not read."""
    try:
        text = printable(text)
        if not text.strip():
            raise NoRecordError("there is nothing to read", where=where)
        refuse_text(text, where)
        for reader in readers():
            if not reader.magic and (module := reader.load()).detect(text, name):
                yield from module.read(text, where)
                return
        address = find_address(text) if len(text) < 2000 else None
        if address is not None and not text.replace(text[address[1] : address[2]], "").strip(" .,<>()"):
            raise NoRecordError(
                "an address alone is no document",
                where=where,
                hint=f"`citekit fetch {address[0]} -o FOLDER` saves what it leads to",
            )
        raise NoRecordError(
            "this is not a document that citekit knows",
            where=where,
            hint=(
                "it reads archives' pages (HTML, text, Markdown, PDF), citation lines, CSL, BibTeX, RIS, and forms in"
                " YAML or TOML"
            ),
        )
    except CitekitError as error:
        yield error
