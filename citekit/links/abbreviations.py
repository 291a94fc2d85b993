"""Abbreviations in titles written out before these are compared: vol. 4, St. Petersburg, U.N., J. F. Kennedy; and “No”
that is no number."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table
from .wording import Phrases, fold, words

INITIAL = "\ua71d"  # a letter of no language, behind the first letter of a name
_LETTER = r"[^\W\d_]"
_DOTTED = re.compile(rf"(?<![\w.]){_LETTER}\.(?:[\s\u00a0]?-?{_LETTER}\.){{0,3}}(?![\s\u00a0]?\d)")
_SAINT = re.compile(r"(?<![\w.])St\.?(?=[\s\u00a0][A-Z])")
_NO = re.compile(r"(?<![\w.])no(?![\w.:°º#])(?!\s*(?:[\d№#]|[ivxlc]+\b))", re.I)
_TWO_CALENDARS = re.compile(
    r"(?<![\d/])\d{1,2}\s?/\s?(?=\d{1,2}\.?\s+[^\W\d_]{3,}\.?,?\s+1[5-9]\d\d)"
)  # 3/16 March 1910
_RAISED = re.compile("(?<=\\w)[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+(?=\\W|$)")  # of a footnote
_NOT_NEGATING = re.compile(r"\b(?:do|da|dos|das|ao|aos|em|na|nas|pelo|pela)\b", re.I)  # Portuguese: no Rio


@lru_cache(maxsize=1)
def _numbered() -> tuple[re.Pattern[str], dict[str, str]]:
    """Abbreviations that stand before a number, and what they are."""
    full = {short: word for word, row in table("abbreviations")["numbered"].items() for short in row.split()}
    listed = "|".join(sorted(map(re.escape, full), key=len, reverse=True))
    return re.compile(rf"(?<![\w.])({listed})(?:\.\s{{0,2}}|\s)(?=\d|[IVXivx]{{1,6}}(?!\w))", re.I), full


@lru_cache(maxsize=1)
def _digraphs() -> re.Pattern[str]:
    listed = "|".join(table("abbreviations")["initials"]["two"].split())
    return re.compile(rf"(?<![\w.])({listed})\.(?=[\s\u00a0]?-?[^\W\d_])")


@lru_cache(maxsize=1)
def _acronyms() -> frozenset[str]:
    return frozenset(table("abbreviations")["names"])


@lru_cache(maxsize=1)
def _names() -> tuple[Phrases, dict[tuple[str, ...], str]]:
    """Names of several words, and the abbreviations that stand for them."""
    short = {
        tuple(words(name)): letters
        for letters, row in table("abbreviations")["names"].items()
        for name in row.split("|")
    }
    return Phrases(" ".join(name) for name in short), short


def written_out(title: str) -> str:
    """A title with its abbreviations in one form; initials of names are marked, “No” before a noun is “not”."""
    title = _RAISED.sub("", title)
    if "." in title:
        title = _SAINT.sub("Saint", title)
        title = _digraphs().sub(lambda m: m[1][0] + INITIAL, title)
        title = _DOTTED.sub(lambda m: _letters(m, title), title)
    if "/" in title:
        title = _TWO_CALENDARS.sub("", title)
    pattern, full = _numbered()
    title = pattern.sub(lambda m: full[m[1].lower()] + " ", title)
    if _NO.search(title) is not None and _NOT_NEGATING.search(title) is None:
        title = _NO.sub(lambda m: _negation(m, title), title)
    return title


def _letters(match: re.Match[str], title: str) -> str:
    """Letters with full stops: an abbreviation that is known in one word; the initials of a name, marked."""
    letters = [c for c in match[0] if c.isalpha()]
    joined = fold("".join(letters))
    behind = title[match.end() :].lstrip("\u00a0 -")
    if joined in _acronyms() or not all(c.isupper() for c in letters):
        return match[0] if len(letters) == 1 else joined + " "
    if not behind[:1].isupper() and len(letters) < 2:
        return match[0]  # Appendix A.
    return "".join(f"{c}{INITIAL} " for c in letters)


def _negation(match: re.Match[str], title: str) -> str:
    """“not”, where “No” begins a title or stands in a language that has it for that."""
    begins = not title[: match.start()].strip(" \"'“„«([") or title[: match.start()].rstrip()[-1:] in ":–—|"
    return "not" if begins or not _function_words().isdisjoint(words(title)) else match[0]


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(words("the of and on is was are there with to el la los las de del que hay se"))


def in_short(have: list[str]) -> list[str]:
    """Words with the names of several words that have an abbreviation as that: United Nations, UN."""
    phrases, short = _names()
    if phrases.firsts.isdisjoint(have):
        return have
    out: list[str] = []
    at = 0
    for start, end in phrases.find_all(have):
        out += [*have[at:start], short[tuple(have[start:end])]]
        at = end
    return out + have[at:]
