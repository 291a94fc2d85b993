"""The blocks of BibTeX files, through bibtexparser 2: what each is, entries mended, values (strings, ``#``)."""

from __future__ import annotations

import calendar
import itertools
import logging
import re
from collections.abc import Iterator
from typing import Any

from ...common.errors import ReadError
from ...csl.letters import letters
from .dates import DATES
from .entry import Entry
from .latex import closing

MAX_VALUE = 1_000_000  # characters: definitions of @string can double each other
_NEXT = re.compile(r"\s*([A-Za-z][\w-]*)\s*=")
MONTHS = {m.lower(): str(n) for n, m in enumerate(calendar.month_abbr) if m}
_COMMENTARY = re.compile(r"@\s*(comment[a-z]+)\s*\{", re.I)
HEAD = re.compile(r"\s*@\s*(?P<kind>[A-Za-z]+)\s*\{\s*(?:(?P<key>[^\s,{}=\"#]*)\s*,)?(?P<rest>.*)", re.S)
# a key that no comma divides from the first field
NO_COMMA = re.compile(r"\s*(?P<key>[^\s,{}=\"#]+)(?=\s+[A-Za-z][\w-]*\s*=)")


def blocks(text: str, mend: bool = False) -> Iterator[tuple[Any, Any]]:
    """(block, what is in it) of a .bib text: of a block that bibtexparser complains of, the entry that it is all the
    same. ``mend``: entries without a key, or with commas too many, are entries too.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import Entry, ParsingFailedBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what is wrong is said in words by who asks
    found = parse_string(text, parse_stack=[]).blocks
    at = 0  # where in the text the last block that had to be mended begins
    for n, block in enumerate(found):
        raw = block.raw or ""
        inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        other = ""
        if match := _COMMENTARY.match(raw):  # bibtexparser takes it for a comment
            other, kind = f"@x{raw[match.start(1) :]}", match[1]
        elif mend and (inner is None or _cut_short(inner, raw)) and isinstance(block, (Entry, ParsingFailedBlock)):
            at = max(at, text.find(raw, at))
            following = found[n + 1].raw or "" if n + 1 < len(found) else ""
            end = text.find(following, at + len(raw))
            other, kind = _mended(text[at : max(end, at) + len(following)] if end > 0 else raw), ""
        if other:
            again = parse_string(other, parse_stack=[]).blocks
            if again and isinstance(again[0], Entry):
                inner = again[0]
                inner.entry_type = kind or inner.entry_type
        yield block, inner


def _cut_short(inner: Any, raw: str) -> bool:
    """Whether bibtexparser ended an entry at a quotation mark within braces: ``title = "a {"} b"``."""
    from bibtexparser.model import Entry

    return isinstance(inner, Entry) and raw.count("{") > raw.count("}")


def _mended(raw: str) -> str:
    """An entry with a key, single commas and values in braces, where it has no key, commas too many or quotation marks
    within a value; an empty string for others.
    """
    match = HEAD.match(raw)
    if match is None or len(raw) > MAX_VALUE:
        return ""
    key, rest = match["key"] or "", match["rest"]
    if not key and (bare := NO_COMMA.match(rest)):
        key, rest = bare["key"], rest[bare.end() :]
    out, depth, quoted, after_comma = [], 1, False, True
    for char in rest:
        depth += (char == "{") - (char == "}")
        if char == '"' and depth == 1:
            quoted = not quoted
            char = "{" if quoted else "}"
        if char == "," and depth == 1 and not quoted:
            if after_comma:
                continue
            after_comma = True
        elif not char.isspace():
            after_comma = False
        out.append(char)
        if depth == 0:
            break
    return f"@{match['kind']}{{{key},{''.join(out)}" if depth == 0 else ""


def entry_of(block: Any, strings: dict[str, str], undefined: list[str] | None = None) -> Entry:
    """An entry with the values of its fields; of a field that is there twice the first counts, and another value is
    kept as ``NAME_b``.  ``undefined`` collects what is to be said of names that are no string of the file.
    """
    fields: dict[str, str] = {}
    for key, raw in (pair for one in block.fields for pair in _divided(one.key, str(one.value))):
        unknown: list[str] = []
        name = key.lower()
        value = expression(raw, strings, unknown, words=name not in DATES)
        if undefined is not None:
            fate = "kept as it stands" if unknown == [value] or name not in DATES else "left out"
            undefined += [f"{name}: the string “{word}” is not defined; it is {fate}" for word in unknown]
        if value and value != fields.setdefault(name, value):
            other = next(o for n in itertools.count(1) if (o := f"{name}_{letters(n)}") not in fields)
            fields[other] = value
        fields.setdefault(name, value)
    return Entry(block.entry_type.lower(), block.key, fields)


def _divided(key: str, raw: str) -> Iterator[tuple[str, str]]:
    """(name, value) of a field, and of those after it that no comma divides from it."""
    raw = raw.strip()
    while raw.startswith("{") and 0 < (end := closing(raw)) < len(raw) - 1:
        match = _NEXT.match(raw, end + 1)
        if match is None:
            break
        yield key, raw[: end + 1]
        key, raw = match[1], raw[match.end() :].strip()
    yield key, raw


def expression(
    raw: str, strings: dict[str, str], undefined: list[str] | None = None, spaced: bool = False, words: bool = True
) -> str:
    """The value of a field: braces, quotation marks, a number, the name of a string, or several of them joined by
    ``#``. The name of a string that is not defined stays as a word; joined to others it is nothing (btxdoc, 3) where
    ``words`` is false. ``spaced``: spaces at the ends count, as those of
    a ``@string`` do where it is joined to others.
    """
    raw = raw.strip()
    if raw.startswith("{") and raw.endswith("}") and _balanced(raw[1:-1]):
        return raw[1:-1] if spaced else raw[1:-1].strip()
    out: list[str] = []
    pieces = list(_pieces(raw))
    for piece in pieces:
        piece = piece.strip()
        if piece[:1] in ('"', "{"):
            out.append(piece[1:-1])
        else:
            name = piece.lower()
            if name and name not in strings and not piece.rstrip("~").isdigit():  # 23~ # mar
                if undefined is not None:
                    undefined.append(piece)
                if len(pieces) > 1 and not words:
                    continue
            of_month = len(pieces) > 1 and name in MONTHS and strings.get(name) == MONTHS[name]  # nov # "~5"
            out.append(name.capitalize() if of_month else strings.get(name, piece))
    if sum(map(len, out)) > MAX_VALUE:
        raise ReadError("the value is too long", hint="look for @string definitions that double each other")
    return "".join(out) if spaced else "".join(out).strip()


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
