"""Rich text as a flat run of text and marks.

A rich text tree written out in document order: text pieces (``str``) between marks that open and close formatting,
quotes, display blocks and links.  Elements append to it, ``settle`` resolves what only the whole line knows, and a
writer of ``citekit.formats`` turns it into characters.  A flat run is quicker to build, join and scan than nodes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Union


class Mark:
    """One end of a span. ``kind`` is a CSL attribute (``font-style``), ``quote``, ``display``, ``link`` ..."""

    __slots__ = ("is_open", "kind", "value")

    def __init__(self, kind: str, value: str, is_open: bool) -> None:
        self.kind, self.value, self.is_open = kind, value, is_open

    def __repr__(self) -> str:
        return f"<{'' if self.is_open else '/'}{self.kind}{'=' + self.value if self.value else ''}>"


Runs = list[Union[str, Mark]]


@lru_cache(maxsize=4096)
def pair(kind: str, value: str = "") -> tuple[Mark, Mark]:
    """The opening and the closing mark of a span; the same objects for the same span."""
    return Mark(kind, value, True), Mark(kind, value, False)


QUOTE_OPEN, QUOTE_CLOSE = pair("quote")
STRAIGHT_OPEN = Mark("quote", "straight", True)  # written as a straight mark: the word behind it keeps its case
FIELD_CLOSE = Mark("quote", "field", False)  # closes what a field has opened
INNER_OPEN, INNER_CLOSE = pair("quote", "inner")  # written as the locale's inner marks
NOCASE_OPEN, NOCASE_CLOSE = pair("nocase")
# Formatting inside a field: it flips when the style already sets the same thing.
FIELD_SPANS = {
    "i": pair("flip-font-style", "italic"),
    "b": pair("flip-font-weight", "bold"),
    "sc": pair("flip-font-variant", "small-caps"),
    "sup": pair("vertical-align", "sup"),
    "sub": pair("vertical-align", "sub"),
    "nocase": (NOCASE_OPEN, NOCASE_CLOSE),
    "nodecor": pair("nodecor"),
}


UPRIGHT = "upright"  # opens a span with “normal” that is said also where nothing is to be turned off


def plain(runs: Runs | None) -> str:
    """The text of a run without its marks."""
    if not runs:
        return ""
    return "".join([p for p in runs if isinstance(p, str)])


class Term(str):
    """Text of a locale term: where it begins a note or an entry it takes a capital."""

    __slots__ = ()


class Own(str):
    """Text of a field or of the writer behind a quotation mark of its own: its punctuation stays outside."""

    __slots__ = ()


class Written(Own):
    """What the writer sets behind a cite: it never moves into quotation marks."""

    __slots__ = ()


class Affix(str):
    """Text that a style sets round content: no word of it is the first word of an entry."""

    __slots__ = ()


class Prefix(Affix):
    """What a style sets before content: it meets what stands before it, but for a delimiter or another prefix."""

    __slots__ = ()


class Delimiter(str):
    """What a group sets between what it prints."""

    __slots__ = ()


class LayoutSuffix(Affix):
    """What a style sets behind a whole cite."""

    __slots__ = ()


class OfNumber(Affix):
    """What a style sets right behind a number: a full stop of what is round it stands behind it."""

    __slots__ = ()


class OfText(Affix):
    """What a style sets right behind a text: a full stop of what is round it goes before it, to the text."""

    __slots__ = ()


class OfQuote(OfText):
    """What a style sets right behind a text in quotation marks: it stays where it stands outside of them."""

    __slots__ = ()


class Value(Affix):
    """What a style says by itself (``value="."``): what it begins with meets nothing."""

    __slots__ = ()


class BehindSuffix(Delimiter):
    """A delimiter right behind a suffix that the element before it has itself: both stay."""

    __slots__ = ()


class Firm(OfText):
    """What a style sets right behind a text that it formats: it meets only the same sign, not others."""

    __slots__ = ()


class Doubled(Affix):
    """A full stop that a style sets behind its own full stop: no other sign of the style stands behind the two."""

    __slots__ = ()


class Identifier(str):
    """A DOI or an address: its full stops part nothing, so that none is taken out."""

    __slots__ = ()


class Counter(str):
    """A citation number: the word behind it still begins the entry."""

    __slots__ = ()


def capitalize_term(runs: Runs) -> Runs:
    """The run with a capital where its first word is a term (``ibid.`` at the start of a note)."""
    for n, piece in enumerate(runs):
        if isinstance(piece, (Mark, Affix, Counter)) or not any(map(str.isalnum, piece)):
            continue
        if isinstance(piece, Term) and piece[0].islower():
            return [*runs[:n], piece[0].upper() + piece[1:], *runs[n + 1 :]]
        return runs
    return runs
