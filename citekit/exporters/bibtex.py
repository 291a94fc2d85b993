"""BibTeX, BibLaTeX and biblatex-chicago, written through bibtexparser 2 (data/bibtex.toml has types and fields)."""

from __future__ import annotations

import calendar
from typing import Any

from ..csl.keys import ascii_words
from ..dates import HistoricalDate
from ..document import Document
from ..formats.latex import ESCAPES
from ..tables import table

# braces count for BibTeX even where LaTeX has them escaped, so those without a partner go out as commands
# and the bar as itself: pandoc drops \textbar, and all encodings but the oldest print it
_ESCAPES = {**ESCAPES, ord("|"): "|", ord("{"): r"\textbraceleft{}", ord("}"): r"\textbraceright{}", ord("\u00a0"): " "}
_MONTHS = [m.lower() for m in calendar.month_abbr]


def write(docs: list[Document], dialect: str) -> str:
    """A .bib file in UTF-8."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    library = Library()
    form = BibtexFormat()  # type: ignore[no-untyped-call]
    form.indent, form.block_separator, form.trailing_comma = "  ", "\n", True
    for doc in docs:
        kind, fields = entry(doc, dialect)
        library.add(Entry(kind, key(doc), [Field(name, value) for name, value in fields.items()]))
    return write_string(library, unparse_stack=[], bibtex_format=form)


def key(doc: Document) -> str:
    """The citation key in characters that BibTeX, biber and LaTeX all take."""
    made = doc.key
    if all(c.isascii() and (c.isalnum() or c in "-_:.+/") for c in made) and made:
        return made
    return "-".join(ascii_words(made)) or "document"


def text(value: str) -> str:
    """A field's text for BibTeX: LaTeX's characters escaped, braces balanced whatever the text holds."""
    paired = _paired_braces(value)
    if not paired:
        return " ".join(value.translate(_ESCAPES).split())
    return " ".join("".join("\\" + c if n in paired else c.translate(_ESCAPES) for n, c in enumerate(value)).split())


def _paired_braces(value: str) -> set[int]:
    """Where the braces stand that have a partner."""
    paired: set[int] = set()
    if "{" in value and "}" in value:
        opened: list[int] = []
        for n, char in enumerate(value):
            if char == "{":
                opened.append(n)
            elif char == "}" and opened:
                paired |= {n, opened.pop()}
    return paired


def _verbatim(url: str) -> str:
    """An address for a verbatim field: what would end the field or start a comment is percent-encoded."""
    unsafe = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", "\n": "", "^": "%5E", "|": "%7C", '"': "%22", "<": "%3C", ">": "%3E"}
    return "".join(unsafe.get(c, c) for c in url)


# variables that `_archival`, the dates and the title take care of
_ELSEWHERE = frozenset({"id", "type", "title", "issued", "accessed", "archive", "archive_location", "archive-place", "archive_collection",
                        "abstract", "URL", "number", "custom", "note", "container-title"})  # fmt: skip


# who stands for the publisher in BibTeX's own types (btxdoc, section 3.1)
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}


def entry(doc: Document, dialect: str) -> tuple[str, dict[str, str]]:
    """(entry type, fields with their braces) of a document; every variable of it is in some field."""
    tables = table("bibtex")
    item = doc.to_csl()
    base = "bibtex" if dialect == "bibtex" else "biblatex"
    kind = tables["types"][dialect].get(item["type"], "misc")
    if (doc.references or doc.host) and kind in ("techreport", "report", "unpublished", "patent"):
        kind = "misc"
    fields: dict[str, str] = {}
    taken = set(_ELSEWHERE)
    for role, name in tables["names"].items():
        if isinstance(item.get(role), list) and item[role]:
            fields[name] = "{" + " and ".join(_name(n) for n in item[role]) + "}"
            taken.add(role)
    title = doc.title or _description(item)
    if title:
        fields["title"] = "{{" + text(title) + "}}"
    container = item.get("container-title")
    if container:
        fields[_container_field(kind, base)] = "{{" + text(str(container)) + "}}"
    for variable, name in tables["fields"][base].items():
        value = item.get(variable)
        if value not in (None, "", []) and name not in fields:
            fields[name] = "{" + _value(name, str(value)) + "}"
            taken.add(variable)
    if base == "bibtex":
        _bibtex_date(doc, item, fields)
    else:
        _biblatex_date(doc, item, fields)
    _archival(doc, item, fields, dialect)
    _rest({k: v for k, v in item.items() if k not in taken}, fields, base)
    if base == "biblatex":
        _fit(kind, fields)
    else:
        if "publisher" in fields and kind in _PUBLISHERS:
            fields[_PUBLISHERS[kind]] = fields.pop("publisher")
        if not {"author", "editor"} & set(fields) and title:
            fields["key"] = "{" + text(title) + "}"  # what classic styles sort by
    return kind, fields


def _description(item: dict[str, Any]) -> str:
    """What stands for a title that a letter does not have: its form and recipient as stated (MLA Handbook 9, 5.29)."""
    if not item.get("recipient"):
        return ""
    form = str(item.get("genre") or "Letter")
    return f"{form[:1].upper()}{form[1:]} to {_plain_names(item['recipient'])}"


def _plain_names(names: Any) -> str:
    """Names in running text."""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    listed = [str(n.get("literal") or " ".join(str(n[k]) for k in parts if n.get(k))) if isinstance(n, dict) else str(n)
              for n in (names if isinstance(names, list) else [names])]  # fmt: skip
    return ", ".join(listed)


def _rest(item: dict[str, Any], fields: dict[str, str], base: str) -> None:
    """Variables without a field: fields of their own names in BibTeX, lines of ``annotation`` in BibLaTeX."""
    from ..csl.kinds import DATE_VARIABLES, NAME_VARIABLES

    kept: list[str] = []
    for variable, value in item.items():
        if value in (None, "", []):
            continue
        if variable in NAME_VARIABLES:
            shown = _plain_names(value)
        elif variable in DATE_VARIABLES:
            date = HistoricalDate.from_csl(value)
            shown = edtf(date) if date is not None and date.start else date.text if date is not None else str(value)
        else:
            shown = value if isinstance(value, str) else "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        name = variable.lower().replace("-", "_")
        if base == "bibtex" and name.isidentifier() and name.isascii() and name not in fields:
            fields[name] = "{" + text(shown) + "}"
        else:
            kept.append(f"{variable}: {shown}")
    _annotate(fields, [text(line) for line in kept])


def _fit(kind: str, fields: dict[str, str]) -> None:
    """Move what an entry type does not have in biblatex's data model to a field that it has."""
    tables = table("bibtex")
    limited = {name for valid in tables["valid"].values() for name in valid.split()}
    valid = set(tables["valid"].get(kind, tables["valid"]["misc"]).split())
    homeless: list[str] = []
    for name in [n for n in fields if n in limited and n not in valid]:
        value = fields.pop(name)
        place = next((p for p in tables["instead"].get(name, ()) if (p in valid or p not in limited) and p not in fields), None)
        if place is not None:
            fields[place] = value
            if place == "namea":
                fields["nameatype"] = "{" + name + "}"
        elif value.strip("{}") not in fields.get("library", "") or not value.strip("{}"):
            homeless.append(f"{name}: {value.strip('{}')}")
    _annotate(fields, homeless)


def _annotate(fields: dict[str, str], lines: list[str]) -> None:
    """Add lines, escaped already, to what ``annotation`` holds."""
    if lines:
        before = [fields["annotation"][1:-1]] if "annotation" in fields else []
        fields["annotation"] = "{" + "; ".join(before + lines) + "}"


def _container_field(kind: str, base: str) -> str:
    if kind == "article":
        return "journal" if base == "bibtex" else "journaltitle"
    if kind in ("incollection", "inproceedings", "inreference"):
        return "booktitle"
    return "howpublished" if base == "bibtex" else "maintitle" if kind == "book" else "titleaddon"


def _value(name: str, value: str) -> str:
    if name == "pages":
        return text(value.replace("\u2013", "-")).replace("-", "--").replace("----", "--")
    return _verbatim(value) if name == "doi" else text(value)


def _name(name: Any) -> str:
    """A name as BibTeX divides it; a literal name stays whole in braces."""
    if not isinstance(name, dict):
        return "{" + text(str(name)) + "}"
    if name.get("literal") or not name.get("family"):
        return "{" + text(str(name.get("literal") or name.get("given") or "")) + "}"
    particle = " ".join(str(name[k]) for k in ("dropping-particle", "non-dropping-particle") if name.get(k))
    family = _protected(f"{particle} {name['family']}".strip() if particle.islower() or not particle else name["family"])
    parts = [family]
    if name.get("suffix"):
        parts.append(_protected(str(name["suffix"])))
    if name.get("given"):
        parts.append(_protected(str(name["given"])))
    return ", ".join(parts) if len(parts) > 1 else "{" + family + "}"


def _protected(part: str) -> str:
    """A part of a name; a comma or the word ``and`` in it must not divide the list."""
    escaped = text(part)
    return "{" + escaped + "}" if "," in part or " and " in f" {part.lower()} " else escaped


def _bibtex_date(doc: Document, item: dict[str, Any], fields: dict[str, str]) -> None:
    date = doc.date
    if date is None or not date.start:
        if date is not None and date.text:
            fields["year"] = "{" + text(date.text) + "}"
        return
    year = str(date.start[0]) + (f"--{date.end[0]}" if date.end and date.end[0] != date.start[0] else "")
    fields["year"] = "{" + (f"circa {year}" if date.circa else f"{year}?" if date.uncertain else year) + "}"
    if len(date.start) > 1 and not (date.end and date.end[0] != date.start[0]):
        month = _MONTHS[date.start[1]]
        same_month = not date.end or len(date.end) < 2 or date.end[1] == date.start[1]
        fields["month"] = month if same_month else f'{month} # "--" # {_MONTHS[date.end[1]]}'
        if len(date.start) > 2 and same_month:
            days = str(date.start[2]) + (f"--{date.end[2]}" if len(date.end) > 2 else "")
            fields["day"] = "{" + days + "}"


def _biblatex_date(doc: Document, item: dict[str, Any], fields: dict[str, str]) -> None:
    for name, date in (("date", doc.date), ("urldate", doc.accessed)):
        if date is not None and date.start:
            fields[name] = "{" + edtf(date) + "}"
        elif date is not None and date.text and name == "date":
            fields["pubstate"] = "{" + text(date.text) + "}"


def edtf(date: HistoricalDate) -> str:
    """A date in ISO 8601-2 (EDTF) level 1, as biblatex reads it: ``1951-11-19/1951-11-21``, ``1951~``, ``1951-21``."""
    mark = "%" if date.circa and date.uncertain else "~" if date.circa else "?" if date.uncertain else ""
    if date.season:
        return f"{date.start[0]:04d}-{20 + date.season}{mark}"
    ends = [parts for parts in (date.start, date.end) if parts]
    return "/".join("-".join([f"{p[0]:04d}", *(f"{n:02d}" for n in p[1:])]) + mark for p in ends)


def _archival(doc: Document, item: dict[str, Any], fields: dict[str, str], dialect: str) -> None:
    """Archive, reference, address, access, languages, summary and credits, where each dialect prints or keeps them."""
    where = ", ".join(t for t in (doc.reference, doc.host) if t)
    if not where:
        where = ", ".join(str(item[k]) for k in ("archive_location", "archive_collection", "archive", "archive-place") if item.get(k))
    bibtex = dialect == "bibtex"
    if where:
        printed = ", ".join(t for t in ("".join(r.lead + r.typeset() for r in doc.references), doc.host) if t) or where
        fields["howpublished"] = "{" + text(printed).replace("\u2013", "--") + "}"
        if bibtex:
            for variable, name in (("archive", "archive"), ("archive_location", "archive_location"), ("archive-place", "archive_place"),
                                   ("archive_collection", "archive_collection")):  # fmt: skip
                if item.get(variable):
                    fields[name] = "{" + text(str(item[variable])) + "}"
        else:
            fields["library"] = "{" + text(where) + "}"
    if dialect == "biblatex-chicago" and where:
        fields["entrysubtype"] = "{letter}" if doc.recipient else "{archival}"
    if doc.url:
        fields["url"] = "{" + _verbatim(doc.url) + "}"
        if bibtex and doc.accessed is not None:
            fields["urldate"] = "{" + text(edtf(doc.accessed) if doc.accessed.start else doc.accessed.text) + "}"
    notes = [t for t in (doc.credits or str(item.get("note") or ""),) if t]
    if bibtex and doc.url and where:
        notes.append(rf"\url{{{_verbatim(doc.url).replace('%', chr(92) + '%').replace('#', chr(92) + '#')}}}")
        fields["note"] = "{" + " ".join([*(text(n) for n in notes[:-1]), notes[-1]]) + "}"
    elif notes:
        fields["note"] = "{" + " ".join(text(n) for n in notes) + "}"
    if doc.summary:
        fields["abstract"] = "{" + text(doc.summary) + "}"
    if doc.language:
        known = table("bibtex")["languages"].get(doc.language.casefold())
        if bibtex or known is None:
            fields["origlanguage" if bibtex else "usera"] = "{" + text(doc.language) + "}"
        else:
            fields["origlanguage"] = "{" + known + "}"
    if item.get("number"):
        fields["number"] = "{" + text(str(item["number"])) + "}"
    if doc.kind and "type" not in fields:
        fields["type"] = "{" + text(doc.kind) + "}"
    if doc.contents:
        fields["contents" if bibtex else "userc"] = "{" + text("; ".join(doc.contents)) + "}"
    for role, name, latex in (("sender", doc.sender, "userd"), ("recipient", doc.recipient, "usere")):
        if name:
            fields[role if bibtex else latex] = "{" + text(name) + "}"
    others = [f"{c.role} by {c.name}" + (f" for {c.project}" if c.project else "") for c in doc.contributors]
    if others:
        fields["contributors" if bibtex else "userf"] = "{" + text("; ".join(others)) + "}"
