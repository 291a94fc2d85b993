"""What an entry takes over from its ``crossref`` and ``xdata`` entries (biblatex manual, 2.4.1, 3.13.6, appendix B)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ...common.tables import table
from .model import Entry

MAX_PARENTS = 10
MAX_DEPTH = 8
# the fields that hold one date together -> that date
_DATE_PART = {
    f"{kind}{part}": f"{kind}date"
    for kind in ("", "event", "orig", "url")
    for part in ("date", "year", "month", "day", "endyear", "endmonth", "endday")
}


def inherited(entry: Entry, by_key: Mapping[str, Entry], depth: int = 0) -> Entry:
    """An entry with what it takes over from its parents, and these from theirs; ``by_key`` has keys in lower case."""
    parents = list(_parents(entry, by_key))
    if not parents or depth > MAX_DEPTH:
        return entry
    fields = dict(entry.fields)
    for parent in parents:
        dated = {_DATE_PART[name] for name in fields if _DATE_PART.get(name) and name.endswith(("date", "year"))}
        for name, value in _given(inherited(parent, by_key, depth + 1), entry.kind):
            if _DATE_PART.get(name) not in dated:  # a date is one thing, in one field or in several (biber)
                fields.setdefault(name, value)
    fields = {name: value for name, value in fields.items() if name not in ("crossref", "xdata")}
    return Entry(entry.kind, entry.key, fields)


def _parents(entry: Entry, by_key: Mapping[str, Entry]) -> Iterator[Entry]:
    keys = [k.strip().lower() for n in ("xdata", "crossref") for k in entry.fields.get(n, "").split(",") if k.strip()]
    for key in keys[:MAX_PARENTS]:
        parent = by_key.get(key)
        if parent is not None and parent is not entry:
            yield parent


def unknown_parents(entry: Entry, by_key: Mapping[str, Entry]) -> list[str]:
    """What is to be said of entries that an entry refers to and that are not there."""
    return [
        f"{name}: there is no entry “{key.strip()}” in the file"
        for name in ("xdata", "crossref")
        for key in entry.fields.get(name, "").split(",")
        if key.strip() and key.strip().lower() not in by_key
    ]


def _given(parent: Entry, kind: str) -> Iterator[tuple[str, str]]:
    """(field, value) of what a parent gives to an entry of a kind."""
    renamed = _renamed(parent.kind, kind)
    never, with_titles = _not_inherited()
    for name, value in parent.fields.items():
        if name in never or (name in with_titles and "title" in renamed):
            continue
        for field in renamed.get(name, (name,)):
            if field == name or field not in parent.fields or field in renamed:
                yield field, value


@lru_cache(maxsize=256)
def _renamed(parent: str, kind: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for rule in table("bibtex")["read"]["inherits"]:
        if parent in rule["from"].split() and kind in rule["to"].split():
            found.update({name: tuple(fields.split()) for name, fields in rule["fields"].items()})
    return found


@lru_cache(maxsize=1)
def _not_inherited() -> tuple[frozenset[str], frozenset[str]]:
    data = table("bibtex")["read"]["not_inherited"]
    return frozenset(data["never"].split()), frozenset(data["renamed"].split())
