"""What stands in a paragraph: citations, notes, and what hides an ``@`` from being one (code, math, addresses, markup).

A parser by descent with the rules of pandoc's reader, as far as they decide what is a citation: what is emphasised or
in quotation marks is one piece, an emphasis that does not end runs on to the end of its paragraph, and so on.  Text
is skipped from one special character to the next.  Its cost is bounded: brackets are read once for each state that
they can be read in, nesting deeper than ``_DEEPEST`` is plain text, and a paragraph gets steps in proportion to its
length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..citations import key_at
from . import atoms

_DEEPEST = 40
_PLAIN = re.compile(r"[^\\`*_\[\]~^$<>@\"'\n!;&-]+")
_SCRIPTS = {mark: re.compile(rf"{re.escape(mark)}(?:[^\s\\{mark}]|\\.)+{re.escape(mark)}") for mark in "~^"}
_SPACES = re.compile(r"[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?")  # pandoc's spnl: at most one line end
_SPACE = " \t\n"


@dataclass(frozen=True)
class Part:
    """One cite between the brackets: where its prefix, its key and its suffix stand."""

    prefix: tuple[int, int]
    key: str
    suppress: bool
    suffix: tuple[int, int]


@dataclass(frozen=True)
class Found:
    """A citation, a reference to a note, or a note in the line.

    ``kind`` is ``cite``, ``note`` or ``inline-note``; ``inner`` is what stands in a note in the line.  A citation of a
    sentence (``in_text``) has its own key as the first part.
    """

    kind: str
    start: int
    end: int
    parts: tuple[Part, ...] = ()
    in_text: bool = False
    label: str = ""
    inner: tuple[Found, ...] = ()


@dataclass
class Known:
    """What a whole draft defines: labels of notes, of links and of numbered examples (``earlier``: those that stand
    before the paragraph, whose labels are never citations; later ones are where nothing follows them in brackets).
    """

    notes: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    examples: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    words: Callable[[str], bool] = field(default=lambda key: False)  # keys that are no citations (Quarto's @fig-)


def find(text: str, known: Known, in_note: bool = False) -> list[Found]:
    """The citations and notes of a paragraph's text, in order."""
    if "@" not in text and "[^" not in text and "^[" not in text:
        return []
    return list(_Paragraph(text, known).run(0, len(text), _State(in_note=in_note)))


@dataclass(frozen=True)
class _State:
    """What decides how an inline is read."""

    links: bool = True
    double: bool = False
    single: bool = False
    in_note: bool = False


class _Paragraph:
    """One paragraph. Methods that read at an index give the index behind what they read, or -1."""

    def __init__(self, text: str, known: Known) -> None:
        self.text, self.known = text, known
        self.found: list[Found] = []
        self.after_word = -1  # where the last word ended: no key begins there
        self.depth = 0
        self.steps = 200_000 + 60 * len(text)
        self._memo: dict[tuple[int, int, _State], tuple[int, tuple[Found, ...], int]] = {}
        self._read = {
            "`": self._code,
            "*": self._emphasis,
            "_": self._emphasis,
            "[": self._bracket,
            "!": self._image,
            "$": self._math,
            "~": self._tilde,
            "^": self._caret,
            "<": self._markup,
            "\\": self._backslash,
            "@": self._at,
            "-": self._dash,
            '"': self._double,
            "'": self._single,
            "&": self._entity,
        }
        self._nested = frozenset("*_[~^\"'!@")

    def run(self, start: int, end: int, state: _State) -> tuple[Found, ...]:
        """What is found between two indices, read as a text of its own."""
        outer, word = self.found, self.after_word
        self.found, self.after_word = [], -1
        at = start
        while at < end:
            at = self.inline(at, end, state)
        found, self.found, self.after_word = tuple(self.found), outer, word
        return found

    def inline(self, at: int, end: int, state: _State) -> int:
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

    def _remembered(self, char: str, at: int, end: int, state: _State) -> int:
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

    def _until(self, at: int, end: int, state: _State, stop: Callable[[int], bool], chars: str) -> int:
        """Read inlines until one that ``stop`` knows (which begins with one of ``chars``), or to the end."""
        while at < end:
            if self.text[at] in chars and stop(at):
                return at
            at = self.inline(at, end, state)
        return at

    # -- what has nothing in it

    def _code(self, at: int, end: int, state: _State) -> int:
        after = atoms.code(self.text, at, end)
        return atoms.attributes(self.text, after, end) if after > 0 else -1

    def _math(self, at: int, end: int, state: _State) -> int:
        return atoms.math(self.text, at, end)

    def _markup(self, at: int, end: int, state: _State) -> int:
        return atoms.markup(self.text, at, end)

    def _entity(self, at: int, end: int, state: _State) -> int:
        return atoms.entity(self.text, at, end)

    def _backslash(self, at: int, end: int, state: _State) -> int:
        return atoms.backslash(self.text, at, end)

    # -- what has inlines in it

    def _emphasis(self, at: int, end: int, state: _State) -> int:
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

    def _one(self, at: int, end: int, state: _State, char: str) -> int:
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

    def _two(self, at: int, end: int, state: _State, char: str) -> int:
        at = self._until(at, end, state, lambda n: self._ends(n, end, char, 2), char)
        return self._close(at, 2) if at < end else at

    def _three(self, at: int, end: int, state: _State, char: str) -> int:
        at = self._until(at, end, state, lambda n: self._ends(n, end, char, 1), char)
        if self._ends(at, end, char, 3):
            return self._close(at, 3)
        if self._ends(at, end, char, 2):
            return self._one(self._close(at, 2), end, state, char)
        return self._two(self._close(at, 1), end, state, char) if at < end else at

    def _tilde(self, at: int, end: int, state: _State) -> int:
        text = self.text
        if text.startswith("~~", at) and text[at + 2 : at + 3] not in ("", "~", *_SPACE):
            after = self._struck(at + 2, end, state)
            if after > 0:
                return after
        return self._script(at, end, state)

    def _struck(self, at: int, end: int, state: _State) -> int:
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

    def _script(self, at: int, end: int, state: _State) -> int:
        """A subscript or superscript: up to the next mark, without spaces."""
        match = _SCRIPTS[self.text[at]].match(self.text, at, end)
        if match is None:
            return -1
        self.found += self.run(at + 1, match.end() - 1, state)
        return match.end()

    def _caret(self, at: int, end: int, state: _State) -> int:
        if self.text.startswith("[", at + 1):
            close = atoms.balanced(self.text, at + 1, end)
            if close > 0 and not (close < end and self.text[close] in "(["):  # a link behind a ^
                inner = self.run(at + 2, close - 1, state)
                self.found.append(Found("inline-note", at, close, inner=inner))
                return close
        return self._script(at, end, state)

    def _double(self, at: int, end: int, state: _State) -> int:
        if state.double or self.text[at + 1 : at + 2] in ("", *_SPACE):
            return -1
        inner = _State(state.links, True, state.single, state.in_note)
        at = self._until(at + 1, end, inner, lambda n: True, '"')
        return at + 1 if at < end else -1

    def _single(self, at: int, end: int, state: _State) -> int:
        text = self.text
        if state.single or self.after_word == at or text[at + 1 : at + 2] in ("", *_SPACE):
            return -1
        inner = _State(state.links, state.double, True, state.in_note)

        def closes(n: int) -> bool:
            return n > at + 1 and not text[n + 1 : n + 2].isalnum()

        after = self._until(at + 1, end, inner, closes, "'")
        if after < end:
            return after + 1
        return -1

    def _image(self, at: int, end: int, state: _State) -> int:
        return self._link(at + 1, end, state) if self.text.startswith("[", at + 1) else -1

    def _bracket(self, at: int, end: int, state: _State) -> int:
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

    def _note(self, at: int, end: int, state: _State) -> int:
        match = atoms.NOTE.match(self.text, at, end)
        if match is None or match[1] not in self.known.notes:
            return match.end() if match is not None else -1
        if not state.in_note:
            self.found.append(Found("note", at, match.end(), label=match[1]))
        return match.end()

    def _link(self, at: int, end: int, state: _State) -> int:
        """A bracketed span, a link with its address or its label; else brackets with text in them."""
        text = self.text
        close = atoms.balanced(text, at, end)
        if close < 0:
            return -1
        inside = _State(False, state.double, state.single, state.in_note)
        after = atoms.attributes(text, close, end, raw=False)
        if after == close:
            after = atoms.attributes(text, source, end) if (source := atoms.source(text, close, end)) > 0 else close
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

    def _cite(self, at: int, end: int, state: _State) -> int:
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
        if atoms.source(text, at, end) > 0 or atoms.attributes(text, at, end, raw=False) > at:
            return -1
        if text.startswith("[", at) and not text.startswith("[^", at) and atoms.balanced(text, at, end) > 0:
            return -1
        if not all(self.known.words(part.key) for part in parts):
            self.found.append(Found("cite", start, at, tuple(parts)))
        return at

    def _part(self, at: int, end: int, state: _State) -> tuple[Part | None, int]:
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

    def _suffix(self, at: int, end: int, state: _State) -> int:
        return self._until(at, end, state, lambda n: True, ";]")

    def _spaces(self, at: int, end: int) -> int:
        match = _SPACES.match(self.text, at, end)
        return match.end() if match is not None else at

    def _dash(self, at: int, end: int, state: _State) -> int:
        if self.text.startswith("--", at):
            while at < end and self.text[at] == "-":
                at += 1
            return at
        return self._at(at, end, state) if self.text.startswith("@", at + 1) else -1

    def _at(self, at: int, end: int, state: _State) -> int:
        """``@key`` in a sentence, with a locator or citations in the brackets behind it."""
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

    def _located(self, at: int, end: int, state: _State, part: Part) -> tuple[int, tuple[Part, ...]] | None:
        """``[44; @other]`` behind the key of a sentence: (where it ends, the parts), or None."""
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
        if atoms.attributes(text, at + 1, end, raw=False) > at + 1:
            return None
        inner = text[start:at]
        if atoms.label(inner) in self.known.links:
            return None
        return at + 1, tuple(parts)
