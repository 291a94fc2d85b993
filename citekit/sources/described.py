"""A document as a record states it field by field: catalogues of archives, tables, manifests, notes of a person.

Fields go by the names of data/described.toml, of forms (data/metadata.toml) and of CSL's variables. What is a place in
an archive becomes a level of the reference, what has no field stays under its own label in ``custom``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..archives.composed import composed, level
from ..archives.grammar import parse_references
from ..archives.reference import ArchivalReference, Level
from ..archives.titles import correspondents
from ..common.errors import ReadError
from ..common.tables import table
from ..csl.languages import language_tag
from ..csl.names import full_name, parse_name
from ..csl.variables import DATE_VARIABLES, NAME_VARIABLES, TEXT_VARIABLES
from ..csl.wording import value_of
from ..dates import HistoricalDate
from ..document.extra import extra_of
from ..document.foreign import document_of, is_host
from ..document.model import Document
from ..document.people import names_of_people, surnames
from .field_names import kind_of_title, kind_of_type, labelled
from .relators import csl_role
from .stated_people import stated_person

_LIFE = re.compile(
    r",?\s*\(?(?:(?:ca|approximately|active|fl|b|d|born|died|né|née|geb)\.?\s+)*\d{3,4}\??\s*(?:[-\u2013]\s*(?:\d{3,4}\??)?)?\)?\.?$"
)
_ROLE = re.compile(
    r"\s*[,(\[]\s*(?:author|creator|writer|sender|recipient|addressee|photographer|editor)s?\s*[)\].]*$", re.I
)
_ADDRESS = re.compile(r"https?://\S+$", re.I)
_IDENTIFIER = re.compile(r"(?:https?://|urn:)\S+$", re.I)
_LABELLED = re.compile(r"(?:ff?|fols?|folios?|bl|ll?|pp?|s|лл?|с|kk?|cc?|об)\.?\s?\d", re.I)  # f. 12-14
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$", re.I)
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?$")
_FIELDS = {"kind", "url", "summary", "language", "number", "key", "credits", "host"}
_WEAK = frozenset(("leaf", "page", "year", "item", "frame"))
_LISTED = {"files": "files", "links": "links"}
LONGEST = 100_000  # characters of one value that are kept


class Description:
    """What one record says: ``add`` a value to a field, ``note`` what has none, and make the ``document``."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self.words: dict[str, str] = {}
        self.labelled: dict[str, list[str]] = {}
        self.levels: list[Level] = []  # stated apart: before those of the fields
        self.warnings: list[str] = []
        self.bodies: set[str] = set()  # names that the record says are of bodies or families

    def add(self, field: str, value: Any, word: str = "") -> None:
        """Add a value to a field; ``word`` is the record's own word for a level. Empty values are nothing."""
        text = clean(value)
        if not text:
            return
        known = self.values.setdefault(field, [])
        if text not in known:
            known.append(text)
        if word:
            self.words.setdefault(field, word)

    def add_body(self, field: str, name: Any) -> None:
        """Add the name of a body or a family, as the record says that it is one: it has no family name."""
        self.bodies.add(clean(name))
        self.add(field, name)

    def note(self, label: str, value: Any) -> None:
        """Keep a value that has no field under its label."""
        text = clean(value)
        known = self.labelled.setdefault(labelled(label), [])
        if text and text not in known:
            known.append(text)

    def first(self, field: str) -> str:
        """The first value of a field, or an empty string."""
        return next(iter(self.values.get(field, ())), "")

    def take(self, field: str) -> list[str]:
        """The values of a field, which is used up by it."""
        return self.values.pop(field, [])

    def document(self, where: str, *, aggregate: bool = False) -> Document:
        """The document. ``aggregate`` says that it is a file or a series, whose title names no kind and no people.

        Raises ReadError where the record says nothing that a document could be cited by.
        """
        item: dict[str, Any] = {}
        custom: dict[str, Any] = {}
        fields: dict[str, Any] = {}
        self._identifiers()
        self._titles(item, custom)
        self._date(item, custom)
        self._people(item, fields, custom)
        self._kind(item, fields, custom)
        references = self._references(item, fields)
        self._rest(item, fields, custom)
        placed = any(r.levels or r.published for r in references) or bool(fields.get("reference"))
        if not (item.get("title") or placed or fields.get("sender") or item.get("author")):
            raise ReadError("the record has neither a title nor a place in an archive", where=where)
        custom.update({k: "; ".join(v) for k, v in self.labelled.items() if v and k not in custom})
        if custom:
            item["custom"] = custom
        reference = fields.pop("reference", "")
        doc = document_of(item, reference, **{k: v for k, v in fields.items() if v})
        if references:
            doc = doc.changed(references=references)
        return self._as_titled(doc, aggregate).changed(source=where, warnings=(*doc.warnings, *self.warnings))

    def _identifiers(self) -> None:
        """Identifiers that are addresses or DOIs; any other belongs to the reference."""
        for value in self.take("identifier"):
            doi = _DOI.match(value)
            self.add("doi" if doi else "url" if _ADDRESS.match(value) else "call number", value)
        for value in self.take("call number"):
            self.add("url" if _ADDRESS.match(value) else "call number", value)
        dois = self.take("doi")
        for value in dois:
            match = _DOI.match(value)
            self.add("DOI" if match else "url" if _ADDRESS.match(value) else "identifier", match[1] if match else value)

    def _titles(self, item: dict[str, Any], custom: dict[str, Any]) -> None:
        titles = self.take("title")
        if titles:
            item["title"] = titles[0]
            for other in titles[1:]:
                self.add("alternative title", other)
        for field, name in (("translated title", "translated_title"), ("alternative title", "alternative_title")):
            if values := self.take(field):
                custom[name] = "; ".join(values)
        if values := self.take("original title"):
            item["original-title"] = values[0]

    def _date(self, item: dict[str, Any], custom: dict[str, Any]) -> None:
        dates, start, end = self.take("date"), self.take("date from"), self.take("date to")
        exact = "/".join(dict.fromkeys(_iso(part) for part in (*start[:1], *end[:1])))
        date, said = dated(dates[0] if dates else "", exact)
        if date is not None:
            item["issued"] = date
        if said:
            custom["date_as_written"] = said
        for other in dates[1:]:
            self.note("further date", other)
        if seen := self.take("accessed"):
            item["accessed"] = HistoricalDate.parse(_iso(seen[0]))

    def _people(self, item: dict[str, Any], fields: dict[str, Any], custom: dict[str, Any]) -> None:
        as_written: list[str] = []
        people: dict[str, list[dict[str, Any]]] = {}
        for field in ("author", "from", "to", *sorted(NAME_VARIABLES)):
            for value in (one for stated in self.take(field) for one in surnames(stated)):
                if _IDENTIFIER.match(value):  # linked data has people's addresses beside their names
                    self.note(f"{field} address", value)
                    continue
                name, role, changed = ({"literal": value}, "", False) if value in self.bodies else person(value)
                if changed:
                    as_written.append(value)
                part = {"recipient": "to"}.get(role, role) if field in ("author", "contributor") and role else field
                if name not in people.setdefault(part, []):
                    people[part].append(name)
        if as_written:
            custom["names_as_written"] = "; ".join(as_written)
        senders, recipients = people.pop("from", []), people.pop("to", [])
        authors = people.pop("author", [])
        if recipients and not senders:
            senders, authors = authors, []
        if senders == authors:
            authors = []
        fields["sender"], fields["recipient"] = joined(senders), joined(recipients)
        if senders and names_of_people(fields["sender"]) != senders:
            authors = authors or senders  # what the wording alone would not tell: bodies, names in a fixed order
        if recipients and names_of_people(fields["recipient"]) != recipients:
            people.setdefault("recipient", recipients)
        item.update({role: names for role, names in {"author": authors, **people}.items() if names})

    def _kind(self, item: dict[str, Any], fields: dict[str, Any], custom: dict[str, Any]) -> None:
        for n, value in enumerate(self.take("kind")):
            kind, csl = kind_of_type(value)
            if kind and not fields.get("kind"):
                fields["kind"] = kind
                if kind != value.casefold():
                    custom["stated_kind"] = value
            elif csl is not None and not n:
                if csl:
                    item["type"] = csl
                if value.casefold() != csl:
                    custom["stated_kind"] = value
            elif "genre" not in item and len(value) < 80 and csl is None:
                item["genre"] = value
            else:
                self.note("stated kind", value)
        if "stated_kind" in custom and (more := self.labelled.pop("stated_kind", None)):
            custom["stated_kind"] = "; ".join([custom["stated_kind"], *more])

    def _references(self, item: dict[str, Any], fields: dict[str, Any]) -> tuple[ArchivalReference, ...]:
        """The archival reference: as its parts are stated, or as its whole wording reads."""
        levels = [*self.levels]
        whole = self.take("reference")
        repository, place = self.take("archive"), self.take("archive place")
        for field, row in table("described")["levels"].items():
            kind, _, word = row.partition("|")
            for value in self.take(field):
                labelled_already = kind == "page" and _LABELLED.match(value)
                levels.append(level(kind, value, "" if labelled_already else self.words.get(field, word)))
        if not repository and len(whole) == 1 and _is_archive(whole[0]):
            repository, whole = whole, []
        for other in repository[1:]:
            self.note("further archive", other)
        name = repository[0] if repository else ""
        if name and is_host(name):
            item["archive"] = name
            fields["reference"] = "; ".join(whole) or ", ".join(_worded(one) for one in levels)
            return ()
        alone = whole or ([levels[0].value] if len(levels) == 1 and levels[0].kind == "call_number" else [])
        if alone and (not levels or not whole):
            found = read_reference(alone[0], name, place[0] if place else "")
            for other in alone[1:]:
                self.note("further reference", other)
            if found:
                return found
            levels = [Level("call_number", "", alone[0])]
        else:
            for value in whole:
                self.note("preferred citation", value)
        made = composed(name, levels, place[0] if place else "")
        return (made,) if made is not None else ()

    def _rest(self, item: dict[str, Any], fields: dict[str, Any], custom: dict[str, Any]) -> None:
        """Fields of a Document, variables of CSL, and all else under its name."""
        if notes := self.take("notes"):
            item["annote"] = "\n".join(notes)
        if subjects := self.take("subjects"):
            item["keyword"] = "; ".join(subjects)
        if urls := self.take("url"):
            fields["url"] = urls[0]
            if urls[1:]:
                self.values.setdefault("links", []).extend(urls[1:])
        for field, variable in (("place", "event-place"), ("extent", "dimensions")):
            if values := self.take(field):
                item[variable] = "; ".join(values)
        if contents := self.take("contents"):
            fields["contents"] = tuple(contents)
        for field, values in list(self.values.items()):
            text = "; ".join(map(language_tag, values) if field == "language" else values)
            if field in _FIELDS:
                fields[field] = " ".join(values) if field == "summary" else text
            elif field in _LISTED:
                custom[_LISTED[field]] = values
            elif field in DATE_VARIABLES:
                item[field] = HistoricalDate.parse(_iso(values[0])).to_csl()
            elif field in TEXT_VARIABLES:
                item[field] = value_of(field, text)
            else:
                for value in values:
                    self.note(field, value)

    def _as_titled(self, doc: Document, aggregate: bool) -> Document:
        """Kind and correspondents as the title says, where the record does not state them."""
        if aggregate or not (doc.references or doc.host) or extra_of(doc).get("type") not in (None, "document"):
            return doc
        extra = {k: v for k, v in extra_of(doc).items() if k != "type"}  # that of its kind
        sender, recipient = doc.sender, doc.recipient
        if not (sender or recipient):
            author = extra.get("author", [])
            said = correspondents(doc.title)
            if not author:
                sender, recipient = said
            elif len(author) == 1 and str(author[0].get("family") or "\n") in said[0]:  # the title says to whom
                recipient = said[1]
        return doc.changed(
            kind=doc.kind or kind_of_title(doc.title, doc.language), sender=sender, recipient=recipient, extra=extra
        )


def clean(value: Any) -> str:
    """A value as text without white space around it, within bounds; what is no text or number is nothing."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    text = str(value).replace("\r\n", "\n").strip()
    if isinstance(value, float) and text.endswith(".0"):
        text = text[:-2]
    return f"{text[:LONGEST]} […]" if len(text) > LONGEST else text


def dated(text: str, exact: str) -> tuple[HistoricalDate | None, str]:
    """(the date, its wording where the date does not have it) of a wording and its exact form (EDTF, ISO 8601)."""
    date = HistoricalDate.parse(_iso(text)) if text else None
    if date is not None and date.understood:
        return date, ""
    known = HistoricalDate.from_edtf(_basic(exact)) if exact else None
    if known is None and exact and not text:
        return HistoricalDate.parse(exact), ""
    return (known, text) if known is not None and known.start else (date, "")


def _iso(text: str) -> str:
    """A date without the time of day that programs put after it."""
    match = _MIDNIGHT.match(text)
    return match[1] if match is not None else text


def _basic(text: str) -> str:
    """ISO 8601's basic form, ``19120414``, as the extended one; a range of one date as that date."""
    text = re.sub(r"-00(?=-|/|$)", "", _BASIC.sub(r"\1-\2-\3", text.strip()))
    start, _, end = text.partition("/")
    return start if start == end else text


def person(text: str) -> tuple[dict[str, Any], str, bool]:
    """(name, the CSL role stated after it, whether anything was): life dates and a role are no part of a name."""
    stated = stated_person(text)
    if stated.apart:
        return stated.name, csl_role(stated.role) if stated.role else "", True
    bare = _ROLE.sub("", text)
    shorter = _LIFE.sub("", bare).rstrip(" ,;") if not bare[:1].isdigit() else bare
    shorter = shorter or text
    return parse_name(shorter), "", shorter != text


def joined(names: Iterable[Mapping[str, Any]]) -> str:
    """Names as a title says them: ``A, B and C``."""
    said = [full_name(name) for name in names]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}" if said else ""


def _is_archive(text: str) -> bool:
    """Whether a wording names an archive and nothing in it."""
    found = parse_references(text) if len(text) < 200 else []
    return len(found) == 1 and found[0].repository is not None and not (found[0].levels or found[0].rest)


def read_reference(text: str, repository: str = "", place: str = "") -> tuple[ArchivalReference, ...]:
    """The references that a wording is, its repository stated apart or in it; nothing where it is not understood."""
    if len(text) > 2000:
        return ()
    found = tuple(parse_references(text))
    whole = found and all(r.repository is not None and (r.levels or r.published) and not r.rest for r in found)
    known = whole and found[0].repository is not None and found[0].repository.country
    if not repository:
        return found if found and all(r.levels and not r.rest for r in found) else ()
    if not known:  # a word in capitals may be an archive, or the beginning of a call number
        if place and place.split(",")[0].casefold() not in repository.casefold():
            repository = f"{repository}, {place}"
        found = tuple(parse_references(f"{repository}, {text}"))
    if (
        found and "," in repository and found[0].split()[0] != repository
    ):  # it is stated whole: nothing of it is a level
        return _stated_in(repository, text)
    named = all(r.repository is not None and r.levels and not r.rest for r in found)
    strong = any(v.kind not in _WEAK for r in found for v in r.levels)  # F 1 is no folio of an archive
    return found if found and named and strong and "".join(map(str, found)).endswith(text) else ()


def _stated_in(repository: str, text: str) -> tuple[ArchivalReference, ...]:
    """The reference of a repository that is stated apart, with the levels that a wording says alone."""
    found = parse_references(text)
    if len(found) != 1 or not found[0].levels or found[0].rest or found[0].repository is not None:
        return ()
    made = composed(repository, found[0].levels)
    return (made,) if made is not None and str(made).endswith(text) else ()


def _worded(one: Level) -> str:
    return f"{one.term} {one.value}" if one.term else one.value
