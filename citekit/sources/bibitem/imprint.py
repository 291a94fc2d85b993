"""Place and publisher as an imprint has them, in either order; towns and words of publishers tell them apart."""

from __future__ import annotations

import re
from functools import lru_cache

from ...archives.repository import known_places
from ...common.tables import table
from . import marks

_ABBREVIATED = re.compile(
    r"\b(?:univ|acad|publ|co|inc|ltd|verl|hist|sci|inst|soc|st|ste|akad|wiss|bros|[A-ZÀ-ÞА-Я])$", re.I
)


def sentences(text: str) -> list[str]:
    """Parts of a text between full stops, semicolons and blocks; an abbreviation ends none."""
    out = [""]
    for piece in re.split(rf"((?:[.;]\s+(?=[A-ZÀ-ÞА-Я{marks.ITALIC}{marks.QUOTE}(]))|{marks.BLOCK})", text):
        if (piece.startswith(".") and not _ABBREVIATED.search(out[-1])) or piece[:1] == ";" or piece == marks.BLOCK:
            out.append("")
        else:
            out[-1] += piece
    return out


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    names = table("bibitem")["imprints"]["places"]
    return known_places() | {name.strip() for name in names.split("|")}


@lru_cache(maxsize=1)
def _regions() -> str:
    """Any state or country that stands behind a town."""
    countries = "|".join(re.escape(name) for names in table("countries")["names"].values() for name in names.split("|"))
    return f"{table('bibitem')['imprints']['regions']}|{countries}"


@lru_cache(maxsize=4096)
def _is_place(text: str) -> bool:
    """Whether a text is one known town or several."""
    towns = re.split(r"\s?/\s?|\s?[\u2013\u2014&]\s?|\s(?:and|und|et|y|e|и)\s|(?<=[a-zß-ÿ])-(?=[A-Z])", text)
    return text in _places() or (bool(towns) and all(town.strip() in _places() for town in towns))


def imprint_of(text: str, blocks: bool) -> dict[str, str]:
    """``Place: Publisher``, ``Publisher, Place``, ``Place, Publisher``, or one of them, where that is certain."""
    text = marks.plain(text).strip(" ,;:")
    if not text or len(text) > 160 or re.search(r"\d|[()\[\]\u201c]", text) or not text[0].isupper():
        return {}
    region = _regions()
    colon = re.fullmatch(r"(?P<place>[^:]{2,60}):\s(?P<publisher>[^:]{2,100})", text)
    if colon is not None:
        return {"publisher-place": colon["place"].strip(" ,"), "publisher": colon["publisher"].strip(" ,")}
    text = re.sub(rf",\s(?=(?:{region})(?:,|$))", "\0", text)
    pieces = [piece.replace("\0", ", ").strip() for piece in text.split(",") if piece.strip()]
    return _of_pieces([piece for piece in pieces if piece], blocks)


def _of_pieces(pieces: list[str], blocks: bool) -> dict[str, str]:
    towns = [_is_place(piece) or (_is_place(piece.split(", ")[0]) and ", " in piece) for piece in pieces]
    houses = [_is_house(piece) for piece in pieces]
    if len(pieces) == 1:
        if towns[0] and not houses[0]:
            return {"publisher-place": pieces[0]}
        return {"publisher": pieces[0]} if len(pieces[0].split()) <= 8 else {}
    first = towns[0] and not houses[0]
    last = towns[-1] and not houses[-1]
    names = pieces[:-1] if last else pieces[1:]
    if len(names) > 1 and not any(map(_is_house, names)) and not re.search(r"\s(?:and|et|und|y|e)\s|&", names[-1]):
        return {}  # a series and a publisher, perhaps
    if last and not first:
        return {"publisher": ", ".join(pieces[:-1]), "publisher-place": pieces[-1]}
    if first and not last:
        return {"publisher": ", ".join(pieces[1:]), "publisher-place": pieces[0]}
    if len(pieces) == 2 and not first and (blocks or (houses[0] and not houses[1])):
        return {"publisher": pieces[0], "publisher-place": pieces[1]}
    if len(pieces) == 2 and houses[1] and not houses[0]:
        return {"publisher": pieces[1], "publisher-place": pieces[0]}
    return {}


def _is_house(text: str) -> bool:
    words = table("bibitem")["imprints"]["publishers"]
    return re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.I) is not None
