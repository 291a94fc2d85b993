"""An export of many documents: read in pieces, keys given once over all of them, written in pieces, joined in order.

The bytes are the same whoever does the work.  What grows with the number of documents is what their keys are made from
and what duplicates are found by; the documents themselves wait in a file (``journal.py``).
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
from .journal import Journal, Journals, unpacked
from .pieces import Piece
from .workers import Workers

MOST_NOTES = 1000  # that are kept for the person; one who has more of them looks at the first
Report = Callable[[CitekitError | str], None]


@dataclass(frozen=True)
class Part:
    """What a worker read of a piece: its documents, pickled; what their keys are made from and
    duplicates are found by; what was wrong.
    """

    documents: bytes
    facts: list[tuple[KeyFacts, Facts]]
    messages: list[CitekitError | str]


@dataclass
class Written:
    """What came of an export: how many documents, and what is to be said of them."""

    documents: int = 0
    failed: bool = False
    notes: list[str] = field(default_factory=list)


def read_part(piece: Piece, formula: str, change: Callable[[Document], Document] | None) -> Part:
    """Read a piece; ``change`` is done to each document (an access date that was given)."""
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
    """(the text of a part without the format's opening and closing, the exporter's notes)."""
    data, keys = part
    docs: list[Document] = unpacked(data)
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
) -> Written:
    """Write the documents of the pieces in the format ``to``; ``report`` is told what is wrong, as it is found.

    What ``journals`` hold of an earlier run of the same export is not done again.  Raises UsageError for a formula
    that cannot be read.
    """
    formula_pieces(formula)
    done = Written()
    exporter = exporters()[to]
    kept = journals or Journals()
    facts, counts = _read(work, kept.read, workers, done, report, partial(read_part, formula=formula, change=change))
    keys = distinct_keys([one for one, _ in facts], with_letters=bool(formula))
    done.documents = len(keys)
    duplicates = list(islice(notes_of_facts(zip(keys, (one for _, one in facts))), MOST_NOTES))
    facts.clear()
    make = partial(write_part, to=to, ascii_only=ascii_only, columns=columns)
    between = exporter.begins(ExportOptions(columns=columns))
    for text in _written(_parts(kept.read.documents(), counts, keys), kept.written, workers, done, make):
        write(between + text)
        between = exporter.between
    if keys:
        write(exporter.closing)
    done.notes += duplicates
    return done


def _read(
    work: Iterable[Piece],
    journal: Journal,
    workers: Workers,
    done: Written,
    report: Report,
    read: Callable[[Piece], Part],
) -> tuple[list[tuple[KeyFacts, Facts]], list[int]]:
    """The facts of all documents, and how many documents each part has; the documents are in the journal then."""
    facts: list[tuple[KeyFacts, Facts]] = []
    counts: list[int] = []

    def take(found: list[tuple[KeyFacts, Facts]], messages: list[CitekitError | str]) -> None:
        for message in messages:
            done.failed = done.failed or isinstance(message, CitekitError)
            report(message)
        counts.append(len(found))
        facts.extend(found)

    for found, messages in journal.known():
        take(found, messages)
    for part in workers.in_order(read, islice(work, len(counts), None)):
        journal.add((part.facts, part.messages), part.documents)
        take(part.facts, part.messages)
    return facts, counts


def _written(
    parts: Iterator[tuple[bytes, list[str]]],
    journal: Journal | None,
    workers: Workers,
    done: Written,
    make: Callable[[tuple[bytes, list[str]]], tuple[str, list[str]]],
) -> Iterator[str]:
    """The texts of the parts: as they are made, or, with a journal, when all are there."""

    def noted(notes: list[str]) -> None:
        done.notes = list(dict.fromkeys([*done.notes, *notes]))[:MOST_NOTES]

    if journal is None:
        for text, notes in workers.in_order(make, parts):
            noted(notes)
            yield text
        return
    known = 0
    for notes in journal.known():
        noted(notes)
        known += 1
    for text, notes in workers.in_order(make, islice(parts, known, None)):
        journal.add(notes, text.encode("utf-8"))
        noted(notes)
    for data in journal.documents():
        yield data.decode("utf-8")


def _parts(documents: Iterable[bytes], counts: list[int], keys: list[str]) -> Iterator[tuple[bytes, list[str]]]:
    at = 0
    for data, count in zip(documents, counts):
        if count:
            yield data, keys[at : at + count]
        at += count
