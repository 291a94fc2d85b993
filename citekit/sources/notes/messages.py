"""What stands between the correspondents of a message and its date: its number and its form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...archives.repository import known_places
from ...archives.titles import kind_of
from ...common.tables import table
from .exchange_words import exchange_words

_CODE = r"[A-Z]{1,6}(?:[-/ ][A-Z]{1,5})?[-/ ]?\d[\w/.-]*"


_OF_DAY = re.compile(r"\s(?:of|dated|vom|du|del|de|от|z|z dnia)$")


@dataclass(frozen=True)
class Message:
    """A message's number, and its form where a part of a note says it."""

    number: str
    kind: str = ""


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    """``No. 129``, ``telegram 457``, ``tel. no. 712``, ``Drahtbericht Nr. 45``; a code alone: ``PM/46/17``."""
    words = "|".join(re.escape(w).replace(r"\ ", r"\s") for w in table("notes")["words"]["number_words"])
    return re.compile(
        rf"(?:(?P<kind>[^\W\d_]{{3,20}})\.?\s)?(?:(?P<word>{words})[.:]?\s?)?"
        rf"(?P<number>\d[\d/.-]*(?: ?[A-Z])?|{_CODE})$",
        re.I,
    )


def message_part(text: str) -> Message | None:
    """The message whose number a part of a note is, after its correspondents; None where that is not certain.

    >>> message_part("tel. no. 712"), message_part("Washington")
    (Message(number='712', kind='telegram'), None)
    """
    plain = _OF_DAY.sub("", text.strip(" .,"))
    place, _, behind = plain.partition(" ")
    if place in known_places() and not plain[len(place) + 1 :][:1].isdigit():
        plain = behind  # Moscow tel. 1324
    found = _numbered().match(plain)
    if found is None or (found["kind"] is None and found["word"] is None and not re.match(_CODE, plain)):
        return None
    kind = _form(found["kind"]) if found["kind"] is not None else ""
    if found["kind"] is not None and not kind:
        return None
    return Message(found["number"], kind)


def _form(word: str) -> str:
    """What a message is called by a word before its number, or an empty string."""
    abbreviated: dict[str, str] = table("notes")["abbreviated"]
    plain = word.casefold()
    return abbreviated.get(plain) or kind_of(plain) or exchange_words().called(f"{word} X")[0]
