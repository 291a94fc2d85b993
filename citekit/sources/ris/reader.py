"""RIS records of reference managers and of the archive itself, through rispy (data/ris.toml has types and tags).

Every tag reaches a variable, a Document's field, a keyword or ``custom``; nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...archives.hosts import host_of
from ...common.errors import CitekitError, MissingExtraError, ReadError, to_install
from ...csl.names import full_name
from ...document.foreign import document_of, is_host
from ...document.model import Document
from ..base import Cut, Found
from ..manuscript import with_levels
from ..published import is_archival_place, is_published
from ..tagged.lines import Content
from .dates import put_dates
from .endnote import is_manuscript, take_availability, take_library
from .notes import labelled
from .records import Record, detect, parsed, records, runs
from .tags import Tags, csl_type

__all__ = ["detect", "read"]


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return runs(content)


def read(content: Content, where: str) -> Iterator[Found]:
    """One document a record; a record that cannot be read is an error that names its line."""
    try:
        import rispy  # noqa: F401
    except ImportError:
        raise MissingExtraError(
            "RIS needs rispy", where=where, hint=f"install it with: {to_install('rispy')}"
        ) from None
    for found in records(content):
        place = f"{where}, line {found.line}"
        try:
            record = parsed(found.text)
            if set(record) <= {"TY", "ID"}:
                raise ReadError("the record holds nothing but its type", where=place)
            doc = replace(_document(record), source=where)
            yield replace(doc, warnings=(*doc.warnings, *found.warnings)) if found.warnings else doc
        except CitekitError as error:
            yield error if error.where else error.at(place)
        except (KeyError, AttributeError, TypeError, ValueError):
            yield ReadError("the record is damaged", where=place, hint="each line begins with a tag such as “TI  - ”")


def _document(record: Record) -> Document:
    item: dict[str, Any] = {"type": csl_type(record)}
    custom: dict[str, Any] = {}
    take_availability(record, item["type"])
    levels = take_library(record, item, custom) if is_manuscript(record) else ()
    tags = Tags(record, item, custom)
    put_dates(record, item, custom, tags.used)
    tags.take_all()
    fields = labelled(record, item, custom)
    if "recipient" in fields:
        item.pop("recipient", None)  # the tag holds the same
    if "sender" in fields and [full_name(n) for n in item.get("author", ())] == [fields["sender"]]:
        item.pop("author")  # a program's author is the sender that the archive states
    if not {"M2", "LB"} & record.keys():  # no record of a reference manager
        _hosted(item, custom)
    if not _is_own(record):
        _found_in(item, custom)
    if any(custom.values()):
        item["custom"] = {k: v for k, v in custom.items() if v}
    if item.get("archive") and is_host(item["archive"]) and item.get("language"):
        fields.setdefault("language", item.pop("language"))
    return with_levels(document_of({k: v for k, v in item.items() if v}, **fields), levels)


def _hosted(item: dict[str, Any], custom: dict[str, Any]) -> None:
    """The archive's own record: its publisher is the archive, its place the reference, its authors whoever took
    part.
    """
    if not item.get("archive") and is_host(str(item.get("publisher") or "")):
        item["archive"] = item.pop("publisher")
        if not item.get("archive_location") and item.get("publisher-place"):
            item["archive_location"] = item.pop("publisher-place")
    if item.get("author") and (
        host_of(str(item.get("URL") or "")) or (is_host(str(item.get("archive") or "")) and item.get("URL"))
    ):
        custom["people"] = [full_name(name) for name in item.pop("author")]


def _is_own(record: Record) -> bool:
    """Whether a record is an export of citekit, in which ``DB`` is always the archive: the key stands in it twice."""
    labelled_key = any(line.startswith("Citation Key:") for line in record.get("M2", ()))
    return labelled_key or ("ID" in record and record["ID"] == record.get("LB"))


def _found_in(item: dict[str, Any], custom: dict[str, Any]) -> None:
    """Of a published work ``DB`` is the database and ``AN`` the number there (specification of 2011, as EBSCO, ProQuest
    and JSTOR export); an archive's own name or reference stays what it is.
    """
    archive, location = str(item.get("archive") or ""), str(item.get("archive_location") or "")
    if not (archive or location) or not is_published(item) or item.get("archive_collection"):
        return
    if is_archival_place(archive, location):
        return
    item.pop("archive", None)
    item.pop("archive_location", None)
    provider = str(item.get("source") or "")
    if archive:
        item["source"] = archive
    if provider and provider != item["source"]:
        custom["database_provider"] = provider
    if location:
        custom["accession_number"] = location
