"""The causes for which citekit and citeproc-js differ: what is right is printed here, and they still differ."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from citekit.engine import Processor
from tests.bench.subjects import missing
from tests.peers import compare

from . import style

CAUSES = Path(__file__).parents[1] / "peers" / "causes.toml"
Cause = dict[str, Any]


def causes() -> list[Cause]:
    """The register, one cause a table."""
    register: list[Cause] = tomllib.loads(CAUSES.read_text(encoding="utf-8"))["cause"]
    return register


def job(cause: Cause) -> dict[str, Any]:
    """A cause as a job for either processor."""
    layout, options = cause["layout"], {"options": f'default-locale="en-US" {cause.get("options", "")}'}
    options |= {
        "macros": cause.get("macros", ""),
        "kind": cause.get("kind", "in-text"),
        "cites": cause.get("cites", ""),
        "entries": cause.get("entry_options", ""),
        "entry_layout": cause.get("entry_layout", ""),
        "layout": cause.get("cite_layout", ""),
    }
    items = [{"id": f"item-{n}", **item} for n, item in enumerate(cause["items"])]
    if cause.get("entries"):
        text = style(bibliography=layout, bibliography_sort=cause.get("sort", ""), **options)
        return {"style": text, "items": items, "mode": "bibliography"}
    clusters = [[{"id": item["id"], **cause.get("cite", {})} for item in items]]
    text = style(layout, sort=cause.get("cite_sort", ""), **options)
    return {
        "style": text,
        "items": items,
        "mode": "notes" if cause.get("registered") else "cites",
        "clusters": clusters,
    }


def bare(texts: list[str]) -> list[str]:
    """Texts without the div round an entry and the words for a cite that has nothing to print."""
    cut = [text.strip().removeprefix('<div class="csl-entry">').removesuffix("</div>").strip() for text in texts]
    return ["" if "CSL STYLE ERROR" in text else text for text in cut]


def ours(cause: Cause) -> list[str]:
    """What citekit prints."""
    work = job(cause)
    processor = Processor(work["style"], work["items"], output="html")
    if work["mode"] == "notes":
        return bare([processor.cite(cluster, note=n) for n, cluster in enumerate(work["clusters"], 1)])
    processor.update_items([item["id"] for item in work["items"]])
    if work["mode"] == "cites":
        return bare([processor.make_cluster(cluster) for cluster in work["clusters"]])
    found = processor.bibliography()
    assert found is not None
    return bare(found.entries)


def theirs(register: list[Cause]) -> list[list[str]]:
    """What citeproc-js prints for each cause."""
    answers = compare.answers([job(cause) for cause in register])
    return [
        bare(answer[1] if cause.get("entries") else answer) for cause, answer in zip(register, answers, strict=True)
    ]


@pytest.mark.parametrize("cause", causes(), ids=lambda cause: cause["name"])
def test_what_is_right_is_printed(cause: Cause) -> None:
    assert ours(cause) == cause["ours"]
    assert cause["reason"]


@pytest.mark.slow
def test_citeproc_js_still_prints_something_else() -> None:
    if reason := missing("citeproc-js"):
        pytest.skip(reason)
    register = causes()
    found = {cause["name"]: texts for cause, texts in zip(register, theirs(register), strict=True)}
    assert found == {cause["name"]: cause["theirs"] for cause in register}
