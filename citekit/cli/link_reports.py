"""Reports for people and programs: lines, JSON lines, JUnit XML, Markdown, and a summary by verdict."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from ..common.addresses import masked
from ..common.errors import printable
from ..links.report import VERDICTS, LinkReport

# name -> reports as they come -> pieces of text
Output = Callable[[Iterable[LinkReport], frozenset[str]], Iterator[str]]


def lines(reports: Iterable[LinkReport], failing: frozenset[str]) -> Iterator[str]:
    """One line of words for each report."""
    for report in reports:
        yield f"{_line(str(report))}\n"


def _line(text: str) -> str:
    """Text on one line, without control characters."""
    return " ".join(printable(masked(text)).split())


def json_lines(reports: Iterable[LinkReport], failing: frozenset[str]) -> Iterator[str]:
    """One JSON object per line."""
    for report in reports:
        yield _UNSAFE.sub(_escaped, masked(json.dumps(report.to_dict(), ensure_ascii=False))) + "\n"


# what JSON may hold as it is and a terminal or a reader of lines takes for something else: DEL and C1, marks of
# direction,
# ends of lines beyond ASCII, halves of surrogate pairs
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def junit(reports: Iterable[LinkReport], failing: frozenset[str]) -> Iterator[str]:
    """JUnit XML for continuous integration: one test case for each address."""
    cases: list[str] = []
    failures = 0
    seconds = 0.0
    for report in reports:
        seconds += report.seconds
        group, name = quoteattr(_xml(report.source or "links")), quoteattr(_xml(report.url))
        head = f'    <testcase classname={group} name={name} time="{report.seconds:.3f}"'
        if report.verdict in failing:
            failures += 1
            message = quoteattr(_xml(report.reason or VERDICTS[report.verdict][1]))
            text = escape(_xml(str(report)))
            body = f"      <failure type={quoteattr(report.verdict)} message={message}>{text}</failure>"
            cases.append(f"{head}>\n{body}\n    </testcase>\n")
        elif report.verdict == "not-checked":
            cases.append(f"{head}>\n      <skipped message={quoteattr(_xml(report.reason))}/>\n    </testcase>\n")
        else:
            cases.append(f"{head}/>\n")
    counts = f'tests="{len(cases)}" failures="{failures}" time="{seconds:.3f}"'
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="citekit check" {counts}>\n'
    yield from cases
    yield "  </testsuite>\n</testsuites>\n"


def _xml(text: str) -> str:
    """Text without the characters that XML cannot have, and without controls."""
    return "".join(c for c in printable(masked(text)) if c not in "\ufffe\uffff")


def markdown(reports: Iterable[LinkReport], failing: frozenset[str]) -> Iterator[str]:
    """A table in Markdown."""
    yield "| verdict | status | address | what was found | where it stands |\n|---|---|---|---|---|\n"
    for report in reports:
        mark = "**" if report.verdict in failing else ""
        cells = [f"{mark}{report.verdict}{mark}", str(report.status or ""), _address(report.url), _cell(report.reason)]
        cells.append(_cell(report.place))
        yield f"| {' | '.join(cells)} |\n"


def _address(url: str) -> str:
    """An address as an autolink, where it is a web address; its letters that would end the link or the cell encoded."""
    if not url.lower().startswith(("http://", "https://")):
        return _cell(url)
    return "<" + re.sub(r"[\s<>|\\`()\[\]]", lambda m: quote(m[0]), _line(url)) + ">"


def _cell(text: str) -> str:
    """Text in a table, with nothing in it that Markdown would read as a link, an image, emphasis, code or HTML."""
    escaped = re.sub(r"([\\`*_\[\]()!|~#])", r"\\\1", _line(text).replace("&", "&amp;").replace("<", "&lt;"))
    return re.sub(r"(https?):", r"\1&#58;", escaped, flags=re.I).replace("www.", "www&#46;")


OUTPUTS: dict[str, Output] = {"table": lines, "jsonl": json_lines, "junit": junit, "markdown": markdown}


def summary(reports: Iterable[LinkReport]) -> list[str]:
    """The number of addresses with each verdict, in words, the good ones first."""
    counts = Counter(report.verdict for report in reports)
    width = max((len(v) for v in counts), default=0)
    return [f"{counts[v]:>7}  {v:<{width}}  {VERDICTS[v][1]}" for v in VERDICTS if v in counts]
