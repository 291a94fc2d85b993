"""The public functions: read documents, cite them, list them, export them, check their addresses."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, Union, overload

from .common.errors import CitekitError, ReadError, UsageError, as_list, as_path
from .document.given import DocumentLike, as_document
from .document.model import Document

if TYPE_CHECKING:
    from .links import LinkReport
    from .notes import Output, Style

ExportFormat = Literal[
    "bibtex",
    "biblatex",
    "biblatex-chicago",
    "ris",
    "endnote",
    "csl-json",
    "csl-jsonl",
    "csl-yaml",
    "hayagriva",
    "mods",
    "word",
    "csv",
]

Source = Union[Document, Mapping[str, Any], str]


def read(path: str | os.PathLike[str]) -> Document:
    """The document of a file (``-``: stdin); where it holds several, the first. Raises ReadError.

    >>> import citekit, pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> form = pathlib.Path(folder.name, "letter.md")
    >>> form.write_text("title: A Plan\\ndate: 1 May 1950\\nreference: RGANI, f. 5, op. 49, d. 131\\n") > 0
    True
    >>> citekit.read(form).reference
    'RGANI, f. 5, op. 49, d. 131'
    >>> folder.cleanup()
    """
    name = as_path(path)
    return _first(read_all([name]), name)


def _first(documents: Iterator[Document], where: str) -> Document:
    for doc in documents:
        return doc
    raise ReadError("it holds no document", where=where)


def read_all(
    paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    errors: Literal["raise", "skip"] | Callable[[CitekitError], object] = "raise",
) -> Iterator[Document]:
    """The documents of files and folders, in order; folders are read in the order of their names.

    What cannot be read raises its ReadError (or ItemError) when its turn comes; with ``errors="skip"`` it is passed
    over, and a function is called with each such error: the other documents come all the same.
    Raises UsageError for wrong arguments.

    >>> import citekit, pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> for number in (1, 2):
    ...     form = pathlib.Path(folder.name, f"{number}.md")
    ...     _ = form.write_text(f"title: Plan {number}\\nreference: RGANI, f. {number}\\n")
    >>> [doc.title for doc in citekit.read_all(folder.name)]
    ['Plan 1', 'Plan 2']
    >>> folder.cleanup()
    """
    from .sources import documents
    from .sources.paths import expand, read_file

    if not callable(errors) and errors not in ("raise", "skip"):
        raise UsageError(f"errors cannot be “{errors}”", hint="choose raise or skip, or give a function")
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    files = expand(as_list(paths, "paths"))
    return (doc for path in files for doc in documents(read_file(path), errors))


def loads(text: str) -> Document:
    """The document of a string: a page, a footnote, a record in any format that can be read. Raises ReadError.

    Where the text holds several, the first, with a warning that says how many (``sources.read_text`` yields them all).

    >>> import citekit
    >>> letter = citekit.loads("Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70")
    >>> letter.recipient, letter.references[0].leaves.value
    ('Molotov', '67-70')
    """
    from .sources import documents, read_text

    found = read_text(text)
    first = _first(documents(found), "the text")
    others = sum(isinstance(one, Document) for one in found)
    if not others:
        return first
    warning = f"the text holds {others + 1} documents, and this is the first: citekit.sources.read_text yields them all"
    return first.changed(warnings=(*first.warnings, warning))


def cite(
    doc: DocumentLike,
    style: Style = "chicago-notes",
    locator: str | int = "",
    output: Output | str = "text",
    *,
    locale: str | None = None,
    as_is: bool = False,
    titles: str = "",
    transliteration: str = "ala-lc",
) -> str:
    """One full note, or one in-text citation, as the style has it; ``as_is`` adds no archival reference to it.

    ``titles`` and ``transliteration`` are the forms of foreign titles, as for ``Notes``.

    >>> import citekit
    >>> letter = citekit.Document(title="To Molotov", date="4 September 1926", references="RGASPI, f. 558, op. 11")
    >>> citekit.cite(letter)
    '“To Molotov,” September 4, 1926, RGASPI, f. 558, op. 11.'
    >>> citekit.cite(letter, style="mla")
    '(“To Molotov”)'
    """
    from .notes import Notes

    notes = Notes(style, output, locale=locale, as_is=as_is, titles=titles, transliteration=transliteration)
    return notes.cite(doc, locator=locator)


def bibliography(
    docs: Iterable[DocumentLike],
    style: Style = "chicago-notes",
    output: Output | str = "text",
    *,
    locale: str | None = None,
    as_is: bool = False,
    titles: str = "",
    transliteration: str = "ala-lc",
) -> list[str]:
    """Bibliography entries, sorted as the style says; ``as_is`` adds no archival reference to it.

    >>> import citekit
    >>> book = {"type": "book", "title": "Swing Time", "author": [{"family": "Smith", "given": "Zadie"}]}
    >>> citekit.bibliography([book], style="mla", output="markdown")
    ['Smith, Zadie. *Swing Time*.']
    """
    from .notes import Notes

    appearance: dict[str, Any] = {
        "locale": locale,
        "as_is": as_is,
        "titles": titles,
        "transliteration": transliteration,
    }
    return Notes(style, output, **appearance).with_documents(docs).bibliography()


def export(
    docs: Iterable[DocumentLike] | DocumentLike,
    to: ExportFormat | str,
    *,
    ascii: bool = False,
    keys: str = "",
    columns: Iterable[str] = (),
) -> str:
    """Documents in a format (``ExportFormat``): ``bibtex``, ``ris``, ``csl-json``, ``mods``, ``csv`` …

    ``ascii`` writes nothing but ASCII; ``keys`` is a formula for citation keys, such as ``{author}{year}``;
    ``columns`` are those of a table (``csv``), all of them where none are named.  The same document twice is written
    once.  What the format cannot hold, or was changed for it, is an ``exporters.ExportWarning``.  Raises UsageError for
    a format or a column that there is not, MissingExtraError for a missing package.

    >>> import citekit
    >>> letter = citekit.Document(title="To Molotov", date="1926", key="stalin1926")
    >>> print(citekit.export([letter], "bibtex"))
    @misc{stalin1926,
      title = {{{To Molotov}}},
      year = {1926},
      key = {To Molotov},
    }
    <BLANKLINE>
    """
    import warnings

    from .document.keyed import keyed
    from .exporters import ExportOptions, ExportWarning, export_documents

    options = ExportOptions(ascii=ascii, columns=tuple(columns))
    text = "".join(export_documents(keyed(docs, keys, once=True), to, options))
    for note in options.notes:
        warnings.warn(note, ExportWarning, stacklevel=2)
    return text


@overload
def check(target: Source, **options: Any) -> LinkReport: ...


@overload
def check(target: Iterable[Source], **options: Any) -> Iterator[LinkReport]: ...


def check(target: Source | Iterable[Source], **options: Any) -> LinkReport | Iterator[LinkReport]:
    """Whether an address still leads to its document: a URL, a Document, or many (then reports come as they are ready).

    Options are those of ``citekit.links.Checker``: ``timeout`` (seconds for a whole link), ``allow_private``,
    ``workers`` ...

    >>> import citekit
    >>> report = citekit.check("ftp://archive.example.org/1926.pdf")
    >>> report.verdict, report.reason
    ('unsupported', 'ftp: addresses are not checked, only http and https')
    """
    from .links import Checker

    checker = Checker(**options)
    if isinstance(target, (str, Document, Mapping)):
        return checker.check(_target(target))
    if not isinstance(target, Iterable):
        return checker.check(_target(target))  # which says what is wanted
    return checker.many(_target(one) for one in target)


def _target(thing: Source) -> str | Document:
    return thing if isinstance(thing, str) else as_document(thing)


def weave(
    draft: str,
    library: Iterable[DocumentLike] | DocumentLike = (),
    style: str | None = None,
    to: str = "markdown",
    *,
    locale: str | None = None,
    folder: str | os.PathLike[str] = ".",
    errors: str | Callable[[str], object] = "warn",
) -> str:
    """A draft with its citations woven in: notes, or citations in the text, and the bibliography.

    ``to`` is the draft's own format, which it keeps: ``markdown`` (pandoc's), ``latex`` or ``text``.  ``style`` None
    is the draft's own, else ``chicago-notes``; ``folder`` is where the files start from that the draft names.  What
    is wrong with a
    citation (a key that no document answers to) is a warning, an exception with ``errors="raise"``, nothing with
    ``"skip"``, or goes to a function; the citation is left as it is and the rest is woven.

    >>> import citekit
    >>> plan = citekit.Document(title="A Plan", date="1950", references="RGANI, f. 5, op. 49, d. 131", key="plan")
    >>> "[^1]: “A Plan,” 1950, RGANI, f. 5, op. 49, d. 131." in citekit.weave("A claim.[@plan]", library=[plan])
    True
    """
    from pathlib import Path

    from .manuscript.weave import report, weave_text

    documents = [library] if isinstance(library, (Document, Mapping)) else as_list(library, "the library")
    outcome = weave_text(draft, to, documents, style or "", locale or "", Path(as_path(folder, "the folder")))
    report(outcome, errors)
    return outcome.text
