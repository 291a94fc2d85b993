"""The exporters. A new format is one file and one line in ``_BUILT_IN``.

Other packages add exporters by entry points of the group ``citekit.exporters``, each an ``Exporter``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from ..common.errors import CitekitError, UsageError, as_text, did_you_mean, printable
from ..common.tables import plugins, table
from ..document.extra import extra_of
from ..document.model import Document
from .options import ExportOptions


@dataclass(frozen=True)
class Parts:
    """How a file of a format is joined from parts that were written by themselves: it begins with ``opening``, has
    ``between`` between two documents and ends with ``closing``.

    ``headed`` says that the opening depends on the options: then the module has ``heading(options) -> str``.
    """

    opening: str = ""
    between: str = ""
    closing: str = ""
    headed: bool = False


@dataclass(frozen=True)
class Exporter:
    """A format that citekit writes: its name, the file names it is known by, and how.

    ``module`` has ``write(docs, dialect, options) -> Iterator[str]``, which writes ``dialect`` piece by piece, with all
    that stands before, between and behind the documents.  ``parts`` says what that is, so that several processes can
    write parts of a file; without it, all documents of an export are written in one go.  ``own_keys`` says that the
    format takes some keys alone: then the module has ``usable_keys(keys, options) -> list[str]``.  ``whole`` says that
    an item goes out as it is, with all that its variables hold.
    """

    name: str
    module: str
    dialect: str
    suffix: str = ""
    parts: Parts | None = None
    whole: bool = False
    own_keys: bool = False

    def opening(self, options: ExportOptions) -> str:
        """What a file of the format begins with, where it can be written in parts."""
        if self.parts is None:
            return ""
        return str(import_module(self.module).heading(options)) if self.parts.headed else self.parts.opening

    def part(self, docs: Iterable[Document], options: ExportOptions) -> str:
        """The documents of a part, without what a file begins and ends with.

        Raises CitekitError where the exporter does not write what its ``parts`` say.
        """
        text = printable("".join(self.write(docs, options)))
        opening, closing = self.opening(options), self.parts.closing if self.parts is not None else ""
        if text and not (text.startswith(opening) and text.endswith(closing) and len(text) >= len(opening + closing)):
            raise self._wrong_parts()
        return text[len(opening) : len(text) - len(closing)]

    def refuse_wrong_parts(self, options: ExportOptions) -> None:
        """Raises CitekitError where parts written by themselves and joined are not what is written at once."""
        if self.parts is None or self.module.startswith("citekit."):  # its own are tested
            return
        docs = [Document(title=title, key=title.lower()) for title in ("One", "Two")]
        middle = self.parts.between.join(self.part([doc], options) for doc in docs)
        whole = printable("".join(self.write(docs, options)))
        if self.opening(options) + middle + self.parts.closing != whole:
            raise self._wrong_parts()

    def _wrong_parts(self) -> CitekitError:
        return CitekitError(
            f"the exporter “{self.name}” does not write what its `parts` say: opening, between and closing",
            where=self.module,
            hint="correct them, or leave `parts` out: then the documents are written in one go",
        )

    def usable_keys(self, keys: list[str], options: ExportOptions) -> list[str]:
        """The keys of all documents of a file as the format takes them."""
        return list(import_module(self.module).usable_keys(keys, options)) if self.own_keys else keys

    def write(self, docs: Iterable[Document], options: ExportOptions) -> Iterator[str]:
        """The documents, piece by piece."""
        checked = docs if self.whole else (_report_worded_dates(doc, options) for doc in docs)
        pieces: Iterator[str] = import_module(self.module).write(checked, self.dialect, options)
        return pieces


def _report_worded_dates(doc: Document, options: ExportOptions) -> Document:
    """The document; where a date is stated in words and in numbers, the loss of the words is reported."""
    for variable, date in extra_of(doc).items():
        if type(date) is dict and "date-parts" in date and (words := date.get("literal") or date.get("raw")):
            options.say(f"“{variable}” has a date in numbers and in words: of “{words}” only the numbers are written")
    return doc


_BIBTEX = "citekit.exporters.bibtex.entries"
_BUILT_IN = (
    Exporter("bibtex", _BIBTEX, "bibtex", ".bib", Parts(between="\n"), own_keys=True),
    Exporter("biblatex", _BIBTEX, "biblatex", ".bib", Parts(between="\n"), own_keys=True),
    Exporter("biblatex-chicago", _BIBTEX, "biblatex-chicago", ".bib", Parts(between="\n"), own_keys=True),
    Exporter("ris", "citekit.exporters.ris", "ris", ".ris", Parts()),
    Exporter("endnote", "citekit.exporters.endnote", "endnote", ".ris", Parts()),
    Exporter("csl-json", "citekit.exporters.csl", "json", ".json", Parts("[\n", ",\n", "\n]\n"), whole=True),
    Exporter("csl-jsonl", "citekit.exporters.csl", "jsonl", ".jsonl", Parts(), whole=True),
    Exporter("hayagriva", "citekit.exporters.hayagriva", "hayagriva", ".yaml", Parts()),
    Exporter(
        "csl-yaml", "citekit.exporters.csl", "yaml", ".yaml", Parts("---\nreferences:\n", "", "...\n"), whole=True
    ),
    Exporter(
        "mods",
        "citekit.exporters.mods",
        "mods",
        ".xml",
        Parts(closing="</modsCollection>\n", headed=True),
        whole=True,
    ),
    Exporter("word", "citekit.exporters.word", "word", ".xml", Parts(closing="</b:Sources>\n", headed=True)),
    Exporter("csv", "citekit.exporters.csv_table", "csv", ".csv", Parts(headed=True)),
)


@cache
def exporters() -> dict[str, Exporter]:
    """The exporters by name: citekit's own, then those of other packages."""
    return {exporter.name: exporter for exporter in (*_BUILT_IN, *plugins("citekit.exporters", Exporter))}


def refuse_unknown_format(to: str) -> None:
    """Raises UsageError for what is no export format, with what was probably meant."""
    if as_text(to, "an export format") in exporters():
        return
    meant = table("exports")["called"].get(to.casefold())
    every = "choose one of " + ", ".join(exporters())
    hint = f"did you mean “{meant}”?" if meant else did_you_mean(to, exporters(), every)
    raise UsageError(f"there is no export format “{to}”", hint=hint)


def export_documents(docs: Iterable[Document], to: str, options: ExportOptions | None = None) -> Iterator[str]:
    """Documents in the format ``to``, piece by piece.

    What was changed or cannot be held is in ``options.notes`` afterwards.  Raises UsageError for an unknown format,
    MissingExtraError for a missing package.
    """
    refuse_unknown_format(to)
    return map(printable, exporters()[to].write(docs, options or ExportOptions()))
