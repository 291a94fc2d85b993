"""Addresses in running text: lists of them, Markdown, HTML, plain text and Word documents."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

from ..common.errors import ReadError
from ..common.files import decode

MAX_BYTES = 50_000_000
_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^\x00-\x20\u201c\u201d\u00ab\u00bb]{1,4000}", re.I)
_RELATION = re.compile(rb"<Relationship\b[^>]{0,8000}>")
_TARGET = re.compile(r'\bTarget="(https?://[^"]{1,4000})"', re.I)
_PARTS = re.compile(r"word/_rels/(?:document|footnotes|endnotes)\.xml\.rels")


def address_list(text: str) -> list[str]:
    """The addresses of a text that has one on each line and nothing else (but empty lines and #-comments), or none."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return lines if lines and all(re.fullmatch(r"[a-zA-Z][\w+.-]{0,20}://\S+", line) for line in lines) else []


def addresses_in(text: str) -> list[str]:
    """The web addresses in a text, each once, without the punctuation behind them (CommonMark's autolinks, GFM 6.9)."""
    return list(dict.fromkeys(_without_punctuation(html.unescape(match[0])) for match in _ADDRESS.finditer(text)))


def _without_punctuation(address: str) -> str:
    """An address without what belongs to the sentence: points and commas, and brackets that it does not open."""
    while True:
        shorter = address.rstrip(".,;:!?*_~…")
        for opening, closing in ("()", "[]"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def addresses_of_file(path: Path) -> list[str]:
    """The web addresses in a file: a Word document's links and text, or those of a text. Raises ReadError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError("the file is too large", where=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"the file cannot be read ({error.strerror})", where=str(path)) from None
    if data.startswith(b"PK\x03\x04"):
        return _of_word(path)
    return addresses_in(decode(data, str(path)))


def _of_word(path: Path) -> list[str]:
    """The links of a Word document (ECMA-376, part 2, 9.3): what its text and notes lead to."""
    found: list[str] = []
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                if _PARTS.fullmatch(part.filename) and part.file_size <= MAX_BYTES:
                    for relation in _RELATION.findall(archive.read(part)):
                        target = _TARGET.search(relation.decode("utf-8", "replace"))
                        found += [html.unescape(target[1])] if target is not None else []
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError):
        raise ReadError("the document cannot be read", where=str(path), hint="open it and save it again") from None
    return list(dict.fromkeys(found))
