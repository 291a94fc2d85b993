"""Blocks of a draft in which nothing is text: code, metadata, comments, rules, and the addresses of links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import atoms
from .cells import Table
from .lines import Line, Segment

_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)$")
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_LINK = re.compile(r" {0,3}\[(?P<label>(?:[^\[\]\\]|\\.)+)\]:[ \t]*(?P<url><[^>]*>|\S+)?")
_TITLE = re.compile(r"\s*(?:\"[^\"]*\"|'[^']*'|\([^)]*\))\s*(?:\{[^}]*\}\s*)?$")
DIV = re.compile(r" {0,3}:{3,}[ \t]*(?P<attributes>\{.*\}|[^\s{}:][^\s{}]*)?[ \t]*:*[ \t]*$")
_VERBATIM = re.compile(r" {0,3}<(?P<tag>script|style|pre|textarea)\b", re.I)
_ENVIRONMENT = re.compile(r" {0,3}\\begin\{(?P<name>[A-Za-z]+\*?)\}")


@dataclass
class Blocks:
    """What a draft holds: its texts in order, its notes by label, and labels of links and examples.

    ``examples`` are the labels of numbered examples with their offsets; ``headings`` are the offsets of headings of
    the first level, ``metadata`` the YAML blocks, ``labels`` those of notes; ``bibliographies`` are where comments
    ask for one, ``refs`` is where the text of the division ``#refs`` begins; ``code`` is where code begins and ends;
    ``tables`` are those drawn with characters.
    """

    texts: list[Segment] = field(default_factory=list)
    notes: dict[str, list[Segment]] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    examples: dict[str, int] = field(default_factory=dict)
    headings: list[int] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    metadata: list[str] = field(default_factory=list)
    bibliographies: list[int] = field(default_factory=list)
    refs: int = -1
    code: list[tuple[int, int]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


class PassedOver:
    """Reads a run of lines as far as nothing in them is text. Methods give the line after what they read, or -1."""

    def __init__(self, lines: list[Line], found: Blocks, depth: int) -> None:
        self.lines, self.found, self.depth = lines, found, depth
        self._unclosed: dict[str, int] = {}  # fence -> the shortest that has no end

    def _paragraph(self, at: int) -> int:
        """Read a paragraph."""
        raise NotImplementedError

    def _fenced(self, at: int) -> int:
        match = _FENCE.match(self.lines[at].text)
        if match is None:
            return -1
        fence = match["fence"]
        if fence[0] == "`" and "`" in match["info"]:
            return -1
        if len(fence) >= self._unclosed.get(fence[0], 10**9):
            return -1
        closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        for n in range(at + 1, len(self.lines)):
            if closing.match(self.lines[n].text):
                self._code(at, n + 1)
                return n + 1
        self._unclosed[fence[0]] = len(fence)
        return -1

    def _code(self, at: int, after: int) -> int:
        """Note that these lines are code."""
        last = self.lines[after - 1]
        self.found.code.append((self.lines[at].offset, last.offset + len(last.text)))
        return after

    def _metadata(self, at: int) -> int:
        lines = self.lines
        if lines[at].text.rstrip() != "---" or at + 1 >= len(lines) or lines[at + 1].blank:
            return -1
        if at and not lines[at - 1].blank and not DIV.match(lines[at - 1].text):
            return -1
        for n in range(at + 1, len(lines)):
            if lines[n].text.rstrip() in ("---", "..."):
                self.found.metadata.append("\n".join(line.text for line in lines[at + 1 : n]))
                return n + 1
        return -1

    def _verbatim(self, at: int) -> int:
        """Script, style and preformatted elements, comments, and environments of TeX, to their end."""
        text = self.lines[at].text
        if text.lstrip(" ").startswith("<!--") and self.lines[at].indent < 4:
            if text.lstrip(" ").startswith("<!-- bibliography") and not self.depth:
                self.found.bibliographies.append(self.lines[at].offset + len(text) - len(text.lstrip(" ")))
            return self._to(at, re.compile("-->"), text.index("<!--") + 4)
        if (match := _VERBATIM.match(text)) is not None:
            return self._to(at, re.compile(rf"</{match['tag']}\s*>", re.I), match.end(), code=True)
        if (match := _ENVIRONMENT.match(text)) is not None:
            return self._to(at, re.compile(re.escape(f"\\end{{{match['name']}}}")), match.end(), code=True)
        return -1

    def _to(self, at: int, closing: re.Pattern[str], start: int, *, code: bool = False) -> int:
        """The line after a closing mark; what is left of the mark's own line is read as a line."""
        for n in range(at, len(self.lines)):
            match = closing.search(self.lines[n].text, start if n == at else 0)
            if match is not None:
                if code:
                    self.found.code.append((self.lines[at].offset, self.lines[n].offset + match.end()))
                rest = self.lines[n].cut(match.end())
                if not rest.blank:
                    self.lines[n] = rest
                    return n if n > at else self._rest(n)
                return n + 1
        return -1

    def _rest(self, at: int) -> int:
        return self._paragraph(at)

    def _indented(self, at: int) -> int:
        if self.lines[at].indent < 4:
            return -1
        start = at
        while at < len(self.lines) and (self.lines[at].blank or self.lines[at].indent >= 4):
            at += 1
        return self._code(start, at)

    def _rule(self, at: int) -> int:
        return at + 1 if RULE.match(self.lines[at].text) else -1

    def _link(self, at: int) -> int:
        """The address of a link, with its title on the same or the next line."""
        match = _LINK.match(self.lines[at].text)
        if match is None or match["label"].startswith("^") or "@" in match["label"]:
            return -1
        end, rest = at + 1, self.lines[at].text[match.end() :]
        if match["url"] is None:
            if end >= len(self.lines) or self.lines[end].blank:
                return -1
            found = re.match(r"\s*(?:<[^>]*>|\S+)", self.lines[end].text)
            assert found is not None
            rest, end = self.lines[end].text[found.end() :], end + 1
        if rest.strip()[:1] in ('"', "'", "(") and not _TITLE.match(rest):
            return -1
        if not rest.strip() and end < len(self.lines) and _TITLE.match(self.lines[end].text):
            end += 1
        self.found.links.add(atoms.label(match["label"]))
        return end
