"""References in the metadata of a document of pandoc's as CSL-JSON items.

Pandoc's YAML is freer than CSL-JSON: names may be texts, dates maps of ``year``, ``month`` and ``day``, addresses in
small letters (pandoc's User's Guide, "Specifying bibliographic data").
"""

from __future__ import annotations

import re
from typing import Any

from ...csl.variables import DATE_VARIABLES, NAME_VARIABLES
from ...document.items import in_schema_form, number_of
from ...richtext.markup import QuoteStyle
from .tree import QUOTED, Held, Node, meta_text, meta_value

UNTYPED = "citekit-untyped"  # an item without a type is none of the types that a style knows
_IN_BOOKS = frozenset(("chapter", "paper-conference", "entry", "entry-encyclopedia", "entry-dictionary"))
_PROTECTED = re.compile(r'(<span class="nocase">.*?</span>)')
_TITLES = ("title", "title-short", "volume-title", "collection-title", "container-title")
_BEGINS = re.compile("[.?!:]\\s+[\"'\u2018\u201c(]?$")  # before a word that begins a sentence or a subtitle
_WORD = re.compile(r"[^\W\d_][\w'\u2019]*")
_PARTS = ("family", "given", "literal")
_RENAMED = {name.lower(): name for name in ("URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID")}
_PLAIN = frozenset(
    (
        "id",
        "type",
        "language",
        "citation-key",
        "note",
        "other-ids",
        *_RENAMED.values(),
        *NAME_VARIABLES,
        *DATE_VARIABLES,
    )
)


def items_of(references: Node, held: Held) -> list[dict[str, Any]]:
    """The items of a list of references; what is no item is left out."""
    if references.get("t") != "MetaList":
        return []
    out = []
    for node in references["c"]:
        if node.get("t") == "MetaMap":
            item = {_RENAMED.get(key, key): value for key, value in node["c"].items()}
            made = {k: _value(k, meta_text(v) if k in _PLAIN else meta_value(v, held)) for k, v in item.items()}
            if made.get("id"):
                out.append(in_schema_form({**made, "type": made.get("type") or UNTYPED}))
    return out


def remarks_on(references: Node) -> list[str]:
    """What is wrong with references: YAML takes a word for true or false (``family: Y``, ``title: On``), or a name has
    none of the parts that names have.
    """
    listed = meta_text(references) if references.get("t") == "MetaList" else []
    found = []
    for item in filter(lambda one: isinstance(one, dict), listed):
        key = str(item.get("id", "?"))
        people = [one for name in NAME_VARIABLES & item.keys() for one in _listed(item[name]) if isinstance(one, dict)]
        unquoted = [f"the {name}" for name, value in item.items() if isinstance(value, bool)]
        if any(isinstance(one.get(part), bool) for one in people for part in _PARTS):
            unquoted.append("part of a name")
        found += [f"{key}: {what} is true or false in YAML; put it in quotation marks" for what in unquoted]
        if not all(map(_is_name, people)):
            found.append(f"{key}: a name without family, given or literal is left out")
    return found


def _is_name(person: dict[str, Any]) -> bool:
    return any(person.get(part) not in (None, "", []) for part in _PARTS)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def as_pandoc_reads(item: dict[str, Any], source: str, english: bool) -> dict[str, Any]:
    """The item of a BibTeX file as pandoc reads it.

    English titles are in sentence case, as CSL wants them; particles of names that BibTeX writes before the family name
    belong to the name only where ``useprefix`` says so, which is off as a rule (biblatex manual, 3.1.3).
    """
    if ".bib" not in source.lower():
        return item
    item = {**item, **{name: [_person(one) for one in item[name]] for name in NAME_VARIABLES if _people(item, name)}}
    if item.get("genre") == "PhD diss.":
        item["genre"] = "PhD thesis"  # of @phdthesis, in pandoc's words
    if item.get("type") == "document":  # of @misc
        item["type"] = UNTYPED
    item = _in_sentence_case(item, english)
    if isinstance(title := item.get("title"), str) and ": " in title and "title-short" not in item:
        item["title-short"] = title.partition(": ")[0]  # without the subtitle
    return {**item, **{name: _bare(item[name]) for name in _TITLES if isinstance(item.get(name), str)}}


_QUOTED = re.compile("\u201c([^\u201c\u201d]*)\u201d|\u2018([^\u2018]*?)\u2019(?!\\w)")


def in_marks_of(item: dict[str, Any], quotes: QuoteStyle) -> dict[str, Any]:
    """An item whose texts have the quotation marks of a language, in the place of English ones."""
    inner = quotes.inner
    outer = quotes.outer if all(len(mark) == 1 for mark in quotes.outer) else inner

    def marked(match: re.Match[str]) -> str:
        before, after = outer if match[1] is not None else inner
        return f"{before}{match[1] if match[1] is not None else match[2]}{after}"

    texts = {name: value for name, value in item.items() if isinstance(value, str) and name not in _PLAIN}
    return {**item, **{name: _QUOTED.sub(marked, value) for name, value in texts.items()}}


def with_quotations(item: dict[str, Any], outer: tuple[str, str]) -> dict[str, Any]:
    """An item of the metadata whose quotations have a language's outer marks, by which a style knows them."""
    if any(len(mark) > 1 for mark in outer):  # with a space, as in French
        outer = ('"', '"')
    marks = dict(zip(map(ord, QUOTED), outer))
    return {name: value.translate(marks) if isinstance(value, str) else value for name, value in item.items()}


def _people(item: dict[str, Any], name: str) -> bool:
    return isinstance(item.get(name), list) and all(isinstance(one, dict) for one in item[name])


def _person(name: dict[str, Any]) -> dict[str, Any]:
    """A name as pandoc has it: a particle that is a word drops, one that clings to the name is part of it."""
    particle = str(name.get("non-dropping-particle") or "")
    if not particle:
        return name
    made = {key: value for key, value in name.items() if key != "non-dropping-particle"}
    if particle[-1] in "'\u2019-":
        return {**made, "family": f"{particle}{made.get('family', '')}", "parse-names": False}
    return {**made, "dropping-particle": name["non-dropping-particle"]}


def _bare(title: str) -> str:
    """A title without the marks of words whose capitals tell that they keep them."""
    return _PROTECTED.sub(lambda m: m[0][m[0].index(">") + 1 : -7] if _keeps(m[0]) else m[0], title)


def _keeps(protected: str) -> bool:
    inner = protected.partition(">")[2].rpartition("<")[0]
    return inner != inner.lower() and "<" not in inner


def _in_sentence_case(item: dict[str, Any], english: bool) -> dict[str, Any]:
    """Words in braces keep their capitals, as have words that have any after their first letter."""
    language = str(item.get("language") or "")
    if not (language.lower().startswith("en") if language else english):
        return item
    names = ["title", "title-short", "volume-title", "collection-title"]
    names += ["container-title"] if item.get("type") in _IN_BOOKS else []
    return {**item, **{name: _lowered(item[name]) for name in names if isinstance(item.get(name), str)}}


def _lowered(title: str) -> str:
    out, first = [], True
    for piece in _PROTECTED.split(title):
        if piece.startswith("<"):
            out.append(piece)
            first = first and not _WORD.search(piece.partition(">")[2])
            continue
        start = _WORD.search(piece) if first else None
        keep = start.end() if start is not None else 0
        first = first and start is None
        out.append(piece[:keep] + _WORD.sub(_lowered_word, piece[keep:]))
    return "".join(out)


def _lowered_word(match: re.Match[str]) -> str:
    """A word in small letters, but for one that has capitals in it, or that a colon or a stop stands before."""
    word = match[0]
    if not word[1:].islower() or _BEGINS.search(match.string, 0, match.start()):
        return word
    return word.lower()


def _value(name: str, value: Any) -> Any:
    if name in NAME_VARIABLES:
        return [_name(one) for one in _listed(value) if not isinstance(one, dict) or _is_name(one)]
    if isinstance(value, bool):
        return str(value).lower()
    if name == "keyword" and isinstance(value, list):
        return ", ".join(map(str, value))
    if name in DATE_VARIABLES and isinstance(value, dict) and "date-parts" in value:
        return {**value, "date-parts": [[number_of(part) for part in date] for date in value["date-parts"]]}
    return value


def _name(value: Any) -> Any:
    """A name: a text is a literal one. What YAML reads as true or false (``Y``, ``No``) is none of a name."""
    if not isinstance(value, dict):
        return {"literal": str(value)}
    parts = {k: " ".join(map(str, v)) if isinstance(v, list) else v for k, v in value.items()}
    flags = ("comma-suffix", "static-ordering", "isInstitution", "parse-names")
    return {k: v for k, v in parts.items() if not isinstance(v, bool) or k in flags}
