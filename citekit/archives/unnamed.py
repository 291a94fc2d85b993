"""Archives that citekit does not know: an abbreviation or a name in the place of a repository.

They are kept as a repository without what is not known of it: ``HHC, TYW/1/W5`` has the repository ``HHC``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table
from .namesakes import place_behind
from .numbers import call_number
from .repository import Repository, match_repository, tradition_in
from .words import collection, guess_tradition, tradition

# capital letters of Latin, Greek and Cyrillic alphabets, for a class of a pattern
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŘŚŞŠȘŢŤȚŪŮŰŲŹŻŽΑ-ΩΆΈΉΊΌΎΏЀ-Я"
_ACRONYM = re.compile(
    rf"(?:[A-Z]\s)?(?P<first>[{UPPER}](?:[^\W\d_]|[&'\u2019]|/(?=[{UPPER}]{{2}})|[-\u2013](?=[{UPPER}])|\.(?=[{UPPER}]\.))*[{UPPER}][^\W\d_]{{0,3}})"
    rf"(?:[ ](?P<second>[{UPPER}]{{2,5}}|[{UPPER}]{{2,4}}[^\W\d_][{UPPER}]))?(?!\w)\.?"
)
_GEORGIAN = re.compile("[\u10d0-\u10ff]")  # letters that have no capitals
_GAP = re.compile(r"[\s,.:;\uff0c\uff1a\u3001]*")
_ABBREVIATED = re.compile(
    r"\s*[([](?:(?:hereafter|hereinafter|henceforth|далее)(?: abbreviated| cited)?(?: as|:| -| \u2013)?\s*)?"
    r"[\"'\u201c\u2018\u00ab]?(?P<short>[^()\[\]\"'\u201d\u2019\u00bb,;]{2,30}?)[\"'\u201d\u2019\u00bb]?[)\]]",
    re.I,
)
_ARCHIVE_IN = re.compile(r"(?<=archiv)\s(?:in|zu)\s(?=[A-ZÄÖÜ])")  # Evangelisches Zentralarchiv in Berlin
_NOW = re.compile(r"\s*\((?:ныне|теперь|now|jetzt|heute|dziś|dnes|today|formerly|бывш\.?)\s+", re.I)
_HEREAFTER = re.compile(
    r"(?:,\s+[^,()\d]{2,30})?\s*[([](?:hereafter|hereinafter|henceforth|далее)"
    r"(?:[^()\[\]]*\bas)?\s*[\"\u201c]?(?P<short>[^()\[\]\"\u201c\u201d]{2,24}?)[\"\u201d]?[)\]]",
    re.I,
)
_COLLECTION = re.compile(r"\s(?:Series|Papers|Records|Files?|Collection|Subseries|Central)\b")
_YEARS = re.compile(r"(?<=[^\W\d_])\s+(?:1[5-9]|20)\d\d\s?[-\u2013]\s?\d{2,4}$")
_OF_PLACE = re.compile(
    rf"(?:[ ]|[ ]?[\u2013-][ ]?)(?:d[eu]s? (?:la |l['\u2019])?|d['\u2019])?"
    rf"[{UPPER}][^\W\d_A-Z][^\W\d_]*(?:[ -][{UPPER}]?[^\W\d_]+){{0,3}}(?=\s?[,:.])"
)
_SEGMENT = re.compile(r"(?:\([^()]*\)|\[[^\[\]]*\]|[^,;()\uff0c\uff1b\u3001]|\()*")
_LONGEST = 400
_BEFORE_LEVEL = re.compile(r"\.\s+(?=[^\W\d_]{1,5}\.\s?\S{0,6}\d)")
_ORDINAL = re.compile(r"^\d{1,2}\.?[\u00aa\u00ba]\s")
_NUMBERED = re.compile(
    r"[^\W\d_]{2,8}\.\s?\d[\w/.-]*|\d{1,5}[a-z]?|[A-Z]{2,7} \d{1,6}[a-z]?|\d{2,4}(?: \d{2,4}){1,3}|"
    r"(?=\S* ?\S*\d)[A-Z\d][A-Z\d./-]{0,9}"  # 920 DER (15) 43
    r"(?: [A-Z]{1,5}| \((?!(?:1[5-9]|20)\d\d\))\d{1,4}\)| \d[\d./-]{0,7}){0,3}"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[-\u2013/]\d{2,4})?")
_BETWEEN = re.compile(rf"[{UPPER}]{{1,6}}[.-]\d+" r"|[A-Z]\.[A-Z]\w+\. \d+|[A-Z]\w*[A-Z]\w*(?: \(\d+\))?")
_NUMBER = re.compile(r"\W?\s?(?:[\w-]{0,12}?\d|[IVXLC]{1,7}(?=[\s,;.]|$))")  # of a level: 12, A-12, XII
_SHORTENED = re.compile(r"[^\W\d_]{1,6}\.?")  # pratt.
_DEPARTMENT_NUMBER = re.compile(r"[ ]?\d[\dAB]\d?(?=,)")  # AD 59
_CYRILLIC_ACRONYM = re.compile(r"(?=[^А]*А)[А-ЯЄІЇ]{3,8}")  # ЦГАОО України
_PLAIN_PLACE = re.compile(rf"[{UPPER}][^\W\d_A-Z]+(?:[ -][^\W\d_]+){{0,3}}")
_PLACE_BEFORE_BRACKET = re.compile(rf"(?P<place>[{UPPER}][^\W\d_]+(?:[ -][{UPPER}][^\W\d_]+){{0,2}})\s[(\uff08]")
_UNIVERSITY = re.compile(
    r"(?:The\s+)?(?:(?:State\s)?University of [^\W\d_a-z][\w. -]+|(?:[^\W\d_a-z][\w.'\u2019&-]*\s){1,4}"
    r"(?:University|College|Institute of Technology))(?: at [^\W\d_a-z][\w ]+)?"
)
_DEPARTMENT_WORDS = re.compile(
    r"(?:(?:Special|Collections?|Manuscripts?|Archives?|Archival|Rare|Books?|and|&|Department|Division|of|Library|Libraries|University|"
    r"Center|Research|the|Records|Papers|Historical|College|Section|Room)(?:\s+|$))+"
)
_PLACE_NAME = re.compile(rf"[{UPPER}][^\W\d_]+(?:[ -][{UPPER}][^\W\d_]+){{0,2}}(?=,\s)")


@lru_cache(maxsize=1)
def _institution() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = table("levels")["institutions"]
    strong = "|".join(word.replace("_", r"\s") for word in data["archives"].split())
    english = "|".join(word.replace("_", r"\s") for word in data["english"].split())
    weak = "|".join(data["houses"].split())
    compounds, before, behind = ("|".join(data[k].split()) for k in ("compounds", "before_place", "behind_place"))
    return (
        re.compile(
            rf"(?<!\w)(?:{english}|(?i:{strong}|[^\W\d_]+(?:{compounds})))(?!\w)|^(?:{before})(?= [A-ZÀ-Ý][a-zà-ÿ])|"
            rf"(?<=[a-z] )(?:{behind})$|[档檔]案[馆館]|史料館|公文書館|기록원|문서보관소"
        ),
        re.compile(rf"(?<!\w)(?:{weak})(?!\w)"),
        frozenset(data["no_archives"].split()),
    )


def acronym(text: str, at: int = 0) -> tuple[Repository, int] | None:
    """An abbreviation of capitals that may be an archive's, and where it ends."""
    match = _ACRONYM.match(text, at)
    if match is None or len(match["first"]) > 12:
        return None
    letters = [c for c in match["first"] if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    now = _NOW.match(text, match.end())
    if (
        now is not None
        and (known := match_repository(text, now.end())) is not None
        and text[known[1] : known[1] + 1] == ")"
    ):
        return known[0], known[1] + 1  # РЦХИДНИ (ныне РГАСПИ)
    name = match.group().rstrip(".")
    called = call_number(text, at)
    if called == match.end() and "/" in match["first"] and reference_follows(text, called, guess_tradition(text)):
        called = 0  # CPDOC/FGV, OA cp 1937.11.10/2
    end = _end_of_place(text, match.end(), name)
    if (
        capitals < 2
        or capitals * 3 < len(letters)
        or name.startswith(("Mc", "Mac", "De", "La"))
        or (_is_no_archive(match["first"]) and end == match.end() and not _is_in_city(text, end))
        or called
        or _COLLECTION.match(text, match.end())
    ):
        return None
    return Repository(text[at:end].rstrip("."), "", tradition="", call_numbers=True), end


def _is_in_city(text: str, at: int) -> bool:
    """Whether a city and a level follow, so that letters that mean something else elsewhere are an archive."""
    place = place_behind(text, at) if text[at : at + 1] == "," else None
    if place is None or not place.city:
        return False
    term = tradition(tradition_in(place.country) or "common").term
    pauses = re.finditer(r"[,;]\s", text[at : at + _LONGEST])
    levels = (term.match(text, at + pause.end()) for pause in pauses)
    return any(level is not None and _NUMBER.match(text, level.end()) for level in levels)


def _end_of_place(text: str, at: int, name: str) -> int:
    """Where the place ends whose archive an abbreviation means: ``HStA Düsseldorf``, ``AD du Rhône``, ``AD 59``."""
    if not (_with_place().fullmatch(name) or _CYRILLIC_ACRONYM.fullmatch(name)):
        return at
    place = _OF_PLACE.match(text, at) or (_DEPARTMENT_NUMBER.match(text, at) if name == "AD" else None)
    return (
        place.end()
        if place is not None and reference_follows(text, place.end(), guess_tradition(text), archive=True)
        else at
    )


@lru_cache(maxsize=1)
def _with_place() -> re.Pattern[str]:
    return re.compile(table("levels")["institutions"]["with_place"])


def _is_no_archive(word: str) -> bool:
    return word.rstrip(".") in _institution()[2] or re.fullmatch(r"[IVX]+|X{1,3}L?[IVX]*", word) is not None


def institution(text: str, at: int = 0, end: int | None = None) -> tuple[Repository, int] | None:
    """An archive's, library's or museum's name that fills a segment, with the abbreviation after it; where it ends."""
    strong, weak, _ = _institution()
    stop = end if end is not None else _segment_end(text, at)
    segment = text[at:stop]
    if len(segment) > 160 or not segment[:1].isalpha():
        return None
    segment = _without_reference(segment)
    short = _ABBREVIATED.search(segment)
    name = segment[: short.start()] if short is not None else segment
    name = name.rstrip(" .")
    length = short.end() if short is not None else len(name)
    name = name[:-1] if name.endswith("藏") else name
    found = strong.search(name) or weak.search(name)
    if found is None or any(c.isdigit() or c in ':"\u201c' for c in name) or len(name.split()) > 14 or not _names(name):
        return None
    abbreviation = short["short"].strip() if short is not None else name
    place = ""
    if (
        short is not None
        and not abbreviation.isupper()
        and _PLAIN_PLACE.fullmatch(abbreviation)
        and not _HEREAFTER.match(short.group())
    ):
        abbreviation, place = name, abbreviation  # Suffolk Record Office (Ipswich)
    later = _HEREAFTER.match(text, at + length)
    if short is None and later is not None:
        abbreviation = text[later.start("short") : later.end("short")]
        length = later.end() - at
    known = match_repository(abbreviation)
    if known is not None and known[1] == len(abbreviation) and abbreviation != name:
        return known[0], at + length
    if end is None and short is None and (whole := _with_parent(text, at, at + length)) is not None:
        abbreviation = name = text[at:whole]
        length = whole - at
    return Repository(abbreviation, name, place, tradition="", call_numbers=True), at + length


def _without_reference(segment: str) -> str:
    """A segment up to the levels or the call number that follow an archive's name without a comma."""
    if (stopped := _BEFORE_LEVEL.search(segment)) is not None:
        segment = segment[: stopped.start()]  # Государственный архив Зареченской области. Ф. Р-12
    strong = _institution()[0]
    for match in re.finditer(r"\s", segment):  # Bank of England Archives ADM 34/30
        if call_number(segment, match.end()) and strong.search(segment, 0, match.start()):
            return segment[: match.start()]
    return segment


def _with_parent(text: str, at: int, end: int) -> int | None:
    """Where the name of a department ends that only its university's tells from others: ``Special Collections, …``."""
    if not _DEPARTMENT_WORDS.fullmatch(text[at:end]) or text[end : end + 2] != ", ":
        return None
    stop = _segment_end(text, end + 2)
    return end + 2 + len(text[end + 2 : stop].rstrip(" .")) if is_parent(text[end + 2 : stop].rstrip(" .")) else None


def is_parent(value: str) -> bool:
    """Whether a segment is the university that an archive before it belongs to: ``…, Duke University``."""
    return _UNIVERSITY.fullmatch(value) is not None


def is_department(name: str) -> bool:
    """Whether a name is that of a library's department, which many libraries have: ``Manuscripts and Archives``."""
    return _DEPARTMENT_WORDS.fullmatch(name) is not None


def is_archive(name: str) -> bool:
    """Whether a name has a word for an archive, a library or a museum, and not only for a house or a society."""
    return _institution()[0].search(name) is not None


def _names(name: str) -> bool:
    """Whether a text is a name: it has a capital and no verb's look about it."""
    if re.fullmatch(r"(?:[^\W\d_]\.\s?)+[^\W\d_]+", name):
        return False  # M. Archives is a person
    name = _ARCHIVE_IN.sub(" ", name)
    capital = any(c.isupper() or (c.isalpha() and not c.islower()) for c in name) or _GEORGIAN.match(name)
    return bool(capital) and not re.search(r"\b(?:to|from|with|in|see|by)\b", name)


def _segment_end(text: str, at: int) -> int:
    match = _SEGMENT.match(text, at, at + _LONGEST)
    assert match is not None
    return match.end()


def place_name(text: str, at: int = 0) -> tuple[Repository, int] | None:
    """A place in whose archive a file with a call number lies: ``Guangdong, 219-2-319``, ``Kew (FO 371/1160)``."""
    bracketed = _PLACE_BEFORE_BRACKET.match(text, at)
    if bracketed is not None and text[call_number(text, bracketed.end()) :][:1] in (")", "\uff09"):
        meant = match_repository(table("repositories")["places"]["meant"].get(bracketed["place"], ""))
        if meant is not None and call_number(text, bracketed.end()):
            return meant[0], bracketed.end("place")
    match = _PLACE_NAME.match(text, at)
    if match is None or _is_no_archive(match.group()) or collection(match.group()) is not None:
        return None
    gap = _GAP.match(text, match.end())
    assert gap is not None
    end = call_number(text, gap.end())
    if not end or "-" not in text[gap.end() : end]:
        return None
    return Repository(match.group(), "", tradition="", call_numbers=True), match.end()


def reference_follows(text: str, at: int, words: str, archive: bool = False) -> bool:
    """Whether the next thing after a name is a level or a call number, or becomes one after a few names of series.

    ``archive``: the name is certainly an archive's, so that a mere number is one of its own.
    """
    term = tradition(words).term
    for n in range(5):
        gap = _GAP.match(text, at)
        assert gap is not None
        at = gap.end()
        match = term.match(text, at)
        if match is not None and _has_value(text, match, words):
            return True
        end = _segment_end(text, at)
        segment = text[at:end]
        if (match is not None and match.end() < end) or re.search(r"(?i)\b(?:no|nr)\.?\s?\d|№\s?\d", segment):
            at = end
            if match is None:
                return True  # Registry no. 1234
            continue
        if _is_number(text, at, segment, words) or (archive and _is_own_number(segment)):
            return True
        between = _BETWEEN.fullmatch(segment) or (n and _YEAR.fullmatch(segment))  # TAM.132: a collection's number
        if between or (n and archive and _SHORTENED.fullmatch(segment)):
            at = end
            continue
        named = _ORDINAL.sub("", _YEARS.sub("", segment))  # Affari Politici 1950-57, 2.ª Divisão
        if end <= at or len(segment) > 60 or segment[:1].islower() or re.search(r"\d|[\"\u201c\u2018]|\bto\b", named):
            return False
        at = end
    return False


def _has_value(text: str, term: re.Match[str], words: str) -> bool:
    """Whether the value of a level stands behind its word: a number, or a fond's name (``fond F. Palacký``)."""
    number = _NUMBER.match(text, term.end())
    if number is not None:  # a book has its volumes in Roman numerals as well
        return number.group()[-1].isdigit() or tradition(words).kind(term["term"]) != "volume"
    named = len(term["term"]) > 3 and text[term.end() : term.end() + 1].isupper()
    return named and tradition(words).kind(term["term"]) == "fond"


def _is_number(text: str, at: int, segment: str, words: str) -> bool:
    """Whether a call number begins at a place, or a number with its level's word behind it: ``12. f., 3. apr.``"""
    if call_number(text, at) or 0 < len(segment.rstrip(" .")) == call_number(segment, short=True):
        return True
    after = tradition(words).after
    level = after.match(text, at) if after is not None else None
    return level is not None and level["value"][0].isdigit()


def _is_own_number(segment: str) -> bool:
    """Whether a segment is a number of an archive's own, or a series with one: ``Politisches M 8.1``."""
    bare = segment.rstrip(" .")
    spaces = re.finditer(r"(?<=[^\W\d_]{4})\s", segment)
    if any(call_number(segment, gap.end(), short=True) == len(bare) for gap in spaces):
        return True
    return _NUMBERED.fullmatch(bare) is not None and not _YEAR.fullmatch(bare)
