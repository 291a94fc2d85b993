"""JabRef on this machine, through its command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ..document.model import Document
from ..exporters.base import export_documents
from .base import PushError, Sent

PATIENCE = 5.0  # seconds in which a program that cannot start has said so


def push(docs: Iterable[Document], dialect: str = "bibtex", program: str = "") -> Sent:
    """Open documents in JabRef, in the library that is open or a new one. Raises PushError where JabRef does not start."""
    found = shutil.which(program) if program else shutil.which("jabref") or shutil.which("JabRef")
    if found is None:
        raise PushError(
            "JabRef is not installed, or not on the PATH",
            hint="export a file instead: citekit export ... --to bibtex -o refs.bib",
        )
    listed = list(docs)
    handle, name = tempfile.mkstemp(
        prefix="citekit-", suffix=".bib"
    )  # JabRef reads it when it is ready: it is left to the system
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        for piece in export_documents(listed, dialect):
            file.write(piece)
    try:
        process = subprocess.Popen(
            [found, "--importToOpen", name],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        status = process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        status = 0  # it is open
    except OSError as error:
        raise PushError(f"JabRef cannot be started ({error.strerror})", where=found) from None
    if status:
        raise PushError(f"JabRef ended with status {status}", where=found, hint=f"open {Path(name)} in it by hand")
    return Sent("JabRef", len(listed))
