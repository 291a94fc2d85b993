"""Keys that people gave, formulas, and the same document twice; what a script is told of files and losses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import CitekitError, Document, ReadError, UsageError
from citekit.exporters import ExportWarning

LETTER = Document(title="Stalin to Molotov", date="4 September 1926", references="RGASPI, f. 558, op. 11, d. 97")
BOOK: dict[str, Any] = {"id": "doe", "type": "book", "title": "A Book", "author": [{"family": "Doe"}]}


def test_an_id_that_somebody_changed_in_an_item_of_ours_is_the_key() -> None:
    item = LETTER.to_csl()
    renamed = {**item, "id": "let"}
    assert Document.from_csl(item) == LETTER
    assert Document.from_csl(renamed) == LETTER.changed(key="let")
    assert citekit.Notes().add(renamed) == "let"
    assert "{let,\n" in citekit.export([renamed], "biblatex")
    assert json.loads(citekit.export([renamed], "csl-json"))[0]["id"] == "let"
    assert "1926" in citekit.weave("A [@let].", library=[renamed], style="chicago-author-date", errors="raise")


def test_so_is_a_citation_key_that_somebody_gave() -> None:
    assert Document.from_csl({**LETTER.to_csl(), "citation-key": "let"}) == LETTER.changed(key="let")
    written = json.loads(citekit.export([LETTER], "csl-json"))[0]
    assert Document.from_csl({**written, "citation-key": "let"}).key == "let"
    assert Document.from_csl({**written, "id": "let"}).key == "let"
    foreign = Document.from_csl({**BOOK, "id": "http://zotero.org/1", "citation-key": "doe2000"})
    assert (
        Document.from_csl(foreign.to_csl()) == foreign and foreign.key == "doe2000"
    )  # the address is no key to cite by


@pytest.mark.parametrize("formula", ["{zzz}", "{author", "{author:x}"])
def test_a_formula_that_cannot_be_read_is_refused_also_where_items_have_keys(formula: str) -> None:
    with pytest.raises(UsageError, match="for keys"):
        citekit.export([BOOK], "bibtex", keys=formula)


def test_the_same_document_twice_is_written_once_and_another_of_its_key_is_not_lost() -> None:
    assert citekit.export([BOOK, dict(BOOK)], "bibtex").count("@book") == 1
    assert citekit.bibliography([BOOK, BOOK]) == ["Doe. A Book. n.d."]
    assert citekit.export([BOOK, {**BOOK, "publisher": "Press"}], "bibtex").count("@book") == 2


def test_what_a_format_cannot_hold_is_a_warning() -> None:
    with pytest.warns(ExportWarning, match="no field for “recipient”") as told:
        citekit.export([{**BOOK, "recipient": [{"family": "Roe"}]}], "hayagriva")
    assert told[0].filename == __file__


def _files(folder: Path) -> list[Path]:
    (folder / "good.json").write_text(json.dumps([BOOK, 5, {**BOOK, "id": "roe"}]), encoding="utf-8")
    return [folder / "missing.json", folder / "good.json"]


def test_what_cannot_be_read_is_raised_passed_over_or_handed_to_a_function(tmp_path: Path) -> None:
    paths, told = _files(tmp_path), list[CitekitError]()
    with pytest.raises(ReadError, match="no such file"):
        list(citekit.read_all(paths))
    assert [doc.key for doc in citekit.read_all(paths, errors="skip")] == ["doe", "roe"]
    assert [doc.key for doc in citekit.read_all(paths, errors=told.append)] == ["doe", "roe"]
    assert ["no such file" in str(told[0]), "item 2" in str(told[1]), len(told)] == [True, True, 2]
    with pytest.raises(UsageError, match="errors cannot be “ignore”"):
        citekit.read_all(paths, errors="ignore")  # type: ignore[arg-type]


def test_several_documents_are_added_at_once() -> None:
    notes = citekit.Notes("chicago-author-date")
    assert notes.add(LETTER, BOOK) == ["stalin-molotov-1926", "doe"]
    assert notes.add(BOOK) == "doe"
    with pytest.raises(UsageError, match="nothing to add"):
        notes.add()  # type: ignore[call-overload]


EARLY = [[[50]], [[50, 3]], [[50, 3, 15]], [[850, 12]], [[50], [60]], [[-44, 3, 15]]]


@pytest.mark.parametrize("parts", EARLY)
@pytest.mark.parametrize("form", ["bibtex", "biblatex", "ris", "csl-json", "mods", "csv"])
def test_a_year_of_the_first_centuries_comes_back_as_a_date(parts: Any, form: str, tmp_path: Path) -> None:
    _round_trip({"date-parts": parts}, form, tmp_path)


@pytest.mark.parametrize("edtf", ["1850~", "1850-03-05", "1850/1852", "185X"])
@pytest.mark.parametrize("form", ["bibtex", "biblatex", "ris", "csl-json", "mods", "csv"])
def test_a_date_that_is_edtf_alone_is_in_every_export(edtf: str, form: str, tmp_path: Path) -> None:
    assert "1850" in citekit.cite({**BOOK, "issued": {"edtf": edtf}})
    assert "1850" in citekit.export([{**BOOK, "issued": {"edtf": edtf}}], "word")
    _round_trip({"edtf": edtf}, form, tmp_path)


def _round_trip(issued: Any, form: str, folder: Path) -> None:
    item = {**BOOK, "issued": issued}
    suffix = {"bibtex": "bib", "biblatex": "bib", "csl-json": "json", "mods": "xml"}.get(form, form)
    file = folder / f"all.{suffix}"
    file.write_text(citekit.export([item], form), encoding="utf-8")
    date, back = Document.from_csl(item).date, citekit.read(file).date
    assert date is not None and back is not None and date.start
    assert (back.start, back.end, back.circa) == (date.start, date.end, date.circa)
