"""Citation labels made of names, or a title, and the year: ``Weat93``, ``GoLe93``, ``GaLX93``."""

from __future__ import annotations

import re
from itertools import takewhile

from ..csl.variables import NAME_VARIABLES
from ..richtext.case import STOP_WORDS
from .person import ROMANESQUE
from .state import Context, Item

_ROLES = ("author", "editor", "translator", *sorted(NAME_VARIABLES - {"author", "editor", "translator"}))
# letters of each name, by the number of names; of more than three the first letter of four
_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}


def citation_label(ctx: Context) -> str:
    """The label of an item: its own, else one made of names and year."""
    own = ctx.item.fields.get("citation-label")
    if own:
        return own
    date = ctx.item.dates.get("issued")
    year = str(abs(date.known[0]) % 100).zfill(2) if date is not None and date.known else "00"
    return _who(ctx.item) + year


def _who(item: Item) -> str:
    for role in _ROLES:
        named = [person for person in item.names.get(role, ()) if not person.unnamed]
        words = [_letters(person.family or person.literal, ROMANESQUE) for person in named]
        words = list(takewhile(bool, words))  # a name in a script without letters ends it
        if words:
            counts = _LETTERS.get(len(named), (1, 1, 1, 1))
            return "".join(word[:count].capitalize() for word, count in zip(words, counts))
    title = [word for word in item.fields.get("title", "").split() if word not in STOP_WORDS]
    return _letters("".join(title))[:4].capitalize()


def _letters(text: str, script: re.Pattern[str] | None = None) -> str:
    """The letters of a name without an article in front; only those of a ``script`` where one is given."""
    first, _, rest = text.partition(" ")
    if rest and first.lower() in ("a", "an", "the"):
        text = rest
    return "".join(char for char in text if char.isalnum() and (script is None or script.match(char)))
