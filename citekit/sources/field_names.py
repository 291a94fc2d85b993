"""The names that people, programs and vocabularies have for fields and kinds (data/described.toml)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from ..archives.titles import kind_of, kinds
from ..common.tables import table
from ..csl.languages import language_code

_NUMBER_WORDS = frozenset("no nr number num nummer numero numer n номер cislo szam s es".split())


_VOCABULARIES = {
    "http://purl.org/dc/elements/1.1/": "dublin_core",
    "http://purl.org/dc/terms/": "dublin_core",
    "https://tropy.org/v1/tropy#": "tropy",
    "http://purl.org/ontology/bibo/": "bibo",
}


_OF_IT = re.compile(r" (?:of|in) (?:the )?(?:document|item|record|source|letter|work|book|object|piece|article)s?$")
_REMARK = re.compile(r"\([^()]*\)")


def labelled(label: str) -> str:
    """A label as a name in ``custom``: ``Physical Description`` is ``physical_description``."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label)
    return re.sub(r"\W+", "_", spaced).strip("_").casefold()[:60] or "further_field"


def normalized(name: str) -> str:
    """A heading without case, accents, punctuation, and words for “number”."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|/-?in(?:nen)?\b", " ", name)
    decomposed = unicodedata.normalize("NFD", spaced.casefold().replace("ß", "ss").replace("ł", "l"))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) or c == "\u0306")
    words = re.sub(r"[^\w\s]|_", " ", unicodedata.normalize("NFC", kept)).split()
    while len(words) > 1 and words[-1] in _NUMBER_WORDS:
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=1)
def _headings() -> dict[str, str]:
    return {
        normalized(name): field for field, names in table("described")["headings"].items() for name in names.split("|")
    }


def field_named(heading: str) -> str:
    """The field that a heading means in any of the languages that are known, or an empty string."""
    name = normalized(heading)
    if heading[:4].lower() == "http":
        return property_field(heading)
    found = _headings().get(name, "")
    if not found and name.startswith(("dc ", "dcterms ", "dc11 ", "bibo ")):
        vocabulary, _, rest = name.partition(" ")
        found = vocabulary_field("bibo" if vocabulary == "bibo" else "dublin_core", rest.replace(" ", ""))
    if not found and (part := _OF_IT.sub("", name)) != name:
        found = _headings().get(part, "")
    if not found and "(" in heading and (bare := _REMARK.sub("", heading)).strip():
        found = _headings().get(normalized(bare), "")
    return found


def property_field(uri: str) -> str:
    """The field of a property by its address, as linked data and tables made of it have it."""
    cut = max(uri.rfind("#"), uri.rfind("/")) + 1
    vocabulary = _VOCABULARIES.get(uri[:cut], "")
    return vocabulary_field(vocabulary, uri[cut:]) if vocabulary else ""


def vocabulary_field(vocabulary: str, name: str) -> str:
    """The field of a property of a vocabulary, or an empty string."""
    rows: Mapping[str, str] = _folded_rows(vocabulary)
    return rows.get(name.casefold(), "")


@lru_cache(maxsize=8)
def _folded_rows(vocabulary: str) -> dict[str, str]:
    return {name.casefold(): field for name, field in table("described")[vocabulary].items()}


def kind_of_type(value: str) -> tuple[str, str | None]:
    """(kind, CSL type) that a stated type means: the type is None where nothing is known of it."""
    name = normalized(value)
    kind = name if name in kinds() else _kind_words().get(name, "")
    if not kind and name.endswith("s") and name[:-1] in kinds():
        kind = name[:-1]
    if kind:
        return kind, None
    published = table("kinds")["published"]
    if name in published:
        return "", str(published[name])
    types: dict[str, str] = table("described")["types"]
    return "", types.get(name)


def kind_of_title(title: str, language: str) -> str:
    """The kind that a title names. One that is nothing but a word which is another kind elsewhere (Polish ``List`` is a
    letter) is of the kind that it is in its language, and of none where that is not known."""
    kind, other = kind_of(title), _kind_words().get(normalized(title), "")
    code = language_code(language)[:2] if other else ""
    if not kind or not other or other == kind or code == "en":
        return kind
    return other if code else ""


@lru_cache(maxsize=1)
def _kind_words() -> dict[str, str]:
    return {normalized(w): kind for kind, words in table("described")["kinds"].items() for w in words.split("|")}
