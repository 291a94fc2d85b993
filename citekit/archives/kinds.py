"""What a stated kind of document is, and whether a title says it already.

A person writes ``Photograph``, ``oral history interview``, ``Chiffretelegramm`` or a kind that no list has (a
petition): the first three are of kinds that citekit knows, and the last is printed as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..common.tables import table
from .titles import kinds, kinds_in, names_kind

_SHORTEST_IN_COMPOUND = 5  # letters of a kind that ends a compound: Geheimbericht, Chiffretelegramm
_INTERVIEW = re.compile(
    r"\b(?:interv[ij](?:ew|u)|entretiens?\b|entrevista|intervista|oral histor(?:y|ies)\b|wywiad\b|интервью)"
)
_BEHIND = re.compile(r"\s*(?:[,;:(\[]|\s(?:of|to|from|by|on|for|with|de|du|des|di|del|von|vom|an|zu)\s).*$")

_COPY_OF = re.compile(r"(?:carbon )?(?:copy|draft|excerpt|extract|translation) of (?:an? |the )?")


@lru_cache(maxsize=4096)
def known_kind(stated: str) -> str:
    """The kind of ``kinds.toml`` that a stated one is, in any case and in several languages; empty where it is none.

    >>> known_kind("Photograph"), known_kind("telephone interview"), known_kind("Fernschreiben"), known_kind("plaint")
    ('photograph', 'interview', 'telegram', '')
    """
    kind = folded(stated)
    if not kind:
        return ""
    for form in dict.fromkeys((" ".join(stated.casefold().split()), kind)):
        if form in _listed():
            return form
    if kind in _foreign():
        return _foreign()[kind]
    if _INTERVIEW.search(kind):
        return "interview"
    copied = _COPY_OF.match(kind)
    if copied is not None:
        return known_kind(kind[copied.end() :])
    words = _BEHIND.sub("", kind).split()
    for first in range(len(words)):  # English has the noun last
        if (tail := " ".join(words[first:])) in _listed():
            return tail
    return next((found for word in words if (found := _of_word(word))), "")


def type_of_kind(stated: str) -> str:
    """The CSL type of a stated kind; empty where it is not known."""
    known = known_kind(stated)
    return _listed().get(known, "") if known else ""


def says_kind(title: str, kind: str) -> bool:
    """Whether a title says what kind of document it is the title of: this one, in whatever language.

    >>> says_kind("Report on the Flood", "film"), says_kind("Bericht über die Flut", "report")
    (False, True)
    """
    stated, known = folded(kind), known_kind(kind)
    words = folded(title).split()
    if re.search(rf"(?<!\w){re.escape(stated)}(?!\w)", " ".join(words)):
        return True
    named = {*kinds_in(title), *(found for word in words if (found := _of_word(word)))}
    if any(_alike(one, known or stated) for one in named):
        return True
    return not named and names_kind(title)  # in signs, or a word whose kind is not known


def _alike(one: str, other: str) -> bool:
    """Whether two kinds are the same, or one of them says more of the other."""
    if one == other or f" {one} " in f" {other} " or f" {other} " in f" {one} ":
        return True
    return any(one in group and other in group for group in _groups())


@lru_cache(maxsize=1)
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(words.split("|")) for words in table("kinds")["alike"]["groups"])


@lru_cache(maxsize=1)
def _listed() -> dict[str, str]:
    data = table("kinds")
    return {**data["stated"], **data["published"], **{kind: found for kind, found in kinds().items() if found}}


@lru_cache(maxsize=1)
def _foreign() -> dict[str, str]:
    """Kinds in other languages, as catalogues have them and as citekit words them."""
    worded = {
        folded(word): kind
        for words in table("local_words")["genres"].values()
        for kind, word in words.items()
        if kind in _listed()
    }
    listed = {folded(w): kind for kind, words in table("described")["kinds"].items() for w in words.split("|")}
    return {**worded, **listed}


def _of_word(word: str) -> str:
    """The kind of a word of another language, alone or at the end of a compound."""
    known = _foreign()
    if word in known:
        return known[word]
    ends = (word[n:] for n in range(2, len(word) - _SHORTEST_IN_COMPOUND + 1))
    return next((known[end] for end in ends if end in known and end.isascii()), "")


def folded(text: str) -> str:
    """A text in lower case, without accents and hyphens, its words one space apart."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("ł", "l").replace("-", " "))
    kept = "".join(c for c in plain if not unicodedata.combining(c) or c == "\u0306")
    return " ".join(unicodedata.normalize("NFC", kept).split())
