"""Where the number of a note stands in a sentence of a word processor's text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .locators import LocatorWords
from .markers import find_markers

CLOSING = ".,;:!?…。，、；：！？"
_MOST_FURTHER, _LONGEST = 5, 500  # citations that follow, and characters of each
_BEHIND = re.compile(rf"[{CLOSING}]*[”’»›)\"]*[{CLOSING}]*")


def past_punctuation(text: str, at: int) -> int:
    """Where a note goes that was typed at a place: after the punctuation there, and the quotation marks that it
    closes.
    """
    match = _BEHIND.match(text, at)
    return match.end() if match is not None else at


def place_of_number(text: str, end: int, words: LocatorWords) -> int:
    """Where the number goes for a citation that ends at a place: after the punctuation there, or after that which
    stands after further citations that follow at once (``word [@a] [@b].``).
    """
    last = end
    for _ in range(_MOST_FURTHER):
        start = last + len(text[last : last + 2]) - len(text[last : last + 2].lstrip())
        following = None
        if text[start : start + 1] == "[":
            following = next(find_markers(text[start : start + _LONGEST], words), None)
        if following is None or following.start:
            break
        last = start + following.end
    place = past_punctuation(text, last)
    return place if place > last else past_punctuation(text, end)


def note_habit(numbers: Iterable[tuple[str, int]]) -> bool | None:
    """Whether most notes of a document stand after punctuation; None where that is not clear.

    Each number of a note is given as the text of its paragraph and its place in it.
    """
    after = before = 0
    for text, at in numbers:
        after += bool(at) and text[at - 1] in CLOSING
        before += at + 1 < len(text) and text[at + 1] in CLOSING
    return after > before if after != before else None
