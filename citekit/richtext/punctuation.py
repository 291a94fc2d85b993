"""Punctuation of a whole line: signs that collide, punctuation beside quotation marks, quotations in quotations."""

from __future__ import annotations

from .collisions import (
    ABSORB_STOP,
    COLLISIONS,
    KEEP_FIRST,
    KEEP_SECOND,
    SECOND_SIGNS,
    is_kept,
    is_of_enclosing_element,
    keeps_stop,
)
from .formatting import NestedFormatting
from .markup import QuoteStyle
from .runs import (
    Affix,
    AfterQuoted,
    AfterText,
    CitationNumber,
    CiteSuffix,
    Literal,
    Mark,
    OutsideQuotes,
    Runs,
    SecondStop,
)

_MOVES_INTO_QUOTES = ".,!?"  # where the locale sets punctuation-in-quote
_ELLIPSIS = "..."
_WITHOUT_LOOKS = frozenset({"nocase", "title"})  # marks that most writers have no use for
_NONE: frozenset[str] = frozenset()


class _Line:
    """A line while its punctuation is resolved. ``text`` and the like are indexes in ``out``; -1 is none."""

    __slots__ = (
        "closing_quote",
        "edge",
        "ends_with_space",
        "only_number",
        "open_quotes",
        "out",
        "quote_of_field",
        "style",
        "text",
        "text_after_quote",
        "two_stops",
    )

    def __init__(self, style: QuoteStyle) -> None:
        self.style = style
        self.out: Runs = []
        self.open_quotes: list[tuple[str, str]] = []

        self.text = -1  # the last text of this block
        self.closing_quote = -1  # the quotation mark that closes right after the last text
        self.text_after_quote = -1  # the last text, where it stands right after a closing quotation mark
        self.edge = -1  # the last text of the block before, until text follows

        self.quote_of_field = False  # the last quotation mark closes a quotation of the field itself
        self.ends_with_space = False  # the block before does
        self.only_number = True  # this block holds nothing but a citation number so far
        self.two_stops = False  # the last text ends with two full stops of the style

    def add_text(self, piece: str) -> None:
        """Add text, resolved against the text before it."""
        if self.text >= 0:
            if self.two_stops or (piece[0] in SECOND_SIGNS and not isinstance(piece, Literal) and self._meets(piece)):
                piece = self._resolve(self._after_two_stops(piece))
        elif self.ends_with_space and piece[0] == " ":
            piece = piece[1:]
        elif self.edge >= 0 and piece[0] in ".,;:" and isinstance(piece, Affix) and not isinstance(piece, Literal):
            piece = self._move_to_block_before(piece)
        self.edge = -1
        if not piece:
            return

        at = len(self.out)
        self.only_number = self.only_number and isinstance(piece, (Affix, CitationNumber))
        self.text_after_quote = at if self.closing_quote >= 0 and self.closing_quote == at - 1 else -1
        self.text, self.closing_quote = at, -1
        self.out.append(piece)

    def _meets(self, piece: str) -> bool:
        """Whether the first sign of a piece may change, or change what is before it: most stand behind a word."""
        return self.closing_quote >= 0 or piece[0] == "." or str(self.out[self.text])[-1] + piece[0] in COLLISIONS

    def add_quote(self, mark: Mark) -> None:
        """Add a quotation mark as its character: inside a quotation the other pair of the locale."""
        style = self.style
        if not mark.is_open:
            closed = self.open_quotes.pop() if self.open_quotes else style.outer
            self._close_quote(closed[1], of_field=bool(mark.value))
            return
        wanted, other = (style.inner, style.outer) if mark.value == "inner" else (style.outer, style.inner)
        self.open_quotes.append(other if self.open_quotes and self.open_quotes[-1] == wanted else wanted)
        self.out.append(Mark("char", self.open_quotes[-1][0], True))

    def _close_quote(self, char: str, of_field: bool) -> None:
        self.quote_of_field = of_field
        mark = Mark("char", char, False)
        if self.text >= 0 and self.closing_quote < 0:
            self.closing_quote = len(self.out)
            before = self.out[self.text]
            stays_inside = self.style.punctuation_in_quote or of_field
            if not stays_inside and isinstance(before, str) and before[-1] in ",;:" and len(before) > 1:
                self.out[self.text] = before[:-1]  # punctuation at the end of the field goes outside too
                self.out += [mark, before[-1]]
                self.text, self.closing_quote = len(self.out) - 1, -1
                return
        self.out.append(mark)

    def add_block_edge(self, mark: Mark) -> None:
        """Begin or end a display block: only spaces merge across its edge."""
        if self.text >= 0:
            before = self.out[self.text]
            self.edge = self.text
            self.ends_with_space = isinstance(before, str) and before.endswith(" ") and not self.only_number
        self.only_number = True
        if not mark.is_open and self.out and _is_block_edge(self.out[-1], is_open=True):
            self.out.pop()  # a block without content
            return

        self.out.append(mark)
        self.text = self.closing_quote = -1
        self.two_stops = False

    def end(self) -> None:
        """End the line: a space at the end of its last block goes outside."""
        if len(self.out) < 2 or not _is_block_edge(self.out[-1], is_open=False):
            return
        text = self.out[-2]
        if isinstance(text, str) and text.endswith(" "):
            self.out[-2] = text.rstrip(" ")
            self.out.append(" ")

    def _after_two_stops(self, piece: str) -> str:
        """The piece without its comma or colon where the style has set two full stops before it."""
        if isinstance(piece, Affix) and piece[0] == ".":
            self.two_stops = isinstance(piece, SecondStop)
            return piece
        two_stops, self.two_stops = self.two_stops, False
        return type(piece)(piece[1:]) if two_stops and piece[0] in ",;:" else piece

    def _move_to_block_before(self, piece: str) -> str:
        """Move the sign at the beginning of a block to the end of the block before; returns the rest of the piece."""
        before = self.out[self.edge]
        assert isinstance(before, str)
        kept = COLLISIONS.get(before[-1] + piece[0])
        if kept == KEEP_SECOND:
            self.out[self.edge] = before[:-1] + piece[0]
        elif kept is None:
            end = max(at for at, mark in enumerate(self.out) if _is_block_edge(mark, is_open=False))
            self.out.insert(end, piece[0])
        return piece[1:]

    def _resolve(self, piece: str) -> str:
        """Resolve a piece against the text before it, sign by sign; returns what is left of the piece."""
        while piece:
            before = self.out[self.text]
            assert isinstance(before, str)
            after_quote = self.closing_quote >= 0
            if is_kept(piece, before, after_quote):
                break

            if not after_quote and piece[0] == "." and before[-1] in ABSORB_STOP:
                if keeps_stop(piece, before):
                    break
                if isinstance(before, AfterText) and is_of_enclosing_element(piece):
                    self._add_stop_before_suffix()
                    piece = piece[1:]
                    continue

            kept = COLLISIONS.get(before[-1] + piece[0])
            rest = (self._after_closing_quote if after_quote else self._after_text)(piece, before, kept)
            if rest is None:
                break
            piece = rest
        return piece

    def _add_stop_before_suffix(self) -> None:
        """Add a full stop to the text whose suffix is the last text, unless it already ends with such a sign."""
        at = next((n for n in range(self.text - 1, -1, -1) if isinstance(self.out[n], str)), -1)
        text = self.out[at] if at >= 0 else ""
        if isinstance(text, str) and text and text[-1] != "." and COLLISIONS.get(text[-1] + ".") is None:
            self.out[at] = text + "."

    def _after_closing_quote(self, piece: str, before: str, kept: int | None) -> str | None:
        """Resolve the first sign of a piece after a closing quotation mark; returns the rest of the piece, None where
        it is printed whole.
        """
        in_quote = self.style.punctuation_in_quote
        sign = piece[0]
        if isinstance(piece, OutsideQuotes) and (self.quote_of_field or sign == "," or isinstance(piece, CiteSuffix)):
            return None
        if not in_quote and piece.startswith(_ELLIPSIS):
            return None

        moves = in_quote and sign in _MOVES_INTO_QUOTES
        is_repeated = before[-1] == sign and sign in ".,;:!?"
        if isinstance(piece, AfterQuoted) and not (moves or is_repeated):
            return None
        if is_repeated or (kept == KEEP_FIRST and (in_quote or sign == ".")):
            return piece[1:]
        if not moves:
            return None

        if kept == KEEP_SECOND:
            self.out[self.text] = before[:-1]
        if sign == "." and isinstance(before, AfterQuoted) and is_of_enclosing_element(piece):
            self._add_stop_before_suffix()
            return piece[1:]
        self.out.insert(self.closing_quote, AfterQuoted(sign) if isinstance(piece, AfterQuoted) else sign)
        self.text, self.closing_quote = self.closing_quote, self.closing_quote + 1
        return piece[1:]

    def _after_text(self, piece: str, before: str, kept: int | None) -> str | None:
        """Resolve the first sign of a piece after text; returns the rest of the piece, None where it is printed
        whole.
        """
        mark_between = self.text != len(self.out) - 1
        if piece.startswith(_ELLIPSIS) and before[-1] in "!?":
            return None
        if kept is None:
            return None
        if piece == ":" and before[-1] in "!?" and mark_between:
            return None  # a colon by itself after a title in italics separates two things
        if piece[0] == " " and before[-1] == " " and mark_between:
            return None
        if kept == KEEP_FIRST:
            return piece[1:]

        if self.text_after_quote == self.text and len(before) == 1:
            self._drop_sign_after_quote()
            return piece
        self.out[self.text] = before[:-1]
        while self.text >= 0 and not (isinstance(self.out[self.text], str) and self.out[self.text]):
            self.text -= 1
        return piece if self.text >= 0 else None

    def _drop_sign_after_quote(self) -> None:
        """Remove the sign after a closing quotation mark, so that the next one stands right after the mark."""
        del self.out[self.text :]
        self.closing_quote = self.text - 1
        self.text_after_quote = -1
        self.text = next(n for n in range(self.closing_quote, -1, -1) if isinstance(self.out[n], str))


def _is_block_edge(piece: str | Mark, is_open: bool) -> bool:
    return isinstance(piece, Mark) and piece.kind == "display" and piece.is_open == is_open


def resolve_punctuation(runs: Runs, style: QuoteStyle, keeps: frozenset[str] = _NONE) -> Runs:
    """The run as a writer takes it: colliding signs merged, quotation marks as characters, formatting flipped.

    ``keeps`` are kinds of marks without looks of their own (``nocase``) that this writer wants.
    """
    dropped = _WITHOUT_LOOKS - keeps if keeps else _WITHOUT_LOOKS
    line = _Line(style)
    formatting = NestedFormatting()
    for piece in runs:
        if isinstance(piece, str):
            if piece:
                line.add_text(piece)
        elif piece.kind == "quote":
            line.add_quote(piece)
        elif piece.kind == "nodecor":
            line.out += formatting.undecorated(piece)
        elif piece.kind not in dropped:
            mark = formatting.resolved(piece)
            if mark is None:
                continue
            if mark.kind == "display":
                line.add_block_edge(mark)
            else:
                line.out.append(mark)
    line.end()
    return line.out
