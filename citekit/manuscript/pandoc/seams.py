"""What meets in a text, as pandoc joins it where CSL does not say how."""

from __future__ import annotations

from ...richtext.runs import FIELD_CLOSE, Affix, Delimiter, Mark, Own, Runs

_ENDS = (".", "!", "?")


def joined_as_pandoc_does(runs: Runs, in_quote: bool) -> Runs:
    """A run without what pandoc leaves out; ``in_quote`` is the locale's ``punctuation-in-quote``.

    No delimiter stands before an affix that begins with a comma, semicolon or stop, and no space before one, or before
    a delimiter, that begins with a comma or stop.  Behind a stop, question mark or exclamation mark in quotation marks
    there is no comma where it would go inside, no colon where it would not.  What a writer puts behind a citation is
    settled as an affix is.
    Behind a quotation in a field punctuation stands outside where the field is in italics; where a style sets marks
    round the field it stands inside those.
    """
    out: Runs = []
    inner = of_field = formatted = False
    last = closed = -1  # where the last text stands, and a quotation mark behind it
    for piece in runs:
        if isinstance(piece, Mark):
            if piece.kind == "quote" and not piece.is_open and last >= 0:
                inner = closed >= 0 and of_field  # a quotation at the end of a quotation
                closed, of_field, formatted = len(out), piece is FIELD_CLOSE, False
            elif piece.kind == "display":
                last = closed = -1
            elif not piece.is_open and piece.kind.startswith("font-"):
                formatted = True  # the quotation stands in italics
            out.append(piece)
            continue
        if not piece:
            continue
        if isinstance(piece, Own) and closed >= 0 and (inner or not of_field):  # else of the field itself
            piece = Affix(piece)
        if isinstance(piece, (Affix, Delimiter)) and last >= 0:
            _shorten(out, last, piece[0])
        if closed >= 0 and isinstance(piece, (Affix, Delimiter)):
            sign = piece[0]
            if _too_much(sign, str(out[last])[-1:], in_quote, of_field and not inner):
                piece = type(piece)(piece[1:])
            elif in_quote and sign in ",." and inner:
                out.insert(closed, Own(sign))  # inside the outer marks, behind the inner ones
                piece = type(piece)(piece[1:])
            elif in_quote and sign in ",." and of_field and formatted:
                piece = Own(piece)
        last, closed, inner = len(out), -1, False
        out.append(piece)
    return [piece for piece in out if piece != ""]


def _too_much(sign: str, ended: str, in_quote: bool, bare: bool) -> bool:
    """Whether a sign behind quotation marks goes, for what stands in them ends with another; ``bare``: a style has
    none round them.
    """
    if ended not in _ENDS:
        return False
    if not in_quote:
        return sign == ":" and ended != "."
    return sign == "." if bare else sign in ",."


def _shorten(out: Runs, last: int, sign: str) -> None:
    """Take away what does not stand before an affix or a delimiter that begins with a sign."""
    before = out[last]
    if isinstance(before, Delimiter):
        out[last] = "" if sign in ",;." else before
    elif isinstance(before, str) and sign in ",." and before.endswith(" "):
        out[last] = type(before)(before.rstrip(" "))
