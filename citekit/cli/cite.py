"""``citekit cite``: a footnote (or in-text citation) for each document, or the citations of ``[see @key, l. 44]``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from ..common.errors import UsageError
from .console import Run, json_line
from .options import CitingOptions, Jobs, Json, Library, LinkOptions, SomeSources, Text, with_options
from .printing import Printed, Silent

if TYPE_CHECKING:
    from ..document.model import Document
    from ..manuscript.citations import Citation


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
    """Print a footnote (or in-text citation) for each document; a document that comes again is cited in short."""
    run = Run(jobs=jobs)
    named = files or []
    brackets = [name for name in named if is_citation(name)]
    if not named and not text:
        raise UsageError("there is nothing to cite", hint="name files, or write a note behind --text")
    if brackets and text:
        raise UsageError("a typed note and citations are cited in two runs", hint="leave out --text")
    if brackets:
        holding = [*(library or []), *(name for name in named if name not in brackets)]
        if not holding:
            raise UsageError("citations need the files of their keys", hint="name them with --library FILE or FOLDER")
        known = list(run.checked(run.documents(holding), links))

        def cited(citing: CitingOptions, run: Run = run) -> Iterator[tuple[str, str, str]]:
            return of_citations(run, brackets, known, citing)

    else:
        docs, place = list(run.checked(run.documents(named, text), links)), _one(locator)

        def cited(citing: CitingOptions, run: Run = run) -> Iterator[tuple[str, str, str]]:
            return of_documents(run, docs, citing, place)

    if as_json:
        with run.output(citing.out) as write:
            for source, key, note in cited(citing):
                write(json_line({"source": source, "id": key, "citation": note}))
    else:
        printed = Printed(run, citing)
        printed.write((note for _, _, note in cited(citing)), "\n")
        printed.copy(lambda output: [note for _, _, note in cited(replace(citing, output=output), Silent())])
    run.exit()


def of_documents(run: Run, docs: list[Document], citing: CitingOptions, locator: str) -> Iterator[tuple[str, str, str]]:
    """(source, key, citation) of each document, as it stands when all are cited (1926a, 1926b)."""
    from ..document.citing import left_out_remark
    from ..document.locator_check import locator_problem
    from ..notes import Notes

    notes = Notes(**citing.looks, links=citing.links(docs))
    cited: list[tuple[str, str]] = []
    for doc in docs:
        if problem := locator_problem(doc, locator, notes.lang):
            run.say(f"citekit: {doc.source or doc.title}: note: {problem}")
        note = run.guarded(lambda doc=doc: notes.cite(doc, locator=locator), doc)  # type: ignore[misc]
        if note is not None:
            cited.append((doc.source, notes.add(doc)))
            if remark := left_out_remark(doc, note):
                run.say(f"citekit: {remark}")
    for (source, key), text in zip(cited, notes.citations()):
        yield source, key, text


def of_citations(
    run: Run, brackets: list[str], library: list[Document], citing: CitingOptions
) -> Iterator[tuple[str, str, str]]:
    """(what was typed, keys, citation) of citations as pandoc writes them, of the documents of a library."""
    from ..manuscript.library import Library as Documents
    from ..manuscript.weaver import Spot, Weaver

    documents = Documents(library)
    weaver = Weaver(library=documents, **citing.looks)
    parsed = [parsed_citation(text, weaver) for text in brackets]
    woven = weaver.weave([Spot(citation, where=text) for text, citation in zip(brackets, parsed)])
    for unknown in weaver.unknown:
        run.fail(str(unknown))
    for remark in weaver.remarks:
        run.say(f"citekit: {remark}")
    for text, one in zip(brackets, woven):
        if one.text:
            yield text, " ".join(one.keys), one.text


def parsed_citation(text: str, weaver: object) -> Citation:
    """A citation, with or without its brackets. Raises UsageError."""
    from ..manuscript.citations import parse_bracket

    inner = text.strip()
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1]
    citation = parse_bracket(inner, weaver.words)  # type: ignore[attr-defined]
    if citation is None:
        raise UsageError("this is no citation", where=text, hint="write it like '[see @key, l. 44; @other, 3]'")
    return citation


def is_citation(text: str) -> bool:
    """Whether an argument is a citation and not a file: a key in brackets, or alone."""
    stripped = text.strip()
    return "@" in stripped and stripped.startswith(("[", "@", "-@")) and not os.path.exists(text)


def _one(locators: list[str] | None) -> str:
    if locators and len(locators) > 1:
        hint = "for a place in each: citekit cite '[@key, 44; @other, 3]' --library FILE..."
        raise UsageError("--locator is given twice, and holds for all documents", hint=hint)
    return locators[0] if locators else ""
