"""``citekit bibliography``: the documents as a list, sorted as the style says."""

from __future__ import annotations

from ..common.errors import UsageError
from .console import Run, json_line
from .options import CitingOptions, Jobs, Json, LinkOptions, SomeFiles, Text, with_options
from .printing import CitationOutput

_BLANK_LINE_BETWEEN = ("markdown", "latex")


@with_options
def bibliography(
    citing: CitingOptions,
    links: LinkOptions,
    files: SomeFiles = None,
    text: Text = "",
    as_json: Json = False,
    jobs: Jobs = 0,
) -> None:
    """Print a bibliography, sorted as the style says."""
    from ..document.citing import left_out_remark
    from ..notes import Notes

    if not files and not text:
        raise UsageError("there is nothing to list", hint="name files, or write a note after --text")
    run = Run(jobs=jobs)
    documents = list(run.with_links_checked(run.documents(files or [], text), links))
    entries: list[str] = []
    if documents:
        notes = Notes(**citing.appearance, links=citing.links(documents)).with_documents(documents)
        entries = [entry.rstrip("\n") for entry in notes.bibliography()]
        for doc in notes.left_out:
            left_out = f"the style “{citing.style}” leaves this document out of the bibliography"
            run.say(f"citekit: {doc.source or doc.title}: note: {left_out}")
        for remark in filter(None, map(left_out_remark, documents)):
            run.say(f"citekit: {remark}")
    if as_json:
        with run.output(citing.out) as write:
            for entry in entries:
                write(json_line({"entry": entry}))
        run.exit()

    def listed(output: str) -> list[str]:
        return Notes(**{**citing.appearance, "output": output}).with_documents(documents).bibliography()

    printed = CitationOutput(run, citing)
    printed.write(iter(entries), "\n\n" if citing.output in _BLANK_LINE_BETWEEN else "\n")
    printed.copy(listed if documents else lambda output: [])
    run.exit()
