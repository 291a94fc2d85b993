"""Emphasis, scripts, struck out and quoted text, and notes in the line, as pandoc reads them."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import atoms
from .found import Found
from .reader import Reader, State

_SCRIPTS = {mark: re.compile(rf"{re.escape(mark)}(?:[^\s\\{mark}]|\\.)+{re.escape(mark)}") for mark in "~^"}
_SPACE = " \t\n"


class Emphasis(Reader):
    """A paragraph's reader as far as what it reads has inlines in it that are one with it."""

    def _readers(self) -> dict[str, Callable[[int, int, State], int]]:
        return {
            **super()._readers(),
            "*": self._emphasis,
            "_": self._emphasis,
            "~": self._tilde,
            "^": self._caret,
            '"': self._double,
            "'": self._single,
        }

    def _emphasis(self, at: int, end: int, state: State) -> int:
        text, char = self.text, self.text[at]
        if char == "_" and self.after_word == at:
            return -1
        inner = at
        while inner < end and text[inner] == char:
            inner += 1
        count = inner - at
        if count > 3 or inner >= end or text[inner] in _SPACE:
            return inner
        return (self._one, self._two, self._three)[count - 1](inner, end, state, char)

    def _ends(self, at: int, end: int, char: str, count: int) -> bool:
        after = at + count
        if after > end or not self.text.startswith(char * count, at):
            return False
        return char == "*" or after >= end or not self.text[after].isalnum()

    def _close(self, at: int, count: int) -> int:
        self.after_word = at + count
        return at + count

    def _one(self, at: int, end: int, state: State, char: str) -> int:
        while at < end:
            if self.text[at] == char:
                if self._ends(at, end, char, 1):
                    if self.text.startswith(char * 2, at) and not self._ends(at + 2, end, char, 1):
                        strong = self._two(at + 2, end, state, char)
                        if strong > at + 2:
                            at = strong
                            continue
                    return self._close(at, 1)
            at = self.inline(at, end, state)
        return at

    def _two(self, at: int, end: int, state: State, char: str) -> int:
        at = self._until(at, end, state, lambda n: self._ends(n, end, char, 2), char)
        return self._close(at, 2) if at < end else at

    def _three(self, at: int, end: int, state: State, char: str) -> int:
        at = self._until(at, end, state, lambda n: self._ends(n, end, char, 1), char)
        if self._ends(at, end, char, 3):
            return self._close(at, 3)
        if self._ends(at, end, char, 2):
            return self._one(self._close(at, 2), end, state, char)
        return self._two(self._close(at, 1), end, state, char) if at < end else at

    def _tilde(self, at: int, end: int, state: State) -> int:
        text = self.text
        if text.startswith("~~", at) and text[at + 2 : at + 3] not in ("", "~", *_SPACE):
            after = self._struck(at + 2, end, state)
            if after > 0:
                return after
        return self._script(at, end, state)

    def _struck(self, at: int, end: int, state: State) -> int:
        """Struck out text, up to the two tildes that must come."""
        start, text = at, self.text
        if text.find("~~", at, end) < 0:
            return -1
        while at < end:
            if at > start and text.startswith("~~", at):
                return at + 2
            if text[at] in _SPACE and text.startswith("~~", at + 1):
                return -1
            at = self.inline(at, end, state)
        return -1

    def _script(self, at: int, end: int, state: State) -> int:
        """A subscript or superscript: up to the next mark, without spaces."""
        match = _SCRIPTS[self.text[at]].match(self.text, at, end)
        if match is None:
            return -1
        self.found += self.run(at + 1, match.end() - 1, state)
        return match.end()

    def _caret(self, at: int, end: int, state: State) -> int:
        if self.text.startswith("[", at + 1):
            close = atoms.balanced(self.text, at + 1, end)
            if close > 0 and not (close < end and self.text[close] in "(["):  # a link after a ^
                inner = self.run(at + 2, close - 1, state)
                self.found.append(Found("inline-note", at, close, inner=inner))
                return close
        return self._script(at, end, state)

    def _double(self, at: int, end: int, state: State) -> int:
        if state.double or self.text[at + 1 : at + 2] in ("", *_SPACE):
            return -1
        inner = State(state.links, True, state.single, state.in_note)
        at = self._until(at + 1, end, inner, lambda n: True, '"')
        return at + 1 if at < end else -1

    def _single(self, at: int, end: int, state: State) -> int:
        text = self.text
        if state.single or self.after_word == at or text[at + 1 : at + 2] in ("", *_SPACE):
            return -1
        inner = State(state.links, state.double, True, state.in_note)

        def closes(n: int) -> bool:
            return n > at + 1 and not text[n + 1 : n + 2].isalnum()

        after = self._until(at + 1, end, inner, closes, "'")
        if after < end:
            return after + 1
        return -1
