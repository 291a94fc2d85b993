"""Citations and entries on their way out: to standard output, into a file, and onto the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..common.errors import CitekitError
from .console import Run
from .options import CitingOptions


class SilentRun(Run):
    """A run without messages: they were printed when the same was done before."""

    def say(self, message: str) -> None:
        """Nothing."""


class CitationOutput:
    """What ``cite`` and ``bibliography`` print."""

    def __init__(self, run: Run, citing: CitingOptions) -> None:
        self.run, self.citing = run, citing

    def write(self, texts: Iterator[str], separator: str) -> None:
        """The texts one after another; in HTML or RTF, a complete file."""
        from ..formats.pages import STANDALONE, page

        with self.run.output(self.citing.out) as write:
            if self.citing.out is not None and self.citing.output in STANDALONE:
                listed = list(texts)
                if listed:
                    write(page(self.citing.output, listed))
                return
            first = True
            for text in texts:
                write(text if first else separator + text)
                first = False
            if not first:
                write("\n")

    def copy(self, texts: Callable[[str], list[str]]) -> None:
        """Put the texts on the clipboard on request; ``texts`` returns them in a format."""
        if not self.citing.copy:
            return
        from ..formats.pages import fragment
        from .clipboard import copy

        rich = texts("html")
        if not rich:
            return
        try:
            self.run.say(f"citekit: {copy(fragment(rich), chr(10).join(text.strip() for text in texts('text')))}")
        except CitekitError as error:
            self.run.fail(error)
