"""The citation commands, footnotes and headings of a LaTeX draft; what stands in comments and in verbatim is
passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...common.tables import table
from .commands import Kind, kinds

_TOKEN = re.compile(r"%|\\(?:[A-Za-z@]+\*?|.|\n)|[{}]", re.S)
_SPACE = re.compile(r"[ \t]*(?:%[^\n]*)?\n?[ \t]*")
_CONDITIONAL = re.compile(r"%[^\n]*|\\\\|\\(if[A-Za-z@]*|else|fi)(?![A-Za-z@])")
_NO_CONDITIONALS = frozenset((None, "iff", "ifthenelse"))  # commands with arguments, or none at all
_LONGEST = 5_000  # characters of an optional argument
_NOTES = frozenset(("footnote", "footnotetext", "endnote", "thanks"))
_HEADINGS = ("chapter", "section")


@dataclass(frozen=True)
class Work:
    """The keys of one argument, with the notes before and after them (biblatex: prenote and postnote)."""

    keys: tuple[str, ...]
    prenote: str = ""
    postnote: str = ""
    volume: str = ""


@dataclass(frozen=True)
class Command:
    """A citation command from ``start`` to ``end``. ``note`` is the number of the footnote that it stands in, None in
    the running text; ``note_start`` is where that footnote's text begins, ``note_end`` where it ends.
    """

    start: int
    end: int
    kind: Kind
    works: tuple[Work, ...]
    starred: bool = False
    prenote: str = ""
    postnote: str = ""
    note: int | None = None
    note_start: int = 0
    note_end: int = 0


@dataclass(frozen=True)
class Moving:
    """The argument of a heading or caption, from ``start`` to ``end``. ``short`` is where its form for lists goes, -1
    where there is one, or no list has it.
    """

    start: int
    end: int
    short: int


@dataclass
class LatexScan:
    """What a draft holds. ``marks`` are citations and footnotes in order: a command, or the number of a footnote."""

    marks: list[tuple[int, Command | int]] = field(default_factory=list)
    headings: dict[str, list[int]] = field(default_factory=dict)
    bibliographies: list[tuple[int, int, str]] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    nocite: list[str] = field(default_factory=list)
    packages: list[tuple[int, int, str]] = field(default_factory=list)
    nocites: list[tuple[int, int]] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)  # commands that cite in a way that is not understood
    moving: list[Moving] = field(default_factory=list)
    boxes: list[tuple[int, int]] = field(default_factory=list)  # floats and tables, from \\begin to after \\end
    begin: int = -1

    @property
    def chapters(self) -> list[int]:
        """Where chapters begin: at ``\\\\chapter``, in a draft without any at ``\\\\section``."""
        return next((self.headings[name] for name in _HEADINGS if name in self.headings), [])


def scan(text: str) -> LatexScan:
    """Scan a draft."""
    return _Scanner(text).run()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found = LatexScan()
        self.notes: list[tuple[int, int, int]] = []  # footnotes that are open: number, where its text begins and ends
        self.count = 0
        self.unclosed: set[str] = set()  # environments that begin and do not end
        self.verbatim = frozenset(table("manuscripts")["latex-verbatim"]["environments"].split())
        boxes = table("manuscripts")["latex-boxes"]
        self.boxes, self.moving = frozenset(boxes["environments"].split()), frozenset(boxes["moving"].split())

    def run(self) -> LatexScan:
        """Read the draft from its beginning to its end."""
        at = 0
        while (match := _TOKEN.search(self.text, at)) is not None:
            token, at = match.group(), match.end()
            if token == "%":
                end = self.text.find("\n", at)
                at = end + 1 if end >= 0 else len(self.text)
            elif token[0] == "\\" and token[1:2].isalpha():
                if self._ends(token, at):
                    break
                at = self._command(token[1:], match.start(), at)
        return self.found

    def _ends(self, token: str, at: int) -> bool:
        """Whether the document ends here: LaTeX reads nothing after it."""
        return token == "\\end" and self.found.begin >= 0 and self._group(at)[0] == "document"

    def _command(self, name: str, start: int, at: int) -> int:
        plain, starred = name.rstrip("*"), name.endswith("*")
        if plain == "begin":
            return self._environment(start, at)
        if plain == "iffalse":
            return self._end_of_false(at)
        if plain in self.moving:
            self._move(plain, starred, at)
        if plain in ("verb", "lstinline"):
            end = self.text.find(self.text[at : at + 1] or "\n", at + 1)
            return end + 1 if end >= 0 else at
        if plain in _NOTES:
            return self._note(start, at)
        if plain in _HEADINGS and not starred:
            self.found.headings.setdefault(plain, []).append(start)
            return at
        if plain in kinds():
            return self._cite(kinds()[plain], starred, start, at)
        if "cite" in plain.lower() and plain != "nocite" and self._group(self._option(at)[1])[0] is not None:
            self.found.unread.append((start, plain))
            return at
        return self._other(plain, start, at)

    def _end_of_false(self, at: int) -> int:
        """Where the text goes on behind ``\\iffalse``: at its ``\\else`` or ``\\fi`` (TeXbook, chapter 20)."""
        depth = 0
        for match in _CONDITIONAL.finditer(self.text, at):
            if match[0][0] == "%" or match[1] in _NO_CONDITIONALS:
                continue
            if match[1] == "fi" or (match[1] == "else" and not depth):
                depth -= 1
            elif match[1] != "else":
                depth += 1
            if depth < 0:
                return match.end()
        return len(self.text)

    def _other(self, name: str, start: int, at: int) -> int:
        """Commands of the bibliography and of packages."""
        if name == "printbibliography":
            options, end = self._option(at)
            self.found.bibliographies.append((start, end, options or ""))
            return end
        if name in ("nocite", "addbibresource", "bibliography", "usepackage", "RequirePackage", "bibliographystyle"):
            options, end = self._option(at)
            value, end = self._group(end)
            if value is None:
                return at
            self._note_down(name, value, start, end)
            return end
        return at

    def _note_down(self, name: str, value: str, start: int, end: int) -> None:
        names = [one.strip() for one in value.split(",") if one.strip()]
        if name == "nocite":
            self.found.nocite += names
            self.found.nocites.append((start, end))
        elif name == "addbibresource":
            self.found.resources += names
            self.found.packages.append((start, end, name))
        elif name == "bibliography":
            self.found.resources += [one if one.endswith(".bib") else f"{one}.bib" for one in names]
            self.found.bibliographies.append((start, end, ""))
        elif name == "bibliographystyle":
            self.found.packages.append((start, end, name))
        else:
            self.found.packages.append((start, end, value.strip()))

    def _move(self, name: str, starred: bool, at: int) -> None:
        """Note down the argument of a heading or caption."""
        if name == "captionof":
            at = self._group(at)[1]
        short, after = self._option(at)
        inner, end = self._group(after)
        if inner is not None:
            begin = end - 1 - len(inner)
            self.found.moving.append(Moving(begin, end - 1, -1 if starred or short is not None else at))

    def _box(self, name: str, start: int, at: int) -> None:
        """Note down a float or table that stands in no other."""
        if name in self.unclosed or (self.found.boxes and start < self.found.boxes[-1][1]):
            return
        depth = 1
        for match in re.compile(rf"\\(begin|end)\{{{re.escape(name)}\}}").finditer(self.text, at):
            depth += 1 if match[1] == "begin" else -1
            if not depth:
                self.found.boxes.append((start, match.end()))
                return
        self.unclosed.add(name)

    def _environment(self, start: int, at: int) -> int:
        name, end = self._group(at)
        if name is not None and name in self.boxes:
            self._box(name, start, end)
        if name == "document":
            self.found.begin = end
        if name is None or name not in self.verbatim:
            return end if name is not None else at
        close = self.text.find(f"\\end{{{name}}}", end)
        return close if close >= 0 else len(self.text)

    def _note(self, start: int, at: int) -> int:
        """A footnote: it is counted, and read on inside."""
        _, after = self._option(at)
        inner, end = self._group(after)
        if inner is None:
            return at
        self.count += 1
        begin = end - 1 - len(inner)
        self.found.marks.append((start, self.count))
        self.notes.append((self.count, begin, end - 1))
        return begin

    def _cite(self, kind: Kind, starred: bool, start: int, at: int) -> int:
        prenote = postnote = ""
        if kind.several:
            one, at = self._parenthesis(at)
            two, at = self._parenthesis(at)
            prenote, postnote = (one, two) if two is not None else ("", one)  # type: ignore[assignment]
        works: list[Work] = []
        end = at
        while True:
            first, second, volume, after = self._volume(at) if kind.volume else self._options(at)
            keys, after = self._group(after)
            if keys is None or (works and first is None and not self.text.startswith("{", at)):
                break
            named = tuple(key.strip() for key in keys.split(",") if key.strip())
            if second is None:
                first, second = "", first
            works.append(Work(named, first or "", second or "", volume))
            at = end = after
            if not kind.several:
                break
        if not works or not all(work.keys for work in works):
            return at
        while self.notes and self.notes[-1][2] <= start:
            self.notes.pop()
        note = self.notes[-1] if self.notes else None
        where = (note[0], note[1], note[2]) if note is not None else (None, 0, 0)
        command = Command(start, end, kind, tuple(works), starred, prenote or "", postnote or "", *where)
        self.found.marks.append((start, command))
        return end

    def _options(self, at: int) -> tuple[str | None, str | None, str, int]:
        """The one or two notes of a command, no volume, and where it goes on."""
        first, after = self._option(at)
        second, after = self._option(after) if first is not None else (None, after)
        return first, second, "", after

    def _volume(self, at: int) -> tuple[str | None, str | None, str, int]:
        """The prenote, the pages, the volume, and where the command goes on."""
        prenote, after = self._option(at)
        volume, after = self._group(after)
        pages, after = self._option(after)
        return prenote or "", pages or "", volume or "", after

    # -- arguments: (their text or None, where the text goes on)

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match is not None else at

    def _option(self, at: int) -> tuple[str | None, int]:
        return self._enclosed(at, "[", "]")

    def _parenthesis(self, at: int) -> tuple[str | None, int]:
        return self._enclosed(at, "(", ")")

    def _group(self, at: int) -> tuple[str | None, int]:
        return self._enclosed(at, "{", "}")

    def _enclosed(self, at: int, opening: str, closing: str) -> tuple[str | None, int]:
        start = self._skip(at)
        if not self.text.startswith(opening, start):
            return None, at
        braces, n = 0, start + 1
        limit = len(self.text) if opening == "{" else min(len(self.text), start + _LONGEST)
        stop = re.compile(r"[\\%{}\n" + re.escape(closing) + "]")
        while (match := stop.search(self.text, n, limit)) is not None:
            char, n = match.group(), match.end()
            if char == closing and braces == 0:
                return self.text[start + 1 : match.start()], n
            if char == "\\":
                n += 1
            elif char == "{":
                braces += 1
            elif char == "}":
                braces -= 1
                if braces < 0:
                    return None, at
            elif char == "%":
                end = self.text.find("\n", n)
                n = end + 1 if end >= 0 else limit
            elif char == "\n" and opening != "{" and re.compile(r"[ \t]*\n").match(self.text, n):
                return None, at
        return None, at
