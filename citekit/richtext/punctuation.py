"""Settling a whole line: punctuation at the seams, nested quotes, formatting that flips.

Pieces of a run meet at seams; what stands on the two sides of a seam decides which characters stay.  Text inside one
piece is never touched, so a field's own ellipsis or double stop survives.
"""

from __future__ import annotations

from .markup import QuoteStyle
from .runs import (
    UPRIGHT,
    Affix,
    BehindSuffix,
    Counter,
    Delimiter,
    Doubled,
    Firm,
    LayoutSuffix,
    Mark,
    OfNumber,
    OfQuote,
    OfText,
    Own,
    Prefix,
    Runs,
    Value,
    Written,
    pair,
)

_FIRST, _SECOND = 1, 2
# What two characters that meet become: the first only, the second only; pairs not listed both stay.
_SEAMS: dict[str, int] = {
    "!.": _FIRST,
    "!:": _FIRST,
    "?.": _FIRST,
    "?:": _FIRST,
    ":.": _FIRST,
    ";:": _FIRST,
    ";.": _FIRST,
    ":!": _SECOND,
    ":?": _SECOND,
    ";!": _SECOND,
    ";?": _SECOND,
    "!!": _FIRST,
    "??": _FIRST,
    "..": _FIRST,
    "::": _FIRST,
    ";;": _FIRST,
    ",,": _FIRST,
    "  ": _FIRST,
    "\u00a0 ": _FIRST,
}
_MEETS = frozenset(pair[1] for pair in _SEAMS)  # what settles with the character before it
_OPPOSITE = {"font-style": "normal", "font-weight": "normal", "font-variant": "normal"}
_GIVE_WAY = ":;!?"  # signs that a full stop behind them is lost in
_INSIDE = ".,!?"  # what goes into the quotation marks where punctuation-in-quote is set
_DROPPED = frozenset({"nocase", "title"})
_NOTHING: frozenset[str] = frozenset()


class Punctuation(QuoteStyle):
    """How a locale sets quotation marks, and whether punctuation behind them moves inside (``punctuation-in-
    quote``).
    """

    __slots__ = ("in_quote",)

    def __init__(self, in_quote: bool, outer: tuple[str, str], inner: tuple[str, str]) -> None:
        super().__init__(outer, inner)
        self.in_quote = in_quote


def _stays(piece: str, before: str, quoted: bool) -> bool:
    """Whether punctuation of the style stays, whatever other sign stands before it."""
    if isinstance(piece, Prefix) and isinstance(before, Prefix) and piece[0] != " ":
        return True
    if before[-1] == piece[0]:
        return False
    if isinstance(piece, Firm):
        return True
    return not quoted and isinstance(piece, Prefix) and piece[0] != " " and isinstance(before, (Delimiter, Prefix))


def _stop_stays(piece: str, before: str) -> bool:
    """Whether a full stop of the style stands behind another sign of it: one behind a number, or a delimiter."""
    if isinstance(before, OfNumber) and _is_outer_suffix(piece):
        return True
    return isinstance(before, Affix) and isinstance(piece, BehindSuffix)


def _ends_block(piece: str | Mark) -> bool:
    return isinstance(piece, Mark) and piece.kind == "display" and not piece.is_open


def _is_outer_suffix(piece: str) -> bool:
    """Whether a style sets this behind what holds the text at hand, within a cite or entry."""
    if isinstance(piece, Delimiter):
        return not isinstance(piece, BehindSuffix)
    return isinstance(piece, Affix) and not isinstance(piece, (Prefix, LayoutSuffix))


class _Line:
    """A line as it is settled: ``last`` is where the last text stands, ``quote`` where a quote closed behind it
    (or -1).
    """

    __slots__ = ("behind", "doubled", "edge", "last", "moves_in", "number", "out", "own", "quote", "spaced")

    def __init__(self, punctuation_in_quote: bool) -> None:
        self.out: Runs = []
        self.last = self.quote = self.behind = -1
        self.moves_in = punctuation_in_quote
        self.own = False
        self.spaced = False  # the block before ends with a space
        self.edge = -1  # where the last text of the block before stands, until text follows
        self.number = True  # the block at hand has nothing but a citation number
        self.doubled = False  # two full stops of the style have just met

    def text(self, piece: str) -> None:
        """Add text, settling where it meets the text before it."""
        if self.last >= 0:
            if (piece[0] in _MEETS and not isinstance(piece, Value)) or self.doubled:
                piece = self._seam(self._behind_stops(piece))
        elif self.spaced and piece[0] == " ":
            piece = piece[1:]
        elif self.edge >= 0 and piece[0] in ".,;:" and isinstance(piece, Affix) and not isinstance(piece, Value):
            piece = self._across(piece)
        self.edge = -1
        if not piece:
            return
        out = self.out
        at = len(out)
        self.number = self.number and isinstance(piece, (Affix, Counter))
        self.behind = at if self.quote >= 0 and self.quote == at - 1 else -1
        self.last, self.quote = at, -1
        out.append(piece)

    def _behind_stops(self, piece: str) -> str:
        """A text at a seam: where the style sets two full stops, a comma or colon of its own behind them goes."""
        if isinstance(piece, Affix) and piece[0] == ".":
            self.doubled = isinstance(piece, Doubled)
            return piece
        doubled, self.doubled = self.doubled, False
        return type(piece)(piece[1:]) if doubled and piece[0] in ",;:" else piece

    def _across(self, piece: str) -> str:
        """Punctuation at the beginning of a block stands at the end of the one before; gives what is left of it."""
        before = self.out[self.edge]
        assert isinstance(before, str)
        keep = _SEAMS.get(before[-1] + piece[0])
        if keep == _SECOND:
            self.out[self.edge] = before[:-1] + piece[0]
        elif keep is None:
            end = max(at for at, mark in enumerate(self.out) if _ends_block(mark))
            self.out.insert(end, piece[0])
        return piece[1:]

    def close(self, char: str, of_field: bool) -> None:
        """Add a closing quotation mark, a field's own or the style's."""
        self.own = of_field
        mark = Mark("char", char, False)
        if self.last >= 0 and self.quote < 0:
            self.quote = len(self.out)
            before = self.out[self.last]
            if not (self.moves_in or of_field) and isinstance(before, str) and before[-1] in ",;:" and len(before) > 1:
                self.out[self.last] = before[:-1]  # where punctuation stands outside, the field's own does too
                self.out += [mark, before[-1]]
                self.last, self.quote = len(self.out) - 1, -1
                return
        self.out.append(mark)

    def block(self, mark: Mark) -> None:
        """Begin or end a block: only spaces meet across its edge, and white space at its end stands behind it."""
        space = ""
        if self.last >= 0:
            before = self.out[self.last]
            self.edge = self.last
            self.spaced = isinstance(before, str) and before.endswith(" ") and not self.number
        self.number = True
        if (
            not mark.is_open
            and self.out
            and isinstance(self.out[-1], Mark)
            and self.out[-1].is_open
            and self.out[-1].kind == "display"
        ):
            self.out.pop()  # a block without content
            return
        if mark.value == "right-inline" and not mark.is_open and self.last >= 0:
            text = self.out[self.last]
            if isinstance(text, str) and text.endswith(" ") and self.last == len(self.out) - 1:
                self.out[self.last], space = text.rstrip(" "), " "
        self.out.append(mark)
        if space:
            self.out.append(space)
        self.last = self.quote = -1
        self.doubled = False

    def _stop_within(self) -> None:
        """Put a full stop behind the text that stands before its own suffix, the last text, where it may."""
        at = next((n for n in range(self.last - 1, -1, -1) if isinstance(self.out[n], str)), -1)
        text = self.out[at] if at >= 0 else ""
        if isinstance(text, str) and text and text[-1] != "." and _SEAMS.get(text[-1] + ".") is None:
            self.out[at] = text + "."

    def _seam(self, piece: str) -> str:
        """Settle where a piece meets the text before it; gives what is left of the piece."""
        while piece:
            before = self.out[self.last]
            assert isinstance(before, str)
            keep = _SEAMS.get(before[-1] + piece[0])
            if _stays(piece, before, self.quote >= 0):
                break
            if self.quote < 0 and piece[0] == "." and before[-1] in _GIVE_WAY:
                if _stop_stays(piece, before):
                    break
                if isinstance(before, OfText) and _is_outer_suffix(piece):
                    self._stop_within()
                    piece = piece[1:]
                    continue
            left = self._at_quote(piece, before, keep) if self.quote >= 0 else self._at_text(piece, before, keep)
            if left is None:
                break
            piece = left
        return piece

    def _at_quote(self, piece: str, before: str, keep: int | None) -> str | None:
        """What is left of a piece whose first sign has met a closing quotation mark; None where nothing changes."""
        if isinstance(piece, Own) and (self.own or piece[0] == "," or isinstance(piece, Written)):
            return None
        if not self.moves_in and piece.startswith("..."):
            return None
        moves = self.moves_in and piece[0] in _INSIDE
        doubled = before[-1] == piece[0] and piece[0] in ".,;:!?"
        if isinstance(piece, OfQuote) and not (moves or doubled):
            return None
        if doubled or (keep == _FIRST and (self.moves_in or piece[0] == ".")):
            return piece[1:]
        if not moves:
            return None
        if keep == _SECOND:
            self.out[self.last] = before[:-1]
        if piece[0] == "." and isinstance(before, OfQuote) and _is_outer_suffix(piece):
            self._stop_within()
            return piece[1:]
        self.out.insert(self.quote, OfQuote(piece[0]) if isinstance(piece, OfQuote) else piece[0])
        self.last, self.quote = self.quote, self.quote + 1
        return piece[1:]

    def _at_text(self, piece: str, before: str, keep: int | None) -> str | None:
        """What is left of a piece whose first sign has met the text before; None where nothing changes."""
        apart = self.last != len(self.out) - 1
        if piece.startswith("...") and before[-1] in "!?":
            return None  # an ellipsis
        if keep is None or (piece == ":" and before[-1] in "!?" and apart):
            return None  # a colon by itself behind a title in italics parts two things
        if piece[0] == " " and apart and before[-1] == " ":
            return None
        if keep == _FIRST:
            return piece[1:]
        if self.behind == self.last and len(before) == 1:
            del self.out[self.last :]  # a sign behind a quote gives way: the next one meets the quote
            self.quote = self.last - 1
            self.behind = -1
            self.last = next(n for n in range(self.quote, -1, -1) if isinstance(self.out[n], str))
            return piece
        self.out[self.last] = before[:-1]
        while self.last >= 0 and not (isinstance(self.out[self.last], str) and self.out[self.last]):
            self.last -= 1
        return piece if self.last >= 0 else None


def resolve_punctuation(runs: Runs, style: Punctuation, keeps: frozenset[str] = _NOTHING) -> Runs:
    """The run with seams merged, quotes as characters and flipped formatting resolved; ready for a writer.

    ``keeps`` are kinds of marks that say nothing of looks (``nocase``) and that the writer wants all the same.
    """
    dropped = _DROPPED - keeps if keeps else _DROPPED
    line = _Line(style.in_quote)
    out = line.out
    quotes: list[tuple[str, str]] = []  # those that are open
    styles: dict[str, list[str]] = {}
    for piece in runs:
        if isinstance(piece, str):
            if piece:
                line.text(piece)
        elif piece.kind == "quote":
            if piece.is_open:
                wanted, other = (style.inner, style.outer) if piece.value == "inner" else (style.outer, style.inner)
                quotes.append(other if quotes and quotes[-1] == wanted else wanted)
                out.append(Mark("char", quotes[-1][0], True))
            else:
                line.close((quotes.pop() if quotes else style.outer)[1], bool(piece.value))
        elif piece.kind not in dropped:
            if piece.kind == "nodecor":
                out += _undecorated(piece, styles)
                continue
            mark = _style(piece, styles)
            if mark is None:
                continue
            if mark.kind == "display":
                line.block(mark)
            else:
                out.append(mark)
    return out


def _undecorated(mark: Mark, styles: dict[str, list[str]]) -> Runs:
    """Where a field has no decoration, whatever the style sets round it is turned off."""
    out: Runs = []
    for kind in _OPPOSITE:
        stack = styles.setdefault(kind, [])
        if mark.is_open:
            value = "normal" if any(v not in ("normal", "") for v in stack) else ""
            stack.append(value)
        else:
            value = stack.pop() if stack else ""
        if value:
            out.append(pair(kind, value)[0 if mark.is_open else 1])
    return out


def _style(mark: Mark, styles: dict[str, list[str]]) -> Mark | None:
    """Formatting with its nesting known: a field's italics inside a style's italics become upright."""
    kind = mark.kind
    flips = kind.startswith("flip-")
    if flips:
        kind = kind[5:]
    if kind not in _OPPOSITE:
        return mark
    stack = styles.setdefault(kind, [])
    if mark.is_open:
        value = mark.value
        if flips and stack and stack[-1] == value:
            value = _OPPOSITE[kind]
        if value == "normal" and not any(v not in ("normal", "") for v in stack):
            value = ""  # nothing to turn off
        elif value == UPRIGHT:
            value = "normal"
        stack.append(value)
        return pair(kind, value)[0] if value else None
    value = stack.pop() if stack else mark.value
    return pair(kind, value)[1] if value else None
