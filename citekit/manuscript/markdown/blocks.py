"""The blocks of a draft: which lines are paragraphs, headings, cells and notes, and which are none of a writer's text.

The rules are those of pandoc's reader: a paragraph goes on to a blank line or a fence, quotes and list items take lines
that follow without their mark, four columns of indentation are code.  Quotes, items and notes are read as drafts of
their own, in lines that still know where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import tables
from .cells import Table
from .code import code_in
from .definitions import follows_term, read_definition
from .lines import Line, Segment, lines_of
from .passed_over import DIV, RULE, Blocks, PassedOver

_DEEPEST = 30
_BULLET = re.compile(r"(?P<mark> {0,3}[-+*])(?: {1,4}(?=\S)| (?=\s)|$)")
_ROMAN = r"[ivxlcdm]{2,}|[IVXLCDM]{2,}"
_NUMBER = re.compile(
    rf"(?P<mark> {{0,3}}(?:\((?:\d{{1,9}}|[A-Za-z]|{_ROMAN}|#|@[\w-]*)\)"
    rf"|(?:\d{{1,9}}|[a-z]|{_ROMAN}|#|@[\w-]*)[.)]|[A-Z](?:\)|\.(?=  |$))))(?: {{1,4}}(?=\S)| (?=\s)|$)"
)
_PAGE = re.compile(r" {0,3}p\. \d")  # a page, not the sixteenth item of a list
_EXAMPLE = re.compile(r" {0,3}\(?@([\w-]+)(?:\)|\.)(?=\s|$)")
_NOTE = re.compile(r" {0,3}\[\^(?P<label>[^\s\[\]^]+)\]:[ \t]*")
_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?=\s|$)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_QUOTE = re.compile(r" {0,3}> ?")


def read_blocks(text: str) -> Blocks:
    """The blocks of a whole draft, without its front matter."""
    lines = lines_of(text)
    found = Blocks()
    at = 0
    while at < len(lines) and at < 3 and lines[at].text.startswith("%"):
        at += 1
        while at < len(lines) and lines[at].text.startswith(" ") and not lines[at].blank:
            at += 1
    _Reader(lines, found, found.texts, 0).read(at)
    return found


class _Reader(PassedOver):
    """Reads a run of lines; texts go to ``texts``, which is the draft's, or a note's."""

    def __init__(self, lines: list[Line], found: Blocks, texts: list[Segment], depth: int, *, in_list: bool = False):
        super().__init__(lines, found, depth)
        self.texts, self.in_list = texts, in_list
        self.divs = 0

    def read(self, at: int = 0) -> None:
        """Read all blocks from a line on."""
        readers = (
            self._fenced,
            self._metadata,
            self._list,
            self._div,
            self._heading,
            self._verbatim,
            self._table,
            self._indented,
            self._line_block,
            self._quote,
            self._rule,
            self._definitions,
            self._note,
            self._link,
        )
        lines = self.lines
        while at < len(lines):
            line = lines[at].text
            if not line or line.isspace():
                at += 1
                continue
            if line[0].isalnum() and not line[1:3].rstrip(" ").endswith((".", ")")) and not self._special(at):
                at = self._paragraph(at)  # the usual case
                continue
            for reader in readers:
                after = reader(at)
                if after > at:
                    at = after
                    break
            else:
                at = self._paragraph(at)

    def _special(self, at: int) -> bool:
        """Whether a line that begins with a letter may be something else than a paragraph."""
        if _NUMBER.match(self.lines[at].text):
            return True
        return at + 1 < len(self.lines) and not self.lines[at + 1].text[:1].isalnum()

    def _sub(self, lines: list[Line], texts: list[Segment] | None = None, *, in_list: bool = False) -> None:
        """Read lines as a draft of their own."""
        if not lines:
            return
        texts = self.texts if texts is None else texts
        if self.depth >= _DEEPEST:
            texts.append(Segment(lines))
        else:
            _Reader(lines, self.found, texts, self.depth + 1, in_list=in_list).read()

    # -- what holds text

    def _div(self, at: int) -> int:
        """The fence of a division; what is in it is read with the rest."""
        match = DIV.match(self.lines[at].text)
        if match is None:
            return -1
        if match["attributes"]:
            self.divs += 1
            if re.match(r"\{\s*#refs\b", match["attributes"]):
                self.found.refs = self.lines[at].offset + len(self.lines[at].text)
        elif self.divs:
            self.divs -= 1
        else:
            return -1
        return at + 1

    def _heading(self, at: int) -> int:
        line = self.lines[at]
        match = _HEADING.match(line.text)
        if match is not None:
            if len(match["level"]) == 1 and not self.depth:
                self.found.headings.append(line.offset)
            self._text([line.cut(match.end())])
            return at + 1
        if at + 1 < len(self.lines) and _UNDERLINE.match(self.lines[at + 1].text) and line.indent < 4:
            if tables.simple_table(self.lines, at) > 0:
                return -1
            if self.lines[at + 1].text.startswith("=") and not self.depth:
                self.found.headings.append(line.offset)
            self._text([line])
            return at + 2
        return -1

    def _table(self, at: int) -> int:
        after, cells = tables.table_at(self.lines, at)
        if after > at and not tables.has_bars(self.lines, at):
            self.found.tables.append(Table(self.lines[at:after], tables.is_grid(self.lines[at])))
        for cell in cells:
            if any(line.indent >= 4 or _BULLET.match(line.text) or _NUMBER.match(line.text) for line in cell):
                self._sub(cell)
            else:
                self._text(cell)
        return after

    def _line_block(self, at: int) -> int:
        if not re.match(r"\|(?: |$)", self.lines[at].text):
            return -1
        while at < len(self.lines) and re.match(r"\|(?: |$)", self.lines[at].text):
            whole = [self.lines[at].cut(1)]
            at += 1
            while at < len(self.lines) and self.lines[at].text[:1] == " " and not self.lines[at].blank:
                whole.append(self.lines[at])
                at += 1
            self._text(whole)
        return at

    def _quote(self, at: int) -> int:
        match = _QUOTE.match(self.lines[at].text)
        if match is None:
            return -1
        inner: list[Line] = []
        while at < len(self.lines) and not self.lines[at].blank:
            line = self.lines[at]
            match = _QUOTE.match(line.text)
            if match is None and inner and inner[-1].blank:
                break
            inner.append(line.cut(match.end()) if match is not None else line)
            at += 1
        self._sub(inner)
        return at

    def _item_start(self, at: int) -> re.Match[str] | None:
        line = self.lines[at].text
        if RULE.match(line):
            return None
        if _PAGE.match(line):
            return None
        return _BULLET.match(line) or _NUMBER.match(line)

    def _list(self, at: int) -> int:
        match = self._item_start(at)
        if match is None:
            return -1
        while at < len(self.lines) and (match := self._item_start(at)) is not None:
            at = self._item(at, match)
        return at

    def _item(self, at: int, match: re.Match[str]) -> int:
        """One item: its lines without their indentation, and those that follow without any."""
        lines = self.lines
        width = match.end() if match.end() < len(lines[at].text) else len(match["mark"]) + 1
        if "@" in match["mark"]:
            width = min(width, 4)  # what belongs to an example stands no further in, however long its label is
        inner = [lines[at].cut(match.end())]
        if (example := _EXAMPLE.match(lines[at].text)) is not None:
            self.found.examples.setdefault(example[1], lines[at].offset)
        at += 1
        while at < len(lines):
            line = lines[at]
            if line.blank:
                after = at
                while after < len(lines) and lines[after].blank:
                    after += 1
                if after >= len(lines) or lines[after].indent < width:
                    at = after
                    break
                inner += lines[at:after]
                at = after
                continue
            start = self._item_start(at)
            if line.indent < width and (start is not None or self._closes(at)):
                break
            inner.append(line.dedent(width))
            at += 1
        self._sub(inner, in_list=True)
        return at

    def _closes(self, at: int) -> bool:
        """Whether a line ends the division that the list is in."""
        match = DIV.match(self.lines[at].text)
        return match is not None and not match["attributes"] and self.divs > 0

    def _indented_block(self, at: int, start: int, opening: re.Pattern[str]) -> tuple[list[Line], int]:
        """The lines of a block that is indented but for its first, and where it ends; another ``opening`` ends it."""
        inner = [self.lines[at].cut(start)]
        at += 1
        while at < len(self.lines):
            line = self.lines[at]
            if line.blank:
                after = at
                while after < len(self.lines) and self.lines[after].blank:
                    after += 1
                if after >= len(self.lines) or self.lines[after].indent < 4:
                    break
                inner += self.lines[at:after]
                at = after
                continue
            if opening.match(line.text) or self._closes(at):
                break
            inner.append(line.dedent(4))
            at += 1
        return inner, at

    def _note(self, at: int) -> int:
        match = _NOTE.match(self.lines[at].text)
        if match is None:
            return -1
        inner, at = self._indented_block(at, match.end(), _NOTE)
        self.found.labels.add(match["label"])
        texts: list[Segment] = []
        self.found.notes[match["label"]] = texts  # of two notes with one label pandoc takes the later
        self._sub(inner, texts)
        return at

    def _definitions(self, at: int) -> int:
        """A term and its definitions, each read like an item."""
        lines = self.lines
        first = follows_term(lines, at)
        if first < 0 or (first > at + 1 and tables.table_at(lines, first)[0] > first):
            return -1
        self._text([lines[at]])
        at = first - 1
        while (first := follows_term(lines, at)) > 0:
            inner, at = read_definition(lines, first, self._closes)
            self._sub(inner)
            at -= 1
        return at + 1

    def _paragraph(self, at: int) -> int:
        """Lines up to a blank one or to what ends a paragraph; a comment that is open goes on over blank lines."""
        start, lines = at, self.lines
        at += 1
        while at < len(lines):
            line = lines[at]
            if line.blank:
                after = self._comment(start, at)
                if after < 0:
                    break
                at = after
                continue
            if self._ends_paragraph(at):
                break
            at += 1
        self._text(lines[start:at])
        return at

    def _ends_paragraph(self, at: int) -> bool:
        text = self.lines[at].text
        first = text.lstrip(" ")[:1]
        if first == "`":
            return self._fenced(at) > 0
        if first == ":":
            return self._closes(at)
        if self.in_list and first:
            return self._item_start(at) is not None
        return False

    def _comment(self, start: int, at: int) -> int:
        """The line after which a comment ends that is open at a blank line, or -1."""
        whole = "\n".join(line.text for line in self.lines[start:at])
        opened = whole.rfind("<!--")
        if opened < 0 or whole.find("-->", opened) >= 0 or whole.rfind("`", opened) >= 0:
            return -1
        for n in range(at, len(self.lines)):
            if "-->" in self.lines[n].text:
                return n + 1
        return -1

    def _text(self, lines: list[Line]) -> None:
        if any("`" in line.text for line in lines) and any("<!--" in line.text for line in lines):
            self.found.code += code_in(Segment(lines))
        if any("@" in line.text or "[^" in line.text or "^[" in line.text for line in lines):
            self.texts.append(Segment(lines))


def segments(blocks: Blocks) -> Iterator[Segment]:
    """All texts of a draft, those of its notes last."""
    yield from blocks.texts
    for texts in blocks.notes.values():
        yield from texts
