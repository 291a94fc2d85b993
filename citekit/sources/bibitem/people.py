"""Names in a printed bibliography: ``Knuth, D. E., and Lamport, L.``, ``D. E. Knuth, L. Lamport``, ``Knuth DE``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ...common.tables import table
from ...csl.names import is_institution, parse_name, parse_person
from ...csl.others import OTHERS
from . import marks

Name = dict[str, Any]
_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĪĮİĴĶĹĻĽŁŃŅŇŌŐŒŔŘŚŜŞŠŢŤŪŬŮŰŲŴŶŹŻŽΑ-ΩА-ЯЁІЇЄҐ"
_WORD = rf"[{_UP}][^\W\d_]*(?:['\u2019-][^\W\d_]+)*"
_PARTICLES = (
    r"(?:(?:van|von|vom|de|der|den|du|da|di|del|della|dello|dos|das|do|la|le|ter|ten|zu|zum|zur|af|av|al|el|ibn|bin|"
    r"Van|Von|De|Di|Da|Du|La|Le|Mc|St\.)\s+|[dDlL]['\u2019])"
)
_FAMILY = rf"{_PARTICLES}{{0,3}}{_WORD}(?:\s{_PARTICLES}{{0,2}}{_WORD}){{0,2}}"
_INITIAL = rf"[{_UP}][^\W\d_]{{0,2}}\."
_INITIALS = rf"{_INITIAL}(?:[\s-]?{_INITIAL}){{0,3}}"
_SUFFIX = r"(?:,?\s(?:Jr|Sr)\.?|,?\s(?:III|II|IV)\b)?"
_SPLIT = re.compile(r"\s*;\s*|\s*,?\s+(?:and|und|et|y|e|i|och|og|en|и|i)\s+|\s*,?\s*&\s*")
_AND = r"(?:\s*,\s*(?:(?:and|&|und|et|y|e|и)\s+)?|\s*;\s*|\s+(?:and|&|und|et|y|e|и)\s+)"
_MORE = r"(?:,?\s+(?:et\s+al\.?|and\s+others|u\.\s?a\.|и др\.))?"
_INVERTED = rf"{_FAMILY},\s+{_INITIALS}{_SUFFIX}"
_DIRECT = rf"{_INITIALS}\s*{_FAMILY}{_SUFFIX}"
_BARE = rf"{_PARTICLES}{{0,2}}{_WORD}(?:[ -]{_WORD})?\s[{_UP}]{{1,3}}"
_STOP = rf"(?=\s*(?:[,.:;(\[{marks.ITALIC}{marks.QUOTE}{marks.BLOCK}]|$))"
# each form, and what has to follow it for the list to be one of names
_LISTS = tuple(
    re.compile(rf"{one}(?:{_AND}{one}){{0,60}}{_MORE}{after}")
    for one, after in ((_INVERTED, ""), (_DIRECT, _STOP), (_BARE, r"(?=\.?\s*\(\d{4})"))
)
_INITIALS_ALONE = re.compile(rf"{_INITIALS}$|[{_UP}](?:\s?[{_UP}]){{0,2}}$")
_SUFFIX_ALONE = re.compile(r"(?:Jr|Sr)\.?$|III?$|IV$")
_ET_AL = re.compile(r",?\s*(?:\bet\s+al\b\.?|\band\s+others\b|\bu\.\s?a\.|(?:^|\s)и др\.)\s*$")
_FAMILY_IN_CAPITALS = re.compile(rf"{marks.CAPS}([^\s,{marks.CAPS_END}]+){marks.CAPS_END}\s+(?=[{_UP}])")
_NAME_WORD = re.compile(rf"(?:{_WORD}|[{_UP}][^\W\d_]{{0,2}}\.(?:-?[{_UP}]\.){{0,3}})\.?$")


@lru_cache(maxsize=1)
def editors_label() -> re.Pattern[str]:
    """``, editors``, ``(ed.)`` behind names."""
    words = table("bibitem")["labels"]["editors"]
    return re.compile(rf"[\s,]*(?:\(\s*(?:{words})\s*\)|,\s*(?:{words})|\s(?:eds?\.|editors?))[\s,:.]*$", re.I)


def people_at_start(text: str) -> int:
    """How far the names reach that a text begins with and that are certainly names; 0 where there are none."""
    ends = [match.end() for form in _LISTS if (match := form.match(text))]
    return max(ends, default=0)


def people(text: str) -> list[Name]:
    """The names of a text that has nothing but names; an institution is a name in one piece."""
    text = _FAMILY_IN_CAPITALS.sub(r"\1, ", text)
    text = marks.plain(text).strip(" ,;:")
    if not text:
        return []
    more = _ET_AL.search(text)
    if more is not None:
        text = text[: more.start()]
    if not re.search(rf"(?:^|[\s.\-])[{_UP}]\.$|,\s{_INITIAL}$|\b(?:Jr|Sr|Inc|Ltd|Co)\.$", text):
        text = text.rstrip(".")
    if (not _SPLIT.search(text) and "," not in text) or (is_institution(text) and not people_at_start(text)):
        names = [parse_name(text)] if text else []
    else:
        pieces = [p.strip() for part in _SPLIT.split(text) for p in part.split(",") if p.strip()]
        names = _of_pieces(pieces)
    return [*names, dict(OTHERS)] if more is not None else names


def _of_pieces(pieces: list[str]) -> list[Name]:
    """Names out of what stands between commas: an initial or a given name behind a family name belongs to it."""
    out: list[Name] = []
    n = 0
    while n < len(pieces):
        taken = 1
        if n + 1 < len(pieces) and _goes_with(pieces, n):
            taken = 2
        while n + taken < len(pieces) and _SUFFIX_ALONE.match(pieces[n + taken]):
            taken += 1
        out.append(parse_name(pieces[n]) if taken == 1 else parse_person(", ".join(pieces[n : n + taken])))
        n += taken
    return out


def _goes_with(pieces: list[str], n: int) -> bool:
    """Whether the piece after this one is its given name."""
    first, second = pieces[n], pieces[n + 1]
    if _INITIALS_ALONE.match(second):
        return re.search(r"\.", re.sub(r"^St\. ", "", first)) is None
    words = re.sub(rf"^{_PARTICLES}+", "", first).split()
    return len(words) == 1 and not first.endswith(".")


def looks_like_people(text: str) -> bool:
    """Whether a text can be nothing but names: capital words, particles, initials, ``and``."""
    text = _ET_AL.sub("", editors_label().sub("", marks.plain(text).strip(" ,;:."))) + " "
    text = re.sub(rf"\s{_PARTICLES}+|^{_PARTICLES}+", " ", text)
    words = [word for part in _SPLIT.split(text.strip()) for word in re.split(r"[\s,]+", part) if word]
    if (
        not words
        or len(text) > 1500
        or ". " in re.sub(rf"(?:^|(?<=[\s.-]))[{_UP}][^\W\d_]{{0,2}}\. ", " ", text.strip())
    ):
        return False
    return all(_NAME_WORD.match(word) for word in words)


def looks_like_body(text: str) -> bool:
    """Whether a text can be the name of an institution: a few words in one sentence, the first with a capital."""
    text = marks.plain(text).strip(" ,;:.")
    return bool(text) and text[0].isupper() and len(text.split()) <= 12 and re.search(r"\.\s|\d|[:;]", text) is None


def says_institution(text: str) -> bool:
    """Whether a text is certainly the name of an institution."""
    text = marks.plain(text).strip(" ,;:.")
    return looks_like_body(text) and is_institution(text)
