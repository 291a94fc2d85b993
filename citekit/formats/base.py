"""What all output formats share: escaping, spans, display blocks, entries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Union

from ..common.errors import printable

if TYPE_CHECKING:
    from ..richtext.runs import Mark

# the addresses that may be links; others (javascript:, file:, data:) stay text
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\\{}]+|#ref-[\w:.-]+", re.I)  # the second: an entry of the bibliography

# (kind, value) of a mark -> (text before, text after)
Spans = dict[tuple[str, str], tuple[str, str]]


class Writer:
    """Writes runs as characters. A format sets ``spans`` and ``escape``; the rest has usable defaults."""

    name: ClassVar[str] = ""
    # address -> (address of a copy in a web archive, its date)
    copies: Mapping[str, tuple[str, str]] = MappingProxyType({})
    spans: ClassVar[Spans] = {}
    display: ClassVar[dict[str, tuple[str, str]]] = {}
    bibliography_start: ClassVar[str] = ""
    bibliography_end: ClassVar[str] = ""
    kept_marks: ClassVar[frozenset[str]] = frozenset()  # kinds of marks that print nothing but are wanted all the same

    def escape(self, text: str) -> str:
        """The text with the special characters of the format escaped."""
        return text

    def link(self, url: str, text: str) -> str:
        """A link; formats without links give the text."""
        return text

    def entry(self, text: str) -> str:
        """One bibliography entry."""
        return text

    def format_text(self, text: str, active: list[tuple[str, str]]) -> str:
        """Text between two marks; ``active``: (kind, value) of the formatting that is open around it."""
        return self.escape(text)

    def write(self, runs: list[Union[str, Mark]]) -> str:
        """The characters of a run."""
        out: list[str] = []
        active: list[tuple[str, str]] = []
        links: list[tuple[int, str]] = []
        format_text, spans = self.format_text, self.spans
        texts: list[str] = []  # neighbouring texts are escaped together, so that an address in two pieces is still one
        for piece in runs:
            if isinstance(piece, str):
                texts.append(piece)
                continue
            if piece.kind == "char":
                texts.append(piece.value)
                continue
            if texts:
                out.append(format_text(printable("".join(texts)), active))
                texts.clear()
            if piece.kind == "display":
                out.append(self.display.get(piece.value, ("", ""))[0 if piece.is_open else 1])
            elif piece.kind == "link":
                if piece.is_open:
                    links.append((len(out), piece.value))
                elif links:
                    start, url = links.pop()
                    if _WEB_ADDRESS.fullmatch(url) and url == printable(url):
                        out[start:] = [self.link(url, "".join(out[start:]))]
            else:
                if piece.is_open:
                    active.append((piece.kind, piece.value))
                elif active:
                    active.pop()
                span = spans.get((piece.kind, piece.value))
                if span is not None:
                    out.append(span[0 if piece.is_open else 1])
        if texts:
            out.append(format_text(printable("".join(texts)), active))
        return "".join(out)
