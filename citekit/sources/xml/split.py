"""The records of an XML text or of chunks of one, one at a time: a file of any size is read in the memory of a record.

Records are cut out of the text by their tags and parsed one by one, so that a damaged record is an error with its line
and the others are read.  No entity is expanded, nothing is loaded, and depth and size are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Union

from ...common.errors import NoRecordError, ReadError
from ...common.files.xml_text import parser
from .root import written_root

Content = Union[str, Iterable[str]]

MAX_RECORD = 20_000_000  # characters
_DECLARATION = re.compile(r"\bxmlns(?::([\w.-]{1,60}))?\s{0,9}=\s{0,9}(\"[^\"<]{0,300}\"|'[^'<]{0,300}')")
_REST_OF_TAG = re.compile(r"[^<>\"']*(?:\"[^\"<]*\"[^<>\"']*|'[^'<]*'[^<>\"']*)*>")
_DECLARED_ENCODING = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>")
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_HINT = "write the record again from the program that it comes from, or correct that line"


class RawRecord(NamedTuple):
    """A record as text: the line that it begins at, and the namespaces that are declared around it."""

    text: str
    line: int
    declared: str = ""


class Record(NamedTuple):
    """A record as an element (lxml), and the line that it begins at."""

    element: Any
    line: int


def records(content: Content, where: str, names: Iterable[str], nests: bool = False) -> Iterator[Record | ReadError]:
    """The outermost elements with one of these local names and, in the place of a damaged one, the error with its line.

    ``nests`` says that a record may hold elements of these names. Without it a record that is not closed ends where the
    next begins. ``content`` is a text, or chunks of one.
    """
    for raw in raw_records(content, where, names, nests):
        if isinstance(raw, ReadError):
            yield raw
            continue
        try:
            yield Record(_parsed(f"<r {raw.declared}>{raw.text}</r>", raw.line, where)[0], raw.line)
        except ReadError as error:
            yield error


def tree(text: str, where: str) -> Any:
    """The whole of an XML text as an element. Raises ReadError with the line of what is damaged."""
    refuse_entities(text[:100_000], where)
    return _parsed(_DECLARED_ENCODING.sub(_line_breaks, text.lstrip("\ufeff"), count=1), 1, where)


def raw_records(
    content: Content, where: str, names: Iterable[str], nests: bool = False
) -> Iterator[RawRecord | ReadError]:
    """The records as text, each to be parsed by itself, in this process or in another one."""
    return _Splitter(where, names, nests).split([content] if isinstance(content, str) else content)


def _parsed(text: str, line: int, where: str) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser())
    except etree.XMLSyntaxError as error:
        raise damaged(error, line, where) from None


def damaged(error: Any, line: int, where: str) -> ReadError:
    """What an error of the parser says, with its line in the file; ``line`` is that of the text that was parsed."""
    at = line + max(error.lineno or 1, 1) - 1
    place = f"{where}, line {at}" + (f" (the record begins at line {line})" if at != line > 1 else "")
    reason = re.sub(r",? line \d+.*", "", error.msg or "not well-formed")
    what = "its elements are nested too deeply" if "depth" in reason else f"the XML is damaged ({reason})"
    return ReadError(what, where=place, hint=_HINT)


def _line_breaks(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def refuse_entities(head: str, where: str) -> None:
    """Raise NoRecordError for a document type with declarations of its own; one that only names a DTD is harmless."""
    if "<!ENTITY" in head or re.search(r"<!DOCTYPE[^>\[]{0,2000}\[", head):
        raise NoRecordError(
            "the XML declares entities, which citekit does not expand",
            where=where,
            hint="save the records without a document type (<!DOCTYPE … [ … ]>)",
        )


class _Splitter:
    """Cuts records out of chunks of text; what is kept of the text is the record that is being read."""

    def __init__(self, where: str, names: Iterable[str], nests: bool) -> None:
        self._where = where
        self._nests = nests
        wanted = "|".join(map(re.escape, names))
        self._wanted = re.compile(rf"(?:.*:)?(?:{wanted})")
        self._mark = re.compile(rf"<!--|<!\[CDATA\[|<\?|<(/?)(?:[\w.-]{{1,60}}:)?(?:{wanted})(?=[\s/>])")
        self._text = ""
        self._at = 0  # what is before it has been looked at
        self._start = -1  # of the record that is open
        self._depth = 0
        self._line = 1  # of the beginning of the text that is kept
        self._counted = 0  # up to where lines have been counted
        self._gap = 0  # end of the former record
        self._declared: dict[str, str] = {}
        self._ended = False
        self._root = ""
        self._absent: set[str] = set()

    def split(self, chunks: Iterable[str]) -> Iterator[RawRecord | ReadError]:
        first = True
        for chunk in chunks:
            self._text += chunk
            if first:
                refuse_entities(self._text[:100_000], self._where)
                self._root, first = written_root(self._text), False
            yield from self._scan()
            self._drop()
            if len(self._text) > MAX_RECORD and self._start >= 0:
                yield ReadError(
                    "a record is too large (over 20 million characters)",
                    where=self._place(self._start),
                    hint="take it out",
                )
                self._start, self._depth, self._gap = -1, 0, self._at
        self._ended = True
        yield from self._scan()
        if self._start >= 0:
            yield self._record(len(self._text))
        elif self._root and not self._wanted.fullmatch(self._root) and f"</{self._root}" not in self._text[self._gap :]:
            yield ReadError(
                "the file breaks off before its end",
                where=self._place(len(self._text)),
                hint="what stands before is read; save or export the file again",
            )

    def _scan(self) -> Iterator[RawRecord | ReadError]:
        """Go on as far as the text goes."""
        while mark := self._mark.search(self._text, self._at):
            end = self._end_of(mark)
            if end < 0:
                if not self._ended and len(self._text) - mark.start() < MAX_RECORD:
                    self._at = mark.start()
                    return
                end = mark.end()  # it never ends: it is no comment, and no tag
                if mark[1] is None:
                    self._at = end
                    continue
            self._at = end
            if mark[1] is None:
                continue
            if mark[1]:
                if not self._depth:
                    yield ReadError("a record has an end and no beginning", where=self._place(mark.start()), hint=_HINT)
                    self._gap = end
                    continue
                self._depth -= 1
                if not self._depth:
                    yield self._record(end)
            else:
                if self._depth and not self._nests:
                    yield self._record(mark.start())
                if not self._depth:
                    self._start = mark.start()
                    self._declare()
                if self._text[end - 2 : end] != "/>":
                    self._depth += 1
                elif not self._depth:
                    yield self._record(end)
        if not self._ended:  # a tag may be cut in two
            self._at = max(self._at, len(self._text) - 200)

    def _end_of(self, mark: re.Match[str]) -> int:
        """Where a comment, a CDATA section, an instruction or a tag ends, or -1."""
        if mark[1] is None:
            closing = _ENDS[mark[0]]
            end = -1 if closing in self._absent else self._text.find(closing, mark.end())
            if end < 0 and self._ended:
                self._absent.add(closing)  # it is not looked for again
            return end + len(closing) if end >= 0 else -1
        rest = _REST_OF_TAG.match(self._text, mark.end())
        return rest.end() if rest is not None else -1

    def _declare(self) -> None:
        """Take up the namespaces that are declared between the former record and this one."""
        gap = self._text[self._gap : self._start]
        if "xmlns" in gap:
            self._declared.update(_DECLARATION.findall(gap))

    def _record(self, end: int) -> RawRecord:
        declared = " ".join(f"xmlns:{p}={uri}" if p else f"xmlns={uri}" for p, uri in self._declared.items())
        self._line += self._text.count("\n", self._counted, self._start)
        self._counted = self._start
        raw = RawRecord(self._text[self._start : end], self._line, declared)
        self._start, self._depth, self._gap = -1, 0, end
        return raw

    def _place(self, at: int) -> str:
        return f"{self._where}, line {self._line + self._text.count(chr(10), self._counted, at)}"

    def _drop(self) -> None:
        """Let go of the text that is done with."""
        keep = self._start if self._start >= 0 else self._at
        if self._start < 0 and keep - self._gap < 100_000:
            keep = self._gap  # namespaces may be declared in it
        if keep <= 0:
            return
        if keep > self._counted:
            self._line += self._text.count("\n", self._counted, keep)
            self._counted = keep
        self._text = self._text[keep:]
        self._at, self._counted = self._at - keep, self._counted - keep
        self._gap = max(self._gap - keep, 0)
        if self._start >= 0:
            self._start -= keep
