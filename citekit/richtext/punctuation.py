"""What only a whole line can decide: punctuation where pieces meet, nested quotes, formatting that flips.

Where two pieces of a run meet, the characters on either side decide which of them stay.  The text inside a piece is
never touched, so a field's own ellipsis or double full stop survives.
"""

from __future__ import annotations

from .markup import QuoteStyle
from .runs import Affix, Counter, Delimiter, DoubledStop, FixedAffix, Mark, OwnText, Prefix, Runs, pair

_FIRST, _SECOND = 1, 2
# What becomes of two characters that meet: only the first or only the second stays; of pairs not listed, both.
_MEETING: dict[str, int] = {
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
_SECOND_SIGNS = frozenset(pair[1] for pair in _MEETING)  # characters that may depend on the one before
_UPRIGHT = {"font-style": "normal", "font-weight": "normal", "font-variant": "normal"}
_MOVED_INSIDE = ".,!?"  # moved into quotation marks where punctuation-in-quote is set
_UNPRINTED = frozenset({"nocase", "title"})
_NOTHING: frozenset[str] = frozenset()


class Punctuation(QuoteStyle):
    """The quotation marks of a locale, and whether punctuation after them moves inside (``punctuation-in-quote``)."""

    __slots__ = ("in_quote",)

    def __init__(self, in_quote: bool, outer: tuple[str, str], inner: tuple[str, str]) -> None:
        super().__init__(outer, inner)
        self.in_quote = in_quote


def _is_kept(piece: str, before: str, quoted: bool) -> bool:
    """Whether the style's punctuation stays whatever different sign is before it."""
    if isinstance(piece, FixedAffix):
        return True
    return not quoted and isinstance(piece, Prefix) and piece[0] != " " and isinstance(before, (Delimiter, Prefix))


class _Line:
    """A line as it is written: ``last`` is the index of the last text, ``quote`` that of a quote closed after it, or
    -1.
    """

    __slots__ = (
        "after_doubled",
        "after_quote",
        "closes_field",
        "former_block",
        "former_ends_with_space",
        "last",
        "moves_inside",
        "only_number",
        "out",
        "quote",
    )

    def __init__(self, punctuation_in_quote: bool) -> None:
        self.out: Runs = []
        self.last = self.quote = self.after_quote = -1
        self.moves_inside = punctuation_in_quote
        self.closes_field = False
        self.former_ends_with_space = False  # the block before ends with one
        self.former_block = -1  # the index of the last text of the block before, until text follows
        self.only_number = True  # this block holds nothing but a citation number
        self.after_doubled = False  # two full stops of the style have just met

    def text(self, piece: str) -> None:
        """Add text, and resolve the punctuation where it meets the text before it."""
        if self.last >= 0:
            if piece[0] in _SECOND_SIGNS or self.after_doubled:
                piece = self._resolve_meeting(self._after_doubled_stop(piece))
        elif self.former_ends_with_space and piece[0] == " ":
            piece = piece[1:]
        elif self.former_block >= 0 and isinstance(piece, Affix) and piece[0] in ".,;:":
            piece = self._move_to_former_block(piece)
        self.former_block = -1
        if not piece:
            return
        out = self.out
        n = len(out)
        self.only_number = self.only_number and isinstance(piece, (Affix, Counter))
        self.after_quote = n if self.quote >= 0 and self.quote == n - 1 else -1
        self.last, self.quote = n, -1
        out.append(piece)

    def _after_doubled_stop(self, piece: str) -> str:
        """The text without a comma or colon of the style after two full stops of the style."""
        if isinstance(piece, Affix) and piece[0] == ".":
            self.after_doubled = isinstance(piece, DoubledStop)
            return piece
        doubled, self.after_doubled = self.after_doubled, False
        return type(piece)(piece[1:]) if doubled and piece[0] in ",;:" else piece

    def _move_to_former_block(self, piece: str) -> str:
        """Move punctuation at the start of a block to the end of the block before. Returns the rest of the text."""
        before = self.out[self.former_block]
        assert isinstance(before, str)
        rule = _MEETING.get(before[-1] + piece[0])
        if rule == _SECOND:
            self.out[self.former_block] = before[:-1] + piece[0]
        elif rule is None:
            self.out[self.former_block] = before + piece[0]
        return piece[1:]

    def close(self, char: str, of_field: bool) -> None:
        """Add a closing quotation mark, a field's own or the style's."""
        self.closes_field = of_field
        mark = Mark("char", char, False)
        if self.last >= 0 and self.quote < 0:
            self.quote = len(self.out)
            before = self.out[self.last]
            if (
                not (self.moves_inside or of_field)
                and isinstance(before, str)
                and before[-1] in ",;:"
                and len(before) > 1
            ):
                self.out[self.last] = before[:-1]  # where punctuation goes outside, so does the field's own
                self.out += [mark, before[-1]]
                self.last, self.quote = len(self.out) - 1, -1
                return
        self.out.append(mark)

    def block(self, mark: Mark) -> None:
        """Begin or end a block: across its edge only spaces are merged, and white space at its end moves after it."""
        space = ""
        if self.last >= 0:
            before = self.out[self.last]
            self.former_block = -1 if self.only_number else self.last
            self.former_ends_with_space = isinstance(before, str) and before.endswith(" ") and not self.only_number
        self.only_number = True
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
        self.after_doubled = False

    def _resolve_meeting(self, piece: str) -> str:
        while piece:
            before = self.out[self.last]
            assert isinstance(before, str)
            rule = _MEETING.get(before[-1] + piece[0])
            if before[-1] != piece[0] and _is_kept(piece, before, self.quote >= 0):
                break
            if self.quote >= 0:
                if isinstance(piece, OwnText) and (self.closes_field or piece[0] == ","):
                    break
                if not self.moves_inside and piece.startswith("..."):
                    break
                moves = self.moves_inside and piece[0] in _MOVED_INSIDE
                doubled = before[-1] == piece[0] and piece[0] in ".,;:!?"
                if doubled or (rule == _FIRST and (self.moves_inside or piece[0] == ".")):
                    piece = piece[1:]
                    continue
                if not moves:
                    break
                if rule == _SECOND:
                    self.out[self.last] = before[:-1]
                self.out.insert(self.quote, piece[0])
                self.last, self.quote, piece = self.quote, self.quote + 1, piece[1:]
                continue
            if piece.startswith("...") and before[-1] in "!?":
                break  # an ellipsis
            if rule is None or (piece == ":" and before[-1] in "!?" and self.last != len(self.out) - 1):
                break  # a colon by itself after a title in italics separates two things
            if piece[0] == " " and self.last != len(self.out) - 1 and before[-1] == " ":
                break
            if rule == _FIRST:
                piece = piece[1:]
                continue
            if self.after_quote == self.last and len(before) == 1:
                del self.out[self.last :]  # a sign after a quote is replaced: the next one meets the quote
                self.quote = self.last - 1
                self.after_quote = -1
                self.last = next(n for n in range(self.quote, -1, -1) if isinstance(self.out[n], str))
                continue
            self.out[self.last] = before[:-1]
            while self.last >= 0 and not (isinstance(self.out[self.last], str) and self.out[self.last]):
                self.last -= 1
            if self.last < 0:
                break
        return piece


def resolve_punctuation(runs: Runs, style: Punctuation, kept_marks: frozenset[str] = _NOTHING) -> Runs:
    """The run with punctuation merged, quotes as characters and flipped formatting resolved: ready for a writer.

    ``kept_marks``: kinds of marks without an appearance (``nocase``) that the writer wants all the same.
    """
    dropped = _UNPRINTED - kept_marks if kept_marks else _UNPRINTED
    line = _Line(style.in_quote)
    out = line.out
    quotes: list[tuple[str, str]] = []  # those that are open
    styles: dict[str, list[str]] = {}
    for n, piece in enumerate(runs):
        if isinstance(piece, str):
            if piece:
                line.text(piece)
        elif piece.kind == "quote":
            if piece.is_open:
                marks, nested = (style.inner, style.outer) if piece.value == "inner" else (style.outer, style.inner)
                quotes.append(nested if quotes and quotes[-1] == marks else marks)
                out.append(Mark("char", quotes[-1][0], True))
            else:
                line.close((quotes.pop() if quotes else style.outer)[1], bool(piece.value))
        elif piece.kind not in dropped:
            if piece.kind == "nodecor":
                out += _undecorated(piece, styles)
                continue
            upright = piece.is_open and piece.value == "normal" and _ends_with_formatting(runs, n)
            mark = _nested_format(piece, styles, upright)
            if mark is None:
                continue
            if mark.kind == "display":
                line.block(mark)
            else:
                out.append(mark)
    return out


def _undecorated(mark: Mark, styles: dict[str, list[str]]) -> Runs:
    """Marks that turn off the style's formatting around a span without decoration."""
    out: Runs = []
    for kind in _UPRIGHT:
        stack = styles.setdefault(kind, [])
        if mark.is_open:
            value = "normal" if any(v not in ("normal", "") for v in stack) else ""
            stack.append(value)
        else:
            value = stack.pop() if stack else ""
        if value:
            out.append(pair(kind, value)[0 if mark.is_open else 1])
    return out


def _ends_with_formatting(runs: Runs, n: int) -> bool:
    """Whether the “normal” span that opens here ends with one that is not (then citeproc-js prints both)."""
    opened, first = runs[n], runs[n + 1]
    if isinstance(first, Mark) and isinstance(opened, Mark) and first.kind == opened.kind and first.value != "normal":
        return False  # nothing in it is upright
    depth = 0
    for end in range(n, len(runs)):
        piece = runs[end]
        if isinstance(piece, Mark) and isinstance(opened, Mark) and piece.kind == opened.kind:
            depth += 1 if piece.is_open else -1
            if not depth:
                last = runs[end - 1]
                return isinstance(last, Mark) and last.kind == opened.kind and last.value != "normal"
    return False


def _nested_format(mark: Mark, styles: dict[str, list[str]], upright: bool = False) -> Mark | None:
    """The mark changed by what is open around it: a field's italics inside a style's italics become upright.

    ``upright``: “normal” is printed even where there is nothing to turn off.
    """
    kind = mark.kind
    may_flip = kind.startswith("flip-")
    if may_flip:
        kind = kind[5:]
    if kind not in _UPRIGHT:
        return mark
    stack = styles.setdefault(kind, [])
    if mark.is_open:
        value = mark.value
        if may_flip and stack and stack[-1] == value:
            value = _UPRIGHT[kind]
        if value == "normal" and not upright and not any(v not in ("normal", "") for v in stack):
            value = ""  # nothing to turn off
        stack.append(value)
        return pair(kind, value)[0] if value else None
    value = stack.pop() if stack else mark.value
    return pair(kind, value)[1] if value else None
