"""The CSL test suite with the citeproc-py that is installed: citekit's engine on it, and citeproc-py by itself.

python -m tests.engine.upstream      a line each; it reports, and fails for nothing but a missing suite
"""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata, util
from io import BytesIO
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("CITEKIT_SHARED", Path(__file__).parents[3] / "shared"))
SECONDS = 5  # for one fixture
Fixture = dict[str, Any]


def scorer() -> Any:
    """The module that reads fixtures and runs them on citekit's engine."""
    spec = util.spec_from_file_location("csl_suite", SHARED / "tools" / "csl_suite.py")
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def citeproc_py(fixture: Fixture, norm: Callable[[str], str]) -> tuple[str, str]:
    """What citeproc-py prints for a fixture, and what is expected."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = fixture["input"]
    for n, item in enumerate(items, 1):
        item.setdefault("id", f"ITEM-{n}")
    style = CitationStylesStyle(BytesIO(fixture["csl"].encode()), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.html)
    clusters = fixture.get("citation-items") or [one[0]["citationItems"] for one in fixture.get("citations", ())]
    clusters = clusters or [[{"id": item["id"]} for item in items]]
    made = [Citation([CitationItem(str(c["id"]).lower(), **_options(c)) for c in cluster]) for cluster in clusters]
    for citation in made:
        bibliography.register(citation)
    bibliography.sort()
    if fixture["mode"].strip() == "citation":
        printed = "\n".join(str(bibliography.cite(citation, lambda item: None)) for citation in made)
    else:
        entries = "".join(f'  <div class="csl-entry">{entry}</div>\n' for entry in bibliography.bibliography())
        printed = f'<div class="csl-bib-body">\n{entries}</div>'
    return norm(printed), norm(fixture["result"])


def _options(cite: dict[str, Any]) -> dict[str, Any]:
    from citeproc import Locator

    options = {name: cite[name] for name in ("prefix", "suffix") if cite.get(name)}
    if cite.get("locator"):
        options["locator"] = Locator(cite.get("label") or "page", str(cite["locator"]))
    return options


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Stop what takes longer, with a TimeoutError."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def passed(fixtures: list[Fixture], run: Callable[[Fixture], tuple[str, str]]) -> int:
    """How many fixtures give the text that they expect; an exception or too long a time is a failure."""
    count = 0
    for fixture in fixtures:
        try:
            with limited(SECONDS), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                printed, expected = run(fixture)
            count += printed == expected
        except Exception:  # noqa: BLE001 - whatever citeproc-py raises, the fixture has failed
            continue
    return count


def main() -> None:
    """Score both, and print."""
    folder = SHARED / "csl-suite"
    if not folder.is_dir():
        sys.exit(f"the CSL test suite is not in {folder}")
    suite = scorer()

    def fixtures() -> list[Fixture]:  # anew for each: what runs them changes them
        return [one for path in sorted(folder.glob("*.txt")) if "result" in (one := suite.parse(path))]

    version, total = metadata.version("citeproc-py"), len(fixtures())
    print(f"citekit's engine on citeproc-py {version}: {passed(fixtures(), suite.run)} of {total} fixtures")
    alone = passed(fixtures(), lambda fixture: citeproc_py(fixture, suite.norm))
    print(f"citeproc-py {version} by itself: {alone} of {total}")


if __name__ == "__main__":
    main()
