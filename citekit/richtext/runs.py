"""Rich text as a flat list of text and marks.

A tree of rich text in document order: pieces of text (``str``) between marks that open and close formatting, quotes,
display blocks and links.  Elements append to it, ``resolve_punctuation`` does what needs the whole line, and a writer
of ``citekit.formats`` turns it into characters.  A flat list is quicker to build, join and scan than nodes.

A piece of text may be of a kind of its own, which says where it comes from:

    str
    ├── Term, Identifier, CitationNumber
    ├── OutsideQuotes
    │   └── CiteSuffix
    ├── Delimiter
    │   └── AfterSuffix
    └── Affix
        ├── Prefix, LayoutSuffix, Literal, SecondStop
        ├── AfterNumber
        └── AfterText
            └── AfterQuoted, AfterFormatted
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
def span(kind: str, value: str = "") -> tuple[Mark, Mark]:
    """The marks that open and close a span; the same two objects whenever the arguments are the same."""
    return Mark(kind, value, True), Mark(kind, value, False)


QUOTE_OPEN, QUOTE_CLOSE = span("quote")
STRAIGHT_OPEN = Mark("quote", "straight", True)  # a straight mark in the field: the word after it keeps its case
FIELD_CLOSE = Mark("quote", "field", False)  # closes a quotation that the field itself opens
INNER_OPEN, INNER_CLOSE = span("quote", "inner")  # the locale's inner marks in the field
NOCASE_OPEN, NOCASE_CLOSE = span("nocase")
# Formatting inside a field: it flips where the style already sets the same.
FIELD_SPANS = {
    "i": span("flip-font-style", "italic"),
    "b": span("flip-font-weight", "bold"),
    "sc": span("flip-font-variant", "small-caps"),
    "sup": span("vertical-align", "sup"),
    "sub": span("vertical-align", "sub"),
    "nocase": (NOCASE_OPEN, NOCASE_CLOSE),
    "nodecor": span("nodecor"),
}


UPRIGHT = "upright"  # the value “normal”, written even where no formatting has to be turned off


def plain_text(runs: Runs | None) -> str:
    """The text of a run without its marks."""
    if not runs:
        return ""
    return "".join([p for p in runs if isinstance(p, str)])


class Term(str):
    """Text of a locale term, capitalized at the beginning of a note or an entry."""

    __slots__ = ()


class Identifier(str):
    """A DOI or an address: ``strip-periods`` leaves its full stops."""

    __slots__ = ()


class CitationNumber(str):
    """The number of an item in the bibliography: the word after it still begins the entry."""

    __slots__ = ()


class OutsideQuotes(str):
    """Text after a quotation of the field's or the writer's own: its punctuation stays outside the marks."""

    __slots__ = ()


class CiteSuffix(OutsideQuotes):
    """The suffix that the writer gives to a cite: it never moves into quotation marks."""

    __slots__ = ()


class Delimiter(str):
    """The delimiter of a group or layout."""

    __slots__ = ()


class AfterSuffix(Delimiter):
    """A delimiter right after the suffix of the element before it: both stay."""

    __slots__ = ()


class Affix(str):
    """A prefix or suffix of the style: it never holds the first word of an entry."""

    __slots__ = ()


class Prefix(Affix):
    """A prefix: it merges with the sign before it, unless that is a delimiter or another prefix."""

    __slots__ = ()


class LayoutSuffix(Affix):
    """The suffix of a whole cite."""

    __slots__ = ()


class Literal(Affix):
    """Text of the style that is printed as it is (``value="."``): its first sign merges with nothing before it."""

    __slots__ = ()


class SecondStop(Affix):
    """A full stop of the style after another one of the style: no comma or colon of the style follows the two."""

    __slots__ = ()


class AfterNumber(Affix):
    """The suffix of a number: a full stop of the elements around it stands after it."""

    __slots__ = ()


class AfterText(Affix):
    """The suffix of a text: a full stop of the elements around it goes before it, right after the text."""

    __slots__ = ()


class AfterQuoted(AfterText):
    """What the style sets right after a text in quotation marks: it stays where it is, outside the marks."""

    __slots__ = ()


class AfterFormatted(AfterText):
    """What the style sets right after a text that it formats: it merges with the same sign only."""

    __slots__ = ()


def capitalize_term(runs: Runs) -> Runs:
    """The run with a capital where its first word is a term (``ibid.`` at the start of a note)."""
    for n, piece in enumerate(runs):
        if isinstance(piece, (Mark, Affix, CitationNumber)) or not any(map(str.isalnum, piece)):
            continue
        at = 1 if piece[0] in "[(" else 0  # [no date]
        if isinstance(piece, Term) and piece[at : at + 1].islower():
            return [*runs[:n], piece[:at] + piece[at].upper() + piece[at + 1 :], *runs[n + 1 :]]
        return runs
    return runs
