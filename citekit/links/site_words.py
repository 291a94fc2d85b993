"""Whether a text speaks of something of its own, or only of the site that it is on and to its visitor
(data/site_words.toml)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..common.tables import table
from .spelling import is_kind, is_small
from .wording import Phrases, fold, words

PARTS = re.compile(r"\s+[|–—·•:»«/-]+\s+|\s*[|»«·•：！。]\s*|:\s+|!\s+|(?<=\w{3})[.?]\s+|…\s*")
_HOST = re.compile(r"(?<![\w.-])(?:\w{1,9}://)?(?:[\w-]{1,63}\.){1,9}[a-z]{2,24}\b(?:/\S{0,200})?", re.I)
_YEAR = re.compile(r"1[5-9]\d\d|20[0-2]\d")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_STEM = 6  # letters of a word that its inflected forms share
_INFLECTED = ("ru", "uk", "bg", "el")
_LONGEST_NAME = 14  # words, or characters where each is one
_LABELS = 3  # that make a record
_PART, _WHOLE = 2, 3  # words of its own in one part of a heading, or in all of it, that make it speak of something


@lru_cache(maxsize=1)
def _site_words() -> tuple[frozenset[str], frozenset[str]]:
    """(words to a visitor, words that say nothing of what a page is about)."""
    data = table("site_words")
    return (
        frozenset(word for row in data["visitor"].values() for word in words(row)),
        frozenset(words(f"{data['names']['all']} {data['function']['all']}")),
    )


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    """Beginnings of words to a visitor in languages that inflect them much and are not written as others are."""
    rows = table("site_words")["visitor"]
    return frozenset(w[:_STEM] for name in _INFLECTED for w in words(rows[name]) if len(w) > _STEM)


@lru_cache(maxsize=1)
def _unspaced() -> re.Pattern[str]:
    rows = table("site_words")["unspaced"].values()
    listed = sorted({_syllables(phrase) for row in rows for phrase in row.split("|")}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, listed)))


def _syllables(text: str) -> str:
    """A text folded; Korean in whole syllables, which folding takes apart."""
    return unicodedata.normalize("NFC", fold(text))


@lru_cache(maxsize=1024)
def count_words(text: str) -> tuple[int, int, int]:
    """(words to a visitor, words of its own, common words) in a text, each counted once; two characters of Chinese,
    Japanese, Korean or Thai are a word. What pages of a kind say (data/pages.toml) is said to a visitor."""
    visitor, empty = _site_words()
    folded = _syllables(_HOST.sub(" ", text))
    said = own = common = 0
    if _UNSPACED.search(folded) is not None:
        rest = _unspaced().sub(" ", folded)
        before, left = (len(_UNSPACED.findall(t)) for t in (folded, rest))
        said, own, common = (before - left + 1) // 2, left // 2, 1
        folded = _UNSPACED.sub(" ", rest)
    have = words(folded)
    for start, end in list(_phrases(have)):
        said += max(1, sum(not is_small(word) and word not in empty for word in have[start:end]))
        have[start:end] = [""] * (end - start)
    for word in set(have):
        if is_small(word):
            common += 1
        elif word in visitor or (len(word) > _STEM and word[:_STEM] in _stems() and word not in empty):
            said += 1
        elif word in empty:
            common += 1
        elif len(word) > 1 and (not word.isdigit() or _YEAR.fullmatch(word)):
            own += 1
    return said, own, common


def _phrases(have: list[str]) -> Iterator[tuple[int, int]]:
    """Where phrases stand that pages of some kind say, one after another."""
    inside, whole = _all_phrases()
    if whole.find(have) == (0, len(have)):
        yield 0, len(have)
    elif not inside.firsts.isdisjoint(have):
        yield from inside.find_all(have)


@lru_cache(maxsize=1)
def _all_phrases() -> tuple[Phrases, Phrases]:
    """(phrases that may stand anywhere in a text, those that are all of it) of all kinds of pages."""
    rows = [
        (place, row)
        for name, kind in table("pages").items()
        if name != "aside"  # which stands beside a document
        for place in ("title", "text", "whole")
        for row in kind.get(place, {}).values()
    ]
    return (
        Phrases(phrase for place, row in rows if place != "whole" for phrase in row.split("|")),
        Phrases(phrase for place, row in rows if place == "whole" for phrase in row.split("|")),
    )


def labels_a_record(blocks: Iterable[str], least: int = _LABELS) -> bool:
    """Whether paragraphs of a page are the labels of a record, several different ones, each with a value after it (in
    a form to search with, there is none)."""
    found: set[str] = set()
    waiting = ""
    for block in blocks:
        label, value = _labelled(block)
        if waiting and not label:
            found.add(waiting)
        waiting = label if label and not value else ""
        if label and value:
            found.add(label)
    return len(found) >= least


def _labelled(block: str) -> tuple[str, bool]:
    """(label of a record with which a short paragraph begins, whether there is more of it)."""
    have = words(block[:200]) if len(block) < 600 else []
    place = _labels().find(have[:4]) if have and have[0] in _labels().firsts else None
    return (" ".join(have[: place[1]]), place[1] < len(have)) if place is not None and place[0] == 0 else ("", False)


@lru_cache(maxsize=1)
def _labels() -> Phrases:
    return Phrases(label for row in table("site_words")["record"].values() for label in row.split("|"))


def has_subject(headings: Iterable[str]) -> bool:
    """Whether a heading speaks of something: with words of its own in one part of it, or beside others."""
    return any(_is_subject(heading) for heading in headings)


def is_of_many(heading: str) -> bool:
    """Whether a heading may be the name of an archive's site or of a collection: a few words, one of them an archive,
    a library, a volume."""
    have = words(heading)
    if not 0 < len(have) <= _LONGEST_NAME or any(map(is_kind, have)):
        return False
    unspaced = table("site_words")["sites"]["unspaced"].split()
    return not _site_nouns().isdisjoint(have) or any(noun in heading for noun in unspaced)


@lru_cache(maxsize=1)
def _site_nouns() -> frozenset[str]:
    names = table("site_words")["sites"]
    return frozenset(words(f"{names['spaced']} {names['collections']}"))


@lru_cache(maxsize=512)
def _is_subject(heading: str) -> bool:
    if any(own >= _PART and not said for said, own, _ in (count_words(part) for part in PARTS.split(heading) if part)):
        return True
    said, own, _ = count_words(heading)
    return own >= _WHOLE and own > said * 2


def count_first_words(texts: Iterable[str]) -> tuple[int, int, int]:
    """(words to a visitor, words of its own, common words) in the first texts of a page, each counted once."""
    return count_words("\n".join(texts)[:4000])
