"""BibTeX and BibLaTeX files, through bibtexparser 2: strings, months, crossref and xdata; one document an entry."""

from __future__ import annotations

import calendar
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...errors import CitekitError, ReadError
from ...tables import table
from ..base import MAX_BYTES, Found
from .entry import Entry, document

_ENTRY = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.M)
MAX_VALUE = 1_000_000  # characters: definitions of @string can double each other
MONTHS = {m.lower(): str(n) for n, m in enumerate(calendar.month_abbr) if m}


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


def read(text: str, where: str) -> Iterator[Found]:
    """One document an entry; a block that cannot be parsed is an error that names its line."""
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, ParsingFailedBlock, String
    from bibtexparser.model import Entry as Block

    strings: dict[str, str] = dict(MONTHS)
    entries: list[tuple[Entry, int, str]] = []
    failed: list[tuple[int, str]] = []
    size = 0  # of the entries with their strings put in
    for block, inner in blocks(text):
        line = (block.start_line or 0) + 1
        warning = ""
        if isinstance(block, DuplicateFieldKeyBlock):
            warning = f"the entry has a field twice ({', '.join(sorted(block.duplicate_keys))}); the first counts"
        if isinstance(block, DuplicateBlockKeyBlock):
            warning = f"there are several entries with the key “{block.key}”"
        try:
            if isinstance(inner, String):
                strings[inner.key.lower()] = expression(str(inner.value), strings)
            elif isinstance(inner, Block):
                entry = entry_of(inner, strings)
                size += sum(map(len, entry.fields.values()))
                if size > MAX_BYTES:
                    raise ReadError("the entries are too large", hint="look for @string definitions that double")
                entries.append((entry, line, warning))
        except ReadError as error:
            yield error.at(f"{where}, line {line}")
        if isinstance(inner, (String, Block)):
            continue
        if isinstance(block, ParsingFailedBlock):
            failed.append(
                (line, str(block.error).strip().splitlines()[0] if block.error and str(block.error).strip() else "")
            )
    by_key = {entry.key.lower(): entry for entry, _, _ in entries}
    for entry, line, warning in entries:
        try:
            doc = document(inherited(entry, by_key))
            yield replace(
                doc, source=f"{where}, {entry.key}", warnings=(*doc.warnings, *([warning] if warning else []))
            )
        except CitekitError as error:
            yield error.at(f"{where}, line {line}, entry {entry.key}")
        except RecursionError:
            yield ReadError("the entry is nested too deeply", where=f"{where}, line {line}, entry {entry.key}")
    for line, said in failed:
        hint = "each field needs a value in braces or quotation marks, and each entry a closing brace"
        yield ReadError(
            f"the entry cannot be read{f' ({said[:120]})' if said else ''}", where=f"{where}, line {line}", hint=hint
        )
    if not entries and not failed:
        raise ReadError("the file has no entries", where=where)


def blocks(text: str) -> Iterator[tuple[Any, Any]]:
    """(block, what is in it) of a .bib text: of a block that bibtexparser complains of, the entry that it is all the
    same.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import ParsingFailedBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what is wrong is said in words by who asks
    for block in parse_string(text, parse_stack=[]).blocks:
        yield block, block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block


def entry_of(block: Any, strings: dict[str, str]) -> Entry:
    """An entry with the values of its fields; of a field that is there twice the first counts."""
    fields: dict[str, str] = {}
    for field in block.fields:
        fields.setdefault(field.key.lower(), expression(str(field.value), strings))
    return Entry(block.entry_type.lower(), block.key, fields)


def expression(raw: str, strings: dict[str, str]) -> str:
    """The value of a field: braces, quotation marks, a number, the name of a string, or several of them joined by
    ``#``.
    """
    raw = raw.strip()
    if raw.startswith("{") and raw.endswith("}") and _balanced(raw[1:-1]):
        return raw[1:-1].strip()
    out: list[str] = []
    for piece in _pieces(raw):
        piece = piece.strip()
        if piece[:1] in ('"', "{"):
            out.append(piece[1:-1])
        else:
            out.append(strings.get(piece.lower(), piece))
    if sum(map(len, out)) > MAX_VALUE:
        raise ReadError("the value is too long", hint="look for @string definitions that double each other")
    return "".join(out).strip()


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return True


def _pieces(raw: str) -> Iterator[str]:
    """The pieces between the ``#`` that stand outside of braces and quotation marks."""
    depth, quoted, start = 0, False, 0
    for n, char in enumerate(raw):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == '"' and depth == 0:
            quoted = not quoted
        elif char == "#" and depth == 0 and not quoted:
            yield raw[start:n]
            start = n + 1
    yield raw[start:]


def inherited(entry: Entry, by_key: dict[str, Entry]) -> Entry:
    """An entry with what it takes over from its ``crossref`` and ``xdata`` entries (biblatex manual, 2.4.1)."""
    fields = dict(entry.fields)
    parents = [
        k.strip().lower() for name in ("xdata", "crossref") for k in fields.get(name, "").split(",") if k.strip()
    ]
    for key in parents[:10]:
        parent = by_key.get(key)
        if parent is None or parent is entry:
            continue
        kind = table("bibtex")["read"]["types"].get(entry.kind, "")
        for name, value in parent.fields.items():
            if name in ("crossref", "xdata", "ids", "label", "shorthand", "key"):
                continue
            name = (
                table("bibtex")["read"]["parents"].get(kind, name)
                if name == "title" and parent.kind != "xdata"
                else name
            )
            fields.setdefault(name, value)
    return Entry(
        entry.kind,
        entry.key,
        {k: v for k, v in fields.items() if k not in ("crossref", "xdata")} if parents else fields,
    )
