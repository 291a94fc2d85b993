"""The options of a link check: how addresses are checked, which ones, and what an earlier run found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from ..common.errors import UsageError
from ..document.model import Document
from .options import AllowPrivate, Contact, Headers, NoProxy, Timeout, WebArchive, refuse_idle

if TYPE_CHECKING:
    from ..links import Checker

Target = str | Document
# what is meant for one connection, or frames a message (RFC 9110, 7.6.1; RFC 9112, 6)
_HOP_BY_HOP = frozenset(
    "host connection keep-alive te trailer transfer-encoding upgrade content-length expect http2-settings".split()
)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def seconds_of(age: str) -> float | None:
    """The seconds of ``12h`` or ``7d``; None for an empty text. Raises UsageError."""
    if not age:
        return None
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhdw]?)\s*", age)
    if match is None:
        raise UsageError(f"invalid age “{age}”", hint="write it like 12h or 7d")
    return float(match.group(1)) * _UNITS[match.group(2) or "s"]


def headers_of(fields: Iterable[str]) -> dict[str, str]:
    """Header fields from ``NAME:VALUE``. Raises UsageError."""
    found: dict[str, str] = {}
    for field in fields:
        name, mark, value = field.partition(":")
        if not mark or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name) or not value.isprintable():
            raise UsageError(f"invalid header “{field}”", hint="write it like “X-Name: value”")
        if name.lower() in _HOP_BY_HOP or name.lower().startswith("proxy-"):
            raise UsageError(f"the header {name} belongs to the connection", hint="leave it out: citekit sends its own")
        found[name] = value.strip()
    return found


def selection(exclude: Iterable[str], remap: Iterable[str]) -> Callable[[Iterable[Target]], Iterator[Asked]]:
    """A function that leaves out the targets that a pattern of ``exclude`` matches, and changes addresses as ``remap``
    (``PATTERN=>REPLACEMENT``) says. Raises UsageError.
    """
    try:
        left_out = [re.compile(pattern) for pattern in exclude]
        changes = [(re.compile(old), new) for old, mark, new in (rule.partition("=>") for rule in remap) if mark]
    except re.error as error:
        raise UsageError(f"invalid pattern ({error})") from None
    wrong = next((rule for rule in remap if "=>" not in rule), None)
    if wrong is not None:
        raise UsageError(f"invalid rule “{wrong}”", hint="write it like “^http://old/=>https://new/”")

    def select(targets: Iterable[Target]) -> Iterator[Asked]:
        for target in targets:
            url = target.url if isinstance(target, Document) else target
            if any(pattern.search(url) for pattern in left_out):
                continue
            new = url
            for pattern, replacement in changes:
                new = pattern.sub(replacement, new)
            elsewhere = replace(target, url=new) if isinstance(target, Document) else new
            yield Asked(target, target if new == url else elsewhere)

    return select


@dataclass(frozen=True)
class Asked:
    """A target, and what is checked in its place (``--remap``)."""

    own: Target
    asked: Target

    @property
    def is_remapped(self) -> bool:
        """Whether another address is checked."""
        return self.own is not self.asked


@dataclass(frozen=True)
class CheckerOptions:
    """How addresses are checked."""

    timeout: Timeout = 20.0
    allow_private: AllowPrivate = False
    contact: Contact = ""
    no_robots: Annotated[bool, typer.Option("--no-robots", help="Ignore robots.txt.")] = False
    no_proxy: NoProxy = False
    header: Headers = None
    workers: Annotated[
        int,
        typer.Option("--workers", min=0, max=256, help="How many addresses to check at once; 0: one for each host."),
    ] = 0
    delay: Annotated[float, typer.Option("--delay", min=0.0, help="Seconds between two requests to one host.")] = 0.3
    max_age: Annotated[
        str, typer.Option("--max-age", metavar="AGE", help="Use a cached result of this age or less: 12h, 7d.")
    ] = ""
    offline: Annotated[bool, typer.Option("--offline", help="Use cached results only.")] = False
    rescue: Annotated[bool, typer.Option("--rescue", help="Look for copies of dead links in the Wayback Machine.")] = (
        False
    )
    timemap: Annotated[bool, typer.Option("--timemap", help="With --rescue: look among all copies (slow).")] = False
    archive: Annotated[bool, typer.Option("--archive", help="Ask the Wayback Machine to save live pages.")] = False
    memento: WebArchive = ""
    drift: Annotated[
        bool, typer.Option("--drift", help="Report pages whose text has changed since the run given with --since.")
    ] = False

    def __post_init__(self) -> None:
        if not (self.rescue or self.timemap or self.archive):
            refuse_idle("memento", without="--rescue, --timemap or --archive")

    def checker(self) -> Checker:
        """The checker with these options."""
        from ..links import Checker

        return Checker(
            timeout=self.timeout,
            allow_private=self.allow_private,
            contact=self.contact,
            robots=not self.no_robots,
            proxies=not self.no_proxy,
            headers=headers_of(self.header or []),
            workers=self.workers,
            delay=self.delay,
            max_age=seconds_of(self.max_age),
            offline=self.offline,
            rescue=self.rescue or self.timemap,
            timemap=self.timemap,
            archive=self.archive,
            memento=self.memento,
            fingerprints=self.drift,
        )


@dataclass(frozen=True)
class SelectionOptions:
    """Which addresses are checked."""

    links: Annotated[
        bool,
        typer.Option(
            "--links", help="Check all addresses in the text of files (Markdown, HTML, TeX, text, PDF, .docx, .odt)."
        ),
    ] = False
    exclude: Annotated[
        Optional[list[str]],
        typer.Option("--exclude", metavar="PATTERN", help="Leave out addresses that match; may be repeated."),
    ] = None
    remap: Annotated[
        Optional[list[str]],
        typer.Option("--remap", metavar="PATTERN=>NEW", help="Check another address instead; may be repeated."),
    ] = None

    def select(self) -> Callable[[Iterable[Target]], Iterator[Asked]]:
        """The function that selects targets and changes their addresses. Raises UsageError."""
        return selection(self.exclude or [], self.remap or [])


@dataclass(frozen=True)
class EarlierOptions:
    """Results of an earlier run."""

    resume: Annotated[
        Optional[Path],
        typer.Option(
            "--resume",
            metavar="FILE",
            help="JSON lines of a stopped run: their results are printed with the rest and not checked again.",
        ),
    ] = None
    since: Annotated[
        Optional[Path],
        typer.Option(
            "--since",
            metavar="FILE",
            help="JSON lines of an earlier run: only what has changed is printed. With --json -o and the same FILE it"
            " is kept up to date.",
        ),
    ] = None
