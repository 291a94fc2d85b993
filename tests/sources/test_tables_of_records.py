"""Tables of records: what their headings mean, how a person sets them, and what is damaged or hostile in them."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import CitekitError, Document
from citekit.common.errors import NoRecordError, ReadError
from citekit.sources import read_bytes, read_text
from citekit.sources.field_names import field_named
from citekit.sources.spreadsheets import mapping_of, mapping_text, mapping_toml
from tests.sources.contract_samples import calc, zipped

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Title", "title"),
        ("TITEL", "title"),
        ("Intitulé", "title"),
        ("Absender/in", "from"),
        ("Empfänger", "to"),
        ("Destinataire", "to"),
        ("Отправитель", "from"),
        ("Адресат", "to"),
        ("Signatur", "call number"),
        ("Cote", "call number"),
        ("Segnatura", "call number"),
        ("Sygnatura", "call number"),
        ("Call No.", "call number"),
        ("Box Nr.", "box"),
        ("Boîte n°", "box"),
        ("Caja", "box"),
        ("Опись", "opis"),
        ("дата", "date"),
        ("dcterms:created", "date"),
        ("dc:creator", "author"),
        ("scopeAndContent", "summary"),
        ("Schlagwörter", "subjects"),
        ("Whatever", ""),
    ],
)
def test_a_heading_is_understood_in_many_languages(heading: str, field: str) -> None:
    assert field_named(heading) == field


def rows(text: str, where: str = "t.csv") -> list[Document]:
    found = list(read_text(text, where, "t.csv"))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


def test_what_stands_below_a_heading_corrects_the_guess() -> None:
    (doc,) = rows("Title,File,From,To,Archive,Collection,Volume,Page\nA,a.jpg,1920,1925,X Archive,Doe Papers,3,7\n")
    assert doc.extra["custom"]["files"] == ["a.jpg"]
    assert doc.date is not None and (doc.date.start, doc.date.end) == ((1920,), (1925,))
    assert [(v.kind, v.value) for v in doc.references[0].levels] == [
        ("fond", "Doe Papers"),
        ("volume", "3"),
        ("page", "7"),
    ]
    (article,) = rows("Title,Journal,Volume,Pages\nA,Isis,3,7-9\n")
    assert (article.extra["volume"], article.extra["page"], article.references) == ("3", "7-9", ())


def test_a_column_that_is_not_known_is_kept_under_its_heading() -> None:
    (doc,) = rows("Title,Found by,Übrige Angaben\nA,Jane,rot\n")
    assert doc.extra["custom"] == {"found_by": "Jane", "übrige_angaben": "rot"}


def test_cells_without_a_heading_are_kept() -> None:
    (doc,) = rows("Title,Date\nA,1920,more,and more\n")
    assert doc.extra["custom"] == {"column_3": "more", "column_4": "and more"}


def test_a_person_sets_the_columns_in_a_file_beside_the_table(tmp_path: Path) -> None:
    table = tmp_path / "letters.csv"
    table.write_text("Wann,Was,Wo,Geheim,Rest\n1920,Ein Brief,K 4,x,y\n", encoding="utf-8")
    (error,) = read_bytes(table.read_bytes(), str(table), "letters.csv")
    assert isinstance(error, NoRecordError) and "citekit help tables" in error.hint
    (tmp_path / "letters.columns.toml").write_text(
        '[columns]\nWann = "date"\nWas = "title"\nWo = "box"\nGeheim = "-"\n[fixed]\narchive = "Stadtarchiv Xanten"\n',
        encoding="utf-8",
    )
    (doc,) = read_bytes(table.read_bytes(), str(table), "letters.csv")
    assert isinstance(doc, Document)
    assert citekit.cite(doc) == "“Ein Brief,” 1920, Stadtarchiv Xanten, K 4."
    assert doc.extra["custom"] == {"rest": "y"} and "Geheim" not in repr(doc)
    assert list(citekit.read_all([tmp_path])) == [doc]  # what sets the columns is no record


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[columns]\nWann = "dat"\n', ["“dat”", "did you mean", "date"]),
        ('[columns]\nWenn = "date"\n', ["“Wenn”", "did you mean", "Wann"]),
        ("[columns\n", ["not valid TOML"]),
        ("columns = 3\n", ["is to hold texts"]),
    ],
)
def test_a_mistake_in_what_sets_the_columns_is_named(tmp_path: Path, settings: str, words: list[str]) -> None:
    (tmp_path / "t.columns.toml").write_text(settings, encoding="utf-8")
    (error,) = read_bytes(b"Wann,Was\n1920,Ein Brief\n", str(tmp_path / "t.csv"), "t.csv")
    assert isinstance(error, CitekitError) and all(word in str(error) for word in words), error
    assert "t.columns.toml" in error.where


def test_the_mapping_can_be_looked_at_and_saved(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Titel;Absender;Regal\nBrief;Mao;7\n", encoding="utf-8")
    (columns,) = mapping_of(str(table))
    text = mapping_text(columns)
    assert "Absender  from" in text and "kept under this heading" in text
    saved = mapping_toml(columns, str(table))
    (tmp_path / "t.columns.toml").write_text(saved, encoding="utf-8")
    assert mapping_of(str(table))[0].fields == ("title", "from", "")
    assert mapping_of(str(tmp_path / "none.csv")) == []


def test_a_row_whose_quotation_mark_is_not_closed_is_named_and_the_others_are_read() -> None:
    text = 'Title,Date\nOne,1920\n"Two,1921\n"Three",1922\nFour "4",1923\n'
    found = list(read_text(text, "t.csv", "t.csv"))
    assert [one.title for one in found if isinstance(one, Document)] == ["One", "Three", 'Four "4"']
    (error,) = [one for one in found if isinstance(one, CitekitError)]
    assert "line 3" in error.where and "quotation marks" in error.hint


@pytest.mark.parametrize(
    "text",
    [
        "Title,Date\n" + "A" * 5_000_000 + ",1920\n",
        "Title,Date\n" + "," * 300_000 + "\n",
        'Title,Date\n"' + "a,\n" * 20_000,
    ],
    ids=["a huge cell", "a wide row", "a quotation mark that swallows the rest"],
)
def test_a_hostile_table_is_read_or_refused_soon(text: str) -> None:
    for one in read_text(text, "t.csv", "t.csv"):
        assert isinstance(one, (Document, CitekitError)) and len(repr(one)) < 2_000_000


@pytest.mark.parametrize(
    ("name", "encoding"), [("german.csv", "cp1252"), ("french.csv", "cp1252"), ("russian.tsv", "cp1251")]
)
def test_a_table_in_an_older_encoding_is_read_by_its_headings_and_said(name: str, encoding: str) -> None:
    text = (Path(__file__).parent / "formats" / name).read_text(encoding="utf-8")
    whole = list(read_bytes(text.encode(), "t.csv", name))
    found = list(read_bytes(text.encode(encoding), "t.csv", name))
    assert found == whole
    assert isinstance(found[0], Document) and encoding.replace("cp", "windows-") in found[0].warnings[-1]


def test_a_formula_is_a_text_like_any_other() -> None:
    (doc,) = rows('Title,Date\n"=1+1",1920\n')
    assert doc.title == "=1+1"


def test_running_text_with_commas_is_no_table() -> None:
    for text in ("Dear all,\nplease, read, this\n", "a,b,c\n1,2,3\n", "See title, date, and so on.\n"):
        (found,) = read_text(text, "letter.txt", "letter.txt")
        assert isinstance(found, CitekitError)


def workbook(*tables: tuple[str, list[list[object]]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, listed in tables:
        sheet = book.create_sheet(name)
        for row in listed:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_the_sheets_of_a_workbook_are_tables() -> None:
    letters = [
        ["My letters"],
        [],
        ["Date", "Title", "Archive", "Box", "Folder"],
        [datetime.datetime(1920, 5, 3), "A letter", "X Archive", 3, 4.0],
        [1921, "Another", "X Archive", "3a", None],
    ]
    found = list(read_bytes(workbook(("Letters", letters), ("Sums", [[1, 2], [3, 4]])), "b.xlsx", "b.xlsx"))
    assert [citekit.cite(one) for one in found if isinstance(one, Document)] == [
        "“A letter,” May 3, 1920, Box 3, Folder 4, X Archive.",
        "“Another,” 1921, Box 3a, X Archive.",
    ]
    assert all(isinstance(one, Document) and one.source == "b.xlsx" for one in found)


def test_a_workbook_without_a_table_is_refused() -> None:
    (error,) = read_bytes(workbook(("Sums", [[1, 2], [3, 4]])), "b.xlsx", "b.xlsx")
    assert isinstance(error, NoRecordError)


def test_a_workbook_that_declares_entities_is_refused() -> None:
    source = zipfile.ZipFile(io.BytesIO(workbook(("L", [["Title", "Date"], ["A", 1920]]))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                part = b'<!DOCTYPE x [<!ENTITY a "b">]>' + part
            target.writestr(name, part)
    (error,) = read_bytes(out.getvalue(), "b.xlsx", "b.xlsx")
    assert isinstance(error, CitekitError) and "document type" in str(error)


def test_a_workbook_that_is_cut_off_is_named_as_damaged() -> None:
    data = workbook(("L", [["Title", "Date"], ["A", 1920]]))
    source = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name)[:200])
    (error,) = read_bytes(out.getvalue(), "b.xlsx", "b.xlsx")
    assert isinstance(error, CitekitError) and "damaged" in str(error)


def test_a_table_of_calc_is_read_as_one_of_excel() -> None:
    rows = [
        "string|Title#string|Date#string|Archive#string|Box",
        "string|Letter#date|1931-05-03T00:00:00#string|TNA#float|3.0",
    ]
    (doc,) = read_bytes(calc(rows), "b.ods", "b.ods")
    assert isinstance(doc, Document) and doc.source == "b.ods"
    assert (doc.title, doc.date.start if doc.date else ()) == ("Letter", (1931, 5, 3))
    assert [(one.kind, one.value) for one in doc.references[0].levels] == [("box", "3")]


def test_cells_and_rows_of_calc_that_are_repeated_count_as_often() -> None:
    content = zipfile.ZipFile(io.BytesIO(calc())).read("content.xml").decode("utf-8")
    content = content.replace("<table:table-row><", '<table:table-row table:number-rows-repeated="2"><', 2)
    content = content.replace(' table:number-rows-repeated="2"', "", 1)  # the headings once
    found = list(read_bytes(zipped({"mimetype": MIMETYPE, "content.xml": content}), "b.ods", "b.ods"))
    assert [one.title for one in found if isinstance(one, Document)] == ["Letter", "Letter"]


@pytest.mark.parametrize("content", ["<broken", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', ""])
def test_a_damaged_or_hostile_table_of_calc_is_named(content: str) -> None:
    parts = {"mimetype": MIMETYPE} | ({"content.xml": content} if content else {})
    (error,) = read_bytes(zipped(parts), "b.ods", "b.ods")
    assert isinstance(error, ReadError) and "b.ods" in str(error)


# literature in tables


def literature(row: str) -> dict[str, Any]:
    headings = "Author,Title,Journal,Year,Volume,Issue,Pages,Publisher,City,Editor,Book title,Repository,Box"
    (doc,) = read_text(f"{headings}\n{row}\n", "lit.csv", "lit.csv")
    assert isinstance(doc, Document)
    return doc.to_csl()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('"Leffler, M.",The Cold War,AHR,1984,89,2,346-381,,,,,,', "article-journal"),
        ('"Trachtenberg, M.",A Peace,,1999,,,,Princeton UP,Princeton,,,,', "book"),
        ('"Mastny, V.",Policy,,2010,1,,312-333,CUP,Cambridge,"Leffler, M.",History,,', "chapter"),
        ('"Acheson, Dean",Memorandum,,1950,,,,,Washington,,,National Archives,12', "document"),
        ('"Acheson, Dean",Diary,,1950,,,,,Washington,,,,', "document"),
    ],
)
def test_literature_in_a_table_is_known_by_its_fields(row: str, expected: str) -> None:
    made = literature(row)
    assert made["type"] == expected
    place = "publisher-place" if expected in ("book", "chapter") else "event-place"
    assert ("Princeton" in row or "Cambridge" in row or "Washington" in row) == (place in made)


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Title of document", "title"), ("Author of the letter", "author"), ("Book title", "container-title")],
)
def test_headings_that_say_what_they_are_of(heading: str, field: str) -> None:
    assert field_named(heading) == field
