"""Document <-> CSL-JSON 1.0.2 item, lossless both ways; ``custom.citekit`` holds what CSL has no variable for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..archives.composed import recomposed
from ..archives.credits import Contributor
from ..archives.grammar import parse_references
from ..archives.kinds import type_of_kind
from ..archives.reference import ArchivalReference, Level
from ..common.errors import ItemError
from ..csl.exported import restored
from ..csl.names import full_name
from ..csl.variables import NUMBER_VARIABLES, TEXT_VARIABLES
from ..dates import HistoricalDate, date_text
from .extra import extra_of, made
from .keys import default_key
from .people import names_of_people

if TYPE_CHECKING:
    from .model import Document

_TEXTS_OR_NUMBERS = TEXT_VARIABLES | NUMBER_VARIABLES
# CSL variables for which a Document has fields
_OWN = frozenset(
    {
        "id",
        "type",
        "title",
        "issued",
        "accessed",
        "archive",
        "archive_location",
        "abstract",
        "URL",
        "number",
        "custom",
        "translator",
        "note",
    }
)
_LEVEL = ("kind", "term", "value")


def csl_type(doc: Document) -> str:
    """The CSL type of a document: that of its kind; correspondence only where the title names both sides."""
    found = type_of_kind(doc.kind) or "document" if doc.kind else "document"
    if found == "personal_communication" and not doc.recipient:
        return "document"
    return found


_VARIABLE_OF = (("url", "URL"), ("number", "number"), ("summary", "abstract"), ("credits", "note"))
_WITHOUT_VARIABLE = ("kind", "sender", "recipient", "host", "language", "key")


def to_csl(doc: Document) -> dict[str, Any]:
    """The item of a document (CSL-JSON schema csl-data 1.0.2)."""
    extra = extra_of(doc)
    item: dict[str, Any] = {"id": doc.key or default_key(doc), "type": extra.get("type") or csl_type(doc)}
    own: dict[str, Any] = {}
    if doc.title:
        item["title"] = doc.title
    if doc.date is not None:
        item["issued"] = doc.date.to_csl()
        own["date"] = doc.date.text
    if doc.accessed is not None:
        item["accessed"] = doc.accessed.to_csl()
        own["accessed"] = doc.accessed.text
    if doc.host or doc.references:
        _archive(doc, item, own)
    fields = doc.__dict__
    for name, variable in _VARIABLE_OF:
        if fields[name]:
            item[variable] = fields[name]
    if doc.contributors and (translators := [c.name for c in doc.contributors if c.role == "translated"]):
        item["translator"] = [{"literal": name} for name in translators]
    for name in _WITHOUT_VARIABLE:
        if fields[name]:
            own[name] = fields[name]
    if doc.sender or doc.recipient:
        _correspondents(doc, item, own)
    if doc.contents:
        own["contents"] = list(doc.contents)
    if doc.contributors:
        own["contributors"] = [{k: v for k, v in vars(c).items() if v} for c in doc.contributors]
    if doc.unread:
        own["unread"] = list(doc.unread)
    if extra:
        _add_extra(doc, item, own)
        if extra.get("citation-key") and item.get("citation-key"):
            own["citation-key"] = item["citation-key"]
    item["custom"] = {**custom, "citekit": own} if (custom := extra.get("custom")) else {"citekit": own}
    return item


def _add_extra(doc: Document, item: dict[str, Any], own: dict[str, Any]) -> None:
    """Add the variables of ``extra``: those that the item already has go into ``custom``."""
    extra = extra_of(doc)
    for name, value in extra.items():
        if name == "type" or name == "custom":
            continue
        if name in item and not (name == "archive" and str(value) not in doc.reference and value != doc.host):
            own.setdefault("extra", {})[name] = value
        else:
            item[name] = value
            if name in _OWN:
                own.setdefault("as-is", []).append(name)
    if "type" in extra:
        own["type"] = True


def _correspondents(doc: Document, item: dict[str, Any], own: dict[str, Any]) -> None:
    """Sender and recipient as author and recipient where the title does not name them (CMOS 18, 14.111, 14.119-30).

    A letter without a title is personal communication, its form the genre.  ``correspondents`` lists what was derived.
    """
    derived: dict[str, Any] = {}
    # an interview is cited under the person interviewed (CMOS 18, 14.108)
    is_interview = (extra_of(doc).get("type") or csl_type(doc)) == "interview"
    recipient = "interviewer" if is_interview else "recipient"
    if doc.sender and "author" not in extra_of(doc) and not names(doc.title, doc.sender):
        derived["author"] = names_of_people(doc.sender)
    # a document is never cited under its recipient
    has_author = doc.sender or extra_of(doc).get("author") or not doc.title or is_interview
    in_title = not is_interview and names(doc.title, doc.recipient)
    if doc.recipient and has_author and recipient not in extra_of(doc) and not in_title:
        derived[recipient] = names_of_people(doc.recipient)
    if derived and not doc.title and not is_interview and "type" not in extra_of(doc):
        item["type"] = "personal_communication"
        if doc.kind and "genre" not in extra_of(doc):
            derived["genre"] = doc.kind
    item.update(derived)
    if derived:
        own["correspondents"] = list(derived)


def names(title: str, person: str) -> bool:
    """Whether a title names a person: it contains the last word of the name, apart from aliases in brackets."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\[[^\]]*\]|\([^)]*\)", "", person)) or re.findall(r"\w+", person)
    if words and words[-1][0] > "\u2e80":
        return words[-1] in title  # no spaces between words: 蒋中正致宋子文电
    return bool(words) and re.search(rf"(?<!\w){re.escape(words[-1])}(?!\w)", title, re.I) is not None


def _archive(doc: Document, item: dict[str, Any], own: dict[str, Any]) -> None:
    """Archive and location: the host and the whole reference, or without a host the repository and its levels."""
    reference = doc.reference
    if reference:
        own["reference"] = reference
        if len(doc.references) == 1 and doc.references[0].stated:
            own["levels"] = [{k: getattr(v, k) for k in _LEVEL} for v in doc.references[0].levels]
    if doc.host:
        item["archive"] = doc.host
        if reference:
            item["archive_location"] = reference
        return
    if not reference:
        return
    name, location = archive_and_location(doc.references)
    if name:
        item["archive"] = name
    if location:
        item["archive_location"] = location


def archive_and_location(references: tuple[ArchivalReference, ...]) -> tuple[str, str]:
    """(the repository, its levels) as an item has them: of several references the second is all of them."""
    if len(references) > 1:
        return "", "".join(map(str, references))
    name, location = references[0].split()
    return (location, "") if not name and references[0].stated and not references[0].levels else (name, location)


def from_csl(cls: type[Document], item: Mapping[str, Any]) -> Document:
    """The document of an item; variables that a document has no field for are kept in ``extra``.

    It shares them with the item, which nobody is to change.
    """
    if type(item) is not dict and not isinstance(item, Mapping):
        raise ItemError(f"an item must be an object, not {type(item).__name__}")
    refuse_wrong_types(item)
    if not item.get("custom"):
        return _foreign(cls, item)
    item = restored(item)
    custom: dict[str, Any] = dict(stated) if isinstance(stated := item.get("custom"), Mapping) else {}
    own = custom.pop("citekit", None)
    return _own(cls, item, own, custom) if isinstance(own, Mapping) else _foreign(cls, item)


def _own(cls: type[Document], item: Mapping[str, Any], own: Mapping[str, Any], custom: dict[str, Any]) -> Document:
    """An item that citekit wrote; ``custom`` is what stands there beside its own."""
    item, extra = _split_variables(item, own)
    extra |= {"custom": custom} if custom else {}
    references, host = _references(own), _text(own.get("host"))
    archive = _text(item.get("archive"))
    if archive and references and archive != host and archive not in str(own["reference"]):
        extra["archive"] = item["archive"]  # stated, but not in the reference
    return _with_new_key(
        item,
        own,
        cls(
            title=_text(item.get("title")),
            date=HistoricalDate.from_csl(item.get("issued"), _text(own.get("date"))),
            accessed=HistoricalDate.from_csl(item.get("accessed"), _text(own.get("accessed"))),
            references=references,
            contributors=_contributors(own),
            credits=_text(item.get("note")),
            url=_text(item.get("URL")),
            number=_text(item.get("number")),
            summary=_text(item.get("abstract")),
            contents=tuple(_text(c) for c in _list_of(own, "contents")),
            unread=tuple(_text(c) for c in _list_of(own, "unread")),
            extra=extra,
            kind=_text(own.get("kind")),
            sender=_text(own.get("sender")),
            recipient=_text(own.get("recipient")),
            host=host,
            language=_text(own.get("language")),
            key=_text(own.get("key")),
        ),
    )


def _with_new_key(item: Mapping[str, Any], own: Mapping[str, Any], doc: Document) -> Document:
    """The document with the ``id`` or ``citation-key`` of its item as its key, where that has been changed."""
    identifier, citation_key = _text(item.get("id")), _text(item.get("citation-key"))
    if identifier and identifier != (doc.key or default_key(doc)):
        return doc.changed(key=identifier)
    if citation_key and citation_key not in (identifier, _text(own.get("citation-key"))):
        return doc.changed(key=citation_key, extra={k: v for k, v in extra_of(doc).items() if k != "citation-key"})
    return doc


def _split_variables(item: Mapping[str, Any], own: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The variables of an item for which a document has fields, and the others."""
    derived = {str(k) for k in _list_of(own, "correspondents")}
    item = {k: v for k, v in item.items() if k not in derived}
    as_is = {str(k) for k in _list_of(own, "as-is")} & item.keys()
    extra = {k: v for k, v in item.items() if k not in _OWN or k in as_is}
    if own.get("type"):
        extra["type"] = item.get("type")
    if isinstance(own.get("extra"), Mapping):
        extra.update({str(k): v for k, v in own["extra"].items()})
    return {k: v for k, v in item.items() if k not in as_is}, extra


def _contributors(own: Mapping[str, Any]) -> tuple[Contributor, ...]:
    listed = (c for c in _list_of(own, "contributors") if isinstance(c, Mapping))
    return tuple(Contributor(*(str(c.get(name, "")) for name in ("role", "name", "project"))) for c in listed)


def refuse_wrong_types(item: Mapping[str, Any]) -> None:
    """Raises ItemError for a variable whose name is not text, or that must be text and is a list or an object."""
    for name, value in item.items():
        if type(value) is str and type(name) is str:
            continue
        if not isinstance(name, str):
            raise ItemError(f"a variable's name must be text, not {type(name).__name__}", where="item")
        if value and type(value) in (list, tuple, dict) and name in TEXT_VARIABLES:
            where = f"item “{item['id']}”" if item.get("id") else "item"
            kind = "an object" if isinstance(value, dict) else "a list"
            raise ItemError(f"“{name}” must be text, not {kind}", where=where)
        if (name == "type" and value is not None) or (type(value) is bool and name in _TEXTS_OR_NUMBERS):
            where = f"item “{item['id']}”" if item.get("id") else "item"
            raise ItemError(f"“{name}” must be text, not {json.dumps(value, default=str)}", where=where)


def _references(own: Mapping[str, Any]) -> tuple[ArchivalReference, ...]:
    """The references, with their levels as a record stated them, or as read from the wording."""
    text = _text(own.get("reference"))
    if text and isinstance(own.get("levels"), list):
        levels = [_level(v) for v in _list_of(own, "levels") if isinstance(v, Mapping)]
        return (recomposed(text, levels),)
    return tuple(parse_references(text))


def _level(stated: Mapping[str, Any]) -> Level:
    kind, term, value = (_text(stated.get(name)) for name in _LEVEL)
    return Level(kind, term, value)


_FIELDS_OF_FOREIGN = frozenset(("id", "title", "issued", "accessed", "URL", "abstract"))


def _foreign(cls: type[Document], item: Mapping[str, Any]) -> Document:
    """The document of an item that citekit did not write; nothing is reinterpreted, so it is exported unchanged."""
    extra = {k: v for k, v in item.items() if k not in _FIELDS_OF_FOREIGN}
    if "custom" in extra and not isinstance(extra["custom"], Mapping):
        extra["custom"] = {"value": extra["custom"]}  # the schema has an object here
    get = item.get
    key = _text(get("id"))
    if key.startswith(("http://", "https://")) and (known := _text(get("citation-key"))):
        extra["custom"] = {**extra.get("custom", {}), "uri": key}  # Zotero's address of the item
        del extra["citation-key"]
        key = known
    dates = []
    for name in ("issued", "accessed"):
        value = get(name)
        date = _standard_date(value) if value is not None else None
        if value is not None and date is None:
            extra[name] = value
        dates.append(date)
    return made(
        cls,
        extra,
        title=_text(get("title")),
        date=dates[0],
        accessed=dates[1],
        url=_text(get("URL")),
        summary=_text(get("abstract")),
        key=key,
    )


def _standard_date(value: Any) -> HistoricalDate | None:
    """The date of a variable in a form of the standard's, which it is written in again; None for any other."""
    understood = HistoricalDate.from_csl(value)
    if understood is None:
        return None
    if understood.start and len(value) == 1 and "edtf" in value:
        return understood  # another form of what the standard has
    written = understood.to_csl()
    if (written != value and written != _in_numbers(value)) or _differs(understood):
        return None
    return understood


def _in_numbers(value: Any) -> Any:
    """A date whose parts are numbers up to the last that says something, where programs write texts and zeros."""
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    if not isinstance(parts, list) or not all(isinstance(one, list) for one in parts):
        return value
    numbers = [[int(n) if isinstance(n, str) and _NUMBER.fullmatch(n) else n for n in one] for one in parts]
    for one in numbers:
        while len(one) > 1 and one[-1] in (0, "", None):
            one.pop()
    circa = {"circa": True} if str(value.get("circa", "")).casefold() in ("1", "true") else {}
    return {**value, **circa, "date-parts": numbers}


_NUMBER = re.compile(r"\s*-?[0-9]{1,7}\s*")


def stated_date(doc: Document) -> HistoricalDate | None:
    """The date of a document, even where its item has it in a form that is not the standard's (years as text)."""
    return doc.date or HistoricalDate.from_csl(extra_of(doc).get("issued"))


def stated_access(doc: Document) -> HistoricalDate | None:
    """The access date of a document, even where its item has it in a form that is not the standard's."""
    return doc.accessed or HistoricalDate.from_csl(extra_of(doc).get("accessed"))


def title_or_description(doc: Document, item: Mapping[str, Any]) -> str:
    """The title, or for a letter without one its form and recipient (MLA Handbook 9, 5.29)."""
    recipients = item.get("recipient")
    if doc.title or not recipients:
        return doc.title
    form = str(item.get("genre") or "Letter")
    names = ", ".join(map(full_name, recipients if isinstance(recipients, list) else [recipients]))
    return f"{form[:1].upper()}{form[1:]} to {names}"


def _differs(date: HistoricalDate) -> bool:
    if not date.start or date.text == date_text(date.start, date.end, date.season, date.circa):
        return False
    return HistoricalDate.parse(date.text) != date


def _list_of(own: Mapping[str, Any], name: str) -> list[Any]:
    value = own.get(name)
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    return "" if value is None or value in ([], {}) else str(value)
