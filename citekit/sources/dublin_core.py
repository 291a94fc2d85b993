"""Dublin Core, elements and terms, as documents: for OAI-PMH, METS and RDF (data/dublin_core.toml)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..archives.grammar import parse_references
from ..common.tables import table
from ..csl.names import is_institution
from ..csl.variables import NAME_VARIABLES
from ..document.model import Document
from .genres import add_genres, csl_type_named, type_of
from .item_builder import ItemBuilder
from .published import is_published
from .record_fields import put_extent
from .relators import add_related
from .standard_numbers import standard_number
from .stated_people import stated_person

Pairs = Sequence[tuple[str, str]]

# journal; volume and issue; pages, as Open Journal Systems and DSpace write `source` and `bibliographicCitation`
_CITED = re.compile(
    r"(?P<title>[^;]{2,300}?)[;,.]?\s+(?:Vol(?:ume)?\.?|Bd\.?|Jg\.?|T\.)\s*(?P<volume>[\w-]+)"
    r"(?:\s*[,:]?\s*(?:\(?(?:No|Nr|Issue|H|Iss|n)\.?)\s*(?P<issue>[\w/-]+)\)?)?(?P<rest>.*)$",
    re.I | re.S,
)
_PAGES = re.compile(r"(?:\bpp?\.?\s*|;\s*)(?P<page>[A-Za-z]?\d+\s*[-\u2013]\s*[A-Za-z]?\d+|\d+)\s*\.?$")


def dublin_core_document(pairs: Pairs, where: str, place: str, **fields: str) -> Document:
    """The document of (element, text) pairs, by local names. Raises ReadError for a record that says nothing."""
    build = ItemBuilder(_type(pairs))
    add_dublin_core(build, pairs)
    return build.document(where, place, **fields)


def add_dublin_core(build: ItemBuilder, pairs: Pairs) -> None:
    """Put all elements into an item."""
    meanings = table("dublin_core")["fields"]
    for name, text in pairs:
        meaning = meanings.get(name, f"note: {name}")
        if meaning.startswith("note: "):
            _related(build, text, meaning[6:])
        elif meaning in NAME_VARIABLES:
            _named(build, meaning, text)
        elif meaning in _HANDLED:
            _HANDLED[meaning](build, text)
        elif meaning == "keyword":
            build.add_keywords(re.split(r"\s*;\s+", text))
        elif meaning == "abstract" and build.item.get("abstract"):
            build.note(text, "Description")
        elif meaning not in ("type", "date"):
            build.put(meaning, text, "Alternative title" if meaning == "title" else name.capitalize())
    _dates(build, pairs)
    add_genres(build, _types(pairs))


def _named(build: ItemBuilder, role: str, text: str) -> None:
    """A person or body, in the part that is stated after the name; where a person works behind a semicolon (OJS)."""
    name, _, behind = text.partition(";")
    if "," in name and behind.strip() and is_institution(behind.strip()) and not is_institution(name):
        build.note(behind.strip(), "Affiliation")
        text = name.strip()
    stated = stated_person(text)
    if stated.apart:
        build.keep("people", [text])
    add_related(build, stated.name, stated.wording, [stated.role], role)


def _types(pairs: Pairs) -> list[str]:
    plain = [re.sub(r"^info:eu-repo/semantics/|^.*[/#](?=\w+$)", "", text) for name, text in pairs if name == "type"]
    return [t for t in plain if not re.fullmatch(r"(?i)text|image|(?:published|accepted|submitted|updated)version", t)]


def _type(pairs: Pairs) -> str:
    """The CSL type: by the types stated, else by what it is identified by and stands in."""
    stated = [text for name, text in pairs if name == "type"]
    if found := next((t for text in stated if (t := csl_type_named(text))), ""):
        journal = any(_CITED.match(text) for name, text in pairs if name in ("source", "bibliographicCitation"))
        return "article-journal" if found in ("periodical",) and journal else found
    numbers = [standard_number("", text)[0] for name, text in pairs if name in ("identifier", "source")]
    if any(_CITED.match(text) for name, text in pairs if name in ("source", "bibliographicCitation")):
        return "article-journal"
    if "ISBN" in numbers:
        return "book"
    return next((t for text in stated if (t := type_of(text))), "document")


def _dates(build: ItemBuilder, pairs: Pairs) -> None:
    order = table("dublin_core")["dates"]["order"].split()
    dates = [(order.index(name), bool(re.search(r"T\d\d:", text)), text) for name, text in pairs if name in order]
    chosen = sorted(dates, key=lambda d: d[:2])
    if any(not re.search(r"[a-z]{2}", text, re.I) for _, _, text in chosen):  # a date before words on dates
        chosen.sort(key=lambda d: d[1] or not re.search(r"\d{4}", d[2]))
    for n, (rank, _, text) in enumerate(chosen):
        if n == 0:
            build.put_date("issued", re.sub(r"T\d\d:.*$", "", text))
        elif re.sub(r"T.*", "", text) not in chosen[0][2]:
            build.note(text, {"created": "Date created", "available": "Date available"}.get(order[rank], "Other date"))


def _related(build: ItemBuilder, text: str, label: str) -> None:
    variable, number = standard_number("", text)
    if variable == "URL" and number:
        build.keep("links", [number])
    else:
        build.note(text, label)


def _identifier(build: ItemBuilder, text: str) -> None:
    variable, number = standard_number("", text)
    if number:
        build.put_identifier(variable, text)
    elif not _citation(build, text):
        build.note(text, "Identifier")


def _source(build: ItemBuilder, text: str) -> None:
    variable, number = standard_number("", text)
    if number and variable in ("ISBN", "ISSN"):
        build.put_identifier(variable, number)
    elif re.fullmatch(r"\d{4}-\d{3}[\dXx]", text):
        build.put_identifier("ISSN", text)
    elif number:
        build.keep("links", [number])
    elif not _citation(build, text) and not _take_archive(build, text):
        build.note(text, "Source")


def _take_archive(build: ItemBuilder, text: str) -> bool:
    """Take the archive and the place in it out of the source of what was never published; whether it names one.

    ``Bibliothèque nationale de France, Département des manuscrits, NAF 24745``: an institution, and what has a number.
    """
    if is_published(build.item) or build.item.get("archive") or len(text) > 400:
        return False
    pieces = [piece.strip() for piece in text.split(",")]
    at = next((n for n, piece in enumerate(pieces) if n and re.search(r"\d", piece)), len(pieces))
    found = parse_references(text)
    known = len(found) == 1 and found[0].repository is not None and not found[0].rest
    if re.search(r"\d", pieces[0]) or not (known or is_institution(pieces[0])) or (at == len(pieces) and not known):
        return False
    build.put("archive", ", ".join(pieces[:at]))
    build.put("archive_location", ", ".join(pieces[at:]))
    return True


def _citation(build: ItemBuilder, text: str) -> bool:
    """Take a journal's name, volume, issue and pages out of a citation; whether it was one."""
    journal = str(build.item["type"]).startswith(("article", "review", "paper"))
    match = _CITED.match(text) if journal and len(text) < 1000 else None
    if match is None:
        return False
    build.put("container-title", match["title"].strip(" ,.;"), "Source")
    build.put("volume", match["volume"])
    build.put("issue", match["issue"] or "")
    if pages := _PAGES.search(match["rest"]):
        build.put("page", re.sub(r"\s*[-\u2013]\s*", "-", pages["page"]))
    if re.search(r"[^\W\d_]{3}", re.sub(r"\b(?:pp?|pages)\b", "", match["rest"])):
        build.note(text, "Source")
    return True


def _rights(build: ItemBuilder, text: str) -> None:
    build.keep("rights", [text])


def _medium(build: ItemBuilder, text: str) -> None:
    build.put("medium", text, "Medium")


_HANDLED = {
    "identifier": _identifier,
    "source": _source,
    "citation": lambda build, text: None if _citation(build, text) else build.note(text, "Citation"),
    "rights": _rights,
    "extent": put_extent,
    "medium": _medium,
}
