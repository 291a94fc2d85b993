"""What weaving into a word processor's file takes and gives back, whatever the program; and how such a file is
written.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from ..common.errors import CitekitError, UsageError
from ..common.files import write_bytes
from ..common.files.kept import write_kept
from ..common.files.package import Package
from ..common.tables import table
from ..document.citing import capitalized
from ..document.given import DocumentLike
from ..document.model import Document
from ..engine.given import AUTHOR_ONLY, COMPOSITE, SUPPRESS_AUTHOR
from ..richtext.runs import span
from .citations import Citation
from .field_codes import citation_id, citation_json
from .job import Job
from .library import Library
from .outcome import Outcome
from .sections import repository_of, section_of
from .settings import DEFAULT_STYLE
from .weaver import Spot, Weaver, Woven

# endings of files -> module and function: (path, target, library, options) -> Outcome
SUFFIXES = {
    ".docx": ("docx.weave", "weave_docx"),
    ".docm": ("docx.weave", "weave_docx"),
    ".odt": ("odt.weave", "weave_odt"),
}


@dataclass(frozen=True)
class OfficeOptions:
    """``style`` empty: the one that the document's own fields name, else Chicago notes. ``heading`` stands over a new
    bibliography; ``bibliography`` False writes none; ``restart`` begins first citations anew in each chapter;
    ``nocite`` lists keys that are not cited and are in the bibliography; ``after_punctuation`` None: as the document
    has it, else as the language does; ``check`` writes nothing; ``titles`` and ``transliteration`` are the forms of
    foreign titles; ``usual`` are settings that a person has for all work, which count least.
    """

    style: str = ""
    locale: str | None = None
    zotero: bool = False
    check: bool = False
    restart: bool = False
    heading: str = ""
    bibliography: bool = True
    nocite: tuple[str, ...] = ()
    after_punctuation: bool | None = None
    titles: str = ""
    transliteration: str = "ala-lc"
    usual: Mapping[str, object] = field(default_factory=dict)

    @property
    def usual_style(self) -> str:
        """The style of a document that names none."""
        return str(self.usual.get("style") or DEFAULT_STYLE)


def weave_file(
    path: Path, out: Path | None, documents: Sequence[DocumentLike] = (), options: OfficeOptions | None = None
) -> Outcome:
    """Weave a .docx, .docm or .odt into ``out``; None, or the same path, is in place and keeps the former file as
    ``.bak``.

    ``documents`` win over those that ``citekit.toml`` beside the draft names, and ``options`` over what it says.
    Raises UsageError for another kind of file, ReadError for one that cannot be read, CitekitError for one that cannot
    be written.
    """
    named = SUFFIXES.get(path.suffix.lower())
    if named is None:
        raise UsageError(
            f"“{path.suffix or path.name}” is not a word processor's file", where=str(path), hint="save it as .docx"
        )
    options = options or OfficeOptions()
    usual = {name: value for name, value in options.usual.items() if name != "style"}  # that of its fields counts more
    job = Job(documents, options.style, options.locale or "", path.parent, str(path), usual=usual)
    settings = job.settings(())
    library = job.library(settings)
    chosen = replace(
        options,
        style=options.style or (settings.style_name if settings.style else ""),
        locale=settings.lang or None,
        restart=options.restart or settings.restart,
        heading=options.heading or settings.heading,
        bibliography=options.bibliography and not settings.suppress_bibliography,
        nocite=(*options.nocite, *settings.nocite),
        after_punctuation=settings.after_punctuation
        if options.after_punctuation is None
        else options.after_punctuation,
        titles=settings.titles,
        transliteration=settings.transliteration,
    )
    module, name = named
    weaver: Callable[..., Outcome] = getattr(import_module(f"{__package__}.{module}"), name)
    outcome = weaver(path, out, library, chosen)
    outcome.problems[:0] = job.outcome.problems
    return outcome


def weave_package(path: Path, out: Path | None, options: OfficeOptions, weave: Callable[[Package], Outcome]) -> Outcome:
    """Weave a file with ``weave``, which changes its package, into ``out``; None, or the same path, is in place and
    keeps the former file as ``.bak``. Raises CitekitError for a file that cannot be read or written.
    """
    package = Package.open(path)
    outcome = weave(package)
    if options.check:
        return outcome
    target = out if out is not None else path
    in_place = target.exists() and target.resolve() == path.resolve()
    kept = write_document(target, package.data(), former=package.original if in_place else None)
    if kept is not None:
        outcome.remarks.append(f"{target}: rewritten; its former content is in {kept.name}")
    return outcome


def listing(weaver: Weaver, which: str, where: str) -> list[str]:
    """The entries of a bibliography, or of one of several (``archives``, ``literature``, ``archives by
    repository``): then the name of each repository, in bold, stands before its entries.
    """
    section = section_of(which, where)
    if not section.by_repository:
        return weaver.bibliography(section.parts)
    found: list[str] = []
    for name in sorted({repository_of(doc) for doc in weaver.listed()}, key=str.casefold):
        entries = weaver.bibliography([f"repository:{name}"]) if name else []
        start, end = span("font-weight", "bold")
        found += [weaver.processor.writer.write([start, name, end]), *entries] if entries else []
    return found


def weaver_of(options: OfficeOptions, style: str, library: Library, output: str) -> Weaver:
    """The weaver of a document in this style."""
    made = SplitWeaver if options.zotero else Weaver
    return made(
        style,
        library,
        output=output,
        locale=options.locale,
        restart=options.restart,
        titles=options.titles,
        transliteration=options.transliteration,
    )


class SplitWeaver(Weaver):
    """A weaver that gives the author of ``@key`` apart from the rest under every style: a live field holds only the
    rest.
    """

    def field_code(self, number: int, citation: Citation, shown: tuple[str, str], note: int, *, begins: bool) -> str:
        """The code of Zotero's field for a citation, the ``number``-th of its document.

        ``shown`` is its text, rich and plain; ``begins`` says that it begins a note.
        """
        documents: list[tuple[Document, dict[str, Any]]] = []
        for cite in citation.cites:
            doc = self.library.find(cite.key)
            assert doc is not None
            documents.append((doc, self._cite(cite)))
        first = documents[0][1]
        if begins and "prefix" in first:
            first["prefix"] = capitalized(first["prefix"])
        name = citation_id(number, [doc.key for doc, _ in documents])
        return "ZOTERO_ITEM CSL_CITATION " + citation_json(name, documents, shown, note)

    def _prepare(self, n: int, spot: Spot, note: int, clusters: list[Any]) -> Woven:
        made = super()._prepare(n, spot, note, clusters)
        if clusters and clusters[-1][2] == str(n) and clusters[-1][3] == COMPOSITE:
            cites = clusters.pop()[0]
            clusters.append((cites[:1], 0, f"{n}a", AUTHOR_ONLY))
            first = {**cites[0], "suppress-author": True}
            clusters.append(([first, *cites[1:]], note, str(n), SUPPRESS_AUTHOR))
        return made


def without_author(citation: Citation) -> Citation:
    """The citation of ``@key`` without the name that stands in the sentence."""
    first = replace(citation.cites[0], in_text=False, suppress_author=True)
    return Citation((first, *citation.cites[1:]))


def after_punctuation(options: OfficeOptions, habit: bool | None, language: str) -> bool:
    """Whether new notes stand after punctuation: as a person asks, as the document's own do, or as its language
    does.
    """
    if options.after_punctuation is not None:
        return options.after_punctuation
    if habit is not None:
        return habit
    return language.split("-")[0] not in table("manuscripts")["punctuation"]["note_first"]


def check_target(target: Path) -> None:
    """Raise CitekitError where a file cannot be written: it is open in Word or LibreOffice, read-only, or a folder."""
    lock = _open_elsewhere(target)
    if lock is not None:
        raise CitekitError(
            "the file is open in another program",
            where=str(target),
            hint=f"close it there; if it is not open, delete {lock}",
        )
    if target.is_dir():
        raise CitekitError("this is a folder", where=str(target), hint="name a file")
    if target.exists() and not (target.stat().st_mode & stat.S_IWUSR and os.access(target, os.W_OK)):
        raise CitekitError("the file is read-only", where=str(target), hint="write to another one with -o")


def _open_elsewhere(target: Path) -> Path | None:
    """The lock file that Word or LibreOffice puts beside a file that it has open."""
    name = target.name
    word = ["~$" + name[cut:] for cut in range(3)]  # how much of the name Word leaves out depends on its length
    for lock in (*word, f".~lock.{name}#"):
        path = target.with_name(lock)
        if path.exists():
            return path
    return None


def write_document(target: Path, data: bytes, former: bytes | None) -> Path | None:
    """Write a file atomically; ``former`` is the content that it replaces in place, kept beside it as ``.bak``.
    Returns where another file that a person had made there is kept.
    """
    check_target(target)
    if former is None:
        return write_kept(target, [data])
    if former != data:
        write_bytes(target.with_name(target.name + ".bak"), former)
        write_bytes(target, data)
    return None
