"""Reads the segments of one archival reference from left to right.

A text is cut into segments at commas, semicolons and full stops; each segment is a level word with a value, a value
with its word after it, a bare number, a collection's or series' name, the repository, or rest.  Nothing is recased,
trimmed or translated.
"""

from __future__ import annotations

import re

from .bare import BareSegments
from .numbers import (
    COUNTRY_FILE,
    DECIMAL,
    DOTTED,
    FILM,
    HYPHENED,
    LOT,
    SLASHED,
    SPACED,
    call_number,
    is_year,
    subject_file,
)
from .reading import ENDED, GAP, LONGEST_PART, QUOTED_VALUE, SHORT_NAME
from .unnamed import UPPER
from .words import absent

_SIDE = r"(?:-?(?:ob|об|зв|v|r|rev|a|b|а|б)\b\.?)"
_NAME_AND_YEAR = re.compile(  # carton Zambèze 1890
    r"[^\W\d_a-z][^\W\d_]{2,}(?:\s[^\W\d_]{2,}){0,3}\s(?:1[5-9]|20)\d\d(?=\s*(?:[,;.]|$))"
)
_HYPHENED_IN = frozenset("RU UA BY MD GE AM AZ KZ UZ KG TJ TM LT LV EE".split())
_FOLDERED = ("english", "american")  # where f. behind a box is a folder
LEAVES = re.compile(rf"\d+\s?{_SIDE}?(?:\s*[-\u2013\u2014]\s*\d+\s?{_SIDE}?)?(?:ff?\b\.?)?", re.I)
_QUOTED = re.compile(r"\b(?:quoted\s+(?:from|in)|cited\s+in|reprinted\s+in)\b", re.I)
_TOKEN = re.compile(r"\([^\")]{1,80}\)|(?:[^\s,;()\uff0c\u3001]|\([^\s()]{1,30}\))+")
_TO_COMMA, _TO_STOP = re.compile(r"[^,;\uff0c\u3001]+"), re.compile(r"[^,;.\uff0c\u3001]+")
_LIST_COMMA = re.compile(r"\s*[,;]\s*|\s+and\s+|\s+и\s+")
_CAPITAL = re.compile(r"Washington,\s+D\.?\s?C\.?|College Park,\s+(?:MD|Md\.|Maryland)(?!\w)")
_DATED_FILE = re.compile(r"\d{3}[A-Z]?\.\d+/\d{1,2}[-\u2013]\d{2,4}(?!\w)")
_PART_AND_BOX = re.compile(r"[IVX]{1,4}:\s?\d+\w?(?=[\s,;.)]|$)")  # Box I: 32
_LETTERED_FOND = re.compile(r"[A-Z] \d[\w/]*(?=[,;])")
_VERSO = re.compile(r"\d+[rv](?!\w)")
_LETTERS = re.compile(rf"[{UPPER}][{UPPER}\d-]*(?: [{UPPER}][{UPPER}\d-]*){{1,4}}(?=,|;|$)")
_CODE = re.compile(r"[\w/-]+")
_INNER_STOP = re.compile(r"\.(?=[A-ZА-Я][a-zа-я]*\.\s?\d|\s|$)")  # F.558.Op.1 or a full stop at the end
_HYPHENED_ON = re.compile(r"\S*[-/]")
_CLOSING = re.compile(r"[\s\u00a0]?,?[\"\u201d\u00bb]")
_LETTERED_PAGES = re.compile(r"[A-Z]-\d+(?:[-\u2013][A-Z]-\d+)?")  # B-21–B-53
_DIGIT = re.compile(r"\d")


class ReferenceReader(BareSegments):
    """Reads one reference."""

    def read(self) -> None:
        """Read to the end of the text."""
        while self.at < len(self.text):
            gap = GAP.match(self.text, self.at)
            assert gap is not None
            self.at = gap.end()
            if self.at >= len(self.text):
                break
            char = self.text[self.at]
            if char in "qcrQCR" and _QUOTED.match(self.text, self.at):
                self.leave(self.at, len(self.text.rstrip(" .")))  # where somebody else quotes it: a source of its own
                return
            if (char in "(\uff08" and self._parenthesis()) or (char in "WC" and self._capital()):
                continue
            if not (
                (char.isdigit() and self._extent())
                or self._file_number()
                or self._dotted()
                or self._term_first()
                or self._term_after()
            ):
                self.bare()

    def glued(self, start: int) -> None:
        """A call number that the repository's name is the beginning of (``CIA-RDP79…``), up to a level word in it."""
        code = _CODE.match(self.text, start, start + LONGEST_PART)
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

    def _capital(self) -> bool:
        """Where the archives of the United States are, which says nothing more of a reference."""
        place = _CAPITAL.match(self.text, self.at)
        if place is None or self.repository is None:
            return False
        self.at = place.end()
        return True

    def _parenthesis(self) -> bool:
        """A parenthesis of a short name (``hereafter …``), or one that holds a level: ``(Lot File 93D287)``."""
        short = SHORT_NAME.match(self.text, self.at)
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
            if place is not None:
                return False
            dated = _DATED_FILE.match(self.text, self.at)
            if dated is not None:  # 795.00/6-2550: a decimal file of the Department of State
                self.add("file", "", *dated.span())
                self.at = dated.end()
                return True
            alone = subject_file().match(self.text, self.at, self.at + LONGEST_PART)
            if alone is None or self.levels or call_number(self.text, self.at):
                return False
            if re.search(r"[a-z]", alone.group()) or not re.search(r"\s[A-Z]", alone.group()):
                return False
        for pattern in (DECIMAL, FILM, subject_file(), *([COUNTRY_FILE] if self.has("lot") else [])):
            match = pattern.match(self.text, self.at, self.at + LONGEST_PART)
            if match is None or not ENDED.match(self.text, match.end()) or (self.has("box") and pattern is not DECIMAL):
                continue
            end = match.end() - (match.group().endswith(".") and not re.search(r"[A-Z]\.[A-Z]\.$", match.group()))
            self.add("file", "", self.at, self.at + len(self.text[self.at : end].rstrip()))
            self.at = end
            return True
        return False

    def _dotted(self) -> bool:
        """Fond, opis, delo, leaf as numbers with points between: ``RGASPI 558.11.492.57``; ``ГА РФ Р7523 105 168``."""
        if self.levels or self.repository is None or not self.words.dotted:
            return False
        forms = (DOTTED, SPACED, SLASHED, *([HYPHENED] if self.repository.country in _HYPHENED_IN else []))
        match = next((m for p in forms if (m := p.match(self.text, self.at))), None)
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
        if (statement := absent().match(self.text, match.end())) is not None:
            self.at = statement.end()  # Fond and Opis not given: no level
            return True
        kind = self._kind_of(term, match.end())
        hyphened = (
            len(term) < 3 and not term.endswith(".") and _HYPHENED_ON.match(self.text, match.end(), match.end() + 40)
        )
        if kind != "record_group" and hyphened:
            if call_number(self.text, self.at) and not self.has("call_number"):
                return False  # F201-00-00/0004
        if kind in ("leaf", "page"):
            if self.has("leaf", "page") or (len(term) == 1 and term.isupper() and not self.levels):
                return False  # AN, F 12: a series
            if (
                term.isupper()
                and not self.has("call_number")
                and " " in self.text[self.at : call_number(self.text, self.at)]
            ):
                return False  # F7 12912
            return self._leaves(kind, term, match.end())
        named = kind in ("fond", "series", "folder", "file") and len(term.rstrip(".")) > 3
        value = self._value(match.end(), kind, long=kind == "series" or named)
        if value is None:
            return False
        at, end = value
        if named and self.has("leaf", "page") and " " in self.text[at:end]:
            return False  # Л. 2–3. Протокол заседания: a title
        self.add(kind, term, at, end)
        opened = self.text[max(0, at - 2) : at].strip()[-1:] in ('"', "\u201c", "\u00ab")
        closing = _CLOSING.match(self.text, end) if opened else None
        self.at = closing.end() if closing else end
        return True

    def _kind_of(self, term: str, end: int) -> str:
        """The kind of level that a word means here; ``end`` is where it ends."""
        kind = self.words.kind_later(term) if self.levels else self.words.kind_first(term)
        if kind == "leaf" and term.rstrip(".") == "f" and self.words.name in _FOLDERED and self.has("box"):
            return kind if self.has("folder", "file") else "folder"  # box 3, f. 12
        if kind == "fond" and len(term.rstrip(".")) == 1 and self.has("volume", "box", "file", "folder", "item"):
            return "leaf"  # sv. 34, f. 120
        if kind == "folder" and self.has("folder") and term.rstrip(".").casefold() == "f":
            return "leaf"  # fasc. 4, f. 67
        if kind == "folder" and len(term.rstrip(".")) == 1 and _VERSO.match(self.text, end):
            return "leaf"  # f. 45r
        return kind

    def _leaves(self, kind: str, term: str, at: int) -> bool:
        """Leaves: numbers, ranges, versos, in a list as long as nothing but numbers follows."""
        first = LEAVES.match(self.text, at)
        if first is None:
            code = _LETTERED_PAGES.match(self.text, at)
            if code is None:
                return False
            first = code
        end = at + len(first.group().rstrip())
        if re.match(r"/\w", self.text[end : end + 2]):
            return False  # F. 4/92, F. 12-3/NGO/56 are call numbers
        while (more := _LIST_COMMA.match(self.text, end)) is not None:
            number = LEAVES.match(self.text, more.end())
            following = self.text[number.end() : number.end() + 40] if number is not None else ""
            if (
                number is None
                or not re.match(r"\s*(?:[,;.)]|and\s\d|$)", following)
                or self.words.term.match(self.text, more.end())
                or is_year(number.group())
            ):
                break
            end = more.end() + len(number.group().rstrip())
        value = self.text[at:end].rstrip()
        self.add(kind, term, at, at + len(value))
        self.at = at + len(value)
        return True

    def _value(self, at: int, kind: str, long: bool) -> tuple[int, int] | None:
        """Where a value stands: a token with a number, or a short code; in quotes or parentheses as a whole."""
        quoted = QUOTED_VALUE.match(self.text, at)
        if quoted is not None:
            return quoted.span(1)
        if kind == "lot":
            lot = LOT.match(self.text, at)
            return lot.span() if lot is not None else None
        part = _PART_AND_BOX.match(self.text, at) if kind == "box" else None
        if part is not None:
            return part.span()
        named = _NAME_AND_YEAR.match(self.text, at, at + LONGEST_PART) if kind in ("box", "folder", "file") else None
        if named is not None:
            return named.span()
        lettered = _LETTERS.match(self.text, at, at + LONGEST_PART) if kind == "fond" else None
        if lettered is not None:
            return lettered.span()  # f. ÚV KSČ
        plain = _TOKEN.match(self.text, at, at + LONGEST_PART)
        if long and (plain is None or not _DIGIT.search(plain.group())):
            match = _TO_COMMA.match(self.text, at, at + LONGEST_PART)
            if match is None:
                return None
            stop = re.search(r"(?<=\w\w)\.\s|(?<=\w\w)\.$", match.group())
            value = match.group()[: stop.start()] if stop else match.group()
            return (at, at + len(value.rstrip())) if value.strip() else None
        if plain is None:
            return None
        lettered = _LETTERED_FOND.match(self.text, at) if kind == "fond" else None
        if lettered is not None:
            return lettered.span()  # f. A 2/1
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
        whole = _TO_STOP.match(self.text, at, at + LONGEST_PART)
        if whole is None or len(whole.group().rstrip()) == len(value):
            return value
        if re.search(r"[^\W\d]{4,}", whole.group()) or re.fullmatch(
            r"\w+\s[A-Z/]+[-\u2013/]\w+", whole.group().rstrip()
        ):
            return self.cut(whole.group())
        return value

    def _term_after(self) -> bool:
        if self.words.after is None:
            return False
        match = self.words.after.match(self.text, self.at, self.at + LONGEST_PART)
        if match is None or not any(c.isdigit() for c in match["value"]):
            return False
        term = match["term"]
        self.add(self.words.kind_after(term), term, *match.span("value"))
        self.at = match.end()
        return True
