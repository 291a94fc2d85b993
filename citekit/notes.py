"""A run of notes: what a chapter's footnotes are, one after the other."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal, Union, overload

from .common.errors import CitationWarning, StyleError, UsageError, as_list, as_text
from .document.citing import capitalized, cite_for
from .document.extra import extra_of
from .document.given import DocumentLike, as_document
from .document.keyed import keyed
from .document.keys import default_key, distinct_key
from .document.locator_check import locator_problem
from .document.model import Document

if TYPE_CHECKING:
    from .engine import Processor

# the names that there are, so that editors can offer them; others are paths, XML text or official styles.  No type
# checker can tell a misspelled name from a path: names are checked when ``Notes`` is made, and the nearest are named
OwnStyle = Literal["chicago-author-date", "chicago-notes", "chicago-notes-ibid", "mla", "wilson-center"]
Style = Union[OwnStyle, str, "os.PathLike[str]"]
Output = Literal["text", "html", "markdown", "latex", "rtf", "json"]


@dataclass(frozen=True)
class Cite:
    """One document in a note. ``locator`` is a page, a leaf or what its words say (``p. 44``, ``ll. 44-45``).

    >>> from citekit import Cite, Document, Notes
    >>> plan = Document(title="A Plan", references="RGANI, f. 5")
    >>> decree = Document(title="A Decree", references="GARF, f. 9")
    >>> Notes().cite([Cite(plan, prefix="See"), Cite(decree, "l. 3")])
    'See “A Plan,” RGANI, f. 5; “A Decree,” GARF, f. 9, l. 3.'
    """

    doc: DocumentLike
    locator: str | int = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


class Notes:
    """A run of notes: the first of a document in full, then ibid. and short forms.

    ``output`` is a format of ``citekit.formats``; ``locale`` an xml:lang. Author-date and MLA styles give in-text
    citations instead. An archival reference reaches the page in any style; ``as_is`` leaves a style as it is.
    ``titles`` is one or two of ``original``, ``transliterated``, ``translated``, the second in brackets after the
    first; ``transliteration`` the table for Cyrillic (``iso-9``, ``ala-lc``, ``ala-lc-plain``, ``bgn-pcgn``).
    Raises UsageError, and StyleError also where a style prints nothing for a document.

    >>> from citekit import Document, Notes
    >>> plan = Document(title="A Plan", date="May 1, 1950", references="RGANI, f. 5, op. 49, d. 131, ll. 3-5")
    >>> notes = Notes("chicago-notes")
    >>> notes.cite(plan, locator="4")
    '“A Plan,” May 1, 1950, RGANI, f. 5, op. 49, d. 131, l. 4.'
    >>> notes.cite(plan, locator=5)
    '“A Plan,” l. 5.'
    """

    def __init__(
        self,
        style: Style = "chicago-notes",
        output: Output | str = "text",
        *,
        locale: str | None = None,
        links: bool = False,
        as_is: bool = False,
        titles: str = "",
        transliteration: str = "ala-lc",
    ) -> None:
        from .document.styles import KnownItems, TitleForms, choose_style

        self._chosen = choose_style(style, locale, as_is, TitleForms.parse(titles, transliteration))
        self.processor: Processor = self._chosen.processor(output, links)
        self._known = KnownItems(self._chosen)
        self._keys: dict[str, Document] = {}
        self._copies: dict[str, tuple[str, str]] = {}  # in web archives, by the addresses of the pages
        self._note = 0
        self._given: list[tuple[list[dict[str, Any]], int]] = []
        self._unprinted: set[str] = set()  # citations that the style printed nothing for
        self._style = style
        self._listed = True  # whether all that was added is in the list of works
        self.left_out: list[Document] = []

    @overload
    def add(self, doc: DocumentLike, /) -> str: ...

    @overload
    def add(self, first: DocumentLike, second: DocumentLike, /, *others: DocumentLike) -> list[str]: ...

    def add(self, *docs: DocumentLike) -> str | list[str]:
        """Make documents known without citing them, for the bibliography; gives the key of one, a list for several.

        The key of a document is the same however often it comes.
        """
        if not docs:
            raise UsageError("there is nothing to add: name a document")
        documents = [as_document(doc) for doc in docs]  # all of them are looked at before any is added
        keys = [self._add(document) for document in documents]
        self._listed = False
        return keys if len(keys) > 1 else keys[0]

    def _add(self, document: Document) -> str:
        key = document.key or default_key(document)
        if self._keys.get(key) is document:
            return key
        key = distinct_key(document, key, lambda k: k in self._keys and self._keys[k] != document)
        if key not in self._keys:
            self._keys[key] = document
            if copy := copy_of(document):
                self._copies[document.url] = copy
                self.processor.writer.copies = self._copies
            self.processor.add_items(self._known.items(document, key))
        return key

    def with_documents(self, docs: Iterable[DocumentLike]) -> Notes:
        """These notes, with documents made known but not cited, each under the key that an export gives it."""
        self.register(keyed(docs, once=True))
        return self

    def register(self, docs: Iterable[DocumentLike]) -> list[str]:
        """Make all documents known before any is cited, so that no citation depends on their order; gives their keys.

        Without it an author-date citation is ``(Stalin 1926)`` until another of that year makes it ``(Stalin 1926a)``.

        >>> from citekit import Document, Notes
        >>> first, second = (Document(title="A Plan", date="1926", references=f"RGANI, f. {n}") for n in (5, 6))
        >>> notes = Notes("chicago-author-date")
        >>> notes.register([first, second]) and notes.cite(first)
        '(“A Plan” 1926a)'
        """
        keys = [self._add(as_document(doc)) for doc in as_list(docs, "what is given")]
        self.processor.update_items(dict.fromkeys(keys))
        return keys

    def cite(
        self,
        doc: DocumentLike | Cite | Sequence[DocumentLike | Cite],
        locator: str | int = "",
        *,
        prefix: str = "",
        suffix: str = "",
        note: int | None = None,
    ) -> str:
        """The next note, of one document or several.

        ``locator`` is a page, a leaf or what its words say (``p. 44``, ``ll. 44-45``) and is that of the documents that
        are not a ``Cite``; ``prefix`` stands before the first of them, ``suffix`` after the last. A place that lies
        outside the document, or is none, is printed with a CitationWarning.
        """
        listed = doc if isinstance(doc, Iterable) and not isinstance(doc, (Mapping, str, bytes)) else [doc]
        cites = [self._cite_of(one, locator) for one in listed]
        if not cites:
            raise UsageError("there is nothing to cite: the list of documents is empty")
        if cites and prefix:
            cites[0]["prefix"] = as_text(prefix, "prefix")
        if cites and suffix:
            cites[-1]["suffix"] = as_text(suffix, "suffix")
        if self.processor.style.note and note != self._note and cites[0].get("prefix"):
            cites[0]["prefix"] = capitalized(cites[0]["prefix"])  # it begins the note
        if note is not None and (not isinstance(note, int) or isinstance(note, bool)):
            raise UsageError(f"a note's number must be a whole number, not {type(note).__name__}")
        self._note = note if note is not None else self._note + 1
        citation = f"n{len(self._given) + len(self._unprinted)}"
        text = self.processor.cite(cites, note=self._note, citation_id=citation)
        if self.processor.unprinted:
            self._unprinted.add(citation)
            title = self._keys[self.processor.unprinted[0]].title
            raise StyleError(
                f"the style prints nothing for “{title}”",
                where=os.fspath(self._style),
                hint="choose another with --style",
            )
        self._given.append((cites, self._note))
        return text

    def _cite_of(self, one: DocumentLike | Cite, locator: str | int) -> dict[str, Any]:
        """The cite of a document for the processor; the document is made known."""
        wanted = one if isinstance(one, Cite) else Cite(one, locator)
        key = self._add(as_document(wanted.doc))
        document = self._keys[key]
        place, lang = _text_of(wanted.locator), self.lang
        if place and (problem := locator_problem(document, place, lang)):
            warnings.warn(problem, CitationWarning, stacklevel=4)
        chosen = self._chosen
        cite = cite_for(
            document,
            key,
            place,
            typographic=chosen.typographic,
            lang=lang,
            joining=chosen.joining,
            apart=bool(place) and self._known.prints_apart(document, key),
        )
        if wanted.prefix:
            cite["prefix"] = as_text(wanted.prefix, "prefix")
        if wanted.suffix:
            cite["suffix"] = as_text(wanted.suffix, "suffix")
        if wanted.suppress_author:
            cite["suppress-author"] = True
        return cite

    @property
    def lang(self) -> str:
        """The language that the notes are in (xml:lang)."""
        return self.processor.style.locale.lang

    def citations(self) -> list[str]:
        """The texts of all notes as they stand now: a later document can change an earlier author-date citation.

        A note for which ``cite`` raised StyleError is not among them.
        """
        return [text for citation, _, text in self.processor.citations() if citation not in self._unprinted]

    def bibliography(self) -> list[str]:
        """The entries of all documents cited or added, sorted by the style; ``left_out`` holds those that it omits.

        >>> from citekit import Document, Notes
        >>> notes = Notes("mla")
        >>> key = notes.add(Document(title="A Plan", date="1 May 1950", references="RGANI, f. 5, op. 49"))
        >>> notes.bibliography()
        ['“A Plan.” 1 May 1950. RGANI, f. 5, op. 49.']
        """
        if self.processor.style.bibliography is None:
            raise UsageError(
                "this style has no bibliography", hint="choose another with --style; `citekit styles` lists them"
            )
        if not self._listed:
            self.processor.update_items(self._keys)
            self._listed = True
        found = self.processor.bibliography()
        listed = set(found.entry_ids)
        self.left_out = [doc for key, doc in self._keys.items() if key not in listed]
        return Entries(found.entries, self.processor.writer.name)

    def _repr_html_(self) -> str:
        """The notes as they stand, and the bibliography, as HTML whatever the format (for notebooks)."""
        processor = self._chosen.processor("html", links=True)
        known = type(self._known)(self._chosen)
        processor.add_items(item for key, doc in self._keys.items() for item in known.items(doc, key))
        processor.update_items(self._keys)
        for cites, note in self._given:
            processor.cite(cites, note=note)
        notes = "".join(f'<li value="{note}">{text}</li>' for _, note, text in processor.citations())
        entries = processor.bibliography().entries if processor.style.bibliography is not None else []
        return f"<ol>{notes}</ol>" * bool(notes) + "".join(entries)


class Entries(list[str]):
    """The entries of a bibliography: a list that a notebook shows as one."""

    def __init__(self, entries: Iterable[str], output: str) -> None:
        super().__init__(entries)
        self._output = output

    def _repr_html_(self) -> str:
        if self._output == "html":
            return "".join(self)
        return "<ul>" + "".join(f"<li>{escape(entry)}</li>" for entry in self) + "</ul>"


def _text_of(locator: object) -> str:
    """A locator as text. Raises UsageError for what is neither text nor a number."""
    if isinstance(locator, str):
        return locator
    if isinstance(locator, int) and not isinstance(locator, bool):
        return str(locator)
    raise UsageError(f"a locator must be text such as “l. 44”, not {type(locator).__name__}")


def copy_of(doc: Document) -> tuple[str, str] | None:
    """(address, day) of the copy in a web archive that a record keeps beside its own address, or None."""
    custom = extra_of(doc).get("custom")
    address = str(custom.get("archive_url") or "") if isinstance(custom, Mapping) else ""
    return (address, str(custom.get("archive_date") or "")) if address else None  # type: ignore[union-attr]
