"""The words of a page's text, and words before what it says of its document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache, partial

from ..common.tables import table
from .numerals import with_plain_numbers
from .page import Page
from .spelling import canonical, is_distinctive
from .title_dates import join_dates
from .wording import Phrases, words

MOST_WORDS = 60_000  # of a page's text
_MOST_YEARS, _AROUND = 50, 8  # places of a year in a text that are looked at one by one, and words about each
_START = 40  # characters of a paragraph in which its label stands
_PLURAL = re.compile(r"(?<=\w)\((?:s|es|n|en|e|i|a|и|ы|а)\)")  # Date(s)


class Text:
    """The words of a page's text, its numbers and its dates."""

    def __init__(self, page: Page) -> None:
        self.blocks = [words(_PLURAL.sub("", block) if "(" in block[:_START] else block) for block in page.blocks]
        self.words = [word for block in self.blocks for word in block][:MOST_WORDS]
        self._days: dict[str, bool] = {}
        self._named = [*page.titles, *page.meta.values()]

    @cached_property
    def numbers(self) -> set[str]:
        """The numbers, dates and parts in the text and in what the page is called."""
        return {canonical(word) for word in join_dates(self.words + self._titles) if is_distinctive(word)}

    def has_day(self, day: str) -> bool:
        """Whether a day stands in the text or in what the page is called; looked for about its year."""
        if self._days.get(day) is None:
            self._days[day] = any(map(partial(self._stands_in, day), (self.words, self._titles)))
        return self._days[day]

    def _stands_in(self, day: str, have: list[str]) -> bool:
        years = {word for word in set(have) if word.startswith(day[:4])}
        places = [n for n, word in enumerate(have) if word in years] if years else []
        if len(places) > _MOST_YEARS:
            return day in self.dates
        return any(day in join_dates(have[max(0, n - _AROUND) : n + _AROUND]) for n in places)

    @cached_property
    def _titles(self) -> list[str]:
        return words(with_plain_numbers(" ".join(self._named)))

    @cached_property
    def dates(self) -> set[str]:
        """The days among them."""
        return {word for word in self.numbers if is_day(word)}


def is_day(word: str) -> bool:
    """Whether a word is a day, as ``join_dates`` writes it."""
    return len(word) == 10 and word[4] == "-"


@lru_cache(maxsize=8)
def labels(kind: str) -> Phrases:
    """Words that stand before a value of a kind (data/labels.toml)."""
    return Phrases(p for row in table("labels")[kind].values() for p in row.split("|"))


@lru_cache(maxsize=1)
def level_words() -> dict[str, frozenset[str]]:
    """The words for levels in all traditions, with the kinds of level that they stand for."""
    kinds: dict[str, set[str]] = {}
    for tradition in table("levels").values():
        if not isinstance(tradition, dict):
            continue
        for kind, terms in tradition.items():
            if isinstance(terms, str) and kind not in ("base", "after", "extent"):
                for term in terms.split():
                    kinds.setdefault("".join(words(term.replace("_", " "))), set()).add(kind)
    return {word: frozenset(found) for word, found in kinds.items()}


def labelled(kind: str, text: Text) -> Iterator[tuple[int, int]]:
    """(which paragraph, from which word) of the values after a word for them, at the beginning of a paragraph or in
    the one after it."""
    for n, block in enumerate(text.blocks[:400]):
        place = labels(kind).find(block[:6])
        if place is None or place[0] > 0:
            continue
        if block[place[1] :]:
            yield n, place[1]
        elif n + 1 < len(text.blocks):
            yield n + 1, 0


def may_be_title(page: Page, number: int) -> bool:
    """Whether a block of a page can name the page's own document: no lesser heading, no item of a list without a label
    before it, and nothing under a heading that leads to others."""
    if page.levels.get(number, 1) > 1:
        return False
    if number in page.items and not any(mark in page.blocks[number][:60] for mark in ":："):
        return False
    above, rank = "", 7
    for at in sorted((n for n in page.levels if n < number), reverse=True):
        if page.levels[at] < rank:  # the headings that it stands under, from the nearest up
            above, rank = page.blocks[at], page.levels[at]
            said = words(above)
            found = labels("others").find(said) if len(said) <= 5 else None
            if found is not None and found[0] <= 1:
                return False
    return True
