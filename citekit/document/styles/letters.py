"""Letters whose description says more than from whom to whom: ``Kennan to Byrnes, telegram 511``, ``…, Wednesday``."""

from __future__ import annotations

import re
from typing import Any

from ...archives.titles import begins_with_kind
from ...csl.names import is_institution
from ..extra import extra_of
from ..model import Document

_BETWEEN = re.compile(r"\s+[^\W\d_A-Z]{1,4}(?:\s+[^\W\d_A-Z]{1,4})?\s+")  # to, an, à, al, до


def said_behind(doc: Document) -> str:
    """What a title says behind the sender and the recipient that it consists of; else an empty text.

    >>> said_behind(Document(title="Kennan to Byrnes, Moscow", sender="Kennan", recipient="Byrnes"))
    'Moscow'
    """
    title, sender, recipient = doc.title, doc.sender, doc.recipient
    if not (sender and recipient and title.startswith(sender)) or "author" in extra_of(doc):
        return ""
    between = _BETWEEN.match(title, len(sender))
    if between is None or not title.startswith(f"{recipient}, ", between.end()):
        return ""
    return title[between.end() + len(recipient) :].strip(" ,")


def as_letter(doc: Document) -> Document:
    """A document without such a title, so that it is cited as a letter, a form behind the names as its form."""
    behind = said_behind(doc)
    if not behind:
        return doc
    return doc.changed(title="", kind=behind if begins_with_kind(behind) else doc.kind)


def with_addition(item: dict[str, Any], doc: Document) -> dict[str, Any]:
    """The item of such a letter with what is said behind the recipient, where it is no form; ``doc`` as it was."""
    behind = said_behind(doc)
    people = item.get("recipient")
    if not behind or begins_with_kind(behind) or not isinstance(people, list) or not people:
        return item
    *others, last = people
    if set(last) == {"literal"} and not is_institution(last["literal"]):
        last = {"family": last["literal"]}
    if last.get("family"):
        last = {**last, "suffix": f"{last['suffix']}, {behind}" if last.get("suffix") else behind, "comma-suffix": True}
    else:
        last = {**last, "literal": f"{last.get('literal', '')}, {behind}"}
    return {**item, "recipient": [*others, last]}
