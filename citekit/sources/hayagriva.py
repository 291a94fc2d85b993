"""Hayagriva's YAML, which Typst reads (its manual, ``file-format.md``; data/hayagriva.toml): works under their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ..common.errors import CitekitError, ReadError
from ..common.tables import table
from ..csl.labels import divided, is_custom
from ..csl.names import given_parts, parse_name, undivided_name
from ..csl.others import OTHERS, says_others
from ..csl.variables import DATE_VARIABLES
from ..csl.wording import OWN_LINES, WORDED, date_of, variable_named
from ..dates import HistoricalDate
from ..document.foreign import document_of
from .base import Found
from .field_names import labelled
from .ris.notes import Labelled

_ENTRY = re.compile(
    r"(?s)(?:\ufeff|\s|---[ \t]*\n|#[^\n]*\n)*"
    r"(?:'[^'\n]{1,150}'|\"[^\"\n]{1,150}\"|[^\s:#\"'-][^\n:]{0,100}):[ \t]*\n(?![ \t]*-[ \t])"
    r"(?:[ \t]+[^\n]*\n){0,60}?[ \t]+type:[ \t]*[\"']?([\w-]+)"
)
_NOT_OURS = re.compile(WORDED.pattern.removesuffix(" ") + "\u00a0")
_ESCAPED = re.compile(r"\\([\\{}$*_`#@<>~\[\]\"'])|[{}]")


def detect(text: str, name: str) -> bool:
    """Whether the text is a library of Hayagriva's: a key, and below it fields with a type that it has."""
    match = _ENTRY.match(text[:20_000])
    return match is not None and match[1].casefold() in _kinds()


def read(text: str, where: str) -> Iterator[Found]:
    """One document an entry. Raises ReadError that names the line of what is no YAML."""
    from .forms.yaml import read_mapping

    for key, entry in read_mapping(text, where).items():
        place = f"{where}, entry “{key}”"
        try:
            if not isinstance(entry, Mapping) or not set(entry) - {"type"}:
                raise ReadError("the entry says nothing", where=place)
            read_entry = _Entry(entry)
            yield document_of(read_entry.item(str(key)), **read_entry.fields_of_document, source=where)
        except CitekitError as error:
            yield error if error.where else error.at(place)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """Entry types and their CSL types, for entries that appeared in nothing."""
    found: dict[str, str] = {}
    for csl, kind in table("hayagriva")["types"].items():
        found.setdefault(kind, csl)
    return {**found, **table("hayagriva")["reads"]["types"]}


class _Entry:
    """One entry, whose fields are taken away as they are read."""

    def __init__(self, entry: Mapping[str, Any]) -> None:
        self.left = {str(name): value for name, value in entry.items() if value not in (None, "", [], {})}
        self.has_volume = "volume" in self.left  # of its own, and not only of its series
        self.made: dict[str, Any] = {}
        self.custom: dict[str, Any] = {}
        self.fields_of_document: dict[str, Any] = {}

    def item(self, key: str) -> dict[str, Any]:
        """The CSL item."""
        kind = str(self.left.pop("type", "misc")).casefold()
        parents = self.left.pop("parent", [])
        parents = [p for p in (parents if isinstance(parents, list) else [parents]) if isinstance(p, Mapping)]
        self.made = {"id": key, "type": _csl_type(kind, parents)}
        self._fields(self.left)
        for n, parent in enumerate(parents):
            self._parent(dict(parent), first=n == 0)
        self._own_lines()
        self._worded_dates()
        for name, value in self.left.items():
            self.custom[labelled(name)] = _wording(value)
        if self.custom:
            self.made["custom"] = self.custom
        return self.made

    def _own_lines(self) -> None:
        """What the annotation says in lines of ours: they know more than the fields that Hayagriva has."""
        annotation = str(self.made.get("annote") or "")
        first = OWN_LINES.search(annotation)
        if first is None:
            return
        pairs = [divided(line) for line in annotation[first.start() :].split("\n")]
        said = {variable_named(label): value for label, value in pairs if not is_custom(label)}
        for variable, beside in (("archive", "archive-place"), ("archive_location", "archive_collection")):
            if said.get(beside) and self.made.get(variable):
                self.made[variable] = str(self.made[variable]).removesuffix(said[beside]).removesuffix(", ")
                if not self.made[variable]:
                    del self.made[variable]
        if said.get("collection-title") and "container-title" not in said:
            self.made.pop("container-title", None)  # what stands there is the series
            self.custom.pop(labelled("parent volume"), None)
            if not self.has_volume:
                self.made.pop("volume", None)
        for variable in said:
            self.made.pop(variable, None)
        for variable in ("issued", "accessed"):
            if variable in said:
                self.made[variable] = HistoricalDate.parse(said[variable])
                pairs = [pair for pair in pairs if pair[0] != variable]
        lines = Labelled(self.made, self.custom, "annotation")
        behind = [
            f"{label}: {value}" if label else value for label, value in pairs if not lines.take_pair(label, value)
        ]
        self.fields_of_document = lines.fields
        self.made["annote"] = "\n".join(filter(None, [annotation[: first.start()].strip("\n"), *behind]))

    def _worded_dates(self) -> None:
        """Dates of which Hayagriva's fields say less than the annotation, and what they cannot hold."""
        annotation, *worded = WORDED.split(str(self.made.get("annote") or ""))
        for variable, text in zip(worded[1::3], worded[2::3]):
            if variable not in DATE_VARIABLES:
                self.made[variable] = text
                continue
            date = HistoricalDate.parse(text)
            self.made[variable] = date if variable in ("issued", "accessed") else date.to_csl()
        self.made["annote"] = re.sub("(?m)^type:\u00a0", "type: ", _NOT_OURS.sub(r"\1\2: ", annotation))
        if not annotation:
            del self.made["annote"]

    def _fields(self, fields: dict[str, Any]) -> None:
        """Take the fields of the entry or of one of its parents: what is set already is left."""
        tables = table("hayagriva")
        self._title(fields)
        for role in ("author", "editor"):
            if role in fields and role not in self.made:
                self.made[role] = _names(fields.pop(role))
        self._affiliated(fields)
        if "date" in fields and "issued" not in self.made:
            self.made["issued"] = _date(str(fields.pop("date")))
        self._address(fields)
        self._publisher(fields)
        self._serial(fields)
        rows = {name: v for group in ("fields", "parent_fields") for v, name in tables[group].items()}
        for name, variable in {**rows, **tables["reads"]["fields"]}.items():
            if name in fields and variable not in self.made and not isinstance(fields[name], (list, Mapping)):
                self.made[variable] = _text(fields.pop(name))

    def _title(self, fields: dict[str, Any]) -> None:
        title = fields.pop("title", None)
        if isinstance(title, Mapping):
            self.made.setdefault("title", _text(title.get("value", "")))
            if title.get("short"):
                self.made["title-short"] = _text(title["short"])
            for name in ("translation", "verbatim", "sentence-case", "title-case"):
                if isinstance(title.get(name), str):
                    self.custom[labelled(f"title {name}")] = _text(title[name])
        elif title is not None:
            self.made.setdefault("title", _text(title))

    def _affiliated(self, fields: dict[str, Any]) -> None:
        roles = {name: role for role, name in table("hayagriva")["roles"].items()}
        for one in _mappings(fields.pop("affiliated", [])):
            said = str(one.get("role", "contributor"))
            names = _names(one.get("names", []))
            if said in roles:
                self.made.setdefault(roles[said], []).extend(names)
            else:
                self.made.setdefault("contributor", []).extend(names)
                self.custom[labelled(f"role {said}")] = _wording(one.get("names", []))

    def _address(self, fields: dict[str, Any]) -> None:
        url = fields.pop("url", None)
        if isinstance(url, Mapping):
            if url.get("date"):
                self.made["accessed"] = _date(str(url["date"]))
            url = url.get("value")
        if url:
            self.made.setdefault("URL", str(url))

    def _publisher(self, fields: dict[str, Any]) -> None:
        publisher = fields.pop("publisher", None)
        if isinstance(publisher, Mapping):
            if publisher.get("location"):
                self.made.setdefault("publisher-place", _text(publisher["location"]))
            publisher = publisher.get("name")
        publisher = publisher or fields.pop("organization", None)
        if publisher:
            self.made.setdefault("publisher", _text(publisher))

    def _serial(self, fields: dict[str, Any]) -> None:
        serial = fields.pop("serial-number", None)
        if isinstance(serial, Mapping):
            rows = {name: variable for variable, name in table("hayagriva")["serial"].items()}
            for name, value in serial.items():
                variable = {**rows, "record-number": "number"}.get(str(name))
                if variable:
                    self.made.setdefault(variable, _text(value))
                else:
                    self.custom[labelled(f"serial {name}")] = _text(value)
        elif serial is not None:
            self.made.setdefault("number", _text(serial))

    def _original(self, original: dict[str, Any]) -> None:
        """What the work was before it was reprinted or translated."""
        publisher = original.pop("publisher", None)
        if isinstance(publisher, Mapping):
            said = {"original-publisher": publisher.get("name"), "original-publisher-place": publisher.get("location")}
        else:
            said = {"original-publisher": publisher}
        said["original-title"] = original.pop("title", None)
        self.made.update({name: _text(value) for name, value in said.items() if value})
        if original.get("author"):
            self.made["original-author"] = _names(original.pop("author"))
        if original.get("date"):
            self.made["original-date"] = _date(str(original.pop("date"))).to_csl()
        for name, value in original.items():
            self.custom.setdefault(labelled(f"original {name}"), _wording(value))

    def _parent(self, parent: dict[str, Any], first: bool) -> None:
        """What the entry appeared in: its title, its editors, publisher, volume and issue, and its own series."""
        title = parent.pop("title", None)
        title = title.get("value") if isinstance(title, Mapping) else title
        kind = str(parent.pop("type", "")).casefold()
        if kind == "original":
            self._original({**parent, "title": title})
            return
        series = _mappings(parent.pop("parent", []))
        of_book = self.made["type"] in ("book", "report")
        if first and of_book and "volume" in parent and "collection-number" not in self.made:
            self.made["collection-number"] = _text(parent.pop("volume"))
        container = "container-title" if first and not of_book else "collection-title"
        if kind in ("conference", "proceedings") and "container-title" in self.made:
            container = "event-title"
        if title:
            self.made.setdefault(container, _text(title))
        if "author" in parent:
            self.made.setdefault("container-author", _names(parent.pop("author")))
        self._fields(parent)
        for name, value in parent.items():
            self.custom.setdefault(labelled(f"parent {name}"), _wording(value))
        for one in series[:5]:
            self.made.setdefault("collection-title", _text(one.get("title", "")))
            number = one.get("volume", one.get("issue"))
            if number is not None:
                self.made.setdefault("collection-number", _text(number))


def _csl_type(kind: str, parents: list[Any]) -> str:
    """The CSL type: an article is that of a journal, a newspaper, a blog by what it appeared in."""
    within = str(parents[0].get("type", "")).casefold() if parents else ""
    found: str = table("hayagriva")["reads"]["within"].get(f"{kind} {within}", "")
    return found or _kinds().get(kind, "document")


def _names(value: Any) -> list[dict[str, Any]]:
    found = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            prefix, family = str(one.get("prefix") or ""), str(one.get("name") or "")
            name = {"family": family, **given_parts(str(one.get("given-name") or ""))}
            name |= {"non-dropping-particle": prefix, "suffix": str(one.get("suffix") or "")}
            name = {k: v for k, v in name.items() if v}
            found.append(
                name
                if name.get("given")
                else dict(OTHERS)
                if says_others(family)
                else undivided_name(f"{prefix} {family}".strip())
            )
        elif one not in (None, ""):
            found.append(parse_name(str(one)))
    return found


def _date(text: str) -> HistoricalDate:
    """A date, with ``~`` before one that is not certain."""
    return date_of(f"{text[1:]}~" if text.startswith("~") else text)


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Mapping)]


def _text(value: Any) -> str:
    """A text with Typst's escapes and the braces of protected words taken away."""
    if isinstance(value, Mapping):
        value = value.get("value", "")
    return _ESCAPED.sub(lambda match: match[1] or "", str(value)).strip()


def _wording(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {_wording(v)}" for k, v in value.items())
    return "; ".join(map(_wording, value)) if isinstance(value, list) else _text(value)
