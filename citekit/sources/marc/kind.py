"""The CSL type of a MARC 21 record: by leader, dissertation note, host and genre."""

from __future__ import annotations

import re

from ...common.tables import table
from ..genres import csl_type_named
from .host import host_fields, host_of
from .record import MarcRecord

_STILL = frozenset("sfictnp")  # projected graphics: slides, filmstrips, pictures (008/33)


def type_of_record(record: MarcRecord) -> str:
    """The CSL type (leader/06-07, 008, 502, 655, 773)."""
    found = str(table("marc")["kinds"].get(record.kind, "book"))
    fixed = record.control.get("008", "")
    if record.first("502") is not None:
        return "thesis"
    if found == "book" and (record.level in "ab" or record.first("773") is not None):
        if part := part_type(record):
            return part
    if found == "book":
        return _text(record, fixed)
    if found == "motion_picture" and fixed[33:34] in _STILL:
        return "graphic"
    if found == "software" and fixed[26:27] == "a":
        return "dataset"
    if found in ("manuscript", "collection", "document"):
        return _unpublished(record, found)
    if found == "song" and record.kind == "i":
        return next((t for g in genres(record) if (t := csl_type_named(g)) in ("interview", "speech")), found)
    return found


def _text(record: MarcRecord, fixed: str) -> str:
    if record.level == "c":
        return "collection"
    if record.level == "s":
        return "article-newspaper" if fixed[21:22] == "n" and record.first("773") is not None else "periodical"
    if record.level == "i":
        return "webpage"
    if record.first("088") is not None or "t" in fixed[24:28]:
        return "report"
    for genre in genres(record):
        found = csl_type_named(genre)
        if found in ("thesis", "pamphlet", "legislation", "treaty", "patent", "report", "interview", "webpage"):
            return found
    return "book"


def _unpublished(record: MarcRecord, found: str) -> str:
    if record.level == "c" or (found == "collection" and record.level not in "md"):
        return "collection"
    told = next((t for g in genres(record) if (t := csl_type_named(g))), "")
    if told in ("personal_communication", "interview", "speech", "graphic", "map", "thesis"):
        return told
    return "manuscript"


def part_type(record: MarcRecord) -> str:
    """What a part of another work is; empty for a part of a collection of unpublished papers."""
    field = next(iter(host_fields(record)), None)
    if field is None:
        return "article-journal" if record.level == "b" else ""
    host = host_of(record)
    control = field.get("7")
    if any(csl_type_named(g) == "article-newspaper" for g in genres(record)):
        return "article-newspaper"
    if field.get("x") or record.level == "b" or control[3:4] in ("s", "b") or host.issue or host.volume:
        return "article-journal"
    if control[3:4] == "c" or control[:1] in ("p", "t"):
        return ""
    if field.get("z") or control[3:4] == "m" or field.get("d") or re.search(r"\bIn\b", field.get("i")) or host.page:
        return "chapter"
    return "article-journal" if record.level == "a" and not field.get("b") else ""


def genres(record: MarcRecord) -> list[str]:
    """Genre and form terms (655), and the collection's own (047 and 380 are codes)."""
    return [text.rstrip(" .") for field in record.all("655") if (text := " ".join(field.all("a")))]
