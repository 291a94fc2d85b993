"""Where and how a work was published: publishers, places, numbers, kinds, addresses (biblatex manual, 2.2.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...common.tables import table
from .latex import address, latex_text, unbraced
from .model import Entry

# fields that are read here
PUBLICATION = frozenset(
    (
        "publisher school institution organization howpublished address location origlocation origpublisher number"
        " issue volume part type pubstate eprint eprinttype archiveprefix url doi"
    ).split()
)


# lists of our own export, in classic BibTeX of one member
_WRITTEN_AS_LISTS = frozenset(
    "publisher location origlocation origpublisher institution organization school address".split()
)


def put_publication(entry: Entry, text: Mapping[str, str], item: dict[str, Any]) -> None:
    """Everything but publishers."""
    _places(entry, item)
    _numbers(entry, text, item)
    _kind(entry, text, item)
    _addresses(entry, text, item)


def literal_list(raw: str, smart: bool = True) -> list[str]:
    """The members of a list of biblatex's, divided at ``and`` outside of braces (biblatex manual, 2.3.4)."""
    pieces, depth, start = [], 0, 0
    for match in re.finditer(r"[{}]|\sand\s", " ".join(raw.split())):
        if match.group() in "{}":
            depth += 1 if match.group() == "{" else -1
        elif depth == 0:
            pieces.append(" ".join(raw.split())[start : match.start()])
            start = match.end()
    pieces.append(" ".join(raw.split())[start:])
    return [said for piece in pieces if (said := latex_text(piece, smart=smart))]


def word(key: str) -> str:
    """What a localisation key of biblatex's says; what is none is given back."""
    words: dict[str, str] = table("bibtex")["read"]["words"]
    return words.get(key.strip().lower(), key)


def _list(entry: Entry, name: str) -> str:
    raw = entry.fields.get(name, "")
    if (entry.biblatex and name != "howpublished") if not entry.as_written else name in _WRITTEN_AS_LISTS:
        return "; ".join(literal_list(raw, smart=not entry.as_written))
    return latex_text(raw, smart=not entry.as_written)


def put_publishers(entry: Entry, item: dict[str, Any], published: str) -> None:
    """Publishers, and who stands for one; ``published`` is what ``howpublished`` says beside an archive's reference."""
    names = table("bibtex")["read"]["publishers"].split()
    stated = [text for name in names if (text := published if name == "howpublished" else _list(entry, name))]
    if entry.as_written:  # one of them is the publisher, unless the organization is an archive
        archival = entry.fields.get("entrysubtype") == "archival"
        names = ["publisher", "school", "institution", *([] if archival else ["organization"])]
        stated = [text for name in names if (text := _list(entry, name))][:1]
    if stated:
        item.setdefault("publisher", "; ".join(dict.fromkeys(stated)))


def _places(entry: Entry, item: dict[str, Any]) -> None:
    patent = entry.kind == "patent" and not entry.as_written
    address_, location = _list(entry, "address"), _list(entry, "location")
    if patent and location:
        item.setdefault("jurisdiction", "; ".join(map(word, literal_list(entry.fields["location"]))))
        location = ""
    if address_ or location:
        item.setdefault("publisher-place", address_ or location)
    for name, variable in (("origlocation", "original-publisher-place"), ("origpublisher", "original-publisher")):
        if original := _list(entry, name):
            item.setdefault(variable, original)


def _numbers(entry: Entry, text: Mapping[str, str], item: dict[str, Any]) -> None:
    """``number`` is an issue, the number in a series, or the document's own."""
    data = table("bibtex")["read"]
    number, issue = text.get("number", ""), text.get("issue", "")
    if entry.as_written and re.fullmatch(r"\{\d+--\d+\}", entry.fields.get("number", "")):
        number = number.replace("\u2013", "-")  # a double issue, printed with a dash
    if entry.kind in data["periodicals"].split():
        if number or issue:
            item.setdefault("issue", ", ".join(dict.fromkeys(n for n in (number, issue) if n)))
    else:
        in_series = entry.kind in data["in_series"].split() and (item.get("collection-title") or not entry.as_written)
        if number:
            item.setdefault("collection-number" if in_series else "number", number)
        if issue:
            item.setdefault("issue", issue)
    volume, part = text.get("volume", ""), text.get("part", "")
    if entry.as_written:
        item.update({name: value for name, value in (("volume", volume), ("part", part)) if value})
    elif volume or part:
        item.setdefault("volume", ".".join(n for n in (volume, part) if n))


def _kind(entry: Entry, text: Mapping[str, str], item: dict[str, Any]) -> None:
    """The genre, the state of publication, and types that a subtype tells."""
    if entry.kind == "phdthesis" and text.get("type") == "Thesis" and entry.as_written:
        pass  # how we say that no kind of thesis is stated
    elif text.get("type"):
        item["genre"] = word(text["type"])
    elif entry.kind in ("mastersthesis", "phdthesis"):
        item.setdefault("genre", word(entry.kind))
    if text.get("pubstate"):
        item.setdefault("status", word(text["pubstate"]))
    event = entry.fields.keys() & {"eventtitle", "eventdate", "venue"}
    if entry.kind == "unpublished" and event and not entry.as_written:
        item["type"] = "speech"


def _addresses(entry: Entry, text: Mapping[str, str], item: dict[str, Any]) -> None:
    """URL and DOI; the options ``url=false`` and ``doi=false`` take away nothing, they only tell biblatex not to
    print.
    """
    if text.get("url"):
        item.setdefault("URL", text["url"])
    if text.get("doi"):
        item.setdefault("DOI", text["doi"])
    kind = (text.get("eprinttype") or text.get("archiveprefix", "")).lower()
    if entry.as_written and kind == "pubmed" and text.get("eprint"):
        item["PMID"] = text["eprint"]
        return
    if item.get("URL") or not text.get("eprint"):
        return
    if base := table("bibtex")["read"]["eprints"].get(kind):
        item["URL"] = base + text["eprint"]


def address_in(published: str, raw: str) -> str:
    """The web address that ``howpublished`` is, or an empty string."""
    found = address(unbraced(raw)) if "\\url" in raw else published.strip()
    return found if re.fullmatch(r"https?://\S+", found) else ""
