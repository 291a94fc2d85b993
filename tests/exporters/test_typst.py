"""Typst, run: Hayagriva's YAML prints the whole archival note, and no .bib file of ours is refused."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import Document, export
from citekit.document.given import as_document
from citekit.exporters.base import export_documents
from citekit.exporters.options import ExportOptions
from citekit.sources import documents, read_text
from tests.exporters.test_clients import hostile
from tests.exporters.varied import varied

yaml = pytest.importorskip("yaml")
Need = Callable[[str], str]


def printed(folder: Path, need: Need, docs: list[Document], to: str, name: str) -> list[str]:
    """The full note of each document, as Typst prints it in Chicago's notes style."""
    typst = pytest.importorskip("typst")
    (folder / name).write_text(export(docs, to), encoding="utf-8")
    cites = "\n\n".join(f'NOTE #cite(label("{doc.key}"), form: "full")' for doc in docs)
    source = f'#set page(width: 60cm, height: auto)\n{cites}\n\nEND\n#bibliography("{name}", style: "chicago-notes")\n'
    (folder / "x.typ").write_text(source, encoding="utf-8")
    typst.compile(str(folder / "x.typ"), output=str(folder / "x.pdf"))
    run = subprocess.run([need("pdftotext"), "x.pdf", "-"], cwd=folder, capture_output=True, timeout=60, check=True)
    body = run.stdout.decode("utf-8").split("END")[0]
    return [" ".join(note.split()) for note in body.split("NOTE")[1:]]


@pytest.mark.slow
def test_typst_prints_archive_and_reference_in_full(tmp_path: Path, need: Need) -> None:
    docs = {doc.key: doc for doc in varied()}
    notes = dict(zip(docs, printed(tmp_path, need, list(docs.values()), "hayagriva", "refs.yaml")))
    expected = {
        "gromyko1951": (
            "“Ciphered Telegram from Gromyko to Razuvaev.” November 19, 1951. APRF, Fond 3, Opis 65, Delo 829, "
            "Listy 44-45. Wilson Center Digital Archive. https://digitalarchive.wilsoncenter.org/document/900001"
        ),
        "v0": (
            "Creel, George. “Letter to Edward M. House.” September 25, 1918. MS 466, Box 12, Folder 3, Edward M. House "
            "Papers. Yale University Library, New Haven, CT"
        ),
        "v13": "“Treaty of Guarantee.” October 16, 1925. R 3654. League of Nations Archives, Geneva",
        "v17": (
            "Rabinowitch, Alexander. “The Kornilov Affair.” In Essays on 1917, edited by Anne Hill and Ken Ito. Oxford "
            "University Press, 1987"
        ),
    }
    assert {key: notes[key] for key in expected} == expected
    assert "[1965?]" in notes["embassy1965"]
    assert notes["shtykov1950"].startswith("“Telegram from Shtykov to Vyshinsky.”")  # no translator heads a note


def test_what_hayagriva_has_no_field_for_is_said() -> None:
    options = ExportOptions()
    "".join(export_documents(varied(), "hayagriva", options))
    said = " ".join(options.notes)
    for name in ("recipient", "interviewer", "keyword", "medium", "ranges and seasons", "n.d.", "original language"):
        assert name in said


@pytest.mark.slow
def test_hostile_content_is_one_entry_each_that_typst_reads(tmp_path: Path, need: Need) -> None:
    docs = [doc.changed(key=f"k{n}") for n, doc in enumerate(hostile())]
    assert set(yaml.safe_load(export(docs, "hayagriva"))) == {doc.key for doc in docs}
    assert len(printed(tmp_path, need, docs, "hayagriva", "refs.yaml")) == len(docs)


@pytest.mark.slow
@pytest.mark.parametrize("to", ["bibtex", "biblatex"])
def test_typst_reads_our_bib_files(to: str, tmp_path: Path, need: Need) -> None:
    notes = printed(tmp_path, need, varied(), to, "refs.bib")
    assert len(notes) == len(varied()) and any("November 19, 1951" in note for note in notes)


@pytest.mark.slow
def test_a_title_keeps_its_capitals_and_signs(tmp_path: Path, need: Need) -> None:
    doc = citekit.Document(title="A {B} $c$ \\d of the KGB", key="k", host="Wilson Center Digital Archive")
    (note,) = printed(tmp_path, need, [doc], "hayagriva", "refs.yaml")
    assert re.search(r"A \{B\} \$c\$ \\d of the KGB", note)


@pytest.mark.parametrize("date", ["Winter 1956", "1951-1953", "n.d.", "after 1950", "27 January 1951, 24:00"])
def test_a_date_of_which_hayagriva_holds_less_stands_whole_in_its_annotation(date: str) -> None:
    doc = Document(title="T", key="k", date=citekit.HistoricalDate.parse(date), extra={"annote": "Mine; with words."})
    options = ExportOptions()
    text = "".join(export_documents([doc], "hayagriva", options))
    assert yaml.safe_load(text)["k"]["annotation"] == f"Mine; with words.\ntype: document\nissued: {date}"
    assert "stand" in options.notes[0] and "annotation" in options.notes[0]
    back = citekit.loads(text)
    assert str(back.date) == date and back.extra["annote"] == "Mine; with words."


@pytest.mark.slow
def test_a_season_is_a_year_and_a_word_in_bibtex_which_typst_prints(tmp_path: Path, need: Need) -> None:
    seasons = ("Winter 1956", "circa Summer 1957", "Printemps 1948")
    docs = [
        Document(title=f"T{n}", key=f"k{n}", date=citekit.HistoricalDate.parse(text), extra={"type": "book"})
        for n, text in enumerate(seasons)
    ]
    notes = printed(tmp_path, need, docs, "bibtex", "refs.bib")
    assert [re.findall(r"\d{4}|n\.d\.", note) for note in notes] == [["1956"], ["1957"], ["1948"]]
    written = export(docs, "bibtex")
    assert "month = {Winter}" in written and "month = {circa Summer}" in written and "month = {Printemps}" in written
    assert [str(doc.date) for doc in citekit.sources.documents(citekit.sources.read_text(written, "x"))] == list(
        seasons
    )


def compiled(text: str, folder: Path) -> None:
    """Compile a library. Raises where Typst refuses it."""
    typst = pytest.importorskip("typst")
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    (folder / "a.typ").write_text('#bibliography("a.yaml", full: true)\n', encoding="utf-8")
    typst.compile(str(folder / "a.typ"), output=str(folder / "a.pdf"))


@pytest.mark.slow
def test_one_odd_value_does_not_make_typst_refuse_the_file(tmp_path: Path) -> None:
    odd: dict[str, list[Any]] = {
        "number-of-pages": ["12r-13v", "xii", "xii+345"],
        "number-of-volumes": ["II"],
        "volume": ["1e5", "0x1F"],
        "edition": ["1e9"],
        "URL": ["http://x%20y", "http://[::1", "http://1.2.3.999/", "http://", "not an address"],
        "issued": [{"date-parts": [[12345]]}, {"date-parts": [[1990, 2, 30]]}],
        "language": ["x-klingon", "Latin; French"],
        "title": ["1e5", "true", "{b", "$x$ #y @z"],
    }
    for name, values in odd.items():
        for value in values:
            item = {"id": "k", "type": "book", "title": "T", "author": [{"family": "A", "given": "B"}], name: value}
            options = ExportOptions()
            text = "".join(export_documents([as_document(item)], "hayagriva", options))
            compiled(text, tmp_path)
            (back,) = documents(read_text(text, "x"))
            found = back.to_csl().get(name)
            assert found == value or ((name == "issued" and "12345" in str(found)) or "30" in str(found)), (name, value)
            strict = name not in ("volume", "edition", "title", "language")
            assert options.notes or not strict, (name, value)
