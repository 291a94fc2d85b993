"""People in running text, and as Zotero has them in its Extra."""

from __future__ import annotations

from typing import Any

from ...csl.names import full_name
from ..zotero import extra_name


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
