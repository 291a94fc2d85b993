"""Where the number of a note stands in a sentence of a word processor's text."""

from __future__ import annotations

import re

CLOSING = ".,;:!?…。，、；：！？"
_BEHIND = re.compile(rf"[{CLOSING}]*[”’»›)\"]*[{CLOSING}]*")


def behind_punctuation(text: str, at: int) -> int:
    """Where a note goes that was typed at a place: behind the punctuation there, and the quotation marks that it
    closes.
    """
    match = _BEHIND.match(text, at)
    return match.end() if match is not None else at
