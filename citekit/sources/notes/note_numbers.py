"""The number or mark of a note, before its text: ``12.``, ``[^3]:``, ``¹²``, ``*``, ``fn. 12:``, ``12 Stalin to …``."""

from __future__ import annotations

import re
from functools import lru_cache

from ...common.tables import table
from ...dates import find_dates
from .archive_names import archive_begins
from .correspondents import begins_with_document
from .words import ibid, signal

_STOPPED = re.compile(
    r"\s*(?:\[\^?[\w-]{1,12}\]:?\s+|\^?\(?\d{1,4}[.)]\s+(?=[^\W\d_]|[\"'\u201c\u2018\u00ab\u300a(])|"
    r"\(\d{1,4}\)\s+(?=[^\W\d_])|\^\d{1,4}\s+)"
)
_MARK = re.compile(r"\s*[*\u2020\u2021\u00a7\u00b6\u2016#\u2217\u2605]{1,4}\)?\s*(?=[^\W\d_]|[\"'\u201c\u2018\u00ab])")
_RAISED = re.compile(r"\s*[\u00b9\u00b2\u00b3\u2070-\u2079]{1,4}[.)]?\s*(?=\S)")
_BARE = re.compile(r"\s*\d{1,4}\s+(?=[^\W\d_]|[\"'\u201c\u2018\u00ab])")
_CALL_NUMBER = re.compile(r"\s*\d{1,4} [^\W\d_a-z]{1,5}\.? ?\d")  # 457 AP 80
_THREE_WORDS = re.compile(r"(?:\S+\s+){0,2}\S+")


@lru_cache(maxsize=1)
def _worded() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in table("notes")["words"]["notes"])
    return re.compile(rf"\s*(?:{words})\.?\s?\d{{1,4}}\s?(?:[.:)\u2013\u2014-]\s*|\s+)(?=\S)", re.I)


def number_of_note(text: str) -> int:
    """Where the text of a note begins behind its number or mark; 0 where it has none.

    A number without a stop is a note's where a document, an archive or a word like ``See`` follows it, and is not the
    first word of a name: ``10 Downing Street to …``, ``7 Corps to …``.

    >>> [number_of_note(text) for text in ("12. Stalin to Molotov", "fn. 3: Ibid.", "10 Downing Street to Eden")]
    [4, 7, 0]
    """
    found = _STOPPED.match(text)
    if found is not None:
        return 0 if _is_day(text, found) else found.end()
    found = _MARK.match(text) or _RAISED.match(text) or _worded().match(text)
    if found is not None:
        return found.end()
    found = _BARE.match(text)
    if found is None or _is_day(text, found) or _is_name(text[found.end() :]) or _CALL_NUMBER.match(text):
        return 0
    rest = text[found.end() :]
    return found.end() if _begins_note(rest) else 0


def _is_day(text: str, number: re.Match[str]) -> bool:
    return any(found.start <= number.start() + 1 for found in find_dates(text[:60]))


def _is_name(text: str) -> bool:
    """Whether a number belongs to the words behind it: ``10 Downing Street``, ``7 Armoured Division``."""
    words = _THREE_WORDS.match(text)
    numbered = table("notes")["words"]["numbered_names"]
    return words is not None and any(word.strip(".,").casefold() in numbered for word in words.group().split())


def _begins_note(text: str) -> bool:
    led = signal().match(text) or ibid().match(text)
    return (led is not None and text[0].isupper()) or archive_begins(text, 0) or begins_with_document(text[:300])
