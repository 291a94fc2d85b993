"""``citekit doctor``: what is installed, what each missing part would add, and how to install it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from ..common.errors import to_install
from .console import Run, json_line
from .options import Json, Out

_CORE = ("citeproc-py", "bibtexparser", "typer", "requests", "lxml", "rich", "platformdirs")


@dataclass(frozen=True)
class Part:
    """One thing that citekit works with. ``state`` is its version or path; ``hint``: what to do if it is missing."""

    name: str
    there: bool
    state: str
    adds: str = ""
    hint: str = ""
    needed: bool = False


def doctor(as_json: Json = False, out: Out = None) -> None:
    """Say what is installed and what is missing.

    For each missing part: what it would add, and how to install it.
    """
    run = Run()
    found = list(parts())
    with run.output(out) as write:
        for part in found:
            write(json_line(asdict(part)) if as_json else _line(part))
    for part in found:
        if part.needed and not part.there:
            run.fail(f"{part.name} is missing ({part.hint})")
    run.exit()


def _line(part: Part) -> str:
    sign = "ok " if part.there else "NO " if part.needed else " - "
    adds = f": {part.adds}" if part.adds else ""
    hint = f"\n{'':27}{part.hint}" if part.hint and not part.there else ""
    return f"{sign} {part.name:<22} {part.state}{adds}{hint}\n"


def parts() -> Iterator[Part]:
    """Everything that is checked, in the order of the output."""
    from ..common.version import __version__

    where = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    yield Part("citekit", True, f"{__version__} in {where}", needed=True)
    version = ".".join(map(str, sys.version_info[:3]))
    hint = "install Python 3.11 or newer"
    yield Part("Python", sys.version_info >= (3, 11), f"{version} in {sys.executable}", hint=hint, needed=True)
    for name in _CORE:
        there = _version(name)
        yield Part(name, bool(there), there or "missing", hint=to_install(name), needed=True)
    yield from _extras()
    yield from _environment()


def _extras() -> Iterator[Part]:
    from ..common.tables import table

    data = table("doctor")
    for package in data["package"]:
        name = package["name"]
        there = _version(name)
        yield Part(name, bool(there), there or "not installed", package["adds"], to_install(name))
    for program in data["program"]:
        path = shutil.which(program["name"])
        yield Part(program["name"], path is not None, path or "not found", program["adds"])
    for service in data["service"]:
        answers = _is_listening(service["url"])
        state = f"answers at {service['url']}" if answers else f"does not answer at {service['url']}"
        yield Part(service["name"], answers, state, service["adds"], f"start {service['name']}")


def _environment() -> Iterator[Part]:
    """Styles, settings, completion, terminal."""
    from ..engine.style.finding import named_styles, own_styles
    from .settings import settings_files

    own = own_styles()
    yield Part("styles", bool(own), f"{len(own)} of citekit, {sum(1 for _ in named_styles())} in all", needed=True)
    files = settings_files()
    yield Part("settings", bool(files), ", ".join(files) or "none", hint="`citekit config --init` writes an example")
    completion = _completion_file()
    yield Part("completion", bool(completion), completion or "not installed", hint="citekit --install-completion")
    encoding = (sys.stdout.encoding or "").lower()
    yield Part("terminal", "utf" in encoding, encoding or "unknown", hint="set it to UTF-8")


def _version(package: str) -> str:
    """The version of an installed package, or an empty string."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _is_listening(url: str) -> bool:
    """Whether something listens at an address of this machine."""
    import socket
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=0.5):
            return True
    except OSError:
        return False


def _completion_file() -> str:
    """The file of a shell that completes citekit's commands, or an empty string."""
    home = os.path.expanduser("~")
    places = (".bash_completions/citekit.sh", ".zfunc/_citekit", ".config/fish/completions/citekit.fish")
    shared = (
        "bash-completion/completions/citekit",
        "zsh/site-functions/_citekit",
        "fish/vendor_completions.d/citekit.fish",
    )
    every = [os.path.join(home, p) for p in places] + [os.path.join(sys.prefix, "share", p) for p in shared]
    return next((path for path in every if os.path.isfile(path)), "")
