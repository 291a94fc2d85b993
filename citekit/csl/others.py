"""People who are not named: “and others”, “et al.”.

CSL has no word for them; that of BibTeX and pandoc is a name ``others`` at the end of the list, which they print as
“et al.”.  To a CSL processor it is a name like any other unless the item says more (``with_unnamed``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .variables import NAME_VARIABLES

OTHERS = {"literal": "others"}  # as CSL-JSON holds them
ET_AL = "et al."  # as print and other formats have them
UNNAMED = "citekit-unnamed"  # marks a name that stands for people who are not named
_WORDS = frozenset(("others", "and others", "et al", "et alii", "et alia", "et aliae"))


def says_others(text: str) -> bool:
    """Whether what stands in the place of a name says that there are more people: ``et al.``, ``and others``."""
    return len(text) < 16 and text.strip(" .,").casefold() in _WORDS


def is_others(name: Any) -> bool:
    """Whether a CSL name stands for people who are not named."""
    return isinstance(name, Mapping) and "literal" in name and says_others(str(name["literal"]))


def with_unnamed(item: dict[str, Any]) -> dict[str, Any]:
    """An item whose lists of names that end with “others” are printed with “et al.” there (btxdoc 4.2; pandoc)."""
    marked = {
        role: [*names[:-1], {**names[-1], UNNAMED: True}]
        for role, names in item.items()
        if role in NAME_VARIABLES and isinstance(names, list) and len(names) > 1 and is_others(names[-1])
    }
    return {**item, **marked} if marked else item
