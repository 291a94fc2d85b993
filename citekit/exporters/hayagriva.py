"""Hayagriva's YAML, so that Typst prints an archival note in full (data/hayagriva.toml has types and fields).

Hayagriva's manual calls ``archive-location`` a place; its processor prints it as CSL's ``archive_location``, and so
it is written here.  What Hayagriva has no field for is reported, and stands in ``annotation``, which no usual style
prints: lines ``label: value`` (csl/labels.py) behind one with the document's type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ..common.errors import MissingExtraError, to_install
from ..common.tables import table
from ..csl.labels import UNTITLED, text_of
from ..csl.languages import language_code
from ..csl.leftovers import leftovers
from ..csl.names import parts_joined
from ..csl.others import ET_AL, is_others
from ..csl.variables import NAME_VARIABLES
from ..csl.wording import OWN_LINES, edtf_year, lines_of, one_line, wording
from ..dates import HistoricalDate
from ..document.correspondence import credited
from ..document.item import stated_access, stated_date, title_or_description, to_csl
from ..document.model import Document
from ..document.wording import in_source_wording
from .options import ExportOptions
from .ris import whole_names
from .strict import FORMS, is_address, is_in_calendar
from .xml import has_markup
from .zotero import labels

_ANY = "manuscript"  # for what has no type
# a manuscript or ``misc`` without archive, address and publisher is missing in Chicago's bibliography, which lists no
# letters that nobody can look up; this one is printed in the same form
_NOWHERE = "article"
_RECORD = "record-number"  # the number that an archive's web site gives, which no style prints
_MARKUP = re.compile(r"[\\{}$]")
_OWN = frozenset(
    "id type title issued accessed custom URL archive archive_location archive_collection archive-place".split()
)


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """One entry a document under its key. Raises MissingExtraError without PyYAML."""
    try:
        import yaml
    except ImportError:
        raise MissingExtraError(
            "Hayagriva's YAML needs PyYAML", hint=f"install it with: {to_install('PyYAML')}"
        ) from None
    dumper: Any = type("Dumper", (getattr(yaml, "CSafeDumper", yaml.SafeDumper),), {})
    dumper.add_representer(str, _quoted)
    for doc in docs:
        made = _Entry(doc, options)
        entry = {one_line(made.item["id"]): made.fields()}
        yield yaml.dump(entry, Dumper=dumper, allow_unicode=not options.ascii, sort_keys=False, width=10**6)


_LIKE_NUMBERS = re.compile(r"[-+.]?\d[\w.+-]*")


def _quoted(dumper: Any, text: str) -> Any:
    """A text for YAML; one that YAML 1.2 takes for a number, as YAML 1.1 does not (``1e5``), in quotation marks."""
    style = "'" if _LIKE_NUMBERS.fullmatch(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


class _Entry:
    """One entry as it is made."""

    def __init__(self, doc: Document, options: ExportOptions) -> None:
        doc = in_source_wording(doc)
        self.doc, self.options, self.item = doc, options, to_csl(doc)
        self.left = {name for name in self.item if name not in _OWN}
        self.lines: list[str] = []  # of the annotation: what a field says less of or nothing
        people = credited(doc.contributors).get("translator")
        if people:
            self.item["translator"] = people

    def fields(self) -> dict[str, Any]:
        """The fields of the entry."""
        tables, item = table("hayagriva"), self.item
        out: dict[str, Any] = {"type": self._type()}
        if title := title_or_description(self.doc, item):
            short = {"short": _title(item["title-short"])} if self._take("title-short") else {}
            if not self.doc.title:
                self._line("title", UNTITLED)
                self.options.say("Hayagriva has no letters without a title: “Letter to …” stands in its place")
            out["title"] = {"value": _title(title), **short} if short else _title(title)
        out |= self._people() | self._date() | self._archive() | self._url()
        for variable, name in tables["fields"].items():
            if self._take(variable) and self._fits(variable, item[variable]):
                out[name] = _value(variable, item[variable])
        serial = {
            _RECORD if self._record(v) else name: one_line(item[v])
            for v, name in tables["serial"].items()
            if self._take(v)
        }
        if serial:
            out["serial-number"] = serial
        out |= self._published()
        self._without_fields()
        if self.lines or item["type"] != _read_as(str(out["type"]), item):
            own = [f"type: {item['type']}", *dict.fromkeys(self.lines)]
            out["annotation"] = "\n".join([*filter(None, [out.get("annotation")]), *own])
        return {name: value for name, value in out.items() if value not in ("", None)}

    def _type(self) -> str:
        """The entry type; that Hayagriva has none for the document, or no markup, is reported."""
        types, item = table("hayagriva")["types"], self.item
        archival = "archive" in item or "archive_location" in item
        kind = str(types.get(item["type"], _ANY))
        if kind == "report" and archival and not item.get("publisher"):
            kind = _ANY
        if kind == _ANY and not (archival or self.doc.url or item.get("publisher")):
            if item["type"] == "personal_communication":
                self.options.say("Chicago's bibliography in Typst has no letters without an archive or an address")
            else:
                kind = _NOWHERE
        if item["type"] not in types and item["type"] != "document":
            self.options.say(f"Hayagriva has no type for “{item['type']}”: it is written as “{kind}”")
        for variable, value in item.items():
            if variable != "note" and has_markup([value]):
                self.options.say("Hayagriva has no italics and the like in its texts: they stand in the annotation")
                self._line(variable, text_of(value))
        return kind

    def _line(self, label: str, words: str) -> None:
        """A line of the annotation."""
        if not words:
            return
        self.lines.append(_MARKUP.sub(lambda match: "\\" + match.group(), one_line(f"{label}: {words}")))

    def _people(self) -> dict[str, Any]:
        """Authors, editors, and those whom Hayagriva calls affiliated."""
        item = self.item
        if not item.get("author") and item.get("translator"):
            self._line("translator", wording("translator", item.pop("translator")))
            self.options.say(
                "Typst would print a translator in the place of an author who is not stated: the annotation has it"
            )
        out: dict[str, Any] = {
            role: [_name(n) for n in item[role]] for role in ("author", "editor") if self._take(role)
        }
        affiliated = [
            {"role": name, "names": [_name(n) for n in item[role]]}
            for role, name in table("hayagriva")["roles"].items()
            if self._take(role)
        ]
        return {**out, "affiliated": affiliated} if affiliated else out

    def _take(self, variable: str) -> bool:
        """Whether there is a variable; it is not left over then."""
        value = self.item.get(variable)
        if value in (None, "", []) or (variable in NAME_VARIABLES and not isinstance(value, list)):
            return False
        self.left.discard(variable)
        return True

    def _record(self, variable: str) -> bool:
        """Whether a number is only the one that an archive's web site gives the document."""
        return variable == "number" and str(self.item["number"]) == self.doc.number

    def _date(self) -> dict[str, str]:
        date = stated_date(self.doc)
        return {"date": self._iso(date, "issued")} if date is not None else {}

    def _iso(self, date: HistoricalDate, variable: str) -> str:
        """The (first) date, ``~`` before one that is not certain."""
        if not date.start:
            if date.text:
                self._keep(date, variable)
                self.options.say(
                    f"Hayagriva has no words for dates: of “{variable}”, “n.d.” and the like stand in the annotation"
                )
            return ""
        if date.end or date.season or date.open or date.printed_as_written or date.says_more:
            self._keep(date, variable)
            self.options.say(
                f"Hayagriva has no ranges and seasons of dates: of “{variable}” Typst prints the beginning alone, the"
                " whole stands in the annotation"
            )
        if date.start[0] > 9999 or not is_in_calendar(date.start):
            self._keep(date, variable)
            self.options.say(f"Hayagriva has no such day as “{date.text}”: it stands in the annotation ({variable})")
            if date.start[0] > 9999:
                return ""
            date = replace(date, start=date.start[:2])
        parts = [edtf_year(date.start[0]), *(f"{n:02d}" for n in date.start[1:])]
        return ("~" if date.circa or date.uncertain else "") + "-".join(parts)

    def _fits(self, variable: str, value: Any) -> bool:
        """Whether a field can hold a value, at one of which that it cannot Typst refuses the file; that is said."""
        form = FORMS.get(variable)
        if form is None or form.fullmatch(one_line(value)):
            return True
        if variable == "language" and FORMS["language"].fullmatch(language_code(str(value))):
            self._line(variable, str(value))  # the tag stands in the field
            return True
        self._keep_aside(variable, str(value))
        return False

    def _keep_aside(self, variable: str, value: str) -> None:
        self._line(variable, value)
        self.options.say(f"Hayagriva cannot hold “{value[:80]}” as “{variable}”: it stands in the annotation")

    def _keep(self, date: HistoricalDate, variable: str) -> None:
        self._line(variable, date.text)

    def _archive(self) -> dict[str, str]:
        """The archive with its place, and the reference with its collection: what stands behind is a line as well."""
        item = self.item
        for variable in ("archive-place", "archive_collection"):
            if item.get(variable):
                self._line(variable, str(item[variable]))
        archive = ", ".join(one_line(item[k]) for k in ("archive", "archive-place") if item.get(k))
        location = ", ".join(one_line(item[k]) for k in ("archive_location", "archive_collection") if item.get(k))
        return {name: _text(v) for name, v in (("archive", archive), ("archive-location", location)) if v}

    def _url(self) -> dict[str, Any]:
        accessed = stated_access(self.doc)
        if not self.doc.url:
            return self._without_address(accessed)
        value = one_line(self.doc.url).replace(" ", "%20")
        if not is_address(value):
            self._keep_aside("URL", one_line(self.doc.url))
            return self._without_address(accessed)
        seen = self._iso(accessed, "accessed") if accessed is not None else ""
        return {"url": {"value": value, "date": seen} if seen else value}

    def _without_address(self, accessed: HistoricalDate | None) -> dict[str, Any]:
        if accessed is not None:
            self._keep(accessed, "accessed")
            self.options.say("Hayagriva has a date of access with an address alone: it stands in the annotation")
        return {}

    def _published(self) -> dict[str, Any]:
        """Publisher, volume and series: of what the document appeared in, where it appeared in something."""
        item, tables = self.item, table("hayagriva")
        shared: dict[str, Any] = {
            name: _value(v, item[v])
            for v, name in tables["parent_fields"].items()
            if self._take(v) and self._fits(v, item[v])
        }
        publisher = {"name": item.get("publisher"), "location": item.get("publisher-place")}
        publisher = {name: _text(one_line(value)) for name, value in publisher.items() if value}
        self.left -= {"publisher", "publisher-place"}
        if publisher:
            shared["publisher"] = publisher
        if self._take("collection-title"):
            number = {"volume": _value("", item["collection-number"])} if self._take("collection-number") else {}
            if item["type"] not in ("book", "report") and not item.get("container-title"):
                for variable in ("collection-title", "collection-number"):
                    self._line(variable, str(item.get(variable) or ""))
            shared["parent"] = {"type": "anthology", "title": _text(item["collection-title"]), **number}
        if self._take("container-title"):
            kind = tables["parents"].get(item["type"], "anthology")
            authors = [_name(name) for name in item["container-author"]] if self._take("container-author") else []
            whole = {"type": kind, "title": _title(item["container-title"]), "author": authors, **shared}
            shared = {"parent": {name: value for name, value in whole.items() if value}}
        if original := self._original():
            shared["parent"] = [shared["parent"], original] if "parent" in shared else original
        return shared

    def _original(self) -> dict[str, Any]:
        """What the work was before it was reprinted or translated.

        Typst prints its author, date or publisher as the work's own where the work has none: then it is left out.
        """
        item: dict[str, Any] = self.item
        found: dict[str, Any] = {}
        date = stated_date(self.doc)
        own = {"title": True, "author": item.get("author"), "publisher": item.get("publisher")}
        own["date"] = date is not None and date.start
        for variable, name in table("hayagriva")["original"].items():
            if not own[name] or not self._take(variable):
                continue
            if name == "publisher":
                part = "location" if variable.endswith("place") else "name"
                found.setdefault(name, {})[part] = _text(item[variable])
            elif name == "date":
                date = HistoricalDate.from_csl(item[variable])
                found[name] = self._iso(date, variable) if date is not None else ""
            else:
                found[name] = [_name(n) for n in item[variable]] if name == "author" else _title(item[variable])
        found = {name: value for name, value in found.items() if value}
        return {"type": "original", **found} if found else {}

    def _without_fields(self) -> None:
        """Lines for what has no field, which is said."""
        doc = self.doc
        derived = set(map(str, self.item.get("custom", {}).get("citekit", {}).get("correspondents", ())))
        said = [*leftovers(self.item, self.item.keys() - self.left | derived), *labels(doc)]
        if doc.host or doc.references:  # whose number is read as that of the record
            said = [(label, words) for label, words in said if label != "Record Number"]
        if doc.language:
            said.append(("Original language", doc.language))
        for label, words in (*said, *whole_names(doc)):
            self._line(label, words)
        names = {_BY_LABEL.get(label, label) for label, _ in said} | (self.left & derived)
        for name in sorted(names):
            self.options.say(f"Hayagriva has no field for “{name}”: it stands in the annotation")


# labels of what CSL has no variable for, as forms call it
_BY_LABEL = {
    "Record Number": "number",
    "Sender": "sender",
    "Addressee": "recipient",
    "Kind": "kind",
    "Contents": "contents",
    "Contributors": "credits",
    "Original language": "original language",
}


def _read_as(kind: str, item: dict[str, Any]) -> str:
    """The CSL type as which an entry of a type is read, where no line says another."""
    tables = table("hayagriva")
    parent = tables["parents"].get(item["type"], "anthology") if item.get("container-title") else ""
    return str(tables["reads"]["within"].get(f"{kind} {parent}") or _kinds_read().get(kind, "document"))


@lru_cache(maxsize=1)
def _kinds_read() -> dict[str, str]:
    tables = table("hayagriva")
    return {kind: csl for csl, kind in reversed(tables["types"].items())} | dict(tables["reads"]["types"])


def _value(variable: str, value: Any) -> Any:
    if variable == "language":
        return language_code(str(value)) or None
    if variable == "annote":  # what reads like our first line in it is told from this by its space
        return OWN_LINES.sub("type:\u00a0", _text(value, lines=True))
    return _text(value, lines=variable in ("note", "abstract"))


def _text(value: Any, lines: bool = False) -> str:
    """A text whose braces, dollar signs and backslashes are themselves; with its ``lines``, or on one."""
    whole = lines_of(value) if lines else one_line(value)
    plain = re.sub(r"</?(?:i|b|sup|sub)>|<span[^<>]{0,80}>|</span>", "", whole)
    return _MARKUP.sub(lambda match: "\\" + match.group(), plain)


def _title(value: Any) -> str:
    """A title whose capitals stay as they are."""
    return "{" + _text(value) + "}"


def _name(name: Any) -> Any:
    """A person; a literal name, and one whose own order is family name first, stays whole."""
    if not isinstance(name, dict):
        return {"name": one_line(name)}
    if is_others(name):
        return {"name": ET_AL}
    if name.get("literal") or not name.get("given"):
        return {"name": one_line(name.get("literal") or name.get("family") or "")}
    if name.get("static-ordering"):
        return {"name": one_line(f"{name.get('family', '')} {name['given']}")}
    given = parts_joined(name, "given", "dropping-particle")  # Typst prints the prefix also in short forms
    prefix = name.get("non-dropping-particle")
    parts = {"name": name.get("family"), "given-name": given, "prefix": prefix, "suffix": name.get("suffix")}
    return {key: one_line(value) for key, value in parts.items() if value}
