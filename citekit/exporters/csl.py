"""CSL-JSON and CSL-YAML: everything citekit knows of a document, ``custom`` included.

Zotero drops variables that its item types do not have, and ``custom``: in CSL-JSON they stand in ``note`` as well, as
the lines that its field Extra has.  What was put in the place of a document's own values is remembered in
``custom.citekit.exported``, so that citekit reads the same document back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..common.errors import MissingExtraError, printable, printable_data, to_install
from ..common.tables import table
from ..csl.exported import mark_exported
from ..csl.json_text import indented
from ..csl.markdown_text import item_to_markdown
from ..csl.ris_tags import keywords
from ..csl.variables import DATE_VARIABLES, NAME_VARIABLES
from ..csl.wording import one_line
from ..document.correspondence import type_in_managers
from ..document.item import to_csl
from ..document.model import Document
from .options import ExportOptions
from .zotero import Line, name_lines, zotero_item

_SEASONS = ("spring", "summer", "autumn", "winter")


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """A list of items (``json``), an item a line (``jsonl``), or pandoc's metadata block with ``references``
    (``yaml``), whose texts are Markdown.
    """
    if dialect == "yaml":
        yield from _yaml(docs, options)
    elif dialect == "jsonl":
        for doc in docs:
            yield json.dumps(printable_data(exported(doc)), ensure_ascii=options.ascii) + "\n"
    else:
        yield "["
        separator = "\n"
        for doc in docs:
            body = indented(exported(doc), options.ascii, "\n  ")
            if "\\u" in body or body != printable(body):
                body = indented(printable_data(exported(doc)), options.ascii, "\n  ")
            yield separator + "  " + body
            separator = ",\n"
        yield "\n]\n" if separator != "\n" else "]\n"


def _yaml(docs: Iterable[Document], options: ExportOptions) -> Iterator[str]:
    try:
        import yaml
    except ImportError:
        raise MissingExtraError("CSL-YAML needs PyYAML", hint=f"install it with: {to_install('PyYAML')}") from None
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    yield "---\nreferences:\n"
    for doc in docs:
        yield yaml.dump(
            [item_to_markdown(printable_data(to_csl(doc)))],
            Dumper=dumper,
            allow_unicode=not options.ascii,
            sort_keys=False,
            width=10**6,
        )
    yield "...\n"


def exported(doc: Document) -> dict[str, Any]:
    """The CSL-JSON item of a document as Zotero imports it whole."""
    own = to_csl(doc)
    known = type_in_managers(doc) in table("zotero")["read_types"]["csl"].split()
    made = zotero_item(doc, "" if known else "document", own)
    item = dict(made.item)
    kind = [] if known else [("type", str(item["type"]))]
    found = dict.fromkeys((*kind, *made.extra, *_roles(item), *made.labels))
    lines = [f"{one_line(label)}: {one_line(value)}" for label, value in found]
    if item.get("keyword"):
        lines.append("keyword: " + "; ".join(keywords(item["keyword"])))
    if lines:
        item["note"] = "\n".join([*lines, *([str(own["note"])] if own.get("note") else [])])
    item.setdefault("citation-key", item["id"])
    for variable in DATE_VARIABLES & item.keys():
        item[variable] = _season_in_words(item[variable])
    return mark_exported(own, item)


def _roles(item: dict[str, Any]) -> Iterator[Line]:
    """Lines for the people whom Zotero's importer does not take from a variable; they go out in one place alone, so
    that no program has them twice.
    """
    taken = table("zotero")["read_names"]["csl"].split()
    for role in [name for name in item if name in NAME_VARIABLES and name not in taken]:
        yield from name_lines(role, item.pop(role))


def _season_in_words(date: Any) -> Any:
    """A date whose season is a word: Zotero takes a number for a part of the date's text."""
    season = date.get("season") if isinstance(date, dict) else None
    if str(season) in ("1", "2", "3", "4"):
        return {**date, "season": _SEASONS[int(str(season)) - 1]}
    return date
