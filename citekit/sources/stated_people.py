"""People as catalogues state them in one line: a name, life dates or what a person was, and the part in the work.

``Hugo, Victor (1802-1885). Auteur du texte`` (Gallica), ``Lincoln, Abraham, 1809-1865, author`` (Library of Congress).
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ..common.tables import table
from ..csl.names import is_institution, parse_name
from .relators import relator_code

_YEAR = r"(?:\d{3,4}|\d\d\.\.|\d{3}\.|\.{4})\??"
_WORDS = r"(?:(?:b|d|born|died|né|née|mort|morte|geb|gest|active|fl|approximately|ca|c|vers)\.?\s)"
_LIFE = rf"(?:{_WORDS}?{_YEAR}\s?[-\u2013]\s?{_WORDS}?(?:{_YEAR})?|[-\u2013]\s?{_YEAR}|{_WORDS}{_YEAR})"
_IN_BRACKETS = re.compile(
    rf"(?P<name>[^()]{{1,200}}?)\s?\((?P<life>(?:[^();]{{1,80}}[;,]\s?)?{_LIFE}[^()]{{0,40}})\)"
    r"[ .,;:]{0,3}(?P<role>[^()\d]{0,80})$"
)
_BYNAME = re.compile(
    r"(?P<name>[^\W\d_]+), (?P<byname>(?:of|de|du|da|di|von|van|d['\u2019])\s?[^\W\d_a-z].*)"
)  # of a place
_BEHIND = re.compile(rf"(?P<name>[^()]{{1,200}}?),\s*{_LIFE}[.,]?\s*(?P<role>[^()\d]{{0,80}})$", re.I)
_WITH_ROLE = re.compile(r"(?P<name>.{2,200}?)(?P<mark>\. |, ?|\s*[(\[])(?P<role>[^()\[\].,]{2,60}\.?)[)\]]?\.?$")


class StatedPerson(NamedTuple):
    """A CSL name, its wording, the part in the work as it is stated, and whether anything was taken off."""

    name: dict[str, Any]
    wording: str
    role: str = ""
    apart: bool = False


def stated_person(text: str) -> StatedPerson:
    """The person of a line; a year alone is no life (``Exposition universelle (1900)``)."""
    text = " ".join(text.split())
    if len(text) > 300:
        return StatedPerson({"literal": text}, text)
    if match := _IN_BRACKETS.match(text) or _BEHIND.match(text):
        return _made(match["name"], match["role"])
    match = _WITH_ROLE.match(text)
    if match is None or not _is_role(match["role"], match["mark"]):
        return _made(text, "") if _BYNAME.fullmatch(text) else StatedPerson(parse_name(text), text)
    inner = _IN_BRACKETS.match(match["name"]) or _BEHIND.match(match["name"])
    return _made(inner["name"] if inner is not None else match["name"], match["role"])


def _made(name: str, role: str) -> StatedPerson:
    name = name.strip(" ,;")
    if match := _BYNAME.fullmatch(name):  # “Chrétien, de Troyes”
        return StatedPerson({"literal": f"{match['name']} {match['byname']}"}, name, role.strip(" .,;:"), True)
    if is_institution(name) and "." in name:  # “France. Ministère de la guerre” has no family name
        return StatedPerson({"literal": name}, name, role.strip(" .,;:"), True)
    return StatedPerson(parse_name(name), name, role.strip(" .,;:"), True)


def _is_role(role: str, mark: str) -> bool:
    """Whether words after a name are a part in a work: ``Ed`` and ``Art`` after a comma are given names."""
    plain = role.strip(" .,;:").casefold()
    bracketed = mark.strip() in ("(", "[")
    if not bracketed and (len(plain) < 5 or not (mark.startswith(".") or role[:1].islower())):
        return False
    return plain not in table("relators")["terms"] and bool(relator_code(role))  # a code of three letters is no word
