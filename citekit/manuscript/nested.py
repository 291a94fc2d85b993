"""Works that the words of another citation name: ``[@doe, 4, quoted in @carr, 7]``.

Each is printed there as a citation of its own within the sentence, and stands in the bibliography.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..document.locator_words import joined_by
from .citations import Key, key_at
from .own_notes import unstopped

_BETWEEN = re.compile(r"[\s,&/]*\Z")
_LINK = re.compile(r"</?a\b[^>]*>")


@dataclass(frozen=True)
class Words:
    """The words round a key, with what is printed for the keys in them; ``keys`` are these, ``slips`` those that
    nothing but a comma or an *and* divides from the key before.
    """

    text: str
    keys: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()


def with_nested(text: str, known: Callable[[str], str | None], printed: Callable[[str, str], tuple[str, str]]) -> Words:
    """The words of a citation, in the markup of CSL fields; ``known`` gives the key of a document that is called so.

    ``printed`` gives, for a key and the words behind it, the text of that citation and what is left of the words.
    """
    if "@" not in text:
        return Words(text)
    out = ""
    keys: list[str] = []
    slips: list[str] = []
    at = 0
    while (found := _key_behind(text, at)) is not None:
        key = known(found.key)
        before, at = text[: found.start], found.end
        if key is None:
            continue
        if not keys and (_BETWEEN.match(before) or joined_by().fullmatch(before)):
            slips.append(found.key)
        closing = text.find("]", found.end)
        if before.rstrip().endswith("[") and closing >= 0:  # brackets in brackets are parentheses
            before = before.rstrip()[:-1] + "("
            text = f"{text[:closing]}){text[closing + 1 :]}"
        cited, text = printed(key, text[found.end :])
        out += before + cited
        at = 0
        keys.append(key)
    return Words(out + text, tuple(keys), tuple(slips))


def _key_behind(text: str, at: int) -> Key | None:
    """The first key behind a place."""
    while (at := text.find("@", at)) >= 0:
        found = key_at(text, at) if text[at - 1 : at] != "\\" else None
        if found is not None:
            return found
        at += 1
    return None


def within_sentence(html: str, before: str, after: str) -> str:
    """A citation in HTML as the markup of CSL fields, without what its style puts round it."""
    text = _LINK.sub("", html)
    if before and text.startswith(before):
        text = text[len(before) :]
    if after and text.endswith(after):
        return text[: len(text) - len(after)]
    return text if text.endswith(".") else unstopped(text)
