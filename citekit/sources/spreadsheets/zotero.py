"""Zotero's export as CSV: a column a field of Zotero's, whatever the type (data/zotero.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from ...common.errors import CitekitError, ReadError
from ...common.tables import table
from ...csl.names import parse_name
from ...csl.wording import date_of
from ...document.foreign import document_of
from ...document.items import extract_extra
from ..base import Found
from ..field_names import labelled
from .columns import Columns

_CREATORS = frozenset(
    "author editor series-editor translator contributor book-author composer interviewer producer recipient"
    " reviewed-author scriptwriter guest director performer narrator".split()
)
_ROLES = {"series-editor": "collection-editor", "book-author": "container-author", "scriptwriter": "script-writer"}
_TAG = re.compile(r"<[^<>]{1,300}>")


def detect(headings: Sequence[str]) -> bool:
    """Whether the headings are those that Zotero writes."""
    return {"Key", "Item Type", "Publication Year"} <= set(headings)


def read(columns: Columns, rows: Iterable[tuple[int, Sequence[str]] | ReadError], where: str) -> Iterator[Found]:
    """The items of the rows, as documents."""
    for row in rows:
        if isinstance(row, ReadError):
            yield row.at(where)
            continue
        said = {heading: cell.strip() for heading, cell in zip(columns.headings, row[1]) if cell.strip()}
        try:
            if not set(said) - {"Key", "Item Type", "Date Added", "Date Modified"}:
                raise ReadError("the row says nothing", where=f"{where}, row {row[0]}")
            yield document_of(extract_extra(item_of(said)), source=where)
        except CitekitError as error:
            yield error if error.where else error.at(f"{where}, row {row[0]}")


def item_of(said: dict[str, str]) -> dict[str, Any]:
    """The CSL item of a row, what has no variable under its heading in ``custom``."""
    kind = said.pop("Item Type", "document")
    item: dict[str, Any] = {"id": said.pop("Key", ""), "type": _types().get(kind, "document")}
    custom: dict[str, Any] = {} if kind in _types() else {"item_type": kind}
    year = said.pop("Publication Year", "")
    if date := said.pop("Date", "") or year:
        item["issued"] = date_of(date)
    if accessed := said.pop("Access Date", ""):
        item["accessed"] = date_of(accessed[:10])
    if notes := said.pop("Notes", ""):
        item["annote"] = " ".join(_TAG.sub(" ", notes).split())
    if extra := said.pop("Extra", ""):
        item["note"] = extra
    keywords = [t.strip() for name in ("Manual Tags", "Automatic Tags") for t in said.pop(name, "").split(";")]
    if any(keywords):
        item["keyword"] = "; ".join(filter(None, keywords))
    files = [f.strip() for name in ("File Attachments", "Link Attachments") for f in said.pop(name, "").split(";")]
    if any(files):
        custom["files"] = list(filter(None, files))
    for heading, cell in said.items():
        role = heading.casefold().replace(" ", "-")
        variable = _fields().get(heading.casefold().replace(" ", ""), "")
        if role in _CREATORS:
            item[_ROLES.get(role, role)] = [parse_name(n) for n in cell.split("; ") if n.strip()]
        elif variable and variable not in item:
            item[variable] = cell
        else:
            custom[labelled(heading)] = cell
    _typed(item, kind)
    if custom:
        item["custom"] = custom
    return item


def _typed(item: dict[str, Any], kind: str) -> None:
    """What the CSV calls ``Type`` and ``Place`` whatever they are of the item."""
    if kind == "presentation" and "publisher-place" in item:
        item["event-place"] = item.pop("publisher-place")
    first = {"interview": "interviewee"}.get(kind)
    if first and "author" not in item and first in item:
        item["author"] = item.pop(first)


@lru_cache(maxsize=1)
def _types() -> dict[str, str]:
    found: dict[str, str] = {}
    for csl, zotero in table("zotero")["types"].items():
        found.setdefault(zotero, csl)
    return {**found, **table("described")["zotero_types"]}


@lru_cache(maxsize=1)
def _fields() -> dict[str, str]:
    rows = {name: variable for variable, names in table("zotero")["fields"].items() for name in names.split()}
    return {name.casefold(): variable for name, variable in {**rows, **table("described")["zotero_columns"]}.items()}
