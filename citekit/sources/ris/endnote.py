"""EndNote's dialect of RIS: where a manuscript has its library, collection, container and folio; where things are."""

from __future__ import annotations

import re
from typing import Any

from ...archives.reference import Level
from ...csl.names import is_institution
from ...csl.ris_tags import decode_text
from ...document.foreign import is_host
from ..manuscript import contains_all, levels_of, place_of
from ..published import is_published, names_levels
from .records import Record

_PARTS = ("NV", "VL", "M1")


def is_manuscript(record: Record) -> bool:
    """Whether a record is a manuscript in a library, as EndNote writes it; Zotero's have the labels of ``M2``."""
    if record["TY"][0].strip().upper() != "MANSCPT" or "M2" in record or is_host(_text(record, "PB")):
        return False
    own = record.get("LB", "") == record.get("ID")  # a label as EndNote's dialect of our own exports keeps it
    parts = [tag for tag in _PARTS if tag in record]
    placed = "PB" in record or ("AN" in record and bool(parts or "T2" in record)) or ("DB" in record and own)
    return placed or (not own and (len(parts) > 1 or bool(parts and {"AV", "CN"} & record.keys())))


def take_library(record: Record, item: dict[str, Any], custom: dict[str, Any]) -> tuple[Level, ...]:
    """``PB`` is its library, ``T2`` the collection, ``VL`` the container, ``M1`` the folio, ``NV`` its number.

    Where ``AN`` has the whole reference, what stands in it is not said again.  Gives the levels of the reference, where
    its wording does not tell them.
    """
    if record.get("M3") == ["letter"]:
        del record["M3"]  # understood: a genre that is stated stands among the notes
    parts = [_taken(record, tag, ", ") for tag in _PARTS]
    library, place, collection = (_taken(record, tag) for tag in ("PB", "CY", "T2"))
    own = record.get("LB", "") == record.get("ID")
    found = place_of(parts, _taken(record, "AN", ", "), "" if own or not library else _text(record, "CN"))
    said = f"{_text(record, 'DB')}, {found.reference}"
    if collection and not contains_all(said, collection):
        item["archive_collection"] = collection
    if found.reference:
        record["AN"] = [found.reference]
    if found.accession_number:
        custom["accession_number"] = found.accession_number
    if found.reference and not found.call_number and "CN" in record and found.reference == _text(record, "CN"):
        del record["CN"]
    if library and ("DB" not in record or not contains_all(said, library)):
        if "DB" in record:
            item["source"] = _taken(record, "DB")  # the database in which it was found
        record["DB"] = [library]
    if place:
        item["archive-place"] = place
    return levels_of(found.reference, *parts)


def take_availability(record: Record, csl_type: str) -> None:
    """``AV`` beside ``AN``, ``CN`` or a manuscript's parts names the archive of what was never published.

    Alone, or with words for levels (``Box 3``), it is the place itself, unless it is plainly the name of a house.
    """
    parts = [tag for tag in _PARTS if tag in record] if csl_type == "manuscript" else []
    beside = bool({"AN", "CN"} & record.keys() or parts)
    if not beside and "AV" in record:
        where = _text(record, "AV")
        beside = not re.search(r"\d", where) and "," not in where and is_institution(where)
    if "AV" not in record or "DB" in record or not beside or is_published({"type": csl_type}):
        return
    if (csl_type == "manuscript" and "PB" in record) or names_levels(_text(record, "AV")):
        return
    record["DB"] = [_taken(record, "AV")]
    if "AN" not in record and "CN" in record and not parts:
        record["AN"] = record.pop("CN")


def _text(record: Record, tag: str, between: str = "; ") -> str:
    return between.join(decode_text([value]) for value in record.get(tag, ()))


def _taken(record: Record, tag: str, between: str = "; ") -> str:
    text = _text(record, tag, between)
    record.pop(tag, None)
    return text
