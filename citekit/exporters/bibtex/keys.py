"""Citation keys in characters that BibTeX, biber and LaTeX all take."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from ...document.keys import ascii_words
from ..options import ExportOptions

_KEY = re.compile(r"[A-Za-z0-9_:.+/-]+")


class Keys:
    """The keys of one file; a change of a given key is reported.

    BibTeX does not tell keys apart by case, so neither are they here.
    """

    def __init__(self, keys: Collection[str], options: ExportOptions) -> None:
        self.options = options
        self.keys = keys
        self.used: set[str] = set()
        self.counted: dict[str, int] = {}  # the last number that a key was given with

    @cached_property
    def given(self) -> set[str]:
        """The keys that documents came with and can keep, in lower case."""
        return {key.lower() for key in self.keys if _KEY.fullmatch(key)}

    def of(self, key: str) -> str:
        """The key of the next document, which has this one."""
        usable = _KEY.fullmatch(key) is not None
        plain = key.lower()
        if usable and plain not in self.used:
            self.counted.setdefault(plain, 1)
            self.used.add(plain)
            return key
        base = key if usable else "-".join(ascii_words(key)) or "document"
        made, n = base, self.counted.get(base.lower(), 1)
        while made.lower() in self.used or made.lower() in self.given:
            n += 1
            made = f"{base}-{n}"
        self.counted[base.lower()] = n
        self.used.add(made.lower())
        if made != key:
            self.options.say(f"the key “{key}” cannot be used in BibTeX and became “{made}”")
        return made
