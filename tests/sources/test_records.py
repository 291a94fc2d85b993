"""Records of libraries, archives and reference managers: one file of samples a format, and beside it, by hand, what each
record says (type, variables, names ``Family, Given``, dates in EDTF, lines of the note).
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from citekit import Document
from citekit.csl.wording import date_wording, wording
from citekit.sources.paths import read_file

SAMPLES = Path(__file__).parent / "samples"
CASES = [
    (path.stem, n)
    for path in sorted(SAMPLES.glob("*.toml"))
    for n in range(len(tomllib.loads(path.read_text(encoding="utf-8"))["record"]))
]


def read(name: str) -> list[Document]:
    (path,) = (p for p in SAMPLES.glob(f"{name}.*") if p.suffix != ".toml")
    found = list(read_file(str(path)))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


def said(doc: Document) -> dict[str, Any]:
    """What a document says, in words."""
    item = doc.to_csl()
    out = {k: wording(k, v) for k, v in item.items() if k not in ("id", "custom", "note", "issued", "accessed")}
    for name, date in (("issued", doc.date), ("accessed", doc.accessed)):
        if date is not None:
            out[name] = date_wording(date) if not date.circa else f"ca. {date.year}"
    return {k: v.replace("{", "").replace("}", "") for k, v in out.items()}


@pytest.mark.parametrize(("name", "n"), CASES)
def test_a_record_is_read_field_by_field(name: str, n: int) -> None:
    expected = tomllib.loads((SAMPLES / f"{name}.toml").read_text(encoding="utf-8"))["record"]
    docs = read(name)
    assert len(docs) == len(expected)
    wanted = dict(expected[n])
    notes = wanted.pop("notes", [])
    custom = wanted.pop("custom", {})
    assert said(docs[n]) == wanted
    note = str(docs[n].extra.get("note") or docs[n].credits)
    assert [text for text in notes if text not in note] == []
    assert {k: docs[n].extra["custom"].get(k) for k in custom} == custom
