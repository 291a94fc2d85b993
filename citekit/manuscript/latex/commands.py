"""The citation commands of LaTeX, and what each prints."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ...tables import table

NOTE, TEXT, PARENTHESES, SENTENCE, AUTHOR = "note", "text", "parentheses", "sentence", "author"


@dataclass(frozen=True)
class Kind:
    """What a command prints: a ``note``, a citation in the ``text`` or in ``parentheses``, the author in the
    ``sentence`` with the rest behind it, or the ``author`` alone.  ``auto`` is what the style wants: a note, or
    parentheses.
    """

    name: str
    several: bool = False

    def place(self, notes: bool) -> str:
        """Where the citation goes under a style for notes, or one for citations in the text."""
        if self.name == "auto":
            return NOTE if notes else PARENTHESES
        return self.name


@cache
def kinds() -> dict[str, Kind]:
    """The commands by name; a capital at their beginning is for the beginning of a sentence."""
    out: dict[str, Kind] = {}
    for kind, names in table("manuscripts")["latex"].items():
        for name in names.split():
            for spelled in (name, name[:1].upper() + name[1:]):
                out[spelled] = Kind(kind)
                out[f"{spelled}s"] = Kind(kind, several=True)
    return out
