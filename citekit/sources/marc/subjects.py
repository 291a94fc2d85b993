"""Subjects of a MARC 21 record (6XX) as keywords."""

from __future__ import annotations

from ..headings import heading
from ..item_builder import ItemBuilder
from .record import Field, MarcRecord


def add_subjects(build: ItemBuilder, record: MarcRecord) -> None:
    """The headings in their order; subdivisions are joined with dashes, as catalogues print them."""
    for field in record.fields:
        if field.tag[:1] != "6" or field.tag == "655":
            continue
        if field.tag == "653":
            build.add_keywords(heading(text) for text in field.all("a"))
        else:
            build.add_keywords([subject(field)])


def subject(field: Field) -> str:
    """A subject heading in words."""
    main = " ".join(text for code, text in field.subfields if code.islower() and code not in "vxyze" and text)
    parts = [heading(text) for text in field.all("vxyz")]
    return "--".join(filter(None, [heading(main), *parts]))
