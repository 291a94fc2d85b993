"""The words of a title as they are compared, and how much each of them counts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .abbreviations import in_short, written_out
from .numerals import with_numbers_behind, with_plain_numbers
from .spelling import canonical, is_distinctive, is_initial, is_optional, is_small
from .title_dates import join_dates
from .wording import words

MOST_WORDS = 120
CACHED = 700  # characters of a text whose words are cached
FEW = 2  # words of a title that many documents can have
_SMALL = 0.2


def weight(text: Iterable[str]) -> float:
    """The weight of words: small ones count little, initials of names nothing."""
    return sum((0.0 if is_initial(word) else _SMALL) if is_optional(word) else 1.0 for word in text)


def title_words(title: str, most: int = MOST_WORDS) -> list[str]:
    """The words of a title as they are compared."""
    return list(_title_words(title, most)) if len(title) < CACHED else _words_of(title, most)


def _words_of(title: str, most: int) -> list[str]:
    text = with_numbers_behind(in_short(words(with_plain_numbers(written_out(title)))[:most]))
    return [canonical(word) for word in join_dates(text)]


@lru_cache(maxsize=2048)
def _title_words(title: str, most: int) -> tuple[str, ...]:
    return tuple(_words_of(title, most))


def is_generic(wanted: list[str]) -> bool:
    """Whether many documents may have this title: few words, and no number or date (Letter, Report on Cuba)."""
    return sum(not is_small(word) for word in wanted) <= FEW and (
        len(wanted) == 1 or not any(map(is_distinctive, wanted))
    )
