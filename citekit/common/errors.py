"""Errors for people: what is wrong, where, and what to do; and text that is safe to show.

CitekitError
├── ReadError            a source that cannot be read
│   └── NoRecordError    a file that is not a record at all
├── StyleError           a style that cannot be used
├── ItemError            a CSL-JSON item that cannot be used
├── LinkError            an address that cannot be checked
├── UsageError           a name or an option that does not exist
└── MissingExtraError    a package that is not installed
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import Any

# what controls a terminal or the direction of a line: C0 and C1 except tab and line feed, bidi marks, embeddings,
# overrides and isolates (Unicode 16, UAX 9), line separators, interlinear marks, tag characters (invisible text), and
# halves of surrogate pairs
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SHOWN = bytes((*range(32, 127), *b"\t\n"))
_AS_SPACE = frozenset("\x0b\x0c\r\x85\u2028\u2029")


def printable(text: str) -> str:
    """Text that is safe for a terminal or a file: without control and bidi characters.

    Line ends other than the line feed become spaces, halves of surrogate pairs U+FFFD; everything else that is unsafe
    is removed.
    """
    # most texts are plain, and this is ten times as fast
    if text.isascii():
        plain = not text.encode().translate(None, _SHOWN)
    else:
        plain = text.replace("\n", "").isprintable()
    return text if plain else _UNSAFE.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    char = match.group()
    return " " if char in _AS_SPACE else "\ufffd" if "\ud800" <= char <= "\udfff" else ""


def printable_data(data: Any) -> Any:
    """JSON data with all its texts ``printable``."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {printable_data(name): printable_data(value) for name, value in data.items()}
    return [printable_data(one) for one in data] if isinstance(data, (list, tuple)) else data


def nearest(word: str, names: Iterable[str], count: int = 3) -> list[str]:
    """The names nearest to a word, best first: those that contain it, and those with a similar spelling."""
    import difflib

    sought = word.casefold()[:80]
    folded = {name.casefold(): name for name in names}
    if len(sought) < 2:
        return []
    inside = sorted((n for n in folded if sought in n), key=lambda n: (not n.startswith(sought), len(n), n))[:count]
    similar = difflib.get_close_matches(sought, folded, count, 0.6)
    found = similar + inside if similar and similar[0][:1] == sought[:1] else inside + similar
    return [folded[name] for name in dict.fromkeys(found)][:count]


def did_you_mean(word: str, names: Iterable[str], otherwise: str = "") -> str:
    """A hint with the three nearest names, or ``otherwise`` if there are none."""
    near = [f"“{name}”" for name in nearest(word, names)]
    if not near:
        return otherwise
    return "did you mean " + (f"{', '.join(near[:-1])} or {near[-1]}" if len(near) > 1 else near[0]) + "?"


class CitekitError(Exception):
    """The base of all errors that citekit raises for bad input.

    ``what`` says what is wrong, ``where`` names the file, line or field, ``hint`` says what to do.

    >>> error = CitekitError("there is no date", where="letter.yaml", hint="write “date:”")
    >>> print(error)
    letter.yaml: there is no date (write “date:”)
    >>> error.where, error.hint
    ('letter.yaml', 'write “date:”')
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head} ({self.hint})" if self.hint else head

    def at(self, where: str) -> CitekitError:
        """The same error with another place before its own (a file before a line)."""
        joined = f"{where}, {self.where}" if self.where else where
        return type(self)(self.what, where=joined, hint=self.hint)


class ReadError(CitekitError):
    """A source that cannot be read as a document.

    >>> import citekit
    >>> try:
    ...     citekit.read("letter-that-is-not-there.yaml")
    ... except citekit.ReadError as error:
    ...     print(error.where)
    letter-that-is-not-there.yaml
    """


class NoRecordError(ReadError):
    """A file that is not a record at all, such as a README: skipped in a folder, refused when named."""


class StyleError(CitekitError):
    """A citation style that cannot be loaded or is not valid CSL 1.0.2.

    >>> import citekit
    >>> try:
    ...     citekit.Notes(style="chicagonotes")
    ... except citekit.StyleError as error:
    ...     print(error.what)
    there is no style “chicagonotes”
    """


class ItemError(CitekitError):
    """A CSL-JSON item that cannot be used."""


class LinkError(CitekitError):
    """An address that cannot be checked."""


class UsageError(CitekitError):
    """An option, a format or a name that does not exist (exit status 2).

    >>> import citekit
    >>> try:
    ...     citekit.export([], "bibtexx")
    ... except citekit.UsageError as error:
    ...     print(error.hint)
    did you mean “bibtex”...
    """


class MissingExtraError(CitekitError):
    """A feature whose optional dependency is not installed."""


def to_install(package: str) -> str:
    """The command that adds a package to the environment that citekit runs in: pip's, pipx's or uv's.

    >>> to_install("rispy").endswith(" rispy") or "--with rispy" in to_install("rispy")
    True
    """
    folders = os.path.abspath(sys.prefix).split(os.sep)
    if "pipx" in folders and "venvs" in folders:
        return f"pipx inject citekit {package}"
    if "uv" in folders and "tools" in folders:
        return f"uv tool install --with {package} . (in the project's folder)"
    if any(folder.startswith("archive-v") for folder in folders):  # where uv keeps what uvx runs
        return f"uvx --with {package} --from . citekit (in the project's folder)"
    return f"pip install {package}"


def as_text(value: object, name: str) -> str:
    """An argument that must be text. Raises UsageError that names it."""
    if isinstance(value, str):
        return value
    raise UsageError(f"{name} must be text, not {type(value).__name__}")


def as_path(value: object, name: str = "a path") -> str:
    """An argument that must be a path, as text. Raises UsageError that names it."""
    path = os.fspath(value) if isinstance(value, os.PathLike) else value
    if isinstance(path, str):
        return path
    raise UsageError(f"{name} must be text or a Path, not {type(value).__name__}")


def as_list(value: object, name: str) -> list[Any]:
    """An argument that must be an iterable, as a list. Raises UsageError that names it."""
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, bytearray, type)):
        return list(value)
    raise UsageError(f"{name} must be a list, not {type(value).__name__}")


class CitationWarning(UserWarning):
    """A citation is doubtful: its place is outside the document, or its key belongs to no document."""


class TitleWarning(CitationWarning):
    """A title that was to be in Latin letters stands in its own script."""
