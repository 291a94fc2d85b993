"""The model: what an archive says of a document, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union

from ..archives.credits import Contributor
from ..archives.reference import ArchivalReference
from ..archives.repository import Repository
from ..dates import HistoricalDate
from ..errors import UsageError


@dataclass(frozen=True)
class Document:
    """A document of an archive, or any other source that a citation can be made of.

    ``title`` and all texts are the source's own wording.  ``references`` are the archival references as many as there
    are, ``credits`` the wording of the credits that ``contributors`` were read from.  ``host`` is the digital archive
    and ``style`` of its citation line (``current``, ``former``).  ``language`` is that of the original, as the source
    names it.  ``sender`` and ``recipient`` are as the title says; nobody is guessed into an author.  ``extra`` holds
    CSL-JSON variables that a document has beyond these.  ``unread`` lists what was not understood.
    """

    title: str = ""
    date: HistoricalDate | None = None
    kind: str = ""
    sender: str = ""
    recipient: str = ""
    references: tuple[ArchivalReference, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    credits: str = ""
    host: str = ""
    url: str = ""
    number: str = ""
    summary: str = ""
    language: str = ""
    contents: tuple[str, ...] = ()
    accessed: HistoricalDate | None = None
    key: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)
    source: str = field(default="", compare=False)

    @property
    def reference(self) -> str:
        """All archival references in the source's own wording."""
        return "".join(str(r) for r in self.references)

    @property
    def repositories(self) -> tuple[Repository, ...]:
        """The repositories named, in order."""
        return tuple(r.repository for r in self.references if r.repository is not None)

    def __hash__(self) -> int:
        return hash((self.title, self.url, self.number, self.key, self.reference))

    def changed(self, **fields: Any) -> Document:
        """The document with other values of these fields: ``dataclasses.replace``, ten times as fast.

        Raises TypeError for a field that there is not.
        """
        if not fields.keys() <= self.__dict__.keys():
            raise TypeError(f"a Document has no field {', '.join(sorted(fields.keys() - self.__dict__.keys()))}")
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new.__dict__.update(fields)
        return new

    def to_csl(self) -> dict[str, Any]:
        """The document as a CSL-JSON 1.0.2 item; ``from_csl`` gives the same document back."""
        from .item import to_csl

        return to_csl(self)

    @classmethod
    def from_csl(cls, item: Mapping[str, Any]) -> Document:
        """The document of a CSL-JSON item. Raises ItemError for what is no item."""
        from .item import from_csl

        return from_csl(cls, item)


DocumentLike = Union[Document, Mapping[str, Any]]


def as_document(thing: DocumentLike) -> Document:
    """A Document as it is, a CSL-JSON item as a Document. Raises UsageError for anything else."""
    if isinstance(thing, Document):
        return thing
    if isinstance(thing, Mapping):
        return Document.from_csl(thing)
    raise UsageError(f"a document or a CSL-JSON item is needed, not {type(thing).__name__}")
