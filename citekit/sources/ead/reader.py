"""Finding aids (EAD 2002, EAD3): every unit that can be cited, those above it as the levels of its reference.

Units without units below them are documents, and files and items whatever is below them.  A finding aid is read a
component of the highest level at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from ...archives.reference import Level
from ...common.errors import CitekitError, ReadError
from ...document.model import Document
from ..base import Found
from ..described import Description
from ..hierarchy import Unit, is_citable, levels_of
from ..xml import Content, attribute, children, line_of, local_name, records, root_of
from .about import about_text, add_about, labels_of_notes
from .did import REPOSITORY_ADDRESS, Did, did_of, town

COMPONENTS = ("c", *(f"c{n:02d}" for n in range(1, 13)))
_NAMES = frozenset(COMPONENTS)
_DSC = re.compile(r"<(?:[\w.-]{1,60}:)?(?:dsc|c|c0\d|c1[0-2])(?=[\s/>])")
MAX_HEAD = 20_000_000


def detect(text: str, name: str) -> bool:
    """Whether the text is a finding aid."""
    root = root_of(text)
    return root is not None and root.name == "ead"


def read(content: Content, where: str) -> Iterator[Found]:
    """The units as documents, and an error in the place of a damaged component."""
    blocks = iter([content] if isinstance(content, str) else content)
    head, start = "", None
    while start is None and len(head) < MAX_HEAD and (block := next(blocks, "")):
        head += block
        start = _DSC.search(head)
    aid = FindingAid(head[: start.start() if start else MAX_HEAD], where)
    yield from aid.errors
    some = False
    for found in _units(aid, chain([head], blocks), where):
        if not some and isinstance(found, Document) and (left_out := aid.left_out()):
            found = found.changed(warnings=(*found.warnings, left_out))
        some = True
        yield found
    if not some and not aid.errors:
        yield aid.itself()


def _units(aid: FindingAid, blocks: Iterator[str], where: str) -> Iterator[Found]:
    above = [aid.top] if aid.top.title or aid.top.identifier else []
    for record in records(blocks, where, COMPONENTS, nests=True):
        if isinstance(record, ReadError):
            yield record
        else:
            yield from aid.units(record.element, record.line, above)


class FindingAid:
    """What stands in a finding aid before its components: the fonds or collection as a whole."""

    def __init__(self, head: str, where: str) -> None:
        self.where = where
        self.did = Did()
        self.errors: list[ReadError] = []
        self._head = head
        for record in records(head, where, ("did",)):
            if isinstance(record, ReadError):
                if "breaks off" not in record.what:  # it is cut off before the components
                    self.errors.append(record)
                continue
            self.did = did_of(record.element)
            break
        found = re.search(r"<(?:[\w.-]{1,60}:)?archdesc\b([^>]{0,2000})>", head)
        level = re.search(r"\blevel\s*=\s*[\"']([^\"']{0,60})", found[1]) if found else None
        self.top = Unit(self.did.title, self.did.identifier, level[1] if level else "fonds")
        self.repository = self.did.repository or self._text("publisher")
        self.place, self.facts = self._facts()
        self.address = self._address()

    def _text(self, name: str) -> str:
        for record in records(self._head, self.where, (name,)):
            if not isinstance(record, ReadError):
                return " ".join("".join(record.element.itertext()).split())
        return ""

    def _facts(self) -> tuple[str, dict[str, str]]:
        """(the repository's town, facts about the whole by their labels): they hold for each unit."""
        addresses = self.did.facts.get(REPOSITORY_ADDRESS, [])
        place = town(addresses[0]) if addresses else ""
        cited = [
            about_text(r.element)
            for r in records(self._head, self.where, ("prefercite",))
            if not isinstance(r, ReadError)
        ]
        said = {
            "creators of the collection": "; ".join(self.did.creators),
            "language of the collection": "; ".join(self.did.facts.get("language", ())),
            "preferred citation of the collection": "; ".join(cited),
            REPOSITORY_ADDRESS: "; ".join(a for a in addresses if a != place),
        }
        return place, {label: text for label, text in said.items() if text}

    def _address(self) -> str:
        """Where the finding aid itself is on the web (``eadid/@url``, ``recordid/@instanceurl``)."""
        found = re.search(
            r"<(?:[\w.-]+:)?(?:eadid|recordid)\b[^>]{0,2000}?(?:instance)?url\s*=\s*[\"']([^\"']+)", self._head
        )
        return found[1].replace("&amp;", "&") if found else ""

    def left_out(self) -> str:
        """What is to be said of facts about the whole that its units do not repeat; an empty string where none are."""
        labels = [label for label in labels_of_notes(self._head) if f"{label} of the collection" not in self.facts]
        return f"what the finding aid says of the whole stands with no unit: {', '.join(labels)}" if labels else ""

    def itself(self) -> Found:
        """The fonds or collection as a document, where it has no components."""
        about = [r for r in records(self._head, self.where, ("archdesc",)) if not isinstance(r, ReadError)]
        element = about[0].element if about else None
        try:
            return self._document(element, self.did, replace(self.top, title="", identifier=""), [], self.where)
        except CitekitError as error:
            return error

    def units(self, element: Any, first: int, above: list[Unit], around: Did | None = None) -> Iterator[Found]:
        """The documents of a component and of those below it. ``around``: what the unit above it says."""
        did = next((did_of(one) for one in children(element, "did")), Did())
        if not did.containers and around is not None:
            did = replace(did, containers=around.containers)
        level = attribute(element, "level")
        level = attribute(element, "otherlevel") or level if level == "otherlevel" else level
        unit = Unit(did.title or did.date_text, did.identifier, level)
        below = [one for one in children(element) if local_name(one) in _NAMES]
        if not below or is_citable(level):
            place = f"{self.where}, line {line_of(element, first)}"
            try:
                if not (did.title or did.date_text or did.identifier):
                    raise ReadError("the component has no title, no date and no identifier", where=place)
                yield self._document(element, did, unit, above, place)
            except CitekitError as error:
                yield error
        for one in below:
            yield from self.units(one, first, [*above, unit], did)

    def _document(self, element: Any, did: Did, unit: Unit, above: list[Unit], place: str) -> Document:
        description = Description()
        item = unit.level.casefold() == "item"
        inherited = "" if did.title else next((u.title for u in reversed(above) if u.title), "")
        description.add("title", did.title or inherited)
        if inherited:
            description.note("title taken from", "the unit above")
        description.add("archive", did.repository or self.repository)
        description.levels = levels_of(above, did.identifier)
        if did.identifier:
            description.levels.append(Level("call_number", "", did.identifier))
        description.levels += did.containers
        did.describe(description, item)
        if element is not None:
            add_about(description, element, item)
        description.note("level of description", unit.level)
        if did is not self.did:
            description.add("archive-place", self.place * (did.repository in ("", self.repository)))
            for label, text in self.facts.items():
                description.note(label, text)
        description.note("finding aid", self.address)
        return description.document(place, aggregate=not item).changed(source=self.where)
