"""Weaving a draft of any kind: the module for its format, and what is reported."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from ..common.errors import CitationWarning, CitekitError, UsageError, as_text
from ..document.given import DocumentLike
from .job import Job
from .outcome import Outcome

# formats of drafts that are text -> module and function: (draft, job) -> Outcome
TEXTS = {
    "markdown": ("markdown.weave", "weave_markdown"),
    "latex": ("latex.weave", "weave_latex"),
    "text": ("plain", "weave_plain"),
}
# endings of files -> formats
SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".tex": "latex",
    ".ltx": "latex",
    ".txt": "text",
}


def weave_text(
    draft: str,
    to: str,
    documents: Sequence[DocumentLike] = (),
    style: str = "",
    locale: str = "",
    folder: Path = Path(),
    where: str = "the draft",
    *,
    keep_commands: bool = False,
    in_place: bool = False,
    usual: Mapping[str, object] | None = None,
) -> Outcome:
    """Weave a draft that is text; ``usual`` are settings that count less than the draft's own.

    ``in_place``: the woven draft takes the place of the former one, so that what citekit wrote has to be found again.

    Raises UsageError for a format that there is not.
    """
    if as_text(to, "a draft's format") not in TEXTS:
        raise UsageError(f"a draft cannot be woven as “{to}”", hint="choose one of " + ", ".join(TEXTS))
    module, name = TEXTS[to]
    weaver: Callable[[str, Job], Outcome] = getattr(import_module(f"{__package__}.{module}"), name)
    quarto = where.lower().endswith((".qmd", ".rmd"))
    job = Job(documents, style, locale, folder, where, quarto, keep_commands, in_place, usual or {})
    if "\r" not in as_text(draft, "a draft") or "\n" in draft:
        return weaver(draft, job)
    outcome = weaver(draft.replace("\r", "\n"), job)  # lines that end as on the old Macintosh
    outcome.text = outcome.text.replace("\n", "\r")
    return outcome


def report(outcome: Outcome, errors: str | Callable[[str], object]) -> None:
    """Tell what is wrong, as ``errors`` says: ``warn``, ``raise``, ``skip`` or a function."""
    messages = [*outcome.problems, *map(str, outcome.unknown), *outcome.remarks]
    if errors == "raise" and not outcome.good:
        raise CitekitError(messages[0])
    if callable(errors):
        for message in messages:
            errors(message)
    elif errors == "warn":
        for message in messages:
            warnings.warn(message, CitationWarning, stacklevel=3)
    elif errors not in ("raise", "skip"):
        raise UsageError(f"errors cannot be “{errors}”", hint="choose warn, raise or skip, or give a function")
