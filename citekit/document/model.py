"""The model: what an archive says of a document, and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Union, cast

from ..archives.credits import Contributor
from ..archives.reference import ArchivalReference
from ..archives.repository import Repository
from ..common.errors import UsageError
from ..csl.copied import copied
from ..dates import HistoricalDate

DateLike = Union[HistoricalDate, datetime.date, str, int, None]


@dataclass(frozen=True)
class Document:
    """A document of an archive, or any other source that a citation can be made of.

    ``title`` and all texts are the source's own wording.  ``references`` are the archival references as many as there
    are, ``credits`` the wording of the credits that ``contributors`` were read from.  ``host`` is the digital archive.
    ``language`` is that of the original, as the source names it.  ``sender`` and ``recipient`` are as the title says;
    nobody is guessed into an author.  ``extra`` holds CSL-JSON variables that a document has beyond these.  ``unread``
    lists what was not understood.  Dates and references may be given as text.  What went in or came
    out is never shared with the document: change it, and the document stays.  Raises UsageError for a wrong type.

    >>> doc = Document(title="A Plan", date="4 September 1926", references="RGASPI, f. 558, op. 11, d. 97")
    >>> doc.date.start, [level.value for level in doc.references[0].levels]
    ((1926, 9, 4), ['558', '11', '97'])
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

    def __init__(
        self,
        title: str = "",
        date: DateLike = None,
        kind: str = "",
        sender: str = "",
        recipient: str = "",
        references: Iterable[ArchivalReference] | str = (),
        contributors: Iterable[Contributor] = (),
        credits: str = "",
        host: str = "",
        url: str = "",
        number: str = "",
        summary: str = "",
        language: str = "",
        contents: Iterable[str] = (),
        accessed: DateLike = None,
        key: str = "",
        extra: Mapping[str, Any] | None = None,
        unread: Iterable[str] = (),
        warnings: Iterable[str] = (),
        source: str = "",
    ) -> None:
        # by hand: a frozen dataclass sets its fields one by one, which takes three times as long
        fields: dict[str, Any] = self.__dict__
        fields["title"], fields["date"], fields["kind"] = title, date, kind
        fields["sender"], fields["recipient"], fields["references"] = sender, recipient, references
        fields["contributors"], fields["credits"], fields["host"] = contributors, credits, host
        fields["url"], fields["number"], fields["summary"], fields["language"] = url, number, summary, language
        fields["contents"], fields["accessed"], fields["key"] = contents, accessed, key
        fields["extra"] = {} if extra is None else copied(_as_wanted("extra", extra, dict))
        fields["unread"], fields["warnings"], fields["source"] = unread, warnings, source
        for name, wanted in _TYPES.items():
            if type(fields[name]) is not wanted and (fields[name] is not None or wanted is not HistoricalDate):
                fields[name] = _as_wanted(name, fields[name], wanted)
        if fields["references"] or fields["contributors"]:
            for name in ("references", "contributors"):
                fields[name] = _parts(name, fields[name])

    @property
    def reference(self) -> str:
        """All archival references in the source's own wording."""
        references = self.references
        return str(references[0]) if len(references) == 1 else "".join([str(r) for r in references])

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
        for name, value in fields.items():
            wanted = _TYPES[name]
            value = value if type(value) is wanted else _as_wanted(name, value, wanted)
            new.__dict__[name] = copied(value) if wanted is dict else value
        return new

    def _repr_html_(self) -> str:
        from .notebook import table_of

        return table_of(self)

    def to_csl(self) -> dict[str, Any]:
        """The document as a CSL-JSON 1.0.2 item; ``from_csl`` gives the same document back."""
        from .item import to_csl

        return cast("dict[str, Any]", copied(to_csl(self)))

    @classmethod
    def from_csl(cls, item: Mapping[str, Any]) -> Document:
        """The document of a CSL-JSON item. Raises ItemError for what is no item."""
        from .item import from_csl

        return from_csl(cls, copied(dict(item)) if isinstance(item, Mapping) else item)


def _keep_extra(doc: Document, value: Any) -> None:
    doc.__dict__["extra"] = value


# behind the dataclass, which would take the property for a default value
setattr(Document, "extra", property(lambda doc: copied(doc.__dict__["extra"]), _keep_extra))  # noqa: B010

_TYPES: dict[str, type] = {
    **dict.fromkeys(
        "title kind sender recipient credits host url number summary language key source".split(),
        str,
    ),
    **dict.fromkeys(("date", "accessed"), HistoricalDate),
    **dict.fromkeys(("references", "contributors", "contents", "unread", "warnings"), tuple),
    "extra": dict,
}


def _as_wanted(name: str, value: Any, wanted: type) -> Any:
    """A field's value in its own type, where what was given says plainly what it is. Raises UsageError where not."""
    if isinstance(value, wanted) or (wanted is HistoricalDate and value is None):
        return value
    if wanted is HistoricalDate and isinstance(value, (str, int, datetime.date)) and not isinstance(value, bool):
        return HistoricalDate.parse(str(value)) if str(value).strip() else None
    if name == "references" and isinstance(value, str):
        from ..archives.grammar import parse_references

        return tuple(parse_references(value))
    if wanted is tuple and isinstance(value, (list, set, frozenset, Iterator)):
        return tuple(value)
    if name == "number" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if name == "extra" and (value is None or isinstance(value, Mapping)):
        return dict(value or {})
    given = type(value).__name__
    raise UsageError(f"{name} is to be {_SAID[wanted]}, not {given}", where="Document")


def _parts(name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """References, or contributors, where each is one; a reference may be text. Raises UsageError where not."""
    wanted = ArchivalReference if name == "references" else Contributor
    if all(type(value) is wanted for value in values):
        return values
    if wanted is ArchivalReference and all(isinstance(value, (str, ArchivalReference)) for value in values):
        from ..archives.grammar import parse_references

        return tuple(parse_references("; ".join(str(value) for value in values)))
    wrong = next(value for value in values if not isinstance(value, wanted))
    raise UsageError(f"{name} are to be of {wanted.__name__}, not {type(wrong).__name__}", where="Document")


_SAID = {
    str: "text",
    HistoricalDate: "a date or its wording",
    tuple: "a list",
    dict: "an object of CSL-JSON variables",
}
