"""The title and the first pages of a PDF as text (pypdf, extra ``citekit[pdf]``), read in a process that can be killed.

A PDF of a few kilobytes can take minutes and gigabytes, and nothing inside a process can stop it.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from ..errors import MissingExtraError, ReadError, to_install

SECONDS = 60.0
_WORKER = Path(__file__).with_name("pdf_worker.py")


@dataclass(frozen=True)
class PdfText:
    """``title`` is that of the file's metadata; ``pages`` the text of the pages that were read."""

    title: str
    pages: tuple[str, ...]


def pdf_text(data: bytes, where: str, pages: int, seconds: float = SECONDS) -> PdfText:
    """The first ``pages`` pages, read within ``seconds``. Raises ReadError for a file that is damaged, encrypted or
    takes too long, MissingExtraError without pypdf."""
    if importlib.util.find_spec("pypdf") is None:
        raise MissingExtraError("PDF needs pypdf", where=where, hint=f"install it with: {to_install('pypdf')}")
    found = _readers.read(data, pages, max(0.05, seconds))
    error = str(found.get("error") or "")
    if error == "encrypted":
        raise ReadError("the PDF is encrypted", where=where, hint="open it with its password and save it without")
    if error:
        timed_out = error == "timeout"
        reason = f"it takes longer than {seconds:.3g} seconds" if timed_out else "it is damaged"
        hint = "save the page as text instead" if timed_out else "download it again, or save the page as text instead"
        raise ReadError(f"the PDF cannot be read ({reason})", where=where, hint=hint)
    listed = found.get("pages")
    return PdfText(str(found.get("title") or ""), tuple(map(str, listed)) if isinstance(listed, list) else ())


class _Readers:
    """Processes that read PDFs: each is used again, and killed if a PDF takes too long."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.idle: list[subprocess.Popen[bytes]] = []

    def read(self, data: bytes, pages: int, seconds: float) -> dict[str, object]:
        """The answer of a process; ``error`` is ``timeout`` if it was too slow."""
        process = self._idle_or_new()
        timed_out = threading.Event()

        def end() -> None:
            timed_out.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        line = b""
        try:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(len(data).to_bytes(8, "big") + pages.to_bytes(4, "big") + data)
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            pass
        finally:
            timer.cancel()
        if timed_out.is_set() or not line.endswith(b"\n"):
            _kill(process)
            return {"error": "timeout" if timed_out.is_set() else "the reader failed"}
        with self.lock:
            self.idle.append(process)
        found: dict[str, object] = json.loads(line)
        return found

    def _idle_or_new(self) -> subprocess.Popen[bytes]:
        with self.lock:
            while self.idle:
                process = self.idle.pop()
                if process.poll() is None:
                    return process
                _kill(process)
        return subprocess.Popen(
            [sys.executable, str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is handled here, not there
        )


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:
            pass
    process.wait()


_readers = _Readers()
