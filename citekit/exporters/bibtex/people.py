"""People in running text, and as Zotero has them in its Extra."""

from __future__ import annotations

import re
from typing import Any

from ...csl.names import full_name
from ..zotero import extra_name
from .letters import ascii_only


def extra_names(people: list[Any], one_in_braces: bool = False) -> str:
    """Names as Zotero divides them in its Extra, ``Family || Given``; of several, a whole one stands in braces."""
    listed = [extra_name(name) for name in people]
    bare = len(listed) == 1 and not one_in_braces
    return "; ".join(n if "||" in n or bare else f"{{{n}}}" for n in listed)


def names_written(names: Any) -> str:
    """Names in running text."""
    return ", ".join(full_name(name) for name in (names if isinstance(names, list) else [names]))


def in_words(people: Any) -> str:
    """Names in running text: ``A and B``, ``A, B, and C``."""
    names = [full_name(name) for name in (people if isinstance(people, list) else [people])]
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])}, and {names[-1]}"


_GIVEN = re.compile(r"(, )((?:(?! and )[^{},])+)(?= and |\}?$)")
_IN_BRACES = re.compile(r", \{[^\W\d_a-zA-Z]")
_INITIAL = re.compile(r"(?<![^\s-])[^\W\d_a-zA-Z]")


def with_initials(names: str) -> tuple[str, bool]:
    """(names whose given names BibTeX can abbreviate, whether it can all): it reads bytes, and so takes half of a
    letter beyond ASCII for the first, unless that is a command (``{\\'{E}}mile``; btxdoc, section 4).
    """
    if names.isascii():
        return names, True
    good = not _IN_BRACES.search(names)

    def command(match: re.Match[str]) -> str:
        nonlocal good
        made = ascii_only(match.group())
        if made.startswith("{\\") and "symbol" not in made and "relax" not in made and "yr" not in made.casefold():
            return made
        good = False
        return match.group()

    return _GIVEN.sub(lambda match: match[1] + _INITIAL.sub(command, match[2]), names), good
