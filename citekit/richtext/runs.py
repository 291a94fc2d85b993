"""Rich text as a flat run of text and marks.

A rich text tree written out in document order: text pieces (``str``) between marks that open and close formatting,
quotes, display blocks and links.  Elements append to it, ``resolve_punctuation`` decides what only the whole line can,
and a writer of ``citekit.formats`` turns it into characters.  A flat run is quicker to build, join and scan than nodes.
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
    """The opening and closing marks of a span; always the same objects for the same span."""
    return Mark(kind, value, True), Mark(kind, value, False)


QUOTE_OPEN, QUOTE_CLOSE = pair("quote")
STRAIGHT_OPEN = Mark("quote", "straight", True)  # written as a straight mark: the word after it keeps its case
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


def plain(runs: Runs | None) -> str:
    """The text of a run without its marks."""
    if not runs:
        return ""
    return "".join([p for p in runs if isinstance(p, str)])


class Term(str):
    """Text of a locale term: at the beginning of a note or entry it is capitalized."""

    __slots__ = ()


class OwnText(str):
    """Text of a field, or of the writer, that follows a quotation of its own: its punctuation stays outside."""

    __slots__ = ()


class Affix(str):
    """Text that a style puts around content: none of its words counts as the first word of an entry."""

    __slots__ = ()


class Prefix(Affix):
    """Text that a style puts before content: merged with text before it, but not with a delimiter or other prefix."""

    __slots__ = ()


class Delimiter(str):
    """Text that a group puts between its parts."""

    __slots__ = ()


class FixedAffix(Affix):
    """Text that a style puts right after text that it formats: merged only with the same sign."""

    __slots__ = ()


class DoubledStop(Affix):
    """A full stop that a style puts after its own full stop: the style's next sign is dropped after the two."""

    __slots__ = ()


class Identifier(str):
    """A DOI or an address: its full stops belong to it, and none is removed."""

    __slots__ = ()


class Counter(str):
    """A citation number: the word after it still begins the entry."""

    __slots__ = ()


def capitalize_term(runs: Runs) -> Runs:
    """The run with its first word capitalized if it is a term (``ibid.`` at the start of a note)."""
    for n, piece in enumerate(runs):
        if isinstance(piece, (Mark, Affix, Counter)) or not any(map(str.isalnum, piece)):
            continue
        if isinstance(piece, Term) and piece[0].islower():
            return [*runs[:n], piece[0].upper() + piece[1:], *runs[n + 1 :]]
        return runs
    return runs
