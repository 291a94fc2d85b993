"""Where a source is cut into segments: at commas, round dates, before an archive, after leaves."""

from __future__ import annotations

import re
from functools import lru_cache

from ...archives.numbers import call_number
from ...archives.repository import match_repositories
from ...archives.unnamed import acronym, institution
from ...archives.words import Tradition
from ...common.tables import table
from ...dates import FoundDate
from .archive_names import ends_name, numbered_level
from .correspondents import exchange
from .words import behind_abbreviation, citing

WEAK = frozenset({"page", "leaf", "volume", "item", "frame", "year"})
_CUT = re.compile(r"\s*(?:(?<!\d),|,(?!\d{3}(?!\d))|\uff0c|\u3001)\s*|\s+(?P<dash>\u2014)\s+|\s+//\s+")
_IN = re.compile(r":\s+(?=[^\W\d_a-zа-я])|\s+(?:in:?|im|в|dans|en|see|siehe|см\.|voir)\s+|\s+(?:and|und|и|oraz)\s+")
_SENTENCE = re.compile(r"\.\s+(?=[^\W\d_a-zа-я])")
_YEAR_SENTENCE = re.compile(r"\.\s+(?=(?:1[5-9]|20)\d\d(?:\s+(?:год|г))?\.\s)")  # Title. 1967. ARCHIVE. F. 1
_COMMA_IN_MARKS = re.compile(r"[,.?!][\"\u201d\u2019](?=\s)")  # “A title,” Box 5
_BEFORE_CAPITALS = re.compile(r"(?<=[\w)])\s+(?=[A-ZÄÖÜ][A-Za-z]{1,6}\.?,\s)")
_COLON = re.compile(r":\s+")
_PAUSE = re.compile(r"[,;]|\.\s")
_TITLE_BEHIND = re.compile(r"(?<=[\u3400-\u9fff])[:\uff1a]\s*(?=[\u300a\u300c\u300e])")  # 湖北省委:《关于…》
_LONGEST_PART = 200
_NUMBER_BEHIND_WORD = re.compile(r"(?P<word>[^\W\d_]+\.?)\s(?P<number>[\w./-]*\d[\w./-]*)(?=\s[^\W\d_a-z])")
_WITH_COMMA = re.compile(r"(?<![^\s(])[^\W\d_a-z][\w'\u2019-]*,\s(?=[^\W\d_a-z])")  # may be the first word of a name
_SEPARATOR = re.compile(r"[\s,.]*")


def cuts_of(text: str, plain: str, dates: list[FoundDate], words: Tradition) -> list[tuple[int, int]]:
    """Where segments begin and end: at commas, round dates, before a repository after ``in`` or a full stop."""
    inside = [*((f.start, f.end) for f in dates), *_names_with_and(text)]

    def free(match: re.Match[str]) -> bool:
        return not any(start < match.start() < end for start, end in inside)

    gaps = [
        match.span()
        for match in filter(free, _CUT.finditer(plain))
        if not (match["dash"] and _joins_people(text, match.start(), match.end()))
    ]
    gaps += [match.span() for match in filter(free, _IN.finditer(plain)) if _archive_at(text, match.end(), words)]
    gaps += [match.span() for match in citing().finditer(plain) if _archive_at(text, match.end(), words)]
    gaps += [match.span() for match in filter(free, _YEAR_SENTENCE.finditer(plain)) if not _behind_number(text, match)]
    gaps += [match.span() for match in filter(free, _SENTENCE.finditer(plain)) if _ends_sentence(text, match, words)]
    gaps += [m.span() for m in _COLON.finditer(plain) if _behind_leaf(text, m.start(), m.end(), words)]
    gaps += [m.span() for m in _TITLE_BEHIND.finditer(plain)]
    gaps += _behind_terms(plain, words)
    gaps += [(match.end(), match.end() + 1) for match in filter(free, _COMMA_IN_MARKS.finditer(text))]
    gaps += [
        match.span()
        for match in filter(free, _BEFORE_CAPITALS.finditer(plain))
        if _call_number_at(text, match) and not _within_name(text, match.start())
    ]
    for found in dates:
        gaps += _round_date(text, found)
        gaps += _before_people(text, plain, found, words)
    return _between(text, gaps)


def _before_people(text: str, plain: str, day: FoundDate, words: Tradition) -> list[tuple[int, int]]:
    """Where the correspondents of a day begin after an archive and a colon, or after a level without a comma.

    ``…, College Park: Brown to Lovestone, 3 June 1951``; ``Lot 64D563 Box 20 Dulles to Allison 24 September 1954``
    """
    start = max(plain.rfind(mark, 0, max(day.start - 2, 0)) for mark in ",;") + 1
    people = text[start : day.start].rstrip(" ,")
    if not 0 < len(people) < _LONGEST_PART or " " not in people:
        return []
    colon = people.rfind(": ")
    if colon > 0 and exchange(people[colon + 2 :]) is not None and _names_archive(text[: start + colon]):
        return [(start + colon, start + colon + 2)]
    for number in _NUMBER_BEHIND_WORD.finditer(people):
        levelled = numbered_level(people, number.start("word"), words) or call_number(people, number.start("number"))
        if (levelled or call_number(people, number.start("word"))) and exchange(people[number.end() :].strip()):
            return [(start + number.end(), start + number.end() + 1)]
    return []


def _names_archive(text: str) -> bool:
    return any(
        match_repositories(text, m.end()) is not None or institution(text, m.end()) is not None
        for m in re.finditer(r"^|[,;]\s+", text)
    )


def _behind_number(text: str, match: re.Match[str]) -> bool:
    """Whether an abbreviation stands before a year, which is a number then: ``Д. 2040``."""
    return re.search(r"(?<!\w)[^\W\d_]{1,3}$", text[: match.start()]) is not None


def _ends_sentence(text: str, match: re.Match[str], words: Tradition) -> bool:
    """Whether a full stop ends a part of the note: an archive follows, or a year or leaves stand before it."""
    word = re.search(r"(?<!\w)[^\W\d_]+$", text[: match.start()])
    if word is not None and word.group().casefold() in table("notes")["abbreviated"]:
        return False  # Tel. Nr. 237
    if re.search(r"(?<!\w)[A-ZА-Я]$", text[: match.start()]) or behind_abbreviation().match(text, match.end()):
        return False
    return (
        _archive_at(text, match.end(), words)
        or _behind_year(text, match.start())
        or _behind_leaf(text, match.start(), match.end(), words)
    )


def _call_number_at(text: str, match: re.Match[str]) -> bool:
    """Whether an archive's name and a call number follow."""
    known = match_repositories(text, match.end())
    name = (known[0][0], known[1]) if known is not None else acronym(text, match.end())
    return name is not None and _call_behind(text, name[1])


def _within_name(text: str, at: int) -> bool:
    """Whether a place is within an archive's name: ``PRC FMA``."""
    first = max(text.rfind(mark, 0, at) for mark in " ,;.(") + 1
    known = match_repositories(text, first)
    if known is not None and known[1] > at:
        return True
    first = max(text.rfind(mark, 0, at) for mark in ",;(") + 1
    first += len(text[first:]) - len(text[first:].lstrip())
    name = institution(text, first)
    return name is not None and name[1] > at  # Wessex RO, Q/SB 12/34


def _round_date(text: str, found: FoundDate) -> list[tuple[int, int]]:
    """What parts a date from its neighbours, its brackets with it."""
    before, after = found.start, found.end
    while before and text[before - 1] in " (,":
        before -= 1
    while after < len(text) and text[after] in " ,.)付":
        after += 1
    if not _whole_parenthesis(text, found):
        before, after = found.start, found.end
    return [(before, found.start), (found.end, after)]


def _whole_parenthesis(text: str, found: FoundDate) -> bool:
    """Whether brackets round a date hold nothing else, or there are none."""
    opened = text[: found.start].rstrip()[-1:] == "("
    closed = text[found.end :].lstrip()[:1] == ")"
    return opened == closed


def _behind_year(text: str, at: int) -> bool:
    return re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?:\s+(?:год|г))?$", text[:at]) is not None


def _names_with_and(text: str) -> list[tuple[int, int]]:
    """Where a repository's name has ``and`` in it: Library and Archives Canada."""
    out = []
    for match in _WITH_COMMA.finditer(text):
        known = match_repositories(text, match.start())
        if known is not None and "," in text[match.start() : known[1]]:
            out.append((match.start(), known[1]))  # Haus-, Hof- und Staatsarchiv
    for match in re.finditer(r"\s(?:and|und|et|y|e)\s", text):
        start = max(text.rfind(mark, 0, match.start()) for mark in ",;.(") + 1
        start += len(text[start:]) - len(text[start:].lstrip())
        known = match_repositories(text, start)
        if known is not None and known[1] > match.end():
            out.append((start, known[1]))
        elif text[start : match.start()].rpartition(" ")[2] in _before_and():
            name = institution(text, start)
            if name is not None and name[1] > match.end():
                out.append((start, name[1]))  # Manuscripts and Archives
    return out


@lru_cache(maxsize=1)
def _before_and() -> frozenset[str]:
    return frozenset(table("levels")["institutions"]["joined"].split())


def _joins_people(text: str, start: int, end: int) -> bool:
    """Whether a dash stands between sender and recipient: Молотов — Сталину."""
    before = max(text.rfind(mark, 0, start) for mark in ",;.") + 1
    behind = _PAUSE.search(text, end)
    return exchange(text[before : behind.start() if behind else len(text)].strip(" .")) is not None


def _behind_leaf(text: str, stop: int, at: int, words: Tradition) -> bool:
    """Whether a full stop ends a reference at its leaves, and a title begins: ``л. 56 об. Справка …``."""
    level = re.search(r"(?P<term>[^\W\d_]{1,7})\.?\s?\d[\d\s,\u2013\u2014-]*(?:\s?(?:об|зв|ob|v|r))?$", text[:stop])
    if level is None or words.kind(level["term"]) not in ("leaf", "page"):
        return False
    title = re.match(r"[^\W\d_]{3,}", text[at:])
    return title is not None and not numbered_level(text, at, words)


def _behind_terms(plain: str, words: Tradition) -> list[tuple[int, int]]:
    """Where a title follows levels whose words stand after their numbers: ``306. ő. e. Jegyzőkönyv``."""
    out = []
    for match in words.after.finditer(plain) if words.after is not None else ():
        title = re.compile(r"\.?\s+(?=[^\W\d_a-z][^\W\d_]{3,})").match(plain, match.end())
        if title is not None and any(c.isdigit() for c in match["value"]):
            out.append((match.end(), title.end()))
    return out


def _archive_at(text: str, at: int, words: Tradition) -> bool:
    """Whether an archive, or a level with its number, begins here."""
    found = match_repositories(text, at)
    if found is not None and ends_name(text, found[1]):
        return True
    term = words.term.match(text, at)
    if term is not None and words.kind(term["term"]) not in WEAK and numbered_level(text, at, words):
        return True
    if (
        term is not None
        and words.kind(term["term"]) == "folder"
        and text[term.end() : term.end() + 1] in '\u201c\u00ab"'
    ):
        return True
    end = _CUT.search(text, at)
    stop = end.start() if end else len(text)
    if institution(text, at, stop) is not None and not text[at : at + 1].islower():
        return True
    name = acronym(text, at)
    if name is None or name[1] >= len(text):
        return False
    follows = re.compile(r"[\s,.:]*").match(text, name[1])
    behind = follows.end() if follows else name[1]
    return _CUT.match(text, name[1]) is not None or numbered_level(text, behind, words)


def _call_behind(text: str, at: int) -> bool:
    separator = _SEPARATOR.match(text, at)
    return call_number(text, separator.end() if separator is not None else at) > 0


def _between(text: str, gaps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out, at = [], 0
    for start, end in sorted(gaps):
        if start > at:
            out.append((at, start))
        at = max(at, end)
    out.append((at, len(text)))
    trimmed = []
    for start, end in out:
        while start < end and text[start] in " ,;:\u201d\u3001":
            start += 1
        while end > start and text[end - 1] in " ,;\u3001":
            end -= 1
        if end > start and text[start:end].strip(" .\u3002"):
            trimmed.append((start, end))
    return trimmed
