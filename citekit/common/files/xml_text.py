"""XML as text: checked by a parser, read tag by tag, and changed in places, so that everything else stays as it is.

Parsing and serializing changes quotes, declarations and entities all over a file. Here a part stays text: ``tags``
gives the positions of its tags, and ``Splices`` collects the changes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..errors import ReadError

_SKIPPED = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_TAG = re.compile(rf"{_SKIPPED}|<(/?)([^\s/>!?]+)((?:[^>\"']+|\"[^\"]*\"|'[^']*')*)>", re.S)
_ATTRIBUTE = re.compile(r"([^\s=/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# what XML 1.0 cannot hold, and marks that change the direction of the following text
_NOT_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
# of lxml's parsers: no entity is expanded, nothing is loaded, depth and size of a text are bounded
PARSER_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "collect_ids": False,
}


def parse(data: bytes, where: str) -> Any:
    """The tree of an XML part, for reading only. Raises ReadError if it is not well-formed, or has a DTD."""
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\0!\0D\0O\0C\0" in data or b"\0<\0!\0D\0O\0C" in data:
        raise ReadError("the XML has a document type declaration, which is not allowed in such files", where=where)
    try:
        return etree.fromstring(data, parser(""))
    except etree.XMLSyntaxError as error:
        raise ReadError(f"the XML is damaged ({error.msg})", where=where, hint="save the file again") from None


def parser(encoding: str = "utf-8") -> Any:
    """A parser that expands no entities, loads nothing and stops at lxml's limits of depth and size.

    ``encoding`` is that of the bytes; empty: the one that they declare.
    """
    from lxml import etree

    return etree.XMLParser(encoding=encoding or None, **PARSER_OPTIONS)


def decode(data: bytes, where: str) -> tuple[str, str]:
    """The text of an XML part and its encoding, for writing it again."""
    declared = _DECLARED.match(data[3:] if data.startswith(b"\xef\xbb\xbf") else data)
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16-le" if data[:1] == b"\xff" else "utf-16-be"  # the mark stays a character of the text
    try:
        return data.decode(encoding), encoding
    except (UnicodeDecodeError, LookupError):
        raise ReadError(
            f"the XML is not in its encoding ({encoding})", where=where, hint="save the file again"
        ) from None


class Tag(NamedTuple):
    """A tag: its position, and its name and attributes as written. ``kind`` is ``<``, ``/`` or ``<>``."""

    start: int
    end: int
    kind: str
    name: str
    attributes: str


def tags(text: str) -> Iterator[Tag]:
    """The tags of a well-formed text in order; comments, instructions and CDATA are skipped."""
    for match in _TAG.finditer(text):
        closes, name, rest = match.groups()
        if name is None:
            continue
        if closes:
            yield Tag(match.start(), match.end(), "/", name, "")
        elif rest.endswith("/"):
            yield Tag(match.start(), match.end(), "<>", name, rest[:-1])
        else:
            yield Tag(match.start(), match.end(), "<", name, rest)


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, by name as written."""
    return {m[1]: xml_unescape(m[2] if m[2] is not None else m[3]) for m in _ATTRIBUTE.finditer(written)}


def attribute(written: str, name: str) -> str:
    """One attribute of a tag, or an empty string."""
    if name not in written:
        return ""
    return attributes(written).get(name, "")


def prefixes(text: str) -> dict[str, str]:
    """The namespaces that the root declares: URI -> prefix with its colon, or nothing for the default namespace."""
    root = next(tags(text), None)
    found: dict[str, str] = {}
    for name, value in attributes(root.attributes).items() if root is not None else ():
        if name == "xmlns":
            found.setdefault(value, "")
        elif name.startswith("xmlns:"):
            found.setdefault(value, name[6:] + ":")
    return found


def xml_unescape(text: str) -> str:
    """Text with its character references as characters."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0 < code < 0x110000 else ""


def offsets(raw: str) -> list[int] | None:
    """The start of each character of the unescaped text in the raw text, and the end; None if nothing is escaped."""
    if "&" not in raw:
        return None
    found: list[int] = []
    at = 0
    for match in _REFERENCE.finditer(raw):
        found.extend(range(at, match.start()))
        if _character(match):
            found.append(match.start())
        at = match.end()
    found.extend(range(at, len(raw) + 1))
    return found


def xml_escape(text: str) -> str:
    """Text escaped for XML content and attributes, without what XML cannot hold and without direction marks."""
    text = _NOT_XML.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Splices:
    """Changes of a text, each by its position in the original; ``apply`` makes all of them at once."""

    def __init__(self) -> None:
        self._all: list[tuple[int, int, int, str]] = []

    def __bool__(self) -> bool:
        return bool(self._all)

    def replace(self, start: int, end: int, new: str) -> None:
        """Replace the text between two positions."""
        self._all.append((start, end, len(self._all), new))

    def insert(self, at: int, new: str) -> None:
        """Insert text at a position; insertions at the same position keep the order of the calls."""
        self.replace(at, at, new)

    def delete(self, start: int, end: int) -> None:
        """Delete the text between two positions."""
        if start < end:
            self.replace(start, end, "")

    def apply(self, text: str) -> str:
        """The changed text. Changes may not overlap."""
        out: list[str] = []
        at = 0
        for start, end, _, new in sorted(self._all):
            if start < at:
                raise ValueError(f"changes overlap at {start}")
            out.append(text[at:start])
            out.append(new)
            at = end
        out.append(text[at:])
        return "".join(out)


class Lines:
    """Line numbers of positions in a text, counted from 1."""

    def __init__(self, text: str) -> None:
        self._breaks = [m.start() for m in re.finditer("\n", text)]

    def line(self, at: int) -> int:
        """The line of a position."""
        return bisect_right(self._breaks, at) + 1
