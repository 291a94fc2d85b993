"""Punctuation where texts meet, as pandoc has it and CSL does not say."""

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
    out: Runs = []
    in_quotation = of_field = formatted = False
    last = closed = -1  # indexes of the last text, and of a closing quotation mark after it
    for piece in runs:
        if isinstance(piece, Mark):
            if piece.kind == "quote" and not piece.is_open and last >= 0:
                in_quotation = closed >= 0 and of_field  # a quotation that ends another quotation
                closed, of_field, formatted = len(out), piece is FIELD_CLOSE, False
            elif piece.kind == "display":
                last = closed = -1
            elif not piece.is_open and piece.kind.startswith("font-"):
                formatted = True  # the quotation is in italics
            out.append(piece)
            continue
        if not piece:
            continue

        if isinstance(piece, OutsideQuotes) and closed >= 0 and (in_quotation or not of_field):
            piece = Affix(piece)  # otherwise it is text of the field itself
        if isinstance(piece, (Affix, Delimiter)) and last >= 0:
            _shorten(out, last, piece[0])
        if closed >= 0 and isinstance(piece, (Affix, Delimiter)):
            sign = piece[0]
            moves = punctuation_in_quote and sign in ",."
            if _is_superfluous(sign, str(out[last])[-1:], punctuation_in_quote, of_field and not in_quotation):
                piece = type(piece)(piece[1:])
            elif moves and in_quotation:
                out.insert(closed, OutsideQuotes(sign))  # inside the outer marks, after the inner ones
                piece = type(piece)(piece[1:])
            elif moves and of_field and formatted:
                piece = OutsideQuotes(piece)
        last, closed, in_quotation = len(out), -1, False
        out.append(piece)
    return [piece for piece in out if piece != ""]


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
