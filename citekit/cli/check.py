"""A run of link checks from the command line: what is asked, what is printed, what counts as failed, what is mended."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from ..document.model import Document
from ..errors import CitekitError, ReadError, UsageError
from .console import Run
from .options import AllowPrivate, Contact, Timeout, with_options

if TYPE_CHECKING:
    from ..links import Checker, LinkReport

Target = str | Document
_FLUSHED = 1000  # addresses up to which each result is written at once where no terminal shows it
# verdicts of an earlier run that may be other ones now
_PASSING = frozenset(("not-checked", "timeout", "rate-limited", "server-error", "error", "dns", "refused"))
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def seconds_of(age: str) -> float | None:
    """The seconds of ``12h``, ``7d``; None for nothing. Raises UsageError."""
    if not age:
        return None
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhdw]?)\s*", age)
    if match is None:
        raise UsageError(f"invalid age “{age}”", hint="write it like 12h or 7d")
    return float(match.group(1)) * _UNITS[match.group(2) or "s"]


class LinkRun(Run):
    """One run of link checks. ``fail_on``: verdicts with commas, ``none``, or empty for all that are not good."""

    def __init__(self, output: str, fail_on: str) -> None:
        super().__init__()
        from ..links.report import VERDICTS
        from .link_reports import OUTPUTS

        if output not in OUTPUTS:
            raise UsageError(f"there is no output “{output}”", hint="choose one of " + ", ".join(OUTPUTS))
        self.report_format = OUTPUTS[output]
        named = [v.strip() for v in fail_on.split(",") if v.strip()]
        unknown = [v for v in named if v not in VERDICTS and v != "none"]
        if unknown:
            raise UsageError(f"there is no verdict “{unknown[0]}”", hint="choose from " + ", ".join(VERDICTS))
        self.failing = (
            frozenset(v for v in named if v != "none")
            if named
            else frozenset(v for v, (good, _) in VERDICTS.items() if not good)
        )
        self.targets: list[Target] = []
        self.reports: list[tuple[Target, LinkReport]] = []
        self.former: list[LinkReport] = []
        self.stopped = False

    def check(self, checker: Checker, targets: Iterable[Target], resume: Path | None) -> bool:
        """Check and print; whether it was stopped by the person. What was found before that is printed whole."""
        from .link_reports import summary

        known = self._resumed(resume)
        self.targets = [t for t in targets if _key(t) not in known]
        self.warn(checker)
        try:
            asked = self.progress(checker.numbered(self.targets), "checking", len(self.targets))
            for piece in self.report_format(self._reported(asked), self.failing):
                sys.stdout.write(piece)
                if len(self.targets) < _FLUSHED or sys.stdout.isatty():
                    sys.stdout.flush()
            sys.stdout.flush()
        except KeyboardInterrupt:
            self.stopped = True
        if self.stopped:
            self.say("citekit: stopped; the results above are complete, --resume goes on from JSON lines")
        reports = [*self.former, *(report for _, report in self.reports)]
        if len(reports) > 1:
            for line in summary(reports):
                self.say(line)
        return self.stopped

    def warn(self, checker: Checker) -> None:
        """Say what is wrong with the cache."""
        if checker.cache is not None and checker.cache.warning:
            self.say(f"citekit: warning: {checker.cache.warning}")

    def read(self, targets: Iterable[str]) -> Iterator[Target]:
        """Addresses as they are, and the documents of files and folders."""
        listed = list(targets)
        urls = [t for t in listed if "://" in t and not os.path.exists(t)]
        yield from urls
        yield from self.documents(t for t in listed if t not in urls)

    def _reported(self, numbered: Iterable[tuple[int, LinkReport]]) -> Iterator[LinkReport]:
        """The reports as they come; where the person stops the run they end, and what prints them prints its end."""
        try:
            for number, report in numbered:
                self.reports.append((self.targets[number], report))
                self.failed = self.failed or report.verdict in self.failing
                yield report
        except KeyboardInterrupt:
            self.stopped = True

    def _resumed(self, path: Path | None) -> set[tuple[str, str, str]]:
        """What JSON lines of an earlier run hold for good: an address and its document; what may be over is asked
        again."""
        from ..links.cache import report_of

        if path is None:
            return set()
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise ReadError(
                "the results of the earlier run cannot be read",
                where=str(path),
                hint="it should hold what --json printed",
            ) from None
        reports = filter(None, map(report_of, text.splitlines()))
        latest = {(r.url, r.source, r.id): r for r in reports if r.verdict not in _PASSING}
        self.former = list(latest.values())
        self.failed = any(report.verdict in self.failing for report in self.former)
        return set(latest)

    def fix(self, checker: Checker, files: Iterable[str]) -> None:
        """Write addresses that have moved for good, and the archive's own for its mirrors, into the files."""
        from ..links.fix import fix_file, replacement_address

        addresses: dict[str, str] = {}
        for target, report in self.reports:
            new = replacement_address(report)
            if not new and report.canonical and report.canonical != report.url:
                # the mirror is dead: is the archive itself there?
                moved = replace(target, url=report.canonical) if isinstance(target, Document) else report.canonical
                new = report.canonical if checker.check(moved).good else ""
            if new and new != report.url:
                addresses[report.url] = new
        for name in _files(files) if addresses else ():
            try:
                fixed = fix_file(Path(name), addresses)
            except CitekitError as error:
                self.fail(error)
                continue
            if fixed.count:
                changed = f"{fixed.count} address{'es' if fixed.count > 1 else ''} changed"
                self.say(f"citekit: {name}: {changed}; the former file is {fixed.backup}")


def _files(targets: Iterable[str]) -> list[str]:
    from ..sources.paths import expand

    return [f for f in expand(t for t in targets if os.path.exists(t)) if not f.lower().endswith((".zip", ".pdf"))]


def _key(target: Target) -> tuple[str, str, str]:
    """What a report is known by in the results of an earlier run."""
    if isinstance(target, Document):
        return target.url.strip(), target.source, target.key or str(target.extra.get("id") or "")
    return target, "", ""


@dataclass(frozen=True)
class CheckerOptions:
    """How addresses are asked."""

    timeout: Timeout = 20.0
    allow_private: AllowPrivate = False
    contact: Contact = ""
    no_robots: Annotated[bool, typer.Option("--no-robots", help="Ignore robots.txt.")] = False
    workers: Annotated[
        int,
        typer.Option(
            "--workers", min=0, max=256, help="How many addresses to ask at once; 0: as many as there are hosts."
        ),
    ] = 0
    delay: Annotated[float, typer.Option("--delay", min=0.0, help="Seconds between two requests to one host.")] = 0.3
    max_age: Annotated[
        str, typer.Option("--max-age", metavar="AGE", help="Use a cached result of this age or less: 12h, 7d.")
    ] = ""
    offline: Annotated[bool, typer.Option("--offline", help="Use cached results only.")] = False
    rescue: Annotated[
        bool, typer.Option("--rescue", help="Look for a copy of what is dead in the Wayback Machine.")
    ] = False
    timemap: Annotated[bool, typer.Option("--timemap", help="With --rescue: look among all copies (slow).")] = False
    archive: Annotated[bool, typer.Option("--archive", help="Ask the Wayback Machine to save what is alive.")] = False
    memento: Annotated[
        str, typer.Option("--memento", metavar="URL", help="Another web archive that speaks the same protocol.")
    ] = ""

    def checker(self) -> Checker:
        """The checker that asks so."""
        from ..links import Checker

        return Checker(
            timeout=self.timeout,
            allow_private=self.allow_private,
            contact=self.contact,
            robots=not self.no_robots,
            workers=self.workers,
            delay=self.delay,
            max_age=seconds_of(self.max_age),
            offline=self.offline,
            rescue=self.rescue or self.timemap,
            timemap=self.timemap,
            archive=self.archive,
            memento=self.memento,
        )


@with_options
def check_links(
    targets: Annotated[
        list[str], typer.Argument(metavar="FILE|URL...", help="Addresses, or files and folders of documents.")
    ],
    asking: CheckerOptions,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, as results come (--output jsonl).")
    ] = False,
    output: Annotated[str, typer.Option("--output", help="table, jsonl, junit or markdown.")] = "table",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="VERDICTS", help="Verdicts for which the exit status is 1, with commas, or none."
        ),
    ] = "",
    resume: Annotated[
        Optional[Path],
        typer.Option(
            "--resume", metavar="FILE", help="JSON lines of a run that was stopped: what is in them is not asked again."
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write addresses that have moved for good into the files.")
    ] = False,
) -> None:
    """Check whether addresses still lead to their documents."""
    run = LinkRun("jsonl" if as_json else output, fail_on)
    checker = asking.checker()
    stopped = run.check(checker, run.read(targets), resume)
    if fix and not stopped:
        run.fix(checker, targets)
    raise typer.Exit(130 if stopped else 1 if run.failed else 0)
