"""``citekit cite``: a footnote (or in-text citation) for each document, or the citations of ``[see @key, l. 44]``."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from ..common.errors import CitationWarning, TitleWarning, UsageError
from .console import Run, json_line
from .options import CitingOptions, Jobs, Json, Library, LinkOptions, SomeSources, Text, with_options
from .printing import CitationOutput, SilentRun

if TYPE_CHECKING:
    from ..document.model import Document
    from ..manuscript.citations import Citation
    from ..manuscript.weaver import Weaver

Cited = tuple[str, str, str]  # file (or what was typed), citation key, citation


@with_options
def cite(
    citing: CitingOptions,
    links: LinkOptions,
    files: SomeSources = None,
    text: Text = "",
    library: Library = None,
    locator: Annotated[
        Optional[list[str]],
        typer.Option("--locator", "-l", metavar="PLACE", help="A page or leaf: 44, 'p. 44', 'll. 44-45'."),
    ] = None,
    as_json: Json = False,
    jobs: Jobs = 0,
) -> None:
    """Print a footnote or in-text citation of each document.

    A document that comes again is cited in short.
    """
    run = Run(jobs=jobs)
    cited = _what_is_cited(run, files or [], text, library or [], locator, links)
    if as_json:
        with run.output(citing.out) as write:
            for source, key, note in cited(citing, run):
                write(json_line({"source": source, "id": key, "citation": note}))
    else:
        printed = CitationOutput(run, citing)
        printed.write((note for _, _, note in cited(citing, run)), "\n")
        printed.copy(lambda output: [note for _, _, note in cited(replace(citing, output=output), SilentRun())])
    run.exit()


def _what_is_cited(
    run: Run, named: list[str], text: str, library: list[str], locator: list[str] | None, links: LinkOptions
) -> Callable[[CitingOptions, Run], Iterator[Cited]]:
    """A function that returns the citations in a style, of citations in brackets or of documents. Raises UsageError."""
    if not named and not text:
        raise UsageError("there is nothing to cite", hint="name files, or write a note after --text")
    citations = [name for name in named if is_citation(name)]
    if not citations:
        place = _single_locator(locator)
        docs = list(run.with_links_checked(run.documents(named, text), links))
        return lambda citing, run: of_documents(run, docs, citing, place)
    if text:
        raise UsageError("--text and citations cannot be combined", hint="leave out --text")
    library_files = [*library, *(name for name in named if name not in citations)]
    if not library_files:
        hint = "name them with --library FILE or FOLDER"
        raise UsageError("citations need the files that define their keys", hint=hint)
    known = list(run.with_links_checked(run.documents(library_files), links))
    return lambda citing, run: of_citations(run, citations, known, citing)


def of_documents(run: Run, docs: list[Document], citing: CitingOptions, locator: str) -> Iterator[Cited]:
    """(source, key, citation) of each document, as it stands when all are cited (1926a, 1926b)."""
    from ..document.citing import left_out_remark
    from ..document.locator_check import locator_problem
    from ..notes import Notes

    notes = Notes(**citing.appearance, links=citing.links(docs))
    cited: list[tuple[str, str]] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CitationWarning)  # said already, with the file's name
        warnings.simplefilter("default", TitleWarning)
        for doc in docs:
            if problem := locator_problem(doc, locator, notes.lang):
                run.say(f"citekit: {doc.source or doc.title}: note: {problem}")
            note = run.guarded(lambda doc=doc: notes.cite(doc, locator=locator), doc)  # type: ignore[misc]
            if note is not None:
                cited.append((doc.source, notes.add(doc)))
                full = note if notes.processor.style.note else ""  # a citation in the text leaves the rest to the list
                if remark := left_out_remark(doc, full):
                    run.say(f"citekit: {remark}")
    for (source, key), text in zip(cited, notes.citations()):
        yield source, key, text


def of_citations(run: Run, citations: list[str], library: list[Document], citing: CitingOptions) -> Iterator[Cited]:
    """(what was typed, keys, citation) of citations as pandoc writes them, of the documents of a library."""
    from ..manuscript.library import Library as Documents
    from ..manuscript.weaver import Spot, Weaver

    documents = Documents(library)
    weaver = Weaver(library=documents, **citing.appearance)
    parsed = [parsed_citation(text, weaver) for text in citations]
    woven = weaver.weave([Spot(citation, where=text) for text, citation in zip(citations, parsed)])
    for unknown in weaver.unknown:
        run.fail(str(unknown))
    for remark in weaver.remarks:
        run.say(f"citekit: {remark}")
    for text, one in zip(citations, woven):
        if one.text:
            yield text, " ".join(one.keys), one.text


def parsed_citation(text: str, weaver: Weaver) -> Citation:
    """A citation with or without its brackets; ``@key [44]``, as in a sentence, is one as well. Raises UsageError."""
    from ..manuscript.citations import Citation, parse_bracket
    from ..manuscript.markers import read_source
    from ..manuscript.slips import plain_brackets

    typed = plain_brackets(text.strip())
    citation = read_source(typed, weaver.words) if typed.startswith(("[", "@", "-@")) else None
    if citation is None and not (typed.startswith("[") or "[" in typed):
        citation = parse_bracket(typed, weaver.words, lenient=True)
    if citation is None:
        raise UsageError("this is not a citation", where=text, hint="write it like '[see @key, l. 44; @other, 3]'")
    first, *others = citation.cites
    return Citation((replace(first, in_text=False), *others))


def is_citation(text: str) -> bool:
    """Whether an argument is a citation rather than a file: a key in brackets, or a key alone."""
    stripped = text.strip()
    return stripped.startswith(("[", "@", "-@", "\uff3b")) and not os.path.exists(text)


def _single_locator(locators: list[str] | None) -> str:
    if locators and len(locators) > 1:
        hint = "to give each its own: citekit cite '[@key, 44; @other, 3]' --library FILE..."
        raise UsageError("--locator may be given only once: it applies to all documents", hint=hint)
    return locators[0] if locators else ""
