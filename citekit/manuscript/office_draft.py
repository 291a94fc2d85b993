"""A word processor's document while it is woven: what is done in the same order whatever the program."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from ..common.files.package import Package
from .field_codes import FieldLibrary
from .library import Library
from .lost_marks import lost_entries
from .markers import stray_bibliography
from .office import OfficeOptions, listing, weaver_of
from .office_survey import AnySite
from .outcome import Outcome
from .weaver import Spot, Weaver, Woven
from .zotero_prefs import Preferences, installable, session_of, style_of

# the message for a citation that cannot be woven where it is
SPLIT = (
    "{name}: {text} stands in a link, a field, a control for plain text or hidden text, or is split by one: "
    "it is left as it is; remove that first"
)


_LOST = "their marks were lost, which happens when a program saves the document in another format"


class _BibliographyPlace(Protocol):
    """Where a bibliography stands or goes; ``filled`` says that one stands there already."""

    @property
    def which(self) -> str: ...

    @property
    def filled(self) -> bool: ...


Place = TypeVar("Place", bound=_BibliographyPlace)


class OfficeDraft(ABC, Generic[AnySite, Place]):
    """One document while it is woven.  ``weave`` does all of it; the package then holds the woven document."""

    def __init__(
        self, package: Package, library: Library, options: OfficeOptions, preferences: str, output: str
    ) -> None:
        """``preferences`` are those of Zotero that the document has."""
        self.package, self.options, self.preferences = package, options, preferences
        self.name = Path(package.where).name
        self.style = options.style or style_of(preferences) or options.usual_style
        self.works = FieldLibrary(library)
        self.weaver: Weaver = weaver_of(options, self.style, library, output)
        self.outcome = Outcome()

    def weave(self) -> Outcome:
        """Do all of it."""
        found = self._look()
        self.weaver.library = self.works.whole()
        if self.options.nocite:
            self.weaver.list_uncited(self.options.nocite)
        woven = self.weaver.weave([spot for _, spot in found])
        pairs = [(site, made) for (site, _), made in zip(found, woven) if site is not None]
        self.outcome.citations = len(pairs)
        self.outcome.notes = sum(self._is_new(site, made) for site, made in pairs)
        self.outcome.take_over(self.weaver)
        self._tell()
        for text in filter(None, map(stray_bibliography, self._body_texts())):
            problem = f"{text} is no place for a bibliography: it has to stand in a paragraph of its own"
            self.outcome.problems.append(f"{self.name}: {problem}")
        if self.options.check:
            self.outcome.entries = len(self.weaver.bibliography()) if self.options.bibliography else 0
            return self.outcome
        done = [(site, made) for site, made in pairs if not made.unknown]
        lists = self._lists(bool(done))
        self.outcome.entries = sum(len(entries) for _, entries in lists)
        if done or lists:
            self._write(done, lists)
        return self.outcome

    @abstractmethod
    def _look(self) -> list[tuple[AnySite | None, Spot]]:
        """What cites, and the person's own notes that do not (no site), in the order of reading."""

    @abstractmethod
    def _is_new(self, site: AnySite, made: Woven) -> bool:
        """Whether a citation becomes a note that was not there."""

    @abstractmethod
    def _tell(self) -> None:
        """Tell the person what was found and cannot be woven."""

    @abstractmethod
    def _places(self) -> Sequence[Place]:
        """Where bibliographies stand or go."""

    @abstractmethod
    def _write(self, done: list[tuple[AnySite, Woven]], lists: list[tuple[Place | None, list[str]]]) -> None:
        """Write citations and bibliographies into the package."""

    def _lists(self, cited: bool) -> list[tuple[Place | None, list[str]]]:
        """The bibliographies with their places; without one that is asked for, one at the end of what cites."""
        if not self.options.bibliography or self.weaver.processor.style.bibliography is None:
            return []
        places = self._places()
        if places or not cited:
            found = [(place, listing(self.weaver, place.which, self.name)) for place in places]
            found = [(place, entries) for place, entries in found if entries or place.filled]
            return [(place, entries) for place, entries in found if not self._holds_more(place, entries)]
        entries = listing(self.weaver, "", self.name)
        return [(None, entries)] if entries and not self._has_lost_fields() else []

    def _holds_more(self, place: Place, entries: list[str]) -> bool:
        """Whether a bibliography lists works that the document names and nothing in it cites any more: it stays."""
        former = self._listed_at(place)
        if not former:
            return False
        body = [] if self.weaver.notes else self._body_texts()
        written = [self._shown(entry) for entry in entries]
        lost = lost_entries(former, written, self._plain_notes(), body)
        if lost:
            self.outcome.problems.append(
                f"{self.name}: the bibliography lists {len(lost)} works that notes or text still name but that nothing "
                f"cites any more (“{lost[0][:60]}”): {_LOST}. It is left as it is; weave the document as it was "
                "before, or cite these works anew with [@key]"
            )
        return bool(lost)

    def _has_lost_fields(self) -> bool:
        """Whether the document had live citations and has none now, so that a bibliography of it may stand there."""
        notes = [note for note in self._plain_notes() if note.strip()]
        lost = bool(self.preferences and notes) and not self._has_marks()
        if lost:
            self.outcome.problems.append(
                f"{self.name}: the document had live citations of Zotero, and none is left: {_LOST}. Its {len(notes)} "
                "notes without a citation are left as they are, and no bibliography is added"
            )
        return lost

    @abstractmethod
    def _listed_at(self, place: Place) -> list[str]:
        """The texts of the paragraphs that stand in a bibliography now."""

    @abstractmethod
    def _plain_notes(self) -> list[str]:
        """The texts of the notes that cite nothing."""

    @abstractmethod
    def _body_texts(self) -> list[str]:
        """The texts of the paragraphs of the body, in which a citation that was found is one character."""

    @abstractmethod
    def _shown(self, written: str) -> str:
        """The text of what the weaver has written."""

    @abstractmethod
    def _has_marks(self) -> bool:
        """Whether anything but typed markers cites."""

    def _zotero_preferences(self, fields: str, part: str) -> list[tuple[str, str]]:
        """Zotero's preferences as custom properties; ``fields`` is the kind of its fields, ``part`` names the part
        that holds the text.
        """
        address, install = installable(self.style)
        if install:
            self.outcome.remarks.append(
                f"before Zotero refreshes {self.name}, install the style {install} in it (Settings, Cite, Styles, +)"
            )
        style = self.weaver.processor.style
        locale = self.options.locale or style.locale.lang
        session = session_of(self.preferences, self.package.part(part))
        listed = style.bibliography is not None
        return Preferences(address, locale, self.weaver.notes, listed, fields, session).pieces()
