"""An export of many documents: read in pieces, keys given once over all of them, joined in order.

The bytes are the same whoever does the work.  What grows with the number of documents is what their keys are made from
and what duplicates are found by.  The records themselves wait in a file (``journal.py``): written already where each
document of a piece came with a key, and else as documents, until the keys are known.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import NamedTuple, Protocol, cast

from ..common.errors import CitekitError
from ..document.duplicates import Duplicate, FactsOfMany, duplicates_of_many
from ..document.extra import with_fields
from ..document.identity import facts_of
from ..document.keys import KeyFacts, distinct_keys, formula_pieces, key_facts
from ..document.model import Document
from ..exporters import ExportOptions, export_documents, exporters
from .journal import Journal, Journals, unpickled
from .pieces import Piece
from .workers import Workers

MAX_NOTES = 1000  # kept for the person: with more than these, one looks at the first


class Remark(NamedTuple):
    """What a document warns of, and where it stands."""

    source: str
    text: str


Message = CitekitError | Remark
Report = Callable[[Message], None]
Change = Callable[[Document], Document]
Keys = list[KeyFacts | str]


@dataclass(frozen=True)
class Format:
    """An export format and its options; a worker is given it with its pieces. ``change`` is done to each document."""

    to: str
    ascii: bool = False
    columns: tuple[str, ...] = ()
    formula: str = ""
    change: Change | None = None

    @property
    def options(self) -> ExportOptions:
        """The options for an exporter, without notes yet."""
        return ExportOptions(ascii=self.ascii, columns=self.columns)

    def part(self, docs: Iterable[Document]) -> tuple[str, list[str]]:
        """(the records of a part without the format's opening and closing, the exporter's notes)."""
        options = self.options
        return exporters()[self.to].part(docs, options), options.notes


class Part(NamedTuple):
    """What a worker made of a piece: what the keys of its documents are made from and duplicates are found by; what
    was wrong; the records, where each document has a key, and the exporter's notes; what the documents are made from
    again where keys turn out to be other ones (``_Source``).
    """

    keys: Keys
    facts: FactsOfMany
    messages: list[Message]
    text: bytes | None
    notes: list[str]
    source: bytes


class _Source(NamedTuple):
    """What the documents of a part are made from again: a piece that holds them, or they themselves."""

    piece: Piece | None
    docs: list[Document]

    @classmethod
    def of(cls, data: bytes) -> _Source:
        """The source in the bytes of a part."""
        source = cls(*unpickled(data))
        if source.piece is not None and not source.piece.holds_its_source:
            raise pickle.UnpicklingError("a journal names no files")
        return source

    def pickled(self) -> bytes:
        return pickle.dumps(tuple(self), pickle.HIGHEST_PROTOCOL)

    def documents(self, form: Format) -> Iterator[Document]:
        """The documents as they were exported."""
        if self.piece is None:
            return iter(self.docs)
        read = (one for one in self.piece.read() if isinstance(one, Document))
        return map(form.change, read) if form.change is not None else read


@dataclass
class ExportSummary:
    """The outcome of an export: how many documents, and notes about them."""

    documents: int = 0
    failed: bool = False
    notes: list[str] = field(default_factory=list)

    def add_notes(self, notes: list[str]) -> None:
        """Add notes of an exporter, each once."""
        if notes:
            self.notes = list(dict.fromkeys([*self.notes, *notes]))[:MAX_NOTES]


class Progress(Protocol):
    """Who is told of the progress of an export."""

    def read(self, documents: int, size: int) -> None:
        """So many documents have been read, from so many bytes of input."""

    def wrote(self, documents: int, total: int) -> None:
        """So many documents of all have been written."""


def read_part(piece: Piece, form: Format) -> Part:
    """Read a piece, and write its documents where each of them has a key."""
    docs: list[Document] = []
    messages: list[Message] = []
    keys: Keys = []
    facts = FactsOfMany()
    for found in piece.read():
        if isinstance(found, CitekitError):
            messages.append(found)
            continue
        if found.warnings:
            messages += [Remark(found.source, warning) for warning in found.warnings]
        doc = form.change(found) if form.change is not None else found
        docs.append(doc)
        keys.append(key_facts(doc, form.formula))
        facts.add(facts_of(doc))
    if not docs:
        return Part(keys, facts, messages, None, [], b"")
    source = _Source(piece, []) if piece.holds_its_source else _Source(None, docs)
    if exporters()[form.to].parts is None:
        return Part(keys, facts, messages, None, [], source.pickled())
    if not all(isinstance(key, str) for key in keys):
        return Part(keys, facts, messages, None, [], _Source(None, docs).pickled())
    text, notes = form.part(docs)
    return Part(keys, facts, messages, text.encode("utf-8"), notes, source.pickled())


def write_part(part: tuple[bytes, list[str]], form: Format) -> tuple[str, list[str]]:
    """(the text of a part under these keys, the exporter's notes)."""
    source, keys = part
    return form.part(_with_keys(_Source.of(source).documents(form), keys))


def _with_keys(docs: Iterable[Document], keys: Iterable[str]) -> Iterator[Document]:
    return (with_fields(doc, key=key) for doc, key in zip(docs, keys))


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
    progress: Progress | None = None,
    duplicate: Callable[[Duplicate], object] | None = None,
) -> ExportSummary:
    """Write the documents of the pieces in the format ``to``; ``report`` receives what is wrong as it is found.

    What an earlier run of the same export left in ``journals`` is not done again.  ``duplicate`` receives each document
    that is, or may be, one that came before it; without it, the first of them are in the notes.  Raises UsageError
    for a formula that cannot be read.
    """
    formula_pieces(formula)
    form = Format(to, ascii_only, columns, formula, change)
    exporters()[to].refuse_wrong_parts(form.options)
    export = _Export(journals or Journals(), workers, form, progress)
    summary = export.summary
    export.read(work, report)
    options = ExportOptions()
    keys = exporters()[to].usable_keys(distinct_keys(export.keys, with_letters=bool(formula)), options)
    summary.add_notes(options.notes)
    summary.documents = len(keys)
    duplicates = duplicates_of_many(keys, export.facts)
    if duplicate is not None:
        deque(map(duplicate, duplicates), maxlen=0)
    notes = list(map(str, islice(duplicates, MAX_NOTES)))  # of those that nobody has received
    export.facts = FactsOfMany()
    for text in export.written(keys):
        write(text)
    summary.notes += notes
    return summary


def _noting_sizes(pieces: Iterable[Piece], sizes: deque[int]) -> Iterator[Piece]:
    """The pieces; the size of each is added to ``sizes`` when it is taken."""
    for piece in pieces:
        sizes.append(piece.size)
        yield piece


class _KeptPart(NamedTuple):
    """A part in the journal: how many documents, the bytes of their text (None: none is written yet), its notes."""

    documents: int
    text_size: int | None
    notes: list[str]


class _Export:
    """An export under way: the keys of all documents, or what they are made from, and their facts, in order."""

    def __init__(self, journals: Journals, workers: Workers, form: Format, progress: Progress | None) -> None:
        self.journals, self.workers, self.form, self.progress = journals, workers, form, progress
        self.exporter = exporters()[form.to]
        self.summary = ExportSummary()
        self.keys: Keys = []
        self.facts = FactsOfMany()
        self.parts: list[_KeptPart] = []

    def read(self, work: Iterable[Piece], report: Report) -> None:
        """Read the pieces, but those that the journal has already."""
        journal = self.journals.reading
        for keys, facts, messages, kept in journal.known():
            self._add(keys, facts, messages, _KeptPart(*kept), report)
        pieces = iter(work)
        size = sum(piece.size for piece in islice(pieces, len(self.parts)))
        sizes: deque[int] = deque()
        for part in self.workers.in_order(partial(read_part, form=self.form), _noting_sizes(pieces, sizes)):
            kept = _KeptPart(len(part.keys), None if part.text is None else len(part.text), part.notes)
            journal.add((part.keys, part.facts, part.messages, tuple(kept)), part.text or b"", part.source)
            self._add(part.keys, part.facts, part.messages, kept, report)
            size += sizes.popleft()
            if self.progress is not None:
                self.progress.read(len(self.keys), size)

    def _add(self, keys: Keys, facts: FactsOfMany, messages: list[Message], kept: _KeptPart, report: Report) -> None:
        for message in messages:
            self.summary.failed = self.summary.failed or isinstance(message, CitekitError)
            report(message)
        self.parts.append(kept)
        self.keys += keys
        self.facts.extend(facts)

    def written(self, keys: list[str]) -> Iterator[str]:
        """The whole file, text by text, with its documents under these keys."""
        if not keys:
            return
        parts = self.exporter.parts
        if parts is None:
            yield from self._in_one_go(keys)
            return
        before = self.exporter.opening(self.form.options)
        documents = 0
        for n, (text, notes) in self._texts(keys):
            self.summary.add_notes(notes)
            yield before + text
            before = parts.between
            documents += self.parts[n].documents
            if self.progress is not None:
                self.progress.wrote(documents, len(keys))
        yield parts.closing

    def _in_one_go(self, keys: list[str]) -> Iterator[str]:
        """The same for an exporter that does not say how its parts are joined."""
        journal, options = self.journals.reading, self.form.options
        sources = (_Source.of(journal.part(n)) for n, part in enumerate(self.parts) if part.documents)
        docs = (doc for source in sources for doc in source.documents(self.form))
        yield from export_documents(_with_keys(docs, keys), self.form.to, options)
        self.summary.add_notes(options.notes)

    def _texts(self, keys: list[str]) -> Iterator[tuple[int, tuple[str, list[str]]]]:
        """(number of a part, (its text under these keys, the exporter's notes)), in order.

        What is not written yet, or was written under other keys, is written now; with a journal all of it before the
        first text is given.
        """
        todo = list(self._to_write(keys))
        journal = self.journals.writing
        written = self._written_now(todo) if journal is None else self._written_into(journal, todo)
        numbers = {n for n, _ in todo}
        for n, part in enumerate(self.parts):
            if n in numbers:
                yield n, next(written)
            elif part.text_size is not None:
                yield n, (self.journals.reading.part(n)[: part.text_size].decode("utf-8"), part.notes)

    def _to_write(self, keys: list[str]) -> Iterator[tuple[int, list[str]]]:
        """(number, keys) of the parts whose text is not written yet, or has other keys."""
        start = 0
        for n, part in enumerate(self.parts):
            end = start + part.documents
            if part.documents and (part.text_size is None or self.keys[start:end] != keys[start:end]):
                yield n, keys[start:end]
            start = end

    def _written_now(self, todo: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[str, list[str]]]:
        """(text, notes) of these parts under these keys."""
        sources = ((self._source(n), keys) for n, keys in todo)
        return self.workers.in_order(partial(write_part, form=self.form), sources)

    def _source(self, number: int) -> bytes:
        """What the documents of a part are made from again: it stands behind their text."""
        return self.journals.reading.part(number)[self.parts[number].text_size or 0 :]

    def _written_into(self, journal: Journal, todo: list[tuple[int, list[str]]]) -> Iterator[tuple[str, list[str]]]:
        """The same by way of a journal; what it holds already is not written again."""
        all_notes = cast("list[list[str]]", list(journal.known()))
        for text, notes in self._written_now(todo[len(all_notes) :]):
            journal.add(notes, text.encode("utf-8"))
            all_notes.append(notes)
        return ((journal.part(n).decode("utf-8"), notes) for n, notes in enumerate(all_notes))
