"""What a description states: for each variable that says which document it is, a checksum of what it says.

A checksum is the same however a value is written: small letters, ``123-30`` for ``123–130``, an ISBN of ten digits or
of thirteen, a given name or its first letter.  Of millions of documents nothing more is kept.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ..csl.languages import language_code
from ..csl.variables import NAME_VARIABLES

if TYPE_CHECKING:
    from ..archives.reference import ArchivalReference
    from .model import Document

_WORD, _NUMBER, _SEPARATORS = re.compile(r"\w+"), re.compile(r"\d+"), re.compile(r"[^0-9a-zа-я/\n]+")
_MOST = 250  # of a description's variables no more are compared
_NAMED_BY_PROGRAMS = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:")
# variables that say nothing of which document it is, or say what another one says already
_NOT_TELLING = frozenset(
    (
        "abstract annote archive-place categories citation-key citation-label citation-number"
        " container-title-short custom dimensions first-reference-note-number id ISSN journalAbbreviation keyword"
        " locator medium note number-of-pages number-of-volumes page-first publisher-place references shortTitle"
        " source status title-short type URL year-suffix"
    ).split()
)
OTHER, DATE, PEOPLE, REFERENCE, NUMBERED = range(5)  # kinds of what is stated


def statements(stated: bytes) -> dict[int, int]:
    """What a description states: for the code of each variable (``kind_of``) a checksum of its value."""
    numbers = memoryview(stated).cast("I")
    return dict(zip(numbers[::2].tolist(), numbers[1::2].tolist()))


def differences(one: Mapping[int, int], other: Mapping[int, int]) -> list[int]:
    """The codes of what both state and state differently."""
    return [code for code, value in one.items() if other.get(code, value) != value]


def kind_of(code: int) -> int:
    """The kind of a variable: part of the date or reference, sender or recipient, record number, or another one."""
    return code & 7


def parts_stated(stated: bytes) -> set[int]:
    """The codes of the variables with which a description tells one part of a work or series from the others."""
    return _PARTS & statements(stated).keys()


def _code(name: str, kind: int = OTHER) -> int:
    return crc32(name.encode("utf-8", "surrogatepass")) & ~7 | kind


class _Codes(dict[str, int]):
    """The codes of variables, each worked out once."""

    def __init__(self, kind: int) -> None:
        self.kind = kind

    def __missing__(self, name: str) -> int:
        code = _code(name, self.kind)
        if len(self) < 10_000:  # names may come from anywhere
            self[name] = code
        return code


_OTHERS, _LEVELS, _NUMBERS = _Codes(OTHER), _Codes(REFERENCE), _Codes(NUMBERED)
_DATE_CODES = [_code(name, DATE) for name in ("year", "month", "day", "last year", "last month", "last day")]
_SENDER, _RECIPIENT, _LANGUAGE = _code("sender", PEOPLE), _code("recipient", PEOPLE), _code("language")
_REPOSITORY = _code("repository", REFERENCE)


_PARTS = {
    _code(name)
    for name in (
        "volume",
        "issue",
        "number",
        "chapter-number",
        "part-number",
        "section",
        "collection-number",
        "recipient",
    )
}


def stated_by(doc: Document, extra: Mapping[str, Any], host: str, levels: list[int]) -> bytes:
    """What a document states, as pairs of numbers: code of the variable, checksum of its value.

    ``levels`` are the pairs of its references (``levels_stated``).
    """
    codes: list[int] = []
    values: list[str] = []
    if doc.sender:
        codes.append(_SENDER)
        values.append(doc.sender)
    if doc.recipient:
        codes.append(_RECIPIENT)
        values.append(doc.recipient)
    if doc.number:  # numbers of different archives are not compared
        codes.append(_NUMBERS[host])
        values.append(doc.number)
    if doc.language:
        codes.append(_LANGUAGE)
        values.append(_language(doc.language))
    for name, value in extra.items():
        if name in _NOT_TELLING or not value:
            continue
        if type(value) is str and name not in _SPECIAL:
            codes.append(_OTHERS[name])
            values.append(value)
            continue
        for part, text in _parts(name, value):
            codes.append(_OTHERS[part])
            values.append(text)
    pairs = list(levels)
    date = doc.date
    if date is not None and date.start:
        pairs += _date_pairs(date.start, date.end)
    for pair in zip(codes, _checksums(values)):
        pairs += pair
    return array("I", pairs if len(pairs) <= 2 * _MOST else pairs[: 2 * _MOST]).tobytes()


@lru_cache(maxsize=8192)
def _date_pairs(start: tuple[int, ...], end: tuple[int, ...]) -> list[int]:
    pairs: list[int] = []
    for codes, numbers in ((_DATE_CODES, start), (_DATE_CODES[3:], end)):
        for code, number in zip(codes, numbers):
            pairs += (code, number & 0xFFFFFFFF)
    return pairs


def levels_stated(references: tuple[ArchivalReference, ...]) -> list[int]:
    """The repositories and levels of references, each kind of level with all of its values."""
    pairs: list[int] = []
    if len(references) == 1:
        reference = references[0]
        levels = reference.levels
        if reference.repository is not None:
            pairs += (_REPOSITORY, crc32(folded(reference.repository.abbreviation).encode()))
        codes = [_LEVELS[level.kind] for level in levels]
        if len(set(codes)) == len(codes):
            for code, level in zip(codes, levels):
                value = level.value
                pairs.append(code)
                pairs.append(crc32((value if value.isdecimal() else folded(value)).encode()))
            return pairs
        pairs = []
    values: dict[int, list[str]] = {}
    for reference in references:
        if reference.repository is not None:
            values.setdefault(_REPOSITORY, []).append(reference.repository.abbreviation)
        for level in reference.levels:
            values.setdefault(_LEVELS[level.kind], []).append(level.value)
    for code, several in values.items():
        pairs += (code, crc32("\n".join([folded(value) for value in several]).encode()))
    return pairs


@lru_cache(maxsize=8192)
def folded(value: str) -> str:
    """The value of a level, or the name of a repository, without what is written in several ways."""
    return _SEPARATORS.sub("-", value.casefold())


_BETWEEN = "\x1f"  # the unit separator of ASCII, which stands in no text
_NO_WORD, _NO_ASCII_WORD = re.compile(r"[^\w\x1f]+"), re.compile(rb"[^0-9a-z_\x1f]+")


def _checksums(values: list[str]) -> list[int]:
    """A checksum of the words of each text in small letters; all are looked at at once."""
    text = _BETWEEN.join(values)
    if text.count(_BETWEEN) != len(values) - 1:
        values = [value.replace(_BETWEEN, " ") for value in values]
        text = _BETWEEN.join(values)
    if text.isascii():
        data = _NO_ASCII_WORD.sub(b" ", text.lower().encode())
    else:
        data = _NO_WORD.sub(" ", text.casefold()).encode("utf-8", "surrogatepass")
    return [crc32(one.strip()) for one in data.split(b"\x1f")] if values else []


def _parts(name: str, value: Any) -> Iterable[tuple[str, str]]:
    """(part of a variable, what it says, apart from how it is written)."""
    special = _SPECIAL.get(name)
    if special is not None:
        return special(name, str(value))
    if type(value) is str:
        return ((name, value),)
    if name in NAME_VARIABLES and isinstance(value, (list, tuple)):
        return ((name, "\n".join([_person(one) for one in value])),)
    return ((name, str(value)),)


def _person(name: Any) -> str:
    """The surname and the first letter of the given name, which may be abbreviated."""
    if not isinstance(name, Mapping):
        name = {"literal": str(name)}
    family, given = name.get("family"), name.get("given")
    if type(family) is str and type(given) is str and family:
        return f"{family} {given[:1]}"
    if not family:
        text = str(name.get("literal") or given or "")
        family, comma, given = text.partition(",")
        if not comma:
            given, _, family = text.rpartition(" ")
    return f"{family} {str(given or '').strip()[:1]}"


def _pages(name: str, value: str) -> Iterable[tuple[str, str]]:
    """The first and the last page: ``123-30`` are those of ``123–130``."""
    numbers = _NUMBER.findall(value)
    if len(numbers) != 2:
        return ((name, value),)
    first, last = numbers
    return ((name, first), ("last page", first[: max(len(first) - len(last), 0)] + last))


def _isbn(name: str, value: str) -> Iterable[tuple[str, str]]:
    """The nine digits that ISBNs of ten and of thirteen have in common; of several numbers none is compared."""
    digits = re.sub(r"[^0-9Xx]", "", value)
    return ((name, digits[-10:-1]),) if len(digits) in (10, 13) else ()


def plain_doi(value: str) -> str:
    doi = value.strip().casefold()
    return next((doi.removeprefix(one) for one in _NAMED_BY_PROGRAMS if doi.startswith(one)), doi).strip()


@lru_cache(maxsize=256)
def _language(name: str) -> str:
    return language_code(name).partition("-")[0].casefold() or name


def _number(name: str, value: str) -> Iterable[tuple[str, str]]:
    return ((name, value.strip().lstrip("0") or value),)


_SPECIAL = {
    "page": _pages,
    "ISBN": _isbn,
    "DOI": lambda name, value: ((name, plain_doi(value)),),
    "language": lambda name, value: ((name, _language(value)),),
    "volume": _number,
    "issue": _number,
    "number": _number,
}
