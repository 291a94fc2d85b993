"""Punctuation between texts, as pandoc sets it where CSL leaves it open."""

from __future__ import annotations

from ...richtext.runs import FIELD_CLOSE, Affix, Delimiter, Mark, OutsideQuotes, Runs

_SENTENCE_ENDS = (".", "!", "?")


def punctuate_as_pandoc(runs: Runs, punctuation_in_quote: bool) -> Runs:
    """A run without the delimiters, spaces and signs that pandoc leaves out.

    - No delimiter before an affix that begins with a comma, semicolon or full stop, and no space before an affix or
      delimiter that begins with a comma or full stop.
    - After a full stop, question mark or exclamation mark in quotation marks: no comma where it would go inside, no
      colon where it would not.
    - The suffix that the writer gives to a cite counts as an affix.
    - After a quotation in a field, punctuation stands outside where the field is in italics; where a style sets the
      field in quotation marks it stands inside those.
    """
    line = _Line(punctuation_in_quote)
    for piece in runs:
        if isinstance(piece, Mark):
            line.add_mark(piece)
        elif piece:
            line.add_text(piece)
    return [piece for piece in line.out if piece != ""]


class _Line:
    """A line while its punctuation is resolved."""

    def __init__(self, punctuation_in_quote: bool) -> None:
        self.punctuation_in_quote = punctuation_in_quote
        self.out: Runs = []
        self.last = self.closed = -1  # indexes of the last text, and of a quotation mark that closes after it
        self.of_field = False  # that quotation is the field's own
        self.ends_another = False  # and it ends another quotation
        self.formatted = False  # and it is in italics

    def add_mark(self, mark: Mark) -> None:
        """Add a mark; quotations that close are remembered."""
        if mark.kind == "quote" and not mark.is_open and self.last >= 0:
            self.ends_another = self.closed >= 0 and self.of_field
            self.closed, self.of_field, self.formatted = len(self.out), mark is FIELD_CLOSE, False
        elif mark.kind == "display":
            self.last = self.closed = -1
        elif not mark.is_open and mark.kind.startswith("font-"):
            self.formatted = True
        self.out.append(mark)

    def add_text(self, piece: str) -> None:
        """Add text, and remove before it what does not stand there."""
        if isinstance(piece, OutsideQuotes) and self.closed >= 0 and (self.ends_another or not self.of_field):
            piece = Affix(piece)  # otherwise it is text of the field itself
        if isinstance(piece, (Affix, Delimiter)):
            if self.last >= 0:
                _shorten(self.out, self.last, piece[0])
            if self.closed >= 0:
                piece = self._after_quotation(piece)
        self.last, self.closed, self.ends_another = len(self.out), -1, False
        self.out.append(piece)

    def _after_quotation(self, piece: str) -> str:
        """What is left of an affix or delimiter after a quotation."""
        sign = piece[0]
        only_of_field = self.of_field and not self.ends_another
        if _is_superfluous(sign, str(self.out[self.last])[-1:], self.punctuation_in_quote, only_of_field):
            return type(piece)(piece[1:])
        if self.punctuation_in_quote and sign in ",.":
            if self.ends_another:
                self.out.insert(self.closed, OutsideQuotes(sign))  # inside the outer marks, after the inner ones
                return type(piece)(piece[1:])
            if self.of_field and self.formatted:
                return OutsideQuotes(piece)
        return piece


def _is_superfluous(sign: str, ending: str, punctuation_in_quote: bool, only_of_field: bool) -> bool:
    """Whether a sign after quotation marks is left out because the quotation itself ends with a sign.

    ``only_of_field``: the marks are the field's, and the style adds none.
    """
    if ending not in _SENTENCE_ENDS:
        return False
    if not punctuation_in_quote:
        return sign == ":" and ending != "."
    return sign == "." if only_of_field else sign in ",."


def _shorten(out: Runs, last: int, sign: str) -> None:
    """Remove what does not stand before an affix or a delimiter that begins with this sign."""
    before = out[last]
    if isinstance(before, Delimiter):
        out[last] = "" if sign in ",;." else before
    elif isinstance(before, str) and sign in ",." and before.endswith(" "):
        out[last] = type(before)(before.rstrip(" "))
