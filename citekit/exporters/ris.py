"""RIS as Zotero and EndNote read it, through rispy (data/ris.toml has types and tags)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..archives.credits import credits_wording
from ..archives.titles import kind_of
from ..csl.wording import leftovers, name_wording
from ..document.item import csl_type
from ..document.model import Document
from ..errors import MissingExtraError, UsageError
from ..tables import table
from .options import ExportOptions

# variables with a tag or a labelled note of their own, beside those of the table
_TAKEN = frozenset(
    {
        "id",
        "type",
        "title",
        "issued",
        "accessed",
        "archive",
        "archive_location",
        "abstract",
        "URL",
        "number",
        "note",
        "author",
        "editor",
        "collection-editor",
        "translator",
        "language",
        "page",
        "keyword",
    }
)


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """RIS records; ``DB`` is the archive, ``AN`` the location in it. RIS is UTF-8: ASCII alone cannot be asked for."""
    if options.ascii:
        raise UsageError("RIS has no way to write letters beyond ASCII", hint="leave out --ascii, or export BibTeX")
    try:
        import rispy
    except ImportError:
        raise MissingExtraError("RIS needs rispy", hint="install it with: pip install rispy") from None

    class Writer(rispy.RisWriter):  # type: ignore[misc]
        def set_header(self, count: int) -> str:
            return ""  # the format has no record numbers

    for doc in docs:
        text: str = rispy.dumps([_record(doc)], implementation=Writer, skip_unknown_tags=True)
        yield text.lstrip("\ufeff\n").rstrip("\n") + "\n"


def _line(value: Any) -> str:
    return " ".join(str(value).split())


def _record(doc: Document) -> dict[str, Any]:
    item = doc.to_csl()
    record: dict[str, Any] = {"type_of_reference": table("ris")["types"].get(item["type"], "GEN"), "id": item["id"]}

    taken = set(_TAKEN)

    def put(name: str, value: Any) -> None:
        if value:
            record.setdefault(name, _line(value))

    put("title", doc.title)
    for role, name in (
        ("author", "authors"),
        ("editor", "secondary_authors"),
        ("collection-editor", "tertiary_authors"),
        ("translator", "subsidiary_authors"),
    ):
        if names := [_line(name_wording(n)) for n in item.get(role) or () if isinstance(n, dict)]:
            record[name] = names
    if record["type_of_reference"] == "PCOMM" and "secondary_authors" not in record:
        recipients = [_line(name_wording(n)) for n in item.get("recipient") or ()] or (
            [doc.recipient] if doc.recipient else []
        )
        if recipients:
            record["secondary_authors"] = recipients
            taken.add("recipient")
    _dates(doc, record)
    put("abstract", doc.summary)
    put("name_of_database", item.get("archive"))
    put("accession_number", item.get("archive_location"))
    for variable, name in table("ris")["fields"].items():
        if name not in record:
            put(name, item.get(variable))
            taken.add(variable)
    first, _, last = str(item.get("page") or "").replace("\u2013", "-").partition("-")
    put("start_page", first)
    put("end_page", last)
    if doc.url:
        record["urls"] = [doc.url]
    put("language", doc.language or item.get("language"))
    if item.get("keyword"):
        record["keywords"] = [
            _line(k) for k in re.split(r";" if ";" in str(item["keyword"]) else r",", str(item["keyword"])) if k.strip()
        ]
    notes = _notes(doc, item, record) + [f"{name}: {text}" for name, text in leftovers(item, taken)]
    if kept := [_line(n) for n in notes if n]:
        record["notes"] = [*record.get("notes", ()), *kept]
    return record


def _dates(doc: Document, record: dict[str, Any]) -> None:
    date = doc.date
    if date is not None and date.start:
        record["year"] = str(date.start[0])
        record["date"] = "/".join([f"{date.start[0]:04d}", *(f"{n:02d}" for n in date.start[1:])]) + "/" * (
            3 - len(date.start)
        )
    elif date is not None and date.text:
        record["date"] = _line(date.text)
    if date is not None and (date.end or date.season or date.circa or date.uncertain or date.inferred):
        record["notes"] = [f"Date: {_line(date.text)}"]  # RIS holds one day, month or year only
    if doc.accessed is not None:
        record["access_date"] = "/".join(f"{n:02d}" for n in doc.accessed.start) or _line(doc.accessed.text)


def _notes(doc: Document, item: dict[str, Any], record: dict[str, Any]) -> list[str]:
    """What RIS has no tag for, with a label that the reader knows; the credits come first, as a sentence."""
    notes = [doc.credits or str(item.get("note") or "")]
    number = doc.number or str(item.get("number") or "")
    labelled = [
        ("Document number", number),
        ("Sender", doc.sender),
        ("Recipient", doc.recipient),
        ("Contents", "; ".join(doc.contents)),
    ]
    if doc.kind and doc.kind != kind_of(doc.title):
        labelled.append(("Kind", doc.kind))
    reads = table("ris")["reads"].get(record["type_of_reference"], item["type"])
    if item["type"] != (csl_type(doc) if doc.references or doc.host else reads):
        labelled.append(("Type", str(item["type"])))
    if doc.contributors and not doc.credits:
        labelled.append(("Contributors", credits_wording(doc.contributors)))
    if doc.language and item.get("language"):
        labelled.append(("language", str(item["language"])))
    return [*notes, *(f"{name}: {value}" for name, value in labelled if value)]
