"""A word processor's document while it is woven: what is done in the same order whatever the program."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from ..common.files.package import Package
from .field_codes import FieldLibrary
from .library import Library
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
            return [(place, entries) for place, entries in found if entries or place.filled]
        entries = listing(self.weaver, "", self.name)
        return [(None, entries)] if entries else []

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
