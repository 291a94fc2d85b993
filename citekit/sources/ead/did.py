"""What a unit's ``did`` says of it: title, dates, identifier, containers, repository (EAD 2002 and EAD3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ...archives.composed import level, words_for
from ...archives.reference import Level
from ..described import Description
from ..xml import attribute, children, local_name, text_of

_INTERNAL = re.compile(r"uri|uuid|internal|handle|ark", re.I)
_KINDS = ("box", "folder", "reel", "volume", "file", "frame", "item", "page", "series", "leaf")
_NAMED = ("persname", "corpname", "famname", "name")
_BODIES = ("corpname", "famname")
REPOSITORY_ADDRESS = "address of the repository"
_TOWN = re.compile(r"[^\W\d_][^\d@:/]{1,60}")
_POSTAL = re.compile(r",?\s+(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})$")


def is_one_day(*ends: str) -> bool:
    """Whether the ends of a date are one day: ``1812-03-02``."""
    return len(set(ends)) == 1 and re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", ends[0]) is not None


@dataclass(frozen=True)
class Did:
    """The identification of a unit; dates as (wording, exact form), containers as levels."""

    title: str = ""
    identifier: str = ""
    repository: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    containers: tuple[Level, ...] = ()
    creators: tuple[str, ...] = ()
    bodies: frozenset[str] = frozenset()  # those of them that are bodies or families
    addresses: tuple[str, ...] = ()
    facts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def date_text(self) -> str:
        """The wording of the first date."""
        return self.dates[0][0] if self.dates else ""

    def describe(self, description: Description, item: bool) -> None:
        """Add all but title and places: the creators of an item are its authors, those of a file are only named.

        A file of one day is one document.
        """
        item = item or (len(self.dates) == 1 and is_one_day(*self.dates[0][1].split("/")))
        for n, (text, exact) in enumerate(self.dates):
            if n:
                description.note("further date", text or exact)
                continue
            description.add("date", text)
            for part, name in zip(exact.split("/"), ("date from", "date to")):
                description.add(name, part)
        for creator in self.creators:
            if item and creator in self.bodies:
                description.add_body("author", creator)
            elif item:
                description.add("author", creator)
            else:
                description.note("creators", creator)
        for address in self.addresses:
            description.add("url" if address.lower().startswith("http") else "files", address)
        for name, values in self.facts.items():
            for value in values:
                if name in ("extent", "language", "summary", "notes"):
                    description.add(name, value)
                elif name == "genre" and item:
                    description.add("kind", value)
                else:
                    description.note(name, value)


def did_of(element: Any) -> Did:
    """The identification in a ``did``."""
    facts: dict[str, list[str]] = {}
    found: dict[str, list[Any]] = {}
    for one in children(element):
        found.setdefault(local_name(one), []).append(one)
    for name, label in _LABELS.items():
        for one in found.pop(name, ()):
            _add_fact(facts, label, _lines(one))
    for one in found.pop("langmaterial", ()):
        _add_fact(facts, "language", "; ".join(_languages(one)))
    for one in found.pop("physdesc", []) + found.pop("physdescset", []) + found.pop("physdescstructured", []):
        _physical(facts, one)
    for name in ("dao", "daogrp", "daoset", "daodesc"):
        for one in found.get(name, ()):
            _add_fact(facts, "digital object", text_of(one))
    titles = [text for one in found.pop("unittitle", ()) if (text := _title(one))]
    for text in titles[1:]:
        _add_fact(facts, "alternative title", text)
    identifiers = list(_identifiers(found.pop("unitid", []), facts))
    for text in identifiers[1:]:
        _add_fact(facts, "further identifier", text)
    dates, bulk = _dates(element)
    for text in bulk:
        _add_fact(facts, "bulk dates", text)
    return Did(
        title=titles[0] if titles else "",
        identifier=identifiers[0] if identifiers else "",
        repository=_repository(found.get("repository", []), facts),
        dates=tuple(dates),
        containers=tuple(_container(one) for one in found.get("container", ()) if text_of(one)),
        creators=tuple(n for one in found.get("origination", ()) for n in _names(one)),
        bodies=frozenset(n for one in found.get("origination", ()) for n in _names(one, _BODIES)),
        addresses=tuple(a for one in element.iter() if local_name(one) in ("dao", "daoloc") and (a := _address(one))),
        facts=facts,
    )


_LABELS = {
    "physloc": "physical location",
    "abstract": "summary",
    "note": "notes",
    "didnote": "notes",
    "materialspec": "material specific details",
}


def _add_fact(facts: dict[str, list[str]], name: str, text: str) -> None:
    if text:
        facts.setdefault(name, []).append(text)


def _lines(element: Any) -> str:
    return text_of(element)


def _title(element: Any) -> str:
    """A title without the dates that stand in it: they are read as dates."""
    return _without(element, ("unitdate", "unitdatestructured", "date")).rstrip(" ,;:") or text_of(element)


def _without(element: Any, names: tuple[str, ...]) -> str:
    parts = [element.text or ""]
    for one in element:
        if isinstance(one.tag, str) and local_name(one) not in names:
            parts.append(text_of(one) if not len(one) else _without(one, names))
        parts.append(one.tail or "")
    return re.sub(r"\s+([,;.)])", r"\1", " ".join("".join(parts).split()))


def _identifiers(elements: list[Any], facts: dict[str, list[str]]) -> Iterator[str]:
    """Identifiers that people cite by; those of a program are kept apart."""
    for one in elements:
        kind = attribute(one, "type") or attribute(one, "localtype")
        text = text_of(one)
        if (
            attribute(one, "audience") == "internal"
            or _INTERNAL.search(kind)
            or re.match(r"https?://|/repositories/", text)
        ):
            _add_fact(facts, "identifier of the program", text)
        elif text:
            yield text


def _dates(did: Any) -> tuple[list[tuple[str, str]], list[str]]:
    """(dates as wording and exact form, bulk dates)."""
    dates, bulk = [], []
    for one in did.iter():
        name = local_name(one)
        if name == "unitdate":
            text = text_of(one)
            exact = (attribute(one, "normal") or attribute(one, "standarddate")).strip()
        elif name == "unitdatestructured":
            text, exact = _structured(one)
        else:
            continue
        kind = attribute(one, "type") or attribute(one, "unitdatetype")
        if kind.startswith("bulk"):
            bulk.append(text or exact)
        elif text or exact:
            if (text, exact) not in dates:
                dates.append((text, exact))
    whole = [d for d in dates if d[0]]
    return (whole or dates[:1]) if len(dates) > 1 and are_repeated(dates) else dates, bulk


def are_repeated(dates: list[tuple[str, str]]) -> bool:
    """Whether a date is stated in words and structured as well, as EAD3 allows."""
    exact = [e for _, e in dates if e]
    return len(set(exact)) < len(exact)


def _structured(element: Any) -> tuple[str, str]:
    """EAD3's dates: single ones, ranges with two ends, and sets of them."""
    texts, exacts = [], []
    for one in element.iter():
        name = local_name(one)
        if name in ("datesingle", "fromdate", "todate"):
            texts.append(text_of(one) or attribute(one, "standarddate"))
            exacts.append(attribute(one, "standarddate") or attribute(one, "notbefore"))
        elif name == "dateset":
            continue
    exact = "/".join(e for e in (exacts[0], exacts[-1] if len(exacts) > 1 else "") if e) if exacts else ""
    return "\u2013".join(dict.fromkeys(t for t in texts if t)) if len(texts) < 3 else ", ".join(texts), exact


def _container(element: Any) -> Level:
    """A container: its type says what it is, unless its text does."""
    word = attribute(element, "type") or attribute(element, "localtype") or attribute(element, "label").split(" [")[0]
    word = re.sub(r"[_-]+", " ", word).strip()
    value = text_of(element)
    kind = kind_of_word(word.casefold())
    shown = word[:1].upper() + word[1:] if word.islower() else word
    return level(kind, value, shown)


@lru_cache(maxsize=256)
def kind_of_word(word: str) -> str:
    """The kind of a container by the word for it; any other is kept as a box under its own word."""
    for name in (word, word.rpartition(" ")[2]):
        for kind in _KINDS:
            if name in words_for(kind) or name == kind:
                return kind
    return "box"


def _repository(elements: list[Any], facts: dict[str, list[str]]) -> str:
    """The repository's name, its department after it; its postal address is kept apart."""
    if not elements:
        return ""
    one = elements[0]
    for address in (a for a in one.iter() if local_name(a) == "address"):
        _add_fact(facts, REPOSITORY_ADDRESS, ", ".join(text_of(line) for line in children(address)))
    names = list(_names(one)) or [_without(one, ("address", "extref", "extptr"))]
    return ", ".join(dict.fromkeys(name for name in names if name))


def town(address: str) -> str:
    """The town of a postal address of one line, ``Austin, Texas 78713``; nothing where there is more or less in it."""
    bare = _POSTAL.sub("", address)
    return bare if bare.count(",") < 2 and _TOWN.fullmatch(bare) else ""


def _names(element: Any, named: tuple[str, ...] = _NAMED) -> Iterator[str]:
    """Names in an element, of all kinds or some; parts of a name (EAD3), and departments, after commas."""
    some = False
    for one in element.iter():
        if local_name(one) in named:
            some = True
            parts = [text_of(p) for p in children(one) if local_name(p) in ("part", "subarea")]
            own = _without(one, ("part", "subarea"))
            yield ", ".join(p.strip(" ,") for p in (own, *parts) if p.strip(" ,"))
    if not some and named is _NAMED and local_name(element) == "origination" and text_of(element):
        yield text_of(element)


def _languages(element: Any) -> Iterator[str]:
    found = [text_of(one) or attribute(one, "langcode") for one in element.iter() if local_name(one) == "language"]
    yield from (found if any(found) else [text_of(element)])


def _physical(facts: dict[str, list[str]], element: Any) -> None:
    """Extent and genre of a physical description."""
    genres = [one for one in element.iter() if local_name(one) == "genreform"]
    for one in genres:
        _add_fact(facts, "genre", text_of(one))
    pieces = [text_of(one) for one in element.iter() if local_name(one) in _MEASURES and text_of(one)]
    whole = " ".join(pieces) if local_name(element) != "physdesc" else _without(element, ("genreform",))
    _add_fact(facts, "extent", whole)


_MEASURES = ("quantity", "unittype", "dimensions", "physfacet")


def _address(element: Any) -> str:
    return attribute(element, "href") if isinstance(element.tag, str) else ""
