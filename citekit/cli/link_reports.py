"""Reports for people and programs: lines, JSON lines, JUnit XML, Markdown, and a summary by verdict."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from ..links.report import VERDICTS, LinkReport

# name -> reports as they come -> pieces of text
Output = Callable[[Iterable[LinkReport], frozenset[str]], Iterator[str]]


def lines(reports: Iterable[LinkReport], failing: frozenset[str]) -> Iterator[str]:
    """One line a report, in words."""
    for report in reports:
        yield f"{report}\n"


def json_lines(reports: Iterable[LinkReport], failing: frozenset[str]) -> Iterator[str]:
    """One JSON object a line."""
    for report in reports:
        yield json.dumps(report.to_dict(), ensure_ascii=False) + "\n"


def junit(reports: Iterable[LinkReport], failing: frozenset[str]) -> Iterator[str]:
    """JUnit XML, as continuous integration reads it: one test case an address."""
    cases: list[str] = []
    failures = 0
    seconds = 0.0
    for report in reports:
        seconds += report.seconds
        head = f'    <testcase classname="links" name={quoteattr(_xml(report.url))} time="{report.seconds:.3f}"'
        if report.verdict in failing:
            failures += 1
            said = _xml(report.reason or VERDICTS[report.verdict][1])
            cases.append(
                f"{head}>\n      <failure type={quoteattr(report.verdict)} message={quoteattr(said)}>{escape(_xml(str(report)))}</failure>\n    </testcase>\n"
            )
        elif report.verdict == "not-checked":
            cases.append(f"{head}>\n      <skipped message={quoteattr(_xml(report.reason))}/>\n    </testcase>\n")
        else:
            cases.append(f"{head}/>\n")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites>\n  <testsuite name="citekit check" tests="{len(cases)}" failures="{failures}" time="{seconds:.3f}">\n'
    yield from cases
    yield "  </testsuite>\n</testsuites>\n"


def _xml(text: str) -> str:
    """Text without the characters that XML cannot have."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
    )


def markdown(reports: Iterable[LinkReport], failing: frozenset[str]) -> Iterator[str]:
    """A table in Markdown."""
    yield "| verdict | status | address | what was found |\n|---|---|---|---|\n"
    for report in reports:
        mark = "**" if report.verdict in failing else ""
        yield f"| {mark}{report.verdict}{mark} | {report.status or ''} | <{_cell(report.url)}> | {_cell(report.reason)} |\n"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())


OUTPUTS: dict[str, Output] = {"table": lines, "jsonl": json_lines, "junit": junit, "markdown": markdown}


def summary(reports: Iterable[LinkReport]) -> list[str]:
    """How many addresses have each verdict, in words, the good ones first."""
    counts = Counter(report.verdict for report in reports)
    width = max((len(v) for v in counts), default=0)
    return [f"{counts[v]:>7}  {v:<{width}}  {VERDICTS[v][1]}" for v in VERDICTS if v in counts]
