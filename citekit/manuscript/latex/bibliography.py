"""The lists that stand for ``\\printbibliography``: their entries and headings (biblatex manual, 3.8.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...document.model import Document
from ...exporters import ExportOptions, export_documents
from ..settings import Settings
from ..weaver import Weaver

_LIST = r"\begin{list}{}{\setlength{\leftmargin}{2em}\setlength{\itemindent}{-2em}}"
_OPTION = re.compile(r"(?P<name>[A-Za-z]+)\s*=\s*(?:\{(?P<braced>[^{}]*)\}|(?P<value>[^,{}]*))")
_CHAPTERS = re.compile(r"\\documentclass(?:\[[^\]]*\])?\{(?:book|report|scrbook|scrreprt|memoir)\}")
_CHOOSING = ("type", "nottype", "keyword", "notkeyword")
_NOT_UNDERSTOOD = frozenset(
    ("subtype", "notsubtype", "filter", "check", "category", "notcategory", "section", "segment")
)


@dataclass
class Bibliography:
    """The options of one ``\\\\printbibliography``; ``unread`` are those that choose entries and are not understood."""

    options: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Bibliography:
        """The options as they are written between the brackets."""
        found = _OPTION.finditer(text)
        return cls(
            [(one["name"], (one["braced"] if one["braced"] is not None else one["value"]).strip()) for one in found]
        )

    @property
    def unread(self) -> list[str]:
        return [name for name, _ in self.options if name in _NOT_UNDERSTOOD]

    def option(self, name: str) -> str | None:
        """The value of an option, or None."""
        return next((value for found, value in reversed(self.options) if found == name), None)

    def takes(self, doc: Document) -> bool:
        """Whether a document is in the list."""
        for name, value in self.options:
            if name in _CHOOSING:
                known = _keywords(doc) if name.endswith("keyword") else {_entry_type(doc)}
                if (value.casefold() in known) == name.startswith("not"):
                    return False
        return True

    def heading(self, settings: Settings, draft: str, notes: bool) -> str:
        """The heading that biblatex would print, with its line end."""
        kind = self.option("heading") or "bibliography"
        if kind == "none":
            return ""
        chapters, below = _CHAPTERS.search(draft), kind.startswith("sub")
        command = ("section" if below else "chapter") if chapters else "subsection" if below else "section"
        default = settings.heading or ("Bibliography" if chapters or notes else "References")
        title = self.option("title")
        return f"\\{command}*{{{default if title is None else title}}}\n"

    def entries(self, weaver: Weaver) -> Iterator[str]:
        """The entries of the documents that it takes."""
        for key, entry in weaver.entries():
            doc = weaver.library.find(key)
            if doc is None or self.takes(doc):
                yield entry


def latex_list(entries: list[str], heading: str) -> str:
    """Entries as a list of LaTeX's own, below a heading; nothing for none."""
    items = "".join(f"\\item {entry}\n" for entry in entries)
    return f"{heading}{_LIST}\n{items}\\end{{list}}" if items else ""


def _entry_type(doc: Document) -> str:
    """The type of the entry that the document is in a .bib for biblatex."""
    entry = "".join(export_documents([doc], "biblatex", ExportOptions()))
    found = re.search(r"^@(\w+)\{", entry, re.M)
    return found[1].casefold() if found is not None else ""


def _keywords(doc: Document) -> set[str]:
    """The keywords of a document."""
    return {one.strip().casefold() for one in re.split("[,;]", str(doc.to_csl().get("keyword") or ""))}
