"""The words of footnotes, compiled (data/notes.toml)."""

from __future__ import annotations

import re
from functools import lru_cache

from ...common.tables import table


def _any(group: str) -> str:
    listed = sorted(table("notes")["words"][group], key=len, reverse=True)
    return "|".join(map(_pattern, listed))


def _leads(group: str) -> re.Pattern[str]:
    """The words before a source, in all languages; in Chinese and Japanese no space need follow them."""
    listed = {word for row in table("notes")[group].values() for word in row.strip().replace("\n", "|").split("|")}
    longest_first = sorted(listed, key=len, reverse=True)
    spaced = "|".join(_pattern(word) for word in longest_first if word[-1] < "\u2e80")
    in_signs = "|".join(word for word in longest_first if word[-1] > "\u2e80")
    return re.compile(rf"(?:(?:{spaced})(?!\w)(?P<colon>[:,]?)\s+|(?:{in_signs})[:\uff1a,\uff0c]?\s*)", re.I)


def _pattern(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+")


@lru_cache(maxsize=1)
def signal() -> re.Pattern[str]:
    """A word before a source, in the languages of scholars: ``See also``, ``Source:``, ``Vgl.``, ``Zob. też``."""
    return _leads("signals")


@lru_cache(maxsize=1)
def lead() -> re.Pattern[str]:
    """Words before a source that a title or a printed work may follow too: ``Thus``, ``As quoted in``, ``Цит. по:``."""
    return _leads("leads")


@lru_cache(maxsize=1)
def ibid() -> re.Pattern[str]:
    """``Ibid.`` in the languages of scholars."""
    return re.compile(rf"(?:{_any('ibid')})(?!\w)\.?[,:\uff0c\uff1a]?\s*", re.I)


@lru_cache(maxsize=1)
def shared() -> re.Pattern[str]:
    """``both in``: what follows is the place of several documents."""
    return re.compile(rf"(?:,\s*)?\b(?:{_any('shared')})\s+(?=(?-i:[^\W\d_a-z])|\d{{3}}[A-Z]?\.\d)", re.I)


@lru_cache(maxsize=1)
def printed() -> re.Pattern[str]:
    """Where an edition is named in which the document is printed too."""
    return re.compile(rf"[,;.(]?\s*\b(?:{_any('printed')})(?!\w):?\s+", re.I)


@lru_cache(maxsize=1)
def citing() -> re.Pattern[str]:
    """Between a printed work and the archive that it took a document from."""
    return re.compile(rf"(?:(?<=\s)|(?<=[,(]))(?:{_any('citing')})\s+", re.I)


@lru_cache(maxsize=1)
def edition() -> re.Pattern[str]:
    """A printed edition of documents, by its abbreviation: ``FRUS, 1950, vol. 7``."""
    listed = "|".join(map(re.escape, table("notes")["words"]["editions"]))
    return re.compile(rf"(?:{listed})(?=[\s,:])")


@lru_cache(maxsize=1)
def copy() -> re.Pattern[str]:
    """Before a further place of the same document: ``copy in``."""
    return re.compile(rf"(?:{_any('copies')})(?!\w):?\s+", re.I)


@lru_cache(maxsize=1)
def remark() -> re.Pattern[str]:
    """The beginning of a sentence about a copy."""
    return re.compile(rf"(?:{_any('remarks')})(?!\w)", re.I)


@lru_cache(maxsize=1)
def marking() -> re.Pattern[str]:
    """Classification and handling: ``Secret; Nodis``."""
    one = f"(?:{_any('markings')})"
    return re.compile(rf"{one}(?:(?:\s*[;,/]\s*|\.\s+){one})*(?=\s*(?:[.;]|$))", re.I)


_AND = re.compile(r"\s+(?:and|und|et|y|e|i|и)\s+", re.I)
_MARKS = re.compile(r"\s*[,;/.]\s*")


def is_marking(text: str) -> bool:
    """Whether a text only says how secret or urgent a document is: ``Immediate, Top Secret``."""
    known = table("notes")["words"]["markings"]
    parts = _MARKS.split(text.strip(" ."))
    return all(part.casefold() in known or all(p.casefold() in known for p in _AND.split(part)) for part in parts)


@lru_cache(maxsize=1)
def drafting() -> re.Pattern[str]:
    """The beginning of a sentence on how a document came about: ``Drafted by Kohler``."""
    return re.compile(rf"(?:{_any('drafting')})(?!\w)", re.I)


@lru_cache(maxsize=1)
def said_of_documents() -> re.Pattern[str]:
    """What a document is called, beside the kinds of titles: ``Aufzeichnung``, ``протокол``."""
    return re.compile(rf"(?<!\w)(?:{_any('describes')})(?!\w)", re.I)


@lru_cache(maxsize=1)
def stated_in() -> re.Pattern[str]:
    """A sentence that says where something is stated: ``The document is in``."""
    return re.compile(
        r"(?:(?:This|That|These|It|The\s\w+)\s+(?:is|are|was|were|can be)\s+(?:\w+ly\s+)?(?:(?:discussed|described|"
        r"mentioned|reported|recorded|quoted|documented|noted|summari[sz]ed|set out|found|clear|evident|stated|"
        r"confirmed|explained)\s+)?"
        r"(?:in|by|from)|(?:For|On)\s[^.;:,]{3,60},?\s(?:see(?: also)?|cf\.))\s+(?=[^\W\d_a-z])"
    )


@lru_cache(maxsize=1)
def behind_abbreviation() -> re.Pattern[str]:
    """A word of archives' names that an abbreviation may stand before: ``Northants. RO``."""
    return re.compile(rf"(?:{'|'.join(table('levels')['institutions']['behind_abbreviation'].split())})\b\.?,")
