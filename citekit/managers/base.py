"""The result of sending documents to a reference manager, and the file kept where that fails."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..common.errors import CitekitError
from ..document.model import Document
from ..exporters.base import exporters
from ..exporters.options import ExportOptions


class PushError(CitekitError):
    """A reference manager is not running, or did not accept what was sent."""


@dataclass
class PushResult:
    """``count`` documents went to ``manager``; ``losses`` names, in words, what it did not keep.

    ``compared``: the manager's response was compared with what was sent; ``refused``: how many documents it did not
    accept, or did not confirm.
    """

    manager: str
    count: int = 0
    losses: list[str] = field(default_factory=list)
    compared: bool = False
    refused: int = 0

    def __str__(self) -> str:
        things = "1 document" if self.count == 1 else f"{self.count} documents"
        kept = "; it kept everything" if self.compared and not self.losses else ""
        return f"{things} sent to {self.manager}{kept}"


def local_copy(docs: Iterable[Document], to: str) -> str:
    """The path of a temporary file with the documents, for the person to import. It is not removed here."""
    exporter = exporters()[to]
    handle, name = tempfile.mkstemp(prefix="citekit-", suffix=exporter.suffix)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        for piece in exporter.write(docs, ExportOptions()):
            file.write(piece)
    return name
