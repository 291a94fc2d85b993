"""Several people in one text, as senders and recipients are stated."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ..archives.credits import split_names
from ..common.tables import table
from ..csl.names import full_name, is_institution, parse_name

# one family name, with its particles, before the only comma
_INVERTED = re.compile(
    r"(?:[^\W\d_A-Z][^\W\d_]*\s)*(?:[^\W\d_a-z][\w'\u2019-]*\s[eiy]\s)?[^\W\d_][\w'\u2019-]*,\s[^,]+"
)


_WITH_INITIALS = re.compile(
    r"[^\W\d_][\w'\u2019-]+(?: ?[^\W\d_]\.){1,3}(?:, [^\W\d_][\w'\u2019-]+(?: ?[^\W\d_]\.){1,3}){1,20}"
)
_TWO_WORDS = re.compile(r"([^\W\d_a-z][\w'\u2019-]+), ([^\W\d_a-z][\w'\u2019-]+)")


def surnames(wording: str) -> list[str]:
    """Two people whose family names alone stand side by side (“Marx, Engels”), or several whose initials stand after
    them (“Smith J. A., Doe B.”); otherwise the wording.
    """
    if _WITH_INITIALS.fullmatch(wording):
        return wording.split(", ")
    found = _TWO_WORDS.fullmatch(wording)
    return [found[1], found[2]] if found is not None and _is_surname(found[2]) else [wording]


def _is_surname(word: str) -> bool:
    """Whether a word is a family name: by its ending, or because it is well known."""
    data, plain = table("names")["surnames"], word.casefold()
    if plain in data["known"].split():
        return True
    return len(plain) > 5 and plain.endswith(tuple(data["ends"].split())) and plain not in data["but"].split()


@lru_cache(maxsize=1)
def _joining() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words that always join two names, and words that join only the last two of a list (``y``, ``i``)."""
    words = table("names")["joining"]
    always, in_lists = ("|".join(words[name].split()) for name in ("always", "in_lists"))
    name = r"[^\W\d_a-zа-я][^,]{0,60}"
    return (
        re.compile(rf",? (?:{always}) "),
        re.compile(rf"(?P<first>{name}(?:, {name})*, {name}?) (?:{in_lists}) (?P<last>{name})"),
    )


def people(wording: str) -> list[str]:
    """Several people joined by semicolons, commas and ``and``, where each part can be one; an office stays whole, and
    so does ``Family, Given``."""
    if ";" in wording:
        return [part.strip() for part in wording.split(";") if part.strip()]
    if is_institution(wording):
        return [wording]
    always, in_lists = _joining()
    plain = " ".join(wording.split())
    if len(two := surnames(plain)) > 1:
        return two
    joined = always.split(plain)
    if len(joined) == 1 and (listed := in_lists.fullmatch(plain)) is not None:
        return [*listed["first"].split(", "), listed["last"]]
    if all(_INVERTED.fullmatch(part) for part in joined):
        return joined
    parts = split_names(" and ".join(joined))
    return parts if len(parts) > 1 and all(part[:1].isupper() for part in parts) else [wording]


def names_of_people(wording: str) -> list[dict[str, Any]]:
    """The names (CSL-JSON) of whom a sender or a recipient is: one or several."""
    return [parse_name(name) for name in people(wording)]


def names_text(names: list[Any]) -> str:
    """Names of CSL-JSON in one text, each in the order in which it is spoken; anything else in the list as it is."""
    return "; ".join(full_name(one) if isinstance(one, dict) else str(one) for one in names)
