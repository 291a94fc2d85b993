"""People who are not named: “and others”, “et al.”.

CSL has no word for them; that of BibTeX and pandoc is a name ``others`` at the end of the list, which prints as
“et al.” does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OTHERS = {"literal": "others"}  # as CSL-JSON holds them
ET_AL = "et al."  # as print and other formats have them
_WORDS = frozenset(("others", "and others", "et al", "et alii", "et alia", "et aliae"))


def says_others(text: str) -> bool:
    """Whether what stands in the place of a name says that there are more people: ``et al.``, ``and others``."""
    return len(text) < 16 and text.strip(" .,").casefold() in _WORDS


def is_others(name: Any) -> bool:
    """Whether a CSL name stands for people who are not named."""
    return isinstance(name, Mapping) and "literal" in name and says_others(str(name["literal"]))
