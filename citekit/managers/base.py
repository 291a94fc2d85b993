"""What was sent to a reference manager, and what it kept of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import CitekitError


class PushError(CitekitError):
    """A reference manager that does not run, or did not take what was sent."""


@dataclass
class Sent:
    """``count`` documents went to ``manager``; ``losses`` names, in words, what it did not keep."""

    manager: str
    count: int = 0
    losses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        things = "1 document" if self.count == 1 else f"{self.count} documents"
        return f"{things} sent to {self.manager}" + ("" if self.losses else "; it kept everything that was compared")
