"""The lines of a text or of blocks of one, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from .xml import Content


def lines_of(content: Content) -> Iterator[str]:
    """The lines, each with a line feed at its end, whatever the ends of lines in the file."""
    rest = ""
    for block in [content] if isinstance(content, str) else content:
        rest += block
        held = rest.endswith("\r")  # the line feed may come with the next block
        whole = (rest[:-1] if held else rest).replace("\r\n", "\n").replace("\r", "\n")
        at = 0
        while (end := whole.find("\n", at)) >= 0:
            yield whole[at : end + 1]
            at = end + 1
        rest = whole[at:] + ("\r" if held else "")
    if rest:
        yield rest.rstrip("\r") + "\n"
