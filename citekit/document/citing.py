"""Items and cites prepared for the processor; the documents themselves do not change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..archives.hosts import host_at, offered_address, record_number
from ..archives.reference import LEAF_KINDS, ArchivalReference
from ..common.tables import table
from ..csl.others import with_unnamed
from ..csl.variables import DATE_VARIABLES
from ..dates import HistoricalDate
from .extra import extra_of
from .forms_in_print import form_in_print, prints_kind
from .item import csl_type, to_csl
from .locators import Locator, dashed, is_archival, parse_locator, place
from .model import Document


def item_for_citing(
    doc: Document, key: str, typographic: bool, joining: str = "", *, apart: bool = False
) -> dict[str, Any]:
    """The item of a document, prepared for printing.

    ``typographic`` puts en dashes into ranges of leaves; a style whose ranges have hyphens keeps the source's own.
    ``joining`` is the style's word for “and” between two references.
    ``apart``: the archive stays a variable of its own beside the location; else the location is the whole reference
    wherever its tradition begins with the archive, and a published work has a short title.
    The translator of a document without an author is a note to it and never heads an entry.
    """
    item = to_csl(doc)
    item["id"] = key
    reference = item.pop("custom", {}).get("citekit", {}).get("reference")
    if not apart and (short := short_title(doc)):  # other styles are given what the record has
        item["title-short"] = short
    if reference:
        _put_location(item, doc, typographic, joining, apart)
    _name_site(item, doc)
    if item["type"] == "song" and not item.get("author"):  # a recording goes by its composer or performer
        role = next((name for name in ("composer", "performer") if item.get(name)), "")
        item |= {"author": item.pop(role)} if role else {}
    if prints_kind(item, doc):
        item.setdefault("genre", doc.kind)  # only a kind that is stated
    if doc.kind and item.get("genre") == doc.kind:
        item["genre"] = form_in_print(doc.kind, item["type"])
    if item["type"] == "personal_communication" and str(item.get("genre", "")).casefold() == "letter":
        del item["genre"]  # a letter is understood: other forms are named (CMOS 18, 14.119-30)
    if not item.get("title") and (message := _message(doc)):
        _name_message(item, message)
    _word_dates(item, doc)
    return with_unnamed({name: _on_one_line(value) for name, value in item.items()})


def place_for_citing(doc: Document, item: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """Those of the variables ``names`` of a document's item that say where it lies, as ``item_for_citing`` has them
    with ``typographic``: what an export prints of a document without anything else of its citation.
    """
    place = {name: item[name] for name in names if item.get(name)}
    if doc.references:
        _put_location(place, doc, typographic=True)
    _name_archive(place, doc)
    return {name: str(_on_one_line(value)) for name, value in place.items()}


def _put_location(
    item: dict[str, Any], doc: Document, typographic: bool, joining: str = "", apart: bool = False
) -> None:
    """The references for print as the location, with the archive in it unless it stays ``apart``."""
    if not item.get("archive_location"):
        return
    apart = apart and has_archive_apart(doc)
    item["archive_location"] = _location(doc, {}, typographic, joining, apart)
    if not apart and not doc.host and _prints_repository(doc) and "archive" not in extra_of(doc):
        item.pop("archive", None)


_LINE_BREAKS = re.compile("\\s*[\n\r\v\f\x85\u2028\u2029]\\s*")


def _on_one_line(value: Any) -> Any:
    """A text, or the names of a variable, without line breaks: a citation is one paragraph."""
    if type(value) is str:
        return value if value.isprintable() else _LINE_BREAKS.sub(" ", value)
    if type(value) is list:
        return [{part: _on_one_line(text) for part, text in one.items()} if type(one) is dict else one for one in value]
    return value


def _name_site(item: dict[str, Any], doc: Document) -> None:
    """A digital archive as the archive of what lies there: its address says so, and has its number."""
    site = host_at(doc.url)
    if site is None:
        return
    _name_archive(item, doc)
    if item.get("number") and str(item["number"]) == record_number(doc.url):
        del item["number"]  # it is no report's


def _name_archive(item: dict[str, Any], doc: Document) -> None:
    if doc.references or item.get("archive") or "type" in extra_of(doc):
        return
    if (site := host_at(doc.url)) is not None:
        item["archive"] = site.name


def _word_dates(item: dict[str, Any], doc: Document) -> None:
    """Dates that no style has a form for in words, and numbers that no style is to take for a range."""
    if doc.date is not None and doc.date.undated:
        item.pop("issued", None)
    elif doc.date is not None and (doc.date.printed_as_written or doc.date.doubted) and "issued" in item:
        known = {name: value for name, value in item["issued"].items() if name != "circa"}
        item["issued"] = {**known, "literal": doc.date.in_print}  # “[ca. June 1954?]” already says circa
    if item["type"] in _NUMBERED and "-" in str(item.get("number", "")):
        item["number"] = re.sub(r"(?<!\\)-", r"\\-", str(item["number"]))
    if "version" in item:
        item["version"] = _VERSION.sub("", str(item["version"]))
    for name in DATE_VARIABLES & item.keys():
        _word_date(item, name, doc.accessed if name == "accessed" else None)


def _message(doc: Document) -> str:
    """The number of a telegram or letter, which is cited with its form."""
    custom = extra_of(doc).get("custom")
    message = custom.get("message") if isinstance(custom, Mapping) else ""
    return str(doc.number or message) if message else ""


def _name_message(item: dict[str, Any], number: str) -> None:
    """The number of a telegram beside its form, that of an interview beside what was made of it."""
    item.pop("number", None)
    if item["type"] == "interview" and item.get("interviewer"):
        numbered = f"interview {number}" if number[:1].isdigit() else number
        item["medium"] = ", ".join(filter(None, [numbered, str(item.get("medium") or "")]))
    else:
        item["genre"] = _numbered(str(item.get("genre") or ""), number)


def _numbered(form: str, number: str) -> str:
    """A message by its form and number: ``telegram 457``, ``no. 129``, ``PM/46/17``."""
    if form:
        return f"{form} {number}"
    return f"no. {number}" if number[:1].isdigit() else number


# works whose number has hyphens of its own (ANSI/NISO Z39.29-2005, Pub. L. No. 79-585): never a range
_NUMBERED = frozenset("bill hearing legal_case legislation patent regulation report standard treaty".split())
# styles put the word before the number
_VERSION = re.compile(r"^(?:version|vers?\.|v\.?)\s*(?=\d)", re.I)


def _word_date(item: dict[str, Any], name: str, stated: HistoricalDate | None) -> None:
    """Print in words what the schema has no form for, a range with one end also with its dash: ``1850–``."""
    value = item[name]
    if isinstance(value, dict) and "date-parts" in value and "literal" not in value:
        written = HistoricalDate.from_csl(value)
        if written is not None and not written.start:
            item[name] = {"literal": written.text}  # “19x0”, “May”: parts that are no numbers
            return
    if stated is None and isinstance(value, dict) and set(value) == {"literal"}:
        stated = HistoricalDate.parse(str(value["literal"]))
    if stated is not None and stated.open:
        item[name] = {**stated.to_csl(), "literal": stated.in_print}


def archive_address(doc: Document) -> str:
    """The digital archive's address for a document whose page is a copy on another site, or an empty string."""
    return offered_address(doc.host, doc.url, doc.number)


def left_out(doc: Document, printed: str = "") -> str:
    """What was not understood of a source and is missing from ``printed``, or from its title and reference."""
    return "; ".join(_missing(doc, printed))


def _missing(doc: Document, printed: str = "") -> list[str]:
    def letters(text: str) -> str:
        return "".join(filter(str.isalnum, text.casefold()))

    own = f"{doc.title} {doc.reference}"
    known_letters = letters(printed or own)

    def is_known(part: str) -> bool:
        if (number := part.strip(" .")).isdigit():  # a page is not known by the digits of a day or of a file
            return re.search(rf"(?<![\w/.-]){number}(?![\w/-])", own) is not None
        return letters(part) in known_letters

    return [part for part in doc.unread if not is_known(part)]


def left_out_remark(doc: Document, printed: str = "") -> str:
    """The same as a remark for the person, or an empty string."""
    missing = left_out(doc, printed) if doc.unread else ""
    return f"{doc.source or doc.title}: note: not understood and left out: {missing}" if missing else ""


def unread_remarks(doc: Document) -> list[str]:
    """What was not understood, each with a word on whether it is printed as it stands in the reference or the title.

    >>> from citekit import loads
    >>> unread_remarks(loads("Kennan to Byrnes, 3 May 1946, RGANI, f. 5, box behind the stairs."))
    ['not understood, but printed: box behind the stairs']
    """
    lost = _missing(doc)
    return [f"not understood{'' if text in lost else ', but printed'}: {text}" for text in doc.unread]


def _type(doc: Document) -> str:
    return str(extra_of(doc).get("type") or csl_type(doc))


_LAW = frozenset("bill hearing legal_case legislation regulation treaty".split())  # A v. B
_ARTICLE = re.compile(r"(?:An?|The)\s+(?=\S)")


def short_title(doc: Document) -> str:
    """The short form of a published title: without its subtitle and its first article (CMOS 18, 13.34; MLA 9, 6.10).

    Titles of archival documents are descriptions and are not shortened; a short title in the record is kept.
    """
    if "title-short" in extra_of(doc) or "shortTitle" in extra_of(doc) or doc.references or doc.host:
        return ""
    if any(k in extra_of(doc) for k in ("archive", "archive_location")) or not doc.title or _type(doc) in _LAW:
        return ""
    main = re.split(r"(?<=\S)[:?!]\s", doc.title, maxsplit=1)[0] if re.search(r"\S: ", doc.title) else doc.title
    english = str(extra_of(doc).get("language") or "en").lower().startswith("en")
    short = _ARTICLE.sub("", main, count=1) if english and _ARTICLE.match(main) and len(main.split()) > 2 else main
    return short[:1].upper() + short[1:] if short != doc.title else ""


# traditions that print the archive after its levels, small to large (CMOS 18, 14.119; NARA, Leaflet 17)
_SMALL_TO_LARGE = frozenset({"american"})


def _prints_repository(doc: Document) -> bool:
    """Whether a reference is printed whole, with its repository where its tradition puts it."""
    if doc.host or len(doc.references) != 1:
        return True
    if "archive_collection" in extra_of(doc) or "archive-place" in extra_of(doc):
        return False  # collection or place are printed between the location and the archive
    if all(level.kind in LEAF_KINDS for level in doc.references[0].levels):
        return True  # a page lies in the archive's document, and in no box
    repository = doc.references[0].repository
    return repository is None or repository.tradition not in _SMALL_TO_LARGE


def has_archive_apart(doc: Document) -> bool:
    """Whether the archive of a document can be a variable of its own beside its location."""
    if doc.host or len(doc.references) != 1 or "archive" in extra_of(doc):
        return False
    return all(doc.references[0].split())


def whole_location(doc: Document, typographic: bool, joining: str) -> str:
    """The whole reference, archive included, where it is printed in one and the archive could stand apart; else “”."""
    if not has_archive_apart(doc) or not _prints_repository(doc):
        return ""
    return _location(doc, {}, typographic, joining)


_AND = re.compile(r"(?P<comma>,?)\s+(?:and|und|sowie|et|y|и|oraz|e|en|og|och)(?=\s)", re.I)


def _location(doc: Document, cited: dict[int, str], typographic: bool, joining: str, apart: bool = False) -> str:
    """The references for print, with en dashes in their leaves; ``cited``: the wording of one whose leaf is cited.

    They are joined by the word of the citation's language, which is part of neither.
    """
    if apart or not _prints_repository(doc):
        reference = doc.references[0]
        return _text_of(reference, cited.get(0), typographic)[reference.first_level_at :]
    return "".join(
        _separator(reference.lead, joining) + _text_of(reference, cited.get(n), typographic)
        for n, reference in enumerate(doc.references)
    )


def _text_of(reference: ArchivalReference, cited: str | None, typographic: bool) -> str:
    return cited or (reference.typeset() if typographic else reference.text)


def _separator(lead: str, joining: str) -> str:
    """The text between two references, with the word for “and”; only English puts a comma before it."""
    if not joining or not lead:
        return lead
    return _AND.sub(lambda m: f"{m['comma'] if joining == 'and' else ''} {joining}", lead)


def cite_for(
    doc: Document,
    key: str,
    locator: str | Locator = "",
    *,
    typographic: bool = True,
    lang: str = "",
    joining: str = "",
    apart: bool = False,
) -> dict[str, Any]:
    """A cite of a document at a place, as typed (in the words of ``lang``) or already parsed.

    Where the place lies within the leaves of a reference, the reference names the leaf cited when the document is
    cited in full (``fields``), and only short forms print the locator by itself.  ``apart``: as in ``item_for_citing``.
    """
    cite: dict[str, Any] = {"id": key}
    if not locator:
        return cite
    parsed = locator if isinstance(locator, Locator) else parse_locator(locator, doc, lang)
    reference, text = place(doc, parsed)
    if reference is None and parsed.label == "leaf" and len(doc.references) == 1 and not (doc.title or doc.sender):
        reference = doc.references[0]  # it is all that names the document: it has no leaves beside those cited
    if is_archival(parsed.label) or (parsed.label == "folio" and text != parsed.value):
        words = text[:1].lower() + text[1:] if text[1:2].islower() and not _keeps_capital(text) else text
        cite.update({"locator": dashed(words) if typographic else words, "label": "leaf"})
    else:
        cite.update({"locator": parsed.value, "label": parsed.label})
    if reference is not None:
        cite["fields"] = {"archive_location": _location_citing(doc, reference, text, typographic, joining, apart)}
    return cite


def _keeps_capital(text: str) -> bool:
    """Whether a place begins with a word that always has a capital, such as a German noun."""
    return text.split()[0].casefold().rstrip(".") in table("locators")["capital"]["words"].split()


def _location_citing(
    doc: Document, reference: ArchivalReference, text: str, typographic: bool, joining: str, apart: bool
) -> str:
    """The location with the leaf cited in the place of the reference's leaves."""
    text = dashed(text) if typographic else text
    n_cited = next(n for n, r in enumerate(doc.references) if r is reference)
    return _location(doc, {n_cited: reference.citing(text)}, typographic, joining, apart and has_archive_apart(doc))


def capitalized(prefix: str) -> str:
    """A prefix that begins a note, with a capital."""
    found = re.match(r"(?:<[^>]*>|\W)*(?=\w)", prefix)
    at = found.end() if found is not None else 0
    return prefix[:at] + prefix[at : at + 1].upper() + prefix[at + 1 :]
