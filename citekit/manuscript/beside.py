"""What stands beside a citation in the running text: the space before it, and the stop of the sentence behind it."""

from __future__ import annotations

from .own_notes import is_abbreviated, unstopped

_OPENING = frozenset("([{\u201c\u2018\u201e\u201a\u00ab\u2039\u2014\u2013-/~\ufffc")
_MARKUP = '*_"'  # emphasis and straight quotation marks, which open and close alike
_PAUSES = ",;:"


def apart(before: str, after: str, printed: str, *, moves: bool = True) -> tuple[int, str, str]:
    """What parts a citation in parentheses from the words before it, where a person typed no space.

    Gives how many characters of ``before`` go, what stands before the citation, and what behind it: behind a full stop
    or a comma the citation goes before it, as it belongs to the sentence that ends there (MLA Handbook 9, 6.43;
    CMOS 18, 13.121).  ``moves`` False leaves it behind the stop, as in a note.

    >>> apart("He wrote.", " And", "(Carr 3)")
    (1, ' ', '.')
    """
    words = before.rstrip(_MARKUP)
    if printed.lstrip("\\")[:1] not in ("(", "[") or not words:
        return 0, "", ""
    last = words[-1]
    if last.isspace() or last in _OPENING or "\u2e80" <= last <= "\uffef":
        return 0, "", ""
    ends_here = not after or after[0].isspace()
    if moves and ends_here and words == before and (last in _PAUSES or _is_stop(words)):
        return 1, " ", last
    return 0, " ", ""


def _is_stop(words: str) -> bool:
    """Whether a text ends with the stop of a sentence: not with an ellipsis or an abbreviation."""
    return words.endswith(".") and not words.endswith("..") and not is_abbreviated(words)


def stopped_once(text: str, after: str) -> str:
    """A citation without the stop that ends it (``et al.``) where the person's own follows."""
    return unstopped(text) if after.startswith(".") and not after.startswith("..") else text
