"""A run of link checks from the command line: its targets, its output, its exit status, and the addresses that it
corrects.
"""

from __future__ import annotations

import io
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..common.addresses import Address
from ..common.errors import CitekitError, ReadError, UsageError, did_you_mean, printable
from ..document.model import Document
from .check_options import Asked, CheckerOptions, EarlierOptions, SelectionOptions, Target
from .console import Run
from .journal import Stopped, journal, journal_of, stopped_by_signals
from .options import Jobs, Out, completer, with_options

if TYPE_CHECKING:
    from ..links import Checker, LinkReport
    from .earlier_results import EarlierResults

_FEW = 1000  # addresses up to which each result is written at once where no terminal shows it


class LinkRun(Run):
    """One run of link checks. ``fail_on``: verdicts between commas, ``none``, or empty for those that are not good."""

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
        self.stopped = False
        self.exit_status = 0

    def check(self, checker: Checker, targets: Iterable[Asked], earlier: EarlierResults, out: Path | None) -> bool:
        """Check and print; returns whether the person stopped the run.

        What was found before that is printed in full, and so are the results of an earlier run that need not be checked
        again.
        """
        from .link_reports import summary

        try:
            with stopped_by_signals():
                self._print(checker, targets, earlier, out)
        except KeyboardInterrupt as error:
            self._stop(error)
        if self.stopped:
            where = "above" if out is None else f"in {out}"
            self.say(f"citekit: stopped; the results {where} are complete, and --resume continues from JSON lines")
        reports = [*earlier.held, *(report for _, report in self.reports)]
        if len(reports) > 1:
            for line in summary(reports):
                self.say(line)
        self._say_missing_copies(checker)
        return self.stopped

    def _print(self, checker: Checker, targets: Iterable[Asked], earlier: EarlierResults, out: Path | None) -> None:
        """Check, and print what comes as it comes."""
        self.targets = [t for t in targets if not earlier.holds(t.own)]
        self.warn_of_cache(checker)
        asked = self.progress(checker.numbered(t.asked for t in self.targets), "checking", len(self.targets))
        left = journal_of(out) if out is not None and journal_of(out).is_file() else None
        if left is not None and left not in earlier.journals:
            self.say(f"citekit: note: {left}: the results of a run that was ended; --resume {out} takes them as well")
            left = None
        with self.output(out) as write:
            for piece in self.report_format(self._collected(asked, earlier), self.failing):
                write(piece)
                if out is None and (len(self.targets) < _FEW or sys.stdout.isatty()):
                    sys.stdout.flush()
        if out is not None and left:
            left.unlink(missing_ok=True)  # what it held stands in the file now

    @contextmanager
    def output(self, out: Path | None, rewrites: bool = False) -> Iterator[Callable[[str], object]]:
        """Where the results go: standard output, or a file that has each as it comes."""
        if out is None or str(out) == "-" or (out.exists() and not out.is_file()):
            with super().output(out, rewrites) as write:
                yield write
            return
        self.check_output(out)
        with journal(out, lambda: self.failed) as write:
            yield lambda text: write(printable(text))

    def _stop(self, error: KeyboardInterrupt) -> None:
        """Note that the run was stopped, and by what."""
        self.stopped = True
        self.exit_status = 128 + (error.number if isinstance(error, Stopped) else signal.SIGINT)

    def _say_missing_copies(self, checker: Checker) -> None:
        """Tell the person for how many pages no copy could be made."""
        from ..links.checker import DEAD
        from ..links.memento import web_archive_of

        wanted = [
            report
            for _, report in self.reports
            if (checker.archive and report.good) or (checker.rescue and report.verdict in DEAD)
        ]
        missing = sum(not report.archived and not web_archive_of(report.url) for report in wanted)
        if missing:
            self.say(f"citekit: no copy of {missing} of {len(wanted)} pages; each result says why")

    def warn_of_cache(self, checker: Checker) -> None:
        """Tell the person what is wrong with the cache."""
        if checker.cache is not None and checker.cache.warning:
            self.say(f"citekit: warning: {checker.cache.warning}")

    def read(self, targets: Iterable[str], links: bool = False) -> Iterator[Target]:
        """Addresses as they are, lists of addresses, and the documents of files and folders; with ``links`` all
        addresses in the text of the files instead."""
        for target in targets:
            if "://" in target and not os.path.exists(target):
                yield target
            elif _is_endless(target):
                self.fail(ReadError("this is a device, not a file", where=target))
            elif links and target != "-":
                yield from self._addresses_in(target)
            else:
                yield from self._listed_or_documents(target)

    def _listed_or_documents(self, target: str) -> Iterator[Target]:
        listed = self._lines_of_list(target)
        for one in listed:
            if isinstance(one, CitekitError):
                self.fail(one)
            else:
                yield one
        if not listed:
            yield from self.documents([target])

    def _addresses_in(self, target: str) -> Iterator[Target]:
        from ..sources.addresses import addresses_of_file
        from ..sources.paths import expand

        for name in expand([target]):
            self.inputs.append(name)
            try:
                found = addresses_of_file(Path(name))
            except CitekitError as error:
                self.fail(error)
                continue
            if not found:
                self.say(f"citekit: {name}: it contains no address")
            yield from found

    def _lines_of_list(self, target: str) -> Sequence[Address | CitekitError]:
        """The addresses of a list, from a file or standard input, with an error for each line that is not one; empty
        where the input is not a list.
        """
        from ..sources.addresses import address_list

        if target == "-" and not sys.stdin.isatty():
            data = sys.stdin.buffer.read()
            if not data.strip():
                hint = "give it addresses, one per line, or a document"
                return [ReadError("there is nothing in it", where="standard input", hint=hint)]
            sys.stdin = io.TextIOWrapper(io.BytesIO(data), "utf-8")  # for the readers of documents, where it is no list
            return address_list(self._text_of_list(data, "standard input"))
        path = Path(target)
        if path.is_fifo():  # check <(grep -o …)
            found = address_list(self._text_of_list(path.read_bytes(), target), target)
            return found or [ReadError("there is no list of addresses in this pipe", where=target)]
        if path.suffix.lower() not in ("", ".txt", ".urls", ".list", ".lst") or not path.is_file():
            return []
        self.inputs.append(target)
        try:
            return address_list(self._text_of_list(path.read_bytes(), target), target)
        except OSError:
            return []

    def _text_of_list(self, data: bytes, where: str) -> str:
        """The text of a possible list; empty where it is not text. Bytes that are not UTF-8 are read as Windows-1252,
        with a note: addresses seldom have any.
        """
        from ..common.files.decoding import NotUnicodeError, decode

        try:
            return decode(data, where)
        except NotUnicodeError:
            from ..sources.addresses import address_list

            text = data.decode("cp1252", "replace")
            if address_list(text):
                self.say(f"citekit: note: {where}: it is not in UTF-8, and read as Windows-1252")
            return text
        except CitekitError:
            return ""

    def _collected(self, numbered: Iterable[tuple[int, LinkReport]], earlier: EarlierResults) -> Iterator[LinkReport]:
        """The reports as they come. Where the person stops the run they simply end, so that the output is completed."""
        for report in earlier.held:
            self.failed = self.failed or report.verdict in self.failing
            yield from self._reported(report, earlier)
        try:
            for number, report in numbered:
                report = earlier.with_drift(_own_report(self.targets[number], report))
                self.reports.append((self.targets[number], report))
                yield from self._reported(report, earlier)
        except KeyboardInterrupt as error:
            self._stop(error)
        for report in earlier.left(report for _, report in self.reports):
            self.failed = self.failed or (earlier.before is None and report.verdict in self.failing)
            yield report

    def _reported(self, report: LinkReport, earlier: EarlierResults) -> Iterator[LinkReport]:
        """The report, where it belongs in the output. An unchanged one does only where the file keeps all results; what
        has changed is then also printed on standard output.
        """
        from .link_reports import lines

        if earlier.is_unchanged(report):
            if earlier.keeps_all:
                yield report
            return
        self.failed = self.failed or report.verdict in self.failing
        if earlier.keeps_all and earlier.before is not None:
            sys.stdout.write("".join(lines([report], self.failing)))
            sys.stdout.flush()
        yield report


def _is_endless(target: str) -> bool:
    """Whether a file is a device, or leads to one (/dev/zero), and not standard input."""
    try:
        return (
            stat.S_ISCHR(os.stat(target).st_mode) and not os.path.samefile(target, os.devnull) and not _is_stdin(target)
        )
    except OSError:
        return False


def _is_stdin(target: str) -> bool:
    return os.path.realpath(target) == os.path.realpath("/dev/stdin")


def _own_report(target: Asked, report: LinkReport) -> LinkReport:
    """The report under the target's own address and place, where another address was checked for it."""
    if not target.is_remapped:
        return report
    own = target.own
    if isinstance(own, Document):
        return report.changed(url=own.url.strip(), reason=f"{report.reason}; asked at {report.url} (--remap)")
    source = own.source if isinstance(own, Address) else ""
    return report.changed(url=str(own), source=source, reason=f"{report.reason}; asked at {report.url} (--remap)")


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
    from .earlier_results import EarlierResults

    run = LinkRun("jsonl" if as_json else output, fail_on, jobs)
    checker, select = checker_options.checker(), selection_options.select()
    earlier = EarlierResults(earlier_options.resume, earlier_options.since, out, as_json or output == "jsonl", run.say)
    stopped = run.check(checker, select(run.read(targets, selection_options.links)), earlier, out)
    if fix and not stopped:
        from .fixing import fix_files

        fix_files(run, checker, targets)
    raise typer.Exit(run.exit_status if stopped else 1 if run.failed else 0)
