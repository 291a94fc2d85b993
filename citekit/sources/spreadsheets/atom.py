"""AtoM's CSV of archival descriptions: a row a unit, its ancestors by ``parentId`` (templates ISAD(G), RAD, DACS).

Units that have units below them are levels of those; the others, and files and items, are documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...archives.composed import level
from ...archives.reference import Level
from ...common.errors import CitekitError, ReadError
from ...common.tables import table
from ...csl.names import parse_name
from ..base import Found
from ..described import Description
from ..hierarchy import Unit, is_citable, levels_of
from .columns import Columns

_SEVERAL = frozenset("subjects places people kind language".split())
_USED = frozenset(
    "legacyId parentId qubitParentSlug levelOfDescription physicalObjectName physicalObjectType physicalObjectLocation"
    " eventTypes eventActors culture publicationStatus eventStartDates eventEndDates creators".split()
)


def detect(headings: Sequence[str]) -> bool:
    """Whether the headings are those of AtoM's templates."""
    return {"legacyId", "title"} <= set(headings) and bool({"levelOfDescription", "qubitParentSlug"} & set(headings))


def read(columns: Columns, rows: Iterable[tuple[int, Sequence[str]] | ReadError], where: str) -> Iterator[Found]:
    """The units that can be cited; the table is read to its end first, since parents are known by their children."""
    units: dict[str, dict[str, str]] = {}
    listed: list[tuple[int, dict[str, str]] | ReadError] = []
    parents: set[str] = set()
    for row in rows:
        if isinstance(row, ReadError):
            listed.append(row.at(where))  # type: ignore[arg-type]
            continue
        said = {heading: cell.strip() for heading, cell in zip(columns.headings, row[1]) if _stated(cell)}
        if not said:
            continue
        listed.append((row[0], said))
        units.setdefault(said.get("legacyId", f"row {row[0]}"), said)
        parents.add(said.get("parentId", ""))
    for one in listed:
        if isinstance(one, ReadError):
            yield one
            continue
        number, said = one
        if said.get("legacyId", "") in parents and not is_citable(said.get("levelOfDescription", "")):
            continue
        try:
            higher = _rows_above(said, units)
            boxes = next(filter(None, map(_boxes, (said, *reversed(higher)))), [])
            yield _described(said, list(map(_unit, higher)), boxes, f"{where}, row {number}")
        except CitekitError as error:
            yield error


def _described(said: dict[str, str], above: list[Unit], boxes: list[Level], place: str) -> Found:
    description = Description()
    description.levels = [*levels_of(above, said.get("identifier", "")), *boxes]
    rows: dict[str, str] = table("described")["atom"]
    if not said.get("repository"):
        description.add("archive", next((u.repository for u in reversed(above) if u.repository), ""))
    for heading, cell in said.items():
        name = rows.get(heading, "")
        if name:
            for value in cell.split("|") if name in _SEVERAL else [cell.replace("|", "; ")]:
                if _stated(value):
                    description.add(name, value)
        elif heading not in _USED:
            description.note(heading, cell.replace("|", "; "))
    _dates(description, said)
    _creators(description, said)
    for heading in ("levelOfDescription", "qubitParentSlug", "physicalObjectLocation"):
        description.note(heading, said.get(heading, ""))
    if said.get("parentId") and not above:
        description.note("parentId", said["parentId"])
        description.warnings.append(f"{place}: the unit above it ({said['parentId']}) is not in the table")
    doc = description.document(place, aggregate=said.get("levelOfDescription", "").casefold() != "item")
    return doc.changed(source=place.rpartition(", row ")[0])


def _dates(description: Description, said: dict[str, str]) -> None:
    """The first event's date; AtoM has all events of a unit in one cell."""
    for name in ("date", "date from", "date to"):
        values = [v.strip() for cell in description.values.pop(name, []) for v in cell.split("; ") if _stated(v)]
        for value in values:
            description.add(name, value)


def _creators(description: Description, said: dict[str, str]) -> None:
    """Whoever made an item is its author, and a person who made a file; others are only named."""
    actors = [a.strip() for a in (said.get("eventActors") or said.get("creators", "")).split("|")]
    types = [t.strip() for t in said.get("eventTypes", "").split("|")]
    level = said.get("levelOfDescription", "").casefold()
    for n, actor in enumerate(actors):
        if not _stated(actor):
            continue
        event = types[n] if n < len(types) and _stated(types[n]) else "Creation"
        written = level == "item" or (level == "file" and "family" in parse_name(actor))
        if event.casefold() == "creation" and written:
            description.add("author", actor)
        else:
            description.note("creators" if event.casefold() == "creation" else f"event {event}", actor)


def _boxes(said: dict[str, str]) -> list[Level]:
    """Boxes and other containers: ``physicalObjectType`` Box, ``physicalObjectName`` 3."""
    names, types = (said.get(h, "").split("|") for h in ("physicalObjectName", "physicalObjectType"))
    out = []
    for n, name in enumerate(names):
        word = types[n].strip() if n < len(types) else ""
        word = "" if not _stated(word) else word.rpartition(" ")[2].capitalize()
        if _stated(name):
            out.append(level("folder" if word in ("Folder", "File") else "box", name, word))
    return out


def _rows_above(said: dict[str, str], units: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    """The rows of the units above one, the highest first; a circle is cut."""
    found: list[dict[str, str]] = []
    seen: set[str] = set()
    parent = said.get("parentId", "")
    while parent in units and parent not in seen and len(found) < 30:
        seen.add(parent)
        found.insert(0, units[parent])
        parent = units[parent].get("parentId", "")
    return found


def _unit(said: dict[str, str]) -> Unit:
    names = ("title", "identifier", "levelOfDescription", "repository")
    return Unit(*(said.get(name, "") for name in names))


def _stated(cell: str) -> bool:
    return cell.strip() not in ("", "NULL")
