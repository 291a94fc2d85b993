"""Words as comparing takes them, and phrases found among them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..common.tables import table

_INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
# Chinese, kana and Thai are written without spaces: each character is a word
_UNSPACED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    """Letters that stand for others; Chinese in the forms of the mainland."""
    data = table("spellings")
    forms = data["chinese"]
    return {**dict(zip(forms["traditional"], forms["simplified"], strict=True)), **data["letters"]}


class _Fold(dict[int, str]):
    """Each character without accents and case; one at a time, so that no text of combining marks is costly."""

    def __missing__(self, code: int) -> str:
        letters = _letters()
        char = chr(code)
        if char in _INVISIBLE or unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Cf"):
            folded = ""
        elif char.isdecimal():  # the digits of all scripts
            folded = str(unicodedata.decimal(char))
        else:
            lower = char.casefold()
            apart = unicodedata.normalize("NFKD", letters.get(lower, lower))
            plain = "".join(c for c in apart if not unicodedata.combining(c)).casefold()
            folded = "".join(letters.get(c, c) for c in plain)
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """Text without accents, case, soft hyphens and the like. Straight-line cost."""
    return text.translate(_FOLD)


def words(text: str) -> list[str]:
    """The words of a text, folded; an apostrophe inside a word is no boundary."""
    folded = fold(text)
    if "'" in folded:
        folded = _APOSTROPHE.sub("", folded)
    return TOKEN.findall(folded)


@dataclass(frozen=True)
class Phrase:
    """Words in a row; ``gaps`` tells before which of them others may stand (up to six)."""

    words: tuple[str, ...]
    gaps: frozenset[int]

    def ends(self, text: list[str], at: int) -> int:
        """Where the phrase ends that begins at a word; -1 where it does not stand there."""
        for n, word in enumerate(self.words):
            if n in self.gaps:
                stop = min(len(text), at + _GAP + 1)
                while at < stop and text[at] != word:
                    at += 1
                if at >= stop:
                    return -1
            if at >= len(text) or text[at] != word:
                return -1
            at += 1
        return at


_GAP = 6


class Phrases:
    """Phrases by their first words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.by_two: dict[str, dict[str, list[Phrase]]] = {}  # where the second word follows at once
        self.by_one: dict[str, list[Phrase]] = {}
        for text in texts:
            parts = [words(part) for part in text.replace("...", "…").split("…")]
            flat = tuple(word for part in parts for word in part)
            gaps, at = set(), 0
            for part in parts[:-1]:
                at += len(part)
                gaps.add(at)
            if not flat:
                continue
            phrase = Phrase(flat, frozenset(gaps - {0, len(flat)}))
            if len(flat) > 1 and 1 not in phrase.gaps:
                self.by_two.setdefault(flat[0], {}).setdefault(flat[1], []).append(phrase)
            else:
                self.by_one.setdefault(flat[0], []).append(phrase)
        self.firsts = frozenset((*self.by_two, *self.by_one))

    def find_all(self, text: list[str]) -> Iterator[tuple[int, int]]:
        """(first word, word after the last) of all phrases in a text, none inside another."""
        at = 0
        while at < len(text):
            end = self._ends(text, at, 1)
            if end >= 0:
                yield at, end
            at = end if end >= 0 else at + 1

    def find(self, text: list[str], least: int = 1) -> tuple[int, int] | None:
        """(first word, word after the last) of the first phrase in a text that has ``least`` words at least."""
        if self.firsts.isdisjoint(text):
            return None
        for at in [n for n, word in enumerate(text) if word in self.firsts]:
            end = self._ends(text, at, least)
            if end >= 0:
                return at, end
        return None

    def _ends(self, text: list[str], at: int, least: int) -> int:
        """Where the phrase of most words ends that begins at a word; -1 where none does."""
        word, most, found = text[at], 0, -1
        after = self.by_two.get(word, _NONE).get(text[at + 1], ()) if at + 1 < len(text) else ()
        for listed in (after, self.by_one.get(word, ())):
            for phrase in listed:
                if max(most + 1, least) <= len(phrase.words) and (end := phrase.ends(text, at)) >= 0:
                    most, found = len(phrase.words), end
        return found


_NONE: dict[str, list[Phrase]] = {}


@lru_cache(maxsize=512)
def phrases(kind: str, place: str, language: str = "") -> Phrases:
    """The phrases of a kind of page (data/pages.toml) that stand in a place: ``title``, ``text``; in all languages, or
    one."""
    rows: dict[str, Any] = table("pages").get(kind, {}).get(place, {})
    texts = rows.values() if not language else [rows.get(language, "")]
    return Phrases(p.strip() for text in texts for p in text.split("|") if p.strip())
