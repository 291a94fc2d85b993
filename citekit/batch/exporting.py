"""An export of many documents: read in pieces, keys given once over all of them, joined in order.

The bytes are the same whoever does the work.  What grows with the number of documents is what their keys are made from
and what duplicates are found by.  The records themselves wait in a file (``journal.py``): written already where each
document of a piece came with a key, and else as documents, until the keys are known.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import NamedTuple

from ..common.errors import CitekitError, printable
from ..document.duplicates import FactsOfMany, notes_of_many
from ..document.extra import with_fields
from ..document.identity import facts_of
from ..document.keys import KeyFacts, distinct_keys, formula_pieces, key_facts
from ..document.model import Document
from ..exporters import ExportOptions, exporters
from .journal import Journal, Journals, unpickled
from .pieces import Piece
from .workers import Workers

MAX_NOTES = 1000  # kept for the person: with more than these, one looks at the first
Report = Callable[[CitekitError | str], None]
Change = Callable[[Document], Document]


@dataclass(frozen=True)
class Format:
    """An export format and its options; a worker is given it with its pieces. ``change`` is done to each document."""

    to: str
    ascii: bool = False
    columns: tuple[str, ...] = ()
    formula: str = ""
    change: Change | None = None

    def text(self, docs: Iterable[Document]) -> tuple[str, list[str]]:
        """(the records of a part without the format's opening and closing, the exporter's notes)."""
        options = ExportOptions(ascii=self.ascii, columns=self.columns)
        exporter = exporters()[self.to]
        text = printable("".join(exporter.write(docs, options)))
        return text[len(exporter.begins(options)) : len(text) - len(exporter.closing)], options.notes


class Part(NamedTuple):
    """What a worker made of a piece: what the keys of its documents are made from and duplicates are found by; what
    was wrong; the records, where each document has a key, and the exporter's notes; what the documents are made from
    again where keys turn out to be other ones.
    """

    keys: list[KeyFacts | str]
    facts: FactsOfMany
    messages: list[CitekitError | str]
    text: bytes | None
    notes: list[str]
    source: bytes


class _Kept(NamedTuple):
    """A part in the journal: how many documents, the bytes of their text (-1: none is made yet), its notes."""

    documents: int
    size: int
    notes: list[str]


@dataclass
class ExportSummary:
    """The outcome of an export: how many documents, and notes about them."""

    documents: int = 0
    failed: bool = False
    notes: list[str] = field(default_factory=list)

    def noted(self, notes: list[str]) -> None:
        """Notes of an exporter, each once."""
        if notes:
            self.notes = list(dict.fromkeys([*self.notes, *notes]))[:MAX_NOTES]


def read_part(piece: Piece, form: Format) -> Part:
    """Read a piece, and write its documents where each of them has a key."""
    docs: list[Document] = []
    messages: list[CitekitError | str] = []
    keys: list[KeyFacts | str] = []
    facts = FactsOfMany()
    for found in piece.read():
        if isinstance(found, CitekitError):
            messages.append(found)
            continue
        if found.warnings:
            messages += [f"{found.source}: note: {warning}" for warning in found.warnings]
        doc = form.change(found) if form.change is not None else found
        docs.append(doc)
        keys.append(key_facts(doc, form.formula))
        facts.add(facts_of(doc))
    if not docs:
        return Part(keys, facts, messages, None, [], b"")
    if not all(isinstance(key, str) for key in keys):
        return Part(keys, facts, messages, None, [], pickle.dumps(docs, pickle.HIGHEST_PROTOCOL))
    text, notes = form.text(docs)
    again = (piece.where, piece.contents, piece.lines, piece.first) if piece.holds_its_source else docs
    return Part(keys, facts, messages, text.encode("utf-8"), notes, pickle.dumps(again, pickle.HIGHEST_PROTOCOL))


def write_part(part: tuple[bytes, list[str]], form: Format) -> tuple[str, list[str]]:
    """(the text of a part under these keys, the exporter's notes)."""
    source, keys = part
    docs = unpickled(source)
    if isinstance(docs, tuple):
        where, contents, lines, first = docs
        found = Piece(where, (), contents, lines, first).read()
        read = (one for one in found if isinstance(one, Document))
        docs = map(form.change, read) if form.change is not None else read
    return form.text(with_fields(doc, key=key) for doc, key in zip(docs, keys))


def export_pieces(
    work: Iterable[Piece],
    to: str,
    write: Callable[[str], object],
    workers: Workers,
    report: Report,
    *,
    formula: str = "",
    ascii_only: bool = False,
    columns: tuple[str, ...] = (),
    change: Change | None = None,
    journals: Journals | None = None,
) -> ExportSummary:
    """Write the documents of the pieces in the format ``to``; ``report`` receives what is wrong as it is found.

    What an earlier run of the same export left in ``journals`` is not done again.  Raises UsageError for a formula
    that cannot be read.
    """
    formula_pieces(formula)
    summary = ExportSummary()
    exporter = exporters()[to]
    form = Format(to, ascii_only, columns, formula, change)
    export = _Export(journals or Journals(), workers, form, summary)
    export.read(work, report)
    options = ExportOptions()
    keys = exporter.usable_keys(distinct_keys(export.keys, with_letters=bool(formula)), options)
    summary.noted(options.notes)
    summary.documents = len(keys)
    duplicates = list(islice(notes_of_many(keys, export.facts), MAX_NOTES))
    export.facts = FactsOfMany()
    between = exporter.begins(ExportOptions(columns=columns))
    for text in export.texts(keys):
        write(between + text)
        between = exporter.between
    if keys:
        write(exporter.closing)
    summary.notes += duplicates
    return summary


class _Export:
    """An export under way: the keys of all documents, or what they are made from, and their facts, in order."""

    def __init__(self, journals: Journals, workers: Workers, form: Format, done: ExportSummary) -> None:
        self.journals, self.workers, self.form, self.done = journals, workers, form, done
        self.keys: list[KeyFacts | str] = []
        self.facts = FactsOfMany()
        self.parts: list[_Kept] = []

    def read(self, work: Iterable[Piece], report: Report) -> None:
        """Read the pieces, but those that the journal has already."""
        journal = self.journals.read
        for keys, facts, messages, kept in journal.known():
            self._take(keys, facts, messages, _Kept(*kept), report)
        todo = islice(work, len(self.parts), None)
        for part in self.workers.in_order(partial(read_part, form=self.form), todo):
            kept = _Kept(len(part.keys), -1 if part.text is None else len(part.text), part.notes)
            journal.add((part.keys, part.facts, part.messages, tuple(kept)), part.text or b"", part.source)
            self._take(part.keys, part.facts, part.messages, kept, report)

    def _take(
        self,
        keys: list[KeyFacts | str],
        facts: FactsOfMany,
        messages: list[CitekitError | str],
        kept: _Kept,
        report: Report,
    ) -> None:
        for message in messages:
            self.done.failed = self.done.failed or isinstance(message, CitekitError)
            report(message)
        self.parts.append(kept)
        self.keys += keys
        self.facts.extend(facts)

    def texts(self, keys: list[str]) -> Iterator[str]:
        """The texts of the parts under the keys; those that are not written yet, or have other keys, are made now.

        With a journal they are all made before the first is given.
        """
        wanted = list(self._with_other_keys(keys))
        journal = self.journals.written
        remade = self._made(wanted) if journal is None else self._kept(journal, wanted)
        other = {n for n, _ in wanted}
        for n, part in enumerate(self.parts):
            if n in other:
                text, notes = next(remade)
            elif part.documents:
                text, notes = self.journals.read.part(n)[: part.size].decode("utf-8"), part.notes
            else:
                continue
            self.done.noted(notes)
            yield text

    def _with_other_keys(self, keys: list[str]) -> Iterator[tuple[int, list[str]]]:
        """(number, keys) of the parts whose text is still to be made."""
        at = 0
        for n, part in enumerate(self.parts):
            end = at + part.documents
            if part.documents and (part.size < 0 or self.keys[at:end] != keys[at:end]):
                yield n, keys[at:end]
            at = end

    def _made(self, wanted: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[str, list[str]]]:
        """(text, notes) of these parts under other keys."""
        sources = ((self.journals.read.part(n)[max(self.parts[n].size, 0) :], keys) for n, keys in wanted)
        return self.workers.in_order(partial(write_part, form=self.form), sources)

    def _kept(self, journal: Journal, wanted: list[tuple[int, list[str]]]) -> Iterator[tuple[str, list[str]]]:
        """The same by way of a journal; what it holds already is not made again."""
        said = list(journal.known())
        for text, notes in self._made(wanted[len(said) :]):
            journal.add(notes, text.encode("utf-8"))
            said.append(notes)
        return ((journal.part(n).decode("utf-8"), notes) for n, notes in enumerate(said))
