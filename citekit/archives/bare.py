"""Segments of a reference without a level word: repository, collection, folder, call number, year, page."""

from __future__ import annotations

import re
from dataclasses import replace

from .namesakes import is_in
from .numbers import call_number, is_year
from .reading import ENDED, LONGEST_PART, QUOTED_VALUE, Reading
from .reference import Level
from .repository import known_places, known_regions, match_repositories, match_repository
from .titles import kind_of
from .unnamed import acronym, institution, is_archive, is_department, is_parent
from .words import collection, files_of_presidents

_FOLIATED = re.compile(r"\d+[rvd](?:\s*[-\u2013]\s*\d*[rvd])?(?=[\s,;.)]|$)")
_SEGMENT = re.compile(
    r"(?:\([^()]*\)|[\u201c\"][^\u201d\"]*[\u201d\"]|[^,;|()\uff0c\uff1b\u3001]|[()])+?(?=[,;|\uff0c\uff1b\u3001]|$)"
)
_ACRONYM = re.compile(
    r"(?:\w\s)?(?:[^\W\d_]+-)*[^\W\d_]*[A-ZА-ЯÀ-Ý][^\W\d_]*[A-ZА-ЯÀ-ÝČŠŽ][^\W\d_]*(?:[-. ][^\W\d_]+){0,3}\.?"
)
_SPAN_OF_YEARS = re.compile(r"(?:ca\.\s*)?\d{4}\s*[-\u2013]\s*(?:ca\.\s*)?\d{2}(?:\d{2})?")
_NO_VALUE = re.compile(r"[(.:\s]*")
_DIGIT = re.compile(r"\d")
NUMBER_OF_PAPERS = re.compile(r"(?<=[a-zS.])\s+(\d[\w./-]*)$")
_MONTH_AND_YEAR = re.compile(r"[A-Z][a-z]{2,8}\.? (?:1[5-9]|20)\d\d")
_DAY_AND_YEAR = re.compile(
    r"\d{1,2}[.\u00ba]?\s(?:de\s|di\s)?[^\W\d_]{3,}\.?\s(?:de\s)?(?:1[5-9]|20)\d\d|[^\W\d_]{3,}\.?\s\d{1,2},?\s(?:1[5-9]|20)\d\d"
)
_SERIES_OF_YEARS = re.compile(
    r"[^\W\d_][^\d,;]{2,}\s(?:1[5-9]|20)\d\d(?:\s?[-\u2013]\s?(?:\d\d){1,2})?"
)  # Guerre 1939-1945
_DAY = re.compile(r"[A-Z][a-z]+\.? \d{1,2}")
_CLASS = re.compile(r"[A-Z]{2,5} \d{1,4}/\d{1,5}(?:/[\w-]+)?")  # FO 371/56763
_REEL_BEHIND = re.compile(r",\s+(?:microfilm\s)?(?:reel|roll|serial)s?\.?\s\d", re.I)
_MICROFILM = re.compile(r"[MT]-?\d{1,4}")
_ORDINAL = re.compile(r"^\d{1,2}\.?[\u00aa\u00ba]\s(?=[^\W\d_])")  # 7.ª Secção
_YEAR_IN_RUSSIAN = re.compile(r"(?<=\d)\s?(?:(?:год|гг?)\.?|年|년)$")
_COUNTRY = re.compile(r"\([^\W\d_a-z][^\W\d_]+(?: [^\W\d_]+){0,2}\)")
_BARE_NUMBER = re.compile(r",\s+(?:[IVX]{1,4} N[ro]\.? )?(?!(?:1[5-9]|20)\d\d(?:[,;.]|$))\d[\w./-]{0,16}(?=[,;.]|$)")
_PART_OF_FILE = re.compile(
    r"(?P<name>(?:(?P<whose>NSC|(?:Ann )?Whitman|National Security)|Country|Subject|Name|Agency|Head of State|"
    r"International Meetings) Files?) [A-Z]"
)
_PAUSE = re.compile(r"[,;.]\s+|[\uff0c\uff1b\u3001]\s*|(?<=[\u3400-\u9fff]),")
_PIECE = re.compile(r"(?<![\w.-])\d{3,6}$")
_ONE_NUMBER = re.compile(r"[\w./\u2013()#-]*\d[\w./\u2013()#-]*")
_SEGMENT_BEHIND = re.compile(r",\s+(?P<value>[^,;]+)(?=[,;]|$)")
_IN_SMALL = frozenset("AL FR ES IT PT BE LU CH RO MX AR CL PE CO VA".split())
_WITH_STATES = ("US", "CA", "AU", "")
_FOLDERED = frozenset({"american"})  # where what stands after a box is the name of its folder


class BareSegments(Reading):
    """Reads segments by what they look like."""

    def bare(self) -> None:
        """A segment without a level word: repository, collection, year, call number, leaves after one, or rest."""
        segment = _SEGMENT.match(self.text, self.at, self.at + LONGEST_PART)
        value = self.cut(segment.group() if segment is not None else self.text[self.at])
        at, end = self.at, self.at + len(value)
        if self._quoted_folder(at):
            return
        named = self._is_repository(at) or self._is_place(value)
        if named or self._file_of_president(value, at) or self._is_place_before(value, end):
            self.at = max(self.at, end if self.at == at else self.at)
            return
        self.at = max(end, self.at + 1)
        if not value:
            self.at = _NO_VALUE.match(self.text, self.at).end()  # type: ignore[union-attr]
        if not value or (self.placed and not _DIGIT.search(value) and self._is_last_place(value)):
            return  # the place of a repository that stands last
        if self.is_another_archive(value, end):
            if not self.lies_within(value):
                self.leave(at, end)
            return
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
            end = at + len(self.text[at:inner].rstrip(" ("))
            kind = self._bare_kind(self.text[at:end], at) if _ONE_NUMBER.fullmatch(self.text[at:end]) else None
            if kind is None:
                self.leave(at, end)
            else:
                self.add(kind, "", at, end)  # 3034/10/1 PART 12
            self.at = inner

    def _quoted_folder(self, at: int) -> bool:
        """What stands in quotation marks after a box is the name of its folder: ``Box 22, “Arms Supply.”``"""
        quoted = QUOTED_VALUE.match(self.text, at)
        last = self.levels[-1] if self.levels else None
        if quoted is None or self.has("folder") or last is None or last.kind != "box":
            return False
        self.add("folder", "", *quoted.span(1))
        self.at = quoted.end()
        return True

    def _call_end(self, at: int, end: int) -> int:
        """Where a call number ends in its segment, where a word of another level does not follow it."""
        reached = call_number(self.text, at)
        if reached > end:
            return reached  # MS 15,214 (4)
        behind = self.text[reached:end].strip() if reached else ""
        return reached if behind and (behind[0] == "(" or self.words.term.match(behind)) else end

    def _is_repository(self, at: int) -> bool:
        """Whether a segment is the name of the repository, which may stand last and again in full."""
        wanted = self.repository or self.later
        known = match_repositories(self.text, at)
        match = (known[0], known[1]) if known is not None else None
        if match is None and self.later is not None and self.repository is None:
            unnamed = institution(self.text, at) or acronym(self.text, at)
            match = ((unnamed[0],), unnamed[1]) if unnamed is not None else None
        if match is None or wanted is None:
            return False
        shared = not wanted.name and self.text.startswith(wanted.abbreviation, at)
        if not shared and not {wanted, self.later} & set(match[0]):
            return False
        if not ENDED.match(self.text, match[1]) or call_number(self.text, at) > match[1]:
            return False
        self.placed = self.placed or self.repository is None or bool(self.levels)
        self.repository = wanted
        self.at = match[1]
        return True

    def _is_place(self, value: str) -> bool:
        """Whether a segment is where the repository is, right after its name."""
        if self.repository is None or self.levels or self.unread:
            return False
        place = self.repository.place
        if _COUNTRY.fullmatch(value):
            return True  # AHDMRE (Chile)
        if self.repository.country in _WITH_STATES:
            end = self.at + len(value)
            behind = _SEGMENT_BEHIND.match(self.text, end, end + LONGEST_PART)
            region = behind is not None and self.cut(behind["value"]) in known_regions()
            if value in known_regions() or is_parent(value) or (region and not _DIGIT.search(value)):
                return True  # Duke University, Durham, North Carolina
        if (
            not self.repository.country
            and collection(value) is None
            and re.fullmatch(r"[^\W\d_a-z][^\d,;]{2,38}", self.text[self.at :])
        ):
            return True  # an archive of no table, and where it is, at the end
        if value.isupper() and len(value) < 4 and self.repository.country not in _WITH_STATES:
            return False  # DASMIP, PA: not Pennsylvania
        own = (place, *place.split(", "))
        return value in own or value in known_places() or is_in(value, self.repository.country)

    def _is_place_before(self, value: str, end: int) -> bool:
        """Whether a city or a department stands before its archive: ``London, India Office Records, L/PJ/7/10675``."""
        placed = not self.levels and value in known_places()
        if self.repository is not None or not (placed or is_department(value)):
            return False
        gap = _PAUSE.match(self.text, end)
        return gap is not None and match_repositories(self.text, gap.end()) is not None

    def _file_of_president(self, value: str, at: int) -> bool:
        """A president's file with more of it behind, without a comma: ``NSF Country File Vietnam``."""
        if self.words.name not in _FOLDERED or " " not in value or self.has("box"):
            return False
        file = next((f for f in files_of_presidents() if value.startswith(f"{f} ") and f.isupper()), None)
        part = _PART_OF_FILE.match(value)
        if part is not None and not (self.has("series") or part["whose"]):
            part = None
        end = len(file) if file is not None else part.end("name") if part is not None else 0
        if not end or value[end + 1].islower() or value[end + 1].isdigit():
            return False
        self.add("series", "", at, at + end)
        self.at = at + end
        return True

    def _is_last_place(self, value: str) -> bool:
        """Whether words after a repository with levels before it are where it is, and no series of more levels."""
        return value in known_places() or value in known_regions() or not self._number_ahead(self.at)

    def _collection(self, value: str, at: int) -> bool:
        """A collection by its name, with its number in parentheses where there is one: ``X Collection (AL2878)``."""
        if call_number(value) == len(value):
            return False  # Add. MSS 50022
        number = re.search(r"\s+\(([\w./-]*\d[\w./-]*)\)$", value) or _number_of_papers(value)
        name = value[: number.start()] if number else value
        years = re.search(r",?\s+(?:1[5-9]|20)\d{2}\s*[-\u2013]\s*(?:\d{2}|\d{4})$", name)
        short = re.search(r"\s\([^\d()]{1,24}\)$", name)
        kind = collection(name[: years.start()] if years else name[: short.start()] if short else name)
        if kind is None and self.later is not None and self.repository is None and not self.levels:
            own = institution(self.text, at, at + len(value))  # ICFTU Archives, folder 45, IISH
            kind = "fond" if own is not None and is_archive(value) else None
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
        """In an American reference, what stands after the box is the name of the folder, up to the next level."""
        if self.words.name not in _FOLDERED or not self.has("box") or self.has("folder"):
            return False
        whose = self.repository is not None or self.has("record_group", "lot")
        if not whose and not (self.later is not None and re.search(r"[^\W\d]: [^\W\d]", value)):
            return False  # Box 30, France: Bullitt, FDRL
        end = at + len(value)
        while True:
            more = re.compile(r"\.?,\s+").match(self.text, end)
            segment = _SEGMENT.match(self.text, more.end(), more.end() + LONGEST_PART) if more is not None else None
            if more is None or segment is None or self.words.term.match(self.text, more.end()):
                break
            following = self.cut(segment.group())
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
        library = any(level.value in files_of_presidents() for level in self.levels)  # NSF, Country File, Vietnam
        placed = library or self.repository is not None or (foldered and self.later is not None)
        if self.repository is None and self.has("record_group") and foldered and self._number_ahead(at + len(value)):
            placed = True
        if self.repository is None and (_DAY.fullmatch(value) or not self._leads_on(at + len(value))):
            return False
        if not placed or self.unread or len(value) > 120 or not re.search(r"[^\W\d]{2}", value):
            return False
        if foldered:
            if not value[0].isupper() or self.has("leaf", "page") or _is_prose(value):
                return False
            self.add("series", "", at, at + len(value))
            return True
        named = self.repository is not None and value[0].isupper()
        numbered = ("call_number", "record_group") if named else ()  # S-2259, Utenriksdepartementet, 34.4/99
        names = all(level.kind in ("fond", "series", "year", *numbered) for level in self.levels)
        ahead = self._number_ahead(at + len(value))
        if (
            not names
            or not ahead
            or (_DIGIT.search(_ORDINAL.sub("", value)) and not _SERIES_OF_YEARS.fullmatch(value))
            or (value[0].islower() and not self._is_named_in_small(value))
            or not (value[0].isalpha() or _ORDINAL.match(value))
            or _is_prose(value)
        ):
            return False
        self.add("series" if self.levels else "fond", "", at, at + len(value))
        return True

    def _is_named_in_small(self, value: str) -> bool:
        """Whether words in small letters are a series, as in France: ``CADN, Beyrouth, cabinet politique``."""
        country = self.repository.country if self.repository is not None else ""
        return country in _IN_SMALL and len(value.split()) < 5 and not kind_of(value) and not _DIGIT.search(value)

    def _leads_on(self, at: int) -> bool:
        """Whether a number follows, or names of series up to the archive that stands last."""
        if self._number_ahead(at):
            return True
        return self.has("box", "folder", "file") and self.later is not None and not _DIGIT.search(self.text, at)

    def _number_ahead(self, at: int) -> bool:
        """Whether a level with a number, or a call number, still follows."""
        if self.repository is not None and self.repository.call_numbers and _BARE_NUMBER.match(self.text, at):
            return True
        for match in _PAUSE.finditer(self.text, at, at + 400):
            term = self.words.term.match(self.text, match.end())
            if term is not None and re.match(r"\W?\s?\w{0,12}?\d", self.text[term.end() : term.end() + 20]):
                return True
            if call_number(self.text, match.end(), short=True):
                return True
        return False

    def _level_inside(self, value: str, at: int) -> int | None:
        if _DIGIT.search(value) is None:
            return None
        for match in self.words.term.finditer(value):
            before, behind = value[match.start() - 1 : match.start()], value[match.end() : match.end() + 1]
            numbered = behind.isdigit() or (behind == "№" and value[match.end() + 1 :].lstrip()[:1].isdigit())
            if match.start() and not before.isalnum() and numbered:
                return at + match.start()
        return None

    def _bare_kind(self, value: str, at: int) -> str | None:
        calls = self.repository is not None and self.repository.call_numbers
        fresh = not self.levels and not self.unread
        if _MONTH_AND_YEAR.fullmatch(value) or _DAY_AND_YEAR.fullmatch(value):
            return None  # USSR, May 1985: words of a folder's name
        if not _DIGIT.search(value):
            if call_number(value) == len(value) and not self.has("call_number"):
                return "call_number"
            return "fond" if calls and fresh and _ACRONYM.fullmatch(value) else None
        if _FOLIATED.fullmatch(value) and not self.has("leaf", "page"):
            return "leaf"
        if self.repository is None:
            filmed = (
                _REEL_BEHIND.match(self.text, at + len(value)) if self.later is None else self.later.country == "US"
            )
            if filmed and _MICROFILM.fullmatch(value):
                return "series"  # a microfilm publication of the National Archives
            held = self.later is not None and self.later.call_numbers
            named = call_number(value, short=held or self.has("lot", "record_group")) == len(value)
            if named and _CLASS.fullmatch(value) and self._number_before_class():
                return "call_number"
            if named and not is_year(value) and not self.has("call_number"):
                return "call_number"
            if named and self.later is not None and self.later.call_numbers and not self.has("item"):
                return "item"  # FO 371/46461, C2317/G, The National Archives
            first = self.later is not None and self.later.call_numbers and fresh
            return (
                "call_number"
                if first and re.fullmatch(r"(?:[A-Z]['\u2019])?[\w./-]*\d[\w./-]*", value) and not is_year(value)
                else None
            )
        if self.has("delo") and not self.has("leaf", "page") and re.fullmatch(r"\d+\s*[-\u2013]\s*\d+", value):
            return "leaf"
        if is_year(_YEAR_IN_RUSSIAN.sub("", value)):
            return "year" if not self.has("year") else None
        if _SERIES_OF_YEARS.fullmatch(value):
            return None
        if not calls and fresh and call_number(value) == len(value):
            return "call_number"
        return self._number_kind(value, at) if calls else None

    def _number_before_class(self) -> bool:
        """Whether what was taken for the call number is a file's number before it: ``N4065/97/38, FO 371/56763``."""
        at = next((n for n, v in enumerate(self.levels) if v.kind == "call_number"), None)
        if at is None or _CLASS.fullmatch(self.levels[at].value):
            return False
        self.levels[at] = replace(self.levels[at], kind="item")
        return True

    def _number_kind(self, value: str, at: int) -> str | None:
        """A number in a repository that has call numbers: the call number, a page after it, or a further number."""
        if not self.has("call_number", "record_group") and (
            call_number(value) == len(value) or not re.search(r"\s\w{8,}\s", value)
        ):
            named = self.repository is not None and not self.repository.name and call_number(self.text, at, short=True)
            if self.repository is not None and (self.repository.name or named):
                if not self.has("fond") or not any(0 < len(v.term.rstrip(".")) < 4 for v in self.levels):
                    return "call_number"
        if self._is_further_piece(value):
            return "call_number"
        page = re.fullmatch(r"\d{1,4}(?:\s*[-\u2013\u2014]\s*\d+)?(?:ff?\.?)?", value)
        if page and not self.has("leaf", "page", "box") and any(_DIGIT.search(level.value) for level in self.levels):
            return "page"
        if re.fullmatch(r"[\w./\u2013()#-]+(?:\s[\w./-]*\d[\w./-]*)?", value):
            return "item"
        return None

    def _is_further_piece(self, value: str) -> bool:
        """Whether a number is that of another piece of the class: ``FO 371/84082, 84083``."""
        last = self.levels[-1] if self.levels else None
        piece = _PIECE.search(last.value) if last is not None and last.kind == "call_number" and not last.term else None
        whole = any(v.kind == "call_number" and "/" in v.value for v in self.levels)
        return piece is not None and whole and _PIECE.fullmatch(value) is not None and len(value) == len(piece.group())


def _number_of_papers(value: str) -> re.Match[str] | None:
    """The number after a collection's name: ``Asquith Papers 5``, ``Gladstone Mss. 44745``."""
    found = NUMBER_OF_PAPERS.search(value)
    if found is None or is_year(found[1]) or value[: found.start()].isupper():
        return None
    return None if collection(value[: found.start()]) != "fond" else found


def _is_prose(value: str) -> bool:
    """Whether a segment is words about a document and not the name of a series: two words in small letters together."""
    return (
        re.search(r"\b(?:the meeting|minutes of the|resolution|report (?:of|on|from)|letter|memorandum)\b", value)
        is not None
    )
