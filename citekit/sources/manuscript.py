"""Where a manuscript stands, as reference managers have it in several fields: what of it is the archival reference.

EndNote's Manuscript has a number, a container and a folio beside the accession and the call number; any of them may
hold the whole reference, and programs fill each combination.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """The reference of a manuscript, and the numbers that stand apart from it."""

    reference: str = ""
    accession_number: str = ""
    call_number: str = ""


def place_of(parts: Iterable[str], accession: str = "", call_number: str = "") -> Place:
    """The place that these fields state together; every value is in the reference or beside it.

    ``parts`` are number, container and folio. ``accession`` is the reference where it is no bare number, or nothing
    else is stated; parts that it lacks follow it. The call number is one where no other field is.
    """
    parts = list(dict.fromkeys(part for part in parts if part))
    if accession and parts and accession.isdigit():
        return Place(", ".join(parts), accession, call_number)
    if not accession and not parts:
        return Place(call_number)
    missing = [part for part in parts if not says_all(accession, part)] if accession else parts
    return Place(", ".join(filter(None, [accession, *missing])), "", call_number)


def says_all(text: str, part: str) -> bool:
    """Whether a text has the pieces of another between commas, each as whole words: ``12`` is not in ``MS 123``."""
    return all(re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text) for piece in re.split(r", |; ", part))
