"""The words for places in a source and what each means: the one table that notes and drafts are read with.

Source: the terms of the CSL locales (CSL 1.0.2, "Locators") and, for what people write beside them and for what
archives have, data/locators.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..common.tables import table

if TYPE_CHECKING:
    from ..engine.style.locale import Locale

_OTHER_RANGE = re.compile(r"[\u2013\u2014~\u301c\u81f3]")  # signs of a range, beside the hyphen
_FORMS = ("long", "short", "symbol")
_BARE = 4  # letters that a word has at least which a draft can have without its full stop
AS_GIVEN = "as-given"  # the label of a place without a word that is known: no style adds one


@dataclass(frozen=True)
class LocatorWords:
    """The words for places, case folded, with their CSL labels; ``longest`` is the length of the longest.

    ``behind``: words may stand after their number too (``words_behind``).
    """

    labels: Mapping[str, str]
    longest: int
    behind: bool = False

    def label(self, text: str) -> str:
        """The label of a word as it stands, or an empty string."""
        return self.labels.get(folded(text), "")

    def any_label(self, text: str) -> str:
        """The label of a word with or without its full stop, or an empty string."""
        word = folded(text)
        return self.labels.get(word) or self.labels.get(f"{word}.") or self.labels.get(word.rstrip("."), "")


@lru_cache(maxsize=1)
def joined_by() -> re.Pattern[str]:
    """A word between two places, in any language, with the spaces round it."""
    words = "|".join(re.escape(word) for word in table("locators")["joining"]["words"].split())
    return re.compile(rf"\s+(?:{words})\.?\s+", re.I)


@dataclass(frozen=True)
class Counted:
    """A place with its word after its number: ``第5-6页``; ``end`` is where it ends in the text."""

    label: str
    value: str
    word: str
    end: int


@lru_cache(maxsize=1)
def words_behind() -> dict[str, str]:
    """The words that stand after their number, with their labels."""
    return {word: label for label, text in table("locators")["behind"].items() for word in text.split()}


@lru_cache(maxsize=1)
def _counted_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, words_behind()), key=len, reverse=True))
    number = r"\d+(?:\s?[-\u2013\u2014~\uff5e\u301c\u81f3]\s?\d+)?"
    return re.compile(rf"[第제]?\s?(?P<value>{number}(?:\s?[,、，]\s?{number})*)\s?(?P<word>{words})(?!\w)")


def counted(text: str, at: int) -> Counted | None:
    """The place at an index whose word stands after its number, or None."""
    found = _counted_pattern().match(text, at)
    if found is None:
        return None
    value = _OTHER_RANGE.sub("-", unicodedata.normalize("NFKC", found["value"])).replace("、", ", ")
    return Counted(words_behind()[found["word"]], value, found["word"], found.end())


def folded(word: str) -> str:
    """A word as the table has it: lower case, its white space as single spaces."""
    return " ".join(word.split()).casefold()


@lru_cache(maxsize=64)
def locator_words(lang: str = "en-US", archival: bool = True) -> LocatorWords:
    """The words of a language, and of English; ``archival`` adds those of data/locators.toml, as people write them
    and archives in every language: without it there are the terms of the CSL locales alone, as for pandoc.

    A word that archives use for leaves and a language for something else (``l.``: line) is ``leaf`` here; whoever knows
    the work cited decides.
    """
    from ..engine.style.locale import Locale  # and with it citeproc-py

    return words_of((Locale("en-US", []), Locale(lang, [])), archival)


def words_of(locales: Iterable[Locale], archival: bool = True) -> LocatorWords:
    """The words of some locales, the later ones before the earlier; of two labels with one word the first counts."""
    labels: dict[str, str] = {}
    for locale in reversed(list(locales)):
        if archival and not locale.english:
            _add(labels, table("locators")["languages"].get(locale.lang.split("-")[0].lower(), {}))
        for label, word in _terms(locale):
            labels.setdefault(word, label)
    if archival:
        _add(labels, table("locators")["csl"])
        for label in table("locators")["csl"]:
            labels.setdefault(label, label)  # the standard's own name for it: article-locator 3
        found: dict[str, str] = {}
        _add(found, table("locators")["archival"])
        labels.update(found)
        for word, label in words_behind().items():
            labels.setdefault(word, label)
    return LocatorWords(labels, max(map(len, labels)), archival)


@lru_cache(maxsize=64)
def note_words(lang: str = "") -> LocatorWords:
    """The words that a place by itself can begin with: those of the language, then of every other that has its own."""
    labels = dict(locator_words(lang or "en-US").labels)
    for words in table("locators")["languages"].values():
        longer = {label: " ".join(w for w in text.split() if len(w) > 1) for label, text in words.items()}
        _add(labels, longer)
    return LocatorWords(labels, max(map(len, labels)))


def _terms(locale: Locale) -> Iterator[tuple[str, str]]:
    for label in table("locators")["csl"]:
        for form in _FORMS:
            terms = locale.terms.get((label, form), ()) or locale.terms.get((label.replace("-", " "), form), ())
            yield from ((label, folded(text)) for text in terms if text.strip())


def _add(labels: dict[str, str], words: Mapping[str, str]) -> None:
    """Words of the table: with a full stop, and without one where they are long enough to be no other word."""
    for label, text in words.items():
        for word in (word.replace("_", " ") for word in text.casefold().split()):
            labels.setdefault(word if word.endswith(".") else f"{word}.", label)
            if len(word) >= _BARE or not word.isalpha():
                labels.setdefault(word, label)
