"""Citation keys: readable, ASCII, the same for the same document in every run and order."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from ..archives.titles import inner_correspondents
from ..common.errors import UsageError
from ..common.tables import table
from ..csl.letters import letters
from .extra import extra_of
from .people import people

if TYPE_CHECKING:
    from .model import Document

_STOP = frozenset(("a an and as at by for from in into of on or the to with between about no").split())
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        ("a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia i i ie g").split(),
    )
)
_ASCII_WORD = re.compile(r"[a-z0-9]+")
FORMULA_FIELDS = ("author", "sender", "recipient", "title", "year", "month", "day", "number", "archive")


@lru_cache(maxsize=1)
def _letters() -> dict[int, str]:
    """Letters that Unicode does not decompose into a plain letter and a mark, and their form in keys."""
    pairs = table("names")["plain_letters"].split()
    plain = {**_CYRILLIC, **dict(zip(pairs[::2], pairs[1::2]))}
    return {ord(letter): ascii_letters.replace("_", "") for letter, ascii_letters in plain.items()}


def ascii_words(text: str) -> list[str]:
    """The words of a text in plain ASCII letters and digits, lower case; Cyrillic, ł, ø, þ … are transliterated."""
    folded = text.casefold()
    if not folded.isascii():
        folded = folded.translate(_letters())
        folded = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return _ASCII_WORD.findall(folded.replace("'", ""))


def default_key(doc: Document) -> str:
    """Correspondents, or the author, or the first two words of the title, and the year: ``gromyko-razuvaev-1951``."""
    words = _surnames(doc) or _title_words(doc)[:2]
    year = str(doc.date.year) if doc.date is not None and doc.date.year else ""
    key = "-".join([*words, *([year] if year else [])])
    return key or (f"document-{doc.number}" if doc.number else f"document-{fingerprint(doc)}")


def _title_words(doc: Document) -> list[str]:
    return [w for w in ascii_words(re.sub(r"<[^>]+>", "", doc.title)) if w not in _STOP and not w.isdigit()]


def _surnames(doc: Document) -> list[str]:
    people = [_surname(name) for name in _people(doc) if name]
    if len(people) == 2 and all(people):
        return people
    authors = extra_of(doc).get("author")
    if isinstance(authors, list) and authors and isinstance(authors[0], dict):
        words = ascii_words(str(authors[0].get("family") or authors[0].get("literal") or ""))
        return words[:1]
    return []


def _people(doc: Document) -> tuple[str, str]:
    """Sender and recipient, or the two people that the title names."""
    return (doc.sender, doc.recipient) if doc.sender or doc.recipient else inner_correspondents(doc.title)


def _surname(name: str) -> str:
    words = ascii_words(re.sub(r"\[[^\]]*\]|\([^)]*\)", "", name))
    words = [w for w in words if w not in _STOP and w not in ("cde", "comrade", "comrades")]
    if len(words) > 3 and len(several := people(name)) > 1:
        return _surname(several[0])
    return words[-1] if words and len(words) <= 3 else words[0] if words else ""


def formula_key(doc: Document, formula: str) -> str:
    """A key made by a formula: ``{author}{year}``, ``{sender}-{recipient}-{year}``, ``{title:3}_{number}``.

    ``author`` is the author, else the correspondents, else the first word of the title; ``{Author}`` has capitals;
    a number after a colon says how many words.  Raises UsageError for an unknown field.
    """
    out = []
    for literal, name, count in formula_pieces(formula):
        out.append(literal)
        if name:
            words = _formula_words(doc, name.lower())[:count]
            out.append("".join(w.capitalize() for w in words) if name[0].isupper() else "-".join(words))
    return "".join(out) or f"document-{fingerprint(doc)}"


@lru_cache(maxsize=16)
def formula_pieces(formula: str) -> tuple[tuple[str, str, int], ...]:
    """The pieces of a formula: (literal text, name of the field after it or none, how many of its words).

    Raises UsageError for unbalanced braces and for an unknown field.
    """
    out = []
    try:
        pieces = list(Formatter().parse(formula))
    except ValueError as error:
        raise UsageError(
            f"the formula for keys cannot be read ({error})", hint="write it like {author}{year}"
        ) from None
    for literal, name, count, _ in pieces:
        if name is not None and (name.lower() not in FORMULA_FIELDS or not re.fullmatch(r"\d{0,2}", count or "")):
            raise UsageError(
                f"there is no field “{name}{':' + count if count else ''}” for keys",
                hint="choose from " + ", ".join(FORMULA_FIELDS),
            )
        out.append((re.sub(r"[^A-Za-z0-9_:.+/-]", "", literal), name or "", int(count) if count else 2))
    return tuple(out)


def _formula_words(doc: Document, name: str) -> list[str]:
    date = doc.date.start if doc.date is not None else ()
    if name in ("year", "month", "day"):
        at = ("year", "month", "day").index(name)
        return [f"{date[at]:02d}"] if len(date) > at else []
    if name == "author":
        return _surnames(doc) or _title_words(doc)[:1]
    if name in ("sender", "recipient"):
        return [_surname(getattr(doc, name))] if getattr(doc, name) else []
    if name == "archive":
        return ascii_words(doc.repositories[0].abbreviation if doc.repositories else doc.host)
    return _title_words(doc) if name == "title" else ascii_words(doc.number)


def fingerprint(doc: Document) -> str:
    """Six characters for what identifies a document: its address, number, title, date and references."""
    parts = (doc.url, doc.number, doc.title, doc.date.text if doc.date else "", doc.reference)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:6]


class KeyFacts(NamedTuple):
    """What the key of a document that has none is made from, once the keys of all others are known."""

    default: str
    distinct: str  # the record number, or a fingerprint
    fingerprint: str


def key_facts(doc: Document, formula: str = "") -> KeyFacts | str:
    """The key that a document has; else the one that it would have if it were alone, and what tells it from others."""
    if doc.key:
        return doc.key
    mark = fingerprint(doc)
    default = formula_key(doc, formula) if formula else default_key(doc)
    return KeyFacts(default, doc.number or mark, mark)


def assign_keys(docs: Iterable[Document], formula: str = "") -> list[str]:
    """A distinct key for each document, whatever their order; see ``distinct_keys``. Raises UsageError for a formula
    that cannot be read, also where each document has a key.
    """
    formula_pieces(formula)
    return distinct_keys([key_facts(doc, formula) for doc in docs], with_letters=bool(formula))


def distinct_keys(facts: Sequence[KeyFacts | str], with_letters: bool = False) -> list[str]:
    """A distinct key for each document, whatever their order.

    A key that was given is a text, and is kept.  Where default keys collide, each of them takes the record number, or
    a fingerprint where there is none; keys of a formula (``with_letters``) take the letters a, b, c in the order of
    their fingerprints. Only what is really the same document twice is counted ``-2``, ``-3``.
    """
    keyless = [one for one in facts if not isinstance(one, str)]
    given = {one for one in facts if isinstance(one, str)} if keyless else set()
    counts = Counter(one.default for one in keyless)
    lettered = _keys_with_letters(keyless, counts, given) if with_letters else {}
    out: list[str] = []
    used: set[str] = set()
    for one in facts:
        if isinstance(one, str):
            key = one
        elif counts[one.default] > 1 or one.default in given:
            key = lettered.get((one.default, one.fingerprint)) or f"{one.default}-{one.distinct}"
        else:
            key = one.default
        key = free_key(key, used.__contains__) if key in used else key
        used.add(key)
        out.append(key)
    return out


def _keys_with_letters(
    facts: Sequence[KeyFacts], counts: Mapping[str, int], given: set[str]
) -> dict[tuple[str, str], str]:
    """The letters for keys of a formula that collide."""
    groups: dict[str, set[str]] = {}
    for one in facts:
        if counts[one.default] > 1 or one.default in given:
            groups.setdefault(one.default, set()).add(one.fingerprint)
    return {(key, mark): key + letters(n) for key, marks in groups.items() for n, mark in enumerate(sorted(marks))}


def free_key(key: str, taken: Callable[[str], bool]) -> str:
    """The key, or the first of ``key-2``, ``key-3`` … that is not taken."""
    free, n = key, 1
    while taken(free):
        n += 1
        free = f"{key}-{n}"
    return free


def distinct_key(doc: Document, key: str, taken: Callable[[str], bool]) -> str:
    """The key, or, where it is taken, one that adds the record number or a fingerprint of the document."""
    return free_key(f"{key}-{doc.number or fingerprint(doc)}", taken) if taken(key) else key
