"""Commands that name several works in the sentence: each name there with its own citation after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from .commands import SENTENCE
from .scan import Command, Work


def each_name(
    marks: Iterable[tuple[int, Command | int]], known: Callable[[str], bool]
) -> Iterator[tuple[int, Command | int]]:
    """The marks of a draft with ``\\\\textcites{a}{b}`` as a command for each work, all from the same place to the
    same end (biblatex manual, 3.9.3); a command with a key that is not known stays whole, as it is left in the draft.
    """
    for start, mark in marks:
        if isinstance(mark, Command) and mark.kind.name == SENTENCE and all(map(known, _keys(mark))):
            for part in _parts(mark):
                yield start, part
        else:
            yield start, mark


def _keys(command: Command) -> list[str]:
    return [key for work in command.works for key in work.keys]


def _parts(command: Command) -> list[Command]:
    works = [
        Work((key,), work.prenote if n == 0 else "", *((work.postnote, work.volume) if key_is_last else ("", "")))
        for work in command.works
        for n, key in enumerate(work.keys)
        for key_is_last in [n == len(work.keys) - 1]
    ]
    parts = [replace(command, works=(work,), prenote="", postnote="") for work in works]
    parts[0] = replace(parts[0], prenote=command.prenote)
    parts[-1] = replace(parts[-1], postnote=command.postnote)
    return parts


def listed(pieces: Sequence[tuple[str, str]], joint: str, language: str, *, after: bool) -> str:
    """Texts with their notes as a list in a sentence: ``a and b``; with a comma before the last of several in English.

    ``after``: notes stand after the commas.
    """
    last = len(pieces) - 1
    serial = last > 1 and language.startswith("en")
    out = ""
    for n, (text, note) in enumerate(pieces):
        comma = "," if n < last - 1 or (n == last - 1 and serial) else ""
        before = "" if n == 0 else f" {joint} " if n == last else " "
        out += before + text + (comma + note if after else note + comma)
    return out
