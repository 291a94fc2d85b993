"""What comes of weaving a draft."""

from __future__ import annotations

from dataclasses import dataclass, field

from .weaver import UnknownKey, Weaver


@dataclass
class Outcome:
    """The woven draft, what is wrong with it (``unknown``, ``problems``:

    Exit status 1), and what the person should know.
    """

    text: str = ""
    citations: int = 0
    notes: int = 0
    entries: int = 0
    unknown: list[UnknownKey] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # files beside the draft that belong to it: name -> text

    def take_over(self, weaver: Weaver) -> None:
        """What a weaver noted of its library: keys that no document answers to, and what documents do not state."""
        self.unknown += weaver.unknown
        self.remarks += weaver.remarks

    @property
    def good(self) -> bool:
        return not self.unknown and not self.problems

    def __str__(self) -> str:
        parts = [(self.citations, "citation"), (self.notes, "new note"), (self.entries, "entry in the bibliography")]
        return ", ".join(
            f"{n} {what if n == 1 else what.replace('entry', 'entries') if 'entry' in what else what + 's'}"
            for n, what in parts
        )
