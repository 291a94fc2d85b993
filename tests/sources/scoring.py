"""How much of real footnotes is read: ``python -m tests.sources.scoring [--fold N] [--misses]``.

The notes lie beside the project (archives/footnotes-*.jsonl) and are never copied into it. Each belongs to one of five
folds by a hash of its text: rules are written on four of them, and the share that counts is that of the fifth, which
``--misses`` does not show.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from citekit.archives.repository import repositories
from citekit.document.model import Document
from citekit.sources import Found, read_text

FOLDS = 5
HELD_OUT = 4
Score = Counter[str]


def fold_of(text: str) -> int:
    """The fold of a note: 0 to 4."""
    return hashlib.sha256(text.encode()).digest()[0] % FOLDS


def cases(path: Path) -> list[dict[str, Any]]:
    """The notes of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def read_all(text: str) -> list[Found]:
    """The documents of a note, and an error for each part that cannot be read."""
    return list(read_text(text))


def read(text: str) -> list[Document]:
    """The documents of a note."""
    return [one for one in read_all(text) if isinstance(one, Document)]


def levels_of(docs: list[Document]) -> list[tuple[str, str]]:
    """(kind, value) of all levels."""
    return [(v.kind, v.value) for d in docs for r in d.references for v in r.levels]


def squeezed(text: str) -> str:
    """A text without case, spaces and punctuation, dashes alike."""
    return re.sub(r"[\W_]+", "", re.sub("[\u2013\u2014]", "-", text)).casefold()


def holds_level(kinds: str, value: str, levels: list[tuple[str, str]]) -> bool:
    """Whether a level was found: one of the kinds, with the value (``~x``: containing it)."""
    wanted = squeezed(value.lstrip("~"))
    found = [squeezed(v) for k, v in levels if k in kinds.split("|")]
    return any(wanted in v for v in found) if value.startswith("~") else wanted in found


def same_repository(wanted: str, doc_list: list[Document]) -> bool:
    """Whether the first repository named is the one wanted, under any of its names."""
    found = next((r.repository for d in doc_list for r in d.references if r.repository is not None), None)
    if found is None:
        return False
    names = [found.abbreviation, found.name, found.original, *found.also]
    known = next((r for r in repositories() if wanted in (r.abbreviation, r.name, r.original, *r.also)), None)
    if known is not None and known.abbreviation == found.abbreviation:
        return True
    return squeezed(wanted) in {squeezed(name) for name in names if name}


def iso(doc_list: list[Document]) -> str:
    """The first date, as ISO 8601."""
    start = next((d.date.start for d in doc_list if d.date is not None and d.date.start), ())
    return "-".join(f"{n:02d}" if at else f"{n:04d}" for at, n in enumerate(start))


def world(case: dict[str, Any]) -> dict[str, bool]:
    """What of a note of footnotes-world.jsonl is right, by part."""
    docs, expect = read(case["text"]), case["expect"]
    out: dict[str, bool] = {}
    if "date" in expect:
        out["date"] = iso(docs) == expect["date"]
    if "repository" in expect:
        out["repository"] = same_repository(expect["repository"], docs)
    found = levels_of(docs)
    out.update({f"level {n}": holds_level(k, v, found) for n, (k, v) in enumerate(expect.get("levels", ()))})
    for name in ("title", "sender", "recipient"):
        if name in expect:
            out[name] = any(squeezed(getattr(d, name)) == squeezed(expect[name]) for d in docs)
    out["sources"] = max(len(docs), 1 if not expect else 0) == case["sources"]
    return out


def american(case: dict[str, Any]) -> dict[str, bool]:
    """What of a note of footnotes-us.jsonl is right."""
    docs = read(case["text"])
    found = levels_of(docs)
    out = {
        k: any(kind == k and squeezed(v).startswith(squeezed(w)) for kind, v in found) for k, w in case["has"].items()
    }
    if case["date"]:
        dates = [d.date.text for d in docs if d.date is not None]
        out["date"] = any(squeezed(case["date"]) in squeezed(text) for text in dates)
    return out


def tally(path: Path, fold: int | None = None) -> tuple[Score, Score, list[tuple[str, dict[str, bool]]]]:
    """(right, all) by part of the notes of a file, and the notes that are not wholly right."""
    right, every, misses = Counter[str](), Counter[str](), []
    score = american if path.name.endswith("-us.jsonl") else world
    for case in cases(path):
        if fold is not None and fold_of(case["text"]) != fold:
            continue
        parts = score(case)
        for name, good in parts.items():
            name = name.split()[0]
            every[name] += 1
            right[name] += good
        whole = all(good for name, good in parts.items() if name != "sources")
        every["whole"] += 1
        right["whole"] += whole
        if not whole or not parts.get("sources", True):
            misses.append((case["text"], parts))
    return right, every, misses


def table(path: Path) -> Iterator[str]:
    """The shares of a file, part by part: of all, and of each fold."""
    whole = tally(path)
    folds = [tally(path, fold) for fold in range(FOLDS)]
    yield f"{path.name}: {whole[1]['whole']} notes"
    for name in sorted(whole[1]):
        shares = [f"{100 * r[name] / e[name]:4.0f}" if e[name] else "   -" for r, e, _ in (whole, *folds)]
        yield f"  {name:13} {shares[0]} %   folds {' '.join(shares[1:])}   ({whole[0][name]} of {whole[1][name]})"


def main() -> None:
    """Print the shares, and the misses of the folds that rules are written on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(__file__).parents[3] / "shared" / "archives")
    parser.add_argument("--misses", choices=("us", "world"))
    options = parser.parse_args()
    for name in ("us", "world"):
        path = options.folder / f"footnotes-{name}.jsonl"
        print("\n".join(table(path)))
        if options.misses == name:
            for fold in range(FOLDS - 1):
                for text, parts in tally(path, fold)[2]:
                    print(f"- {text}\n    {' '.join(k for k, good in parts.items() if not good)}")
                    for doc in read(text):
                        print(f"    > {doc.title!r} | {doc.date} | {doc.sender!r} -> {doc.recipient!r} | {doc.unread}")
                        for r in doc.references:
                            at = r.repository.abbreviation if r.repository else None
                            print(f"      {at} {[(v.kind, v.value) for v in r.levels]} rest={r.rest!r} <{r.text}>")


if __name__ == "__main__":
    main()
