"""What the columns of a table mean: guessed from their headings (data/described.toml), or as a person has set it.

``NAME.columns.toml`` beside a table sets it: ``[columns]`` gives headings their fields (``""`` keeps a column under its
heading, ``"-"`` leaves it out), ``[fixed]`` gives fields that are the same in every row.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ...common.errors import ReadError, did_you_mean
from ...common.tables import table
from ...csl.variables import DATE_VARIABLES, NAME_VARIABLES, TEXT_VARIABLES
from ..field_names import field_named, normalized

SUFFIX = ".columns.toml"
LEFT_OUT = "-"
_FILE = re.compile(r"[^\n]{1,300}\.(?:jpe?g|tiff?|png|gif|pdf|jp2|heic|webp|bmp|mp3|mp4|wav|mov)\s*$", re.I)
_YEAR = re.compile(r"[^\w]*(?:\d{1,2}[./-]){0,2}(?:1[0-9]|20)\d\d(?!\d)")
# a document is told by one of these
TELLING = frozenset(("title", "reference", "call number", "from", "author", "collection", "fond", "summary"))
_TOWNS = frozenset(("city", "town", "stadt", "ville", "ciudad", "citta", "cidade", "miasto", "mesto", "stad", "varos"))
_NUMBERS = frozenset("no nr n number num numero номер nummer №".split())  # of a journal, beside its volume
_WORD = re.compile(r"[^\W\d_]{2,}\.?$")


@dataclass(frozen=True)
class Columns:
    """The columns of a table: each heading with its field; ``fixed`` fields; ``set_by``: the file that says so.

    ``first_row`` is the number of the row below the headings, counted from 1.
    """

    name: str
    headings: tuple[str, ...]
    fields: tuple[str, ...]
    first_row: int = 2
    fixed: Mapping[str, str] = field(default_factory=dict)
    set_by: str = ""

    @property
    def known(self) -> int:
        """How many columns have a field."""
        return sum(bool(one) for one in self.fields)

    @property
    def tells(self) -> bool:
        """Whether a row can say enough to be cited."""
        return bool(TELLING & {*self.fields, *self.fixed})


def guess(name: str, headings: Sequence[str], rows: Sequence[Sequence[str]], first_row: int = 2) -> Columns:
    """The columns of headings, looked at together with the first rows below them."""
    fields: list[str] = []
    for n, heading in enumerate(headings):
        cells = [row[n] for row in rows if n < len(row) and row[n].strip()]
        found = field_named(heading)
        if fields[-1:] == ["archive"] and (found == "place" or normalized(heading) in _TOWNS):
            found = "archive place"  # a town after an archive is where that is
        fields.append(_by_cells(found, cells) if heading.strip() else "")
    if {"container-title", "volume"} & set(fields) and "issue" not in fields:
        fields = ["issue" if not f and normalized(h) in _NUMBERS else f for f, h in zip(fields, headings, strict=False)]
    return Columns(name, tuple(headings), tuple(_together(fields)), first_row)


def _by_cells(found: str, cells: Sequence[str]) -> str:
    """The field of a heading, corrected by what stands below it: files are no folders, years no correspondents."""
    if not cells:
        return found
    if sum(bool(_FILE.match(cell)) for cell in cells) * 2 > len(cells):
        return "files" if found in ("", "archival file", "archival item", "files", "folder") else found
    if found in ("from", "to") and sum(bool(_YEAR.match(cell)) for cell in cells) * 2 > len(cells):
        return f"date {found}"
    if found == "files" and all(len(cell) < 6 and cell.strip().isdigit() for cell in cells):
        return ""  # a count of pictures
    return found


def _together(fields: Sequence[str]) -> list[str]:
    """Fields that mean another thing beside certain others: the pages and volumes of an archive, or of a journal."""
    printed = {"container-title", "ISSN", "issue"} & set(fields)
    archival = {"archive", "call number", "collection", "fond", "box", "folder"} & set(fields)
    if archival and not printed:
        turned = {"page": "archival page", "volume": "archival volume"}
        return [turned.get(one, one) for one in fields]
    return list(fields)


def header_of(rows: Sequence[Sequence[str]], least: int = 2) -> int:
    """Which of the first rows has the headings: that with the most known ones, the first of equals; -1 where none has
    the ``least`` that there have to be.
    """
    best, most = -1, least - 1
    for n, row in enumerate(rows[:12]):
        known = sum(bool(field_named(cell)) for cell in row if 0 < len(cell.strip()) < 60)
        if known > most:
            best, most = n, known
    return best


def settings_beside(where: str) -> str:
    """The name of the file that sets the columns of a table, or an empty string where there is none."""
    name = os.path.splitext(where)[0] + SUFFIX
    return name if where and os.path.isfile(name) else ""


def with_settings(columns: Columns, path: str) -> Columns:
    """Columns as a person's file has them. Raises ReadError for what it says wrong."""
    try:
        with open(path, "rb") as file:
            data = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"not valid TOML: {error}", where=path) from None
    except OSError as error:
        raise ReadError(f"the file cannot be read ({error.strerror})", where=path) from None
    said, fixed = (_table(data, name, path) for name in ("columns", "fixed"))
    headings = {normalized(heading): n for n, heading in enumerate(columns.headings)}
    fields = list(columns.fields)
    for heading, wanted in said.items():
        n = headings.get(normalized(heading))
        if n is None:
            hint = did_you_mean(heading, columns.headings, "the table has: " + ", ".join(columns.headings)[:300])
            raise ReadError(f"the table has no column “{heading}”", where=path, hint=hint)
        fields[n] = _field(wanted, path)
    return Columns(
        columns.name,
        columns.headings,
        tuple(fields),
        columns.first_row,
        {_field(name, path): value for name, value in fixed.items()},
        path,
    )


def _table(data: Mapping[str, object], name: str, path: str) -> dict[str, str]:
    found = data.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(v, (str, int)) for v in found.values()):
        raise ReadError(f"[{name}] is to hold texts", where=path, hint='write: "Heading" = "title"')
    return {str(k): str(v) for k, v in found.items()}


def _field(wanted: str, path: str) -> str:
    if wanted in ("", LEFT_OUT) or wanted in known_fields():
        return wanted
    found = field_named(wanted)
    if found:
        return found
    hint = did_you_mean(wanted, known_fields(), "`citekit help tables` lists them")
    raise ReadError(f"there is no field “{wanted}”", where=path, hint=hint)


@lru_cache(maxsize=1)
def known_fields() -> frozenset[str]:
    """The fields that a column can have."""
    described = table("described")
    return frozenset((*described["levels"], *described["headings"], *_variables()))


def _variables() -> Iterable[str]:
    return (*NAME_VARIABLES, *DATE_VARIABLES, *TEXT_VARIABLES)


def word_of(heading: str, name: str) -> str:
    """The word that a heading gives a level: ``Karton`` for ``Karton Nr.``; nothing where it is more than a word."""
    default: str = table("described")["levels"].get(name, "|").partition("|")[2]
    words = heading.replace("_", " ").split()
    while len(words) > 1 and normalized(words[-1]) in (
        "no",
        "nr",
        "number",
        "n",
        "num",
        "nummer",
        "numero",
        "номер",
        "",
    ):
        words.pop()
    said = words[0] if len(words) == 1 else ""
    if not default or not _WORD.match(said) or said.casefold() == default.casefold():
        return default
    return said[:1].upper() + said[1:].lower() if said.isupper() else said
