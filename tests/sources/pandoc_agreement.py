"""How far our reading of BibTeX and BibLaTeX agrees with pandoc's, field by field, pandoc run live.

``python -m tests.sources.pandoc_agreement [--from bibtex] [--all] [FILE.bib …]``: without files pandoc's own tests of
reading BibLaTeX (``../shared/pandoc-drafts``). A field agrees when the value of the CSL-JSON variable is equal to that
of ``pandoc -f biblatex -t csljson``, which has no spans of ``nocase``; the departures of ``departures.txt`` are counted
apart.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import citekit
from citekit.sources import read_text
from tests.conftest import ROOT

DRAFTS = ROOT.parent / "shared" / "pandoc-drafts"
OWN = Path(__file__).parent / "pandoc"
_COMMAND = re.compile(r"^% pandoc -f (?P<variant>biblatex|bibtex)[^\n]*\n(?P<text>.*?)^\^D$", re.M | re.S)
_NOCASE = re.compile(r'<span class="nocase">(.*?)</span>', re.S)


@dataclass(frozen=True)
class Difference:
    """A variable that the two give differently; None where one has it not."""

    where: str
    variable: str
    pandoc: Any
    ours: Any


def pandoc_path() -> str:
    """Where pandoc is. Raises ImportError or OSError where there is none."""
    import pypandoc  # type: ignore[import-untyped]

    return str(pypandoc.get_pandoc_path())


def pandoc_items(text: str, variant: str = "biblatex") -> list[dict[str, Any]]:
    """The items that pandoc makes of a .bib text."""
    command = [pandoc_path(), "-f", variant, "-t", "csljson"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=True)
    items: list[dict[str, Any]] = json.loads(done.stdout)
    return items


def our_items(text: str) -> dict[str, dict[str, Any]]:
    """Our items of a .bib text by their keys, ``custom`` aside."""
    docs = [found for found in read_text(text, "x.bib", "x.bib") if isinstance(found, citekit.Document)]
    return {item["id"]: item for doc in docs for item in [doc.to_csl()]}


def differences(text: str, variant: str, where: str) -> Iterator[Difference | str]:
    """Of each variable that pandoc gives, its name where ours is equal, or the difference."""
    ours = our_items(text)
    for item in pandoc_items(text, variant):
        own = ours.get(item["id"], {})
        if "event" in item:  # what CSL 1.0.1 called it
            item["event-title"] = item.pop("event")
        for variable in sorted(item.keys() - {"id"}):
            got = plain(own.get(variable))
            yield (
                variable
                if got == plain(item[variable])
                else Difference(f"{where} {item['id']}", variable, item[variable], got)
            )


def beyond(text: str, variant: str, where: str) -> Iterator[Difference]:
    """Variables that we give and pandoc does not."""
    ours = our_items(text)
    for item in pandoc_items(text, variant):
        for variable in sorted(ours.get(item["id"], {}).keys() - item.keys() - {"custom"}):
            yield Difference(f"{where} {item['id']}", variable, None, ours[item["id"]][variable])


def plain(value: Any) -> Any:
    """A value as pandoc writes it to CSL-JSON: without spans that keep capitals."""
    if not isinstance(value, str):
        return value
    before = ""
    while before != value:
        before, value = value, _NOCASE.sub(r"\1", value)
    return value


def shared_texts() -> list[tuple[str, str, str]]:
    """(name, variant, text) of pandoc's own tests of reading BibLaTeX and BibTeX."""
    found = []
    for path in sorted(DRAFTS.glob("*.md")):
        for match in _COMMAND.finditer(path.read_text(encoding="utf-8")):
            found.append((path.stem, match["variant"], match["text"]))
    return found


def main() -> None:
    """Print the share, and the fields that differ by variable."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--from", dest="variant", default="biblatex", choices=("biblatex", "bibtex"))
    parser.add_argument("--beyond", action="store_true", help="also what we give and pandoc does not")
    chosen = parser.parse_args()
    texts = [(p.name, chosen.variant, p.read_text(encoding="utf-8")) for p in chosen.files] or shared_texts()
    report((d for name, variant, text in texts for d in differences(text, variant, name)), "differ")
    if chosen.beyond:
        report((d for name, variant, text in texts for d in beyond(text, variant, name)), "are ours alone")


def report(found: Iterable[Difference | str], what: str) -> None:
    """Print the differences by variable, then the share of what agrees."""
    listed = list(found)
    apart = [one for one in listed if isinstance(one, Difference)]
    for variable, count in Counter(one.variable for one in apart).most_common():
        print(f"{variable}: {count}")
        for one in apart:
            if one.variable == variable:
                print(f"    {one.where}\n        pandoc {one.pandoc!r}\n        ours   {one.ours!r}")
    equal = len(listed) - len(apart)
    print(f"{len(apart)} {what}; {equal} of {len(listed)} agree ({100 * equal / max(len(listed), 1):.1f} %)")


if __name__ == "__main__":
    main()
