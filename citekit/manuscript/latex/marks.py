"""What citekit wrote into a LaTeX draft in place, found again: comments, which LaTeX passes over.

Behind each change a line ends with ``%citekit:LENGTH:PRINT SOURCE``: LENGTH characters before it are citekit's, PRINT
is a fingerprint of them, SOURCE is what the person had written there.  A comment takes the line end with it, and the
spaces that the next line begins with; so the spaces behind a change stand before the comment (``+GAP``), ``s`` says
that the space there is citekit's (for a line end), ``n`` that the line end behind the comment is.  A woven draft can
be turned back into what it was, to the byte, and be woven again; a person who wants another page edits the command in
the comment.  A footnote that a person has edited by hand no longer fits its fingerprint: it is left as it is.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field

_MARK = re.compile(
    r"%citekit:(?P<length>\d{1,7})(?:\+(?P<gap>\d{1,4}))?(?P<sign>[ns]?):(?P<print>[0-9a-f]{8}|edited)"
    r"(?: (?P<source>[^\r\n]*))?(?P<end>\r?\n|\Z)"
)
_FOOTNOTE = re.compile(r"(?:\\protect)?\\footnote\{")
_NOTED = re.compile(r"\\footnote(?:mark)?[\[{]")
_MOST, _FURTHEST = 50, 20_000  # footnotes before a mark that are looked at, and how far from it they may begin
_LINE_END, _RETURN, _ITSELF = "\u2424", "\u240d", "\u241b"  # line ends in a source, and the sign before one of these
_SIGNS = re.compile(f"[{_LINE_END}{_RETURN}{_ITSELF}]")
_CODED = re.compile(f"{_ITSELF}(.)|({_LINE_END})|({_RETURN})")

Change = tuple[int, int, str]  # from, to, and what stands there instead


@dataclass
class Unwoven:
    """A draft as it was before it was woven. ``kept`` has footnotes that a person has edited, by where their commands
    begin, ``edited`` says which of these are new; ``noted`` is where commands begin that had a footnote of citekit's.
    ``left`` are places of other changes that were edited and stay.
    """

    text: str = ""
    kept: dict[int, str] = field(default_factory=dict)
    edited: set[int] = field(default_factory=set)
    noted: set[int] = field(default_factory=set)
    left: list[int] = field(default_factory=list)
    anchors: list[tuple[int, int]] = field(default_factory=list)  # places in the text, and their lines in the draft

    def line(self, at: int) -> int:
        """The line of the draft, as the person has it, that a place is in."""
        n = bisect_right(self.anchors, (at, 1 << 62)) - 1
        begin, line = self.anchors[n] if n >= 0 else (0, 1)
        return line + self.text.count("\n", begin, at)


def unweave(draft: str) -> Unwoven:
    """Take out what citekit wrote."""
    if "%citekit:" not in draft:
        return Unwoven(draft)
    found = Unwoven()
    out: list[str] = []
    at = length = line = counted = 0
    for match in _MARK.finditer(draft):
        if _is_escaped(draft, match.start()):
            continue
        piece = _piece(draft, at, match, found, length)
        if piece is None:
            found.left.append(length + match.start() - at)
            continue
        out.append(piece)
        at = match.end() if match["sign"] == "n" else match.start("end")
        length += len(piece)
        line, counted = line + draft.count("\n", counted, at), at
        found.anchors.append((length, line + 1))
    found.text = "".join(out) + draft[at:]
    return found


def _piece(draft: str, at: int, match: re.Match[str], found: Unwoven, length: int) -> str | None:
    """The draft from a place up to a mark, with what the person had written; None where that cannot be told."""
    source, gap = _decoded(match["source"] or ""), int(match["gap"] or 0)
    end = match.start() - gap
    start = end - int(match["length"])
    space = draft[end : match.start()]
    behind = "" if match["sign"] == "s" else space
    if start >= at and not space.strip() and match["print"] == fingerprint(draft[start:end]):
        if _NOTED.search(draft, start, end) and "\\" in source:
            found.noted.add(length + start - at + source.index("\\"))
        return draft[at:start] + source + behind
    note = _note_before(draft, at, match.start())
    if note is None or "\\" not in source or "}" not in source:
        return None
    command = source[source.index("\\") : source.rindex("}") + 1]
    place = length + note[0] - at
    found.kept[place] = draft[slice(*note)]
    found.noted.add(place)
    if match["print"] != "edited":
        found.edited.add(place)
    return draft[at : note[0]] + command + behind


def _note_before(draft: str, at: int, end: int) -> tuple[int, int] | None:
    """The footnote that ends before a mark, with nothing but spaces between them."""
    end = len(draft[at:end].rstrip()) + at
    begins = list(_FOOTNOTE.finditer(draft, max(at, end - _FURTHEST), end))
    for match in begins[-_MOST:]:
        if _closing(draft, match.end(), end) == end - 1:
            return match.start(), end
    return None


def _closing(draft: str, at: int, end: int) -> int:
    """Where the brace is closed that opens before a place, or -1."""
    depth = 1
    for match in re.compile(r"\\.|[{}]", re.S).finditer(draft, at, end):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if not depth:
            return match.start()
    return -1


def _is_escaped(draft: str, at: int) -> bool:
    before = draft[max(0, at - 20) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def marked(text: str, change: Change, following: int, *, edited: bool = False) -> Change:
    """A change with its mark; the next change begins at ``following``."""
    start, end, new = change
    rest = text[end : min(end + 1000, following)]
    space = rest[: len(rest) - len(rest.lstrip(" \t"))]
    rest = rest[len(space) :]
    gap, sign, line_end = space, "", "\r\n" if "\r\n" in text else "\n"
    begins_line = not new and text[start - 1 : start] in ("", "\n")
    if not rest.startswith(("\n", "\r\n")) and end + len(space) < len(text):
        sign = "n"
    elif not space and not begins_line and re.match(r"\r?\n[ \t]*[^\s]", rest):
        gap, sign = " ", "s"
    size = f"{len(new)}+{len(gap)}" if gap else str(len(new))
    source = " " + _encoded(text[start:end]) if end > start else ""
    comment = f"%citekit:{size}{sign}:{'edited' if edited else fingerprint(new)}{source}"
    return start, end + len(space), new + gap + comment + (line_end if sign == "n" else "")


def fingerprint(written: str) -> str:
    """Eight characters for what was written; line ends do not count."""
    return hashlib.sha256(written.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _encoded(source: str) -> str:
    """A source on one line."""
    text = _SIGNS.sub(lambda match: _ITSELF + match.group(), source)
    return text.replace("\n", _LINE_END).replace("\r", _RETURN)


def _decoded(text: str) -> str:
    return _CODED.sub(lambda match: match[1] or ("\n" if match[2] else "\r"), text)
