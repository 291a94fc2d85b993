"""RIS as Zotero and EndNote read it, through rispy."""

from __future__ import annotations

from typing import Any

from ..document import Document
from ..errors import MissingExtraError

_TYPES = {"personal_communication": "PCOMM", "document": "MANSCPT", "manuscript": "MANSCPT", "report": "RPRT", "book": "BOOK",
          "chapter": "CHAP", "article-journal": "JOUR", "article-newspaper": "NEWS", "article-magazine": "MGZN",
          "thesis": "THES", "webpage": "ELEC", "interview": "PCOMM", "paper-conference": "CPAPER", "map": "MAP"}  # fmt: skip


def write(docs: list[Document], dialect: str) -> str:
    """RIS records; ``DB`` is the archive, ``AN`` the location in it."""
    try:
        import rispy
    except ImportError:
        raise MissingExtraError("RIS needs rispy", hint="install it with: pip install 'citekit[ris]'") from None
    text: str = rispy.dumps([_record(doc) for doc in docs], skip_unknown_tags=True)
    return text.lstrip("\ufeff")


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
    for variable, name in (("container-title", "journal_name"), ("volume", "volume"), ("issue", "number"), ("publisher", "publisher"),
                           ("publisher-place", "place_published"), ("DOI", "doi"), ("genre", "type_of_work"), ("call-number", "call_number")):  # fmt: skip
        put(name, item.get(variable))
    if doc.url:
        record["urls"] = [doc.url]
    put("language", doc.language or item.get("language"))
    if doc.accessed is not None and doc.accessed.start:
        put("access_date", "/".join(f"{n:02d}" for n in doc.accessed.start))
    notes = [doc.credits or str(item.get("note") or "")] + [f"Document number: {doc.number}" if doc.number else ""]
    notes += [f"From {doc.sender}" if doc.sender else "", f"To {doc.recipient}" if doc.recipient else "", *doc.contents]
    if kept := [_line(n) for n in notes if n]:
        record["notes"] = kept
    return record
