"""The style of a document of pandoc's: the one that it names, else pandoc's own default."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache

_FALLBACK = "chicago-author-date"


def style_of(named: str) -> str:
    """A style by name, file or XML text.

    ``chicago-notes.csl`` where there is no such file is the style of that name.
    """
    if not named:
        return default_style()
    if os.path.isfile(named) or not (named.endswith(".csl") or "://" in named):
        return named
    return os.path.basename(named).removesuffix(".csl")


def stand_in(named: str) -> str:
    """What to say of a style that is not the file or address that a document names but one of that name."""
    if not named or os.path.isfile(named) or not (named.endswith(".csl") or "://" in named):
        return ""
    name = os.path.basename(named).removesuffix(".csl")
    why = "there is no such file where pandoc runs, and filters do not know --resource-path"
    if "://" in named:
        why = "styles are not fetched from the web"
    return f"citekit-filter: {named}: {why}: the style “{name}” is used instead"


@lru_cache(maxsize=1)
def default_style() -> str:
    """The default style of the pandoc that runs the filter; citekit's ``chicago-author-date`` where none is found."""
    for program in _pandocs():
        try:
            done = subprocess.run(
                [program, "--print-default-data-file=default.csl"], capture_output=True, timeout=20, check=True
            )
            return done.stdout.decode("utf-8")
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            continue
    return _FALLBACK


def _pandocs() -> list[str]:
    """The pandoc that started the filter, where the system tells, and the one on the path."""
    found = []
    try:
        parent = os.readlink(f"/proc/{os.getppid()}/exe")
        if os.path.basename(parent).startswith("pandoc"):
            found.append(parent)
    except OSError:
        pass
    on_path = shutil.which("pandoc")
    return [*found, *([on_path] if on_path else [])]
