"""Author and recipient of a document, and its type, for programs that have them.

A citation names an archival letter by its title.  A reference manager has an author and a recipient for it: the sender
and the recipient that the record states, and nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from ..archives.credits import Contributor
from ..archives.kinds import type_of_kind
from ..archives.titles import correspondents, kinds_in
from ..csl.names import parse_name
from .extra import extra_of
from .item import csl_type
from .model import Document


def type_in_managers(doc: Document) -> str:
    """The CSL type for reference managers: a letter is one even where its recipient is not stated."""
    stated = extra_of(doc).get("type")
    if stated:
        return str(stated)
    return type_of_kind(doc.kind) or csl_type(doc)


def is_letter_without_recipient(doc: Document) -> bool:
    """Whether a document is a letter by its kind, but cited as a document because its recipient is not named."""
    return "type" not in extra_of(doc) and type_in_managers(doc) != csl_type(doc)


def sender_is_author(doc: Document) -> bool:
    """Whether the sender wrote the document itself, and not another one that its title names.

    The author of ``Telegram from X to Y`` is X; that of ``Decision with Approved Message from X to Y`` is not.
    """
    if not doc.sender or extra_of(doc).get("author"):
        return False
    if correspondents(doc.title)[0] != doc.sender:
        return True  # it is stated separately
    return len(set(kinds_in(doc.title[: doc.title.find(doc.sender)]))) <= 1


# CSL's roles for those of credits; who obtained, contributed or transcribed a document is a contributor
_ROLES = {"translated": "translator", "edited": "editor"}


def credited(contributors: Iterable[Contributor]) -> dict[str, list[dict[str, Any]]]:
    """The people of a document's credits by CSL role, each once in a role."""
    people: dict[str, list[dict[str, Any]]] = {}
    for contributor in contributors:
        names = people.setdefault(_ROLES.get(contributor.role, "contributor"), [])
        name = _name(contributor.name)
        if name not in names:
            names.append(dict(name))
    return people


@lru_cache(maxsize=4096)
def _name(text: str) -> dict[str, Any]:
    """A name in the credits, parsed once: an archive has few translators and many documents."""
    return parse_name(text)
