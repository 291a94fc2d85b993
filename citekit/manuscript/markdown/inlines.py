"""The citations, notes and links of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..citations import key_at
from . import atoms
from .emphasis import Emphasis
from .found import Found, Known, Part
from .reader import State

_SPACES = re.compile(r"[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?")  # pandoc's spnl: at most one line end


def find(text: str, known: Known, in_note: bool = False) -> list[Found]:
    """The citations and notes of a paragraph's text, in order."""
    if "@" not in text and "[^" not in text and "^[" not in text:
        return []
    return list(_Paragraph(text, known).run(0, len(text), State(in_note=in_note)))


class _Paragraph(Emphasis):
    """One paragraph."""

    def _readers(self) -> dict[str, Callable[[int, int, State], int]]:
        return {
            **super()._readers(),
            "[": self._bracket,
            "!": self._image,
            "@": self._at,
            "-": self._dash,
        }

    def _image(self, at: int, end: int, state: State) -> int:
        return self._link(at + 1, end, state) if self.text.startswith("[", at + 1) else -1

    def _bracket(self, at: int, end: int, state: State) -> int:
        text = self.text
        if text.startswith("[^", at):
            return self._note(at, end, state)
        if text.find("]", at, end) < 0:
            return -1
        mark = len(self.found)
        cited = self._cite(at, end, state)
        if cited > 0:
            return cited
        del self.found[mark:]
        return self._link(at, end, state) if state.links else -1

    def _note(self, at: int, end: int, state: State) -> int:
        match = atoms.NOTE.match(self.text, at, end)
        if match is None or match[1] not in self.known.notes:
            return match.end() if match is not None else -1
        if not state.in_note:
            self.found.append(Found("note", at, match.end(), label=match[1]))
        return match.end()

    def _link(self, at: int, end: int, state: State) -> int:
        """A bracketed span, a link with its address or its label; else brackets with text in them."""
        text = self.text
        close = atoms.balanced(text, at, end)
        if close < 0:
            return -1
        inside = State(False, state.double, state.single, state.in_note)
        after = atoms.attributes_end(text, close, end, raw=False)
        if after == close:
            after = atoms.attributes_end(text, source, end) if (source := atoms.source(text, close, end)) > 0 else close
        if after > close:
            self.found += self.run(at + 1, close - 1, inside)
            return after
        label = atoms.balanced(text, close, end) if text.startswith("[", close) else -1
        if label > 0 and text[close + 1 : label - 1].strip():
            mark = len(self.found)
            cited = self._cite(close, end, state)
            del self.found[mark:]
            if cited < 0:
                is_link = atoms.label(text[close + 1 : label - 1]) in self.known.links
                self.found += self.run(at + 1, close - 1, inside if is_link else state)
                self.found += () if is_link else self.run(close, label, state)
                return label
        own = atoms.label(text[at + 1 : close - 1]) in self.known.links
        self.found += self.run(at + 1, close - 1, inside if own else state)
        return close

    # -- citations

    def _key(self, at: int, end: int) -> tuple[str, int, bool] | None:
        """(key, where it ends, whether the author is left out) of a key at an index."""
        if self.after_word == at:
            return None
        found = key_at(self.text[at : min(end, at + 1000)], 0)
        return (found.key, at + found.end, found.suppress_author) if found is not None else None

    def _cite(self, at: int, end: int, state: State) -> int:
        """``[see @key, p. 3; @other]``, not followed by what makes it a link or a span."""
        start = at
        at = self._spaces(at + 1, end)
        parts: list[Part] = []
        self.after_word = -1
        while True:
            part, at = self._part(at, end, state)
            if part is None:
                return -1
            parts.append(part)
            if self.text.startswith(";", at):
                at = self._spaces(at + 1, end)
                continue
            at = self._spaces(at, end)
            if not self.text.startswith("]", at) or at >= end:
                return -1
            break
        at += 1
        text = self.text
        if atoms.source(text, at, end) > 0 or atoms.attributes_end(text, at, end, raw=False) > at:
            return -1
        if text.startswith("[", at) and not text.startswith("[^", at) and atoms.balanced(text, at, end) > 0:
            return -1
        if not all(self.known.words(part.key) for part in parts):
            self.found.append(Found("cite", start, at, tuple(parts)))
        return at

    def _part(self, at: int, end: int, state: State) -> tuple[Part | None, int]:
        prefix, mark = at, len(self.found)
        text = self.text
        while at < end:
            char = text[at]
            if char in "@-" and (key := self._key(at, end)) is not None:
                break
            if char in "];":
                return None, at
            at = self.inline(at, end, state)
        else:
            return None, at
        name, suffix, suppress = key
        self.after_word = suffix
        after = self._suffix(suffix, end, state)
        del self.found[mark:]  # citations in prefixes and suffixes are part of this one
        return Part((prefix, at), name, suppress, (suffix, after)), after

    def _suffix(self, at: int, end: int, state: State) -> int:
        return self._until(at, end, state, lambda n: True, ";]")

    def _spaces(self, at: int, end: int) -> int:
        match = _SPACES.match(self.text, at, end)
        return match.end() if match is not None else at

    def _dash(self, at: int, end: int, state: State) -> int:
        if self.text.startswith("--", at):
            while at < end and self.text[at] == "-":
                at += 1
            return at
        return self._at(at, end, state) if self.text.startswith("@", at + 1) else -1

    def _at(self, at: int, end: int, state: State) -> int:
        """``@key`` in a sentence, with a locator or citations in the brackets after it."""
        key = self._key(at, end)
        if key is None:
            return -1
        name, after, suppress = key
        if self.known.words(name) or name in self.known.earlier:
            return after
        part = Part((at, at), name, suppress, (after, after))
        mark = len(self.found)
        bracket = self._spaces(after, end)
        if self.text.startswith("[", bracket) and bracket < end:
            cited = self._cite(bracket, end, state)
            if cited > 0 and len(self.found) > mark:
                more = self.found[-1].parts
                del self.found[mark:]
                self.found.append(Found("cite", at, cited, (part, *more), True))
                return cited
            del self.found[mark:]
            located = self._located(bracket, end, state, part)
            if located is not None:
                del self.found[mark:]
                self.found.append(Found("cite", at, located[0], located[1], True))
                return located[0]
            del self.found[mark:]
        self.after_word = -1  # a key can follow a key
        if name in self.known.examples:
            return after
        self.found.append(Found("cite", at, after, (part,), True))
        return after

    def _located(self, at: int, end: int, state: State, part: Part) -> tuple[int, tuple[Part, ...]] | None:
        """``[44; @other]`` after the key of a sentence: (where it ends, the parts), or None."""
        text = self.text
        if text.startswith("[^", at):
            return None
        start = at + 1
        at = self._suffix(start, end, state)
        parts = [Part(part.prefix, part.key, part.suppress, (start, at))]
        while text.startswith(";", at) and at < end:
            more, at = self._part(self._spaces(at + 1, end), end, state)
            if more is None:
                return None
            parts.append(more)
        at = self._spaces(at, end)
        if at >= end or text[at] != "]" or text[at + 1 : at + 2] in ("[", "("):
            return None
        if atoms.attributes_end(text, at + 1, end, raw=False) > at + 1:
            return None
        inner = text[start:at]
        if atoms.label(inner) in self.known.links:
            return None
        return at + 1, tuple(parts)
