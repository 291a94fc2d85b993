"""Words round a key, which may have markup, made ready for the style and put back as they were written.

Emphasis becomes the markup of CSL fields; code, math, links and the like pass through as single characters of the
private use area, which ``restore`` replaces by what was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..citations import as_it_is, key_at
from ..held import HeldPieces
from . import atoms

_EMPHASIS = re.compile(r"(?P<mark>\*\*|__|\*|_|\^|~)(?P<text>[^\s*_^~\\](?:[^*_^~\\]*[^\s*_^~\\])?)(?P=mark)(?![\w*_])")
_TAGS = {"*": "i", "_": "i", "**": "b", "__": "b", "^": "sup", "~": "sub"}
_KEY_INSIDE = re.compile(r"\[[^\[\]@]{0,200}@")
OPEN = "\ue0ff"  # stands for the ``<`` of a comment that has no end
_SPECIAL = re.compile(rf"[`$<\\\[!*_^~@{OPEN}]")


class RichText(HeldPieces):
    """The pieces of one draft that pass through the style; keys that are ``known`` stay keys."""

    def __init__(self, known: Callable[[str], object] = lambda key: None) -> None:
        super().__init__()
        self._known = known

    def markup(self, text: str) -> str:
        """A prefix or suffix in the markup of CSL fields."""
        out, at, end = [], 0, len(text)
        while at < end:
            match = _SPECIAL.search(text, at)
            if match is None:
                break
            out.append(as_it_is(text[at : match.start()]))
            at = match.start()
            taken, written = self._piece(text, at, end)
            out.append(written)
            at = taken
        out.append(as_it_is(text[at:]))
        return " ".join("".join(out).split("\n"))

    def _piece(self, text: str, at: int, end: int) -> tuple[int, str]:
        char = text[at]
        if char == "\\" and at + 1 < end and not text[at + 1].isalnum():
            escaped = text[at + 1]
            return at + 2, self.hold("\\@") if escaped == "@" else as_it_is(escaped)
        if char == "@" and self._is_key(text, at):
            return at + 1, char
        if char == "[" and (inner := _KEY_INSIDE.match(text, at)) and self._is_key(text, inner.end() - 1):
            return at + 1, char
        if char in "*_^~":
            found = _EMPHASIS.match(text, at)
            joined = char == "_" and at and text[at - 1].isalnum()
            if found is None or joined:
                return at + 1, self.hold(char)
            tag = _TAGS[found["mark"]]
            return found.end(), f"<{tag}>{as_it_is(found['text'])}</{tag}>"
        readers = {"`": atoms.code, "$": atoms.math, "<": atoms.markup, "\\": atoms.backslash, "[": _link, "!": _link}
        after = readers[char](text, at, end) if char in readers else -1
        if after <= at and (char == OPEN or text.startswith("<!", at)):
            return at + 1, self.hold("&lt;")  # else the note would open a comment
        if after <= at:
            return at + 1, self.hold(char, "<" if char == OPEN else char) if char != "$" else char
        return after, self.hold(text[at:after], text[at:after].replace(OPEN, "<"))

    def _is_key(self, text: str, at: int) -> bool:
        key = key_at(text, at)
        return key is not None and self._known(key.key) is not None


def _link(text: str, at: int, end: int) -> int:
    """A link, an image or a span with what belongs to it."""
    close = atoms.balanced(text, at + (text[at] == "!"), end) if text[at] == "[" or text[at + 1 : at + 2] == "[" else -1
    if close < 0:
        return -1
    source = atoms.source(text, close, end)
    return source if source > 0 else atoms.attributes_end(text, close, end)
