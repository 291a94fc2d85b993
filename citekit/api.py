"""The public functions: read documents, cite them, list them, export them, check their addresses."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from .csl.keys import assign_keys
from .csl.mapping import from_csl
from .document import Document
from .errors import ReadError, StyleError, UsageError

if TYPE_CHECKING:
    from .engine import Processor
    from .links import LinkReport
    from .sources import Found

Source = Union[Document, Mapping[str, Any], str]
DocumentLike = Union[Document, Mapping[str, Any]]


def read(path: str | os.PathLike[str]) -> Document:
    """The document of a file (``-``: stdin); where it holds several, the first. Raises ReadError."""
    return _first(read_all([path]), os.fspath(path))


def _first(documents: Iterator[Document], where: str) -> Document:
    for doc in documents:
        return doc
    raise ReadError("it holds no document", where=where)


def read_all(paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str]) -> Iterator[Document]:
    """The documents of files and folders, in order; folders are read in the order of their names. Raises ReadError."""
    from .sources import documents

    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    for path in expand(paths):
        yield from documents(read_file(path))


def expand(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """Files, with folders replaced by the files in them that can hold documents."""
    from .sources import SUFFIXES

    out: list[str] = []
    for path in paths:
        name = os.fspath(path)
        if name != "-" and os.path.isdir(name):
            out += sorted(
                str(p) for p in Path(name).rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file() and _own(p.relative_to(name))
            )
        else:
            out.append(name)
    return out


def _own(path: Path) -> bool:
    """Whether a file of a folder was put there by the person: not hidden, and nothing that a browser saved beside a page."""
    return not any(part.startswith(".") for part in path.parts) and not any(part.endswith("_files") for part in path.parts[:-1])


def read_file(path: str) -> Iterator[Found]:
    """The documents of one file (``-``: stdin), and an error in the place of each that cannot be read."""
    from .sources import read_bytes

    where = "standard input" if path == "-" else path
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except FileNotFoundError:
        yield ReadError("there is no such file", where=where)
    except IsADirectoryError:
        yield ReadError("this is a folder", where=where)
    except (OSError, ValueError) as error:
        yield ReadError(f"the file cannot be read ({getattr(error, 'strerror', None) or error})", where=where)
    else:
        yield from read_bytes(data, where, path.lower())


def loads(text: str) -> Document:
    """The document of a string: a page, a citation line, a record in any format that can be read. Raises ReadError."""
    from .sources import documents, read_text

    return _first(documents(read_text(text)), "the text")


def _document(thing: DocumentLike) -> Document:
    if isinstance(thing, Document):
        return thing
    if isinstance(thing, Mapping):
        return from_csl(thing)
    raise UsageError(f"a document or a CSL-JSON item is needed, not {type(thing).__name__}")


class Notes:
    """A run of notes: the first of a document in full, then ibid. and short forms.

    ``output`` is a format of ``citekit.formats``; ``locale`` an xml:lang. Author-date and MLA styles give in-text
    citations instead. Raises UsageError, and StyleError also where a style prints nothing for a document.
    """

    def __init__(self, style: str = "chicago-notes", output: str = "text", *, locale: str | None = None, links: bool = False) -> None:
        from .engine import Processor

        self.processor: Processor = Processor(style, [], locale=locale, output=output, links=links)
        self._typographic = self.processor.style.locale.term("page-range-delimiter") != "-"
        self._keys: dict[str, Document] = {}
        self._note = 0
        self._style = style
        self.left_out: list[Document] = []

    def add(self, doc: DocumentLike) -> str:
        """Make a document known without citing it; gives its key. The same document has one key however often it comes."""
        from .csl.citing import item_for_citing
        from .csl.keys import default_key, fingerprint

        document = _document(doc)
        key = document.key or default_key(document)
        if key in self._keys and self._keys[key] != document:
            key = f"{key}-{document.number or fingerprint(document)}"
            base, n = key, 1
            while key in self._keys and self._keys[key] != document:
                n += 1
                key = f"{base}-{n}"
        if key not in self._keys:
            self._keys[key] = document
            self.processor.add_items([item_for_citing(document, key, self._typographic)])
        return key

    def cite(self, doc: DocumentLike | list[DocumentLike], locator: str = "", *, prefix: str = "", suffix: str = "",
             note: int | None = None) -> str:  # fmt: skip
        """The next note. ``locator`` is a page, a leaf or what its words say (``p. 44``, ``ll. 44-45``)."""
        from .csl.citing import cite_for
        from .engine.cluster import EMPTY

        docs = doc if isinstance(doc, list) else [doc]
        cites = []
        for one in docs:
            key = self.add(one)
            cites.append(cite_for(self._keys[key], key, locator, typographic=self._typographic))
        if cites and prefix:
            cites[0]["prefix"] = prefix
        if cites and suffix:
            cites[-1]["suffix"] = suffix
        self._note = note if note is not None else self._note + 1
        text = self.processor.cite(cites, note=self._note)
        if EMPTY.strip("[]") in text:
            title = next((self._keys[c["id"]].title for c in cites), "")
            raise StyleError(f"the style prints nothing for “{title}”", where=self._style, hint="choose another with --style")
        return text

    def bibliography(self) -> list[str]:
        """The entries of all documents cited or added, sorted as the style says; ``left_out`` holds those that it omits."""
        if self.processor.style.bibliography is None:
            raise UsageError("this style has no bibliography", hint="choose another with --style; `citekit styles` lists them")
        found = self.processor.bibliography()
        listed = set(found.entry_ids)
        self.left_out = [doc for key, doc in self._keys.items() if key not in listed]
        return found.entries


def cite(doc: DocumentLike, style: str = "chicago-notes", locator: str = "", output: str = "text", *, locale: str | None = None) -> str:
    """One full note, or one in-text citation, as the style has it."""
    return Notes(style, output, locale=locale).cite(doc, locator=locator)


def bibliography(
    docs: Iterable[DocumentLike], style: str = "chicago-notes", output: str = "text", *, locale: str | None = None
) -> list[str]:
    """Bibliography entries, sorted as the style says."""
    return gathered(docs, style, output, locale=locale).bibliography()


def gathered(docs: Iterable[DocumentLike], style: str = "chicago-notes", output: str = "text", *, locale: str | None = None) -> Notes:
    """Documents made known, not cited, each under the key that an export gives it."""
    notes = Notes(style, output, locale=locale)
    documents = [_document(d) for d in docs]
    keys = [notes.add(doc.changed(key=key)) for doc, key in zip(documents, assign_keys(documents))]
    notes.processor.update_items(dict.fromkeys(keys))
    return notes


def export(docs: Iterable[DocumentLike] | DocumentLike, to: str, *, ascii: bool = False, keys: str = "") -> str:
    """Documents in a format: ``bibtex``, ``biblatex``, ``biblatex-chicago``, ``ris``, ``csl-json``, ``csl-yaml``.

    ``ascii`` writes nothing but ASCII; ``keys`` is a formula for citation keys, such as ``{author}{year}``.
    """
    from .exporters import export_documents
    from .exporters.options import Options

    return "".join(export_documents(keyed(docs, keys), to, Options(ascii=ascii)))


def keyed(docs: Iterable[DocumentLike] | DocumentLike, formula: str = "") -> list[Document]:
    """Documents, each with the citation key that an export gives it."""
    listed = [docs] if isinstance(docs, (Document, Mapping)) else list(docs)
    documents = [_document(d) for d in listed]
    return [doc.changed(key=key) for doc, key in zip(documents, assign_keys(documents, formula))]


def check(target: Source | Iterable[Source], **options: Any) -> LinkReport | Iterator[LinkReport]:
    """Whether an address still leads to its document: a URL, a Document, or many (then reports come as they are ready).

    Options are those of ``citekit.links.Checker``: ``timeout`` (seconds for a whole link), ``allow_private``, ``workers`` ...
    """
    from .links import Checker

    checker = Checker(**options)
    if isinstance(target, (str, Document, Mapping)):
        return checker.check(_target(target))
    return checker.many(_target(one) for one in target)


def _target(thing: Source) -> str | Document:
    return thing if isinstance(thing, (str, Document)) else from_csl(thing)
