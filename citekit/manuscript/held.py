"""Pieces of a draft that pass through a style as single characters, and come back as they were written."""

from __future__ import annotations

import re

from .citations import as_it_is

_FIRST, _LAST = 0xE100, 0xF0FF  # of the private use area
_HELD = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")


class HeldPieces:
    """The pieces of one draft."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def hold(self, piece: str, shown: str | None = None) -> str:
        """The character that stands for a piece; ``shown`` is what comes back, where that is something else."""
        if _FIRST + len(self._pieces) > _LAST:
            return as_it_is(piece)
        self._pieces.append(piece if shown is None else shown)
        return chr(_FIRST + len(self._pieces) - 1)

    def restore(self, text: str) -> str:
        """A text of the style with the pieces as they were written."""
        if not self._pieces:
            return text
        return _HELD.sub(
            lambda match: self._pieces[n] if (n := ord(match.group()) - _FIRST) < len(self._pieces) else match.group(),
            text,
        )
