"""EndNote's dialect of RIS: where a manuscript has its library, collection, container and folio."""

from __future__ import annotations

from typing import Any

from ...csl.ris_tags import decode_text
from ...document.foreign import is_host
from .records import Record


def is_manuscript(record: Record) -> bool:
    """Whether a record is a manuscript in a library, as EndNote writes it; Zotero's have the labels of ``M2``."""
    of_type = record["TY"][0].strip().upper() == "MANSCPT"
    placed = "PB" in record or ("AN" in record and bool({"T2", "VL", "M1", "NV"} & record.keys()))
    placed = placed or ("DB" in record and record.get("LB", "") == record.get("ID"))  # a label as EndNote keeps it
    return of_type and placed and "M2" not in record and not is_host(decode_text(record.get("PB", ())))


def take_library(record: Record, item: dict[str, Any]) -> None:
    """``PB`` is its library, ``T2`` the collection, ``VL`` the container, ``M1`` the folio, ``NV`` its number.

    Where ``AN`` has the whole reference, what stands in it is not said again.
    """
    if record.get("M3") == ["letter"]:
        del record["M3"]  # understood: a genre that is stated stands among the notes
    parts = {tag: decode_text(record.pop(tag)) for tag in ("NV", "VL", "M1") if tag in record}
    library, place, collection = (decode_text(record.pop(tag, ())) for tag in ("PB", "CY", "T2"))
    whole = decode_text(record.get("AN", ()))
    said = f"{decode_text(record.get('DB', ()))}, {whole}"
    if collection and not all(part in said for part in collection.split(", ")):
        item["archive_collection"] = collection
    if not whole and parts:
        record["AN"] = [", ".join(parts.values())]
    if library and ("DB" not in record or not all(name in said for name in library.split("; "))):
        if "DB" in record:
            item["source"] = decode_text(record["DB"])  # the database in which it was found
        record["DB"] = [library]
    if place:
        item["archive-place"] = place
