"""The text of pages: their bytes in the encoding that they declare, or that they are in (data/charsets.toml)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from ..common.files import declared_charset
from ..common.tables import table

_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\x1b")


def codec(name: str) -> str:
    """Python's name for an encoding as pages call it (data/charsets.toml), or an empty string."""
    name = name.strip().strip("\"'").lower()
    name = table("charsets")["names"].get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) else ""


def page_texts(data: bytes, content_type: str = "") -> Iterator[str]:
    """The text of a page in the encodings that it may have, the likeliest first; none where it cannot be decoded.

    A byte order mark comes first, then UTF-8 where all of it is that, then what the header and the page declare, then
    what charset-normalizer takes it for, then the encodings that such pages are found in.
    """
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            yield data[len(mark) :].decode(name, "replace")
            return
    header = re.search(r"charset\s{0,9}=\s{0,9}[\"']?([^\s\"';,]{2,40})", content_type, re.I)
    declared = [
        name for name in (codec(header[1]) if header is not None else "", codec(declared_charset(data))) if name
    ]
    stateful = [name for name in declared if name.startswith(("iso2022", "hz", "utf-16", "utf-32"))]
    whole = None if stateful else _utf8(data)
    if whole is not None:
        yield whole
        return
    given: set[str] = set()
    for name in (*stateful, *(n for n in declared if n != "utf-8"), *_sniffed(data), *_undeclared()):
        text = _decoded(data, name)
        if text is not None and text not in given:
            yield text
            given.add(text)


def _undeclared() -> list[str]:
    names: list[str] = table("charsets")["undeclared"]["names"]
    return names


def _utf8(data: bytes) -> str | None:
    """The text where all of it is UTF-8, but for a letter that is cut at the end; None where it is not, or is no
    text."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return None
    return text if "\0" not in text else _decoded(data, "utf-8")


def _sniffed(data: bytes) -> Iterator[str]:
    """What charset-normalizer (which comes with requests) takes a sample for."""
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return
    best = from_bytes(data[:12_000], steps=3, chunk_size=512).best()
    if best is not None:
        yield best.encoding


def _decoded(data: bytes, name: str) -> str | None:
    """The text, or None where it is plainly not in this encoding. A letter cut at the end does not count."""
    try:
        text = codecs.getincrementaldecoder(name)("replace").decode(data)
    except (UnicodeError, LookupError):
        return None
    sample = text[:100_000]
    odd = sum(sample.count(c) for c in set(sample) if c == "\ufffd" or "\x80" <= c < "\xa0" or c in _CONTROLS)
    return text if odd * 50 <= len(sample) else None
