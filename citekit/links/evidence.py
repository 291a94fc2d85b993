"""Whether a document's record number or archival reference stands on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .numbers import own_numbers, record_numbers
from .page_text import Text, labelled, labels, level_words

if TYPE_CHECKING:
    from .identity import Identity

_OBJECT = 3  # signs of the number of an object
_SURE = 5  # digits of a number that few documents share


def has_number(known: Identity, text: Text) -> bool:
    """Whether the record number stands on the page: a long one anywhere, a short one behind a word for it."""
    number = known.number
    if known.is_serial:
        return number[0] in own_numbers(text) or (len(number[0]) >= _SURE and number[0] in record_numbers(text))
    length = sum(map(len, number))
    if length < 3:
        return False
    before, of_objects = labels("number"), labels("object")
    for at in _places(number, text.words):
        ahead = text.words[max(0, at - 4) : at]
        if length >= 5 or before.find(ahead) is not None or of_objects.find(ahead) is not None:
            return True
    return False


def has_object_number(known: Identity, text: Text) -> bool:
    """Whether the number of the thing that the document is stands behind a word for such numbers, and nothing else."""
    own = known.object_number
    if len(own) < _OBJECT:
        return False
    return any("".join(text.blocks[n][start:]) == own for n, start in labelled("object", text))


def _places(wanted: list[str], have: list[str]) -> list[int]:
    first = wanted[0]
    found: list[int] = []
    at = -1
    while len(found) < 1000:
        try:
            at = have.index(first, at + 1)
        except ValueError:
            break
        if have[at : at + len(wanted)] == wanted:
            found.append(at)
    return found


def has_reference(levels: tuple[tuple[str, str], ...], text: Text) -> bool:
    """Whether all levels stand on the page in order, each value behind a word for a level and close to the one
    before."""
    have = text.words
    first = levels[0][1].split()
    return bool(first) and any(_levels_from(levels, have, at) for at in _places(first, have)[:50])


def _levels_from(levels: tuple[tuple[str, str], ...], have: list[str], at: int) -> bool:
    for n, (term, value) in enumerate(levels):
        wanted = value.split()
        window = have[at : at + len(wanted) + (6 if n else 0)]
        place = next((k for k in range(len(window)) if window[k : k + len(wanted)] == wanted), None)
        if place is None:
            return False
        at += place
        before = {"".join(have[at - 1 : at]), "".join(have[max(0, at - 2) : at])}
        if not term and (len(wanted) > 2 or (len(wanted) > 1 and any(word.isalpha() for word in wanted))):
            pass  # a call number is its own word
        elif not at or not (before & level_words().keys() or term.endswith(have[at - 1])):
            return False
        at += len(wanted)
    return True
