"""Where a manuscript stands, as reference managers have it in several fields: what of it is the archival reference.

EndNote's Manuscript has a number, a container and a folio beside the accession and the call number; any of them may
hold the whole reference, and programs fill each combination.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..archives.composed import level, recomposed
from ..archives.reference import Level
from ..document.extra import extra_of
from ..document.item import to_csl
from ..document.model import Document


@dataclass(frozen=True)
class Place:
    """The reference of a manuscript, and the numbers that stand apart from it."""

    reference: str = ""
    accession_number: str = ""
    call_number: str = ""


_BARE = re.compile(r"[\W\d]*\d[\w./-]*")  # a number without a word that says of what: 12, 3r, 2405/1


def place_of(parts: Iterable[str], accession: str = "", call_number: str = "") -> Place:
    """The place that these fields state together; every value is in the reference or beside it.

    ``parts`` are number, container and folio. ``accession`` is the reference where it is no bare number, or nothing
    else is stated; parts that it lacks follow it. The call number is one where no other field is.
    """
    stated = [part for part in parts if part]
    # the same words twice say it once; two bare numbers are those of two things
    parts = [part for n, part in enumerate(stated) if part not in stated[:n] or _BARE.fullmatch(part)]
    if accession and parts and accession.isdigit():
        return Place(", ".join(parts), accession, call_number)
    if not accession and not parts:
        return Place(call_number)
    missing = [part for part in parts if not contains_all(accession, part)] if accession else parts
    return Place(", ".join(filter(None, [accession, *missing])), "", call_number)


def contains_all(text: str, part: str) -> bool:
    """Whether a text has the pieces of another between commas, each as whole words: ``12`` is not in ``MS 123``."""
    return all(re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text) for piece in re.split(r", |; ", part))


def levels_of(reference: str, number: str, container: str, folio: str) -> tuple[Level, ...]:
    """The levels of a reference where the fields for number, container and folio alone tell which is which.

    None where all of them have words (``Box 12``), from which the wording is read.  What stands in the reference
    beside them is a level too: that of the accession number.
    """
    parts = (("call_number", number), ("box", container), ("leaf", folio))
    if not any(_BARE.fullmatch(part) for _, part in parts if part):
        return ()
    found: dict[int, Level] = {}
    free = reference  # of which the parts that are found are blanked out
    for kind, part in parts:
        match = re.search(rf"(?:^|(?<=, )){re.escape(part)}(?=, |$)", free) if part else None
        if match is not None:
            found[match.start()] = level(kind, part) if kind != "call_number" else Level(kind, "", part)
            free = free[: match.start()] + "\0" * len(part) + free[match.end() :]
    for match in re.finditer(r"[^\0, ](?:[^\0,]*[^\0, ])?", free):
        found[match.start()] = Level("accession", "", match.group())
    return tuple(one for _, one in sorted(found.items()))


def with_levels(doc: Document, levels: tuple[Level, ...]) -> Document:
    """A document whose reference has these levels, whatever its wording might be read as."""
    item = to_csl(doc) if levels and not doc.host else {}
    location = str(item.get("archive_location") or "")
    if not location:
        return doc
    archive = str(item.get("archive") or "")
    extra = {name: value for name, value in extra_of(doc).items() if name not in ("archive", "archive_location")}
    text = f"{archive}, {location}" if archive else location
    return doc.changed(references=(recomposed(text, levels),), extra=extra)
