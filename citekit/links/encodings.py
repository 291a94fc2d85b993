"""The text of pages: their bytes in the encoding that they declare, or that they are in (data/charsets.toml)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from ..files import declared_charset
from ..tables import table

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
    given: set[str] = set()
    for name in _likely(data, declared):
        text = _decoded(data, name)
        if text is not None and text not in given:
            yield text
            given.add(text)


def _likely(data: bytes, declared: list[str]) -> Iterator[str]:
    stateful = [name for name in declared if name.startswith(("iso2022", "hz", "utf-16", "utf-32"))]
    yield from stateful
    if not stateful and _decoded(data, "utf-8", strict=True) is not None:
        yield "utf-8"
        return
    yield from (name for name in declared if name != "utf-8")
    yield from _sniffed(data)
    yield from table("charsets")["undeclared"]["names"]


def _sniffed(data: bytes) -> Iterator[str]:
    """What charset-normalizer (which comes with requests) takes a sample for."""
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return
    best = from_bytes(data[:12_000], steps=3, chunk_size=512).best()
    if best is not None:
        yield best.encoding


def _decoded(data: bytes, name: str, strict: bool = False) -> str | None:
    """The text, or None where it is plainly not in this encoding. A letter cut at the end does not count."""
    try:
        text = codecs.getincrementaldecoder(name)("strict" if strict else "replace").decode(data)
    except (UnicodeError, LookupError):
        return None
    sample = text[:100_000]
    odd = sum(sample.count(c) for c in set(sample) if c == "\ufffd" or "\x80" <= c < "\xa0" or c in _CONTROLS)
    return text if odd * 50 <= len(sample) else None
