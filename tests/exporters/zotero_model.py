"""What Zotero's importers make of RIS, CSL-JSON and BibTeX, as far as its behaviour is known.

The rules that are modelled: a field that an item type does not have is dropped; a creator that it does not have
becomes its first kind of creator (an author); ``M2`` of RIS and ``note`` of CSL-JSON are Extra, and so is every
BibTeX field without a place; lines of Extra count where their label is a CSL variable or one of Zotero's names; RIS
text is taken for HTML; a note is no field.  The table of fields is Zotero's schema, written down here a second time
on purpose.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

ARCHIVE = "archive archive_location call-number source"
COMMON = "title abstract URL accessed issued language title-short"
FIELDS = {
    "artwork": f"{ARCHIVE} medium dimensions",
    "audioRecording": f"{ARCHIVE} medium collection-title volume number-of-volumes publisher-place publisher ISBN",
    "blogPost": "container-title genre",
    "book": (
        f"{ARCHIVE} collection-title collection-number volume number-of-volumes edition publisher-place publisher "
        "number-of-pages ISBN"
    ),
    "bookSection": (
        f"{ARCHIVE} container-title collection-title collection-number volume number-of-volumes edition publisher-place"
        " publisher page ISBN"
    ),
    "bill": "number volume section page authority",
    "case": "container-title volume authority number page",
    "computerProgram": f"{ARCHIVE} version publisher-place publisher ISBN",
    "conferencePaper": (
        f"{ARCHIVE} container-title event-title publisher-place publisher volume page collection-title DOI ISBN"
    ),
    "dataset": "version publisher publisher-place genre DOI number",
    "dictionaryEntry": f"{ARCHIVE} container-title volume edition publisher-place publisher page ISBN",
    "document": f"{ARCHIVE} publisher",
    "encyclopediaArticle": f"{ARCHIVE} container-title volume edition publisher-place publisher page ISBN",
    "film": f"{ARCHIVE} publisher genre medium dimensions",
    "hearing": "publisher publisher-place number page number-of-volumes section",
    "interview": f"{ARCHIVE} medium",
    "journalArticle": f"{ARCHIVE} container-title container-title-short volume issue page collection-title DOI ISSN",
    "letter": f"{ARCHIVE} genre",
    "magazineArticle": f"{ARCHIVE} container-title volume issue page ISSN",
    "manuscript": f"{ARCHIVE} genre publisher-place number-of-pages",
    "map": f"{ARCHIVE} genre scale collection-title edition publisher-place publisher ISBN",
    "newspaperArticle": f"{ARCHIVE} container-title publisher-place edition section page ISSN",
    "patent": "publisher-place authority number page submitted",
    "presentation": "genre event-place publisher-place event-title",
    "radioBroadcast": f"{ARCHIVE} container-title number publisher-place publisher medium",
    "report": f"{ARCHIVE} number genre collection-title publisher-place publisher page",
    "standard": "number publisher publisher-place",
    "statute": "container-title volume number page section",
    "thesis": f"{ARCHIVE} genre publisher publisher-place number-of-pages",
    "videoRecording": f"{ARCHIVE} collection-title volume publisher-place publisher medium ISBN",
    "webpage": "container-title genre",
}
ROLES = {
    "artwork": "author",
    "audioRecording": "author composer performer",
    "book": "author editor collection-editor translator",
    "bookSection": "author container-author editor collection-editor translator",
    "conferencePaper": "author editor collection-editor translator",
    "document": "author editor translator",
    "encyclopediaArticle": "author editor translator",
    "film": "author director producer script-writer",
    "interview": "author interviewer translator",
    "journalArticle": "author editor translator",
    "letter": "author recipient",
    "manuscript": "author translator",
    "report": "author collection-editor translator",
    "webpage": "author translator",
}
CSL_KINDS = {
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "bill": "bill",
    "book": "book",
    "broadcast": "radioBroadcast",
    "chapter": "bookSection",
    "dataset": "dataset",
    "document": "document",
    "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle",
    "graphic": "artwork",
    "hearing": "hearing",
    "interview": "interview",
    "legal_case": "case",
    "legislation": "statute",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "film",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "personal_communication": "letter",
    "post-weblog": "blogPost",
    "report": "report",
    "software": "computerProgram",
    "song": "audioRecording",
    "speech": "presentation",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}
# an archive's document is a manuscript or a document, a film shown on television any kind of film
SAME_KIND = {"document": {"document", "manuscript"}, "radioBroadcast": {"radioBroadcast", "videoRecording"}}
UNDERSTOOD = frozenset(
    (
        f"{COMMON} {ARCHIVE} archive_collection archive-place author recipient interviewer translator editor "
        "contributor director composer performer producer script-writer illustrator collection-editor "
        "container-title collection-title volume issue page publisher publisher-place edition number "
        "number-of-pages number-of-volumes genre medium dimensions scale version event-title event-place event-date "
        "original-title original-date keyword type citation-key doi isbn issn pmid pmcid section authority submitted "
        "reviewed-title reviewed-author references status container-title-short title-short collection-number "
        "chapter-number jurisdiction host guest"
    )
    .lower()
    .split()
)


@dataclass
class Item:
    """An item as it is in Zotero: ``values`` by CSL variable, names as ``Family, Given``; ``extra`` label -> values."""

    kind: str
    values: dict[str, list[str]] = field(default_factory=dict)
    extra: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)  # lines of Extra that are not understood

    def put(self, variable: str, value: str) -> None:
        """A field, if the item type has it."""
        if value and variable in f"{COMMON} {FIELDS.get(self.kind, ARCHIVE)} keyword key".split():
            self.values.setdefault(variable, []).append(value)

    def creator(self, role: str, name: str) -> None:
        """A creator; one that the type does not have becomes an author."""
        self.values.setdefault(role if role in ROLES.get(self.kind, "author").split() else "author", []).append(name)

    def line(self, line: str) -> None:
        """A line of Extra."""
        label, colon, value = line.partition(":")
        label = label.strip().lower().replace(" ", "-")
        if colon and label in UNDERSTOOD:
            self.extra.setdefault(label, []).append(value.strip().replace(" || ", ", "))
        else:
            self.shown.append(line)

    def held(self, variable: str) -> list[str]:
        """What stands in the right field or in a line of Extra that is understood."""
        return self.values.get(variable, []) + self.extra.get(variable.lower(), [])


RIS_KINDS = {
    "ART": "artwork",
    "BILL": "bill",
    "BLOG": "blogPost",
    "BOOK": "book",
    "CASE": "case",
    "CHAP": "bookSection",
    "COMP": "computerProgram",
    "CONF": "conferencePaper",
    "CPAPER": "conferencePaper",
    "DATA": "dataset",
    "ELEC": "webpage",
    "DICT": "dictionaryEntry",
    "ENCYC": "encyclopediaArticle",
    "GEN": "journalArticle",
    "HEAR": "hearing",
    "INTERVIEW": "interview",
    "JOUR": "journalArticle",
    "MANSCPT": "manuscript",
    "MAP": "map",
    "MGZN": "magazineArticle",
    "MPCT": "film",
    "NEWS": "newspaperArticle",
    "PAMP": "manuscript",
    "PAT": "patent",
    "PCOMM": "letter",
    "RPRT": "report",
    "SLIDE": "presentation",
    "SOUND": "audioRecording",
    "STAND": "standard",
    "STAT": "statute",
    "THES": "thesis",
    "VIDEO": "videoRecording",
}
RIS_TAGS = {
    "TI": "title",
    "AB": "abstract",
    "AN": "archive_location",
    "CN": "call-number",
    "CY": "publisher-place",
    "DB": "archive",
    "DO": "DOI",
    "DP": "source",
    "ET": "edition",
    "IS": "issue",
    "J2": "container-title-short",
    "LA": "language",
    "M3": "genre",
    "NV": "number-of-volumes",
    "PB": "publisher",
    "SE": "section",
    "SP": "page",
    "ST": "title-short",
    "T2": "container-title",
    "T3": "collection-title",
    "UR": "URL",
    "VL": "volume",
    "Y2": "accessed",
}
RIS_SPECIAL = {
    ("book", "T2"): "collection-title",
    ("report", "T2"): "collection-title",
    ("map", "T2"): "collection-title",
    ("map", "C1"): "scale",
    ("hearing", "T2"): "section",  # committee
    ("presentation", "T2"): "event-title",
    ("presentation", "CY"): "event-place",
    ("conferencePaper", "T2"): "event-title",
    ("conferencePaper", "C3"): "container-title",
    ("conferencePaper", "C1"): "publisher-place",
    ("report", "SN"): "number",
    ("book", "SP"): "number-of-pages",
    ("manuscript", "SP"): "number-of-pages",
    ("thesis", "SP"): "number-of-pages",
    ("journalArticle", "SN"): "ISSN",
    ("magazineArticle", "SN"): "ISSN",
    ("newspaperArticle", "SN"): "ISSN",
}
RIS_CREATORS = {
    ("letter", "A2"): "recipient",
    ("interview", "A2"): "interviewer",
    ("book", "A2"): "collection-editor",
    ("book", "A3"): "editor",
    ("report", "A2"): "collection-editor",
    ("audioRecording", "A2"): "performer",
    ("film", "A3"): "producer",
    ("film", "AU"): "director",
}


def text_of_html(value: str) -> str:
    """What is left of a value that is taken for HTML."""
    return html.unescape(re.sub(r"<[A-Za-z/!?][^>]*>", "", value))


def from_ris(text: str) -> list[Item]:
    """The items of a RIS file."""
    items: list[Item] = []
    for block in text.split("ER  - ")[:-1]:
        lines = re.findall(r"^([A-Z][A-Z0-9])  - (.*)$", block, re.M)
        item = Item(RIS_KINDS.get(dict(lines)["TY"], "journalArticle"))
        dated = False
        for tag, raw in lines:
            value = text_of_html(raw)
            if tag == "M2":
                item.line(value)
            elif tag == "N1":
                item.notes.append(value)
            elif tag == "KW":
                item.values.setdefault("keyword", []).extend(value.split("; "))
            elif tag in ("AU", "A2", "A3", "A4"):
                usual = {"AU": "author", "A2": "editor", "A3": "collection-editor", "A4": "translator"}[tag]
                if (item.kind, tag) != ("report", "A4"):
                    item.creator(RIS_CREATORS.get((item.kind, tag), usual), value)
            elif tag == "DA":
                dated = True
                item.put(
                    "issued", value.rstrip("/").replace("/", "-") if re.match(r"\d{4}(/\d\d)*/*$", value) else value
                )
            elif tag == "Y2":
                item.put("accessed", value.replace("/", "-"))
            elif tag == "SN":
                item.put(RIS_SPECIAL.get((item.kind, tag), "ISBN"), value)
            elif tag == "EP" and "page" in item.values:
                item.values["page"][0] += f"-{value}"
            elif (item.kind, tag) in RIS_SPECIAL or tag in RIS_TAGS:
                item.put(RIS_SPECIAL.get((item.kind, tag), RIS_TAGS.get(tag, "")), value)
        if not dated:
            item.put("issued", dict(lines).get("PY", ""))
        items.append(item)
    return items


def from_csl_json(text: str) -> list[Item]:
    """The items of a CSL-JSON file."""
    items = []
    for csl in json.loads(text):
        item = Item(CSL_KINDS.get(csl["type"], "document"))
        for variable, value in csl.items():
            if variable == "note":
                for line in str(value).split("\n"):
                    item.line(line)
            elif variable == "citation-key":
                item.extra["citation-key"] = [value]
            elif isinstance(value, list) and variable not in ("categories",):
                known = (  # the others it drops, so that they must stand in Extra
                    "author editor translator recipient interviewer director composer container-author"
                    " collection-editor"
                )
                if variable in known.split():
                    for name in value:
                        item.creator(variable, name.get("literal") or f"{name.get('family')}, {name.get('given')}")
            elif isinstance(value, dict) and variable in ("issued", "accessed"):
                item.put(variable, _csl_date(value))
            elif isinstance(value, str):
                item.put(variable, value)
        items.append(item)
    return items


def _csl_date(value: dict[str, Any]) -> str:
    if "date-parts" not in value:
        return str(value.get("literal") or value.get("raw") or "")
    ends = ["-".join(f"{int(n):02d}" for n in parts) for parts in value["date-parts"]]
    return (
        f"{value['season']} {ends[0]}" if value.get("season") else "/".join(ends) + ("~" if value.get("circa") else "")
    )


BIB_KINDS = {
    "article": "journalArticle",
    "artwork": "artwork",
    "book": "book",
    "booklet": "book",
    "incollection": "bookSection",
    "inproceedings": "conferencePaper",
    "letter": "letter",
    "misc": "document",
    "movie": "film",
    "patent": "patent",
    "online": "webpage",
    "phdthesis": "thesis",
    "techreport": "report",
    "unpublished": "manuscript",
}
BIB_FIELDS = {
    "abstract": "abstract",
    "address": "publisher-place",
    "booktitle": "container-title",
    "doi": "DOI",
    "edition": "edition",
    "institution": "publisher",
    "isbn": "ISBN",
    "issn": "ISSN",
    "journal": "container-title",
    "language": "language",
    "location": "publisher-place",
    "pages": "page",
    "publisher": "publisher",
    "school": "publisher",
    "series": "collection-title",
    "shorttitle": "title-short",
    "title": "title",
    "type": "genre",
    "url": "URL",
    "urldate": "accessed",
    "volume": "volume",
}


def from_bibtex(text: str) -> list[Item]:
    """The items of a .bib file."""
    from citekit.sources.bibtex.blocks import blocks, entry_of
    from citekit.sources.bibtex.latex import latex_text
    from citekit.sources.bibtex.publication import literal_list

    items = []
    for _, block in blocks(text):
        entry = entry_of(block, {})
        item = Item(BIB_KINDS.get(entry.kind, "document"))
        item.extra["citation-key"] = [entry.key]
        fields = {
            name: value if name in ("url", "doi") else re.sub(r"(?<!\\)[{}]", "", latex_text(value))
            for name, value in entry.fields.items()
        }
        for name, value in fields.items():
            if name in ("author", "editor", "translator"):
                for one in literal_list(entry.fields[name], smart=False):
                    item.creator(name, re.sub(r"(?<!\\\\)[{}]", "", one))
            elif name == "keywords":
                item.values["keyword"] = [k.strip() for k in value.split(",")]
            elif name == "date":
                item.put("issued", value)
            elif name in ("year", "month"):
                if "date" not in fields and name == "year":
                    month = fields.get("month", "")
                    item.put("issued", f"{month} {value}".strip() if month.replace(" ", "").isalpha() else value)
            elif name == "note":
                for line in value.split("\n"):
                    item.line(line)
            elif name == "number":
                item.put(
                    {"report": "number", "book": "collection-number", "bookSection": "collection-number"}.get(
                        item.kind, "issue"
                    ),
                    value,
                )
            elif name in BIB_FIELDS:
                item.put(BIB_FIELDS[name], value)
            elif name in ("annote", "annotation"):
                item.notes.append(value)
            else:
                item.line(f"{'Published' if name == 'howpublished' else name}: {value}")
        items.append(item)
    return items
