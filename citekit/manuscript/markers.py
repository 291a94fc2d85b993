"""Citations typed into the text of a word processor: ``[@key, l. 44]`` and ``@key [44]`` in what a reader sees.

There is no markup in such a text, so everything between brackets is meant; the syntax is that of ``citations``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .citations import Citation, as_it_is, key_at, parse_bracket, parse_in_text
from .locators import LocatorWords
from .slips import plain_brackets, slip_at

_TOKEN = re.compile(r"[\[\]@]")
_SOFT, _HARD = "\u00ad", "\u2011"  # optional and non-breaking hyphens
_LONGEST = 5000  # characters of one citation
_TAG = re.compile(r"(</?(?:i|b|sc|sup|sub)>)")
_NOT_WORDS = re.compile(r"[@\[\]{};\d]")
# where a bibliography goes; one of several says what it lists (``sections.section_of``)
# Word and LibreOffice make a dash of two hyphens, and an arrow (a letter of another font, here an object) of -->
_DASH = "(?:[-\u2010-\u2015]+)"
_OPENED = rf"<\s?!\s?{_DASH}\s*bibliography\b"
_CLOSED = rf"(?:{_DASH}\s?>|[\u2192\uf0e0\ufffc])"
_BRACKETED = r"[\[\uff3b]\s*bibliography\b"
BIBLIOGRAPHY = re.compile(
    rf"\s*(?:{_BRACKETED}(?:\s*:\s*(?P<which>[^\]\uff3d]*))?\s*[\]\uff3d]"
    rf"|{_OPENED}(?:\s*:\s*(?P<listed>[^<>]*?))?\s*{_CLOSED}?)\s*\Z",
    re.I,
)
_STRAY = re.compile(rf"{_BRACKETED}(?:\s*:[^\[\]\uff3b\uff3d]*)?\s*[\]\uff3d]|{_OPENED}(?:[^<>]*>)?", re.I)
_DASHED_KEY = re.compile(r"(?<=[\[;\s])[\u2010-\u2015\u2212]@")


@dataclass(frozen=True)
class Marker:
    """A citation in a text: where it begins and ends, what it says, and what is wrong with its brackets."""

    start: int
    end: int
    citation: Citation
    slip: str = ""


def find_markers(text: str, words: LocatorWords) -> Iterator[Marker]:
    """The citations of a text in order; none reaches over an object (U+FFFC)."""
    if "@" not in text:
        return
    if _SOFT not in text:
        yield from _markers(text.replace(_HARD, "-"), words)
        return
    places = [n for n, char in enumerate(text) if char != _SOFT]  # of the characters that are meant
    for marker in _markers(_as_meant(text), words):
        yield replace(marker, start=places[marker.start], end=places[marker.end - 1] + 1)


def _as_meant(text: str) -> str:
    """A text without the hyphens that show only at the end of a line, and with plain ones where they do not break."""
    return text.replace(_SOFT, "").replace(_HARD, "-")


def _markers(text: str, words: LocatorWords) -> Iterator[Marker]:
    text = _DASHED_KEY.sub("-@", plain_brackets(text))
    partner = _partners(text)
    at = 0
    while (token := _TOKEN.search(text, at)) is not None:
        start, at = token.start(), token.end()
        if start and text[start - 1] == "\\":
            continue
        marker: Marker | None = None
        if token.group() == "[" and start in partner:
            marker = _bracketed(text, start, partner[start], words)
        elif token.group() == "@":
            marker = _in_sentence(text, start, partner, words)
        if marker is not None:
            yield marker
            at = marker.end


def read_source(source: str, words: LocatorWords) -> Citation | None:
    """The citation of a text that is one and nothing else; it may have the tags of CSL fields (``<i>``)."""
    source = plain_brackets(_as_meant(source.strip()))
    if source.startswith("["):
        return parse_bracket(source[1:-1], words, _as_written, lenient=True) if source.endswith("]") else None
    key = key_at(source, 0)
    if key is None:
        return None
    rest = source[key.end :].strip()
    if not rest:
        return parse_in_text(key.key, key.suppress_author, None, words, _as_written)
    if rest.startswith("[") and rest.endswith("]"):
        return parse_in_text(key.key, key.suppress_author, rest[1:-1], words, _as_written)
    return None


def as_source(pieces: list[tuple[str, str]]) -> str:
    """The source of a marker: its text, with what is italic in its words tagged (pairs of text and ``i`` or nothing).

    Keys, locators and brackets stay as they are.
    """
    out = []
    for text, style in pieces:
        core = text.strip()
        plain = not style or not core or _NOT_WORDS.search(text)
        out.append(text if plain else text.replace(core, f"<{style}>{core}</{style}>", 1))
    return "".join(out)


def _as_written(source: str) -> str:
    """The words of a source as the markup of a CSL field: its tags stay, other special characters are characters."""
    return "".join(piece if n % 2 else as_it_is(piece) for n, piece in enumerate(_TAG.split(source)))


def _partners(text: str) -> dict[int, int]:
    """Where each bracket that opens is closed, if that is not too far away."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for match in re.finditer("[\\[\\]\ufffc]", text):
        char = match.group()
        if char == "[":
            stack.append(match.start())
        elif char == "]" and stack:
            start = stack.pop()
            if match.start() - start <= _LONGEST:
                found[start] = match.start()
        elif char == "\ufffc":
            stack.clear()
    return found


def _bracketed(text: str, start: int, end: int, words: LocatorWords) -> Marker | None:
    inner = text[start + 1 : end]
    citation = parse_bracket(inner, words, lenient=True) if "@" in inner else None
    return Marker(start, end + 1, citation) if citation is not None else None


def _in_sentence(text: str, at: int, partner: dict[int, int], words: LocatorWords) -> Marker | None:
    start = at - 1 if at and text[at - 1] == "-" else at
    key = key_at(text, start) or key_at(text, at)
    if key is None or text[key.end : key.end + 1] == "@":  # @name@server is an address
        return None
    if _is_split(text, key.start, key.end, partner):
        return None
    opening = key.end + (text[key.end : key.end + 1] in (" ", "\u00a0"))
    if opening in partner:
        close = partner[opening]
        citation = parse_in_text(key.key, key.suppress_author, text[opening + 1 : close], words)
        if citation is not None:
            return Marker(key.start, close + 1, citation)
    citation = parse_in_text(key.key, key.suppress_author, None, words)
    if citation is None:
        return None
    return Marker(key.start, key.end, citation, slip_at(text, key.start, key.end))


def _is_split(text: str, start: int, end: int, partner: dict[int, int]) -> bool:
    """Whether a key stands in brackets that hold an object (a link, a picture): they are a citation that is split."""
    opening = text.rfind("[", max(0, start - _LONGEST), start)
    if opening < 0 or opening in partner or text.find("]", opening, start) >= 0:
        return False
    closing = text.find("]", end, end + _LONGEST)
    return closing >= 0 and "\ufffc" in text[opening:closing] and "[" not in text[end:closing]


def bibliography_asked_for(text: str) -> str | None:
    """What the bibliography that a paragraph asks for lists (an empty text: all), or None where it asks for none."""
    match = BIBLIOGRAPHY.match(text)
    return (match["which"] or match["listed"] or "").strip() if match is not None else None


def stray_bibliography(text: str) -> str:
    """The marker of a bibliography in a paragraph that holds other text, where no bibliography can go; else nothing."""
    found = _STRAY.search(text)
    return found.group() if found is not None and bibliography_asked_for(text) is None else ""
