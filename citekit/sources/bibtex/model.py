"""An entry of a .bib file as it stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ...common.tables import table


@dataclass(frozen=True)
class Entry:
    """An entry: its type and fields in lower case, values without their outer braces, still in LaTeX."""

    kind: str
    key: str
    fields: dict[str, str]

    @cached_property
    def as_written(self) -> bool:
        """Whether the title says that nothing is to be changed: it stands in three pairs of braces, as citekit writes
        it, or wholly in biblatex-chicago's quotation marks; where there is none, the location in an archive stands in
        a field of citekit's.
        """
        title = self.fields.get("title", "")
        if not title and {"howpublished", "library"} & self.fields.keys():
            return "archive_location" in self.fields or r"archive\_location: " in self.fields.get("annotation", "")
        return re.match(r"\{\{|\\mkbibquote\{", title) is not None and title.endswith("}")

    @cached_property
    def biblatex(self) -> bool:
        """Whether the entry is one of biblatex's by its fields, whose lists are divided at ``and``."""
        data = table("bibtex")["read"]
        if self.fields.keys() & set(data["biblatex_only"].split()) - {"institution"}:
            return True
        return not self.fields.keys() & set(data["bibtex_only"].split())

    @cached_property
    def options(self) -> dict[str, str]:
        """The entry's options (biblatex manual, 3.1.3); one without a value is true."""
        parts = (part.partition("=") for part in self.fields.get("options", "").split(","))
        return {name.strip(): value.strip() or "true" for name, _, value in parts if name.strip()}

    @property
    def language(self) -> str:
        """The tag of the language that biblatex sets the entry in; the name itself where it is not known."""
        stated = (self.fields.get("langid") or self.fields.get("hyphenation", "")).strip().lower()
        if stated == "english" and "variant=british" in self.fields.get("langidopts", "").replace(" ", ""):
            stated = "british"
        languages: dict[str, str] = table("bibtex")["read"]["languages"]
        return languages.get(stated, stated)
