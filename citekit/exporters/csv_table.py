"""CSV (RFC 4180, UTF-8): a row a document, for spreadsheets and databases (data/tables.toml has the columns).

A cell that a spreadsheet would take for a formula begins with an apostrophe, as OWASP advises ("CSV Injection"); the
reader of tables takes it away again.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from ..common.errors import UsageError, did_you_mean
from ..common.tables import table
from ..csl.labels import text_of
from ..csl.leftovers import leftovers
from ..csl.wording import edtf, one_line, variable_named, wording
from ..dates import HistoricalDate
from ..document.extra import extra_of
from ..document.item import to_csl
from ..document.model import Document
from ..document.wording import in_source_wording
from .options import ExportOptions

# what spreadsheets begin a formula with, also in its full-width forms, after any number of apostrophes
_FORMULA = re.compile(r"'*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_OTHER = "other"
# variables that are made from a document's fields, and the columns that hold these
_SAME = {
    "author": ("from",),
    "recipient": ("to",),
    "interviewer": ("to",),
}

Cell = Callable[[Document, dict[str, Any]], str]


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """A heading and a row a document. Raises UsageError for a column that there is not, and for ASCII alone."""
    if options.ascii:
        raise UsageError("a table cannot be written in ASCII alone", hint="leave out --ascii, or export csl-json")
    names = chosen(options)
    cells = [_cell(name, names) for name in names]
    started = False
    for doc in docs:
        if not started:
            yield row_of(names)
            started = True
        doc = in_source_wording(doc)
        item = to_csl(doc)
        yield row_of([cell(doc, item) for cell in cells])


def heading(options: ExportOptions) -> str:
    """The row of the columns' names."""
    return row_of(chosen(options))


def chosen(options: ExportOptions) -> tuple[str, ...]:
    """The columns that are asked for, by the names that they have here. Raises UsageError."""
    if not options.columns:
        return tuple(table("tables")["columns"].split())
    return tuple(dict.fromkeys(_named(name) for name in options.columns))


def _named(name: str) -> str:
    """The column that a name means: of a field, a variable, a level of archives, or any of the names of forms."""
    known = _names()
    found = known.get(_folded(name)) or variable_named(name)
    if not found:
        raise UsageError(
            f"there is no column “{name}”", hint=did_you_mean(_folded(name), known, "`citekit help fields` lists names")
        )
    return found


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """What a column may be called -> its name here."""
    own = table("tables")
    columns = {field: column for column, field in own["fields"].items()}
    metadata = table("metadata")
    found = {
        _folded(alias): columns.get("reference" if field == "references" else field, field)
        for group in ("fields", "variables")
        for field, aliases in metadata[group].items()
        for alias in aliases.split("|")
    }
    for role, variable in (("translated", "translator"), ("edited", "editor")):
        found |= {_folded(alias): variable for alias in metadata["roles"][role].split("|")}
    found |= {_folded(name): name for name in (*own["columns"].split(), "repository", *_levels())}
    return found


def _levels() -> tuple[str, ...]:
    return tuple(table("tables")["levels"].split())


def _cell(name: str, names: tuple[str, ...]) -> Cell:
    """How a column's cell is made."""
    field = table("tables")["fields"].get(name, "")
    if field in ("date", "accessed"):
        return lambda doc, item: _date(getattr(doc, field))
    if field:
        return lambda doc, item: _text(getattr(doc, field)) or (_text(item["id"]) if name == "key" else "")
    if name == _OTHER:
        return lambda doc, item: "\n".join(_others(doc, item, names))
    if name == "repository":
        return lambda doc, item: "; ".join(r.abbreviation or r.name for r in doc.repositories)
    if name in _levels():
        return lambda doc, item: "; ".join(v.value for r in doc.references for v in r.levels if v.kind == name)
    if name == "type":
        return lambda doc, item: str(item["type"])
    elsewhere = _SAME.get(name, ()) if set(_SAME.get(name, ())) <= set(names) else ()
    return lambda doc, item: _variable(name, doc, item, bool(elsewhere))


def _variable(name: str, doc: Document, item: dict[str, Any], elsewhere: bool) -> str:
    """A CSL variable of a document, unless another column (``elsewhere``) holds what it was made from."""
    if elsewhere and name not in extra_of(doc):
        return ""
    if name == "translator" and doc.contributors and name not in extra_of(doc):
        return "; ".join(c.name for c in doc.contributors if c.role == "translated")
    value = extra_of(doc).get("note") if name == "note" else item.get(name)
    if value in (None, "", []):
        return ""
    return str(value) if name in ("note", "abstract") else wording(name, value)


def _others(doc: Document, item: dict[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """What has no column, a line each."""
    own = table("tables")["fields"]
    taken = {"id", "type", "title", "issued", "accessed", "URL", "abstract", "number", "archive", "archive_location"}
    taken |= {n for n in names if n not in own}
    if doc.contributors:
        taken.add("translator")
    taken |= set(map(str, item["custom"]["citekit"].get("correspondents", ())))
    taken |= {"note"} if doc.credits else set()
    of_record, archival = bool(doc.number), bool(doc.host or doc.references)
    if item.get("number") and of_record != archival:  # a number is read as the record's where there is an archive
        yield f"{'record number' if of_record else 'number'}: {one_line(item['number'])}"
    for variable, words in leftovers(item, taken):
        yield f"{variable}: {one_line(words)}"
    for variable in ("archive", "archive_location", "issued", "accessed", "note"):
        if variable in extra_of(doc) and (variable not in names or variable == "accessed"):
            value = extra_of(doc)[variable]
            yield f"{variable}: {text_of(value) if isinstance(value, str) else one_line(wording(variable, value))}"


def _date(date: HistoricalDate | None) -> str:
    """A date as it is written, or in EDTF where its wording says less than it."""
    if date is not None and date.start and HistoricalDate.parse(date.text).start != date.start:
        return edtf(date)
    return _text(date)


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def row_of(values: Iterable[str]) -> str:
    """A row, each cell in quotation marks, so that no separator that a spreadsheet may choose divides it."""
    lines: list[str] = []

    class Lines:
        def write(self, line: str) -> int:
            lines.append(line)
            return len(line)

    csv.writer(Lines(), quoting=csv.QUOTE_ALL, lineterminator="\n").writerow([_safe(value) for value in values])
    return "".join(lines)


def _safe(value: str) -> str:
    """A cell that no spreadsheet computes: its lines are lines, and what would begin a formula stands after an
    apostrophe."""
    text = "\n".join(one_line(line) for line in re.split(r"\r\n|[\r\n]", value)).strip("\n")
    return f"'{text}" if _FORMULA.match(text) else text
