"""What a unit says of itself beside its ``did``: contents, access, subjects (EAD 2002 and EAD3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..described import Description
from ..xml import attribute, children, local_name, text_of

_FIELDS = {"scopecontent": "summary", "abstract": "summary", "odd": "notes", "note": "notes"}
_LABELS = {
    "accessrestrict": "access",
    "accruals": "accruals",
    "acqinfo": "acquisition",
    "altformavail": "copies",
    "appraisal": "appraisal",
    "arrangement": "arrangement",
    "bibliography": "bibliography",
    "bioghist": "biographical history",
    "custodhist": "custodial history",
    "fileplan": "file plan",
    "index": "index",
    "legalstatus": "legal status",
    "originalsloc": "location of originals",
    "otherfindaid": "other finding aid",
    "phystech": "physical characteristics",
    "prefercite": "preferred citation",
    "processinfo": "processing",
    "relatedmaterial": "related material",
    "separatedmaterial": "separated material",
    "userestrict": "conditions of use",
}
_WHOLE = {
    "scopecontent": "scope and contents",
    "abstract": "abstract",
    "odd": "other descriptive data",
    "physdesc": "extent",
    "unitdate": "dates",
    "controlaccess": "subjects",
}
_OPENED = re.compile(r"<(?:[\w.-]{1,60}:)?([a-z]{3,20})(?=[\s>])")
_SUBJECTS = frozenset("subject persname corpname famname geogname name occupation function title".split())


def add_about(description: Description, element: Any, item: bool) -> None:
    """Add what the children of a component say."""
    for one in children(element):
        name = local_name(one)
        if name in _FIELDS:
            description.add(_FIELDS[name], about_text(one))
        elif name in _LABELS:
            description.note(_LABELS[name], about_text(one))
        elif name == "controlaccess":
            _subjects(description, one, item)
        elif name == "descgrp":  # a group of these, in EAD 2002
            add_about(description, one, item)
        elif name in ("dao", "daogrp", "daoset"):
            _digital_objects(description, one)


def labels_of_notes(head: str) -> list[str]:
    """The labels of what a finding aid says of the whole before its components, by the elements in it."""
    found = dict.fromkeys(_OPENED.findall(head))
    return [_LABELS.get(name) or _WHOLE[name] for name in found if name in _LABELS or name in _WHOLE]


def _digital_objects(description: Description, element: Any) -> None:
    """Addresses and files, and the words beside them."""
    for part in element.iter():
        address = attribute(part, "href") if isinstance(part.tag, str) else ""
        if address:
            description.add("url" if address.lower().startswith("http") else "files", address)
    description.note("digital object", text_of(element))


def _subjects(description: Description, element: Any, item: bool) -> None:
    for one in element.iter():
        name = local_name(one)
        if name == "p":
            description.note("access points", text_of(one))
        parts = [text_of(part) for part in children(one, "part")] if name else []
        text = " -- ".join(filter(None, parts)) or text_of(one) if name else ""
        if name == "genreform" and item:
            description.add("kind", text)
        elif name in _SUBJECTS or name == "genreform":
            description.add("subjects", text)


def about_text(element: Any) -> str:
    """The text of a note without its heading."""
    return " ".join(" ".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if isinstance(one.tag, str) and local_name(one) != "head":
            yield text_of(one)
        yield one.tail or ""
