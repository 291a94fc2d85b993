"""A run of link checks from the command line: what is asked, what is printed, what counts as failed, what is mended."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..common.addresses import Address, masked
from ..common.errors import CitekitError, ReadError, UsageError, did_you_mean
from ..document.extra import extra_of
from ..document.model import Document
from .check_options import Asked, CheckerOptions, EarlierOptions, SelectionOptions, Target
from .console import Run
from .options import Jobs, Out, completer, with_options

if TYPE_CHECKING:
    from ..links import Checker, LinkReport

_FEW = 1000  # addresses up to which each result is written at once where no terminal shows it
# verdicts of an earlier run that may be other ones now
_TRANSIENT = frozenset(("not-checked", "timeout", "rate-limited", "server-error", "error", "dns", "refused"))


class LinkRun(Run):
    """One run of link checks. ``fail_on``: verdicts and commas, ``none``, or empty for all that are not good."""

    def __init__(self, output: str, fail_on: str, jobs: int = 0) -> None:
        super().__init__(jobs=jobs)
        from ..links.report import VERDICTS
        from .link_reports import OUTPUTS

        if output not in OUTPUTS:
            hint = did_you_mean(output, OUTPUTS, "choose one of " + ", ".join(OUTPUTS))
            raise UsageError(f"there is no output “{output}”", hint=hint)
        self.report_format = OUTPUTS[output]
        named = [v.strip() for v in fail_on.split(",") if v.strip()]
        unknown = [v for v in named if v not in VERDICTS and v != "none"]
        if unknown:
            hint = did_you_mean(unknown[0], VERDICTS, "choose from " + ", ".join(VERDICTS))
            raise UsageError(f"there is no verdict “{unknown[0]}”", hint=hint)
        self.failing = (
            frozenset(v for v in named if v != "none")
            if named
            else frozenset(v for v, (good, _) in VERDICTS.items() if not good)
        )
        self.targets: list[Asked] = []
        self.reports: list[tuple[Asked, LinkReport]] = []
        self.former: list[LinkReport] = []
        self.before: dict[tuple[str, str, str], LinkReport] | None = None
        self.stopped = False

    def check(
        self, checker: Checker, targets: Iterable[Asked], resume: Path | None, since: Path | None, out: Path | None
    ) -> bool:
        """Check and print; whether it was stopped by the person. What was found before that is printed whole."""
        from .link_reports import summary

        known = self._known_from(resume)
        self.before = {_report_key(r): r for r in _earlier_reports(since)} if since is not None else None
        self.targets = [t for t in targets if _target_key(t.own) not in known]
        self.warn_of_cache(checker)
        try:
            asked = self.progress(checker.numbered(t.asked for t in self.targets), "checking", len(self.targets))
            with self.output(out) as write:
                for piece in self.report_format(self._collected(asked), self.failing):
                    write(piece)
                    if out is None and (len(self.targets) < _FEW or sys.stdout.isatty()):
                        sys.stdout.flush()
        except KeyboardInterrupt:
            self.stopped = True
        if self.stopped:
            self.say("citekit: stopped; the results above are complete, and --resume continues from JSON lines")
        reports = [*self.former, *(report for _, report in self.reports)]
        if len(reports) > 1:
            for line in summary(reports):
                self.say(line)
        self._say_missing_copies(checker)
        return self.stopped

    def _say_missing_copies(self, checker: Checker) -> None:
        """Say of how many pages a copy was wanted, and not had."""
        from ..links.checker import DEAD
        from ..links.memento import archive_of

        wanted = [
            report
            for _, report in self.reports
            if (checker.archive and report.good) or (checker.rescue and report.verdict in DEAD)
        ]
        missing = sum(not report.archived and not archive_of(report.url) for report in wanted)
        if missing:
            self.say(f"citekit: no copy of {missing} of {len(wanted)} pages; each result says why")

    def warn_of_cache(self, checker: Checker) -> None:
        """Say what is wrong with the cache."""
        if checker.cache is not None and checker.cache.warning:
            self.say(f"citekit: warning: {checker.cache.warning}")

    def read(self, targets: Iterable[str], links: bool = False) -> Iterator[Target]:
        """Addresses as they are, lists of addresses, and the documents of files and folders; with ``links`` all
        addresses in the text of the files instead."""
        for target in targets:
            if "://" in target and not os.path.exists(target):
                yield target
            elif links and target != "-":
                yield from self._addresses_in(target)
            else:
                yield from self._listed_addresses(target) or self.documents([target])

    def _addresses_in(self, target: str) -> Iterator[Target]:
        from ..sources.addresses import addresses_of_file
        from ..sources.paths import expand

        for name in expand([target]):
            try:
                found = addresses_of_file(Path(name))
            except CitekitError as error:
                self.fail(error)
                continue
            if not found:
                self.say(f"citekit: {name}: it contains no address")
            yield from found

    def _listed_addresses(self, target: str) -> list[Target]:
        """The addresses of a list, from a file or standard input; nothing where it is something else. What is
        no address in it is named."""
        found: list[Target] = []
        for one in self._lines_of_list(target):
            if isinstance(one, CitekitError):
                self.fail(one)
            else:
                found.append(one)
        return found

    def _lines_of_list(self, target: str) -> Sequence[Address | CitekitError]:
        from ..sources.addresses import address_list

        if target == "-" and not sys.stdin.isatty():
            data = sys.stdin.buffer.read()
            sys.stdin = io.TextIOWrapper(io.BytesIO(data), "utf-8")  # for the readers of documents, where it is no list
            return address_list(data.decode("utf-8-sig", "replace"))
        path = Path(target)
        if path.suffix.lower() not in ("", ".txt", ".urls", ".list", ".lst") or not path.is_file():
            return []
        try:
            return address_list(path.read_text(encoding="utf-8-sig"), target)
        except (OSError, UnicodeDecodeError):
            return []

    def _collected(self, numbered: Iterable[tuple[int, LinkReport]]) -> Iterator[LinkReport]:
        """The reports as they come; where the person stops the run they end, and what prints them prints its end."""
        try:
            for number, report in numbered:
                report = self._with_drift(_own_report(self.targets[number], report))
                self.reports.append((self.targets[number], report))
                if self._is_unchanged(report):
                    continue
                self.failed = self.failed or report.verdict in self.failing
                yield report
        except KeyboardInterrupt:
            self.stopped = True

    def _known_from(self, path: Path | None) -> set[tuple[str, str, str]]:
        """What JSON lines of an earlier run hold for good: an address and its document; what may be over is asked
        again."""
        if path is None:
            return set()
        latest = {_report_key(r): r for r in _earlier_reports(path) if r.verdict not in _TRANSIENT}
        self.former = list(latest.values())
        self.failed = any(report.verdict in self.failing for report in self.former)
        return set(latest)

    def _with_drift(self, report: LinkReport) -> LinkReport:
        """The report, which says so where the page says something else than in an earlier run."""
        from ..links.fingerprint import drift

        former = self.before.get(_report_key(report)) if self.before is not None else None
        what = drift(former.fingerprint, report.fingerprint) if former is not None else ""
        if former is None or not what:
            return report
        since = former.checked or "an earlier run"
        reason = f"{report.reason}; the page has changed since {since}: {what}"
        return report.changed(reason=reason, changed_since=since)

    def _is_unchanged(self, report: LinkReport) -> bool:
        """Whether an earlier run found the same."""
        former = self.before.get(_report_key(report)) if self.before is not None else None
        return (
            former is not None
            and not report.changed_since
            and (former.verdict, former.final_url) == (report.verdict, report.final_url)
        )


def _earlier_reports(path: Path) -> list[LinkReport]:
    """The reports that an earlier run printed as JSON lines."""
    from ..links.cache import report_of

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        hint = "it should hold what --json printed"
        raise ReadError("the results of the earlier run cannot be read", where=str(path), hint=hint) from None
    return [report for line in text.splitlines() if (report := report_of(line)) is not None]


def _own_report(target: Asked, report: LinkReport) -> LinkReport:
    """The report under the target's own address and place, where another was asked."""
    if not target.is_remapped:
        return report
    own = target.own
    if isinstance(own, Document):
        return report.changed(url=own.url.strip(), reason=f"{report.reason}; asked at {report.url} (--remap)")
    source = own.source if isinstance(own, Address) else ""
    return report.changed(url=str(own), source=source, reason=f"{report.reason}; asked at {report.url} (--remap)")


_LINE = re.compile(r", (?:line \d+|page \d+|\w+, paragraph \d+|\w+, a link)$")


def _report_key(report: LinkReport) -> tuple[str, str, str]:
    # an address without a document is the same one on another line
    return masked(report.url), report.source if report.id else _LINE.sub("", report.source), report.id


def _target_key(target: Target) -> tuple[str, str, str]:
    """What a report is known by in the results of an earlier run."""
    if isinstance(target, Document):
        return masked(target.url.strip()), target.source, target.key or str(extra_of(target).get("id") or "")
    return masked(target), target.file if isinstance(target, Address) else "", ""


@with_options
def check_links(
    targets: Annotated[
        list[str],
        typer.Argument(metavar="FILE|URL...", help="Addresses, lists of them, or files and folders of documents."),
    ],
    checker_options: CheckerOptions,
    selection_options: SelectionOptions,
    earlier_options: EarlierOptions,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object per line, as results come (--output jsonl).")
    ] = False,
    output: Annotated[str, typer.Option("--output", help="table, jsonl, junit or markdown.")] = "table",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="VERDICTS",
            help="Verdicts for which the exit status is 1, separated by commas, or none.",
            autocompletion=completer("verdict_names"),
        ),
    ] = "",
    out: Out = None,
    jobs: Jobs = 0,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the new addresses of links that have moved for good into the files.")
    ] = False,
) -> None:
    """Check whether addresses still lead to their documents."""
    run = LinkRun("jsonl" if as_json else output, fail_on, jobs)
    checker, select = checker_options.checker(), selection_options.select()
    stopped = run.check(
        checker, select(run.read(targets, selection_options.links)), earlier_options.resume, earlier_options.since, out
    )
    if fix and not stopped:
        from .fixing import fix_files

        fix_files(run, checker, targets)
    raise typer.Exit(130 if stopped else 1 if run.failed else 0)
