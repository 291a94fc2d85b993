"""An export of many documents: read in pieces, keys given once over all of them, written in pieces, joined in order.

The bytes are the same whoever does the work.  What grows with the number of documents is what their keys are made from
and what duplicates are found by; the documents themselves wait in a temporary file.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from ..document.duplicates import Facts, facts_of, notes_of_facts
from ..document.keys import KeyFacts, distinct_keys, key_facts
from ..document.model import Document
from ..errors import CitekitError
from ..exporters import ExportOptions, exporters
from .pieces import Piece
from .workers import Workers

MOST_NOTES = 1000  # that are kept for the person; one who has more of them looks at the first
Report = Callable[[CitekitError | str], None]


@dataclass(frozen=True)
class Part:
    """What a worker read of a piece: its documents, pickled; what their keys are made from and
    duplicates are found by; what was wrong."""

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
    docs: list[Document] = pickle.loads(data)  # our own: written by read_part of this run
    options = ExportOptions(ascii=ascii_only, columns=columns)
    exporter = exporters()[to]
    text = "".join(exporter.write((doc.changed(key=key) for doc, key in zip(docs, keys)), options))
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
) -> Written:
    """Write the documents of the pieces in the format ``to``; ``report`` is told what is wrong, as it is found."""
    done = Written()
    exporter = exporters()[to]
    facts: list[tuple[KeyFacts, Facts]] = []
    with tempfile.TemporaryFile(prefix="citekit-") as spool:
        sizes: list[tuple[int, int]] = []  # (bytes, documents) of each part
        for part in workers.in_order(partial(read_part, formula=formula, change=change), work):
            for message in part.messages:
                done.failed = done.failed or isinstance(message, CitekitError)
                report(message)
            spool.write(part.documents)
            sizes.append((len(part.documents), len(part.facts)))
            facts += part.facts
        keys = distinct_keys([one for one, _ in facts], with_letters=bool(formula))
        done.documents = len(keys)
        duplicates = list(islice(notes_of_facts(zip(keys, (one for _, one in facts))), MOST_NOTES))
        facts.clear()
        spool.seek(0)
        between = exporter.begins(ExportOptions(columns=columns))
        for text, notes in workers.in_order(
            partial(write_part, to=to, ascii_only=ascii_only, columns=columns), _parts(spool.read, sizes, keys)
        ):
            write(between + text)
            between = exporter.between
            done.notes = list(dict.fromkeys([*done.notes, *notes]))[:MOST_NOTES]
        if keys:
            write(exporter.closing)
    done.notes += duplicates
    return done


def _parts(
    read: Callable[[int], bytes], sizes: list[tuple[int, int]], keys: list[str]
) -> Iterator[tuple[bytes, list[str]]]:
    at = 0
    for size, count in sizes:
        data = read(size)
        if count:
            yield data, keys[at : at + count]
        at += count
