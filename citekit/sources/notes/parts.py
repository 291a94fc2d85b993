"""The parts of one source of a note."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...dates import HistoricalDate


@dataclass
class Source:
    """The parts of a source, word for word. ``position``: where its reference stands, ``first``, ``last`` or ``""``."""

    text: str
    core: str = ""  # without the edition that it is printed in
    reference: str = ""
    position: str = ""
    title: str = ""
    described: bool = False  # the title is a description, headed by its kind and not in quotation marks
    kind: str = ""
    author: str = ""  # who stands before a title: Bissell, “Report on Operation Success”
    sender: str = ""
    recipient: str = ""
    number: str = ""  # of a message
    message: str = ""  # its form and number as they stand: tel. no. 457
    medium: str = ""  # of an interview: transcript
    date: HistoricalDate | None = None
    hour: str = ""  # 11:15 a.m.
    printed: str = ""
    credits: str = ""  # who found or translated it
    url: str = ""
    accessed: HistoricalDate | None = None  # when the address was visited
    ibid: str = ""
    together: bool = False  # what follows is the place of several documents: "both in"
    joint: str = ""
    marks: list[str] = field(default_factory=list)
    drafting: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    edition: bool = False  # a printed book or article

    @property
    def describes(self) -> bool:
        """Whether anything is said of a document."""
        return bool(self.title or self.sender or self.date)

    @property
    def has_evidence(self) -> bool:
        """Whether what is said can only be said of a document: correspondents, or a kind with its date."""
        return bool(self.sender or (self.date is not None and (self.kind or self.title)))
