"""Grafting: places for an archival reference in a style's XML, each inactive until an item activates it.

The reference is put at the one place of them that an item names in a variable of its own (``citekit-entry-7``), so that
items without such a variable come out as if nothing had been grafted.  Macros that hold places are copied for each
area, so that a place belongs to the notes or to the list, never to both, and never to a sort key.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from .archival import PIECES

if TYPE_CHECKING:
    from lxml.etree import _Element

CSL = "http://purl.org/net/xbiblio/csl"
NS = f"{{{CSL}}}"
ADDRESS = frozenset(["URL", "DOI", "PMID", "PMCID", "accessed"])
SURVEY = "citekit-survey"  # an item with this variable prints the mark of every place
SILENT = "citekit-silent"  # the archive is a part of the location: tests find it, and it is not printed again
REPEAT = "citekit-repeat"
NAMED = "citekit-cite"  # an item for which a cite would print nothing: it is cited by its title
AGAIN, IBID = "citekit-again", "citekit-ibid"  # the same for a later cite of it, and for one right after it
NOTED = "citekit-noted"  # who translated a document without author, who interviewed: a note that never heads the entry
MARKS = 0xA000  # Yi syllables: letters without case that a survey's other text does not hold
MOST_PLACES = 1000
# a group delimiter that parts one element of a reference from the next
JOINERS = (", ", ". ", "; ", " \u2013 ", ", \u00a0")


@dataclass(frozen=True)
class Place:
    """A place in an area (``note``, ``entry``). ``joined``: its group's delimiter separates it from its neighbours."""

    area: str
    number: int
    joined: bool

    @property
    def variable(self) -> str:
        """The variable with which an item puts its reference here."""
        return f"citekit-{self.area}-{self.number}"

    @property
    def mark(self) -> str:
        """The character that shows the place in a survey."""
        return chr(MARKS + self.number)


@dataclass
class GraftedStyle:
    """A style with places; those of each area in the order of the XML, the end of its layout last.

    ``variables``: those that the style itself names.
    """

    xml: bytes
    places: dict[str, list[Place]] = field(default_factory=dict)
    variables: frozenset[str] = frozenset()


def piece_variable(area: str, piece: str) -> str:
    """The variable by which an item asks for a piece of its reference in an area."""
    return f"citekit-{area}-{piece}"


def capital_variable(area: str) -> str:
    """The variable by which an item says that its reference begins a sentence in an area."""
    return f"citekit-{area}-capital"


def bare_variable(area: str) -> str:
    """The variable by which an item asks for a plain entry of its own, where the style has none for it."""
    return f"citekit-{area}-bare"


def grafted(data: bytes) -> GraftedStyle:
    """A style (already known to be safe and valid) with a place wherever a reference could stand."""
    from lxml import etree

    parser = etree.XMLParser(
        remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    root = etree.parse(io.BytesIO(data.lstrip(b"\xef\xbb\xbf \t\r\n")), parser).getroot()
    named = frozenset(word for element in root.iter() for word in element.get("variable", "").split())
    result = GraftedStyle(b"", variables=named)
    number = 0
    for parent, area in (("citation", "note"), ("bibliography", "entry")):
        layout = root.find(f"{NS}{parent}/{NS}layout")
        if layout is None or (area == "note" and not cites_carry(root)):
            continue
        places = _Places(root, area, number)
        places.explore(layout, joined=False, tail=True)
        places.insert()
        number += len(places.found)
        result.places[area] = [place for place, _, _ in places.found]
        _add_macros(root, layout, area)
    _add_name(root)
    _add_silence(root)
    result.xml = etree.tostring(root)
    return result


def _add_silence(root: _Element) -> None:
    """Let an item with ``SILENT`` print no archive; what a style does because there is one stays as it is."""
    for text in [text for text in root.iter(NS + "text") if text.get("variable") == "archive"]:
        choose = _element(f'<choose><if variable="{SILENT}"/><else/></choose>')
        text.getparent().replace(text, choose)
        choose[1].append(text)


def _add_name(root: _Element) -> None:
    """The title, or else the reference, as the whole of a cite; in later cites with what parts it from their place."""
    layout = root.find(f"{NS}citation/{NS}layout")
    if layout is None:
        return
    layout.append(_element(_name(NAMED)))
    parted = '<choose><if variable="{0} locator"><text value=", "/></if></choose>'
    ibid, again = (f"<group>{_name(flag)}{parted.format(flag)}</group>" for flag in (IBID, AGAIN))
    layout.insert(
        0,
        _element(
            f'<choose><if variable="{IBID}" position="ibid">{ibid}</if><else-if position="ibid"/>'
            f'<else-if variable="{AGAIN}" position="subsequent">{again}</else-if></choose>'
        ),
    )


def _name(flag: str) -> str:
    """The title, or else the reference, of an item that has a variable."""
    pieces = "".join(f'<text variable="{piece}"/>' for piece in PIECES)
    return (
        f'<choose><if variable="{flag} title"><text variable="title" form="short" quotes="true"/></if>'
        f'<else-if variable="{flag}"><group delimiter=", ">{pieces}</group></else-if></choose>'
    )


def cites_carry(root: _Element) -> bool:
    """Whether a cite may carry the reference: a note does, and any cite of a style without a list."""
    return root.get("class") == "note" or root.find(NS + "bibliography") is None


class _Places:
    """Finds the places of one area and inserts them."""

    def __init__(self, root: _Element, area: str, start: int) -> None:
        self.root, self.area, self.start = root, area, start
        self.macros = {m.get("name"): m for m in root.findall(NS + "macro")}
        self.copies: dict[str | None, str] = {}
        self.found: list[tuple[Place, _Element, _Element | None]] = []  # a place, its parent, the element after it
        self.holds = cache(self._holds)

    def _holds(self, name: str | None) -> frozenset[str]:
        """Which of address and archive a macro prints."""
        macro = self.macros.get(name)
        return self.prints(macro) if macro is not None else frozenset()

    def prints(self, element: _Element) -> frozenset[str]:
        """``address`` and ``archive``, as far as an element prints them; names and their substitutes do not count."""
        if element.tag == NS + "names":
            return frozenset()
        variable = element.get("variable", "")
        if element.tag in (NS + "text", NS + "date"):
            if element.get("macro"):
                return self.holds(element.get("macro"))
            return frozenset(
                kind for kind, names in (("address", ADDRESS), ("archive", PIECES)) if variable and variable in names
            )
        return frozenset().union(*(self.prints(child) for child in element))

    def explore(self, container: _Element, joined: bool, tail: bool) -> None:
        """The places in a container: before an address, around an archive, and at the end of the layout."""
        children = list(container)
        printed = [self.prints(child) for child in children]
        for n, (child, prints) in enumerate(zip(children, printed)):
            last = tail and n == len(children) - 1
            if prints:
                self._add(joined, container, child)
            if prints or last:
                self._descend(child, joined, last)
            if "archive" in prints and n + 1 < len(children):
                self._add(joined, container, children[n + 1])
        if tail or (printed and "archive" in printed[-1]):
            self._add(joined, container, None)

    def _descend(self, child: _Element, joined: bool, tail: bool) -> None:
        if child.get("text-case") or child.get("strip-periods") == "true":
            return  # a reference is never recased or trimmed
        if child.tag == NS + "group":
            self.explore(child, child.get("delimiter") in JOINERS, tail)
        elif child.tag == NS + "choose":
            for branch in child:
                self.explore(branch, joined, tail)
        elif child.tag == NS + "text" and child.get("macro"):
            self._copy(child, tail)

    def _copy(self, call: _Element, tail: bool) -> None:
        """Make a call use this area's copy of the macro, and look for places there."""
        from copy import deepcopy

        name = call.get("macro")
        if name not in self.copies and name in self.macros:
            copied = deepcopy(self.macros[name])
            self.copies[name] = f"citekit-{self.area}: {name}"
            copied.set("name", self.copies[name])
            self.root.append(copied)
            self.explore(copied, joined=False, tail=tail)
        if name in self.copies:
            call.set("macro", self.copies[name])

    def _add(self, joined: bool, parent: _Element, before: _Element | None) -> None:
        known = any(p is parent and b is before for _, p, b in self.found)
        if not known and len(self.found) < MOST_PLACES:
            self.found.append((Place(self.area, self.start + len(self.found), joined), parent, before))

    def insert(self) -> None:
        """Insert the places."""
        for place, parent, before in self.found:
            fragment = _element(
                f'<choose><if variable="{place.variable}"><text macro="citekit-{self.area}-reference"/></if>'
                f'<else-if variable="{SURVEY}"><text value="{place.mark}"/></else-if></choose>'
            )
            if before is None:
                parent.append(fragment)
            else:
                before.addprevious(fragment)


def _element(xml: str) -> _Element:
    from lxml import etree

    return etree.fromstring(f'<style xmlns="{CSL}">{xml}</style>')[0]


def _add_macros(root: _Element, layout: _Element, area: str) -> None:
    """The reference of an area, and a plain entry for items of which the style prints nothing."""

    pieces = "".join(
        f'<choose><if variable="{piece_variable(area, p)}"><text variable="{p}"/></if></choose>' for p in PIECES
    )
    noted = (
        f'<choose><if variable="{capital_variable(area)}"><text variable="{NOTED}" text-case="capitalize-first"/>'
        f'</if><else><text variable="{NOTED}"/></else></choose>'
    )
    reference = (
        f'<group><text variable="citekit-{area}-before"/><group delimiter=", ">{noted}{pieces}</group>'
        f'<text variable="citekit-{area}-after"/></group>'
    )
    if area == "note":  # the reference belongs to a first note, or to every one where the style repeats full notes
        reference = (
            f'<choose><if position="first">{reference}</if><else-if position="ibid"/>'
            f'<else-if variable="{REPEAT}">{reference}</else-if></choose>'
        )
    root.append(_element(f'<macro name="citekit-{area}-reference">{reference}</macro>'))
    end = "" if layout.get("suffix") else "."
    layout.append(
        _element(
            f'<choose><if variable="{bare_variable(area)}"><group>'
            f'<choose><if variable="{bare_variable(area)}-behind"><text value=", "/></if></choose>'
            f'<group delimiter=", " suffix="{end}">'
            '<names variable="author"/><text variable="title" quotes="true"/><date variable="issued" form="text"/>'
            f'<text macro="citekit-{area}-reference"/><text variable="URL"/></group></group></if></choose>'
        )
    )
