"""A run of notes: what a chapter's footnotes are, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .document.citing import cite_for
from .document.keyed import keyed
from .document.keys import default_key, distinct_key
from .document.model import Document, DocumentLike, as_document
from .errors import StyleError, UsageError

if TYPE_CHECKING:
    from .engine import Processor


@dataclass(frozen=True)
class Cite:
    """One document in a note. ``locator`` is a page, a leaf or what its words say (``p. 44``, ``ll. 44-45``)."""

    doc: DocumentLike
    locator: str = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


class Notes:
    """A run of notes: the first of a document in full, then ibid. and short forms.

    ``output`` is a format of ``citekit.formats``; ``locale`` an xml:lang. Author-date and MLA styles give in-text
    citations instead. An archival reference reaches the page in any style; ``as_is`` leaves a style as it is.
    Raises UsageError, and StyleError also where a style prints nothing for a document.
    """

    def __init__(
        self,
        style: str = "chicago-notes",
        output: str = "text",
        *,
        locale: str | None = None,
        links: bool = False,
        as_is: bool = False,
    ) -> None:
        from .document.styles import choose_style

        self._chosen = choose_style(style, locale, as_is)
        self.processor: Processor = self._chosen.processor(output, links)
        self._keys: dict[str, Document] = {}
        self._note = 0
        self._style = style
        self.left_out: list[Document] = []

    def add(self, doc: DocumentLike) -> str:
        """Make a document known without citing it; gives its key, the same however often the document comes."""
        document = as_document(doc)
        key = document.key or default_key(document)
        key = distinct_key(document, key, lambda k: k in self._keys and self._keys[k] != document)
        if key not in self._keys:
            self._keys[key] = document
            self.processor.add_items([self._chosen.item(document, key)])
        return key

    def register(self, docs: Iterable[DocumentLike]) -> list[str]:
        """Make all documents known before any is cited, so that no citation depends on their order; gives their keys.

        Without it an author-date citation is ``(Stalin 1926)`` until another of that year makes it ``(Stalin 1926a)``.
        """
        keys = [self.add(doc) for doc in docs]
        self.processor.update_items(dict.fromkeys(keys))
        return keys

    def cite(
        self,
        doc: DocumentLike | Cite | Sequence[DocumentLike | Cite],
        locator: str = "",
        *,
        prefix: str = "",
        suffix: str = "",
        note: int | None = None,
    ) -> str:
        """The next note, of one document or several.

        ``locator`` is a page, a leaf or what its words say (``p. 44``, ``ll. 44-45``) and is that of the documents that
        are not a ``Cite``; ``prefix`` stands before the first of them, ``suffix`` behind the last.
        """
        listed = [doc] if isinstance(doc, (Document, Mapping, Cite)) else doc
        cites = [self._cite_of(one, locator) for one in listed]
        if cites and prefix:
            cites[0]["prefix"] = prefix
        if cites and suffix:
            cites[-1]["suffix"] = suffix
        self._note = note if note is not None else self._note + 1
        text = self.processor.cite(cites, note=self._note)
        if self.processor.unprinted:
            title = self._keys[self.processor.unprinted[0]].title
            raise StyleError(
                f"the style prints nothing for “{title}”", where=self._style, hint="choose another with --style"
            )
        return text

    def _cite_of(self, one: DocumentLike | Cite, locator: str) -> dict[str, Any]:
        """The cite of a document for the processor; the document is made known."""
        wanted = one if isinstance(one, Cite) else Cite(one, locator)
        key = self.add(wanted.doc)
        document = self._keys[key]
        cite = cite_for(document, key, wanted.locator, typographic=self._chosen.typographic)
        cite = self._chosen.cite(document, cite)
        if wanted.prefix:
            cite["prefix"] = wanted.prefix
        if wanted.suffix:
            cite["suffix"] = wanted.suffix
        if wanted.suppress_author:
            cite["suppress-author"] = True
        return cite

    def citations(self) -> list[str]:
        """The texts of all notes as they stand now: a later document can change an earlier author-date citation."""
        return [text for _, _, text in self.processor.citations()]

    def bibliography(self) -> list[str]:
        """The entries of all documents cited or added, sorted by the style; ``left_out`` holds those that it omits."""
        if self.processor.style.bibliography is None:
            raise UsageError(
                "this style has no bibliography", hint="choose another with --style; `citekit styles` lists them"
            )
        found = self.processor.bibliography()
        listed = set(found.entry_ids)
        self.left_out = [doc for key, doc in self._keys.items() if key not in listed]
        return found.entries


def gathered(
    docs: Iterable[DocumentLike],
    style: str = "chicago-notes",
    output: str = "text",
    *,
    locale: str | None = None,
    as_is: bool = False,
) -> Notes:
    """Documents made known, not cited, each under the key that an export gives it."""
    notes = Notes(style, output, locale=locale, as_is=as_is)
    notes.register(keyed(docs))
    return notes
