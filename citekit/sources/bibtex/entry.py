"""One BibTeX or BibLaTeX entry as a Document (data/bibtex.toml, ``read``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

from ...archives.grammar import is_reference
from ...archives.hosts import find_host
from ...csl.languages import language_code, language_name
from ...csl.names import parse_name, written
from ...csl.variables import TYPES
from ...csl.wording import custom_value, date_of, known_custom, names_of, value_of, variable_named
from ...dates import HistoricalDate
from ...document.foreign import document_of, field_of, is_host
from ...document.model import Document
from ...tables import table
from .latex import address, closing, latex_text

_TITLES = ("title", "booktitle", "journal", "journaltitle", "maintitle", "shorttitle", "origtitle")
_VERBATIM = ("url", "doi", "file", "eprint", "pdf")
_LINE = re.compile(r"(?:^|; )(?P<name>[a-zA-Z][\w -]{1,40}?): ")
# fields that are dealt with one by one
_OWN = frozenset(
    {
        "year",
        "month",
        "day",
        "number",
        "language",
        "langid",
        "origlanguage",
        "archive",
        "archive_location",
        "howpublished",
        "note",
        "addendum",
        "annotation",
        "sender",
        "recipient",
        "contents",
        "contributors",
        "key",
        "type",
        "title",
        "subtitle",
        "titleaddon",
        "library",
        "unread",
        "kind",
        "organization",
        "journalsubtitle",
        "booksubtitle",
        "datetext",
        "entrysubtype",
        "nameatype",
        "recordnumber",
        "issued",
    }
)


# what `annotation` says of a document beyond CSL's variables, and the Document fields that it is
_SAID = {
    "sender": "sender",
    "recipient": "recipient",
    "kind": "kind",
    "host": "host",
    "contents": "contents",
    "contributors": "contributors",
    "original language": "language",
    "record number": "number",
    "unread": "unread",
}


@dataclass(frozen=True)
class Entry:
    """An entry: its type and fields in lower case, values without their outer braces, still in LaTeX."""

    kind: str
    key: str
    fields: dict[str, str]


def document(entry: Entry) -> Document:
    """The document of an entry; fields that CSL has no variable for are kept in ``custom`` under their names."""
    tables = table("bibtex")["read"]
    entry = _without_printed_url(entry)
    text = {
        name: address(value) if name in _VERBATIM else latex_text(value, protected=name in _TITLES)
        for name, value in entry.fields.items()
        if name not in tables["names"]
    }
    item: dict[str, Any] = {"id": entry.key, "type": tables["types"].get(entry.kind, "document")}
    custom: dict[str, Any] = {}
    _by_table(entry, text, item, custom)
    _titles(text, item, custom)
    _dates(text, item)
    _numbers(entry.kind, text, item)
    fields = _annotated(text, item, custom)
    _subtype(text, item)
    if text.get("titleaddon") and text["titleaddon"] in (item.get("genre"), item.get("container-title")):
        custom.pop("titleaddon", None)
    reference = _archive(text, item, fields)
    _letter(item, fields)
    if custom:
        item["custom"] = custom
    _people_and_languages(text, item, fields, bool(reference or fields.get("host") or item.get("archive")))
    return document_of({k: v for k, v in item.items() if v not in ("", [], None)}, reference, **fields)


def _without_printed_url(entry: Entry) -> Entry:
    """An entry whose note does not say the address a second time, for styles that print no ``url``."""
    note, marked, url = entry.fields.get("note", "").rpartition("\\url{")
    if not marked or not url.endswith("}") or address(url[:-1]) != address(entry.fields.get("url", "")):
        return entry
    return replace(entry, fields={**entry.fields, "note": note.rstrip()})


def _by_table(entry: Entry, text: dict[str, str], item: dict[str, Any], custom: dict[str, Any]) -> None:
    """Names, dates and the fields that are variables under other names; the rest is ``custom``."""
    tables = table("bibtex")["read"]
    for name, raw in entry.fields.items():
        if name in tables["names"] and raw:
            role = entry.fields.get("nameatype", "") if name == "namea" else ""
            item.setdefault(role if role in tables["names"] else tables["names"][name], []).extend(names(raw))
        elif name in tables["dates"]:
            date = date_of(raw.strip("{} "))
            item[tables["dates"][name]] = date if name in ("date", "urldate") else date.to_csl()
        elif name in _OWN or not text.get(name):
            continue
        elif name in tables["fields"]:
            item.setdefault(tables["fields"][name], _value(name, text[name]))
        elif variable_named(name):
            item.setdefault(variable_named(name), value_of(variable_named(name), text[name]))
        else:
            custom[name] = custom_value(name, text[name])
    if custom.get("options") == "usetranslator=false":  # how biblatex-chicago is told that a translator heads no entry
        del custom["options"]
    if "sortname" in entry.fields and not item.get("author"):
        item["author"] = names(entry.fields["sortname"])
        custom.pop("sortname", None)


def names(raw: str) -> list[dict[str, Any]]:
    """The names of a field; a name in braces is whole, and an order that is stated is kept."""
    from bibtexparser.middlewares.names import (
        InvalidNameError,
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    out: list[dict[str, Any]] = []
    for one in split_multiple_persons_names(" ".join(raw.split())):
        one = one.strip()
        if one.startswith("{") and closing(one) == len(one) - 1:
            guess = parse_name(latex_text(one))
            out.append(guess if guess.get("static-ordering") else {"literal": latex_text(one)})
            continue
        plain = latex_text(one)
        if "," not in one and (guess := parse_name(plain)).get("static-ordering"):
            out.append(guess)
            continue
        if "," in one and (pieces := _at_commas(one)) is not None:
            out.append(_divided(*pieces))
            continue
        try:
            parts = parse_single_name_into_parts(one, strict=False)
        except InvalidNameError:
            out.append({"literal": plain})
            continue
        said = {"given": parts.first, "non-dropping-particle": parts.von, "family": parts.last, "suffix": parts.jr}
        name = {k: latex_text(" ".join(v)) for k, v in said.items() if v}
        out.append(name if "given" in name or "non-dropping-particle" in name else {"literal": plain})
    return out


def _at_commas(name: str) -> tuple[str, str, str] | None:
    """(family, given, suffix) of a name divided by commas outside of braces, None where there are none or too many."""
    pieces, depth, start = [], 0, 0
    for n, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if char == "," and depth == 0:
            pieces.append(name[start:n].strip())
            start = n + 1
    pieces.append(name[start:].strip())
    if len(pieces) not in (2, 3) or not pieces[0]:
        return None
    return pieces[0], pieces[-1], pieces[1] if len(pieces) == 3 else ""


def _divided(family: str, given: str, suffix: str) -> dict[str, Any]:
    """A CSL name; lower-case words before a family name are its particle (Tame the BeaST, 11)."""
    words = latex_text(family).split(" ") if not family.startswith("{") else [latex_text(family)]
    count = 0
    while count < len(words) - 1 and words[count][:1].islower():
        count += 1
    said = {
        "family": " ".join(words[count:]),
        "given": latex_text(given),
        "non-dropping-particle": " ".join(words[:count]),
        "suffix": latex_text(suffix),
    }
    return {k: v for k, v in said.items() if v}


def _value(name: str, value: str) -> str:
    if name == "pages":
        return re.sub(r"\s*(?:--+|\u2013)\s*", "-", value)
    if name == "keywords" and ", " not in value and ";" not in value:
        return value.replace(",", "; ")
    return value


def _titles(text: dict[str, str], item: dict[str, Any], custom: dict[str, Any]) -> None:
    """Title and subtitle, joined as they are printed; an addition to the title."""
    title, subtitle = text.get("title", ""), text.get("subtitle", "")
    item["title"] = (
        f"{title}{'' if title.endswith(('?', '!')) else ':'} {subtitle}" if title and subtitle else title or subtitle
    )
    for name in ("journalsubtitle", "booksubtitle"):
        if text.get(name) and item.get("container-title"):
            item["container-title"] += f": {text[name]}"
    if text.get("titleaddon"):
        custom["titleaddon"] = text["titleaddon"]


def _dates(text: dict[str, str], item: dict[str, Any]) -> None:
    """``year``, ``month`` and ``day`` where there is no ``date``; a date that they cannot hold stands in
    ``datetext``.
    """
    stated = text.get("datetext") or text.get("issued")
    if stated:
        item["issued"] = HistoricalDate.parse(stated)
    elif "issued" not in item and text.get("year"):
        item["issued"] = _year_month_day(text["year"], text.get("month", ""), text.get("day", ""))


def _year_month_day(year: str, month: str, day: str) -> HistoricalDate:
    months = [m for m in re.split(r"\s*(?:--?|\u2013|/)\s*", month) if m]
    if not re.fullmatch(r"\d{4}", year) or not months:
        return HistoricalDate.parse(
            " ".join(p for p in (day, month, year) if p) if months else year.replace("\u2013", "-")
        )
    number = [m if m.isdigit() else str((HistoricalDate.parse(f"{m} 2000").start + (0, 0))[1]) for m in months]
    days = [d for d in re.split(r"\s*(?:--?|\u2013)\s*", day) if d]
    ends = []
    for n in range(max(len(number), len(days), 1)):
        d = days[min(n, len(days) - 1)] if days else ""
        ends.append(f"{year}-{int(number[min(n, len(number) - 1)]):02d}" + (f"-{int(d):02d}" if d.isdigit() else ""))
    return HistoricalDate.from_edtf("/".join(ends[:2])) or HistoricalDate.parse(f"{month} {day}, {year}")


def _numbers(kind: str, text: dict[str, str], item: dict[str, Any]) -> None:
    """``number`` is an issue, the number in a series, or the document's own."""
    if text.get("number"):
        periodical = kind in ("article", "periodical", "suppperiodical")
        series = not periodical and item.get("collection-title") and kind not in ("techreport", "report", "misc")
        item.setdefault("issue" if periodical else "collection-number" if series else "number", text["number"])
    if text.get("type"):
        item["genre"] = table("bibtex")["read"]["genres"].get(text["type"].lower(), text["type"])
    if kind == "phdthesis" and text.get("type") == "Thesis":
        item.pop("genre")  # no kind of thesis is stated
    elif kind in ("mastersthesis", "phdthesis"):
        item.setdefault("genre", table("bibtex")["read"]["genres"][kind])


def _letter(item: dict[str, Any], fields: dict[str, Any]) -> None:
    """A letter's recipient as a name, and no title where the title only says who wrote to whom.

    A sender that the archive states is the author only where the document is cited under it.
    """
    sender, recipient = str(fields.get("sender") or ""), str(fields.get("recipient") or "")
    if (
        "||" in recipient
        or recipient.startswith("{")
        or (recipient and not sender and item["type"] == "personal_communication")
    ):
        item["recipient"] = names_of(fields.pop("recipient"))
        recipient = ""
    if sender and [written(name) for name in item.get("author") or ()] == [sender]:
        del item["author"]
    to = ", ".join(written(name) for name in item.get("recipient") or ()) or recipient
    if not to:
        return
    forms = {str(form).casefold() for form in (item.get("genre"), fields.get("kind"), "letter") if form}
    author = written(item["author"][0]) if item.get("author") else sender
    described = {f"{form} to {to}".casefold() for form in forms} | {f"{author} to {to}".casefold()}
    if str(item.get("title") or "").casefold() in described:
        item["title"] = ""


def _subtype(text: dict[str, str], item: dict[str, Any]) -> None:
    subtype = text.get("entrysubtype", "").lower()
    if subtype in TYPES:
        item["type"] = subtype
    if item["type"] == "article-journal" and subtype in ("magazine", "newspaper"):
        item["type"] = f"article-{subtype}"


def _annotated(text: dict[str, str], item: dict[str, Any], custom: dict[str, Any]) -> dict[str, Any]:
    """Document fields that have fields of their own, or stand as ``name: value`` in ``annotation``."""
    own = ("sender", "recipient", "kind", "contents", "contributors", "unread")
    fields = {name: field_of(name, text[name]) for name in own if text.get(name)}
    if text.get("recordnumber"):
        fields["number"] = text["recordnumber"]
    annotation = text.get("annotation", "")
    places = [m for m in _LINE.finditer(annotation) if _known(m["name"])]
    plain = annotation[: places[0].start()] if places else annotation
    if plain.strip("; "):
        item["annote"] = plain.strip("; ")
    for n, match in enumerate(places):
        value = annotation[match.end() : places[n + 1].start() if n + 1 < len(places) else None].strip()
        name = match["name"]
        if name in _SAID:
            fields[_SAID[name]] = field_of(_SAID[name], value)
        elif name == "type":
            item["type"] = value
        elif name == "date as written":
            item["issued"] = HistoricalDate.parse(value)
        elif variable_named(name):
            item[variable_named(name)] = value_of(variable_named(name), value)
        else:
            custom[name] = custom_value(name, value)
    if isinstance(item.get("issued"), HistoricalDate) and item["issued"].text == item.get("status"):
        item.pop("status")
    return fields


def _known(name: str) -> bool:
    """Whether a name before a colon in ``annotation`` is one that an export writes, and no word of a sentence."""
    return (
        name in (*_SAID, "date as written", "type")
        or bool(variable_named(name))
        or known_custom(name)
        or name in table("bibtex")["read"]["custom"]
    )


def _archive(text: dict[str, str], item: dict[str, Any], fields: dict[str, Any]) -> str:
    """The whole archival reference, from the fields that can hold one; ``host`` goes to ``fields``."""
    published = text.get("howpublished", "")
    if text.get("organization") and text.get("entrysubtype") != "archival":
        item.setdefault("publisher", text["organization"])
    described = [
        text.get(k) or item.get(k) for k in ("archive", "archive_location", "archive_collection", "archive-place")
    ]
    if any(described[:2]) or (
        any(described) and not any(_hosted(text.get(k, ""))[1] for k in ("library", "howpublished"))
    ):
        for name in ("archive", "archive_location"):
            item[name] = text.get(name) or item.get(name, "")
        parts = [str(item.get(k) or "") for k in ("archive_location", "archive_collection", "archive", "archive-place")]
        if not _describes(published, parts):
            item.setdefault("medium", published)
        elsewhere = published or text.get("library") or text.get("addendum")
        printed = not elsewhere or text.get("entrysubtype") == "archival"  # in the note
        if printed and text.get("note") and _describes(text["note"], parts):
            text["note"] = ""
        if item.get("call-number") == text.get("library"):
            item.pop("call-number", None)
        _chicago(text, item, ", ".join(parts[:2]), parts[2])
        return ""
    for name in ("library", "howpublished"):
        reference, host = _hosted(text.get(name, ""))
        if is_reference(reference) or (host and name == "library"):
            fields["host"] = host
            if item.get("call-number") == text.get("library"):
                item.pop("call-number", None)
            if name == "library" and not _same(published, reference, host):
                item.setdefault("medium", published)
            _chicago(text, item, reference, host)
            return reference
    if published and published != item.get("container-title"):
        item.setdefault("medium", published)
    return ""


def _chicago(text: dict[str, str], item: dict[str, Any], reference: str, host: str) -> None:
    """Take away what biblatex-chicago's fields say of the archive a second time."""
    if text.get("entrysubtype") != "archival":
        return
    if text.get("note") and _same(text["note"], reference.strip(", ")):
        text["note"] = ""
    organization = text.get("organization", "")
    if organization and not _same(organization, host):
        item.setdefault("publisher", organization)
    if item.get("publisher-place") and item["publisher-place"] == item.get("archive-place"):
        item.pop("publisher-place")


def _hosted(value: str) -> tuple[str, str]:
    """(reference, host) of ``reference, host``."""
    if is_host(value):
        return "", value
    head, _, tail = value.rpartition(", ")
    return (head, tail) if tail and is_host(tail) else (value, "")


def _describes(printed: str, parts: list[str]) -> bool:
    """Whether a printed form says nothing but some of these parts, in whatever order an archive's tradition has."""
    wanted = re.sub(r"[\W_]+", "", printed)
    if not wanted:
        return printed in ("", ", ".join(part for part in parts if part))
    listed = [plain for part in parts if (plain := re.sub(r"[\W_]+", "", part))]
    orders = (order for n in range(len(listed) + 1) for order in permutations(listed, n))
    return any(wanted == "".join(order) for order in orders)


def _same(published: str, *parts: str) -> bool:
    """Whether a printed form says nothing but these parts, in their order or the opposite."""

    def plain(value: str) -> str:
        return re.sub(r"[\W_]+", "", value)

    listed = [plain(p) for p in parts]
    return plain(published) in ("", "".join(listed), "".join(reversed(listed)))


def _people_and_languages(text: dict[str, str], item: dict[str, Any], fields: dict[str, Any], archival: bool) -> None:
    """Notes, credits and languages, which mean other things in a document of an archive than in a book."""
    addendum = (
        "" if _same(text.get("addendum", ""), text.get("library", "")) else text["addendum"]
    )  # it may print the archive
    notes = [t for t in (text.get("note", ""), addendum, item.pop("note", "")) if t]
    if any(notes):
        item["note"] = "; ".join(n for n in notes if n)
    language = text.get("langid") or text.get("language", "")
    original = text.get("origlanguage", "")
    if archival and language[:1].isupper() and not original and not text.get("langid"):
        language, original = "", language  # an archive states the language of the document, by its name
    if language:
        item["language"] = language_code(language) or language
    if original:
        fields["language"] = language_name(original) if original.islower() else original
    if archival and item.get("number") and (find_host(str(item.get("archive") or "")) or fields.get("host")):
        fields.setdefault("number", item.pop("number"))
