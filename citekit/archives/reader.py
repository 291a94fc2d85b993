"""Reads the segments of one archival reference from left to right.

A text is cut into segments at commas, semicolons and full stops; each segment is a level word with a value, a value
with its word behind it, a bare number, a collection's or series' name, the repository, or rest.  Nothing is recased, trimmed
or translated.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..tables import table
from .numbers import DECIMAL, DOTTED, FILM, LOT, SPACED, call_number, subject_file
from .reference import Level
from .repository import Repository, match_repositories, match_repository
from .unnamed import acronym, institution
from .words import Tradition, collection

_SIDE = r"(?:-?(?:ob|об|зв|v|r|rev|a|b|а|б)\b\.?)"
LEAVES = re.compile(rf"\d+\s?{_SIDE}?(?:\s*[-\u2013\u2014]\s*\d+\s?{_SIDE}?)?(?:ff?\b\.?)?", re.I)
_FOLIATED = re.compile(r"\d+[rv](?:\s*[-\u2013]\s*\d*[rv])?(?=[\s,;.)]|$)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}(?:\s*[-\u2013/]\s*(?:(?:1[5-9]|20)?\d{2}))?$")
_QUOTED = re.compile(r"\b(?:quoted\s+(?:from|in)|cited\s+in|reprinted\s+in)\b", re.I)
_GAP = re.compile(r"(?:[\s,;.:/\u3001\u3002\uff0c\uff1a\uff1b]+|['\u2019]s(?=\s)|藏(?=[\s,:\uff0c\uff1a])|第(?=\d))*")
_SEGMENT = re.compile(
    r"(?:\([^()]*\)|[\u201c\"][^\u201d\"]*[\u201d\"]|[^,;()\uff0c\uff1b]|[()])+?(?=[,;\uff0c\uff1b]|$)"
)
_STOP = re.compile(r"(?<![\s.(][A-ZА-Я])(?<!^[A-ZА-Я])(?<!\b[A-Z][a-z])\.\s+(?=[A-ZА-ЯÀ-Ý])")
_ACRONYM = re.compile(
    r"(?:\w\s)?(?:[^\W\d_]+-)*[^\W\d_]*[A-ZА-ЯÀ-Ý][^\W\d_]*[A-ZА-ЯÀ-ÝČŠŽ][^\W\d_]*(?:[-. ][^\W\d_]+){0,3}\.?"
)
ENDED = re.compile(r"\s*(?:[,;.()/\uff0c\uff08\uff09]|$|\s)")
_SPAN_OF_YEARS = re.compile(r"(?:ca\.\s*)?\d{4}\s*[-\u2013]\s*(?:ca\.\s*)?\d{4}")
_QUOTED_VALUE = re.compile(r"[\"\u201c\u00ab]([^\"\u201d\u00bb]{1,80}?),?[\"\u201d\u00bb]")
_TOKEN = re.compile(r"\([^\")]{1,80}\)|(?:[^\s,;()\uff0c]|\([^\s()]{1,30}\))+")
_TO_COMMA, _TO_STOP = re.compile(r"[^,;]+"), re.compile(r"[^,;.]+")
_LIST_COMMA = re.compile(r"\s*[,;]\s*|\s+and\s+|\s+и\s+")
_CODE = re.compile(r"[\w/-]+")
_INNER_STOP = re.compile(r"\.(?=[A-ZА-Я][a-zа-я]*\.\s?\d|\s|$)")  # F.558.Op.1 or a full stop at the end
_DIGIT = re.compile(r"\d")
_SHORT_NAME = re.compile(
    r"\s*[(\uff08](?:hereafter|hereinafter|henceforth|далее|以下简称|以下簡稱)[^()\uff08\uff09]*[)\uff09]"
)
_FOLDERED = frozenset({"american"})  # where what stands behind a box is the name of its folder


class ReferenceReader:
    """Reads one reference. ``later`` is a repository that is named behind its levels."""

    def __init__(
        self, text: str, at: int, repository: Repository | None, words: Tradition, later: Repository | None = None
    ) -> None:
        self.text, self.at, self.words = text, at, words
        self.repository, self.later = repository, later
        self.placed = False  # behind a repository that stands last there are only places
        self.levels: list[Level] = []
        self.unread: list[tuple[int, int]] = []

    @property
    def rest(self) -> str:
        """What was not understood, word for word."""
        return "; ".join(self.text[a:b] for a, b in self.unread)

    def has(self, *kinds: str) -> bool:
        """Whether a level of one of these kinds was read."""
        return any(level.kind in kinds for level in self.levels)

    def add(self, kind: str, term: str, at: int, end: int) -> None:
        """A level whose value stands at a place of the text."""
        self.levels.append(Level(kind, term, self.text[at:end], (at, end)))

    def leave(self, at: int, end: int) -> None:
        """Leave a stretch of the text as it is; one that follows the last joins it."""
        if self.unread and at > self.unread[-1][1] and _GAP.fullmatch(self.text, self.unread[-1][1], at):
            self.unread[-1] = (self.unread[-1][0], end)
        elif end > at:
            self.unread.append((at, end))

    def read(self) -> None:
        """Read to the end of the text."""
        while self.at < len(self.text):
            gap = _GAP.match(self.text, self.at)
            assert gap is not None
            self.at = gap.end()
            if self.at >= len(self.text):
                break
            char = self.text[self.at]
            if char in "qcrQCR" and _QUOTED.match(self.text, self.at):
                self.leave(self.at, len(self.text.rstrip(" .")))  # where somebody else quotes it: a source of its own
                return
            if char in "(\uff08" and self._parenthesis():
                continue
            if not (
                (char.isdigit() and self._extent())
                or self._file_number()
                or self._dotted()
                or self._term_first()
                or self._term_after()
            ):
                self._bare()

    def glued(self, start: int) -> None:
        """A call number that the repository's name is the beginning of (``CIA-RDP79…``), up to a level word in it."""
        code = _CODE.match(self.text, start)
        assert code is not None
        end = code.end()
        if self.text[end : end + 1] == "." and (word := re.search(r"-(\w+)$", code.group())) is not None:
            if self.words.term.match(self.text, start + word.start(1)):
                end = start + word.start()
        self.add("call_number", "", start, end)
        self.at = end + (self.text[end : end + 1] == "-")

    # what stands by its shape

    def _extent(self) -> bool:
        match = self.words.extent.match(self.text, self.at)
        if match is None:
            return False
        self.leave(*match.span())
        self.at = match.end()
        return True

    def _parenthesis(self) -> bool:
        """A parenthesis of a short name (``hereafter …``), or one that holds a level: ``(Lot File 93D287)``."""
        short = _SHORT_NAME.match(self.text, self.at)
        if short is not None:
            self.at = short.end()
            return True
        call = call_number(self.text, self.at + 1)
        if call and self.text[call : call + 1] in ")\uff09" and not self.has("call_number"):
            self.add("call_number", "", self.at + 1, call)
            self.at = call + 1
            return True
        term = self.words.term.match(self.text, self.at + 1)
        if term is None or not (LOT.match(self.text, term.end()) or self.text[term.end() : term.end() + 1].isdigit()):
            return False
        self.at += 1
        if not self._term_first():
            self.at -= 1
            return False
        self.at += self.text[self.at : self.at + 1] == ")"
        return True

    def _file_number(self) -> bool:
        """A file of the Department of State or the White House that has no word for itself."""
        place = self.repository or self.later
        if not (place is not None and place.country == "US") and not self.has("record_group", "lot"):
            alone = subject_file().match(self.text, self.at)
            if place is not None or alone is None or self.levels or call_number(self.text, self.at):
                return False
            if re.search(r"[a-z]", alone.group()) or not re.search(r"\s[A-Z]", alone.group()):
                return False
        for pattern in (DECIMAL, FILM, subject_file()):
            match = pattern.match(self.text, self.at)
            if match is None or not ENDED.match(self.text, match.end()) or (self.has("box") and pattern is not DECIMAL):
                continue
            end = match.end() - (match.group().endswith(".") and not re.search(r"[A-Z]\.[A-Z]\.$", match.group()))
            self.add("file", "", self.at, self.at + len(self.text[self.at : end].rstrip()))
            self.at = end
            return True
        return False

    def _dotted(self) -> bool:
        """Fond, opis, delo, leaf as numbers with points between: ``RGASPI 558.11.492.57``; ``ГА РФ Р7523 105 168``."""
        if self.levels or self.repository is None or "opis" not in self.words.kinds.values():
            return False
        match = DOTTED.match(self.text, self.at) or SPACED.match(self.text, self.at)
        if match is None:
            return False
        for n, kind in enumerate(("fond", "opis", "delo", "leaf")[: match.re.groups], 1):
            if match[n]:
                self.add(kind, "", *match.span(n))
        self.at = match.end()
        return True

    # what a word says

    def _term_first(self) -> bool:
        match = self.words.term.match(self.text, self.at)
        if match is None or match.end() >= len(self.text):
            return False
        term = match["term"]
        kind = self.words.kind(term)
        if len(term) < 3 and not term.endswith(".") and re.match(r"\S*[-/]", self.text[match.end() :]):
            if call_number(self.text, self.at) and not self.has("call_number"):
                return False  # F201-00-00/0004
        if kind in ("leaf", "page"):
            if self.has("leaf", "page"):
                return False
            return self._leaves(kind, term, match.end())
        named = kind in ("fond", "series", "folder", "file") and len(term.rstrip(".")) > 3
        value = self._value(match.end(), kind, long=kind == "series" or named)
        if value is None:
            return False
        at, end = value
        self.add(kind, term, at, end)
        closing = re.compile(r",?[\"\u201d\u00bb]").match(self.text, end)
        self.at = closing.end() if closing and self.text[at - 1 : at] in ('"', "\u201c", "\u00ab") else end
        return True

    def _leaves(self, kind: str, term: str, at: int) -> bool:
        """Leaves: numbers, ranges, versos, in a list as long as nothing but numbers follows."""
        first = LEAVES.match(self.text, at)
        if first is None:
            code = re.compile(r"[A-Z]-\d+(?:[-\u2013][A-Z]-\d+)?").match(self.text, at)  # pp. B-21–B-53
            if code is None:
                return False
            first = code
        end = at + len(first.group().rstrip())
        while (more := _LIST_COMMA.match(self.text, end)) is not None:
            number = LEAVES.match(self.text, more.end())
            following = self.text[number.end() : number.end() + 40] if number is not None else ""
            if (
                number is None
                or not re.match(r"\s*(?:[,;.)]|and\s\d|$)", following)
                or self.words.term.match(self.text, more.end())
                or _YEAR.match(number.group())
            ):
                break
            end = more.end() + len(number.group().rstrip())
        value = self.text[at:end].rstrip()
        self.add(kind, term, at, at + len(value))
        self.at = at + len(value)
        return True

    def _value(self, at: int, kind: str, long: bool) -> tuple[int, int] | None:
        """Where a value stands: a token with a number, or a short code; in quotes or parentheses as a whole."""
        quoted = _QUOTED_VALUE.match(self.text, at)
        if quoted is not None:
            return quoted.span(1)
        if kind == "lot":
            lot = LOT.match(self.text, at)
            return lot.span() if lot is not None else None
        plain = _TOKEN.match(self.text, at)
        if long and (plain is None or not _DIGIT.search(plain.group())):
            match = _TO_COMMA.match(self.text, at)
            if match is None:
                return None
            stop = re.search(r"(?<=\w\w)\.\s|(?<=\w\w)\.$", match.group())
            value = match.group()[: stop.start()] if stop else match.group()
            return (at, at + len(value.rstrip())) if value.strip() else None
        if plain is None:
            return None
        value = plain.group()
        inner = _INNER_STOP.search(value)
        value = (value[: inner.start()] if inner else value).rstrip(".:")
        if long and _DIGIT.search(value):
            value = self._long_value(at, value)
        if not value or not (_DIGIT.search(value) or len(value) <= 4 or value[0] == "(" or long):
            return None
        return at, at + len(value.rstrip())

    def _long_value(self, at: int, value: str) -> str:
        """``Record of Talks 1950-54``, ``55D606 OSS/PB-1``: a name with a number goes on to the comma."""
        whole = _TO_STOP.match(self.text, at)
        if whole is None or len(whole.group().rstrip()) == len(value):
            return value
        if re.search(r"[^\W\d]{4,}", whole.group()) or re.fullmatch(
            r"\w+\s[A-Z/]+[-\u2013/]\w+", whole.group().rstrip()
        ):
            return self._cut(whole.group())
        return value

    def _term_after(self) -> bool:
        if self.words.after is None:
            return False
        match = self.words.after.match(self.text, self.at)
        if match is None or not any(c.isdigit() for c in match["value"]):
            return False
        term = match["term"]
        self.levels.append(Level(self.words.kind(term), term, match["value"], match.span("value")))
        self.at = match.end()
        return True

    # what stands without a word

    def _bare(self) -> None:
        """A segment without a level word: repository, collection, year, call number, leaves behind one, or rest."""
        segment = _SEGMENT.match(self.text, self.at)
        value = self._cut(segment.group() if segment is not None else self.text[self.at])
        at, end = self.at, self.at + len(value)
        if self._is_repository(at) or self._is_place(value):
            self.at = max(self.at, end if self.at == at else self.at)
            return
        self.at = max(end, self.at + 1)
        if not value or (self.placed and not _DIGIT.search(value)):
            return  # the place of a repository that stands last
        if self._collection(value, at) or self._years_of_collection(value, at) or self._folder(value, at):
            return
        kind = self._bare_kind(value, at)
        if kind is not None:
            self.add(kind, "", at, self._call_end(at, end) if kind == "call_number" else end)
            self.at = max(self.levels[-1].span[1], at + 1)
            return
        if self._series(value, at):
            return
        inner = self._level_inside(value, at)
        if inner is None:
            self.leave(at, end)
        else:
            self.leave(at, at + len(self.text[at:inner].rstrip(" (")))
            self.at = inner

    def _call_end(self, at: int, end: int) -> int:
        """Where a call number ends in its segment, where a word of another level does not follow it."""
        reached = call_number(self.text, at)
        behind = self.text[reached:end].strip() if reached else ""
        return reached if behind and (behind[0] == "(" or self.words.term.match(behind)) else end

    def _cut(self, raw: str) -> str:
        """A segment as far as it is one thing: to a sentence's end, a slash between spaces, a word behind a number."""
        if (stop := _STOP.search(raw)) is not None:
            raw = raw[: stop.start()]
        if (slash := raw.find(" / ")) > 0:
            raw = raw[:slash]
        for match in self.words.term.finditer(raw):
            before = raw[match.start() - 1 : match.start()]
            if match.start() and before in (" ", "(") and self._is_number(match["term"], raw[match.end() :]):
                raw = raw[: match.start()]
                break
        if self.words.after is not None:
            for match in self.words.after.finditer(raw):
                if match.start() and raw[match.start() - 1] == " " and any(c.isdigit() for c in match["value"]):
                    raw = raw[: match.start()]
                    break
        if not self.levels and (opened := raw.find(" (")) > 0 and (end := call_number(raw, opened + 2)):
            raw = raw[:opened] if raw[end : end + 1] == ")" and not call_number(raw) else raw
        if (short := _SHORT_NAME.search(raw)) is not None and short.start():
            raw = raw[: short.start()]
        return raw.rstrip(" .:(")

    def _is_number(self, term: str, behind: str) -> bool:
        """Whether a level's number stands behind its word within a segment."""
        kind = self.words.kind(term)
        if kind == "lot":
            return LOT.match(behind) is not None
        if not behind[:1].isdigit():
            return False
        return kind in ("leaf", "page") or (kind in ("box", "reel", "folder") and len(term) > 2)

    def _is_repository(self, at: int) -> bool:
        """Whether a segment is the name of the repository, which may stand last and again in full."""
        wanted = self.repository or self.later
        known = match_repositories(self.text, at)
        match = (known[0], known[1]) if known is not None else None
        if match is None and self.later is not None and self.repository is None:
            unnamed = institution(self.text, at) or acronym(self.text, at)
            match = ((unnamed[0],), unnamed[1]) if unnamed is not None else None
        if match is None or wanted is None or not {wanted, self.later} & set(match[0]):
            return False
        if not ENDED.match(self.text, match[1]) or call_number(self.text, at) > match[1]:
            return False
        self.placed = self.placed or self.repository is None or bool(self.levels)
        self.repository = wanted
        self.at = match[1]
        return True

    def _is_place(self, value: str) -> bool:
        """Whether a segment is where the repository is, right behind its name."""
        if self.repository is None or self.levels or self.unread:
            return False
        place = self.repository.place
        return value in place.split(", ") or (bool(place) and value == place) or value in _places()

    def _collection(self, value: str, at: int) -> bool:
        """A collection by its name, with its number in parentheses where there is one: ``X Collection (AL2878)``."""
        number = re.search(r"\s+\(([\w./-]*\d[\w./-]*)\)$", value)
        name = value[: number.start()] if number else value
        years = re.search(r",?\s+(?:1[5-9]|20)\d{2}\s*[-\u2013]\s*(?:\d{2}|\d{4})$", name)
        short = re.search(r"\s\([^\d()]{1,12}\)$", name)
        kind = collection(name[: years.start()] if years else name[: short.start()] if short else name)
        if kind is None or (self.has("box") and self.repository is not None and self.words.name in _FOLDERED):
            return False
        end = years.start() if years and self.text[at + years.start()] != "," else len(name)
        self.add(kind, "", at, at + end)
        if years and end < len(name):
            self.add("year", "", at + end + len(years.group()) - len(years.group().lstrip(" ,")), at + len(name))
        if number:
            self.add("call_number", "", at + number.start(1), at + number.end(1))
        return True

    def _years_of_collection(self, value: str, at: int) -> bool:
        """The years that a collection's name ends with: ``Classified Files, 1959 - ca. 1974``."""
        last = self.levels[-1] if self.levels else None
        if last is None or last.term or last.kind not in ("fond", "series") or not _SPAN_OF_YEARS.fullmatch(value):
            return False
        if self.text[last.span[1] : at].strip() != ",":
            return False
        span = (last.span[0], at + len(value))
        self.levels[-1] = Level(last.kind, "", self.text[slice(*span)], span)
        return True

    def _folder(self, value: str, at: int) -> bool:
        """In an American reference, what stands behind the box is the name of the folder, up to the next level."""
        if self.words.name not in _FOLDERED or not self.has("box") or self.has("folder") or self.repository is None:
            return False
        end = at + len(value)
        while True:
            more = re.compile(r",\s+").match(self.text, end)
            segment = _SEGMENT.match(self.text, more.end()) if more is not None else None
            if more is None or segment is None or self.words.term.match(self.text, more.end()):
                break
            following = self._cut(segment.group())
            if not following or match_repository(self.text, more.end()):
                break
            end = more.end() + len(following)
            if len(following) < len(segment.group().rstrip(" .")):
                break
        self.add("folder", "", at, end)
        self.at = end
        return True

    def _series(self, value: str, at: int) -> bool:
        """The name of a fond or series between the repository and its numbers; in the United States a file's too."""
        foldered = self.words.name in _FOLDERED
        if self.repository is None or self.unread or len(value) > 120 or not re.search(r"[^\W\d]{2}", value):
            return False
        if foldered:
            if not value[0].isupper() or self.has("leaf", "page") or _is_prose(value):
                return False
            self.add("series", "", at, at + len(value))
            return True
        names = all(level.kind in ("fond", "series") and not level.term for level in self.levels)
        ahead = self._number_ahead(at + len(value))
        if not names or not ahead or _DIGIT.search(value) or not value[0].isupper() or _is_prose(value):
            return False
        self.add("series" if self.levels else "fond", "", at, at + len(value))
        return True

    def _number_ahead(self, at: int) -> bool:
        """Whether a level with a number, or a call number, still follows."""
        for match in re.compile(r"[,;.]\s+").finditer(self.text, at, at + 400):
            term = self.words.term.match(self.text, match.end())
            if term is not None and re.match(r"\W?\s?\w{0,12}?\d", self.text[term.end() : term.end() + 20]):
                return True
            if call_number(self.text, match.end(), short=True):
                return True
        return False

    def _level_inside(self, value: str, at: int) -> int | None:
        for match in self.words.term.finditer(value):
            before, behind = value[match.start() - 1 : match.start()], value[match.end() : match.end() + 1]
            if match.start() and not before.isalnum() and (behind.isdigit() or behind == "№"):
                return at + match.start()
        return None

    def _bare_kind(self, value: str, at: int) -> str | None:
        calls = self.repository is not None and self.repository.call_numbers
        fresh = not self.levels and not self.unread
        if not _DIGIT.search(value):
            if call_number(value) == len(value) and not self.has("call_number"):
                return "call_number"
            return "fond" if calls and fresh and _ACRONYM.fullmatch(value) else None
        if _FOLIATED.fullmatch(value) and not self.has("leaf", "page"):
            return "leaf"
        if self.repository is None:
            named = call_number(value) == len(value)
            if named and not self.has("call_number") and not is_year(value):
                return "call_number"
            first = self.later is not None and self.later.call_numbers and fresh
            return (
                "call_number" if first and re.fullmatch(r"[\w./-]*\d[\w./-]*", value) and not is_year(value) else None
            )
        if is_year(value):
            return "year" if not self.has("year") else None
        return self._number_kind(value, at) if calls else None

    def _number_kind(self, value: str, at: int) -> str | None:
        """A number in a repository that has call numbers: the call number, a page behind it, or a further number."""
        if not self.has("call_number", "record_group") and not re.search(r"\s\w{8,}\s", value):
            named = self.repository is not None and not self.repository.name and call_number(self.text, at, short=True)
            if self.repository is not None and (self.repository.name or named):
                if not self.has("fond") or not any(level.term for level in self.levels):
                    return "call_number"
        page = re.fullmatch(r"\d{1,4}(?:\s*[-\u2013\u2014]\s*\d+)?(?:ff?\.?)?", value)
        if page and not self.has("leaf", "page", "box"):
            return "page"
        if re.fullmatch(r"[\w./\u2013()#-]+(?:\s[\w./-]*\d[\w./-]*)?", value):
            return "item"
        return None


def is_year(value: str) -> bool:
    """Whether a value is a year or a span of years: ``1951``, ``1950-54``, and not ``1585/1836``."""
    if not _YEAR.match(value):
        return False
    first, *more = (int(n) for n in re.findall(r"\d+", value))
    return not more or more[-1] < 100 or 0 <= more[-1] - first <= 60


def _is_prose(value: str) -> bool:
    """Whether a segment is words about a document and not the name of a series: two words in small letters together."""
    return (
        re.search(r"\b(?:the meeting|minutes of the|resolution|report (?:of|on|from)|letter|memorandum)\b", value)
        is not None
    )


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """The places of all repositories."""
    places = {r.get("place", "") for r in table("repositories")["repository"]}
    return frozenset(p for place in places for p in (place, *place.split(", ")) if p)
