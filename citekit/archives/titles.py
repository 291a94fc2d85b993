"""What a title says: the kind of document, and from whom to whom, as said.

Only the outer message counts: a decision that has a message in it was sent by nobody.  Where it is not certain, nothing
is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ..common.blanks import squeezed
from ..common.tables import table

# where the name of a person or an office ends
_CUT = re.compile(
    r"\s*(?:,(?!\s(?:[JS]r\b|I{2,3}\b))|;|:|\((?!(?!Excerpt|Draft|Copy|Fragment)[A-ZА-Я][^()]{1,30}\))|\s(?:on|regarding|concerning|about|re|with|at|after|before|during|"
    r"containing|conveying|requesting|reporting|transmitting|dated|undated|following|for|via|through|attention|which|who|from|"
    r"marked)\s|\s\[?(?:via|signed)\s|\s['\"\u2018\u201c]).*$",
    re.I,
)
_QUOTED = re.compile(r"(?:(?<=\s)|^)['\u2018\"\u201c].*$")
_QUOTE = re.compile("['\u2018\"\u201c]")
_FROM = re.compile(r"\bfrom\s+(?P<rest>.+)$")
_NAME = re.compile(r"^(?:the\s+|Cde\.?\s+|Comrades?\s+)?[\"'\[(]?[A-ZА-ЯÀ-ÝČŠŽ]")
_NO_NAME = re.compile(
    r"\b(?:How|What|Measures|Response|Reply|Visit|Introduction|Addition|Answer|Return|Access|Contribution|Approach|Policy|"
    r"Record\b|Request|Opposing|Opposition|Draft|Trip|Aid|Decision)\b"
)
_NUMBER = re.compile(r"(?:\s+(?:No\.?\s*)?#?[\d.]+[\w./-]*)?")
_ADJECTIVES = re.compile(
    r"^(?:(?:draft|ciphered|coded|incoming|outgoing|secret|top|urgent|personal|private|confidential|handwritten|circular|"
    r"oral|short|brief|final|first|second|copy of|memo|cover|reply)\s*)*$",
    re.I,
)
_RANK = r"(?:Cde\.|Comrade|Mr\.|Dr\.|Gen\.|General|Ambassador|Minister|President)"
_PERSON = rf"(?:{_RANK}\s+\S.*|(?:[A-ZА-Я]\.\s?-?)+\s?[A-ZА-Я].*)"
_PEOPLE_ALONE = re.compile(rf"(?P<x>{_PERSON}) to (?P<y>{_PERSON})$")
LONGEST = 120


def kinds() -> dict[str, str]:
    """Kinds of documents and their CSL types (data/kinds.toml)."""
    found: dict[str, str] = table("kinds")["kinds"]
    return found


@lru_cache(maxsize=2)
def _pattern(flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The kinds as words, the longest first; put together by their first letters, which is twenty times as fast."""
    by_letter: dict[str, list[str]] = {}
    for kind in sorted(kinds(), key=len, reverse=True):
        by_letter.setdefault(kind[0], []).append(re.escape(kind[1:]))
    every = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"(?<!\w)({every})\b", flags)


def _named_in(text: str) -> Iterator[re.Match[str]]:
    """Where kinds stand in a text, in its own positions."""
    lowered = text.lower()
    if len(lowered) == len(text) and "\u017f" not in text and "\u0131" not in text:  # which are s and i in any case
        return _pattern().finditer(lowered)
    return _pattern(re.I).finditer(text)


@lru_cache(maxsize=1)
def _sent() -> frozenset[str]:
    return frozenset(table("kinds")["sent"]["kinds"].split())


def kind_of(title: str) -> str:
    """The kind of document that a title names first, in lower case; empty where it names none."""
    match = _kind(squeezed(title))
    return match.group(1).lower() if match else ""


def begins_with_kind(title: str) -> bool:
    """Whether a title begins with its kind, words such as “draft” and “secret” before it left aside."""
    match = _kind(squeezed(title))
    return match is not None and _ADJECTIVES.match(squeezed(title)[: match.start()]) is not None


@lru_cache(maxsize=8192)  # as many as are read before the first of them is written
def _kind(title: str) -> re.Match[str] | None:
    """The first kind of a title; a draft of something is that something."""
    shouted = title.isupper()
    for first in _named_in(title):
        at, end = first.span()
        if end - at < 5 and not shouted and title[at:end].isupper():
            continue  # MAP is a ministry in Warsaw
        following = first.re.match(first.string, end + 1) if first.group(1).lower() == "draft" else None
        return following or first
    return None


def kinds_in(text: str) -> list[str]:
    """All kinds of documents that a text names, in lower case, in their order."""
    return [match.group(1).lower() for match in _named_in(text)]


def names_kind(title: str) -> bool:
    """Whether a title names a kind of document, in English or in another language: ``Bericht über die Lage``."""
    if next(_named_in(title), None) is not None or title.rstrip(" 。」》").endswith(_kinds_in_signs()):
        return True
    words = re.findall(r"[^\W\d_]+", _folded(title))
    return not _foreign_kinds().isdisjoint(words)


@lru_cache(maxsize=1)
def _kinds_in_signs() -> tuple[str, ...]:
    return tuple(table("kinds")["in_signs"]["words"].split())


@lru_cache(maxsize=1)
def _foreign_kinds() -> frozenset[str]:
    """The kinds of one word in other languages, as catalogues have them and as citekit words them."""
    listed = [word for words in table("described")["kinds"].values() for word in words.split("|")]
    worded = [word for words in table("local_words")["genres"].values() for word in words.values()]
    return frozenset(folded for word in (*listed, *worded) if (folded := _folded(word)).isalpha())


def _folded(text: str) -> str:
    """A text in lower case and without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


def correspondents(title: str) -> tuple[str, str]:
    """(sender, recipient) of a letter, telegram or note, as its title names them; empty where it does not."""
    outside = _unquoted(squeezed(title)).rstrip(" ,;")
    kind = _kind(outside)
    if kind is None:
        alone = _PEOPLE_ALONE.match(outside) if len(outside) < LONGEST and " to " in outside else None
        return (alone["x"], _clean(alone["y"])) if alone is not None else ("", "")
    if kind.group(1).lower().split()[-1] not in _sent():
        return "", ""
    return _parties(outside, kind)


def _unquoted(title: str) -> str:
    """A title up to what it quotes."""
    return _QUOTED.sub("", title) if _QUOTE.search(title) else title


def inner_correspondents(title: str) -> tuple[str, str]:
    """The first two people that a title names as ``from X to Y``, the outer message's or not: a good key."""
    found = _FROM.search(_unquoted(squeezed(title))) if "from" in title else None
    return correspondents(title) if found is None else _split_to(found["rest"]) or ("", "")


def _parties(outside: str, kind: re.Match[str]) -> tuple[str, str]:
    before = outside[: kind.start()].strip(" ,")
    number = _NUMBER.match(outside, kind.end())
    rest = outside[number.end() if number else kind.end() :].strip()
    rest = re.sub(r"^(?:report|memorandum|telegram)\s+", "", rest, flags=re.I)
    comma = rest.startswith(",")
    rest = re.sub(r"^(?:From|To|For)\s", lambda match: match.group().lower(), rest.lstrip(", "))
    if not _ADJECTIVES.match(before):
        if rest.startswith("to ") and _named(before) and not before.endswith(("'s", "\u2019s")) and "," not in before:
            return before, _clean(rest[3:])  # Bombay consulate cable 705 to Department of State
        if not re.fullmatch(r"[A-Z]{2,5}", before):
            return "", ""
    turned = re.match(r"(?:to|for)\s+(?P<y>.+?),?\s+(?:through\s+[^,]+,\s+)?from\s+(?P<x>.+)$", rest)
    if turned is not None and " to " not in f" {turned['x']} ":
        return _checked(_clean(turned["x"]), _clean(turned["y"]))
    if rest.startswith("from "):
        return _split_to(rest[5:]) or _checked(_clean(rest[5:]), "")
    if rest.startswith("to "):
        return _checked("", _clean(rest[3:]))
    if comma or re.match(r"[A-ZА-Я]", rest):
        return _split_to(rest) or ("", "")
    return "", ""


def _checked(sender: str, recipient: str) -> tuple[str, str]:
    good = [name if name and _named(name) and len(name) <= LONGEST else "" for name in (sender, recipient)]
    return good[0], good[1]


def _split_to(text: str) -> tuple[str, str] | None:
    """``X to Y`` at the last ``to`` that stands between two names."""
    pieces = re.split(r"\s+to\s+", text)
    for n in range(len(pieces) - 1, 0, -1):
        sender, recipient = " to ".join(pieces[:n]).rstrip(","), _clean(" to ".join(pieces[n:]))
        sender = sender.rsplit(", ", 1)[-1] if sender.count(",") == 1 and not _named(sender) else sender
        sender = re.sub(r"\s\[?(?:via|signed)\s.*$", "", sender)
        if _named(sender) and _named(recipient) and len(sender) <= LONGEST and not re.search(r"\sfrom\s", sender):
            return sender, recipient
    return None


def _clean(text: str) -> str:
    return _CUT.sub("", f" {text}").strip() if text else ""


def _named(text: str) -> bool:
    return bool(_NAME.match(text)) and not _NO_NAME.search(text)
