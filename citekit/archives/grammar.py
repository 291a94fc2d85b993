"""The grammar of archival references: repository, levels with their words, leaves; several joined; the rest kept.

One grammar for all: what differs between archives is data (repositories.toml, levels.toml).  A text is cut into
segments at commas, semicolons and full stops; each segment is a level word with a value, a value with its word behind
it, a bare number, or rest.  Nothing is recased, trimmed or translated, and each character of the text is in exactly
one reference.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from .reference import ArchivalReference, Level
from .repository import DATA, Repository, match_repository

_JOIN = re.compile(r"(?:\s*;\s*|\s*,?\s+)(?:and\s+also\s+|and\s+|also\s+|и\s+|see\s+also\s+)?")
_JOINS = re.compile(r"\s*;\s*(?:(?:and|see)\s+also\s+|and\s+|also\s+)?|\s*,?\s+(?:and\s+also|and|see\s+also|also|и)\s+")
_NUMBERISH = r"[^\s,;]*\d[^\s,;]*"
_LEAVES = re.compile(
    r"\d+\s?(?:-?(?:ob|об|зв|v|r|rev|a|b|а|б)\b\.?)?(?:\s*[-\u2013\u2014]\s*\d+\s?(?:(?:ob|об|зв|v|r|rev|a|b|а|б)\b\.?)?)?(?:ff?\b\.?)?",
    re.I,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}(?:\s*[-\u2013/]\s*(?:(?:1[5-9]|20)?\d{2}))?$")
_PUBLISHED = re.compile(r"\((?:[^()]*:\s*)?[^()]*,\s*(?:1[5-9]|20)\d{2}\)|\b(?:ed|eds|vol|no)\.,?\s.*\((?:1[5-9]|20)\d{2}\)")
_GAP = re.compile(r"[\s,;.:/]*")
MAX_LENGTH = 100_000


class Tradition:
    """The level words of one tradition, compiled."""

    def __init__(self, words: dict[str, str], extent: str) -> None:
        kinds: dict[str, str] = {}
        for kind, text in words.items():
            if kind not in ("base", "after"):
                for word in _words(text):
                    kinds.setdefault(word.casefold(), kind)
        self.kinds = kinds
        self.term = _term_pattern(list(kinds))
        after = _words(words.get("after", ""))
        self.after = re.compile(rf"(?P<value>[\w/-]+)\.?\s*(?P<term>(?:{_alternatives(after)})(?!\w)\.?)", re.I) if after else None
        self.extent = re.compile(rf"\d+\s*(?:{_alternatives(_words(extent))})(?!\w)\.?", re.I)

    def kind(self, term: str) -> str:
        """The level that a word means here."""
        key = term.casefold().rstrip(".")
        return self.kinds.get(key) or self.kinds.get(term.casefold()) or "item"


_MULTIWORD = ("ed. khr", "ед. хр", "edinitsa khraneniia", "record group", "microfilm reel", "f. no", "file no", "a. e", "а. е",
              "архивна единица", "a. j", "ar. j", "inv. č", "č. j", "archivní jednotka", "inventární číslo",
              "khadgalamjiin negj", "ő. e")  # fmt: skip


def _words(text: str) -> list[str]:
    found = [m for m in _MULTIWORD if re.search(rf"(?:^|\s){re.escape(m)}(?:\s|$)", text)]
    for multi in found:
        text = re.sub(rf"(?:^|(?<=\s)){re.escape(multi)}(?=\s|$)", " ", text)
    return found + text.split()


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


def _term_pattern(words: list[str]) -> re.Pattern[str]:
    """A level word: followed by a full stop, or by white space, or (short ones) right by its number."""
    return re.compile(rf"(?P<term>(?:{_alternatives(words)})(?:\.(?!\w*\.\w)|(?=[\s\d])|(?=[№#])))\s*(?P<sign>[№#]\s*|No\.\s*)?", re.I)


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str]]:
    with open(DATA / "levels.toml", "rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=32)
def tradition(name: str) -> Tradition:
    """A tradition by name, with what it takes over from its base."""
    data = _data()
    words = dict(data.get(name, data["english"]))
    while "base" in words:
        base = data[words.pop("base")]
        own = {w.casefold() for k, text in words.items() for w in _words(text)}
        merged = {k: " ".join(w for w in _words(v) if w.casefold() not in own) for k, v in base.items() if k != "base"}
        for kind, text in words.items():
            merged[kind] = text
        words = {**merged, **({"base": base["base"]} if "base" in base else {})}
    return Tradition(words, data["extent"]["words"])


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
        return "bulgarian" if re.search(r"а\.\s?е\.", text) else "ukrainian" if re.search(r"\b(?:спр|арк)\.", text) else "russian"
    if re.match(r"\s*(?:fond\b|f\.\s*\d)", text, re.I) and re.search(r"\b(?:opis|op)\b", text, re.I):
        return "russian"
    return "english"


def _one(text: str, lead: str) -> ArchivalReference:
    repository, at = None, len(text) - len(text.lstrip())
    match = match_repository(text, at)
    if match is not None:
        repository, at = match
    elif not _has_level(text):
        return ArchivalReference(text, rest=text, lead=lead)
    if _PUBLISHED.search(text) and (repository is None or not repository.call_numbers):
        return ArchivalReference(text, repository, rest=text[at:].strip(" ,.;"), lead=lead)
    reader = _Reader(text, at, repository, tradition(repository.tradition if repository else _guess_tradition(text)))
    reader.read()
    if repository is None and not reader.levels:
        return ArchivalReference(text, rest=text, lead=lead)
    if repository is None:
        from .repository import find_repository

        named = find_repository(text)
        repository = named[0] if named is not None else None
    return ArchivalReference(text, repository, tuple(reader.levels), " ".join(reader.rest), lead)


def _has_level(text: str) -> bool:
    pattern = tradition(_guess_tradition(text)).term
    return bool(re.search(r"\d", text)) and any(
        match.end() < len(text) and re.match(r"\W?[\w]*\d", text[match.end() :]) for match in pattern.finditer(text)
        if match.start() == 0 or not text[match.start() - 1].isalnum()
    )  # fmt: skip


class _Reader:
    """Reads the segments of one reference."""

    def __init__(self, text: str, at: int, repository: Repository | None, words: Tradition) -> None:
        self.text, self.at, self.words = text, at, words
        self.repository = repository
        self.levels: list[Level] = []
        self.rest: list[str] = []

    def read(self) -> None:
        """Read to the end of the text."""
        while self.at < len(self.text):
            gap = _GAP.match(self.text, self.at)
            assert gap is not None
            self.at = gap.end()
            if self.at >= len(self.text):
                break
            if not (self._extent() or self._term_first() or self._term_after()):
                self._bare()

    def _extent(self) -> bool:
        match = self.words.extent.match(self.text, self.at)
        if match is None:
            return False
        self.rest.append(match.group())
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
            if self._leaves(kind, term, match.end()):
                return True
        value = self._value(match.end(), long=kind == "series" or term.casefold() in ("fondul",))
        if value is None:
            return False
        at, end = value
        self.levels.append(Level(kind, term, self.text[at:end], (at, end)))
        self.at = end
        return True

    def _leaves(self, kind: str, term: str, at: int) -> bool:
        """Leaves: numbers, ranges, versos, in a list as long as nothing but numbers follows."""
        first = _LEAVES.match(self.text, at)
        if first is None:
            return False
        end = first.end()
        while (more := re.compile(r"\s*[,;]\s*").match(self.text, end)) is not None:
            number = _LEAVES.match(self.text, more.end())
            following = self.text[number.end() :] if number is not None else ""
            if number is None or not re.match(r"\s*(?:[,;.]|$)", following) or self.words.term.match(self.text, more.end()):
                break
            end = number.end()
        value = self.text[at:end].rstrip()
        self.levels.append(Level(kind, term, value, (at, at + len(value))))
        self.at = at + len(value)
        return True

    def _value(self, at: int, long: bool) -> tuple[int, int] | None:
        """Where a value stands: a token with a number, or a short code; in quotes or parentheses as a whole."""
        if long:
            match = re.compile(r"[^,;]+").match(self.text, at)
        else:
            match = re.compile(r"[\"“«(][^\"”»)]{1,80}[\"”»)]|[^\s,;]+").match(self.text, at)
        if match is None:
            return None
        value = match.group()
        if not long:
            inner = re.search(r"\.(?=[A-ZА-Я][a-zа-я]*\.\s?\d|\s|$)", value)  # F.558.Op.1 or a full stop at the end
            if inner:
                value = value[: inner.start()]
        value = value.rstrip(".")
        if not value or not (re.search(r"\d", value) or len(value) <= 4 or value[0] in '"“«(' or long):
            return None
        return match.start(), match.start() + len(value.rstrip())

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
        """A segment without a level word: a year, a call number, leaves behind one, or rest."""
        segment = re.compile(r"(?:\([^()]*\)|[^,;()]|[()])+").match(self.text, self.at)
        assert segment is not None
        raw = segment.group()
        stop = re.search(r"\.\s+(?=[A-ZА-ЯÀ-Ý])", raw)
        if stop:
            raw = raw[: stop.start()]
        value = raw.rstrip(" .")
        at, end = self.at, self.at + len(value)
        self.at += max(len(raw), 1)
        kind = self._bare_kind(value)
        if kind is None:
            inner = self._level_inside(value, at)
            if inner is None:
                self.rest.append(value)
                return
            self.rest.append(self.text[at:inner].strip())
            self.at = inner
            return
        self.levels.append(Level(kind, "", value, (at, end)))

    def _level_inside(self, value: str, at: int) -> int | None:
        for match in self.words.term.finditer(value):
            before = value[match.start() - 1 : match.start()]
            if match.start() and not before.isalnum() and re.match(r"[\d№]", value[match.end() : match.end() + 1] or ""):
                return at + match.start()
        return None

    def _bare_kind(self, value: str) -> str | None:
        kinds = [level.kind for level in self.levels]
        if not value or not re.search(r"\d", value):
            return None
        if _YEAR.match(value) and (kinds or self.repository):
            return "year" if "year" not in kinds else None
        if self.repository is not None and self.repository.call_numbers:
            if "call_number" not in kinds and not {"fond", "record_group"} & set(kinds) and not re.search(r"\s\w{8,}\s", value):
                return "call_number"
            if (
                re.fullmatch(r"\d{1,4}(?:\s*[-\u2013]\s*\d+)?(?:ff?\.?)?", value)
                and not {"leaf", "page"} & set(kinds)
                and "box" not in kinds
            ):
                return "page"
            if re.fullmatch(r"[\w./\u2013()#-]+(?:\s[\w./-]*\d[\w./-]*)?", value):
                return "item"
        return None
