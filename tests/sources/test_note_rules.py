"""Rules of reading notes, one by one: copies, printed works that cite an archive, titles behind a reference."""

from __future__ import annotations

from pathlib import Path

import pytest

import citekit
from citekit import Document, ReadError
from citekit.sources import read_text
from tests.cli.runner import citekit as run


def docs(note: str) -> list[Document]:
    return [one for one in read_text(note) if isinstance(one, Document)]


def only(note: str) -> Document:
    (doc,) = docs(note)
    return doc


@pytest.mark.parametrize(
    "joint",
    [" and ", ", and ", "; copy in ", "; also in ", "; original in "],
    ids=["and", "comma", "copy", "also", "orig"],
)
def test_copies_in_two_archives_are_two_references_of_one_document(joint: str) -> None:
    doc = only(
        f"Adler to Bauer, 3 May 1950, RGASPI, f. 5, op. 3, d. 7{joint}Library of Congress, Harriman Papers, Box 3."
    )
    assert [r.repository.abbreviation for r in doc.references if r.repository] == ["RGASPI", "Library of Congress"]
    assert [v.value for v in doc.references[1].levels] == ["Harriman Papers", "3"]


@pytest.mark.parametrize(
    ("note", "title"),
    [
        ("ГАРФ. Ф. 9401. Оп. 2. Д. 64. Л. 1. Докладная записка Берии, 4 марта 1944 г.", "Докладная записка Берии"),
        ("РГАЭ, ф. 7486, оп. 37, д. 132, л. 56 об. Справка Наркомзема. 4 марта 1944 г.", "Справка Наркомзема"),
        ("РГАНИ. Ф. 89. Оп. 45. Д. 83. Л. 2–3. Протокол заседания, 4 марта 1944 г.", "Протокол заседания"),
        ("MOL, XIX-J-1-j, 7. doboz. Szipka József jelentése, 1944. március 4.", "Szipka József jelentése"),
    ],
)
def test_a_title_behind_its_reference_is_of_the_same_document(note: str, title: str) -> None:
    doc = only(note)
    assert doc.title == title and doc.references and doc.date is not None and doc.date.start == (1944, 3, 4)


def test_a_printed_work_that_cites_an_archive_is_where_the_document_is_printed() -> None:
    doc = only("Applebaum, Gulag, p. 33, citing GARF, f. 9414, op. 1, d. 5, l. 12.")
    assert [v.kind for v in doc.references[0].levels] == ["fond", "opis", "delo", "leaf"]
    assert doc.extra["custom"]["also_printed"] == "Applebaum, Gulag, p. 33, citing"


@pytest.mark.parametrize("behind", ["see also Zubok, Failed Empire, 45", "copy in author's possession"])
def test_what_only_follows_a_source_is_no_document_and_is_said(behind: str) -> None:
    assert only(f"RGANI, f. 5, op. 3, d. 7; {behind}.").unread == (behind,)


def test_the_leaf_of_a_reference_to_another_note_is_not_given_to_the_next_archive() -> None:
    first, second = read_text("Ibid., l. 70; RGANI, f. 5, op. 3, d. 7.")
    assert isinstance(first, ReadError) and "“Ibid., l. 70” refers to a note before it" in str(first)
    assert isinstance(second, Document) and second.reference == "RGANI, f. 5, op. 3, d. 7"
    again = docs("RGASPI, f. 17, op. 3, d. 44, l. 3; ibid., l. 70.")[1]
    assert again.reference == "RGASPI, f. 17, op. 3, d. 44, l. 70"


@pytest.mark.parametrize("date", ["n.d. [ca. June 1954?]", "undated [June 1954]", "[June 1954]"])
def test_a_supplied_date_is_no_part_of_the_recipient(date: str) -> None:
    doc = only(f"Letter, Molotov to Bidault, {date}, AVPRF, f. 06, op. 13, p. 4, d. 3.")
    assert (doc.recipient, str(doc.date)) == ("Bidault", date)
    assert citekit.cite(doc).count("ca.") == date.count("ca.")


def test_where_two_days_are_named_neither_is_taken_for_the_date() -> None:
    doc = only("Letter from Molotov to Stalin of 7 May, received on 8 May 1945, RGASPI, f. 558, op. 11, d. 5.")
    assert (doc.sender, doc.recipient, doc.date) == ("Molotov", "Stalin", None)
    assert "7 May, received on 8 May 1945" in doc.title


@pytest.mark.parametrize(
    ("said", "sender", "recipient"),
    [
        ("Quaroni a Sforza, 14 aprile 1947", "Quaroni", "Sforza"),
        ("Chataigneau à Bidault, 12 février 1946", "Chataigneau", "Bidault"),
        ("Schulenburg an Ribbentrop, 12. August 1939", "Schulenburg", "Ribbentrop"),
        ("Молотов — Сталину, 12 ноября 1940 г.", "Молотов", "Сталину"),
        ("Brief von Adenauer an Heuss, 3. April 1952", "Adenauer", "Heuss"),
        ("Lettre de Massigli à Schuman, 3 avril 1951", "Massigli", "Schuman"),
        ("Писмо от Т. Живков до Н. Хрушчов, 4 юни 1963 г.", "Т. Живков", "Н. Хрушчов"),
        ("Lipski do Becka, 20 września 1938 r.", "Lipski", "Becka"),
        ("Franco Nogueira para Salazar, 18 de dezembro de 1961", "Franco Nogueira", "Salazar"),
        ("Van Roijen aan Luns, 3 mei 1958", "Van Roijen", "Luns"),
        ("Sohlman till Undén, 4 november 1956", "Sohlman", "Undén"),
        ("Salan au ministre de la Défense, 8 mai 1953", "Salan", "ministre de la Défense"),
        ("Report by Serov to Khrushchev on the harvest, 28 October 1956", "Serov", "Khrushchev"),
        ("Visita a Roma, 3 maggio 1950", "", ""),
        ("Lettre à Staline, 3 mai 1950", "", ""),
        ("Banco do Brasil, 5 de maio de 1950", "", ""),
        ("Novotný a Chruščov, 3. května 1958", "", ""),
        ("Anwar al Sadat, 20 November 1977", "", ""),
    ],
)
def test_correspondents_are_found_in_other_languages_and_none_is_made_up(
    said: str, sender: str, recipient: str
) -> None:
    doc = docs(f"{said}, TNA, FO 371/1.")[0]
    assert (doc.sender, doc.recipient) == (sender, recipient)


def test_an_archive_whose_name_goes_on_is_another_one() -> None:
    doc = only("Denton to Elgin, 3 May 1906, National Archives of Gambia, CSO 2/123.")
    assert [r.abbreviation for r in doc.repositories] == ["National Archives of Gambia"]


def test_what_was_not_understood_is_said_wherever_a_document_is_printed(tmp_path: Path) -> None:
    note = "Adler to Bauer, 3 May 1950, RGANI, f. 5, op. 3, d. 7; see also Zubok, Failed Empire, 45."
    (tmp_path / "adler.txt").write_text(note, encoding="utf-8")
    (tmp_path / "draft.md").write_text("It was so.[@adler]\n", encoding="utf-8")
    said = "not understood and left out: see also Zubok, Failed Empire, 45"
    commands = (["cite", "adler.txt"], ["bibliography", "adler.txt"], ["weave", "draft.md", "--library", "adler.txt"])
    for command in commands:
        done = run(*command, cwd=tmp_path)
        assert done.returncode == 0 and said in done.stderr


def test_another_fond_of_the_archive_before_it_inherits_nothing_but_the_archive() -> None:
    second = docs("RGANI, f. 5, op. 30, d. 141, ll. 2-14; f. 89, per. 45, dok. 12.")[1]
    assert second.reference == "RGANI, f. 89, per. 45, dok. 12"


def test_a_copy_of_a_printed_document_is_where_it_lies() -> None:
    doc = only(
        "Minutes of the meeting of the NSC, 4 June 1952, FRUS, 1952-1954, vol. II, 10; copy in HSTL, PSF, box 219."
    )
    assert doc.reference == "HSTL, PSF, box 219" and "FRUS" in str(doc.to_csl())


def test_who_obtained_a_document_is_a_contributor() -> None:
    doc = only("Mao to Kim, 3 May 1965, PRC FMA 106-00581-04, pp. 3–5 (obtained by Shen Zhihua).")
    assert [(one.role, one.name) for one in doc.contributors] == [("obtained", "Shen Zhihua")]


def test_a_possessive_is_no_part_of_a_name() -> None:
    doc = only("Kádár's report to the Central Committee, 12 November 1956, MNL OL, M-KS 288. f. 4. cs. 1. ő. e.")
    assert doc.sender == "Kádár"


def test_a_probable_date_is_uncertain() -> None:
    doc = only("Draft report, probably spring 1953, AAN, KC PZPR, 237/XXII-56, k. 4.")
    assert doc.date is not None and (str(doc.date), doc.date.uncertain) == ("probably spring 1953", True)
    assert doc.title == "Draft report"


def test_series_between_the_day_and_the_first_level_are_of_the_reference() -> None:
    doc = only(
        "“Memorandum for the Record,” by Gordon Gray, 12 June 1959, White House Office, Office of the Staff Secretary, "
        "Subject Series, box 4, Eisenhower Library, Abilene, KS."
    )
    assert doc.reference.startswith("White House Office, Office of the Staff Secretary, Subject Series, box 4")
    assert doc.extra["author"] == [{"family": "Gray", "given": "Gordon"}] and not doc.unread


def test_boxes_and_folders_in_chinese_stand_behind_their_numbers() -> None:
    doc = only("蒋介石日记, 1949年1月21日, 斯坦福大学胡佛研究所档案馆藏, 第47盒第12夹.")
    assert [(v.kind, v.value) for v in doc.references[0].levels] == [("box", "47"), ("folder", "12")]


@pytest.mark.parametrize(
    "own",
    ["interview with Bahr, Berlin, 14 May 2003", "letter from Falin to the author, 3 June 1999"],
    ids=["interview", "letter"],
)
def test_what_is_the_authors_own_lies_in_no_archive_that_stands_beside_it(own: str) -> None:
    for note in (
        f"FO 371/56763, TNA; {own}.",
        f"TNA, FO 371/56763, Roberts to Bevin, 17 March 1946; and {own}.",
        f"{own[0].upper()}{own[1:]}, and Roberts to Bevin, 17 March 1946, FO 371/56763, TNA.",
    ):
        assert sorted(len(doc.references) for doc in docs(note)) == [0, 1], note


def test_a_bare_reference_is_not_that_of_the_document_behind_it() -> None:
    first, second = docs("FO 371/56763, TNA; Warner to Sargent, 2 April 1946.")
    assert first.references and not second.references
    assert any("no archive was found" in warning for warning in second.warnings)


@pytest.mark.parametrize(
    ("note", "ibid", "reference"),
    [
        (
            "Adler to Bauer, 2 May 1946, NARA, RG 59, CDF 1945–49, 861.00/2-2246.",
            "Ibid., 3.",
            "NARA, RG 59, CDF 1945–49, 861.00/2-2246, p. 3",
        ),
        (
            "Adler to Bauer, 2 May 1946, RG 59, 861.00/2-2246, NARA.",
            "Ibid., 3–4.",
            "RG 59, 861.00/2-2246, NARA, pp. 3–4",
        ),
        (
            "Adler to Bauer, 2 May 1946, RGANI, f. 5, op. 3, d. 7, ll. 12–14.",
            "Ibid., 13.",
            "RGANI, f. 5, op. 3, d. 7, l. 13",
        ),
        ("Adler to Bauer, 2 May 1946, JFKL, NSF, Box 36, Folder 3.", "Ibid., 5.", "JFKL, NSF, Box 36, Folder 3, p. 5"),
        (
            "Adler an Bauer, 2. Mai 1946, PA AA, B 150, Bd. 165, Bl. 12–15.",
            "Ebd., 14.",
            "PA AA, B 150, Bd. 165, Bl. 14",
        ),
    ],
)
def test_a_bare_number_behind_ibid_is_a_page_of_the_same_document(note: str, ibid: str, reference: str) -> None:
    _, second = docs(f"{note}\n{ibid}")
    assert (second.reference, second.sender, second.recipient) == (reference, "Adler", "Bauer")


def test_ibid_alone_is_the_document_before_it() -> None:
    first, second = docs("Adler to Bauer, 2 May 1946, TNA, FO 371/5.\nIbid.")
    assert (second.sender, second.date, second.references) == (first.sender, first.date, first.references)


def test_ibid_behind_a_printed_work_is_not_the_archive_before_that() -> None:
    found = list(read_text("Adler to Bauer, 2 May 1946, TNA, FO 371/5; Zubok, Failed Empire, 45; ibid., 50."))
    assert not [one for one in found[1:] if isinstance(one, Document) and one.references]


def test_ibid_behind_a_collection_is_its_archive_or_said() -> None:
    _, second = docs("FO 371/5, TNA; interview with Bowie, 10 Aug. 1964, Dulles Oral History Collection, ibid.")
    assert "ibid." in second.unread or (second.references[0].repository is not None)


def test_where_an_interview_was_held_is_said() -> None:
    doc = only("George Ball, interview by Joseph Kraft, Washington, D.C., 3 May 1964, Kennedy Library, p. 3.")
    assert (doc.sender, doc.recipient, doc.unread) == ("George Ball", "Joseph Kraft", ("Washington, D.C.",))


@pytest.mark.parametrize("style", ["chicago-notes", "chicago-author-date", "mla"])
@pytest.mark.parametrize(
    "work",
    [
        "FRUS, 1969–1976, vol. XVII, doc. 144",
        "but cf. Mastny, Soviet Insecurity, here 515",
        "Author’s interview with Egon Bahr, Berlin, 14 May 2003",
    ],
)
def test_what_is_cited_as_it_stands_keeps_its_capitals(work: str, style: str) -> None:
    _, doc = docs(f"FO 371/56763, TNA; {work}.")
    text = citekit.cite(doc, style=style)
    said = doc.title[:1].upper() + doc.title[1:]
    assert said in text and doc.title in work


@pytest.mark.parametrize(
    ("note", "kept", "cited"),
    [
        (
            "New York Times, 23 October 1962, 1.",
            {"type": "periodical", "page": "1"},
            "New York Times, October 23, 1962.",
        ),
        (
            "Harrison Salisbury, “Moscow Is Wary,” New York Times, 3 March 1953, p. 12.",
            {"type": "article-newspaper", "container-title": "New York Times", "page": "12"},
            "Harrison Salisbury, “Moscow Is Wary,” New York Times, March 3, 1953.",
        ),
        (
            "Neue Zürcher Zeitung, Nr. 234, 3. September 1939.",
            {"issue": "234"},
            "Neue Zürcher Zeitung, September 3, 1939.",
        ),
        ("《人民日报》1950年11月4日,第1版。", {"page": "1", "title": "人民日报"}, ""),
    ],
)
def test_a_newspaper_is_read_as_one_with_its_page(note: str, kept: dict[str, str], cited: str) -> None:
    [doc] = docs(note)
    item = doc.to_csl()
    assert {name: item.get(name) for name in kept} == kept and doc.references == () and doc.unread == ()
    assert not cited or citekit.cite(doc) == cited


@pytest.mark.parametrize(
    ("note", "number", "cited"),
    [
        ("Makins to Strang, PM/46/17, 4 March 1946, TNA, FO 800/475.", "PM/46/17", "Makins to Strang, PM/46/17, "),
        ("Seward to Burlingame, No. 129, June 15, 1866, RG 59, NARA.", "129", "Seward to Burlingame, no. 129, "),
        ("Rusk to Reinhardt, tel. no. 712, 11 February 1964, RG 84, NARA.", "712", "Rusk to Reinhardt, telegram 712, "),
        (
            "Dirksen an Neurath, Drahtbericht Nr. 45, 3. März 1937, PA AA, R 29712.",
            "45",
            "Dirksen to Neurath, telegram 45, ",
        ),
    ],
)
def test_the_number_of_a_message_is_no_part_of_a_title(note: str, number: str, cited: str) -> None:
    [doc] = docs(note)
    assert (doc.title, doc.number) == ("", number) and citekit.cite(doc).startswith(cited)


def test_where_a_document_is_printed_too_is_said_to_be_left_out(tmp_path: Path) -> None:
    note = "Adler to Bauer, 12 December 1976, RGANI, f. 5, op. 73, d. 309; printed in CWIHP Bulletin 10 (1998): 67–70."
    assert "where it is printed, is kept but not in the citation" in run("cite", "--text", note, cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("stated", "ibid", "same"),
    [("d. 7, ll. 12–14", "l. 13", True), ("d. 7", "ll. 3–4", True), ("d. 7, l. 12", "l. 15", False)],
)
def test_leaves_behind_ibid_are_of_the_same_document_unless_they_lie_outside_it(
    stated: str, ibid: str, same: bool
) -> None:
    _, second = docs(f"Adler to Bauer, 2 May 1946, RGANI, f. 5, op. 3, {stated}.\nIbid., {ibid}.")
    assert second.reference == f"RGANI, f. 5, op. 3, d. 7, {ibid}"
    assert (second.sender == "Adler") is same


@pytest.mark.parametrize(
    ("credit", "role", "name"),
    [
        (", trans. Gary Goldberg", "translated", "Gary Goldberg"),
        (", transl. by Gary Goldberg.", "translated", "Gary Goldberg"),
        ("; translated by Gary Goldberg.", "translated", "Gary Goldberg"),
        (", obtained by Shen Zhihua.", "obtained", "Shen Zhihua"),
    ],
)
def test_a_credit_at_the_end_is_no_part_of_the_reference(credit: str, role: str, name: str) -> None:
    doc = only(f"Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97{credit}")
    assert [(one.role, one.name) for one in doc.contributors] == [(role, name)]
    assert doc.reference == "RGASPI, f. 558, op. 11, d. 97" and doc.unread == ()


def test_the_editor_of_a_book_is_none_of_a_document() -> None:
    note = "Diary, 4 November 1956, The Macmillan Diaries, ed. Peter Catterall (London: Macmillan, 2003)."
    assert not any(doc.contributors for doc in docs(note))


def test_a_day_of_the_french_republic_is_printed_as_written_and_sorts() -> None:
    doc = only("Fouché à Bonaparte, 18 brumaire an VIII, AN, AF IV 1234.")
    assert doc.date is not None and doc.date.start == (1799, 11, 9)
    assert citekit.cite(doc) == "Fouché to Bonaparte, 18 brumaire an VIII, AN, AF IV 1234."


def test_letters_of_intent_have_no_sender_and_those_of_people_have() -> None:
    assert only("Letter of Harold Nicolson to Anthony Eden, 4 June 1940, TNA, FO 1/2.").sender == "Harold Nicolson"
    assert only("Letter of Good Will to China, 4 June 1940, TNA, FO 1/2.").sender == ""


def test_who_wrote_a_paper_is_its_author() -> None:
    doc = only("Note by Trend, ‘Nuclear Policy’, 1 December 1964, TNA, PREM 13/26.")
    assert (doc.title, doc.kind, doc.to_csl()["author"]) == ("Nuclear Policy", "note", [{"literal": "Trend"}])


@pytest.mark.parametrize(
    "holder",
    [
        "Center for Oral History and Cultural Heritage, University of Southern Mississippi",
        "Schlesinger Library, Radcliffe Institute, Harvard University",
        "Institute of Jazz Studies, Rutgers University",
    ],
)
def test_an_institution_at_the_end_holds_a_letter_without_a_signature(holder: str) -> None:
    doc = only(f"Ella Baker to Anne Braden, 3 May 1961, {holder}.")
    assert doc.reference == holder
    assert citekit.cite(doc).endswith(f"May 3, 1961, {holder}.")


def test_a_publisher_at_the_end_holds_nothing() -> None:
    assert not docs("Ella Baker to Anne Braden, 3 May 1961, Yale University Press.")[0].references
