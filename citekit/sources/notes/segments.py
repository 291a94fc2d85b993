"""A source cut into segments, and what each looks like: a repository, a level, a date, a title, correspondents …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...archives.bare import is_year
from ...archives.grammar import fitting, guess_tradition
from ...archives.numbers import DECIMAL, DOTTED, FILM, LOT, call_number, subject_file
from ...archives.reader import LEAVES
from ...archives.repository import Repository, match_repositories
from ...archives.titles import kind_of
from ...archives.unnamed import acronym, institution
from ...archives.words import Tradition, collection, tradition
from ...dates import FoundDate, HistoricalDate, find_dates
from ...tables import table
from .correspondents import Exchange, exchange
from .exchange_words import is_romance
from .marks import BLANK, masked, quoted
from .words import citing

_CUT = re.compile(r"\s*(?:,(?!\d{3}(?!\d))|\uff0c|\u3001)\s*|\s+(?P<dash>\u2014)\s+|\s+//\s+")
_IN = re.compile(r":\s+(?=[^\W\d_a-zа-я])|\s+(?:in|im|в|dans|en)\s+|\s+(?:and|und|и|oraz)\s+")
_SENTENCE = re.compile(r"\.\s+(?=[^\W\d_a-zа-я])")
_YEAR_SENTENCE = re.compile(r"\.\s+(?=(?:1[5-9]|20)\d\d(?:\s+(?:год|г))?\.\s)")  # Title. 1967. ARCHIVE. F. 1
_SENT_TO = re.compile(r"(?:instructions|dispatch|despatch|reports?|correspondence|minutes)\b", re.I)  # no series here
_COMMA_IN_MARKS = re.compile(r"[,.?!][\"\u201d\u2019](?=\s)")  # “A title,” Box 5
_BEFORE_CAPITALS = re.compile(r"(?<=[\w)])\s+(?=[A-ZÄÖÜ][A-Za-z]{1,6}\.?,\s)")
_VERB = re.compile(r"\b(?:was|were|is|are|has|had|have|in|may|can)\b")
_SHORT_CALL = re.compile(r"(?:[A-Z]{1,5} )?[A-Z]{0,4} ?\d+(?:[-/]\d+)*$")
_PAUSE = re.compile(r"[,;]|\.\s")
_SEPARATOR = re.compile(r"[\s,.]*")
_PLAIN_PAGE = re.compile(r"\d{1,4}(?:\s*[-\u2013]\s*\d{1,4})?(?:,\s*\d{1,4})*$")
WEAK = frozenset({"page", "leaf", "volume", "item", "frame", "year"})
_WEAK_TERMS = frozenset({"case", "file", "files", "document", "documents", "record", "s", "d", "k", "t"})


@dataclass
class Segment:
    """A part of a source. ``sign`` says what it looks like:

    ``repository`` (known), ``acronym`` and ``institution`` (perhaps an archive), ``level``, ``weak`` (leaves, pages,
    years), ``date``, ``title`` (in quotation marks), ``exchange`` (correspondents), ``kind``; ``""`` for anything else.
    """

    text: str
    start: int
    end: int
    sign: str = ""
    date: HistoricalDate | None = None
    exchange: Exchange | None = None

    @property
    def of_reference(self) -> bool:
        """Whether it is certainly part of an archival reference."""
        return self.sign in ("repository", "level")


def segments_of(text: str, like: str = "") -> list[Segment]:
    """The segments of a source, in order, each with its sign; ``like`` is the tradition of the source before it."""
    plain = masked(text)
    dates = [found for found in find_dates(text) if not _quoted_at(plain, found)]
    words = tradition(tradition_of(text, like))
    romance = is_romance(text, words.name)
    cuts = _cuts(text, plain, dates, words)
    out = []
    for start, end in cuts:
        date = next((f for f in dates if f.start <= start and end <= f.end), None)
        segment = Segment(text[start:end], start, end, "date" if date is not None else "", date.date if date else None)
        out.append(segment)
    for n, segment in enumerate(out):
        if not segment.sign:
            segment.exchange = exchange(segment.text.rstrip(" ."), romance)
            segment.sign = _sign(text, segment, words, first=n == 0, last=n == len(out) - 1)
    return out


def _quoted_at(plain: str, found: FoundDate) -> bool:
    """Whether a date stands within quotation marks or among other words in brackets."""
    if plain[found.start] != BLANK:
        return False
    before, after = plain[: found.start].rstrip(BLANK), plain[found.end :].lstrip(BLANK)
    inner = plain[len(before) : len(plain) - len(after)]
    return before[-1:] not in "([\uff08" or len(inner) - (found.end - found.start) > 2


def tradition_of(text: str, like: str = "") -> str:
    """The tradition of a source: its repository's, that of the source before it, or what its words show."""
    repository = first_repository(text)
    if repository is not None and repository.tradition:
        return repository.tradition
    guessed = guess_tradition(text)
    return like if like and guessed == "common" else guessed


def archive_begins(text: str, at: int) -> bool:
    """Whether a known archive, or a level with its number, stands at a place of a text."""
    found = match_repositories(text, at)
    words = tradition(tradition_of(text[at:]))
    term = words.term.match(text, at)
    strong = term is not None and words.kind(term["term"]) in ("fond", "record_group", "box", "lot")
    return (found is not None and _ends_name(text, found[1])) or (strong and _numbered_level(text, at, words))


def first_repository(text: str) -> Repository | None:
    """The first known repository that a segment of a text begins with."""
    for match in re.finditer(r"^|[,;(\uff0c\u3001]\s*|\.\s+|\b(?:in|and|und)\s+", text):
        found = match_repositories(text, match.end())
        if found is not None and _ends_name(text, found[1]):
            return fitting(found[0], text)
    return None


def _ends_name(text: str, end: int) -> bool:
    """Whether a repository's name is over here: what follows is punctuation, a number, or a level."""
    name = re.search(r"\S+$", text[:end])
    if (
        name is not None
        and name.group().isupper()
        and re.match(r"\s+[^\s,;]*[\d-]|\s+[A-Z]+\s(?:\w+\s)?\d", text[end:])
    ):
        return True
    return (
        re.match(
            r"\s*(?:[,;:.()\uff0c\uff08\u3001\u3002]|$|藏)|\s+(?:\d|[A-Z]{1,5}[ .]?\d|[A-Z]+/|"
            r"[Ff]ol\b|[FfФф]\.|[Ff]ond\b|RG\b|Ref\.|[Bb]ox\s|Record Group|MS|[РR]-?\d|"
            r"[A-Z]\w*[A-Z]\w*[,.]|[A-Z]+\.? [A-Z]+ \d)|['\u2019]s\s",
            text[end:],
        )
        is not None
    )


def _cuts(text: str, plain: str, dates: list[FoundDate], words: Tradition) -> list[tuple[int, int]]:
    """Where segments begin and end: at commas, round dates, before a repository behind ``in`` or a full stop."""
    gaps: list[tuple[int, int]] = []
    inside = [(f.start, f.end) for f in dates]

    inside += _names_with_and(text)

    def free(at: int) -> bool:
        return not any(a < at < b for a, b in inside)

    gaps += [
        (m.start(), m.end())
        for m in _CUT.finditer(plain)
        if free(m.start()) and not (m["dash"] and _joins_people(text, m.start(), m.end()))
    ]
    for match in _IN.finditer(plain):
        if free(match.start()) and _archive_at(text, match.end(), words):
            gaps.append((match.start(), match.end()))
    gaps += [m.span() for m in citing().finditer(plain) if _archive_at(text, m.end(), words)]
    gaps += [(m.start(), m.end()) for m in _YEAR_SENTENCE.finditer(plain) if free(m.start())]
    for match in _SENTENCE.finditer(plain):
        if free(match.start()) and not re.search(r"(?<!\w)[A-ZА-Я]$", text[: match.start()]):
            if _archive_at(text, match.end(), words) or _behind_year(text, match.start()):
                gaps.append((match.start(), match.end()))
            elif _behind_leaf(text, match.start(), match.end(), words):
                gaps.append((match.start(), match.end()))
    gaps += _behind_terms(plain, words)
    gaps += [(m.end(), m.end() + 1) for m in _COMMA_IN_MARKS.finditer(text) if free(m.start())]
    for match in _BEFORE_CAPITALS.finditer(plain):
        known = match_repositories(text, match.end())
        name = (known[0][0], known[1]) if known is not None else acronym(text, match.end())
        if free(match.start()) and name is not None and _call_behind(text, name[1]):
            gaps.append((match.start(), match.end()))
    for found in dates:
        before, after = found.start, found.end
        while before and text[before - 1] in " (,":
            before -= 1
        while after < len(text) and text[after] in " ,.)":
            after += 1
        if not _whole_parenthesis(text, found):
            before, after = found.start, found.end
        gaps += [(before, found.start), (found.end, after)]
    return _between(text, gaps)


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
    for match in re.finditer(r"\s(?:and|und|et|y|e)\s", text):
        start = max(text.rfind(mark, 0, match.start()) for mark in ",;.(") + 1
        start += len(text[start:]) - len(text[start:].lstrip())
        known = match_repositories(text, start)
        if known is not None and known[1] > match.end():
            out.append((start, known[1]))
    return out


def _joins_people(text: str, start: int, end: int) -> bool:
    """Whether a dash stands between sender and recipient: Молотов — Сталину."""
    before = max(text.rfind(mark, 0, start) for mark in ",;.") + 1
    behind = _PAUSE.search(text, end)
    return exchange(text[before : behind.start() if behind else len(text)].strip(" .")) is not None


def _behind_leaf(text: str, stop: int, at: int, words: Tradition) -> bool:
    """Whether a full stop ends a reference at its leaves, and a title begins: ``л. 56 об. Справка …``."""
    level = re.search(r"(?P<term>[^\W\d_]{1,7})\.?\s?\d[\d\s,\u2013-]*(?:\s?(?:об|зв|ob|v|r))?$", text[:stop])
    if level is None or words.kind(level["term"]) not in ("leaf", "page"):
        return False
    title = re.match(r"[^\W\d_]{3,}", text[at:])
    return title is not None and not _numbered_level(text, at, words)


def _behind_terms(plain: str, words: Tradition) -> list[tuple[int, int]]:
    """Where a title follows levels whose words stand behind their numbers: ``306. ő. e. Jegyzőkönyv``."""
    out = []
    for match in words.after.finditer(plain) if words.after is not None else ():
        title = re.compile(r"\.?\s+(?=[^\W\d_a-z][^\W\d_]{3,})").match(plain, match.end())
        if title is not None and any(c.isdigit() for c in match["value"]):
            out.append((match.end(), title.end()))
    return out


def _archive_at(text: str, at: int, words: Tradition) -> bool:
    """Whether an archive, or a level with its number, begins here."""
    found = match_repositories(text, at)
    if found is not None and _ends_name(text, found[1]):
        return True
    term = words.term.match(text, at)
    if term is not None and words.kind(term["term"]) not in WEAK and _numbered_level(text, at, words):
        return True
    if term is not None and words.kind(term["term"]) == "folder" and text[term.end() : term.end() + 1] in '\u201c"':
        return True
    end = _CUT.search(text, at)
    stop = end.start() if end else len(text)
    if institution(text, at, stop) is not None and text[at : at + 1].isupper():
        return True
    name = acronym(text, at)
    if name is None or name[1] >= len(text):
        return False
    follows = re.compile(r"[\s,.:]*").match(text, name[1])
    behind = follows.end() if follows else name[1]
    return _CUT.match(text, name[1]) is not None or _numbered_level(text, behind, words)


def _numbered_level(text: str, at: int, words: Tradition) -> bool:
    term = words.term.match(text, at)
    return term is not None and re.match(r"\w{0,3}-?\d", text[term.end() : term.end() + 8]) is not None


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


def _sign(text: str, segment: Segment, words: Tradition, first: bool, last: bool) -> str:
    value = segment.text
    bare = value.rstrip(" .")
    if quoted(value) is not None and value[0] in "\"'\u201c\u2018\u00ab\u300a\u201e\u300c\u300e":
        return "title"
    found = match_repositories(text, segment.start)
    if found is not None and (found[1] >= segment.end - 1 or _ends_name(text, found[1])):
        return "repository"
    level = "" if first and _SENT_TO.match(bare) else _level_sign(text, segment, words)
    if level:
        return level
    if segment.exchange is not None:
        return "exchange"
    name = institution(text, segment.start, segment.end)
    if name is not None and (name[1] >= segment.start + len(bare) or call_number(text, name[1] + 1)):
        return "institution"
    short = acronym(text, segment.start)
    if short is not None:
        behind = text[short[1] : segment.end].strip(" .")
        if not behind or behind[0] == "(" or call_number(behind) == len(behind) or _SHORT_CALL.match(behind):
            return "acronym"
    date = HistoricalDate.parse(bare)
    if date.undated:
        return "date"
    if is_year(bare) or len(date.start) == 1:
        return "weak"
    if _PLAIN_PAGE.fullmatch(bare) and (last or not first):
        return "weak"
    return "kind" if kind_of(bare) or _describes(bare) else ""


def _level_sign(text: str, segment: Segment, words: Tradition) -> str:
    """``level`` or ``weak`` where a segment is a level, a call number or a collection."""
    bare = segment.text.rstrip(" .")
    term = words.term.match(text, segment.start)
    if term is not None and _said_of_documents().match(bare) and re.match(r"\W*\d\S*(?:\s+\S+){2}", bare[term.end() - segment.start - 1 :]):
        return ""  # Протокол № 45 от заседание: a title
    code = term is not None and len(term["term"]) < 3 and call_number(bare) == len(bare) > 5  # F201-00-00/0004
    if term is not None and term.end() < segment.end and not code:
        sign = _worded_sign(words.kind(term["term"]), term["term"], text[term.end() : segment.end])
        if sign is not None:
            return sign
    if _is_number(bare):
        return "level"
    if words.after is not None and any(c.isdigit() for m in words.after.finditer(bare) for c in m["value"]):
        return "level"
    if (
        collection(re.sub(r"\s\([^()]{1,14}\)$", "", re.sub(r",?\s+\d{4}\s*[-\u2013]\s*\d{2,4}$", "", bare)))
        is not None
    ):
        return "level" if len(bare.split()) < 14 and not _VERB.search(bare) else ""
    if re.search(r"\b(?:MSS?|Mss?)\.?\s+[A-Z]?\d+$", bare):
        return "level"
    return "weak" if re.fullmatch(r"\d+[rv](?:\s*[-\u2013]\s*\d*[rv])?", bare) else ""


def _worded_sign(kind: str, term: str, behind: str) -> str | None:
    """The sign of a segment that begins with a level's word; None where the word says nothing here."""
    if kind == "lot":
        return "level" if LOT.match(behind) else ""
    numbered = re.match(r"[\w(\[/.-]{0,8}?\d", behind) is not None
    if numbered and kind in WEAK:
        return "weak" if LEAVES.match(behind) or kind in ("volume", "item", "frame") else ""
    if numbered and not (term.lower() in _WEAK_TERMS and not re.fullmatch(r"\S+", behind.strip(" ."))):
        return "level"
    if kind in ("folder", "box") and behind[:1] in '\u201c"':
        return "level"
    if kind == "volume" and re.fullmatch(r"[IVXLC]+\.?", behind):
        return "weak"
    return "level" if kind == "series" and term.isupper() else None


def _is_number(bare: str) -> bool:
    """Whether a segment is a call number or a file's number by its shape."""
    if (
        call_number(bare) >= len(re.split(r"\s(?=[f]\d|\()", bare)[0]) > 0
        or FILM.match(bare)
        or _inner_lot().search(bare)
    ):
        return True
    decimal = DECIMAL.match(bare)
    if decimal is not None and decimal.end() >= len(bare) - 20:
        return True
    if re.match(r"\d{2,3}[A-Z]?(?:\.\d+)? [A-Z][a-z]+ .*/", bare) or (DOTTED.fullmatch(bare) and len(bare) > 6):
        return True
    subject = subject_file().match(bare)
    return subject is not None and subject.end() >= len(bare) - 2 and re.match(r"[A-Z]{2,4} \d", bare) is not None


@lru_cache(maxsize=1)
def _inner_lot() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s:(])(?:Lot(?:\s+Files?)?|FRC)\s+{LOT.pattern}|:\s+Lot\s+{LOT.pattern}")


def _describes(value: str) -> bool:
    """Whether words are said of a document that no table of kinds has: ``Cabinet meeting``, ``memcon``."""
    return _said_of_documents().search(value) is not None


@lru_cache(maxsize=1)
def _said_of_documents() -> re.Pattern[str]:
    listed = sorted(table("notes")["words"]["describes"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(w) for w in listed)})(?!\w)", re.I)
