"""Relators, codes or words, as CSL roles (data/relators.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from ..common.tables import table
from .item_builder import ItemBuilder


@lru_cache(maxsize=1024)
def relator_code(text: str) -> str:
    """The MARC code of a relator: a code, its URI, a term or what records write for it; empty where not known."""
    data = table("relators")
    plain = re.sub(r"^.*relators/", "", text.strip()).strip(" .,:;()[]").casefold()
    if plain in data["terms"]:
        return plain
    by_term = {term: code for code, term in data["terms"].items()}
    return str(data["words"].get(plain) or by_term.get(plain) or by_term.get(plain.split(",")[0]) or "")


def relator_term(text: str) -> str:
    """The term of a relator in English, or the text itself."""
    return str(table("relators")["terms"].get(relator_code(text), "")) or text.strip(" .,:;")


def csl_role(relator: str, csl_type: str = "") -> str:
    """The CSL role of a relator, or an empty string where CSL has none."""
    data = table("relators")
    code = relator_code(relator)
    return str(data["within"].get(f"{csl_type} {code}") or data["roles"].get(code, ""))


def add_related(
    build: ItemBuilder, name: dict[str, Any], written: str, relators: Iterable[str], otherwise: str
) -> None:
    """Add a name in the roles of its relators; ``otherwise`` is the role of one that has no relator.

    A publisher named as a person or body fills the publisher; what has no CSL role is a contributor, with a note.
    """
    relators = [r for r in relators if r.strip()]
    if not relators:
        build.add_name(otherwise, name)
        return
    for relator in relators:
        role = csl_role(relator, str(build.item["type"]))
        code = relator_code(relator)
        if role:
            build.add_name(role, name)
            if code in table("relators")["shown"]["codes"].split():
                build.keep("people", [f"{written}, {relator_term(relator)}"])
        elif code in table("relators")["publishers"]["codes"].split():
            build.suggest("publisher", written, relator_term(relator).capitalize())
        elif code == "rps":
            build.suggest("archive", written, "Repository")
        else:
            build.add_name("contributor", name)
            if code != "oth":
                build.note(written, relator_term(relator).capitalize())
