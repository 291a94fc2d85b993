"""Lists of definitions: a term on a line of its own, and its definitions after ``:`` or ``~`` (pandoc's User's Guide,
"Definition lists").
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .lines import Line

_MARK = re.compile(r" {0,3}[:~](?: {1,4}(?=\S)| (?=\s))")


def begins_definition(text: str) -> int:
    """Where the text of a definition begins in its line; 0 where the line begins none."""
    match = _MARK.match(text)
    return match.end() if match is not None else 0


def follows_term(lines: list[Line], at: int) -> int:
    """The line of the definition that follows a line, over at most one blank line; -1 where none does."""
    after = at + 2 if at + 1 < len(lines) and lines[at + 1].blank else at + 1
    return after if after < len(lines) and begins_definition(lines[after].text) else -1


def read_definition(lines: list[Line], at: int, closes: Callable[[int], bool]) -> tuple[list[Line], int]:
    """The lines of a definition without their indentation, and the line after them.

    Lines go on up to a blank one, another definition, or the end of a division (``closes``); what is indented goes on
    after blank lines.
    """
    width = begins_definition(lines[at].text)
    inner = [lines[at].cut(width)]
    at += 1
    while at < len(lines):
        line = lines[at]
        if not line.blank:
            if (line.indent < width and begins_definition(line.text)) or closes(at):
                break
            inner.append(line.dedent(width))
            at += 1
            continue
        after = at
        while after < len(lines) and lines[after].blank:
            after += 1
        if after >= len(lines) or lines[after].indent < width:
            break
        inner += lines[at:after]
        at = after
    return inner, at
