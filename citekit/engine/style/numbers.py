"""Numbers: what is numeric, ordinals and Roman numerals, page ranges (CSL 1.0.2, "Number", "Page ranges")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .locale import Locale

_ATOM = (
    r"(?:\d+(?:/\d+)+|[^\W\d_]*\d+[^\W\d_]*|\d[^\W_]*"
    r"|(?=[ivxlc]*[ivx])c{0,3}(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3}))(?![^\W_])"
)
_SEPARATOR = r"(?:\s*&\s*|,\s+|;\s*|\s*\\?[-\u2013]\s*|\s+and\s+)"
_LETTERS = r"(?:-[^\W\d_]+)?"  # CN1234-A
_NUMERIC = re.compile(rf"\s*{_ATOM}{_LETTERS}(?:{_SEPARATOR}{_ATOM}{_LETTERS})*\s*$")
_NUMBERS = re.compile(rf"\s*{_ATOM}{_LETTERS}(?:{_SEPARATOR}{_ATOM}{_LETTERS})+\s*$")
_MANY = re.compile(r"\d[^\W\d_]*\s*(?:,|&|[-\u2011\u2013\u2014]|\band\b|;)\s*[^\W\d_]*\d")
_SPLIT = re.compile(rf"({_SEPARATOR})")
_ENDS = re.compile(r"([^\W_]+(?:/[^\W_]+)*)\s*-\s*([^\W_]+)$")  # the two ends of a range
_WITH_PREFIX = re.compile(r"(\d*[A-Za-z]+0*)(\d+[A-Za-z]*)$")  # P12, 123N110
_LETTERED_NUMBER = re.compile(r"\d+[a-z]*$")
_LETTERED = frozenset(("issue", "volume", "edition", "number", "collection-number", "locator", "page"))
# variables whose ranges have a dash; in others a hyphen is part of an identifier
RANGED = frozenset(
    (
        "chapter-number collection-number edition issue locator number number-of-pages number-of-volumes page volume"
    ).split()
)
_LISTED = re.compile(r"(\s*[,&;]\s*|\s+and\s+)")
_SLASHED = re.compile(r"\d+(?:/\d+)*$")  # 12, 12/3
_COUNTED = re.compile(rf"\s*[\[(]*{_ATOM}(?!\.[^\W_])", re.I)  # content that begins with a number
_SEVERAL = re.compile(r"\s*\d+\s*[-;]\s*\d")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ROMAN_NUMERAL = re.compile(r"(?=[mdclxvi])m*(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})$", re.I)
_AMPERSAND = re.compile(r"(?<=\w)&(?=\w)")
_PAGES = re.compile(r"(\s*[,&;]\s*)")
_PREFIXED = re.compile(r"\s*(\d*[A-Za-z]+)(\d+)\s*(?:-|\u2013)\s*(\d*[A-Za-z]+)?(\d+)\s*$")
_RANGE = re.compile(
    r"\s*(?P<pre>[^\W\d]*)(?P<a>\d+)(?P<s1>[^\W\d]*)\s*(?:-|\u2013|\u2014)+\s*(?P<pre2>[^\W\d]*)(?P<b>\d+)(?P<s2>[^\W\d]*)\s*$"
)


_SIGNS = {"&": " & ", "and": " and ", ",": ", ", ";": "; ", "-": "\u2013", "\u2013": "\u2013"}


def is_numeric(value: object) -> bool:
    """Whether content is numeric: numbers with short affixes, in lists and ranges (CSL 1.0.2, ``is-numeric``)."""
    if isinstance(value, int):
        return True
    return bool(_NUMERIC.match(str(value))) if value not in (None, "") else False


def is_plural(value: str, variable: str, joint: str = "and") -> bool:
    """Whether a label for this content is plural (CSL 1.0.2, "Label", ``plural="contextual"``).

    ``joint``: the language's word for “and”.
    """
    if joint != "and" and f" {joint} " in value:
        value = value.replace(f" {joint} ", " and ")
    if variable in ("number-of-pages", "number-of-volumes") and not _SPLIT.search(value.strip()):
        digits = re.match(r"\s*\d+", value)
        return bool(digits and int(digits.group()) > 1 and is_numeric(value))
    if "\\-" in value:
        value = value.replace("\\-", "")
    if variable not in ("page", "locator"):
        return bool(_SEVERAL.match(value) or _NUMBERS.match(value))
    if not _COUNTED.match(value):
        return False  # “ISO 690-2” is one
    if _MANY.search(value) or (value.rstrip().endswith(("-", "\u2013")) and any(map(str.isdigit, value))):
        return True  # several numbers, or all from one on
    return bool(re.search(r"[^\W_][)\]]?\s*(?:,|&|[-\u2013\u2014]|;)\s*[(\[]?[^\W_]", value)) and not re.search(
        r"[^\W\d_]{5,}", value
    )


def dashed_number(value: str, variable: str, locale: Locale) -> str:
    """Content of a number variable as text: a range has the locale's dash, an escaped hyphen (``\\-``) stays a hyphen.

    A hyphen that is part of an identifier stays one: ``HB20-1084``, ``3-B``.
    """
    if "-" not in value:
        return value
    if "\\-" in value:
        return value.replace("\\-", "-")
    if variable not in RANGED:
        return value
    dash = locale.term("page-range-delimiter") or "\u2013"
    return "".join(part if n % 2 else _dashed(part, variable, dash) for n, part in enumerate(_LISTED.split(value)))


def _dashed(part: str, variable: str, dash: str) -> str:
    """One part of a list with a dash where it is a range and nothing else: ``Z39.29-2005`` is a name."""
    ends = _ENDS.match(part)
    return ends[1] + dash + ends[2] if ends is not None and _is_range(ends[1], ends[2], variable) else part


def _is_range(first: str, second: str, variable: str) -> bool:
    """Whether what a hyphen joins are two numbers of one kind, so that it stands for a range."""
    one, other = _WITH_PREFIX.match(first), _WITH_PREFIX.match(second)
    if (one[1] if one else "") != (other[1] if other else ""):
        return False
    ends = (one[2] if one else first), (other[2] if other else second)
    if all(_SLASHED.match(end) or _ROMAN_NUMERAL.match(end) for end in ends):
        return True
    return variable in _LETTERED and all(_LETTERED_NUMBER.match(end) for end in ends)


def roman(number: int) -> str:
    """A number as a lower-case Roman numeral; numbers of 6000 and more stay digits."""
    if number <= 0 or number >= 6000:
        return str(number)
    out = []
    for size, letters in _ROMAN:
        while number >= size:
            out.append(letters)
            number -= size
    return "".join(out)


def number_parts(value: str, form: str, variable: str, locale: Locale) -> list[str]:
    """Content of a number variable in a form: ``numeric``, ``ordinal``, ``long-ordinal``, ``roman``.

    Numbers and what parts them take turns: ``3rd``, `` & ``, ``4th``.
    """
    if not is_numeric(value):
        return [dashed_number(value, variable, locale)]
    gender = locale.genders.get(variable, "")
    parts = _SPLIT.split(value.strip())
    dash = locale.term("page-range-delimiter")
    out = []
    for n, part in enumerate(parts):
        if n % 2 == 0:
            out.append(_one(part, form, locale, gender))
            continue
        sign = part.strip()
        if sign == "-" and (variable not in RANGED or not _is_range(parts[n - 1], parts[n + 1], variable)):
            out.append(sign)  # part of an identifier
        else:
            dashed = dash if sign in ("-", "\u2013") else None
            out.append(dashed or _SIGNS.get(sign) or sign.lstrip("\\"))
    return out


def _one(part: str, form: str, locale: Locale, gender: str) -> str:
    if form == "numeric" or not (part.isascii() and part.isdigit()) or part[0] == "0":
        return part
    number = int(part)
    if form == "roman":
        return roman(number)
    if form == "long-ordinal":
        word = locale.long_ordinal(number, gender)
        if word:
            return word
    return part + locale.ordinal_suffix(number, gender)


def page_range(value: str, fmt: str | None, locale: Locale) -> str:
    """Pages with the locale's range delimiter and a style's ``page-range-format`` (CSL 1.0.2, appendix V)."""
    if "-" not in value and "\u2013" not in value:
        return value
    delimiter = locale.term("page-range-delimiter") or "\u2013"
    out = []
    for n, part in enumerate(_PAGES.split(value)):
        out.append(part if n % 2 else _page_part(part, fmt, delimiter))
    return "".join(out)


def localized_and(value: str, locale: Locale) -> str:
    """A list of pages with the locale's sign for ``&``, which words and numbers do not touch."""
    if "&" not in value:
        return value
    return _AMPERSAND.sub(" & ", value).replace("&", locale.exact("and", "symbol") or "&")


def _page_part(part: str, fmt: str | None, delimiter: str) -> str:
    if "\\-" in part:
        return part.replace("\\-", "-")
    weird = _PREFIXED.match(part)
    if weird is not None:
        return _prefixed_range(weird, fmt, delimiter)
    match = _RANGE.match(part)
    if match is None:
        halves = re.split(r"\s*(?:-|\u2013)\s*", part.strip())
        if len(halves) == 2 and all(halves) and _is_range(halves[0], halves[1], "page"):
            return delimiter.join(halves)
        return part
    pre, a, b = match["pre"], match["a"], match["b"]
    pre2, s1, s2 = match["pre2"], match["s1"], match["s2"]
    if pre2 and pre2 != pre:
        return f"{pre}{a}{s1}-{pre2}{b}{s2}"
    if not fmt or s1 or s2:
        return f"{pre}{a}{s1}{delimiter}{pre2}{b}{s2}"
    whole = a[: len(a) - len(b)] + b if len(b) < len(a) else b
    if fmt == "expanded":
        return f"{pre}{a}{delimiter}{pre}{whole}"
    if len(whole) != len(a):
        return f"{pre}{a}{delimiter}{pre2}{whole}"
    if fmt == "minimal":
        return f"{pre}{a}{delimiter}{_minimal(a, whole, 1)}"
    if fmt == "minimal-two":
        return f"{pre}{a}{delimiter}{_minimal(a, whole, 2)}"
    return f"{pre}{a}{delimiter}{pre2}{_chicago(a, whole, fmt)}"


def _prefixed_range(match: re.Match[str], fmt: str | None, delimiter: str) -> str:
    """``8n11564-8n1568``: a range only where both ends have the same prefix."""
    pre, a, pre2, b = match.groups()
    if pre != pre2:
        return f"{pre}{a}-{pre2 or ''}{b}"
    if not fmt:
        return f"{pre}{a}{delimiter}{pre2}{b}"
    whole = a[: len(a) - len(b)] + b if len(b) < len(a) else b
    if fmt == "expanded" or len(whole) != len(a):
        return f"{pre}{a}{delimiter}{pre}{whole}"
    short = (
        _minimal(a, whole, 2 if fmt == "minimal-two" else 1) if fmt.startswith("minimal") else _chicago(a, whole, fmt)
    )
    return f"{pre}{a}{delimiter}{short}"


def _minimal(a: str, b: str, keep: int) -> str:
    same = 0
    while same < len(b) - keep and a[same] == b[same]:
        same += 1
    return b[same:]


def _chicago(a: str, b: str, fmt: str) -> str:
    """Chicago Manual 17, 9.61: under 100 and multiples of 100 in full; x01 to x09 the changed part; else two
    digits or more.
    """
    first = int(a)
    if first < 100 or first % 100 == 0:
        return b
    if first % 100 < 10:
        return _minimal(a, b, 1)
    short = _minimal(a, b, 2)
    if fmt in ("chicago", "chicago-15") and len(a) == 4 and len(short) == 3:
        return b
    return short
