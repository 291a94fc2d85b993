"""An export of many documents: read in pieces, given keys all together, written in pieces, joined in order.

The output is the same whoever does the work.  Memory grows only by what keys are made from and duplicates are found
by; the documents themselves wait in a file (``journal.py``).
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from ..common.errors import CitekitError
from ..document.duplicates import Facts, facts_of, notes_of_facts
from ..document.extra import with_fields
from ..document.keys import KeyFacts, distinct_keys, formula_pieces, key_facts
from ..document.model import Document
from ..exporters import ExportOptions, exporters
from .journal import Journal, Journals, unpickled
from .pieces import Piece
from .workers import Workers

MAX_NOTES = 1000  # kept for the person: with more than these, one looks at the first
Report = Callable[[CitekitError | str], None]


@dataclass(frozen=True)
class Part:
    """What a worker read of a piece: its documents, pickled; the facts from which keys are made and by which
    duplicates are found; what was wrong.
    """

    documents: bytes
    facts: list[tuple[KeyFacts, Facts]]
    messages: list[CitekitError | str]


@dataclass
class ExportSummary:
    """The outcome of an export: how many documents, and notes about them."""

    documents: int = 0
    failed: bool = False
    notes: list[str] = field(default_factory=list)


def read_part(piece: Piece, formula: str, change: Callable[[Document], Document] | None) -> Part:
    """Read a piece; ``change`` is applied to each document (to add an access date)."""
    docs: list[Document] = []
    messages: list[CitekitError | str] = []
    for found in piece.read():
        if isinstance(found, CitekitError):
            messages.append(found)
            continue
        messages += [f"{found.source}: note: {warning}" for warning in found.warnings]
        docs.append(change(found) if change is not None else found)
    return Part(
        pickle.dumps(docs, pickle.HIGHEST_PROTOCOL),
        [(key_facts(doc, formula), facts_of(doc)) for doc in docs],
        messages,
    )


def write_part(
    part: tuple[bytes, list[str]], to: str, ascii_only: bool, columns: tuple[str, ...] = ()
) -> tuple[str, list[str]]:
    """(text of a part without the opening and closing of the format, notes of the exporter)."""
    data, keys = part
    docs: list[Document] = unpickled(data)
    options = ExportOptions(ascii=ascii_only, columns=columns)
    exporter = exporters()[to]
    text = "".join(exporter.write((with_fields(doc, key=key) for doc, key in zip(docs, keys)), options))
    return text[len(exporter.begins(options)) : len(text) - len(exporter.closing)], options.notes


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
    change: Callable[[Document], Document] | None = None,
    journals: Journals | None = None,
) -> ExportSummary:
    """Write the documents of the pieces in the format ``to``; ``report`` receives what is wrong as it is found.

    What an earlier run of the same export left in ``journals`` is not done again.  Raises UsageError for a formula
    that cannot be read.
    """
    formula_pieces(formula)
    summary = ExportSummary()
    exporter = exporters()[to]
    kept = journals or Journals()
    facts, counts = _read(work, kept.read, workers, summary, report, partial(read_part, formula=formula, change=change))
    keys = distinct_keys([facts_of_one for facts_of_one, _ in facts], with_letters=bool(formula))
    summary.documents = len(keys)
    duplicates = list(islice(notes_of_facts(zip(keys, (facts_of_one for _, facts_of_one in facts))), MAX_NOTES))
    facts.clear()
    write_one = partial(write_part, to=to, ascii_only=ascii_only, columns=columns)
    between = exporter.begins(ExportOptions(columns=columns))
    for text in _texts(_parts(kept.read.documents(), counts, keys), kept.written, workers, summary, write_one):
        write(between + text)
        between = exporter.between
    if keys:
        write(exporter.closing)
    summary.notes += duplicates
    return summary


def _read(
    work: Iterable[Piece],
    journal: Journal,
    workers: Workers,
    summary: ExportSummary,
    report: Report,
    read: Callable[[Piece], Part],
) -> tuple[list[tuple[KeyFacts, Facts]], list[int]]:
    """The facts of all documents, and the number of documents in each part; the documents go into the journal."""
    facts: list[tuple[KeyFacts, Facts]] = []
    counts: list[int] = []

    def add(found: list[tuple[KeyFacts, Facts]], messages: list[CitekitError | str]) -> None:
        for message in messages:
            summary.failed = summary.failed or isinstance(message, CitekitError)
            report(message)
        counts.append(len(found))
        facts.extend(found)

    for found, messages in journal.known():
        add(found, messages)
    for part in workers.in_order(read, islice(work, len(counts), None)):
        journal.add((part.facts, part.messages), part.documents)
        add(part.facts, part.messages)
    return facts, counts


def _texts(
    parts: Iterator[tuple[bytes, list[str]]],
    journal: Journal | None,
    workers: Workers,
    summary: ExportSummary,
    write_one: Callable[[tuple[bytes, list[str]]], tuple[str, list[str]]],
) -> Iterator[str]:
    """The texts of the parts: as they are written, or, with a journal, when all of them are there."""

    def add_notes(notes: list[str]) -> None:
        summary.notes = list(dict.fromkeys([*summary.notes, *notes]))[:MAX_NOTES]

    if journal is None:
        for text, notes in workers.in_order(write_one, parts):
            add_notes(notes)
            yield text
        return
    known = 0
    for notes in journal.known():
        add_notes(notes)
        known += 1
    for text, notes in workers.in_order(write_one, islice(parts, known, None)):
        journal.add(notes, text.encode("utf-8"))
        add_notes(notes)
    for data in journal.documents():
        yield data.decode("utf-8")


def _parts(documents: Iterable[bytes], counts: list[int], keys: list[str]) -> Iterator[tuple[bytes, list[str]]]:
    start = 0
    for data, count in zip(documents, counts):
        if count:
            yield data, keys[start : start + count]
        start += count
