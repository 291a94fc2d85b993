"""Reading a paragraph: citations, notes, and what hides an ``@`` from being one (code, math, addresses).

A parser by descent with the rules of pandoc's reader, as far as they decide what is a citation: what is emphasised or
in quotation marks is one piece, an emphasis that does not end runs on to the end of its paragraph, and so on.  Text
is skipped from one special character to the next.  Its cost is bounded: brackets are read once for each state that
they can be read in, nesting deeper than ``_DEEPEST`` is plain text, and a paragraph gets steps in proportion to its
length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from . import atoms
from .found import Found, Known

_DEEPEST = 40
_PLAIN = re.compile(r"[^\\`*_\[\]~^$<>@\"'\n!;&-]+")


@dataclass(frozen=True)
class State:
    """What decides how an inline is read."""

    links: bool = True
    double: bool = False
    single: bool = False
    in_note: bool = False


class Reader:
    """Reads one paragraph. Methods that read at an index give the index after what they read, or -1."""

    def __init__(self, text: str, known: Known) -> None:
        self.text, self.known = text, known
        self.found: list[Found] = []
        self.after_word = -1  # where the last word ended: no key begins there
        self.depth = 0
        self.steps = 200_000 + 60 * len(text)
        self._memo: dict[tuple[int, int, State], tuple[int, tuple[Found, ...], int]] = {}
        self._read = self._readers()
        self._nested = frozenset("*_[~^\"'!@")

    def _readers(self) -> dict[str, Callable[[int, int, State], int]]:
        """What reads an inline, by the character that it begins with."""
        return {
            "`": self._code,
            "$": self._math,
            "<": self._markup,
            "\\": self._backslash,
            "&": self._entity,
        }

    def run(self, start: int, end: int, state: State) -> tuple[Found, ...]:
        """What is found between two indices, read as a text of its own."""
        outer, word = self.found, self.after_word
        self.found, self.after_word = [], -1
        at = start
        while at < end:
            at = self.inline(at, end, state)
        found, self.found, self.after_word = tuple(self.found), outer, word
        return found

    def inline(self, at: int, end: int, state: State) -> int:
        """Read the next inline; always gets on."""
        plain = _PLAIN.match(self.text, at, end)
        if plain is not None:
            if self.text[plain.end() - 1].isalnum():
                self.after_word = plain.end()
            return plain.end()
        char = self.text[at]
        reader = self._read.get(char)
        self.steps -= 1
        if reader is None or self.depth > _DEEPEST or self.steps < 0:
            return at + 1
        if char not in self._nested:
            after = reader(at, end, state)
            return after if after > 0 else at + 1
        return self._remembered(char, at, end, state)

    def _remembered(self, char: str, at: int, end: int, state: State) -> int:
        """Read what may hold other inlines, once for each state."""
        key = (at, end, state)
        joined = self.after_word == at and char in "_'@"
        known = None if joined else self._memo.get(key)
        if known is None:
            before = self.found
            self.found = []
            self.depth += 1
            after = self._read[char](at, end, state)
            self.depth -= 1
            known = (after if after > 0 else at + 1, tuple(self.found) if after > 0 else (), self.after_word)
            self.found = before
            if not joined:
                self._memo[key] = known
        self.found += known[1]
        self.after_word = known[2]
        return known[0]

    def _until(self, at: int, end: int, state: State, stop: Callable[[int], bool], chars: str) -> int:
        """Read inlines until one that ``stop`` knows (which begins with one of ``chars``), or to the end."""
        while at < end:
            if self.text[at] in chars and stop(at):
                return at
            at = self.inline(at, end, state)
        return at

    def _code(self, at: int, end: int, state: State) -> int:
        after = atoms.code(self.text, at, end)
        return atoms.attributes_end(self.text, after, end) if after > 0 else -1

    def _math(self, at: int, end: int, state: State) -> int:
        return atoms.math(self.text, at, end)

    def _markup(self, at: int, end: int, state: State) -> int:
        return atoms.markup(self.text, at, end)

    def _entity(self, at: int, end: int, state: State) -> int:
        return atoms.entity(self.text, at, end)

    def _backslash(self, at: int, end: int, state: State) -> int:
        return atoms.backslash(self.text, at, end)
