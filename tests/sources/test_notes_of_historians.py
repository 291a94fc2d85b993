"""Notes as historians write them: archives with their places, books beside archives, words round dates, ``Ibid.``"""

from __future__ import annotations

import pytest

from citekit import Document
from citekit.sources import read_text

RG = "f. 17, op. 162, d. 12, l. 4"


def docs(text: str) -> list[Document]:
    return [one for one in read_text(text) if isinstance(one, Document)]


def only(note: str) -> Document:
    (doc,) = docs(note)
    return doc


@pytest.mark.parametrize(
    ("archive", "name", "first"),
    [
        ("Huntington Library, San Marino, California, HM 31203", "Huntington Library", "HM 31203"),
        ("Massachusetts Historical Society, Boston, Massachusetts, Adams Papers, reel 12", "MHS", "Adams Papers"),
        ("Hoover Institution Archives, Stanford, California, Box 3", "Hoover Institution Archives", "3"),
        ("Rubenstein Library, Duke University, Durham, North Carolina, Box 3", "Rubenstein Library", "3"),
        ("Bancroft Library, University of California, Berkeley, BANC MSS 71/12", "Bancroft Library", "BANC MSS 71/12"),
        ("Stadtarchiv Köln, Best. 1001, Nr. 12", "Stadtarchiv Köln", "1001"),
        ("Gemeentearchief Rotterdam, inv. nr. 12", "Gemeentearchief Rotterdam", "12"),
        ("AD Gironde, 3 L 55", "AD Gironde", "3 L 55"),
        ("West Yorkshire Archive Service, SH:7/ML/E/15", "West Yorkshire Archive Service", "SH:7/ML/E/15"),
    ],
)
@pytest.mark.parametrize("front", ["", "Jefferson to Adams, 3 May 1811, "])
def test_an_archive_is_kept_with_the_place_or_university_behind_it(
    front: str, archive: str, name: str, first: str
) -> None:
    (reference,) = only(f"{front}{archive}.").references
    assert reference.repository is not None and reference.repository.abbreviation == name
    assert reference.levels[0].value == first and not reference.unread


@pytest.mark.parametrize("book", ["Gaddis, We Now Know, 34", "Lüthi and Smith, The Split, pp. 3-5"])
def test_a_book_before_an_archive_is_a_source_of_its_own(book: str) -> None:
    first, second = docs(f"{book}; RGASPI, {RG}.")
    assert (first.title, first.references, second.title) == (book, (), "")
    assert second.references[0].text == f"RGASPI, {RG}" and not second.unread


def test_what_quotes_an_archive_is_where_the_document_is_printed() -> None:
    doc = only(f"Quoted in Gaddis, We Now Know, 34, from RGASPI, {RG}.")
    assert doc.references[0].text == f"RGASPI, {RG}" and doc.title == ""
    assert doc.extra["custom"]["also_printed"] == "Quoted in Gaddis, We Now Know, 34"


def test_words_round_a_source_are_no_document() -> None:
    doc = only("This is discussed in Hallstein to Adenauer, 12 October 1954, PA AA, B 150, Bd. 188; I thank Dr Meyer.")
    assert (doc.sender, doc.recipient, doc.title) == ("Hallstein", "Adenauer", "")
    assert doc.unread == ("This is discussed in", "I thank Dr Meyer")


def test_marking_and_drafting_stand_round_the_document_and_its_reference() -> None:
    doc = only("Secret. Memorandum by Merchant, 4 Jan. 1954. Drafted by Moore. RG 59, Lot File 59 D 233, Box 8, NACP.")
    assert doc.title == "Memorandum by Merchant" and doc.references[0].text == "RG 59, Lot File 59 D 233, Box 8, NACP"
    assert (
        doc.extra["custom"]["classification"] == "Secret" and doc.extra["custom"]["drafting_note"] == "Drafted by Moore"
    )


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Minutes of the War Cabinet held on", "Minutes of the War Cabinet"),
        ("Diary of Anne Lister, entry for", "Diary of Anne Lister, entry"),
        ("Sitzung am", "Sitzung"),
        ("Speech delivered on", "Speech"),
    ],
)
def test_a_title_does_not_end_in_the_words_before_its_date(said: str, title: str) -> None:
    doc = only(f"{said} 4 March 1942, TNA, CAB 65/25.")
    assert doc.title == title and doc.date is not None and doc.date.start == (1942, 3, 4)


@pytest.mark.parametrize("left", ["para. 14", "§ 3", "annex II"])
def test_a_place_within_the_document_is_no_title(left: str) -> None:
    doc = only(f"NATO Archives, C-R(56)70, 12 December 1956, {left}.")
    assert (doc.title, doc.unread) == ("", (left,))


@pytest.mark.parametrize(
    ("note", "start"),
    [
        ("Cabinet Conclusions, CC(54)52, 8 September 1954, TNA, CAB 128/27", (1954, 9, 8)),
        ("Zapiska Andropova, 11 noiabria 1956 g., RGANI, f. 3, op. 64, d. 485", (1956, 11, 11)),
        ("Map of the Saar, ca. 1920, TNA, MPI 1/412", (1920,)),
        ("Parish register of St Mary, 1642-87, Cambridgeshire Archives, P30/1/2", (1642,)),
        ("Draft treaty, between 1 and 5 May 1955, AVPRF, f. 082, op. 43, p. 303, d. 10", (1955, 5, 1)),
    ],
)
def test_dates_behind_numbers_and_in_other_forms(note: str, start: tuple[int, ...]) -> None:
    doc = only(note)
    assert doc.date is not None and doc.date.start == start and not doc.unread
    assert "between" not in note or doc.date.text.startswith("between")


def test_a_numeric_day_that_can_be_read_in_two_ways_is_kept_as_written() -> None:
    doc = only("ISA, FM 2410/9, Eban to Sharett, 12/3/1954.")
    assert (doc.sender, doc.recipient) == ("Eban", "Sharett")
    assert doc.date is not None and doc.date.text == "12/3/1954" and not doc.date.start


def test_ibid_takes_over_the_reference_with_an_archive_that_stands_last() -> None:
    both = docs(
        "Bohlen to Dulles, 7 July 1953, RG 59, CDF 1950-54, 761.00/7-753, NACP; "
        "Beam to Dulles, 10 July 1953, ibid., 761.00/7-1053."
    )
    assert [d.references[0].text for d in both] == [
        "RG 59, CDF 1950-54, 761.00/7-753, NACP",
        "RG 59, CDF 1950-54, 761.00/7-1053, NACP",
    ]
    assert not any(d.unread for d in both)


@pytest.mark.parametrize(
    ("before", "ibid", "text"),
    [
        ("RGASPI, f. 17, op. 162, d. 12, l. 4.", "Ibid., l. 9.", "RGASPI, f. 17, op. 162, d. 12, l. 9"),
        ("РГАНИ. Ф. 3. Оп. 8. Д. 389. Л. 52.", "Там же. Л. 15.", "РГАНИ. Ф. 3. Оп. 8. Д. 389, Л. 15"),
        (
            "Hallstein an Adenauer, 12.10.1954, PA AA, B 150, Bd. 188, Bl. 3.",
            "Ebd., Bl. 12.",
            "PA AA, B 150, Bd. 188, Bl. 12",
        ),
    ],
)
def test_ibid_means_the_only_source_of_the_note_before(before: str, ibid: str, text: str) -> None:
    assert docs(f"{before}\n{ibid}\n")[1].references[0].text == text


def test_ibid_behind_a_note_of_two_sources_is_refused() -> None:
    found = list(read_text("TNA, FO 371/1, f. 2; TNA, PREM 11/3, f. 4.\nIbid., f. 9.\n"))
    assert not isinstance(found[-1], Document)
