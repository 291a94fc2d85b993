"""The citation commands of LaTeX, and what each prints."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ...common.tables import table

NOTE, TEXT, PARENTHESES, SENTENCE, AUTHOR = "note", "text", "parentheses", "sentence", "author"
TITLE, YEAR, YEAR_IN_PARENTHESES, FULL, FULL_NOTE = "title", "year", "year-in-parentheses", "full", "full-note"
PARTS = {AUTHOR: "author", TITLE: "title", YEAR: "year", YEAR_IN_PARENTHESES: "year"}  # that stand in the sentence


@dataclass(frozen=True)
class Kind:
    """What a command prints: a ``note``, a citation in the ``text`` or in ``parentheses``, the author in the
    ``sentence`` with the rest after it, a part of it alone (``PARTS``), or all of it though it was cited before
    (``full``).  ``auto`` is what the style wants: a note, or parentheses.  ``several`` commands take many works,
    ``volume`` ones the number of a volume before the pages; ``star`` says that a star leaves the author out.
    """

    name: str
    several: bool = False
    volume: bool = False
    star: bool = False

    def place(self, notes: bool) -> str:
        """Where the citation goes under a style for notes, or one for citations in the text."""
        if self.name == "auto":
            return NOTE if notes else PARENTHESES
        if self.name == FULL_NOTE:
            return NOTE
        if self.name == FULL:
            return TEXT
        return self.name


@cache
def kinds() -> dict[str, Kind]:
    """The commands by name; a capital at their beginning is for the beginning of a sentence."""
    data = table("manuscripts")
    starred = data["latex-starred"]["without_author"].split()
    out: dict[str, Kind] = {}
    for group, volume in (("latex", False), ("latex-volumes", True)):
        for kind, names in data[group].items():
            for name in names.split():
                for spelled in (name, name[:1].upper() + name[1:]):
                    out[spelled] = Kind(kind, volume=volume, star=name in starred)
                    out[f"{spelled}s"] = Kind(kind, several=True, volume=volume, star=name in starred)
    return out
