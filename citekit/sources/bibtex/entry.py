"""One BibTeX or BibLaTeX entry as a Document (data/bibtex.toml, ``read``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...archives.titles import kinds
from ...common.tables import table
from ...csl.labels import value_in, variable_in
from ...csl.ris_tags import decode_name
from ...csl.variables import NAME_VARIABLES, TYPES
from ...csl.wording import custom_value, value_of, variable_named, wording
from ...document.extra import extra_of
from ...document.foreign import document_of
from ...document.model import Document
from .annotation import ANNOTATIONS, annotated, said_in, text_of_lines
from .archival import ARCHIVAL, archive, is_archival, letter, notes_and_languages
from .dates import DATES, put_dates
from .latex import address, latex_text
from .model import Entry
from .names import names
from .publication import PUBLICATION, address_in, put_publication, put_publishers, word
from .titles import TITLES, Titles

__all__ = ["Entry", "document"]

VERBATIM = frozenset("url doi file eprint pdf verba verbb verbc".split())
# fields in which citekit's exports print what others hold
_PRINTED = frozenset("title note howpublished addendum library organization location nameatype".split())
# fields of preprints, by their names in biblatex (its manual, 3.14.7): arXiv has two others in BibTeX
_EPRINTS = {
    "eprint": "eprint",
    "eprinttype": "eprinttype",
    "archiveprefix": "eprinttype",
    "primaryclass": "eprintclass",
}
_FOR_PRINT = re.compile(r"(?:^|; )printed: ((?:[a-z]+ ?)+)(?=;|$)")
_CONSUMED = TITLES | PUBLICATION | DATES | ARCHIVAL | ANNOTATIONS | {"key", "nameatype"}


def document(entry: Entry) -> Document:
    """The document of an entry; fields that CSL has no variable for are kept in ``custom`` under their names."""
    entry = _without_printed_words(_without_printed_url(entry))
    text = _texts(entry)
    item: dict[str, Any] = {"id": entry.key, "type": table("bibtex")["read"]["types"].get(entry.kind, "document")}
    custom: dict[str, Any] = {}
    _by_table(entry, text, item, custom)
    stated = dict(custom)
    fields = annotated(entry, text, item, custom)
    titles = Titles(entry, item, is_archival(text, item))
    titles.put_all()
    put_dates(entry, text, item)
    put_publication(entry, text, item)
    if entry.as_written and getattr(item.get("issued"), "text", None) == item.get("status", ""):
        item.pop("status", None)
    _subtype(entry, text, item, fields, custom)
    reference, published = archive(entry, text, item, fields)
    if published and (found := address_in(published, entry.fields.get("howpublished", ""))):
        item.setdefault("URL", found)
        published = ""
    put_publishers(entry, item, published)
    letter(item, fields, titled=bool(said_in(entry.fields.get("annotation", ""), "title")))
    archival = bool(reference or fields.get("host") or item.get("archive"))
    notes_and_languages(entry, text, item, fields, archival)
    _keep_the_rest(entry, text, {**item, **fields, "reference": reference, "custom": stated}, custom)
    if titles.wording:
        custom["wording"] = titles.wording
    if custom:
        item["custom"] = custom
    doc = document_of({k: v for k, v in item.items() if v not in ("", [], None)}, reference, **fields)
    if entry.as_written and doc.kind and extra_of(doc).get("type") == "document":  # what its kind is taken for
        return doc.changed(extra={name: value for name, value in extra_of(doc).items() if name != "type"})
    return doc


def _texts(entry: Entry) -> dict[str, str]:
    """The text of each field but those of names; titles are read apart."""
    named = table("bibtex")["read"]["names"]
    smart = not entry.as_written
    return {
        name: address(value)
        if name in VERBATIM
        else text_of_lines(value)
        if entry.as_written and "{ }" in value
        else latex_text(value, name in TITLES, smart)
        for name, value in entry.fields.items()
        if name not in named
    }


def _without_printed_url(entry: Entry) -> Entry:
    """An entry whose note does not say the address a second time, for styles that print no ``url``."""
    note, marked, url = entry.fields.get("note", "").rpartition("\\url{")
    if not marked or not url.endswith("}") or address(url[:-1]) != address(entry.fields.get("url", "")):
        return entry
    return replace(entry, fields={**entry.fields, "note": note.rstrip()})


def _without_printed_words(entry: Entry) -> Entry:
    """An entry of biblatex-chicago without the words that its exporter only prints: correspondents before a title, the
    interviewer after it, the year by which an undated document is sorted."""
    fields = _without_fields_for_print(entry)
    before, marked, title = fields.get("title", "").partition(", \\mkbibquote{")
    if "sortname" in fields and marked and " to " in before:
        fields["title"] = f"\\mkbibquote{{{title}"
    asked = fields.get("titleaddon", "").replace(r"\autocap{i}", "i").startswith("interview by ")
    annotation, beside = fields.get("annotation", ""), fields.get("titleaddon", "").strip("{}")
    if asked and said_in(annotation, "interviewer"):
        del fields["titleaddon"]
    container = said_in(annotation, "container-title")
    if container and container in beside and (said_in(annotation, "volume") or said_in(annotation, "page")):
        fields["titleaddon"] = container  # printed with volume and page: 410 U.S. 113
    if beside and beside == said_in(annotation, "event-title"):  # the session of a hearing
        fields.pop("titleaddon", None)
    if entry.kind == "patent" and said_in(annotation, "submitted"):
        fields.pop("origdate", None)
    if (medium := fields.get("type", "").strip("{}")) and medium == said_in(annotation, "medium"):
        del fields["type"]  # printed there
    court = fields.get("organization", "").strip("{}") if entry.kind == "misc" else ""
    if court and court == said_in(annotation, "authority"):
        del fields["organization"]
    if fields.get("entrysubtype") == "archival" and said_in(annotation, "date as written"):
        fields = {name: value for name, value in fields.items() if name not in ("year", "sortyear")}
    return replace(entry, fields=fields) if fields != entry.fields else entry


def _without_fields_for_print(entry: Entry) -> dict[str, str]:
    """The fields but those that the annotation calls printed: it says the same under the names of variables."""
    fields = dict(entry.fields)
    if found := _FOR_PRINT.search(fields.get("annotation", "")):
        fields["annotation"] = fields["annotation"].replace(found[0], "").removeprefix("; ")
        for name in found[1].split():
            fields.pop(name, None)
    return fields


def _by_table(entry: Entry, text: Mapping[str, str], item: dict[str, Any], custom: dict[str, Any]) -> None:
    """Names, and the fields that are variables under other names; the rest is ``custom``."""
    tables = table("bibtex")["read"]
    own_names = table("bibtex")["own"]["names"].split()
    for name, raw in entry.fields.items():
        if name in tables["names"]:
            if raw:
                item.setdefault(_role(entry, name), []).extend(_names(entry, raw))
        elif name in _CONSUMED or not text.get(name):
            continue
        elif variable := tables["fields"].get(name) or variable_named(name):
            value = _variable(entry, variable, _value(name, text[name])) if variable != "issued" else text[name]
            if item.setdefault(variable, value) != value:
                custom[name] = text[name]
        elif name in own_names:
            custom[name] = _people(names(raw, False, entry.as_written))
        else:
            known = _EPRINTS.get(name, name)
            custom[known] = value_in(known, text[name]) if entry.as_written else custom_value(known, text[name])
    if custom.get("options") == "usetranslator=false":  # how biblatex-chicago is told that a translator heads no entry
        del custom["options"]
    if custom.get("editortype") in tables["editors"]:
        del custom["editortype"]
    if entry.as_written and "sortname" in entry.fields and not item.get("author"):
        item["author"] = _names(entry, entry.fields["sortname"])
        custom.pop("sortname", None)


def _people(people: list[dict[str, Any]]) -> str:
    """Names in words, divided by semicolons; braces only where a name would be divided."""
    words = wording("author", people)
    whole = words[1:-1]
    return whole if len(people) == 1 and words[:1] == "{" and not re.search(r"[,;{}]", whole) else words


def _variable(entry: Entry, variable: str, text: str) -> Any:
    """The value of a variable; a name that our exports did not divide is whole (``Family || Given`` otherwise)."""
    if entry.as_written and variable in NAME_VARIABLES and not re.search(r"\|\||^\{", text):
        return [decode_name(text) if "," not in text else {"literal": text}]
    return variable_in(variable, text) if entry.as_written else value_of(variable, text)


def _role(entry: Entry, name: str) -> str:
    """The variable of a field of names, which may say what kind of people it names."""
    tables = table("bibtex")["read"]
    if name == "namea":
        kind = entry.fields.get("nameatype", "")
        return kind if kind in tables["names"] else str(tables["names"][name])
    if name == "editor":
        return str(tables["editors"].get(entry.fields.get("editortype", "").strip().lower(), name))
    return str(tables["names"][name])


def _names(entry: Entry, raw: str) -> list[dict[str, Any]]:
    return names(raw, entry.options.get("useprefix") == "true", entry.as_written)


def _value(name: str, value: str) -> str:
    if name == "pages":
        return re.sub(r"\s*(?:--+|\u2013)\s*", "-", value)
    if name == "keywords" and ", " not in value and ";" not in value:
        return value.replace(",", "; ")
    return value


def _subtype(
    entry: Entry, text: Mapping[str, str], item: dict[str, Any], fields: dict[str, Any], custom: dict[str, Any]
) -> None:
    """What a subtype says: a type of CSL's, a periodical's, the kind of an unpublished document; another is kept."""
    subtype = text.get("entrysubtype", "").lower()
    if subtype in TYPES:
        item["type"] = subtype
    elif item["type"] == "article-journal" and subtype in ("magazine", "newspaper"):
        item["type"] = f"article-{subtype}"
    elif entry.kind in ("misc", "unpublished") and subtype in kinds() and not fields.get("kind"):
        item["type"] = kinds()[subtype]
        fields["kind"] = subtype
    elif subtype not in ("", "archival", "magazine", "newspaper"):  # these are chicago's own, which we write
        custom["entrysubtype"] = text["entrysubtype"]


def _keep_the_rest(entry: Entry, text: Mapping[str, str], said: Mapping[str, Any], custom: dict[str, Any]) -> None:
    """Fields that no variable holds, under their names in ``custom``: nothing is lost."""
    held = _letters_and_digits(said)
    for name in (n for n in text if n in _CONSUMED - DATES - ANNOTATIONS and text[n]):
        value = text[name]
        silent = name in ("key", "langid", "langidopts", "hyphenation", "origlanguage", "entrysubtype", "nameatype")
        preprint = name in _EPRINTS and text.get("eprint")  # an address alone does not say whose number it has
        if silent or word(value) != value or name in custom or (_is_held(value, held) and not preprint):
            continue
        pubmed = name.startswith("eprint") and said.get("PMID", "") == text.get("eprint")
        if entry.as_written and (name in _PRINTED or pubmed):
            continue
        custom[_EPRINTS.get(name, name)] = value
    if text.get("date") and text.get("year", "") not in text["date"] and not entry.as_written:
        custom["year"] = text["year"]  # biblatex takes the date
    stated = text.get("language", "")
    if stated and (text.get("langid") or text.get("hyphenation")):
        custom["language_of_text"] = stated


def _is_held(value: str, held: str) -> bool:
    """Whether a value is among what is held already, also as a list whose ``and`` has become a semicolon."""
    return _letters_and_digits(value) in held or _letters_and_digits(re.sub(r"\sand\s", " ", value)) in held


def _letters_and_digits(value: Any) -> str:
    """Letters and digits alone, of everything that a value holds."""
    if isinstance(value, Mapping):
        return " ".join(_letters_and_digits(v) for v in value.values())
    if isinstance(value, list):
        return " ".join(map(_letters_and_digits, value))
    return re.sub(r"(?:<[^<>]{0,80}>|[\W_])+", "", str(value)).casefold()
