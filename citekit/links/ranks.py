"""Words that make another person of somebody with an office: the Deputy Minister, the former Ambassador
(data/spellings.toml)."""

from __future__ import annotations

from functools import lru_cache

from ..common.tables import table
from .spelling import canonical, is_small
from .wording import words


@lru_cache(maxsize=1)
def _ranks() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(words of rank, words that are of rank before an office, offices)."""
    data = table("spellings")["ranks"]
    always, before, offices = (
        frozenset(map(canonical, words(data[name]))) for name in ("always", "before_an_office", "offices")
    )
    return always, before, offices


def is_office(word: str) -> bool:
    """Whether a word is an office: a minister, an ambassador."""
    return word in _ranks()[2]


def changes_rank(more: list[str], before: str, after: str) -> bool:
    """Whether words that one of two titles has more make another rank of the office that both have; ``before`` and
    ``after`` are the words of both beside them, empty at the ends. An office with its rank behind a name is only said
    besides: Smith, Deputy Minister."""
    always, prefixes, offices = _ranks()
    have = [word for word in more if not is_small(word)]
    if have and before in prefixes and have[0] in offices:
        return True  # Lieutenant Colonel, Lieutenant
    if not have or not any(word in always or word in prefixes for word in have):
        return False
    if after and (have[-1] in always or (have[-1] in prefixes and after in offices)):
        return True
    is_new_office = len(have) > 1 and (have[1] in offices or have[1] in always)
    return bool(before) and have[0] in always and not is_new_office  # ministre adjoint
