"""Our texts and those of citeproc-js, in the official styles and our own, for the items of ``items.py``.

``python -m tests.peers.compare [STYLE ...]`` prints what differs, in the form of departures.txt, with both texts.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citekit.engine import Processor
from tests.bench.subjects import OWN as OWN_STYLES
from tests.bench.subjects import locales, style_file

from .items import items

OFFICIAL = [
    "chicago-notes-bibliography",
    "chicago-author-date",
    "chicago-shortened-notes-bibliography",
    "modern-language-association",
    "apa",
    "ieee",
    "nature",
    "nlm-citation-sequence",
    "oscola",
]
OWN = sorted(f"own:{path.stem}" for path in OWN_STYLES.glob("*.csl"))

Job = dict[str, Any]


def jobs(style: str) -> list[Job]:
    """What is rendered in a style: a bibliography, a run of notes, clusters; each with the label of every text."""
    works = items()
    base = {"style": style_file(style).read_text(encoding="utf-8"), "items": works}
    run: list[tuple[str, list[dict[str, Any]]]] = [
        (f"first {w['id']}", [{"id": w["id"], "locator": "44", "label": "page"}]) for w in works
    ]
    for n, work in enumerate(works):
        again = {"id": work["id"], **({"locator": "45-46", "label": "page"} if n % 3 else {})}
        run.append((f"again {work['id']}", [again]))
    for work in works[:12]:
        run.append((f"once more {work['id']}", [{"id": work["id"]}]))
        run.append((f"next {work['id']}", [{"id": work["id"], "locator": "7", "label": "chapter"}]))
        run.append(
            (
                f"with {work['id']}",
                [{"id": work["id"]}, {"id": "work-3", "prefix": "see also ", "suffix": ", for more"}],
            )
        )
    groups = [
        (f"together {works[n]['id']}", [{"id": w["id"]} for w in works[n : n + 4]]) for n in range(0, len(works), 3)
    ]
    return [
        {**base, "mode": "bibliography"},
        {**base, "mode": "notes", "clusters": [c for _, c in run], "labels": [name for name, _ in run]},
        {**base, "mode": "cites", "clusters": [c for _, c in groups], "labels": [name for name, _ in groups]},
    ]


def ours(job: Job) -> tuple[list[str], list[str]]:
    """(labels, texts) of a job with citekit."""
    processor = Processor(job["style"], job["items"], output="html")
    if job["mode"] == "notes":
        for n, cluster in enumerate(job["clusters"]):
            processor.cite(cluster, note=n + 1, citation_id=f"c{n}")
        return job["labels"], [text for _, _, text in processor.citations()]
    processor.update_items([item["id"] for item in job["items"]])
    if job["mode"] == "cites":
        return job["labels"], [processor.make_cluster(cluster) for cluster in job["clusters"]]
    found = processor.bibliography()
    assert found is not None
    return ["order", *(f"entry {entry}" for entry in sorted(found.entry_ids))], by_id(found.entry_ids, found.entries)


def by_id(ids: list[str], entries: list[str]) -> list[str]:
    """The order of a bibliography as one text, then the entries by id: one entry out of place is one difference."""
    return [" ".join(ids), *(entry for _, entry in sorted(zip(ids, entries, strict=True)))]


def answers(work: list[Job]) -> list[Any]:
    """What citeproc-js answers to each job, as ``run_citeproc_js.cjs`` says."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = ["node", str(Path(__file__).with_name("run_citeproc_js.cjs")), str(out)]
        request = json.dumps({"locales": str(locales()), "jobs": work})
        subprocess.run(command, input=request, text=True, check=True, stdout=subprocess.DEVNULL, timeout=300)
        found: list[Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def theirs(work: list[Job]) -> list[list[str]]:
    """The texts of each job with citeproc-js."""
    return [
        by_id(*answer) if job["mode"] == "bibliography" else answer
        for job, answer in zip(work, answers(work), strict=True)
    ]


def _same(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("&amp;", "&#38;")).strip()


def differences(style: str) -> Iterator[tuple[str, str, str]]:
    """(label, our text, their text) of each text that differs."""
    work = jobs(style)
    for job, other in zip(work, theirs(work), strict=True):
        labels, texts = ours(job)
        if len(texts) != len(other):
            yield f"{job['mode']} count", str(len(texts)), str(len(other))
        for label, own, peer in zip(labels, texts, other, strict=False):
            if _same(own) != _same(peer):
                yield label, _same(own), _same(peer)


if __name__ == "__main__":
    for chosen in sys.argv[1:] or [*OFFICIAL, *OWN]:
        for label, own, peer in differences(chosen):
            print(f"{chosen}: {label}\n  ours   {own}\n  theirs {peer}")
