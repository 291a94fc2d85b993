"""The columns of a table file for a person to look at and to change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from ...common.errors import CitekitError, ReadError
from ...common.files import decode
from ..base import MAX_BYTES
from .columns import LEFT_OUT, SUFFIX, Columns
from .rows import LOOKED_AT, columns_of, program_of


def mapping_of(path: str) -> list[Columns]:
    """The columns of each table in a file; nothing for a file that is no table, or none that citekit reads."""
    try:
        data = Path(path).read_bytes() if Path(path).stat().st_size <= MAX_BYTES else b""
        return [columns_of(list(islice(rows, LOOKED_AT)), name, path) for name, rows in _tables(data, path)]
    except (CitekitError, OSError, ValueError):
        return []


def _tables(data: bytes, path: str) -> Iterator[tuple[str, Iterable[tuple[int, list[str]] | ReadError]]]:
    if data.startswith(b"PK\x03\x04"):
        if path.lower().endswith((".xlsx", ".xlsm")):
            from .excel import sheets_of

            yield from sheets_of(data, path)
        elif path.lower().endswith(".ods"):
            from .opendocument import sheets_of as sheets_of_ods

            yield from sheets_of_ods(data, path)
        return
    from .delimited import detect, numbered

    text = _text(data, path) if data else ""
    if text and detect(text, path.lower()):
        yield "", numbered(text.lstrip("\ufeff"))


def _text(data: bytes, path: str) -> str:
    """The text of a file, in an older encoding where a table is in one."""
    try:
        return decode(data, path)
    except ReadError:
        if not path.lower().endswith((".csv", ".tsv")):
            raise
        from .encodings import decoded

        return decoded(data)[0]


def mapping_text(columns: Columns) -> str:
    """The columns in words, one a line: ``Absender  ->  from``."""
    width = min(max(map(len, columns.headings), default=1), 40)
    name = f" of the sheet “{columns.name}”" if columns.name else ""
    if program := program_of(columns):
        return f"columns{name}: those of {program}, read as it means them\n"
    how = f"as {columns.set_by} says" if columns.set_by else "guessed from the headings"
    lines = [f"columns{name}, {how}:"]
    for heading, field in zip(columns.headings, columns.fields):
        meaning = "left out" if field == LEFT_OUT else field or "kept under this heading"
        lines.append(f"  {heading or '(no heading)':<{width}}  {meaning}")
    lines += [f"  {'(every row)':<{width}}  {field}: {value}" for field, value in columns.fixed.items()]
    return "\n".join(lines) + "\n"


def mapping_toml(columns: Columns, path: str) -> str:
    """The columns as the file that sets them."""
    name = f"{Path(path).with_suffix('').name}{SUFFIX}"
    lines = [
        f"# What the columns of {Path(path).name} mean. Save it beside the table as {name}.",
        '# `citekit help tables` lists the fields; "" keeps a column under its heading, "-" leaves it out.',
        "[columns]",
    ]
    rows = zip(columns.headings, columns.fields)
    lines += [f"{_quoted(h)} = {_quoted(f)}" for h, f in {h: f for h, f in rows if h.strip()}.items()]
    lines += ["", "# What is the same in every row and stands in no column", "[fixed]"]
    lines += [f"{_quoted(field)} = {_quoted(value)}" for field, value in columns.fixed.items()]
    return "\n".join(lines) + '\n# archive = "Stadtarchiv Xanten"\n' * (not columns.fixed) + "\n" * bool(columns.fixed)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
