"""What every reader keeps to, built in or another package's: it knows its own format and no other, gives documents or
errors and nothing else, names the line of what is damaged and reads the rest, and holds a record at a time.
"""

from __future__ import annotations

import io
import json
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from citekit import CitekitError, Document
from citekit.common.errors import ReadError
from citekit.sources import Reader, read_bytes, read_text, readers
from citekit.sources import registry as registry_module
from citekit.sources.base import HEAD, documents
from citekit.sources.paths import read_file
from tests.sizes import sizes

from .contract_samples import SAMPLES, Sample

ALL = pytest.mark.parametrize("reader", readers(), ids=lambda r: r.name)
SAMPLED = pytest.mark.parametrize("reader", [r for r in readers() if r.name in SAMPLES], ids=lambda r: r.name)
OF_RECORDS = pytest.mark.parametrize(
    "reader", [r for r in readers() if r.name in SAMPLES and SAMPLES[r.name].damaged], ids=lambda r: r.name
)
XML = (
    *("MODS", "MARCXML", "METS", "EndNote XML", "RDF (Zotero, Dublin Core)", "OAI-PMH, Dublin Core"),
    *("finding aid (EAD 2002, EAD3)", "Omeka Classic (XML)", "Word's sources (XML)"),
)
HELD = "RDF (Zotero, Dublin Core)"  # an item refers to what may stand anywhere in the file (test_large_rdf.py)
STREAMED = pytest.mark.parametrize(
    "reader",
    [r for r in readers() if r.streams and not r.shape and r.name != HELD and SAMPLES[r.name].record],
    ids=lambda r: r.name,
)

SECRET = "the-secret-of-the-file"
HOSTILE = {
    "a thousand entities": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><mods xmlns="http://www.loc.gov/mods/v3"><title>&c;</title></mods>',
    "a deep tree": "<mods>" + "<a>" * 100_000,
    "a deep list": "[" * 100_000,
    "a deep object": '{"a":' * 100_000,
    "open tags": "<mods " * 20_000,
    "open comments": "<rdf:RDF><!--" * 30_000,
    "tags of Refer": "%T " * 200_000,
    "lines of Refer": "%A a\n" * 50_000,
    "lines of RIS": "TY  - \n" * 30_000,
    "lines of RefWorks": "RT Book, Whole\n" * 30_000,
    "lines of PubMed": "PMID- 1\n" * 30_000,
    "braces": "@book{" * 20_000,
    "quotes": '"' * 200_000,
    "a megabyte of one letter": "a" * 1_000_000,
    "white space": " \n\t" * 300_000,
    "brackets": "{{cite book|" * 20_000,
}


def found_in(sample: str | bytes, name: str = "") -> list[Any]:
    if isinstance(sample, bytes):
        return list(read_bytes(sample, "x", name))
    return list(read_text(sample, "x", name))


def needed(sample: Sample) -> str | bytes:
    """The good sample; where a program's library is missing, the test is skipped by its name."""
    try:
        return sample.content()
    except ImportError as error:
        pytest.skip(f"needs {error.name}")


@ALL
def test_a_reader_is_a_module_with_a_name_and_a_way_to_know_its_files(reader: Reader) -> None:
    module = reader.load()
    assert reader.name and callable(module.read) and (module.__doc__ or "").strip()
    assert reader.magic or reader.shape or callable(module.detect)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)


def test_every_reader_of_our_own_has_a_sample() -> None:
    assert {reader.name for reader in registry_module._BUILT_IN} == set(SAMPLES)


@SAMPLED
def test_a_good_file_is_read_whatever_its_name(reader: Reader) -> None:
    sample = SAMPLES[reader.name]
    found = found_in(needed(sample), sample.name)
    assert [one for one in found if not isinstance(one, Document)] == []
    assert len(found) >= sample.documents and all(doc.title or doc.references for doc in found)
    assert all(doc.source.startswith("x") for doc in found)


@SAMPLED
def test_a_format_is_known_by_its_own_reader_and_by_none_before_it(reader: Reader) -> None:
    sample = SAMPLES[reader.name]
    content = needed(sample)
    if isinstance(content, bytes):
        assert reader.has_shape(content) or content.startswith(reader.magic)
        return
    takers = [r for r in readers() if not (r.magic or r.shape) and r.may_read(content[:HEAD])]
    assert next(r.name for r in takers if r.load().detect(content, sample.name)) == reader.name


@OF_RECORDS
def test_a_damaged_record_is_an_error_with_its_line_and_the_others_are_read(reader: Reader) -> None:
    sample = SAMPLES[reader.name]
    found = found_in(sample.records(4, damaged_at=1))
    errors = [one for one in found if isinstance(one, CitekitError)]
    titles = [one.title for one in found if isinstance(one, Document)]
    line = sample.records(4, damaged_at=1).index(sample.damaged)
    assert titles == ["Essay 0", "Essay 2", "Essay 3"] and len(errors) == 1
    assert (
        isinstance(errors[0], ReadError) and f"line {sample.records(4, 1)[:line].count(chr(10)) + 1}" in errors[0].where
    )


@SAMPLED
def test_a_file_that_is_cut_off_anywhere_gives_documents_or_errors(reader: Reader) -> None:
    sample = SAMPLES[reader.name]
    content = needed(sample)
    for tenth in range(1, 10):
        for one in found_in(content[: len(content) * tenth // 10], sample.name):
            assert isinstance(one, (Document, CitekitError))


@OF_RECORDS
def test_a_file_of_records_that_is_cut_off_says_so_and_gives_what_is_whole(reader: Reader) -> None:
    sample = SAMPLES[reader.name]
    if not sample.closing:
        return
    whole = sample.records(3)
    found = found_in(whole[: whole.rindex("Essay 2")])
    assert [one.title for one in found if isinstance(one, Document)] == ["Essay 0", "Essay 1"]
    assert any(isinstance(one, ReadError) for one in found)


@ALL
def test_no_reader_is_stopped_by_what_is_hostile(reader: Reader) -> None:
    if reader.magic or reader.shape:
        return
    module = reader.load()
    for name, text in HOSTILE.items():
        start = time.process_time()
        if reader.may_read(text[:HEAD]) and module.detect(text, ""):
            try:
                for one in module.read(text, "x"):
                    assert isinstance(one, (Document, CitekitError)), name
            except CitekitError:
                pass
        assert time.process_time() - start < 20, name


@pytest.mark.parametrize("name", XML)
def test_no_entity_of_xml_is_expanded_and_nothing_is_loaded(name: str, tmp_path: Path) -> None:
    sample = SAMPLES[name]
    (tmp_path / "secret").write_text(SECRET)
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path / "secret"}"><!ENTITY f "{SECRET}">]>'
    text = str(sample.content()).replace("Essay", "Essay &e;&f;", 1)
    for one in [*found_in(head + text), *found_in(f'<!DOCTYPE x SYSTEM "file://{tmp_path}/secret">{text}')]:
        assert SECRET not in repr(one)
    assert isinstance(found_in(head + text)[0], ReadError)


@pytest.mark.parametrize("name", [n for n in XML if SAMPLES[n].damaged])
def test_a_record_of_great_depth_is_an_error_and_the_next_is_read(name: str) -> None:
    sample = SAMPLES[name]
    deep = sample.record.replace("Essay {n}", "<i>" * 3000 + "</i>" * 3000)
    found = found_in(sample.opening + deep + sample.record.replace("{n}", "9") + sample.closing)
    assert isinstance(found[0], ReadError) and "deep" in str(found[0])
    assert [one.title for one in found if isinstance(one, Document)] == ["Essay 9"]


def blocks_of(sample: Sample, count: int, drawn: list[int]) -> Iterator[str]:
    """A file of many records in blocks that cut records in two; ``drawn`` counts the blocks that were asked for."""
    text = sample.opening
    for n in range(count):
        text += sample.record.replace("{n}", str(n))
        if len(text) > 5000:
            drawn.append(len(text) - 37)
            yield text[:-37]
            text = text[-37:]
    yield text + sample.closing


@sizes(200, 800)
@STREAMED
def test_records_are_read_one_by_one_in_the_memory_of_a_few(reader: Reader, size: int) -> None:
    sample, read = SAMPLES[reader.name], SAMPLES[reader.name] and reader.load().read
    assert sum(isinstance(one, Document) for one in read(blocks_of(sample, 100, []), "x")) == 100  # warmed up
    drawn: list[int] = []
    first = next(iter(read(blocks_of(sample, 5000, drawn), "x")))
    # nothing is read ahead, but where an entry takes over from those behind it (crossref): these are held alone
    assert isinstance(first, Document) and (len(drawn) <= 2 or reader.name == "BibTeX")
    tracemalloc.start()
    try:
        count = sum(isinstance(one, Document) for one in read(blocks_of(sample, size, []), "x"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == size and peak < 1_500_000


@pytest.mark.parametrize("reader", [r for r in readers() if hasattr(r.load(), "split")], ids=lambda r: r.name)
def test_runs_of_records_read_apart_are_the_file(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    from citekit.sources.marc import binary
    from citekit.sources.tagged import lines
    from citekit.sources.xml import reading

    for module in (binary, lines, reading):
        monkeypatch.setattr(module, "CUT", 900)
    sample = SAMPLES[reader.name]
    content = needed(sample)
    if isinstance(content, bytes):
        whole: str | bytes = content * 20
        cuts = list(reader.load().split(io.BytesIO(content * 20), "x"))
    else:
        whole = sample.records(60)
        cuts = list(reader.load().split([whole[at : at + 700] for at in range(0, len(whole), 700)], "x"))
    assert len(cuts) > 1 and cuts[0][0] == 1 + sample.opening.count("\n")
    found = [one for _, part in cuts for one in found_in(part)]
    assert [one.title for one in found] == [one.title for one in found_in(whole)] and len(found) >= 40


def test_a_large_file_is_read_without_being_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from citekit.sources import paths

    monkeypatch.setattr(paths, "MAX_BYTES", 10_000)
    for name in ("MODS", "Refer (EndNote)"):
        path = tmp_path / "large.dat"
        path.write_text(SAMPLES[name].records(2000), encoding="utf-8")
        found = list(read_file(str(path)))
        assert len(found) == 2000 and all(isinstance(one, Document) for one in found)
    path.write_text("no records at all " * 1000)
    (error,) = read_file(str(path))
    assert isinstance(error, ReadError) and "too large" in str(error)


@pytest.mark.parametrize("indent", [None, 2])
def test_a_long_list_of_csl_json_is_read_item_by_item(indent: int | None) -> None:
    from citekit.sources import csljson

    items = [{"id": f"i{n}", "type": "book", "title": f'Essay {n} [{{"é'} for n in range(300)]
    text = json.dumps(items, indent=indent)
    blocks = [text[at : at + 700] for at in range(0, len(text), 700)]
    assert [one.title for one in documents(csljson.read(iter(blocks), "x"))] == [item["title"] for item in items]


def test_a_long_list_that_is_cut_off_or_damaged_says_where() -> None:
    from citekit.sources import csljson

    text = json.dumps([{"id": f"i{n}", "type": "book", "title": f"Essay {n}"} for n in range(50)], indent=1)
    for damaged, line in ((text[:-40], 247), (text.replace('"Essay 30"', "Essay 30"), 152)):
        found = csljson.read(iter([damaged[:999], damaged[999:]]), "x")
        with pytest.raises(ReadError, match=f"line {line}"):
            assert all(isinstance(one, Document) for one in found)


def test_a_damaged_marc_record_is_an_error_with_its_number_and_the_others_are_read() -> None:
    good = needed(SAMPLES["MARC (ISO 2709)"])
    assert isinstance(good, bytes)
    length = int(good[:5])
    found = found_in(good[:length] + good[:10] + b"XXXXX" + good[15:length] + good[length:])
    assert [one.title for one in found if isinstance(one, Document)] == ["Kórean war 1", "Kórean war 2"]
    assert [str(one) for one in found if isinstance(one, ReadError) and "record 2" in one.where]


def test_unimarc_in_utf8_and_marc21_in_marc8_are_read_in_their_letters() -> None:
    pymarc = pytest.importorskip("pymarc")

    def record(tag: str, title: bytes, leader: str) -> bytes:
        made = pymarc.Record(leader=leader, force_utf8=True)
        made.add_field(pymarc.Field(tag, pymarc.Indicators("1", "0"), [pymarc.Subfield("a", "x" * len(title))]))
        return bytes(made.as_marc()).replace(b"x" * len(title), title)

    unimarc = record("200", "Corée".encode(), "00000nam  2200000   450 ")
    marc8 = record("245", b"Cor\xe2ee", "00000nam  2200000 a 4500").replace(b"nam a", b"nam  ", 1)
    titles = [
        one.title if isinstance(one, Document) else str(one)
        for one in found_in(unimarc.replace(b"nam a", b"nam  ") + marc8)
    ]
    assert titles == ["Corée", "Corée"]


def test_another_package_s_reader_is_asked_and_keeps_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    own = replace(readers()[0], name="words of mine", module="tests.sources.own_reader", suffixes=(".mine",), magic=())
    monkeypatch.setattr(registry_module, "readers", lambda: (*readers(), own))
    (doc,) = read_text("MINE A Letter\n", "x")
    assert isinstance(doc, Document) and doc.title == "A Letter"
    for text in HOSTILE.values():
        assert own.load().detect(text, "") is False
