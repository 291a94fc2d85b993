"""BibTeX and BibLaTeX files, through bibtexparser 2: strings, months, crossref and xdata; one document an entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Union

from ...common.errors import CitekitError, ReadError
from ..base import MAX_BYTES, Found
from .blocks import HEAD, MONTHS, NO_COMMA, blocks, entry_of, expression
from .definitions import CONVENTIONS, Definition, definitions, expanded
from .entry import VERBATIM, Entry, document
from .inheritance import inherited, unknown_parents
from .latex import depth_of
from .runs import RUN, Runs

_ENTRY = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.M)
MAX_NESTED = 100


def detect(text: str, name: str) -> bool:
    """Whether the text has entries, and nothing that is not a comment before the first."""
    match = _ENTRY.search(text[:200_000])
    if match is None:
        return False
    before = text[: match.start()].strip()
    return (
        name.endswith((".bib", ".bibtex"))
        or not before
        or all(line.lstrip()[:1] in ("%", "") for line in before.splitlines())
    )


def read(content: Union[str, Iterable[str]], where: str) -> Iterator[Found]:
    """One document an entry; a block that cannot be parsed is an error that names its line.

    What is large is read run by run: what is held are strings, keys and the entries that others take over from.
    """
    file = _File(where)
    if isinstance(content, str) and len(content) <= RUN:
        yield from file.take_all(content)
        yield from file.documents(file.referred())
    else:
        with Runs(content, where) as runs:
            referred = _referred(runs)
            for run in runs:
                if isinstance(run, ReadError):
                    yield run
                    continue
                file.first = run[0]
                yield from file.take_all(run[1])
                yield from file.documents(referred)
                file.next_run()
    yield from file.failed
    if not file.some and not file.failed:
        raise ReadError("the file has no entries", where=where)


@dataclass(frozen=True)
class _Referred:
    """Entries that others take over from, by key in lower case; the keys of sets by those of their members."""

    entries: Mapping[str, Entry]
    sets: Mapping[str, str]


def _referred(runs: Runs) -> _Referred:
    """The entries of a large file that others take over from. Raises ReadError where they are too many to be held."""
    file = _File(runs.where)
    entries: dict[str, Entry] = {}
    sets: dict[str, str] = {}
    size = 0
    for _, text in runs.referred():
        for _ in file.take_all(text):
            pass  # what is wrong is said when all is read
        found = file.referred()
        for key in found.entries.keys() & runs.wanted - entries.keys():
            entries[key] = found.entries[key]
            size += sum(map(len, entries[key].fields.values()))
        sets.update({member: key for member, key in found.sets.items() if member not in sets})
        if size > MAX_BYTES:
            raise ReadError("too many entries take over fields of others", where=runs.where, hint="divide the file")
        file.next_run()
    return _Referred(entries, sets)


@dataclass
class _File:
    """What the blocks of a file hold: strings, entries with their lines and warnings, blocks that are broken."""

    where: str
    first: int = 1  # the line that the text begins with
    some: bool = False  # whether there was an entry
    strings: dict[str, str] = field(default_factory=lambda: dict(MONTHS))
    entries: list[tuple[Entry, int, str]] = field(default_factory=list)
    failed: list[ReadError] = field(default_factory=list)
    size: int = 0  # of the entries with their strings put in
    defined: int = 0  # size of the strings
    hollow: dict[str, str] = field(default_factory=dict)  # strings made of names that are no strings
    before: set[str] = field(default_factory=set)  # keys of former runs
    commands: dict[str, Definition] = field(default_factory=lambda: dict(CONVENTIONS))

    def take_all(self, text: str) -> Iterator[CitekitError]:
        """Take in the blocks of a text; gives what is wrong with them."""
        for block, inner in blocks(text, mend=True):
            try:
                self.take(block, inner)
            except ReadError as error:
                yield error.at(f"{self.where}, line {self.line_of(block)}")

    def line_of(self, block: Any) -> int:
        """The line of the file that a block begins on."""
        return (block.start_line or 0) + self.first

    def next_run(self) -> None:
        """Go on to another text of the same file."""
        self.before.update(entry.key for entry, _, _ in self.entries)
        self.entries.clear()
        self.size = 0

    def take(self, block: Any, inner: Any) -> None:
        """Take in a block. Raises ReadError where definitions of strings double each other."""
        from bibtexparser.model import Entry as Block
        from bibtexparser.model import ParsingFailedBlock, Preamble, String

        if isinstance(inner, String):
            self._take_string(inner)
        elif isinstance(inner, Preamble):
            self.commands.update(definitions(expression(str(inner.value), self.strings)))
        elif isinstance(inner, Block):
            self._take_entry(block, inner)
        elif isinstance(block, ParsingFailedBlock):
            said = str(block.error or "").strip().split("\n")[0][:120]
            self.failed.append(
                ReadError(
                    f"the entry cannot be read{f' ({said})' if said else ''}",
                    where=f"{self.where}, line {self.line_of(block)}",
                    hint="each field needs a value in braces or quotation marks, and each entry a closing brace",
                )
            )

    def _take_string(self, inner: Any) -> None:
        name = inner.key.lower()
        self.strings[name] = ""  # of one that is too long nothing is left, and not its name either
        missing: list[str] = []
        words = expression(str(inner.value), self.strings, missing, spaced=True)
        self.strings[name] = words
        if missing:
            self.hollow[name] = ", ".join(missing)
        self.defined += len(words)
        if self.defined > MAX_BYTES:
            raise ReadError("the strings are too large", hint="look for @string definitions that double")

    def _take_entry(self, block: Any, inner: Any) -> None:
        undefined: list[str] = []
        entry = entry_of(inner, self.strings, undefined)
        if self.hollow:
            undefined += self.hollow_in(inner)
        for name, value in entry.fields.items():
            if "\\" in value and value.count("{") > MAX_NESTED and depth_of(value) > MAX_NESTED:
                undefined.append(f"{name}: its commands are nested too deeply; it is kept as it stands")
            elif "\\" in value:
                entry.fields[name] = expanded(value, self.commands)
                undefined += _left_out(name, entry.fields[name])
        self.size += sum(map(len, entry.fields.values()))
        if self.size > MAX_BYTES:
            raise ReadError("the entries are too large", hint="look for @string definitions that double")
        twice = _TWICE % entry.key if entry.key in self.before else ""
        said = "; ".join(words for words in (_warning(block) or twice, *dict.fromkeys(undefined)) if words)
        self.some = True
        self.entries.append((entry, self.line_of(block), said))

    def hollow_in(self, block: Any) -> Iterator[str]:
        """What is to be said of the strings of a block that are made of names which are no strings."""
        for one in block.fields:
            value = str(one.value)
            for word in [] if value[:1] in '{"' else [piece.strip().lower() for piece in value.split("#")]:
                if word in self.hollow:
                    fate = f"is made of “{self.hollow[word]}”, which is not defined"
                    yield f"{one.key.lower()}: the string “{word}” {fate}"

    def referred(self) -> _Referred:
        """All entries, of which others may take over fields, and what is in sets."""
        by_key = {entry.key.lower(): entry for entry, _, _ in reversed(self.entries)}
        in_sets = {
            member.strip(): entry.key
            for entry, _, _ in self.entries
            if entry.kind == "set"
            for member in entry.fields.get("entryset", "").split(",")
        }
        return _Referred(by_key, in_sets)

    def documents(self, referred: _Referred) -> Iterator[Found]:
        """The documents of the entries, with what they take over from others."""
        for entry, line, warning in self.entries:
            place = f"{self.where}, line {line}, entry {entry.key}"
            if entry.kind == "xdata" or (entry.kind == "set" and not entry.fields.get("title")):
                continue  # data for other entries, or their names
            if entry.key in referred.sets:
                entry = replace(entry, fields={**entry.fields, "part_of_set": referred.sets[entry.key]})
            try:
                doc = document(inherited(entry, referred.entries))
                if missing := unknown_parents(entry, referred.entries):
                    warning = "; ".join(filter(None, (warning, *missing)))
                warnings = (*doc.warnings, *([warning] if warning else []))
                yield replace(doc, source=f"{self.where}, {entry.key}", warnings=warnings)
            except CitekitError as error:
                yield error.at(place)
            except RecursionError:
                yield ReadError("the entry is nested too deeply", where=place)


def _left_out(name: str, value: str) -> list[str]:
    """What is to be said of the commands in a field that nothing is known of."""
    if name in VERBATIM:
        return []
    from .commands import unknown_commands

    fates = {True: "its name stands in its place", False: "it is left out"}
    return [
        f"{name}: the command \\{command} is not known; {fates[stays]}" for command, stays in unknown_commands(value)
    ]


def _warning(block: Any) -> str:
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    if isinstance(block, DuplicateFieldKeyBlock):
        twice = ", ".join(sorted(block.duplicate_keys))
        return f"the entry has a field twice ({twice}); the first counts, the others are kept beside it"
    head = HEAD.match(block.raw or "")
    if head is not None and head["key"] is None and NO_COMMA.match(head["rest"]):
        return "there is no comma behind the entry's key"
    if isinstance(block, DuplicateBlockKeyBlock):
        return _TWICE % block.key
    return ""


_TWICE = "there are several entries with the key “%s”"
