"""The grammar of archival references: repository, levels with their words, leaves; several joined; the rest kept.

One grammar for all: what differs between archives is data (repositories.toml, levels.toml).  A text is cut into
segments at commas, semicolons and full stops; each segment is a level word with a value, a value with its word behind
it, a bare number, a collection's name, the repository, or rest.  Nothing is recased, trimmed or translated, and each
character of the text is in exactly one reference.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .reference import ArchivalReference, Level
from .repository import Repository, match_repository
from .words import Tradition, collection, tradition

_JOINS = re.compile(r"\s*;\s*(?:(?:and|see)\s+also\s+|and\s+|also\s+)?|\s*,?\s+(?:and\s+also|and|see\s+also|also|и)\s+")
_SIDE = r"(?:-?(?:ob|об|зв|v|r|rev|a|b|а|б)\b\.?)"
_LEAVES = re.compile(rf"\d+\s?{_SIDE}?(?:\s*[-\u2013\u2014]\s*\d+\s?{_SIDE}?)?(?:ff?\b\.?)?", re.I)
_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}(?:\s*[-\u2013/]\s*(?:(?:1[5-9]|20)?\d{2}))?$")
_PUBLISHED = re.compile(
    r"\((?:[^()]*:\s*)?[^()]*,\s*(?:1[5-9]|20)\d{2}\)|\b(?:ed|eds|vol|no)\.,?\s.*\((?:1[5-9]|20)\d{2}\)"
)
_QUOTED = re.compile(r"\b(?:quoted\s+(?:from|in)|cited\s+in|reprinted\s+in)\b", re.I)
_GAP = re.compile(r"(?:[\s,;.:/]+|['\u2019]s(?=\s))*")
_SEGMENT = re.compile(r"(?:\([^()]*\)|[^,;()]|[()])+")
_STOP = re.compile(r"(?<![\s.(][A-ZА-Я])(?<!^[A-ZА-Я])\.\s+(?=[A-ZА-ЯÀ-Ý])")
_DECIMAL = re.compile(r"\d{3}[A-Z]?\.[\dA-Za-z.]+/\d[\d\u2013-]*[A-Za-z]{0,2}")  # 795.00/6-2550: Department of State
_ACRONYM = re.compile(
    r"(?:\w\s)?(?:[^\W\d_]+-)*[^\W\d_]*[A-ZА-ЯÀ-Ý][^\W\d_]*[A-ZА-ЯÀ-ÝČŠŽ][^\W\d_]*(?:[-. ][^\W\d_]+){0,3}\.?"
)
_ENDED, _NUMBERED = re.compile(r"\s*(?:[,;.()/]|$|\s)"), re.compile(r"\W?\w{0,40}?\d")
_SPAN_OF_YEARS = re.compile(r"(?:ca\.\s*)?\d{4}\s*[-\u2013]\s*(?:ca\.\s*)?\d{4}")
_QUOTED_VALUE = re.compile(r"[\"\u201c\u00ab]([^\"\u201d\u00bb]{1,80})[\"\u201d\u00bb]")
_TOKEN = re.compile(r"\([^\")]{1,80}\)|[^\s,;]+")
_TO_COMMA = re.compile(r"[^,;]+")
_TO_STOP = re.compile(r"[^,;.]+")
_LIST_COMMA = re.compile(r"\s*[,;]\s*")
_CODE = re.compile(r"[\w/-]+")
_INNER_STOP = re.compile(r"\.(?=[A-ZА-Я][a-zа-я]*\.\s?\d|\s|$)")  # F.558.Op.1 or a full stop at the end
_DIGIT = re.compile(r"\d")
MAX_LENGTH = 100_000


def parse_references(text: str) -> list[ArchivalReference]:
    """The archival references of a text, in order; the texts of all of them joined are the text.

    A text is split into several references only before a known repository; what is no reference at all becomes one
    reference without levels whose ``rest`` is the text.
    """
    if not text:
        return []
    if len(text) > MAX_LENGTH:
        return [ArchivalReference(text, rest=text)]
    out = []
    start, lead = 0, ""
    for join_start, join_end in _splits(text):
        out.append(_one(text[start:join_start], lead))
        start, lead = join_end, text[join_start:join_end]
    out.append(_one(text[start:], lead))
    return out


def is_reference(text: str) -> bool:
    """Whether a text names a known repository and a level of it."""
    return any(r.repository is not None and r.levels for r in parse_references(text))


def _splits(text: str) -> list[tuple[int, int]]:
    """Where references are joined: a joining word or semicolon right before a known repository."""
    found: list[tuple[int, int]] = []
    for match in _JOINS.finditer(text):
        if match.start() and match.end() < len(text) and match_repository(text, match.end()):
            before = text[: match.start()]
            if not before.endswith(("(", ":")) and (not found or match.start() >= found[-1][1]):
                found.append((match.start(), match.end()))
    return found


def _guess_tradition(text: str) -> str:
    if re.match(r"\s*(?:Ф|Фонд)\.?\s", text):
        return (
            "bulgarian"
            if re.search(r"а\.\s?е\.", text)
            else "ukrainian"
            if re.search(r"\b(?:спр|арк)\.", text)
            else "russian"
        )
    if re.match(r"\s*(?:fond\b|f\.\s*\d)", text, re.I) and re.search(r"\b(?:opis|op)\b", text, re.I):
        return "russian"
    return "english"


def _one(text: str, lead: str) -> ArchivalReference:
    at = len(text) - len(text.lstrip())
    item = ""
    match = match_repository(text, at)
    if match is None and (slashes := text.find(" // ", at)) >= 0:  # GOST R 7.0.5, section 11: item // location
        match = match_repository(text, slashes + 4)
        item = text[at:slashes].strip() if match is not None else ""
    if match is None:
        return _without_name(text, at, lead)
    repository, end = match
    published = _PUBLISHED.search(text)
    if published and (not repository.call_numbers or (published.start() == end + 1 and "," in published.group())):
        return ArchivalReference(text, repository, rest=text[at:].strip(" ,.;"), lead=lead, published=True)
    reader = _Reader(text, end, repository, tradition(repository.tradition))
    if item:
        reader.leave(at, at + len(item))
    elif text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum():
        reader.glued(at)
    reader.read()
    return ArchivalReference(text, repository, _settled(reader.levels), reader.rest, lead)


def _without_name(text: str, at: int, lead: str) -> ArchivalReference:
    """A reference that does not begin with its repository: small to large, or without a repository at all."""
    if _PUBLISHED.search(text):
        return ArchivalReference(text, rest=text, lead=lead, published=True)
    repository = _named_later(text)
    if repository is None and not _has_level(text):
        return ArchivalReference(text, rest=text, lead=lead)
    words = tradition(repository.tradition if repository is not None else _guess_tradition(text))
    reader = _Reader(text, at, None, words, later=repository)
    reader.read()
    if not reader.levels and reader.repository is None:
        return ArchivalReference(text, rest=text, lead=lead)
    return ArchivalReference(text, reader.repository, _settled(reader.levels), reader.rest, lead)


def _named_later(text: str) -> Repository | None:
    """The repository that a segment after the first begins with."""
    for comma in re.finditer(r"[,;]\s+", text):
        if (match := match_repository(text, comma.end())) is not None and _ENDED.match(text, match[1]):
            return match[0]
    return None


def _has_level(text: str) -> bool:
    pattern = tradition(_guess_tradition(text)).term
    return bool(_DIGIT.search(text)) and any(
        match.end() < len(text) and _NUMBERED.match(text, match.end())
        for match in pattern.finditer(text)
        if match.start() == 0 or not text[match.start() - 1].isalnum()
    )


def _settled(levels: list[Level]) -> tuple[Level, ...]:
    """Levels with an agency's name as the record group where a fond with a number follows it (``ÚV KSČ, f. 02/1``)."""
    fonds = [level for level in levels if level.kind == "fond"]
    if len(fonds) > 1 and any(level.term for level in fonds):
        levels = [replace(v, kind="record_group") if v.kind == "fond" and not v.term else v for v in levels]
    return tuple(levels)


def _is_year(value: str) -> bool:
    """Whether a value is a year or a span of years: ``1951``, ``1950-54``, and not ``1585/1836``."""
    if not _YEAR.match(value):
        return False
    first, *more = (int(n) for n in re.findall(r"\d+", value))
    return not more or more[-1] < 100 or 0 <= more[-1] - first <= 60


class _Reader:
    """Reads the segments of one reference. ``later`` is a repository that is named behind its levels."""

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
            if self.text[self.at].isdigit():
                known = self._extent() or self._decimal() or self._term_first() or self._term_after()
            elif self.text[self.at] in "qcrQCR" and _QUOTED.match(self.text, self.at):
                self.leave(self.at, len(self.text.rstrip(" .")))  # where somebody else quotes it: a source of its own
                return
            else:
                known = self._term_first() or self._term_after()
            if not known:
                self._bare()

    def glued(self, start: int) -> None:
        """A call number that the repository's name is the beginning of (``CIA-RDP79…``), up to a level word in it."""
        code = _CODE.match(self.text, start)
        assert code is not None
        end = code.end()
        if self.text[end : end + 1] == "." and (word := re.search(r"-(\w+)$", code.group())) is not None:
            if self.words.term.match(self.text, start + word.start(1)):
                end = start + word.start()
        self.levels.append(Level("call_number", "", self.text[start:end], (start, end)))
        self.at = end + (self.text[end : end + 1] == "-")

    def _extent(self) -> bool:
        match = self.words.extent.match(self.text, self.at)
        if match is None:
            return False
        self.leave(*match.span())
        self.at = match.end()
        return True

    def _decimal(self) -> bool:
        match = _DECIMAL.match(self.text, self.at)
        if match is None or (self.repository or self.later) is None or (self.repository or self.later).country != "US":  # type: ignore[union-attr]
            return False
        self.levels.append(Level("file", "", match.group(), match.span()))
        self.at = match.end()
        return True

    def _term_first(self) -> bool:
        match = self.words.term.match(self.text, self.at)
        if match is None or match.end() >= len(self.text):
            return False
        term = match["term"]
        kind = self.words.kind(term)
        if kind in ("leaf", "page"):
            if any(level.kind in ("leaf", "page") for level in self.levels):
                return False
            return self._leaves(kind, term, match.end())
        named = kind in ("fond", "series", "folder", "file") and len(term.rstrip(".")) > 3
        value = self._value(match.end(), long=kind == "series" or named)
        if value is None:
            return False
        at, end = value
        self.levels.append(Level(kind, term, self.text[at:end], (at, end)))
        self.at = end + (
            self.text[end : end + 1] in ('"', "\u201d", "\u00bb")
            and self.text[at - 1 : at] in ('"', "\u201c", "\u00ab")
        )
        return True

    def _leaves(self, kind: str, term: str, at: int) -> bool:
        """Leaves: numbers, ranges, versos, in a list as long as nothing but numbers follows."""
        first = _LEAVES.match(self.text, at)
        if first is None:
            return False
        end = first.end()
        while (more := _LIST_COMMA.match(self.text, end)) is not None:
            number = _LEAVES.match(self.text, more.end())
            following = self.text[number.end() : number.end() + 40] if number is not None else ""
            if (
                number is None
                or not re.match(r"\s*(?:[,;.]|$)", following)
                or self.words.term.match(self.text, more.end())
            ):
                break
            end = number.end()
        value = self.text[at:end].rstrip()
        self.levels.append(Level(kind, term, value, (at, at + len(value))))
        self.at = at + len(value)
        return True

    def _value(self, at: int, long: bool) -> tuple[int, int] | None:
        """Where a value stands: a token with a number, or a short code; in quotes or parentheses as a whole."""
        if (
            self.text[at : at + 1] in ('"', "\u201c", "\u00ab")
            and (quoted := _QUOTED_VALUE.match(self.text, at)) is not None
        ):
            return quoted.span(1)
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
        value = (value[: inner.start()] if inner else value).rstrip(".")
        if long:  # `Record of Talks 1950-54`: a name with a year goes on to the comma
            whole = _TO_STOP.match(self.text, at)
            if whole is not None and re.search(r"[^\W\d]{4,}", whole.group()):
                value = whole.group()
        if not value or not (_DIGIT.search(value) or len(value) <= 4 or value[0] == "(" or long):
            return None
        return at, at + len(value.rstrip())

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

    def _bare(self) -> None:
        """A segment without a level word: repository, collection, year, call number, leaves behind one, or rest."""
        segment = _SEGMENT.match(self.text, self.at)
        assert segment is not None
        value = self._cut(segment.group())
        at, end = self.at, self.at + len(value)
        if self._is_repository(value, at) or self._is_place(value):
            self.at = max(self.at, end)
            return
        self.at = max(end, self.at + 1)
        if not value or (self.placed and not _DIGIT.search(value)):
            return  # the place of a repository that stands last
        if self._collection(value, at) or self._years_of_collection(value, at):
            return
        kind = self._bare_kind(value)
        if kind is not None:
            self.levels.append(Level(kind, "", value, (at, end)))
            return
        inner = self._level_inside(value, at)
        if inner is None:
            self.leave(at, end)
        else:
            self.leave(at, at + len(self.text[at:inner].rstrip()))
            self.at = inner

    def _cut(self, raw: str) -> str:
        """A segment as far as it is one thing: up to the end of a sentence, a slash between spaces, a word behind a number."""
        if (stop := _STOP.search(raw)) is not None:
            raw = raw[: stop.start()]
        if (slash := raw.find(" / ")) > 0:
            raw = raw[:slash]
        for match in self.words.term.finditer(raw):
            if match.start() and raw[match.start() - 1] == " " and self.words.kind(match["term"]) in ("leaf", "page"):
                if raw[match.end() : match.end() + 1].isdigit():
                    raw = raw[: match.start()]
                    break
        if self.words.after is not None:
            for match in self.words.after.finditer(raw):
                if match.start() and raw[match.start() - 1] == " " and any(c.isdigit() for c in match["value"]):
                    raw = raw[: match.start()]
                    break
        return raw.rstrip(" .")

    def _is_repository(self, value: str, at: int) -> bool:
        """Whether a segment is the name of the repository, which may stand last and again in full."""
        match = match_repository(self.text, at)
        if (
            match is None
            or match[0] not in (self.repository or self.later, self.later)
            or not _ENDED.match(self.text, match[1])
        ):
            return False
        self.placed = self.placed or self.repository is None or bool(self.levels)
        self.repository = self.repository or match[0]
        self.at = match[1]
        return True

    def _is_place(self, value: str) -> bool:
        """Whether a segment is where the repository is, right behind its name."""
        return (
            self.repository is not None
            and not self.levels
            and not self.unread
            and value in self.repository.place.split(", ")
        )

    def _collection(self, value: str, at: int) -> bool:
        """A collection by its name, with its number in parentheses where there is one: ``X Collection (AL2878)``."""
        number = re.search(r"\s+\(([\w./-]*\d[\w./-]*)\)$", value)
        name = value[: number.start()] if number else value
        kind = collection(name)
        if kind is None or (self.repository or self.later) is None:
            return False
        self.levels.append(Level(kind, "", name, (at, at + len(name))))
        if number:
            self.levels.append(Level("call_number", "", number.group(1), (at + number.start(1), at + number.end(1))))
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

    def _level_inside(self, value: str, at: int) -> int | None:
        for match in self.words.term.finditer(value):
            before, behind = value[match.start() - 1 : match.start()], value[match.end() : match.end() + 1]
            if match.start() and not before.isalnum() and (behind.isdigit() or behind == "№"):
                return at + match.start()
        return None

    def _bare_kind(self, value: str) -> str | None:
        kinds = [level.kind for level in self.levels]
        calls = self.repository is not None and self.repository.call_numbers
        if not _DIGIT.search(value):
            return "fond" if calls and not kinds and not self.unread and _ACRONYM.fullmatch(value) else None
        if self.repository is None:
            first = self.later is not None and self.later.call_numbers and not kinds and not self.unread
            return (
                "call_number" if first and re.fullmatch(r"[\w./-]*\d[\w./-]*", value) and not _is_year(value) else None
            )
        if _is_year(value):
            return "year" if "year" not in kinds else None
        if calls:
            if "call_number" not in kinds and not {"record_group"} & set(kinds) and not re.search(r"\s\w{8,}\s", value):
                if "fond" not in kinds or not any(level.term for level in self.levels):
                    return "call_number"
            page = re.fullmatch(r"\d{1,4}(?:\s*[-\u2013]\s*\d+)?(?:ff?\.?)?", value)
            if page and not {"leaf", "page", "box"} & set(kinds):
                return "page"
            if re.fullmatch(r"[\w./\u2013()#-]+(?:\s[\w./-]*\d[\w./-]*)?", value):
                return "item"
        return None
