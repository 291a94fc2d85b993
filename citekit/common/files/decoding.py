"""Bytes to text: the encodings of the files that people have."""

from __future__ import annotations

import codecs
import re

from ..errors import NoRecordError, ReadError


class NotUnicodeError(ReadError):
    """Text in an encoding other than Unicode that it does not declare."""


def decode(data: bytes, where: str) -> str:
    """The text of a file, with line feeds in the place of lone carriage returns.

    Raises ReadError for what is empty, not text or wrongly encoded.
    """
    return with_line_feeds(_decoded(data, where))


def with_line_feeds(text: str) -> str:
    """A text with line feeds in the place of lone carriage returns, where it has no others."""
    return text.replace("\r", "\n") if "\r" in text and "\n" not in text else text


def _decoded(data: bytes, where: str) -> str:
    if not data.strip():
        raise NoRecordError(
            "the file is empty", where=where, hint="save the archive's page as HTML, text or Markdown first"
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise ReadError("the file is broken UTF-16 text", where=where, hint="save it as UTF-8") from None
    if wide := _utf_16_without_mark(data):
        return data.decode(wide)
    if b"\0" in data[:8192]:
        hint = "save a page as HTML, text or Markdown, and export records again from where they are"
        raise NoRecordError("this is not a text file", where=where, hint=hint)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        declared = html_charset(data) or _jabref_charset(data)
        if declared:
            try:
                return data.decode(declared)
            except UnicodeDecodeError:
                pass
        line = data[: error.start].count(b"\n") + 1
        raise NotUnicodeError(
            "the text is not in UTF-8", where=f"{where}, line {line}", hint="save it with the encoding UTF-8"
        ) from None


def without_stray_nulls(data: bytes) -> bytes:
    """Text without the null characters that a damaged disk or a program has left in it; other data as it is.

    In what is no text they are many, or other bytes are beside them that no text has.
    """
    if b"\0" not in data or data[:2] in (b"\xff\xfe", b"\xfe\xff") or _utf_16_without_mark(data):
        return data
    text = data.replace(b"\0", b"")
    if len(text.translate(None, _NO_TEXT)) < len(text):
        return data
    few = len(data) - len(text) <= max(1, len(data) // 50)
    in_one_run = b"\0" not in data.partition(b"\0")[2].lstrip(b"\0")  # a block that was never written
    return text if few or (in_one_run and len(text) > 10) else data


_NO_TEXT = bytes({*range(9), *range(14, 32), 127} - {26, 27})


def _utf_16_without_mark(data: bytes) -> str:
    """The byte order of UTF-16 that has no byte order mark and begins with Latin letters; otherwise empty."""
    start = data[:256]
    for name, zeros, letters in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if len(start) > 8 and not any(zeros[:8]) and all(letters[:8]):
            try:
                data.decode(name)
            except UnicodeDecodeError:
                continue
            return name
    return ""


def _jabref_charset(data: bytes) -> str:
    """The encoding that the first lines of a .bib file state (``% Encoding: windows-1252``), or an empty string."""
    match = re.search(rb"^[ \t]{0,9}%+[ \t]{0,9}encoding:[ \t]{0,9}([\w.-]{2,40})", data[:1024], re.I | re.M)
    name = match.group(1).decode("ascii", "replace") if match is not None else ""
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""


def html_charset(data: bytes) -> str:
    """The encoding that a page declares in its head, or an empty string if Python does not know it."""
    name = declared_charset(data)
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return name


def declared_charset(data: bytes) -> str:
    """The name of the encoding that an HTML or XML page declares in its head, as written, or an empty string."""
    match = re.search(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([^\s\"'/>;]{2,40})", data[:4096], re.I)
    match = match or re.match(rb"\s{0,9}<\?xml[^>]{0,100}encoding\s{0,9}=\s{0,9}[\"']([^\"']{2,40})", data[:512], re.I)
    return match.group(1).decode("ascii", "replace") if match is not None else ""
