"""Names of a MARC 21 record and their roles (1XX, 7XX), with the statement of responsibility where there is no role."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ...common.tables import table
from ...csl.names import parse_name, parse_person
from ..headings import heading
from ..item_builder import ItemBuilder, institution
from ..relators import add_related
from .record import Field, MarcRecord

_EDITORS_BEHIND = re.compile(r"\bed(?:itor)?s?\.?[\s\])]*$", re.I)


def name_of(field: Field) -> tuple[dict[str, Any], str]:
    """(the name, its wording) of a heading: 100 and 700 people, 110 and 710 bodies, 111 and 711 meetings."""
    kind = field.tag[1:]
    if kind == "00":
        base = heading(field.get("a"))
        numeral = heading(field.get("b"))
        text = f"{base} {numeral}" if numeral else base
        suffix = next((t for c in field.all("c") if (t := heading(c)) in ("Jr.", "Sr.", "II", "III", "IV")), "")
        name = institution(text) if field.first == "3" or "," not in text else parse_person(text)
        return ({**name, "suffix": suffix} if suffix and "family" in name else name), text
    if kind == "20":
        text = heading(field.get("a"))
        return parse_name(text), text
    parts = [heading(t) for t in (field.all("ab") if kind == "10" else field.all("aeq"))]
    text = ". ".join(filter(None, parts))
    more = [t for t in field.all("ndc") if t] if kind == "11" else []
    return institution(text), " ".join([text, *more])


def add_names(build: ItemBuilder, record: MarcRecord) -> None:
    """The main entry, then added entries; works in added entries are notes."""
    statement = " ; ".join(f.get("c") for f in record.all("245"))
    main = [f for f in record.all("100", "110", "111") if f.get("a")]
    for field in main:
        _add(build, field, "author")
    lead = name_of(main[0])[1] if main else ""
    for field in (f for f in record.fields if f.tag in ("700", "710", "711", "720") and f.get("a")):
        if field.get("t"):
            build.note(field.text("0123456789iw"), "Contains" if field.second == "2" else "Related work")
        else:
            _add(build, field, _role_in(statement, name_of(field)[1], lead, bool(main), field.tag))


def _add(build: ItemBuilder, field: Field, otherwise: str) -> None:
    name, text = name_of(field)
    relators = field.all("4") or field.all("j" if field.tag in ("111", "711") else "e")
    add_related(build, name, text, relators, otherwise)
    if field.tag in ("111", "711"):
        build.put("event-title", text, "Conference")
    stated = " ".join(field.all("abcdq" if field.tag[1:] == "00" else "abnd")).rstrip(" ,.")
    if stated.rstrip(" ,.") != text.rstrip(" ,.") and field.tag[1:] == "00":
        build.keep("people", [stated])
    for place in field.all("u"):
        build.note(f"{text}, {place}", "Affiliation")


@lru_cache(maxsize=1)
def _credits() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Words before a name that say its role."""
    return tuple((role, re.compile(rf"\b(?:{words})", re.I)) for role, words in table("marc")["credits"].items())


def _role_in(statement: str, text: str, lead: str, has_main: bool, tag: str) -> str:
    """The role of an added entry by the statement of responsibility (245 c): each part between semicolons has one."""
    word = _first_word(text)
    for part in statement.split(";"):
        if len(word) < 2 or word not in part.casefold():
            continue
        before = part[: part.casefold().index(word)]
        for role, pattern in _credits():
            if pattern.search(before) or (role == "editor" and _EDITORS_BEHIND.search(part)):
                return role
        with_lead = bool(lead) and _first_word(lead) in part.casefold()
        return "author" if tag in ("700", "720") and (with_lead or not has_main) else "contributor"
    return "contributor"


def _first_word(text: str) -> str:
    return re.split(r"[,\s]", text)[0].casefold()
