"""Records of libraries, archives and reference managers: one file of samples a format, and beside it, by hand, what
each record says (type, variables, names ``Family, Given``, dates in EDTF, lines of the note).
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

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


# what says how a record is built, or what its document's type and roles say: no words of its own
CODED = re.compile(
    r"roleTerm|typeOfResource|genre|issuance|caption|placeTerm:code|leader|controlfield|subfield:[24679]|100/subfield:a"
    r"|010/subfield:b|rec-number|ref-type|database|source-app|key|datestamp|setSpec|dc/type|responseDate|request|655/subfield:a"
)
BY_TAGS = {"refer.enw": "%0", "refworks.txt": "RT SR ID", "pubmed.nbib": "STAT OWN DCOM EDAT IS AU"}


def words(text: str) -> list[str]:
    """The words of a text; signs of copyright and the names of parts (vol., Bd.) are none."""
    plain = re.sub(r"\b[cp](?=\d{4})|\bBd\.|(\d{4})(\d\d)(\d\d)(?!\d)", r"\1", text)
    return [word.casefold() for word in re.findall(r"\w+", plain)]


@pytest.mark.parametrize(
    "name", ["mods.xml", "marc21.xml", "unimarc.xml", "endnote.xml", "oai.xml", "mets.xml", "zotero.rdf"]
)
def test_every_word_of_a_record_comes_out_of_its_document(name: str) -> None:
    said = json.dumps([doc.to_csl() for doc in read(name.split(".")[0])], ensure_ascii=False).casefold()
    lost = []
    for element in etree.parse(str(SAMPLES / name)).iter("*"):
        way = [element, *element.iterancestors()][:3]
        path = "/".join(
            f"{etree.QName(e).localname}:{e.get('tag') or e.get('code') or e.get('type') or ''}".rstrip(":")
            for e in way[::-1]
        )
        if name == "zotero.rdf" and re.search(r"itemType|link:type|Attachment|Collection", path):
            continue
        if not CODED.search(path.replace("datafield:", "")):
            lost += [(path, word) for word in words(element.text or "") if word not in said]
    assert lost == []


@pytest.mark.parametrize("name", BY_TAGS)
def test_every_word_of_a_tagged_record_comes_out_of_its_document(name: str) -> None:
    said = json.dumps([doc.to_csl() for doc in read(name.split(".")[0])], ensure_ascii=False).casefold()
    for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines():
        tag, _, text = line.partition(" ")
        if tag.strip("- ") not in BY_TAGS[name].split():
            assert [word for word in words(text) if word not in said] == [], line
