"""What the person asked of an export, and what the export has to say in return."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field


class ExportWarning(UserWarning):
    """Something of a document that a format cannot hold, or that was changed for it."""


@dataclass
class ExportOptions:
    """``ascii``: nothing but ASCII goes out. ``columns`` are those of a table, all of them where none is named.

    ``notes`` collects, in words, what was changed or could not be held.
    """

    ascii: bool = False
    columns: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    _noted: set[str] = field(default_factory=set, repr=False, compare=False)

    def say(self, note: str) -> None:
        """A line for the person, each once."""
        if note not in self._noted:
            self._noted.add(note)
            self.notes.append(note)


_NAMED = re.compile(r"(?<=no field for )“[^“”]+”")


def joined(notes: Iterable[str]) -> list[str]:
    """Notes that say of one variable each that there is no field for it, as one that names all of them."""
    groups: dict[str, list[str]] = {}
    for note in notes:
        names = groups.setdefault(_NAMED.sub("{}", note), [])
        names += [name for name in _NAMED.findall(note) if name not in names]
    return [frame.replace("{}", ", ".join(names)) if names else frame for frame, names in groups.items()]
