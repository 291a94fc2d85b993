"""Footnotes as historians write them: each source of a note a document, and nothing taken for one that is none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citekit
from citekit import CitekitError, Document
from citekit.sources import read_text
from tests.sizes import sizes

from . import scoring


def docs(note: str) -> list[Document]:
    return [one for one in read_text(note) if isinstance(one, Document)]


def only(note: str) -> Document:
    (doc,) = docs(note)
    return doc


def levels(doc: Document) -> str:
    return " · ".join(f"{v.kind} {v.value}" for r in doc.references for v in r.levels)


def archive(doc: Document) -> str:
    return next((r.abbreviation for r in doc.repositories), "")


@pytest.mark.parametrize(
    ("note", "sender", "recipient", "date", "repository", "found"),
    [
        (
            "Brandt to Bahr, 3 May 1970, PA AA, B 1, Bd. 450.",
            *("Brandt", "Bahr", (1970, 5, 3), "PA AA", "call_number B 1 · volume 450"),
        ),
        (
            "Hoover to Lansing, March 2, 1919, NARA, RG 59, Inquiry Documents, Box 12, Hungary 1919.",
            *("Hoover", "Lansing", (1919, 3, 2), "NARA"),
            "record_group 59 · series Inquiry Documents · box 12 · folder Hungary 1919",
        ),
        (
            "TNA, PREM 11/1103, Eden to Eisenhower, 27 July 1956.",
            *("Eden", "Eisenhower", (1956, 7, 27), "TNA", "call_number PREM 11/1103"),
        ),
        (
            "Chervonenko to Gromyko, 4 ноября 1968 г., РГАНИ, ф. 5, оп. 60, д. 19, л. 7.",
            *("Chervonenko", "Gromyko", (1968, 11, 4), "RGANI", "fond 5 · opis 60 · delo 19 · leaf 7"),
        ),
        (
            "GARF 5446.22.10.14, Kirov to Ordzhonikidze, 2 Feb. 1930.",
            *("Kirov", "Ordzhonikidze", (1930, 2, 2), "GARF", "fond 5446 · opis 22 · delo 10 · leaf 14"),
        ),
        (
            "Smuts to Amery, 11 November 1942, Smuts Papers, Box 7.",
            *("Smuts", "Amery", (1942, 11, 11), "", "fond Smuts Papers · box 7"),
        ),
        ("Weizmann to Namier, Oct. 9, 1938, CZA.", "Weizmann", "Namier", (1938, 10, 9), "CZA", ""),
        (
            "QRZ, KV/2/X9, Mayor to the harbour master, 3 June 1941.",
            *("Mayor", "the harbour master", (1941, 6, 3), "QRZ", "call_number KV/2/X9"),
        ),
    ],
)
def test_correspondents_date_archive_and_levels_are_found_in_any_common_order(
    note: str, sender: str, recipient: str, date: tuple[int, ...], repository: str, found: str
) -> None:
    doc = only(note)
    assert (doc.sender, doc.recipient) == (sender, recipient)
    assert doc.date is not None and doc.date.start == date
    assert (archive(doc), levels(doc), doc.unread) == (repository, found, ())


@pytest.mark.parametrize(
    ("note", "title", "found"),
    [
        ("AAN, KC PZPR, XI A/10, k. 4, “Notatka z rozmowy,” 7 maja 1956.", "Notatka z rozmowy", "AAN"),
        (
            "“Report on the Harvest,” 19 August 1953, in APRF, f. 3, op. 30, d. 40, l. 5.",
            "Report on the Harvest",
            "APRF",
        ),
        ("PRO, CAB 129/88, ‘Future of the Bases’, March 1957.", "Future of the Bases", "PRO"),
        ("Протокол заседания. 1931 год. ГАРФ. Ф. 5446. Оп. 12. Д. 3.", "Протокол заседания", "GARF"),
        ("《会谈记录》,1956年10月30日,外交部档案馆,109-00743-01,第3页。", "会谈记录", "PRC FMA"),
    ],
)
def test_a_title_is_kept_word_for_word_wherever_its_archive_stands(note: str, title: str, found: str) -> None:
    doc = only(note)
    assert (doc.title, archive(doc)) == (title, found)
    assert doc.date is not None and doc.date.start


def test_several_sources_of_a_note_are_several_documents_and_later_ones_inherit_the_archive() -> None:
    first, second, third = docs(
        "TNA, AIR 8/424, Portal to Harris, 3 Mar 1943; Harris to Portal, 5 Mar 1943; AIR 20/12, Portal to Slessor, 6"
        " Mar 1943."
    )
    assert [levels(d) for d in (first, second)] == ["call_number AIR 8/424"] * 2
    assert (second.sender, second.recipient, archive(second)) == ("Harris", "Portal", "TNA")
    assert (archive(third), levels(third), third.recipient) == ("TNA", "call_number AIR 20/12", "Slessor")


def test_a_further_unit_of_the_same_fond_is_whole_by_itself() -> None:
    _, second = docs("RGASPI, f. 558, op. 1, d. 41, l. 1; d. 43, l. 2.")
    assert second.reference == "RGASPI, f. 558, op. 1, d. 43, l. 2"


def test_ibid_within_a_note_is_the_archive_before() -> None:
    first, second = docs("Bevin to Attlee, 3 May 1948, TNA, FO 800/470; ibid., Attlee to Bevin, 4 May 1948.")
    assert (first.reference, second.reference, second.sender) == ("TNA, FO 800/470", "TNA, FO 800/470", "Attlee")
    _, other = docs("Minutes, 3 May 1948, RGANI, f. 3, op. 4, d. 5. Ibid., op. 6, d. 7.")
    assert other.reference == "RGANI, f. 3, op. 6, d. 7"


def test_one_place_named_for_several_documents_is_the_place_of_each() -> None:
    first, second = docs(
        "Adler to Bauer, May 1, 1934 and Bauer to Adler, May 3, 1934, both in NARA, RG 84, Box 5, 1934."
    )
    assert (first.sender, second.sender) == ("Adler", "Bauer")
    assert levels(first) == levels(second) == "record_group 84 · box 5 · folder 1934"


def test_markings_and_drafting_are_said_of_the_document_and_not_read_as_its_title() -> None:
    doc = only("Source: Department of State, Central Files, POL 15 CHILE. Secret; Nodis. Drafted by Jones.")
    assert (levels(doc), doc.title, doc.unread) == ("series Central Files · file POL 15 CHILE", "", ())
    assert doc.extra["custom"] == {"classification": "Secret; Nodis", "drafting_note": "Drafted by Jones"}


def test_what_is_not_understood_is_in_unread_and_nothing_is_recased() -> None:
    doc = only("TNA, FO 371/1160, behind the stairs, bevin TO Attlee memo, 3 May 1948.")
    assert "FO 371/1160" in doc.reference
    assert "behind the stairs" in " ".join((doc.title, *doc.unread))
    assert all(word in " ".join((doc.title, *doc.unread)) for word in ("bevin", "TO", "Attlee"))


def test_a_document_without_an_archive_is_read_with_a_warning() -> None:
    doc = only("Eden to Churchill, 3 May 1943.")
    assert (doc.sender, doc.recipient, doc.references) == ("Eden", "Churchill", ())
    assert any("no archive was found" in warning for warning in doc.warnings)


BOOKS = (Path(__file__).parent / "not_archival.txt").read_text(encoding="utf-8").splitlines()


def test_there_are_a_hundred_notes_with_nothing_archival() -> None:
    assert len(set(BOOKS)) >= 100


@pytest.mark.parametrize("note", BOOKS)
def test_a_book_an_article_or_a_remark_is_no_archival_document(note: str) -> None:
    for one in read_text(note):
        assert isinstance(one, (Document, CitekitError))
        if isinstance(one, Document):
            assert not any(r.repository or r.levels for r in one.references), one
            assert one.warnings, "what has no archive is said"


def test_ibid_alone_is_refused_with_what_to_do() -> None:
    with pytest.raises(CitekitError, match="refers to a note before it"):
        citekit.loads("Ibid., pp. 44–45.")


def test_a_text_file_has_a_note_a_line(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(
        "1. Brandt to Bahr, 3 May 1970, PA AA, B 1, Bd. 450.\n"
        "2. TNA, PREM 11/1103, Eden to Eisenhower, 27 July 1956.\n"
        "3. Emphasis added.\n",
        encoding="utf-8",
    )
    first, second, error = read_text(path.read_text(encoding="utf-8"), str(path))
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.sender, second.sender) == ("Brandt", "Eden")
    assert isinstance(error, CitekitError) and "note 3" in str(error)


def test_a_note_is_cited_as_the_manual_has_letters() -> None:
    assert citekit.cite(citekit.loads("Brandt to Bahr, 3 May 1970, PA AA, B 1, Bd. 450.")).startswith(
        "Brandt to Bahr, May 3, 1970, "
    )


@given(
    st.lists(
        st.sampled_from(
            (
                "A to B |, |; |TNA|, FO 371/1| and |(|)|“|”|‘|3 May 1948|Ibid. |f. 1|. |Box 5|RGASPI|see |Secret. |"
                "1951|«"
            ).split("|")
        ),
        max_size=25,
    )
)
def test_anything_like_a_note_is_read_or_refused_and_comes_back(parts: list[str]) -> None:
    for one in read_text("".join(parts)):
        assert isinstance(one, (Document, CitekitError))
        if isinstance(one, Document):
            assert Document.from_csl(one.to_csl()) == one


@sizes(1_500, 6_000)
@pytest.mark.parametrize(
    "piece", ["A to B, ", "; TNA, FO 371/1", "(", "“", "‘a ", "3 May 1948, ", "Ibid. ", "and A to B, 1 May 1950 "]
)
@pytest.mark.slow
def test_a_long_hostile_note_is_read_in_a_straight_line(piece: str, size: int) -> None:
    started = time.process_time()
    list(read_text(piece * (size // len(piece))))
    list(read_text((piece * 20 + "\n") * (size // 60)))
    assert time.process_time() - started < 20 * size / 6_000


# real notes, beside the project

WANTED = {
    "us": {"whole": 0.85, "date": 0.85, "box": 0.85, "lot": 0.85, "record_group": 0.85},
    "world": {"repository": 0.8, "level": 0.7, "date": 0.85, "whole": 0.5, "sender": 0.8},
}


@pytest.mark.xdist_group("real footnotes")  # which are read once
@pytest.mark.parametrize("name", ["us", "world"])
@pytest.mark.parametrize("fold", [None, *range(scoring.FOLDS)])
def test_real_footnotes_are_read_in_every_fold(shared: Path, name: str, fold: int | None) -> None:
    right, every, _ = scoring.tally(shared / "archives" / f"footnotes-{name}.jsonl", fold)
    margin = 0.0 if fold is None else 0.08  # a fold has some thirty notes
    for part, share in WANTED[name].items():
        assert right[part] >= (share - margin) * every[part], f"{part}: {right[part]} of {every[part]}"


@pytest.mark.parametrize(
    "text",
    [
        "Invitation to Tender, 5 May 2001.",
        "Reaction to Sputnik, 9 October 1957, CIA, box 4.",
        "Welcome to Moscow, 4 May 1990.",
    ],
)
def test_a_noun_that_to_belongs_to_sent_nothing(text: str) -> None:
    doc = citekit.loads(text)
    assert (doc.sender, doc.recipient) == ("", "")


def test_of_several_documents_the_first_says_that_there_are_more() -> None:
    text = "Stalin to Molotov, 4 September 1926, RGASPI, f. 558; Kaganovich to Stalin, 5 September 1926, GARF, f. 1"
    doc = citekit.loads(text)
    assert doc.sender == "Stalin" and "2 documents" in doc.warnings[-1]


def test_the_number_of_a_telegram_is_no_year() -> None:
    doc = citekit.loads(
        "Telegram, Moscow to Secretary of State, No. 1452, February 22, 1946, 861.00/2-2246, RG 59, NARA"
    )
    assert str(doc.date) == "February 22, 1946"


def test_p_behind_an_opis_is_a_papka() -> None:
    doc = citekit.loads("АВП РФ. Ф. 0129. Оп. 47. П. 141. Д. 5. Л. 12.")
    assert [level.value for level in doc.references[0].levels] == ["0129", "47", "141", "5", "12"]
