"""``citekit cite``: a footnote (or in-text citation) for each document."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from .console import Run
from .options import CitingOptions, Files, Json, LinkOptions, with_options


@with_options
def cite(
    files: Files,
    citing: CitingOptions,
    links: LinkOptions,
    locator: Annotated[
        str, typer.Option("--locator", "-l", help="A page or leaf: 44, 'p. 44', 'll. 44-45'.", show_default=False)
    ] = "",
    as_json: Json = False,
) -> None:
    """Print a footnote (or in-text citation) for each document; a document that comes again is cited in short."""
    from ..notes import Notes

    run = Run()
    notes = Notes(citing.style, citing.output, locale=citing.locale)
    with run.output(citing.out) as write:
        for doc in run.checked(run.documents(files), links):
            text = run.guarded(lambda doc=doc: notes.cite(doc, locator=locator), doc)  # type: ignore[misc]
            if text is None:
                continue
            if as_json:
                text = json.dumps({"source": doc.source, "id": notes.add(doc), "citation": text}, ensure_ascii=False)
            write(text + "\n")
    run.exit()
