"""Markup and quotation marks inside fields (CSL 1.0.2, appendix "Rich text formatting within fields")."""

from __future__ import annotations

import re

from .runs import FIELD_CLOSE, FIELD_SPANS, INNER_CLOSE, INNER_OPEN, QUOTE_OPEN, STRAIGHT_OPEN, Own, Runs

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
_QUOTES = re.compile("(['\"\u201c\u201d\u2018\u2019\u201e\u201a\u00ab\u00bb\u2039\u203a])")
_OPENS_AFTER = set(" \t\n\u00a0\u202f([{-\u2013\u2014/\u00ab")
_STRAIGHT_OPENS_AFTER = set(" \t\n\u00a0\u202f(")  # behind anything else a straight mark is an apostrophe
_CLOSES_BEFORE = set(" \t\n\u00a0\u202f)]}.,;:!?-\u2013\u2014/\u201d\u2019\"'\u00bb")
_APOSTROPHE_CLOSES_BEFORE = set(" \t\n\u00a0\u202f.,?:;")  # before anything else it is an apostrophe


_STRAIGHT = ("'", '"')
_MARKS = "'\"\u201c\u201d\u2018\u2019\u201e\u201a\u00ab\u00bb"
_INNER = ("\u2018", "\u2019")


class Verbatim(str):
    """A field's text whose quotation marks and apostrophes are printed as they stand."""

    __slots__ = ()


def _tag_name(tag: str) -> str:
    if tag.startswith("<span"):
        return "nocase" if "nocase" in tag else "nodecor" if "nodecor" in tag else "sc"
    return tag.strip("</>")


def _pieces(text: str) -> Runs:
    """Text with its balanced tags as marks; tags without a partner stay text."""
    tokens = _TAGS.split(text)
    if len(tokens) == 1:
        return [text]
    partner: dict[int, str] = {}
    stack: list[tuple[int, str]] = []
    for n in range(1, len(tokens), 2):
        token = tokens[n]
        if token.startswith("</"):
            closes = token.strip("</>")
            for depth in range(len(stack) - 1, -1, -1):
                opened, name = stack[depth]
                if (tokens[opened].startswith("<span") and closes == "span") or name == closes:
                    del stack[depth:]
                    partner[opened], partner[n] = name, name
                    break
        else:
            stack.append((n, _tag_name(token)))
    out: Runs = []
    for n, token in enumerate(tokens):
        if n % 2 and n in partner:
            out.append(FIELD_SPANS[partner[n]][1 if token.startswith("</") else 0])
        elif token:
            out.append(token)
    return out


class QuoteStyle:
    """The quotation marks of a locale: the outer and the inner pair."""

    __slots__ = ("inner", "outer")

    def __init__(self, outer: tuple[str, str] = ("\u201c", "\u201d"), inner: tuple[str, str] = _INNER) -> None:
        self.outer, self.inner = outer, inner


class _Quotes:
    """Turns quotation marks in a run into quote marks where they pair, and into apostrophes where they do not."""

    def __init__(self, pieces: Runs, style: QuoteStyle) -> None:
        self.outer = style.outer
        # a mark with a space of its own, as in French, is text where a field has it
        self.curly = {mark: pair for pair in (style.inner, style.outer) for mark in pair if len(mark) == 1}
        for straight in _STRAIGHT:
            self.curly.pop(straight, None)
        self.out: Runs = []
        self.open: list[
            tuple[int, str, str]
        ] = []  # index in out, kind ' or " or the opening mark, the character itself
        self.whole = "".join(p if isinstance(p, str) else "" for p in pieces)
        self.at = 0
        for piece in pieces:
            if isinstance(piece, str):
                for token in _QUOTES.split(piece):
                    if token:
                        self._token(token)
                        self.at += len(token)
            else:
                self.out.append(piece)
        for index, _, char in self.open:
            self.out[index] = "\u2019" if char == "'" else char

    def _token(self, token: str) -> None:
        pair = self.curly.get(token)
        if pair is None and token not in _STRAIGHT:
            closed = self.out and self.out[-1] in (FIELD_CLOSE, INNER_CLOSE)
            self.out.append(Own(token) if closed else token)
            return
        before = self.whole[self.at - 1] if self.at else " "
        after = self.whole[self.at + 1] if self.at + 1 < len(self.whole) else " "
        within = bool(self.out) and self.out[-1] in (QUOTE_OPEN, STRAIGHT_OPEN, INNER_OPEN)
        opens = before in (_OPENS_AFTER if pair is not None else _STRAIGHT_OPENS_AFTER) or (within and before in _MARKS)
        may_open = opens and after not in " \u00a0" and self.at + 1 < len(self.whole)
        closing = _APOSTROPHE_CLOSES_BEFORE if token == "'" else _CLOSES_BEFORE
        may_close = after in closing and (before not in " \u00a0" or not self.at)
        if pair is not None:
            may_open = token == pair[0] and (token != pair[1] or opens)
            may_close = token == pair[1] and (may_close or token != "\u2019")
        spaced = after == " " and self.at + 1 < len(self.whole)
        if may_close and self._close(pair[0] if pair is not None else token, spaced):
            return
        if may_open:
            self.open.append((len(self.out), pair[0] if pair is not None else token, token))
            inner = pair is not None and pair != self.outer
            straight = token == '"' and not self.at
            self.out.append(INNER_OPEN if inner else STRAIGHT_OPEN if straight else QUOTE_OPEN)
        else:
            self.out.append("\u2019" if token == "'" else token)

    def _close(self, kind: str, spaced: bool) -> bool:
        for depth in range(len(self.open) - 1, -1, -1):
            index, opened, char = self.open[depth]
            if opened == kind:
                for inner, _, inner_char in self.open[depth + 1 :]:
                    self.out[inner] = "\u2019" if inner_char == "'" else inner_char
                if char == "'" and spaced:
                    self.out[index] = STRAIGHT_OPEN
                del self.open[depth:]
                self.out.append(INNER_CLOSE if self.out[index] is INNER_OPEN else FIELD_CLOSE)
                return True
        return False


_GUILLEMETS = re.compile("(?<=\u00ab)[ \u00a0]|[ \u00a0](?=\u00bb)")


ENGLISH = QuoteStyle()


def parse_field(text: str, quotes: QuoteStyle = ENGLISH) -> Runs:
    """A field's text as a run: its tags and quotes as marks, entities decoded, apostrophes curled.

    Straight quotation marks, and curly ones that are the locale's, become quotes of the style, but for those of a
    ``Verbatim`` text.
    """
    if not _SPECIAL.search(text):
        return [text]
    if "\u00ab" in text or "\u00bb" in text:
        text = _GUILLEMETS.sub("\u202f", text)
    pieces = _pieces(text)
    if "&" in text:
        pieces = [_ENTITY.sub(lambda m: _ENTITIES[m.group()], p) if isinstance(p, str) else p for p in pieces]
    if not isinstance(text, Verbatim) and _QUOTES.search(text):
        return _Quotes(pieces, quotes).out
    return pieces
