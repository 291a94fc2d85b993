"""The shapes of numbers by which archives find their files, where no word says what they are."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table

DASH = "[-\u2013]"
_HEBREW = r"[\u05d0-\u05ea]{1,3}[\u0022\u05f3\u05f4]?[\u05d0-\u05ea]{0,2}"
_PREFIXED = rf"(?:[A-ZÄÖÜА-Я][A-ZÄÖÜА-Я\d&]{{0,7}}|[A-ZÄÖÜА-Я][a-zäöüа-я]{{1,3}}|{_HEBREW})\.?"

# FO 371/84082, CHAR1/381/21-31, PREM19/1423, RL7/141, HO 207/386, 7/371/71
_SLASHED = re.compile(
    rf"(?:\d{{1,4}}[ ]|\(\d{{1,2}}\)[ ])?(?:{_PREFIXED}(?:[ ]?{_PREFIXED})?[ ]?)?"
    r"(?:\d[\w.()#*]*(?:-\d\d)?|[IVXLC]+)(?:/[\w.()#*\u2013-]*[\w)*#])+",
    re.A,
)
# TYW/1/W5, PS/GVI/ABD, SZ/AEAF/7, MD-NC/94/15, SH:7/ML/E/15, PT/AHU/CARTM/062
_LETTERED = re.compile(r"[A-Z][A-Z\d]*(?:[-:][A-Z\d]+)*(?:/[A-Z\d][\w.()\u2013-]*)+", re.A)
# 219-2-319, 109-00192-01, JC1-2418, J165-10-66, A06-00-00/0004
_HYPHENED = re.compile(
    r"(?:[A-Z]{2,6}-){2,3}\d+(?:[-/.]\w+)*|(?:[A-Z]{1,4}\d*-)?\d+(?:-\d+)+(?:/[\w-]+|\(\d{1,3}\))?|[A-Z]{1,4}\d+-\d{2,}(?:-\d+)*(?:/[\w-]+)?",
    re.A,
)
# MS 649, Add. MS 4567, MS#0786, MSS 12, Cod. 4, Acc 89/2; MS. Eng. hist. c. 1234, MS Macmillan dep. d. 27
_MANUSCRIPT = re.compile(
    r"(?:MSS?|Mss?)\.?\s(?:[A-Z][A-Za-z]{0,12}\.?\s)(?:[A-Z][A-Za-z]{0,12}\.?\s|[a-z]{1,5}\.\s){1,4}\d[\w/-]*|"
    r"(?:Add(?:itional|\.)?\s+)?(?:MSS?|Mss?|[Aa]cc(?:ession)?(?:\s[Nn]o)?|Cod|ms)\.?\s?(?:[A-Z][A-Za-z]{0,12}\.?\s){0,2}(?:#\s?)?"
    r"(?:\d{1,2}(?:,\d{3})+(?: ?\(\d{1,3}\))?|[\dA-Z][\w./#-]*)"
    r"(?:\s[ivx]+\b)?"
)
# with the language of the manuscripts: Ms. fr. 234, MS lat. 45, Cod. germ. 12, nouv. acq. fr. 4567; Clm 1234
_OF_LANGUAGE = re.compile(
    r"(?:(?:MSS?|Mss?|mss?|Cod|cod)\.?\s)?(?:nouv\.\sacq\.\s)?"
    r"(?:fr|lat|germ|gall|graec|gr|hisp|it|ital|angl|slav|orient|or|ar|arab|hebr|pers|turc|suppl|theol|hist|phil|jur|misc|poet|mus|med)\.\s"
    r"(?:[a-z]{1,6}\.\s){0,3}\d[\w/-]*|C[lg]m\s\d+"
)
# libraries: L.a.345, Z3.1.3
_OF_LIBRARY = re.compile(r"[A-Z]\.[a-z]\.\d{1,4}[a-z]?|[A-Z]\d{1,2}\.\d{1,2}\.\d{1,3}", re.A)
# KZ. 1448 ex 1866, MRZ. 2042/1848, CBProt. 46 c/1864
_REGISTERED = re.compile(r"[A-ZÄÖÜ][^\W\d_]{0,10}\.?\s?\d+(?:\s?[a-z])?(?:/\d{2,4}|\s+ex\s+\d{4})")
# C-M(56)126, AC/119-R(58)4
_BRACKETED = re.compile(r"[A-Z]{1,4}(?:[-/][A-Z\d]{1,4})*\(\d{2,4}\)[-/]?\w+", re.A)
# English record offices: D/DEb 94/12, D/P 94/5/1, Q/SR 68/45, F (M) C 23
_COUNTY = re.compile(
    r"[A-Z]{1,3}(?:/[A-Z][A-Za-z]{0,5})+ [A-Z]? ?\d\w*(?:/\w+)*|[A-Z]{1,2} ?\([A-Z]\) ?(?:[A-Z] ?)?\d+", re.A
)
# the Swiss Federal Archives: E2001E#1978/84#1097*
_HASHED = re.compile(r"[A-Z]\d[\w.()/+-]*(?:#[\w./()-]+\*?)+", re.A)
# the Joint Chiefs' decimal files: CCS 383.21 Germany (2-22-44)
_CHIEFS = re.compile(r"(?:CCS|ABC|OPD) \d{3}(?:\.\d+)?(?: [A-Z][\w.]+){0,4}(?: \(\d{1,2}-\d{1,2}-\d{2}\))?", re.A)
# a letter and a number, without more: T267, E2489, M92, R 43, K. 12; with a numeral or points: E I 30.5, MM 3.71
_SHORT = re.compile(rf"[A-Z]{{1,4}}\.?[ -]?\d{{1,6}}[a-z]?(?:{DASH}[\w]+)?", re.A)
_POINTED = re.compile(
    r"[A-ZÅÄÖ](?: [IVX]+)?(?: ?[a-z])? ?\d{0,3}:\d{1,4}|"
    r"[A-Z]{1,4}(?: [IVXL]{1,5})? ?\d{1,4}(?:\.\d+)*(?:/\w+)?|\d{1,3}\.[A-Z]\.\d+(?:\.[a-z\d]+)?|"
    r"(?!N[or]|P[tp]|B[dl]|V[ol])[A-Z][a-z] \d{1,4}",
    re.A,
)
# letters between numbers, as in France: 457 AP 80, 10 H 160, 5 C 17; Dutch and Danish numbers with points: 2.05.117
_BETWEEN = re.compile(r"\d{1,4} ?[A-Z]{1,5} ?\d{1,5}(?:[/.]\w+)*|\d{1,3}(?:\.\d{1,3})+(?:\.[A-Za-z\d]{1,4})*", re.A)
# the reference codes of Japan's and Korea's archives: B02030563200, CET0066012
_CODE = re.compile(r"[A-Z]{1,4}\d{7,12}", re.A)
# Collection 5780, Coll. 12
_COLLECTION = re.compile(r"Coll(?:ection|\.)\s(?:No\.\s?)?\d[\w./-]*")

_LONGEST = 120
_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}(?:\s*[-\u2013/]\s*(?:(?:1[5-9]|20)?\d{2}))?$")
_ENDED = re.compile(r"[\s,;.:)\]\uff09\uff0c\u3002]|$")

# a day in numbers, whichever of the first two is the month
_DAY_OR_MONTH = r"(?:0?[1-9]|[12]\d|3[01])"
NUMERIC_DAY = (
    rf"(?:{_DAY_OR_MONTH}/{_DAY_OR_MONTH}/(?:\d{{2}}|\d{{4}})|{_DAY_OR_MONTH}-{_DAY_OR_MONTH}-(?:1[5-9]|20)\d\d)"
)
LOT = re.compile(r"\d{2}[\s-]?[A-Z][\s-]?\d{1,4}\b(?:/[\w-]+)?", re.A)
# decimal files of the Department of State: 795.00/6-2550, 396.1–WA/4–1360, 026 Foreign Relations (P.C. 1919)/87
_ONE_DECIMAL = (
    rf"\d{{2,3}}[A-Z]?(?:\.[\dA-Za-z]+)*(?:{DASH}[A-Z]{{1,3}})?"
    r"(?:\s+[A-Z][A-Za-z. ]{2,40}?(?:\s*\([^()]{1,20}\))?)?"
    rf"\s?/\s?[\dA-Z][\w\u2013-]*(?:\s\d/\d|\s?[\u00bc\u00bd\u00be])?"
)
DECIMAL = re.compile(
    rf"(?:{_ONE_DECIMAL})(?:\s+through\s+(?:{_ONE_DECIMAL}|[\w\u2013-]+))?|"
    r"\d{3}\.\d+(?=\s*(?:[,(]|$))"
)
# after an accession of a records center: 092 Germany
COUNTRY_FILE = re.compile(r"\d{3}(?:\.\d+)?\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?=\s*(?:[,.;(]|$))")
# the film numbers of the Central Foreign Policy File: D800614–0612, P840134–2027 through 2058
FILM = re.compile(rf"[DNP]\d{{5,6}}{DASH}\d{{3,4}}(?:\s+through\s+[\w\u2013-]+)?")
DOTTED = re.compile(r"(?<![\w.])(\d+\w?)\.(\d+\w?)\.(\d+\w?)(?:\.(\d+(?:ob)?(?:[-\u2013]\d+)?))?(?![\w.]*\w)")
SLASHED = re.compile(r"((?:[РRP]-)?\d+\w?)/(\d+\w?)/(\d+\w?)(?:/(\d+(?:ob)?(?:[-\u2013]\d+)?))?(?=[\s,;.]|$)")
HYPHENED = re.compile(r"(\d{1,5}\w?)-(\d{1,3}\w?)-(\d{1,5}\w?)(?:-(\d+(?:ob)?))?(?=[\s,;.]|$)")  # 558-11-492-57
SPACED = re.compile(r"([РRP]-?\d+)\s(\d+)\s(\d+)(?=[\s,;.]|$)")


# files of prosecutors: 204 AR-Z 269/60, 2 Js 1234/61
_COURT = re.compile(r"\d{1,4} [A-Z][A-Za-z]{0,3}(?:-[A-Z])? \d{1,5}/\d{2,4}", re.A)
# the fonds of Hungary's central bodies: XIX-A-90-c, XIX-J-1-j
_HUNGARIAN = re.compile(r"[IVXL]+-[A-Z]-\d+(?:-[a-z]{1,4})?(?=[\s,;.)/]|$)")
# a numeral and numbers: I-3-a/SSSR, III-1246-9
_ROMAN = re.compile(
    r"[IVXL]+(?:-\w{1,5}){2,4}(?:/[\w-]+)?|[IVXL]+-\d+(?:-\w{1,3})?/[\w-]+|[IVXL]+\. ?\d{1,4}\.(?: ?[a-z]\.)?"
)
# the series of France's national archives, by letter and number: F7 12912, F1a 3345
_FRENCH = re.compile(
    r"[A-Z]\d{1,2}[A-Z]\d{1,2} \d{1,5}(?![\w/.-])|"
    r"[A-Z]{1,2}\d{1,2}[a-z]? (?!(?:1[5-9]|20)\d\d(?!\d))\d{3,6}(?:/\d{1,4})?(?![\w/.-])",
    re.A,
)
# the Ottoman archives: HR. SYS. 2402/12, DH. ŞFR. 54/12
_OTTOMAN = re.compile(r"(?:[A-ZÇĞİÖŞÜ]{1,4}\. ?){1,3}(?:[A-ZÇĞİÖŞÜ]{1,5}\.? )?\d+/\d+(?:/\d+)?")
# President Roosevelt's and President Truman's files: OF 4435, PPF 1-P
_PRESIDENTIAL = re.compile(r"(?:OF|PPF|PSF) \d{1,5}(?:-[A-Z\d]{1,3})?", re.A)
# Hungary's archives of state security: 3.1.9. V-150019/4, 2.8.1. 12345
_HUNGARIAN_SECURITY = re.compile(r"\d\.\d{1,2}\.\d{1,2}\. ?[A-Z]{1,3}-\d+(?:\.\d{3})*(?:/[\w-]+)?", re.A)
_ALWAYS = (
    _HUNGARIAN_SECURITY,
    _PRESIDENTIAL,
    _MANUSCRIPT,
    _OF_LANGUAGE,
    _OF_LIBRARY,
    _SLASHED,
    _LETTERED,
    _HYPHENED,
    _REGISTERED,
    _BRACKETED,
    _CODE,
    _COLLECTION,
    _COURT,
    _HUNGARIAN,
    _COUNTY,
    _HASHED,
    _CHIEFS,
    _ROMAN,
    _OTTOMAN,
    _FRENCH,
)
# several numbers, each with its letters: MM 3.71 RRB 1945/1234, ABHS 950 W4627 3479, OA cp 1937.11.10/2
_NUMBER = r"[\w./()-]*\d[\w./()-]*"
_COMPOUND = re.compile(
    rf"[A-Z]{{1,2}} [A-Z]{{2,3}} \d{{1,5}}(?: [\d-]+)+|"
    rf"[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{{0,4}}(?:-[A-Z]{{1,5}})?\.? "
    rf"(?:[a-z]{{1,3}} {_NUMBER}|[A-Z][a-z]+ {_NUMBER}|{_NUMBER}(?: (?:[A-ZÄÖÜ][A-Za-zäöü]{{0,3}}\.? ?)?{_NUMBER})+)",
    re.A,
)
_YEAR_AND_NUMBER = re.compile(r"(?:1[5-9]|20)\d\d:\d{1,6}")  # 1849:1234, as in Budapest
_LETTER_BEHIND = re.compile(r"\d{1,3} [A-Z]\d?", re.A)  # 12 L, as in Helsinki
_ONLY_SHORT = (_SHORT, _POINTED, _BETWEEN, _LETTER_BEHIND, _YEAR_AND_NUMBER, _COMPOUND)


@lru_cache(maxsize=1)
def subject_file() -> re.Pattern[str]:
    """A file of the Department of State's or the White House's subject codes: ``POL 27 VIET S``, ``ND 19/CO 312``."""
    codes = "|".join(table("levels")["subject_codes"]["codes"].split())
    return re.compile(rf"(?:{codes})\s?\d{{1,3}}(?:[-\u2013/][\dA-Z]+)*\b[^,;.]*(?:(?<=U)\.S\.?|(?<=\s[A-Z])\.)?")


@lru_cache(maxsize=2)
def _every_pattern(short: bool) -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """The patterns of call numbers, and one that matches where any of them does."""
    patterns = (*_ALWAYS, *(_ONLY_SHORT if short else ()))
    return patterns, re.compile("|".join(f"(?{'a' * bool(p.flags & re.A)}:{p.pattern})" for p in patterns))


def call_number(text: str, at: int = 0, short: bool = False) -> int:
    """Where a call number ends that begins at a place of a text; 0 where there is none. ``short``: ``T267`` is one."""
    longest = 0
    patterns, any_of_them = _every_pattern(short)
    if any_of_them.match(text, at, at + _LONGEST) is None:  # so it is mostly, and seen at once
        return 0
    for pattern in patterns:
        match = pattern.match(text, at, at + _LONGEST)
        if match is None:
            continue
        end = match.end()
        if end == at + _LONGEST:
            continue
        while text[end - 1] == ")" and text.count("(", at, end) < text.count(")", at, end):
            end -= 1
        if end > longest and _ENDED.match(text, end):
            longest = end
    if longest and _is_date_or_years(text[at:longest]):
        return 0
    return longest


def _is_date_or_years(text: str) -> bool:
    """Whether slashes or hyphens make a date or years of it: 1910-1944, 11/7/58, 2025/8."""
    return bool(
        re.fullmatch(
            r"(?:1[5-9]|20)\d\d(?:[-\u2013/](?:\d{1,2}|(?:1[5-9]|20)\d\d))(?:-\d\d)?|"
            rf"{NUMERIC_DAY}|\d/\d",
            text,
        )
    )


def is_year(value: str) -> bool:
    """Whether a value is a year or a span of years: ``1951``, ``1950-54``, and not ``1585/1836``."""
    if not _YEAR.match(value):
        return False
    first, *more = (int(n) for n in re.findall(r"\d+", value))
    return not more or more[-1] < 100 or 0 <= more[-1] - first <= 60
