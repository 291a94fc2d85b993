"""Citation labels made of names, or a title, and the year: ``Weat93``, ``GoLe93``, ``GLX93``."""

from __future__ import annotations

from ..csl.others import says_others
from ..csl.variables import NAME_VARIABLES
from ..richtext.case import STOP_WORDS
from .state import Context, Item

_ROLES = ("author", "editor", "translator", *sorted(NAME_VARIABLES - {"author", "editor", "translator"}))
_LETTERS = {1: 4, 2: 2}  # letters of each name, by the number of names; of three and more the first letter


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
        words = [
            _letters(person.family or person.literal)
            for person in item.names.get(role, ())[:4]
            if not says_others(person.literal)
        ]
        words = [word for word in words if word]
        if words:
            return "".join(word[: _LETTERS.get(len(words), 1)].capitalize() for word in words)
    title = [word for word in item.fields.get("title", "").split() if word not in STOP_WORDS]
    return _letters("".join(title))[:4].capitalize()


def _letters(text: str) -> str:
    """The letters of a name without an article in front."""
    first, _, rest = text.partition(" ")
    if rest and first.lower() in ("a", "an", "the"):
        text = rest
    return "".join(filter(str.isalnum, text))
