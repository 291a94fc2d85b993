"""RIS as Zotero and EndNote read it, through rispy (data/ris.toml has types and tags).

What has no tag, or no field in Zotero's item of that type, is a line ``M2  - Label: value``: it goes to Zotero's Extra,
from where Zotero's citations take it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..common.errors import MissingExtraError, UsageError, to_install
from ..common.tables import table
from ..csl.labels import note_line
from ..csl.leftovers import leftovers
from ..csl.names import full_name
from ..csl.ris_tags import divided_by_mistake, encode_text, keywords, needs_remark, tags
from ..csl.variables import NAME_VARIABLES
from ..csl.wording import edtf, lines_of, one_line
from ..document.correspondence import type_in_managers
from ..document.extra import extra_of
from ..document.item import stated_access, stated_date
from ..document.model import Document
from .options import ExportOptions
from .zotero import Line, ZoteroItem, name_lines, zotero_item

if TYPE_CHECKING:
    from ..dates import HistoricalDate

Lines = list[tuple[str, str]]

# variables that are written by themselves, beside those of the table
_OWN = frozenset({"id", "type", "issued", "accessed", "URL", "page", "keyword", "note", "custom"})


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """RIS records; ``DB`` is the archive, ``AN`` the location in it. RIS is UTF-8: ASCII alone cannot be asked for."""
    if options.ascii:
        raise UsageError("RIS cannot be written in ASCII alone", hint="leave out --ascii, or export BibTeX")
    writer = ris_writer()
    for doc in docs:
        yield record_text(writer, record(doc))
        say_joined_lines(doc, "RIS", options)


def ris_writer() -> Any:
    """rispy's writer, for lines of any tag in their order. Raises MissingExtraError without rispy."""
    try:
        import rispy
    except ImportError:
        raise MissingExtraError("RIS needs rispy", hint=f"install it with: {to_install('rispy')}") from None

    class Writer(rispy.RisWriter):  # type: ignore[misc]
        def set_header(self, count: int) -> str:
            return ""  # the format has no record numbers

        def _format_reference(self, ref: Any, count: int, n: int) -> list[str]:
            line = self.PATTERN.replace("{tag}", "%s").replace("{value}", "%s")  # three times as fast as ``format``
            return [line % pair for pair in (*ref, (self.END_TAG, ""))]

    return Writer()


def record_text(writer: Any, lines: Lines) -> str:
    """A record as text, an empty line after it."""
    text: str = writer.formats([lines])
    return text.rstrip("\n") + "\n\n"


def record(doc: Document) -> Lines:
    """The lines of a document's record, each a tag and its value."""
    ris_type = table("ris")["types"].get(type_in_managers(doc), "MANSCPT")
    made = zotero_item(doc, table("zotero")["ris"].get(ris_type, ""))
    item = made.item
    lines: Lines = [("TY", ris_type), ("ID", one_line(item["id"]))]
    done = set(_OWN)
    for row in tags(ris_type):
        value = item.get(row.variable)
        if value in (None, "", []):
            continue
        if row.variable in NAME_VARIABLES:
            value, item[row.variable] = _people(value)
        lines += [(row.tag, line) for line in row.encode(value)]
        if row.variable not in NAME_VARIABLES or not item[row.variable]:
            done.add(row.variable)
    lines += (
        dates(doc)
        + pages_of(item, done, ris_type)
        + [("KW", line) for k in keywords(item.get("keyword")) for line in encode_text(k)]
    )
    if doc.url:
        lines.append(("UR", one_line(doc.url)))
    lines += [("M2", f"{label}: {value}") for label, value in _extra(doc, made, done, ris_type)]
    note = lines_of(doc.credits or item.get("note") or "")
    return lines + [("N1", line) for part in note.split("\n") for line in encode_text(note_line(part))]


def say_joined_lines(doc: Document, name: str, options: ExportOptions) -> None:
    """Say which texts have more lines than the format lets them have."""
    extra = extra_of(doc)
    own = (("title", doc.title), ("URL", doc.url), ("abstract", doc.summary))
    for variable, value in (*own, *((v, extra.get(v)) for v in extra)):
        lines = lines_of(value) if isinstance(value, str) and variable != "note" else ""
        if "\n" in lines:
            options.say(f"{name} has “{variable}” on one line: where it has several, they are joined")
    if "\n\n" in lines_of(extra.get("note") or ""):
        options.say(f"{name} has no empty lines in notes: those of “note” are left out")


def _people(names: Any) -> tuple[list[Any], list[Any]]:
    """(names for lines of a tag, names for Extra): programs divide a name at its comma, in Extra it stays whole.

    Whoever stands after such a name goes there as well, so that their order stays.
    """
    listed = names if isinstance(names, list) else [names]
    end = next((n for n, name in enumerate(listed) if divided_by_mistake(name)), len(listed))
    return listed[:end], listed[end:]


def whole_names(doc: Document) -> Iterator[Line]:
    """Names that are whole and read as if they were divided: ``Kim Il Sung``."""
    for variable, names in extra_of(doc).items():
        if variable in NAME_VARIABLES and isinstance(names, list):
            yield from (("Whole name", full_name(name)) for name in names if needs_remark(name))


def pages_of(item: dict[str, Any], done: set[str], ris_type: str) -> Lines:
    """Pages, where the type's ``SP`` holds them; of a book it is the number of pages, and a page goes to Extra."""
    data = table("ris")
    variable = data["reads_as"].get(data["same"].get(ris_type, ris_type), {}).get("SP", "")
    if not variable:
        return pages(item)
    if item.get("page"):
        done.discard("page")
        return []
    stated = one_line(item.get("number-of-pages") or "") if variable == "number-of-pages" else ""
    if stated and re.fullmatch(r"[^-\u2013<&]+", stated):  # a size or a running time is no page to Zotero
        done.add(variable)
        return [("SP", stated)]
    return []


def _extra(doc: Document, made: ZoteroItem, done: set[str], ris_type: str) -> Iterator[Line]:
    """The lines of Extra, each once, what Zotero understands first."""
    item = made.item
    yield "Citation Key", one_line(item["id"])
    if table("ris")["reads"].get(ris_type, _csl_type_of(ris_type)) != item["type"]:
        yield "type", item["type"]
    shown = set()
    for label, value in (
        *made.extra,
        *_rest(item, done | {label for label, _ in made.extra}),
        *made.labels,
        *whole_names(doc),
        *_date_as_written(doc),
    ):
        line = (one_line(label), one_line(value))
        if line[1] and line not in shown:
            shown.add(line)
            yield "".join(encode_text(line[0])), encode_text(line[1])[0]


@lru_cache(maxsize=64)
def _csl_type_of(ris_type: str) -> str:
    return next((csl for csl, ris in table("ris")["types"].items() if ris == ris_type), "document")


def _rest(item: dict[str, Any], done: set[str]) -> Iterator[Line]:
    """What has neither a tag nor a line yet: names one a line."""
    for variable, words in leftovers(item, done):
        if variable in NAME_VARIABLES and isinstance(item.get(variable), list):
            yield from name_lines(variable, item[variable])
        else:
            yield variable, words


def _date_as_written(doc: Document) -> Iterator[Line]:
    date = stated_date(doc)
    if date is not None and (date.printed_as_written or date.says_more):
        yield "Date as written", date.text


def dates(doc: Document) -> Lines:
    """Date, year and access date; JabRef takes a year from the first four characters of whichever comes last."""
    lines: Lines = []
    date = stated_date(doc)
    if date is not None and date.start:
        year = [("PY", f"{date.start[0]:04d}")] if date.start[0] > 0 else []
        lines += [("DA", _date(date)), *year]
    accessed = stated_access(doc)
    if accessed is not None:
        lines.append(("Y2", _date(accessed).rstrip("/") if accessed.start else one_line(accessed.text)))
    return lines


def _date(date: HistoricalDate) -> str:
    """``1951/11/19`` as the specification has it; ranges and uncertain dates in EDTF, seasons in words."""
    if date.season or date.start[0] < 0:
        return one_line(date.text)
    if date.end or date.circa or date.uncertain or date.open or date.start[0] < 1000:
        return edtf(date) + (".." if date.open == "after" else "")
    return "/".join([f"{date.start[0]:04d}", *(f"{n:02d}" for n in date.start[1:])]) + "/" * (3 - len(date.start))


def pages(item: dict[str, Any]) -> Lines:
    """The first and the last page, or what stands for them."""
    page = one_line(item.get("page") or "")
    if not page:
        return []
    first, _, last = page.partition("-")
    if not first or not last:
        return [("SP", page)]
    return [("SP", first), ("EP", last)]
