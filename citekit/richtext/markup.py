"""Markup and quotation marks inside fields (CSL 1.0.2, appendix "Rich text formatting within fields")."""

from __future__ import annotations

import re
from typing import NamedTuple

from .runs import FIELD_CLOSE, FIELD_SPANS, INNER_CLOSE, INNER_OPEN, QUOTE_OPEN, STRAIGHT_OPEN, OutsideQuotes, Runs

_SPECIAL = re.compile("[<'\"\u201c\u201d\u2018\u2019\u201e\u201a\u00ab\u00bb\u2039\u203a&]")
_TAGS = re.compile(
    r"(<(?:i|b|sc|sup|sub)>|</(?:i|b|sc|sup|sub)>|<span\s+class=\"(?:nocase|nodecor)\">|"
    r"<span\s+style=\"font-variant:\s*small-caps;\">|</span>)"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#38|#60|#62);")
_ENTITIES = {
    "&amp;": "&",
    "&#38;": "&",
    "&lt;": "<",
    "&#60;": "<",
    "&gt;": ">",
    "&#62;": ">",
    "&quot;": '"',
    "&apos;": "'",
}
_GUILLEMET_SPACES = re.compile("(?<=\u00ab)[ \u00a0]|[ \u00a0](?=\u00bb)")

_STRAIGHT = ("'", '"')
_QUOTATION_MARKS = "'\"\u201c\u201d\u2018\u2019\u201e\u201a\u00ab\u00bb"
_QUOTES = re.compile("(['\"\u201c\u201d\u2018\u2019\u201e\u201a\u00ab\u00bb\u2039\u203a])")
_APOSTROPHE = "\u2019"
# The characters beside which a mark opens or closes.
_OPENS_AFTER = set(" \t\n\u00a0\u202f([{-\u2013\u2014/\u00ab")
_STRAIGHT_OPENS_AFTER = set(" \t\n\u00a0\u202f(")  # after anything else a straight mark is an apostrophe
_CLOSES_BEFORE = set(" \t\n\u00a0\u202f)]}.,;:!?-\u2013\u2014/\u201d\u2019\"'\u00bb")
_APOSTROPHE_CLOSES_BEFORE = set(" \t\n\u00a0\u202f.,?:;")  # before anything else it is an apostrophe


class Verbatim(str):
    """A field's text whose quotation marks and apostrophes are printed as they stand."""

    __slots__ = ()


def _tag_name(tag: str) -> str:
    if tag.startswith("<span"):
        return "nocase" if "nocase" in tag else "nodecor" if "nodecor" in tag else "sc"
    return tag.strip("</>")


def _parse_tags(text: str) -> Runs:
    """Text with its balanced tags as marks; a tag without a partner stays text."""
    tokens = _TAGS.split(text)
    if len(tokens) == 1:
        return [text]
    paired = _paired_tags(tokens)
    out: Runs = []
    for at, token in enumerate(tokens):
        if at in paired:
            out.append(FIELD_SPANS[paired[at]][1 if token.startswith("</") else 0])
        elif token:
            out.append(token)
    return out


def _paired_tags(tokens: list[str]) -> dict[int, str]:
    """The index of every tag that has a partner, with its name; every second token is a tag."""
    paired: dict[int, str] = {}
    open_tags: list[tuple[int, str]] = []
    for at in range(1, len(tokens), 2):
        token = tokens[at]
        if not token.startswith("</"):
            open_tags.append((at, _tag_name(token)))
            continue
        closed = token.strip("</>")
        for depth in range(len(open_tags) - 1, -1, -1):
            opened, name = open_tags[depth]
            if (tokens[opened].startswith("<span") and closed == "span") or name == closed:
                del open_tags[depth:]
                paired[opened] = paired[at] = name
                break
    return paired


class QuoteStyle:
    """How a locale sets quotations: the outer and the inner pair of marks, and whether punctuation after a quotation
    moves inside (``punctuation-in-quote``).
    """

    __slots__ = ("inner", "outer", "punctuation_in_quote")

    def __init__(
        self,
        outer: tuple[str, str] = ("\u201c", "\u201d"),
        inner: tuple[str, str] = ("\u2018", "\u2019"),
        punctuation_in_quote: bool = False,
    ) -> None:
        self.outer, self.inner, self.punctuation_in_quote = outer, inner, punctuation_in_quote


ENGLISH = QuoteStyle()


class _OpenQuote(NamedTuple):
    """A quotation mark that has not been closed yet."""

    at: int  # index in ``out``
    kind: str  # the straight mark, or the opening mark of the locale's pair
    char: str  # as it stands in the field


class _QuoteParser:
    """Turns quotation marks in a run into quote marks where they pair, and into apostrophes where they do not."""

    def __init__(self, pieces: Runs, style: QuoteStyle) -> None:
        self.outer = style.outer
        # a mark that includes a space, as in French, is text where it stands in a field
        self.curly = {mark: pair for pair in (style.inner, style.outer) for mark in pair if len(mark) == 1}
        for straight in _STRAIGHT:
            self.curly.pop(straight, None)
        self.out: Runs = []
        self.open: list[_OpenQuote] = []
        self.whole = "".join(p if isinstance(p, str) else "" for p in pieces)
        self.at = 0  # position in ``whole``
        for piece in pieces:
            if isinstance(piece, str):
                for token in _QUOTES.split(piece):
                    if token:
                        self._add(token)
                        self.at += len(token)
            else:
                self.out.append(piece)
        for quote in self.open:
            self._leave_as_text(quote)

    def _add(self, token: str) -> None:
        """Add a quotation mark, or the text between two."""
        pair = self.curly.get(token)
        if pair is None and token not in _STRAIGHT:
            after_quote = self.out and self.out[-1] in (FIELD_CLOSE, INNER_CLOSE)
            self.out.append(OutsideQuotes(token) if after_quote else token)
            return
        kind = pair[0] if pair is not None else token
        may_open, may_close = self._directions(token, pair)
        if may_close and self._close(kind):
            return
        if not may_open:
            self.out.append(_APOSTROPHE if token == "'" else token)
            return
        self.open.append(_OpenQuote(len(self.out), kind, token))
        if pair is not None and pair != self.outer:
            self.out.append(INNER_OPEN)
        else:
            self.out.append(STRAIGHT_OPEN if token == '"' and not self.at else QUOTE_OPEN)

    def _directions(self, token: str, pair: tuple[str, str] | None) -> tuple[bool, bool]:
        """Whether a quotation mark may open a quotation here, and whether it may close one."""
        at_end = self.at + 1 >= len(self.whole)
        before = self.whole[self.at - 1] if self.at else " "
        after = " " if at_end else self.whole[self.at + 1]

        after_opening = bool(self.out) and self.out[-1] in (QUOTE_OPEN, STRAIGHT_OPEN, INNER_OPEN)
        opens = before in (_STRAIGHT_OPENS_AFTER if pair is None else _OPENS_AFTER)
        opens = opens or (after_opening and before in _QUOTATION_MARKS)
        closes = after in (_APOSTROPHE_CLOSES_BEFORE if token == "'" else _CLOSES_BEFORE)
        closes = closes or (token == "'" and after in '"\u201d' and self._is_inner(token))
        closes = closes and (before not in " \u00a0" or not self.at)
        if pair is None:
            return opens and after not in " \u00a0" and not at_end, closes

        opening, closing = pair
        return token == opening and (opening != closing or opens), token == closing and (closes or token != _APOSTROPHE)

    def _is_inner(self, kind: str) -> bool:
        """Whether the innermost open quotation is of this kind and stands in another, as in ``"an 'inner'"``."""
        return len(self.open) > 1 and self.open[-1].kind == kind

    def _close(self, kind: str) -> bool:
        """Close the innermost open quotation of this kind; False where there is none."""
        for depth in range(len(self.open) - 1, -1, -1):
            quote = self.open[depth]
            if quote.kind != kind:
                continue
            for inner in self.open[depth + 1 :]:
                self._leave_as_text(inner)
            if quote.char == "'" and self.whole[self.at + 1 : self.at + 2] == " ":
                self.out[quote.at] = STRAIGHT_OPEN
            del self.open[depth:]
            self.out.append(INNER_CLOSE if self.out[quote.at] is INNER_OPEN else FIELD_CLOSE)
            return True
        return False

    def _leave_as_text(self, quote: _OpenQuote) -> None:
        self.out[quote.at] = _APOSTROPHE if quote.char == "'" else quote.char


def parse_field(text: str, quotes: QuoteStyle = ENGLISH) -> Runs:
    """A field's text as a run: tags and quotations as marks, entities decoded, apostrophes curly.

    Straight quotation marks become those of the style, and so do the locale's own curly ones, except in a
    ``Verbatim`` text.
    """
    if not _SPECIAL.search(text):
        return [text]
    if "\u00ab" in text or "\u00bb" in text:
        text = _GUILLEMET_SPACES.sub("\u202f", text)
    pieces = _parse_tags(text)
    if "&" in text:
        pieces = [_ENTITY.sub(lambda m: _ENTITIES[m.group()], p) if isinstance(p, str) else p for p in pieces]
    if not isinstance(text, Verbatim) and _QUOTES.search(text):
        return _QuoteParser(pieces, quotes).out
    return pieces
