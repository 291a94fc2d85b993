"""``citekit bibliography``: the documents as a list, sorted as the style says."""

from __future__ import annotations

from .console import Run
from .options import CitingOptions, Files, LinkOptions, with_options

_BLANK_LINE_BETWEEN = ("markdown", "latex")


@with_options
def bibliography(files: Files, citing: CitingOptions, links: LinkOptions) -> None:
    """Print a bibliography of the documents, sorted as the style says."""
    from ..notes import gathered

    run = Run()
    documents = list(run.checked(run.documents(files), links))
    if documents:
        notes = gathered(documents, citing.style, citing.output, locale=citing.locale)
        entries = notes.bibliography()
        for doc in notes.left_out:
            left_out = f"the style “{citing.style}” leaves this document out of the bibliography"
            run.say(f"citekit: {doc.source or doc.title}: note: {left_out}")
        separator = "\n\n" if citing.output in _BLANK_LINE_BETWEEN else "\n"
        with run.output(citing.out) as write:
            if entries:
                write(separator.join(entry.rstrip("\n") for entry in entries) + "\n")
    run.exit()
