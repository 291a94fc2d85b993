"""What earlier runs of link checks found: read from JSON lines, carried over into the new results, and compared with
them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..common.addresses import Address, masked
from ..common.errors import CitekitError, ReadError, UsageError
from ..document.extra import extra_of
from ..document.model import Document
from ..links.cache import report_of
from ..links.fingerprint import drift
from ..links.report import LinkReport
from .journal import journal_of

Key = tuple[str, str, str]  # address, file or place, citation key
# verdicts of an earlier run that may be other ones now
_TRANSIENT = frozenset(("not-checked", "timeout", "rate-limited", "server-error", "error", "dns", "refused"))
_LINE = re.compile(r", (?:line \d+|page \d+|\w+, paragraph \d+|\w+, a link)$")


class EarlierResults:
    """The results of ``resume``, which are not asked again where they hold for good, and of ``since``, with which new
    ones are compared. ``held`` are those that hold, ``journals`` the files besides that they were read from.
    ``keeps_all``: ``out`` is one of these files, so that all that stands there must come into it again.

    Raises ReadError for files that hold no results, and UsageError where ``out`` would lose them.
    """

    def __init__(
        self, resume: Path | None, since: Path | None, out: Path | None, is_json: bool, say: Callable[[str], None]
    ) -> None:
        self.journals = [j for j in (journal_of(resume),) if j.is_file()] if resume is not None else []
        resumed = list(_resumed(resume, self.journals, say)) if resume is not None else []
        former = list(_results(since, say)) if since is not None else []
        self.before: dict[Key, LinkReport] | None = {_key(r): r for r in former} if since is not None else None
        self.held = _latest(r for r in resumed if r.verdict not in _TRANSIENT)
        self._known = {_key(report) for report in self.held}
        rewrites_former = _is_same_file(since, out)
        self.keeps_all = rewrites_former or _is_same_file(resume, out)
        self._others = [r for r in resumed if r.verdict in _TRANSIENT] + (former if rewrites_former else [])
        if self.keeps_all and not is_json:
            hint = "add --json, or write into another file"
            raise UsageError("this file holds the JSON lines of the earlier run", where=str(out), hint=hint)

    def holds(self, target: str | Document) -> bool:
        """Whether there is a result for a target that need not be checked again."""
        return bool(self._known) and _target_key(target) in self._known

    def left(self, found: Iterable[LinkReport]) -> list[LinkReport]:
        """The results of targets that were not checked this time."""
        new = {_key(report) for report in found} | self._known
        return _latest(report for report in self._others if _key(report) not in new)

    def with_drift(self, report: LinkReport) -> LinkReport:
        """The report, with a remark if the page has changed since the earlier run."""
        former = self._former(report)
        what = drift(former.fingerprint, report.fingerprint) if former is not None else ""
        if former is None or not what:
            return report
        since = former.checked or "an earlier run"
        reason = f"{report.reason}; the page has changed since {since}: {what}"
        return report.changed(reason=reason, changed_since=since)

    def is_unchanged(self, report: LinkReport) -> bool:
        """Whether the earlier run found the same."""
        former = self._former(report)
        return (
            former is not None
            and not report.changed_since
            and (former.verdict, former.final_url) == (report.verdict, report.final_url)
        )

    def _former(self, report: LinkReport) -> LinkReport | None:
        return self.before.get(_key(report)) if self.before is not None else None


def _resumed(path: Path, journals: list[Path], say: Callable[[str], None]) -> Iterator[LinkReport]:
    """The results of a run, and those in the journal that it has left if it was killed."""
    if path.exists() or not journals:
        yield from _results(path, say)
    for journal in journals:
        say(f"citekit: note: {journal}: an earlier run was interrupted; its results are included")
        yield from _results(journal, say)


def _results(path: Path, say: Callable[[str], None]) -> Iterator[LinkReport]:
    """The results that an earlier run wrote as JSON lines; an empty file is one before the first run."""
    from ..common.files.decoding import decode

    hint = "name a file written by citekit check --json; for the first run an empty one will do"
    try:
        data = path.read_bytes()
        lines = decode(data, str(path)).split("\n") if data.strip() else []
    except (OSError, CitekitError):
        raise ReadError("the results of the earlier run cannot be read", where=str(path), hint=hint) from None
    read = [(number, report_of(line)) for number, line in enumerate(lines, 1) if line.strip()]
    found = [report for _, report in read if report is not None]
    wrong = [number for number, report in read if report is None]
    if wrong and not found:
        raise ReadError("it holds no results of a link check", where=str(path), hint=hint)
    if wrong:
        left = "is" if len(wrong) == 1 else "are"
        which = f"line {wrong[0]} is not a result" if len(wrong) == 1 else f"{len(wrong)} lines are not results"
        say(f"citekit: warning: {path}: {which} of a link check, and {left} left out")
    if not read:
        say(f"citekit: note: {path}: it holds no results yet, so everything is checked")
    yield from found


def _latest(reports: Iterable[LinkReport]) -> list[LinkReport]:
    """The last report of each address at each place."""
    return list({(masked(report.url), report.source, report.id): report for report in reports}.values())


def _is_same_file(one: Path | None, other: Path | None) -> bool:
    return one is not None and other is not None and other.exists() and os.path.samefile(one, other)


def _key(report: LinkReport) -> Key:
    # an address without a document is the same one on another line
    return masked(report.url), report.source if report.id else _LINE.sub("", report.source), report.id


def _target_key(target: str | Document) -> Key:
    """By what a report is found in the results of an earlier run."""
    if isinstance(target, Document):
        return masked(target.url.strip()), target.source, target.key or str(extra_of(target).get("id") or "")
    return masked(target), target.file if isinstance(target, Address) else "", ""
