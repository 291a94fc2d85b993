"""A source cut into segments, and what each looks like: a repository, a level, a date, a title, correspondents …"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ...archives.bare import NUMBER_OF_PAPERS
from ...archives.numbers import DECIMAL, DOTTED, FILM, LOT, NUMERIC_DAY, call_number, is_year, subject_file
from ...archives.reader import LEAVES
from ...archives.repository import match_repositories
from ...archives.titles import kind_of
from ...archives.unnamed import UPPER, acronym, institution, place_name
from ...archives.words import Tradition, collection, tradition
from ...common.tables import table
from ...dates import FoundDate, HistoricalDate, find_dates
from .archive_names import ends_name, first_repository, tradition_of
from .correspondents import Exchange, exchange
from .cuts import WEAK, cuts_of
from .exchange_words import language_of
from .marks import BLANK, quoted, without_quoted
from .messages import message_part
from .words import said_of_documents

_SENT_TO = re.compile(
    r"(?:(?:instructions|dispatch|despatch|reports?|correspondence|minutes|diar(?:y|ies)|journals?)\b|(?:memorand(?:um|a)|memo|note)\s(?:for|to)\b)",
    re.I,
)  # no series here
_DIARY = re.compile(r"(?:diar(?:y|ies)|journals?)\s+of\b", re.I)
_VERB = re.compile(r"\b(?:was|were|is|are|has|had|have|in|may|can)\b")
_SHORT_CALL = re.compile(r"(?:[A-Z]{1,5} )?[A-Z]{0,4} ?\d+(?:[-/]\d+)*$")
_MESSAGE = re.compile(r"[A-Z]{1,6}[ -]?\d{1,6}")
_PAPER = re.compile(r"[A-Z]{1,4}(?:[-/ ][A-Z\d]{1,4})*\(\d{2,4}\)[-/ ]?\w+")
_YEAR = re.compile(
    r"(?:(?:ca?|circa|um|etwa|vers|ок|около)\.?\s?)?(?:1[5-9]|20)\d\d"
    r"(?:/\d\d|\s?[-\u2013]\s?(?:1[5-9]|20)?\d\d|\s+(?:год|г\.?)|年|년)?"
)
_NUMERIC_DAY = re.compile(NUMERIC_DAY)
_STOPPED_DAY = re.compile(r"(?:[12]?\d|3[01])\.\s?(?:0?[1-9]|1[0-2])\.\s?\d\d")
_ENGLISH = re.compile(r"\b(?:to|the|of|from|and)\b")
_PLAIN_PAGE = re.compile(r"\d{1,4}(?:\s*[-\u2013]\s*\d{1,4})?(?:,\s*\d{1,4})*$")
_OF_PLACE = re.compile(r"\s[^\W\d_a-z][^\W\d_A-Z]")
_DECIMAL_FILE = re.compile(r"(?:(?:Central |State |U\.?S\.? |Department of |Dept\. of )*Decimal Files?,? )?")
_LETTERED_VALUE = re.compile(r"[A-Z](?:[/-][A-Z\d]){1,3}\.?")  # fasc. W/R
_NUMBER_IN_TITLE = re.compile(r"\W*(?:[^\W\d_]{1,3}[-./]?)?\d\S*(?:(?:\s+\S+){2}|\s+(?:от|від|z|dne|vom|del|din)$)")
_INTO = re.compile(r"(?:in|im|dans|en|em|nel|w|v|в)\s+(?:the\s+)?(?=[^\W\d_a-z])")
_PREFIX = re.compile(r"[A-Z]{2,6}:\s")  # DNP: MS 12
_WEAK_TERMS = frozenset({"case", "file", "files", "document", "documents", "record", "s", "d", "k", "t"})


@dataclass
class Segment:
    """A part of a source. ``sign`` says what it looks like:

    ``repository`` (known), ``acronym`` and ``institution`` (perhaps an archive), ``level``, ``weak`` (leaves, pages,
    years), ``code`` (a short call number, where an archive is beside it), ``date``, ``title`` (in quotation marks),
    ``exchange`` (correspondents), ``kind``; ``""`` for anything else.
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


def year_of(text: str) -> str:
    """The year that a text is and nothing else, or an empty string."""
    bare = text.strip(" .()")
    return bare if _YEAR.fullmatch(bare) else ""


def segments_of(text: str, like: str = "") -> list[Segment]:
    """The segments of a source, in order, each with its sign; ``like`` is the tradition of the source before it."""
    plain = without_quoted(text)
    dates = [found for found in find_dates(text) if not _quoted_at(plain, found)]
    words = tradition(tradition_of(text, like))
    dates = [found for found in dates if not _is_level_behind(text, found, words)]
    dates = [found for found in dates if len(dates) == 1 or not _is_in_call_number(text, found)]
    archive = first_repository(text)
    language = language_of(text, words.name, archive.country if archive is not None else "")
    cuts = cuts_of(text, plain, dates, words)
    out = []
    for start, end in cuts:
        start = _behind_in(text, start, end)
        date = next((f for f in dates if f.start <= start and end <= f.end), None)
        segment = Segment(text[start:end], start, end, "date" if date is not None else "", date.date if date else None)
        out.append(segment)
    for n, segment in enumerate(out):
        if not segment.sign:
            segment.exchange = exchange(segment.text.rstrip(" ."), language)
            segment.sign = _sign(text, segment, words, first=n == 0, last=n == len(out) - 1)
        if segment.sign == "date" and segment.date is None and language and not _ENGLISH.search(text):
            segment.date = _day_first(segment.text.rstrip(" ."))
    if not dates:
        _mark_days_with_stops(out)
    _mark_numbers_of_documents(out)
    _mark_diaries(out)
    _mark_years_of_series(out)
    return out


def _behind_in(text: str, start: int, end: int) -> int:
    """Where a segment begins without the ``in`` before the name of its collection: ``…, in Jinnah Papers, F-98/45``."""
    into = _INTO.match(text, start, end)
    return into.end() if into is not None and start and collection(text[into.end() : end]) is not None else start


def _is_level_behind(text: str, found: FoundDate, words: Tradition) -> bool:
    """Whether what looks like a month is the word of a level after its number: ``2. apr., 1234. l.``"""
    if words.after is None:
        return False
    return any(
        match.end() <= found.end and match.end("term") > found.start + len(match["value"])
        for match in words.after.finditer(text, found.start, min(len(text), found.end + 1))
        if match["value"].isdigit()
    )


def _is_in_call_number(text: str, found: FoundDate) -> bool:
    """Whether a day in numbers is one of a call number: ``CPDOC/FGV, GV c 1937.11.08``."""
    if any(c.isalpha() for c in text[found.start : found.end].removeprefix("c ")):
        return False
    start = max(text.rfind(mark, 0, found.start) for mark in ",;(") + 1
    start += len(text[start:]) - len(text[start:].lstrip())
    return re.fullmatch(rf"[{UPPER}]{{2,6}}(?: [a-z]{{1,4}})? ?", text[start : found.start]) is not None


def _day_first(text: str) -> HistoricalDate | None:
    """A day in numbers where the day stands first, as everywhere but in English: ``11/8/1947``."""
    if _NUMERIC_DAY.fullmatch(text) is None:
        return None
    day, month, year = re.split("[/-]", text)
    date = HistoricalDate.parse(f"{int(day)}.{int(month):02d}.{year if len(year) == 4 else f'19{year}'}")
    return replace(date, text=text) if len(date.start) == 3 else None


def _mark_days_with_stops(segments: list[Segment]) -> None:
    """A day in numbers with stops and a short year, alone between commas, beside an archive or people: ``3.9.40``."""
    for segment in segments[1:]:
        bare = segment.text.rstrip(" .")
        known = any(s.of_reference or s.sign == "exchange" for s in segments if s is not segment)
        if known and _STOPPED_DAY.fullmatch(bare):
            day, month, year = (int(part) for part in bare.split("."))
            date = HistoricalDate.parse(f"{day}.{month:02d}.{year:02d}")
            segment.sign, segment.date = "date", replace(date, text=bare) if date.start else HistoricalDate(bare)
            return


def _mark_years_of_series(segments: list[Segment]) -> None:
    """``Despatches from U.S. Consuls in Havana, 1783–1906``: a series with its years, where a day is named as well."""
    days = [s for s in segments if s.date is not None and len(s.date.start) == 3]
    for series, years in zip(segments, segments[1:]):
        span = years.sign == "weak" and re.search(r"\d\s?[-\u2013]\s?\d", year_of(years.text))
        if days and span and collection(series.text) is not None and series.sign not in ("exchange", "title"):
            series.sign = years.sign = "level"


def _mark_diaries(segments: list[Segment]) -> None:
    """``Entry for 9 October 1962, Diary of David Bruce``: after a date a diary is where the entry lies."""
    dated = next((n for n, s in enumerate(segments) if n and s.sign == "date"), len(segments))
    for segment in segments[:dated]:
        if segment.sign == "level" and _DIARY.match(segment.text):
            segment.sign = "kind"
    for segment in segments[dated + 1 :]:
        if (
            segment.sign in ("", "kind")
            and _DIARY.match(segment.text)
            and collection(segment.text.rstrip(" .")) is not None
        ):
            segment.sign = "level"


def _mark_numbers_of_documents(segments: list[Segment]) -> None:
    """``CC(54)52, 8 September 1954, TNA, CAB 128/27``: the number of a paper before its date is no file's."""
    for before, segment in zip(segments, segments[1:]):
        archive = before.sign in ("acronym", "institution") and not re.search(r"\d", before.text)
        if archive and segment.sign == "acronym" and re.search(r"\s\d", segment.text):
            segment.sign = "code"  # UAG, PA 1234
    for n, segment in enumerate(segments[1:-1], 1):
        said = segments[n - 1].sign in ("title", "exchange", "kind", "date") or segments[n + 1].sign == "title"
        sent = segments[n - 1].sign == "exchange" and segments[n + 1].sign == "date"
        message = sent and segment.sign == "acronym" and _MESSAGE.fullmatch(segment.text)
        if message and any(s.of_reference for s in segments[n + 2 :]):
            segment.sign = "kind"  # CFB 15120: the number of a telegram
        others = [*segments[: n - 1], *segments[n + 2 :]]
        if sent and segment.sign in ("level", "weak") and _message_beside(segment, others):
            segment.sign = "kind"  # Pallavicini an Aehrenthal, Nr. 45 A, 3. Juni 1909
        if said and segment.sign not in ("date", "title") and _numbered_document().match(segment.text.rstrip(" .")):
            segment.sign = "kind"
    for n, segment in enumerate(segments[:-2]):
        fresh = not any(s.of_reference for s in segments[:n])
        numbered = n and segments[n - 1].sign == "exchange" and segments[n + 1].sign == "date"
        if fresh and numbered and segment.sign == "level" and any(map(_is_call_number, segments[n + 2 :])):
            segment.sign = "kind"  # PM/46/17, 5 Jan. 1946, FO 800/451: the number of a letter
        if fresh and segment.sign == "level" and _PAPER.fullmatch(segment.text) and segments[n + 1].sign == "date":
            segment.sign = "kind" if any(s.of_reference for s in segments[n + 2 :]) else "level"


def _message_beside(segment: Segment, others: list[Segment]) -> bool:
    """Whether a number with a word before it is that of a message: what lies in the archive is said elsewhere."""
    message = message_part(segment.text) if segment.text[:1].isalpha() or segment.text[0] == "\u2116" else None
    return message is not None and " " in segment.text and any(s.of_reference for s in others)


def _is_call_number(segment: Segment) -> bool:
    return segment.sign == "level" or (segment.sign == "repository" and re.search(r"\d", segment.text) is not None)


def _quoted_at(plain: str, found: FoundDate) -> bool:
    """Whether a date stands within quotation marks or among other words in brackets."""
    if plain[found.start] != BLANK:
        return False
    before, after = plain[: found.start].rstrip(BLANK), plain[found.end :].lstrip(BLANK)
    inner = plain[len(before) : len(plain) - len(after)]
    return before[-1:] not in "([\uff08" or len(inner) - (found.end - found.start) > 2


def _sign(text: str, segment: Segment, words: Tradition, first: bool, last: bool) -> str:
    value = segment.text
    bare = value.rstrip(" .")
    if quoted(value) is not None and value[0] in "\"'\u201c\u2018\u00ab\u300a\u201e\u300c\u300e\u3008":
        return "title"
    if not first and _NUMERIC_DAY.fullmatch(bare):
        return "date"  # 12/3/1954: kept as written, for which of the two is the month is not said
    found = match_repositories(text, segment.start)
    if found is not None and (found[1] >= segment.end - 1 or ends_name(text, found[1])):
        of_other = (
            not first and found[1] - segment.start <= 3 and re.fullmatch(r" \d+", bare[found[1] - segment.start :])
        )
        return "code" if of_other else "repository"  # BA 1715 is a number of the archive before it
    if (" (" in bare or "\uff08" in bare) and place_name(text, segment.start) is not None:
        return "repository"  # Kew (FO 371/1160)
    if first and _numbered_document().match(bare):
        return "kind"  # NSC 162/2: the number of a document, not of a file
    level = "" if first and _SENT_TO.match(bare) else _level_sign(text, segment, words)
    if level:
        return level
    if segment.exchange is not None:
        return "exchange"
    if (unknown := _unknown_archive_sign(text, segment, bare)) != "":
        return unknown
    date = HistoricalDate.parse(bare)
    if date.undated:
        return "date"
    if is_year(bare) or len(date.start) == 1:
        return "weak"
    if _PLAIN_PAGE.fullmatch(bare) and (last or not first):
        return "weak"
    if not first and call_number(bare, short=True) == len(bare):
        return "code"
    return "kind" if kind_of(bare) or _describes(bare) else ""


def _unknown_archive_sign(text: str, segment: Segment, bare: str) -> str:
    """``institution`` or ``acronym`` where a segment may be an archive that is in no table."""
    name = institution(text, segment.start, segment.end)
    if name is not None and (name[1] >= segment.start + len(bare) or call_number(text, name[1] + 1)):
        return "institution"
    short = acronym(text, segment.start)
    if short is None:
        return ""
    behind = text[short[1] : segment.end].strip(" .")
    if not behind and " " in bare and short[0].abbreviation == bare and _OF_PLACE.search(bare):
        return "institution"  # AS Montefiore
    alone = not behind or behind[0] == "(" or call_number(behind) == len(behind) or _SHORT_CALL.match(behind)
    return "acronym" if alone else ""


def _level_sign(text: str, segment: Segment, words: Tradition) -> str:
    """``level`` or ``weak`` where a segment is a level, a call number or a collection."""
    bare = segment.text.rstrip(" .")
    term = words.term.match(text, segment.start)
    if (
        term is not None
        and said_of_documents().match(bare)
        and _NUMBER_IN_TITLE.match(bare[term.end() - segment.start - 1 :])
    ):
        return ""  # Протокол № 45 от заседание: a title
    code = term is not None and len(term["term"]) < 3 and call_number(bare) == len(bare) > 5  # F201-00-00/0004
    if term is not None and term.end() < segment.end and not code:
        sign = _worded_sign(words.kind(term["term"]), term["term"], text[term.end() : segment.end])
        if sign is not None:
            return sign
    if _is_number(bare) or ((prefix := _PREFIX.match(bare)) is not None and _is_number(bare[prefix.end() :])):
        return "level"
    behind = [m for m in words.after.finditer(bare) if any(map(str.isdigit, m["value"]))] if words.after else []
    if behind:
        return "level" if any(words.kind_after(m["term"]) not in WEAK for m in behind) else "weak"
    plain = re.sub(r"\s\([^()]{1,24}\)$", "", re.sub(r",?\s+\d{4}\s*[-\u2013]\s*\d{2,4}$", "", bare))
    if collection(plain) is not None or collection(NUMBER_OF_PAPERS.sub("", plain)) == "fond":
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
    if kind in ("folder", "box") and (behind[:1] in '\u201c\u00ab"' or _LETTERED_VALUE.fullmatch(behind)):
        return "level"
    if kind == "volume" and re.fullmatch(r"[IVXLC]+\.?", behind):
        return "weak"
    if kind == "fond" and len(term) > 3 and behind[:1].isupper():
        return "level"  # fond F. Palacký
    return "level" if kind == "series" and term.isupper() else None


def _is_number(bare: str) -> bool:
    """Whether a segment is a call number or a file's number by its shape."""
    if (
        call_number(bare) >= len(re.split(r"\s(?=[f]\d|\()", bare)[0]) > 0
        or FILM.match(bare)
        or _inner_lot().search(bare)
    ):
        return True
    decimal = DECIMAL.match(bare, _DECIMAL_FILE.match(bare).end())  # type: ignore[union-attr]
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
    return said_of_documents().search(value) is not None


@lru_cache(maxsize=1)
def _numbered_document() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, table("notes")["words"]["numbered_documents"]))
    return re.compile(rf"(?:{listed})[ -]\d[\w/().-]*$")
