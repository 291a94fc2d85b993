"""What meets in a text, as pandoc joins it where CSL does not say how."""

from __future__ import annotations

from ...richtext.runs import Affix, Delimiter, Mark, Own, Runs

_ENDS = (".", "!", "?")


def joined_as_pandoc_does(runs: Runs, in_quote: bool) -> Runs:
    """A run without what pandoc leaves out; ``in_quote`` is the locale's ``punctuation-in-quote``.

    No delimiter stands before an affix that begins with a comma, semicolon or stop, and no space before one that begins
    with a comma or stop.  Behind a stop, question mark or exclamation mark in quotation marks there is no comma where
    it would go inside, no colon where it would not.  What a writer puts behind a citation is settled as an affix is.
    """
    out: Runs = []
    last = closed = -1  # where the last text stands, and a quotation mark behind it
    for piece in runs:
        if isinstance(piece, Mark):
            if piece.kind == "quote" and not piece.is_open and last >= 0:
                closed = len(out)
            elif piece.kind == "display":
                last = closed = -1
            out.append(piece)
            continue
        if not piece:
            continue
        if isinstance(piece, Own) and closed >= 0:
            piece = Affix(piece)
        if isinstance(piece, Affix) and last >= 0:
            _shorten(out, last, piece[0])
        if closed >= 0 and piece[0] == ("," if in_quote else ":") and isinstance(piece, (Affix, Delimiter)):
            before = out[last]
            if isinstance(before, str) and before[-1:] in _ENDS and (before[-1:] != "." or in_quote):
                piece = type(piece)(piece[1:])
        last, closed = len(out), -1
        out.append(piece)
    return [piece for piece in out if piece != ""]


def _shorten(out: Runs, last: int, sign: str) -> None:
    """Take away what does not stand before an affix that begins with a sign."""
    before = out[last]
    if isinstance(before, Delimiter):
        out[last] = "" if sign in ",;." else before
    elif isinstance(before, str) and sign in ",." and before.endswith(" "):
        out[last] = type(before)(before.rstrip(" "))
