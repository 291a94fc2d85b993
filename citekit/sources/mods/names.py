"""Names of a MODS record with their roles (name, role, roleTerm)."""

from __future__ import annotations

import re
from typing import Any

from ...csl.names import parse_name, parse_person
from ...csl.others import ET_AL, OTHERS
from ..headings import heading
from ..item_builder import ItemBuilder, institution, person
from ..relators import add_related, relator_code
from ..xml import attribute, children, text_of, texts_at

_SUFFIXES = frozenset("Jr Jr. Sr Sr. I II III IV V junior senior Jun. Sen.".split())


_FULLER = re.compile(r"(?<=\S) \([^()]{1,100}\),?$")  # “Lewis, C. S. (Clive Staples)”


def add_names(build: ItemBuilder, element: Any, csl_type: str, otherwise: str = "author") -> None:
    """The names of a record, or of what it is part of: there an author is that of the whole."""
    for name in children(element, "name"):
        _add(build, name, csl_type, otherwise)


def _add(build: ItemBuilder, name: Any, csl_type: str, otherwise: str) -> None:
    made, full = name_of(name)
    if not full:
        if any(True for _ in children(name, "etal")):
            add_related(build, dict(OTHERS), ET_AL, _relators(name), otherwise)
        return
    relators = _relators(name)
    if attribute(name, "type") == "conference":
        build.put("event-title", full, "Conference")
        if otherwise != "author" or (relators and relator_code(relators[0]) not in ("aut", "cre")):
            return
    if otherwise != "author":
        relators = [r for r in relators if relator_code(r) not in ("aut", "cre")] or ([] if not relators else [""])
    if csl_type == "interview" and relators and relator_code(relators[0]) == "ive" and build.item.get("author"):
        build.item["author"].insert(0, made)
        return
    add_related(build, made, full, relators, otherwise)
    stated = ", ".join([full, *_dates_and_terms(name)])
    if stated != full or _FULLER.search(full):
        build.keep("people", [stated])
    for place in texts_at(name, "affiliation"):
        build.note(f"{full}, {place}", "Affiliation")
    for text in texts_at(name, "description"):
        build.note(f"{full}, {text}", "Description of a person")


def name_of(name: Any) -> tuple[dict[str, Any], str]:
    """(the name, its wording) of a ``name`` element."""
    parts: dict[str, list[str]] = {}
    for part in children(name, "namePart"):
        if text := text_of(part):
            kind = attribute(part, "type")
            parts.setdefault(kind, []).append(text if kind else text.rstrip(","))
    kind = attribute(name, "type")
    family, given = " ".join(parts.get("family", [])), " ".join(parts.get("given", []))
    whole = parts.get("", []) or texts_at(name, "displayForm")[:1]
    if family or given:
        terms = parts.get("termsOfAddress", [])
        suffix = next((t for t in terms if t in _SUFFIXES), "")
        return person(family, given, suffix), ", ".join(filter(None, (family, given, suffix)))
    if not whole:
        return {}, ""
    if kind in ("corporate", "conference"):
        text = ". ".join(part.rstrip(".") for part in whole[:-1]) + (". " if len(whole) > 1 else "") + whole[-1]
        return institution(text), text
    text = " ".join(whole)
    if kind == "family":
        return institution(text), text
    if kind == "personal":
        return parse_person(heading(_FULLER.sub("", text))), text
    return parse_name(text.rstrip(",")), text


def _relators(name: Any) -> list[str]:
    """One relator a role: its code, or its term where there is no known code."""
    found = []
    for role in children(name, "role"):
        terms = texts_at(role, "roleTerm") or [text_of(role)]
        coded = [t for t in terms if relator_code(t)]
        found.append((coded or terms)[0])
    return [r for r in found if r]


def _dates_and_terms(name: Any) -> list[str]:
    """Dates and terms of address, which a CSL name does not hold."""
    return [
        text_of(part)
        for part in children(name, "namePart")
        if attribute(part, "type") in ("date", "termsOfAddress") and text_of(part) not in ("", *_SUFFIXES)
    ]
