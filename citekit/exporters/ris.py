"""RIS as Zotero and EndNote read it, through rispy."""

from __future__ import annotations

from typing import Any

from ..csl.kinds import DATE_VARIABLES, NAME_VARIABLES
from ..dates import HistoricalDate
from ..document import Document
from ..errors import MissingExtraError

_TYPES = {"personal_communication": "PCOMM", "document": "MANSCPT", "manuscript": "MANSCPT", "report": "RPRT", "book": "BOOK",
          "chapter": "CHAP", "article-journal": "JOUR", "article-newspaper": "NEWS", "article-magazine": "MGZN",
          "thesis": "THES", "webpage": "ELEC", "interview": "PCOMM", "paper-conference": "CPAPER", "map": "MAP"}  # fmt: skip


_FIELDS = {
    "container-title": "secondary_title", "volume": "volume", "issue": "number", "publisher": "publisher", "publisher-place": "place_published",
    "DOI": "doi", "genre": "type_of_work", "call-number": "call_number", "edition": "edition", "ISSN": "issn", "ISBN": "issn",
    "title-short": "short_title", "section": "section", "collection-title": "tertiary_title",
}  # fmt: skip
_TAKEN = frozenset({*_FIELDS, "id", "type", "title", "issued", "accessed", "archive", "archive_location", "abstract", "URL", "number", "custom",
                    "note", "author", "editor", "translator", "language", "page"})  # fmt: skip


def _rest(item: dict[str, Any]) -> list[tuple[str, str]]:
    """Variables without a tag of their own; Zotero reads such lines of a note back as variables."""
    out = []
    for variable, value in item.items():
        if variable in _TAKEN or value in (None, "", []):
            continue
        if variable in NAME_VARIABLES:
            out.append((variable, "; ".join(_names(item, variable))))
        elif variable in DATE_VARIABLES:
            date = HistoricalDate.from_csl(value)
            out.append((variable, date.text if date is not None else str(value)))
        else:
            out.append((variable, str(value)))
    return out


def write(docs: list[Document], dialect: str) -> str:
    """RIS records; ``DB`` is the archive, ``AN`` the location in it."""
    try:
        import rispy
    except ImportError:
        raise MissingExtraError("RIS needs rispy", hint="install it with: pip install 'citekit[ris]'") from None

    class Writer(rispy.RisWriter):  # type: ignore[misc]
        def set_header(self, count: int) -> str:
            return ""  # the format has no record numbers

    text: str = rispy.dumps([_record(doc) for doc in docs], implementation=Writer, skip_unknown_tags=True)
    return text.lstrip("\ufeff\n")


def _line(value: Any) -> str:
    return " ".join(str(value).split())


def _names(item: dict[str, Any], role: str) -> list[str]:
    out = []
    for name in item.get(role, ()):
        if isinstance(name, dict):
            family = " ".join(str(name[k]) for k in ("non-dropping-particle", "family") if name.get(k))
            parts = [family, str(name.get("given") or ""), str(name.get("suffix") or "")]
            out.append(_line(name.get("literal") or ", ".join(p for p in parts if p)))
    return out


def _record(doc: Document) -> dict[str, Any]:
    item = doc.to_csl()
    record: dict[str, Any] = {"type_of_reference": _TYPES.get(item["type"], "GEN"), "id": item["id"]}

    def put(name: str, value: Any) -> None:
        if value:
            record[name] = _line(value)

    put("title", doc.title)
    for role, name in (("author", "authors"), ("editor", "secondary_authors"), ("translator", "subsidiary_authors")):
        if names := _names(item, role):
            record[name] = names
    if doc.recipient and record["type_of_reference"] == "PCOMM" and "secondary_authors" not in record:
        record["secondary_authors"] = [doc.recipient]
    if doc.date is not None:
        if doc.date.start:
            record["year"] = str(doc.date.start[0])
            record["date"] = "/".join([f"{doc.date.start[0]:04d}", *(f"{n:02d}" for n in doc.date.start[1:])]) + "/" * (
                3 - len(doc.date.start)
            )
        else:
            put("date", doc.date.text)
    put("abstract", doc.summary)
    put("name_of_database", item.get("archive"))
    put("accession_number", item.get("archive_location"))
    for variable, name in _FIELDS.items():
        put(name, item.get(variable))
    first, _, last = str(item.get("page") or "").replace("\u2013", "-").partition("-")
    put("start_page", first)
    put("end_page", last)
    if doc.url:
        record["urls"] = [doc.url]
    put("language", doc.language or item.get("language"))
    if doc.accessed is not None:
        put("access_date", "/".join(f"{n:02d}" for n in doc.accessed.start) or doc.accessed.text)
    notes = [doc.credits or str(item.get("note") or "")] + [f"Document number: {doc.number}" if doc.number else ""]
    notes += [f"From {doc.sender}" if doc.sender else "", f"To {doc.recipient}" if doc.recipient else "", *doc.contents]
    if item.get("number") and not doc.number:
        notes.append(f"number: {item['number']}")
    notes += [f"{name}: {value}" for name, value in _rest(item)]
    if kept := [_line(n) for n in notes if n]:
        record["notes"] = kept
    return record
