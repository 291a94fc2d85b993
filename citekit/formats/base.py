"""What every output format has: escaping, spans, display blocks, entries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Union

from ..common.errors import printable

if TYPE_CHECKING:
    from ..richtext.runs import Mark

# what may be a link; anything else (javascript:, file:, data:) stays text
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\\{}]+|#ref-[\w:.-]+", re.I)  # or an entry of the bibliography

# what Markdown-like formats must know of a line: (kind, value) -> (before, after)
Spans = dict[tuple[str, str], tuple[str, str]]


class Writer:
    """Writes settled runs. A format sets ``spans`` and ``escape``; the rest has usable defaults."""

    name: ClassVar[str] = ""
    # address -> (its copy in a web archive, the day of it)
    copies: Mapping[str, tuple[str, str]] = MappingProxyType({})
    spans: ClassVar[Spans] = {}
    display: ClassVar[dict[str, tuple[str, str]]] = {}
    bibliography_start: ClassVar[str] = ""
    bibliography_end: ClassVar[str] = ""
    keeps: ClassVar[frozenset[str]] = frozenset()  # kinds of marks that are handed on though they print nothing

    def escape(self, text: str) -> str:
        """The text with the format's own special characters made harmless."""
        return text

    def link(self, url: str, text: str) -> str:
        """A link; formats without links give the text."""
        return text

    def entry(self, text: str) -> str:
        """One bibliography entry."""
        return text

    def stretch(self, text: str, active: list[tuple[str, str]]) -> str:
        """Text between two marks; ``active`` are the (kind, value) of the formatting that is open round it."""
        return self.escape(text)

    def write(self, runs: list[Union[str, Mark]]) -> str:
        """The characters of a settled run."""
        out: list[str] = []
        active: list[tuple[str, str]] = []
        links: list[tuple[int, str]] = []
        stretch, spans = self.stretch, self.spans
        texts: list[str] = []  # pieces that meet are escaped as one, so that an address in two pieces is still one
        for piece in runs:
            if isinstance(piece, str):
                texts.append(piece)
                continue
            if piece.kind == "char":
                texts.append(piece.value)
                continue
            if texts:
                out.append(stretch(printable("".join(texts)), active))
                texts.clear()
            if piece.kind == "display":
                out.append(self.display.get(piece.value, ("", ""))[0 if piece.is_open else 1])
            elif piece.kind == "link":
                if piece.is_open:
                    links.append((len(out), piece.value))
                elif links:
                    at, url = links.pop()
                    if _WEB_ADDRESS.fullmatch(url) and url == printable(url):
                        out[at:] = [self.link(url, "".join(out[at:]))]
            else:
                if piece.is_open:
                    active.append((piece.kind, piece.value))
                elif active:
                    active.pop()
                span = spans.get((piece.kind, piece.value))
                if span is not None:
                    out.append(span[0 if piece.is_open else 1])
        if texts:
            out.append(stretch(printable("".join(texts)), active))
        return "".join(out)
