"""Puts the citations of a word processor's document where they belong: into a new note, into the text, or into what
was there; what is done in every format, in the same order.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Generic

from .beside import apart
from .labels import CITE, NOTE
from .markers import find_markers
from .note_places import place_of_number
from .office import OfficeOptions, SplitWeaver, without_author
from .office_survey import AnySite
from .own_notes import in_parentheses
from .weaver import Weaver, Woven

_OBJECT = "\ufffc"
_SPACES = " \t\u00a0\u202f"
_PUNCTUATION = ".,;:…"  # what a note's number stands after and a citation in the text before
_LONGEST = 60  # characters of a text in a message


class OfficePlacer(ABC, Generic[AnySite]):
    """Puts citations into a document; subclasses know how a format writes them."""

    def __init__(self, after_punctuation: bool, weaver: Weaver, options: OfficeOptions) -> None:
        self.after_punctuation, self.weaver, self.options = after_punctuation, weaver, options
        self.warnings: list[str] = []
        self._count = 0  # of citations so far

    def put(self, site: AnySite, woven: Woven) -> None:
        """Put one citation."""
        self._count += 1
        self._prepare(site, woven)
        if self._is_edited(site):
            text = self._text_now(site)[:_LONGEST]
            self.warnings.append(f"a citation was edited by hand and is left as it is: {text}")
        elif site.is_own_note:
            if self.weaver.notes:
                self._refresh_note(site, woven)
            else:
                self._note_into_text(site, woven)
        elif woven.new_note:
            self._new_note(site, woven)
        else:
            self._in_place(site, woven)

    def _in_place(self, site: AnySite, woven: Woven) -> None:
        """Put a citation into the text, or into a note of the person's own."""
        if not site.is_marker:
            self._refresh(site, woven)
            return
        if self._is_raised(woven.text) and not site.in_note:
            self._put_number(site, self._citation(site, woven, woven.text, CITE))
            return
        before, after = site.paragraph.text[: site.start], site.paragraph.text[site.end :]
        text = self._stopped_once(woven.text, after)
        taken, space, behind = apart(before, after, self._forms(text)[1], moves=not site.in_note)
        xml = self._citation(site, woven, text, CITE)
        self._insert(site, self._beside(site, space) + xml + self._beside(site, behind), site.start - taken)
        self._take_out(site, site.start - taken)

    def _stopped_once(self, text: str, after: str) -> str:
        """A written citation or name without the stop that ends it where the person's own follows."""
        return self._inside_sentence(text, ".") if after.startswith(".") and not after.startswith("..") else text

    def _after_name(self, site: AnySite) -> str:
        """What follows the name in the sentence that goes with a note: the punctuation before the note, or after it."""
        text: str = site.paragraph.text
        return text[text.rfind(_OBJECT, 0, site.start) + 1 : site.start] or text[site.end :]

    def _beside(self, site: AnySite, text: str) -> str:
        """Text of the sentence that a citation stands in."""
        return self._plain_text(site, text) if text else ""

    def _parts(self, site: AnySite, woven: Woven, text: str) -> tuple[str, str, str]:
        """What stands before a citation, the citation, and what stands after it: ``Carr (``, …, ``)``."""
        if not (self.weaver.notes and site.in_note):
            return (woven.author + self._written(" ") if woven.author and not self.weaver.notes else ""), text, ""
        before, after = self._around(site)
        if before.strip():
            text = self.weaver.in_sentence(text)
        if not site.citation.in_text and in_parentheses(before):
            return self._written("("), self._inside_sentence(text, ")"), self._written(")")
        return "", self._inside_sentence(text, after), ""

    def _around(self, site: AnySite) -> tuple[str, str]:
        """The text of a person's own note before and after a citation in it; other citations are one character."""
        paragraphs = self._note_paragraphs(site)
        at = paragraphs.index(site.paragraph) if site.paragraph in paragraphs else 0
        texts = [paragraph.text for paragraph in paragraphs]
        before = "\n".join([*texts[:at], site.paragraph.text[: site.start]])
        after = "\n".join([site.paragraph.text[site.end :], *texts[at + 1 :]])
        for marker in reversed(list(find_markers(before, self.weaver.words))):
            before = before[: marker.start] + _OBJECT + before[marker.end :]
        return before, after

    def _field_code(self, site: AnySite, woven: Woven, text: str, kind: str) -> str:
        """The code of a live field of Zotero's for a citation."""
        assert isinstance(self.weaver, SplitWeaver)
        citation = without_author(site.citation) if woven.author else site.citation
        return self.weaver.field_code(self._count, citation, self._forms(text), woven.note, begins=kind == NOTE)

    def _place_of_number(self, site: AnySite) -> int:
        """Where the number of a note goes: after the punctuation, if that is the habit."""
        if not self.after_punctuation:
            return site.end
        return place_of_number(site.paragraph.text, site.end, self.weaver.words)

    # -- what differs between the formats

    @abstractmethod
    def _prepare(self, site: AnySite, woven: Woven) -> None:
        """Note what later citations, or the bibliography, need of this one."""

    @abstractmethod
    def _is_edited(self, site: AnySite) -> bool:
        """Whether a person has changed what was written there."""

    @abstractmethod
    def _text_now(self, site: AnySite) -> str:
        """The text that stands there now."""

    @abstractmethod
    def _refresh_note(self, site: AnySite, woven: Woven) -> None:
        """Bring up to date a note that citekit made, and the name in the sentence that goes with it."""

    @abstractmethod
    def _note_into_text(self, site: AnySite, woven: Woven) -> None:
        """Turn a note that citekit made into a citation in the text, before the punctuation that it stood after."""

    @abstractmethod
    def _new_note(self, site: AnySite, woven: Woven) -> None:
        """Put a new note in the place of a marker or mark."""

    @abstractmethod
    def _refresh(self, site: AnySite, woven: Woven) -> None:
        """Bring up to date what a mark or field in the text shows."""

    @abstractmethod
    def _citation(self, site: AnySite, woven: Woven, text: str, kind: str) -> str:
        """A citation as it is written anew: in a mark of citekit's, or as a live field."""

    @abstractmethod
    def _put_number(self, site: AnySite, number: str, *, keep_space: bool = False) -> None:
        """Put a raised number in the place of a citation, close to the word before it."""

    @abstractmethod
    def _insert(self, site: AnySite, xml: str, start: int = -1) -> None:
        """Insert something where a citation begins, or at a place before it from which on text is taken out."""

    @abstractmethod
    def _plain_text(self, site: AnySite, text: str) -> str:
        """A text as the format writes it, in the font of the text around a citation."""

    @abstractmethod
    def _take_out(self, site: AnySite, start: int) -> None:
        """Remove a citation's own text, from a place at or before its start."""

    @abstractmethod
    def _written(self, text: str) -> str:
        """A text as the format writes it."""

    @abstractmethod
    def _forms(self, text: str) -> tuple[str, str]:
        """A written text as RTF and without markup, which live fields keep."""

    @abstractmethod
    def _inside_sentence(self, text: str, after: str) -> str:
        """A written citation without the full stop that ends a note, where the sentence goes on after it."""

    @abstractmethod
    def _is_raised(self, text: str) -> bool:
        """Whether a written citation is a raised number, as in styles that number their sources."""

    @abstractmethod
    def _note_paragraphs(self, site: AnySite) -> Sequence[Any]:
        """The paragraphs of the person's own note that a citation stands in."""


def before_spaces(text: str, at: int) -> int:
    """Where the spaces before a place begin."""
    while at and text[at - 1] in _SPACES:
        at -= 1
    return at


def before_punctuation(text: str, at: int) -> int:
    """Where the punctuation before a place begins."""
    while at and text[at - 1] in _PUNCTUATION:
        at -= 1
    return at
