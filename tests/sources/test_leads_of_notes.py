"""What stands before and around a source: words that lead to it, numbers of notes, markings, what is said of a copy."""

from __future__ import annotations

import pytest

import citekit
from citekit import Document, ReadError
from citekit.common.tables import table
from citekit.sources import read_text

LETTER = "Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, l. 67"


def docs(note: str) -> list[Document]:
    return [one for one in read_text(note) if isinstance(one, Document)]


def only(note: str) -> Document:
    (doc,) = docs(note)
    return doc


def listed(group: str) -> list[str]:
    rows: dict[str, str] = table("notes")[group]
    words = {word for row in rows.values() for word in row.strip().replace("\n", "|").split("|")}
    return sorted(words - {"in", "dated", "henceforth"})


@pytest.mark.slow
@pytest.mark.parametrize("group", ["signals", "leads"])
def test_no_word_before_a_source_is_a_sender_or_a_title(group: str) -> None:
    wrong = []
    for word in listed(group):
        for lead in (word, f"{word[0].upper()}{word[1:]}", f"{word}:"):
            found = docs(f"{lead} {LETTER}.")
            if [(d.sender, d.recipient, d.title) for d in found] != [("Stalin", "Molotov", "")]:
                wrong.append((lead, [(d.sender, d.recipient, d.title) for d in found]))
    assert not wrong


@pytest.mark.parametrize("lead", ["But see, for example, ", "Vgl. z. B. ", "As quoted in: ", "参见", "Так, например, "])
def test_several_words_may_lead_to_a_source(lead: str) -> None:
    doc = only(f"{lead}{LETTER}.")
    assert (doc.sender, doc.recipient, doc.title) == ("Stalin", "Molotov", "")


@pytest.mark.parametrize(
    "note",
    [
        "Nach dem Krieg, Denkschrift, 3. Mai 1945, BArch, R 43/12.",
        "По вопросу о хлебе, справка, 3 мая 1945 г., РГАНИ, ф. 5, оп. 3, д. 7.",
        "Thus Spoke the Miners, pamphlet, 3 May 1945, TNA, FO 371/12.",
    ],
)
def test_a_title_keeps_a_first_word_that_may_lead_elsewhere(note: str) -> None:
    assert only(note).title.startswith(note.split()[0])


def test_a_printed_work_before_a_colon_is_where_the_document_is_quoted() -> None:
    doc = only("Cited in Andrew, Defence of the Realm, p. 321: Liddell diary, 3 June 1940, TNA, KV 4/186.")
    assert doc.title == "Liddell diary"
    assert doc.extra["custom"]["also_printed"] == "Cited in Andrew, Defence of the Realm, p. 321"


NUMBERS = (
    "12. |12 |[12] |[^3]: |¹² |¹²|* |*|** |12) |(12) |^12 |† |n. 12: |Note 12. |fn. 12 |Anm. 3: |Прим. 5. |12 See "
)


@pytest.mark.parametrize("number", NUMBERS.split("|"))
def test_the_number_or_mark_of_a_note_is_no_part_of_it(number: str) -> None:
    doc = only(f"{number}{LETTER}.")
    assert (doc.sender, doc.title, doc.unread) == ("Stalin", "", ())


@pytest.mark.parametrize("first", ["10 Downing Street to Foreign Office", "7 Armoured Division to 30 Corps"])
def test_a_number_that_begins_a_name_stays(first: str) -> None:
    doc = only(f"{first}, 3 May 1942, TNA, WO 169/4086.")
    assert first.split()[0] in (doc.title + doc.sender).split()


def test_a_day_at_the_beginning_is_no_number_of_a_note() -> None:
    doc = only("3 May 1940, Eden to Halifax, TNA, FO 371/24297")
    assert doc.date is not None and doc.date.start == (1940, 5, 3) and doc.sender == "Eden"


IBIDS = (
    "Ibid., |ibid. |Ebd., |Там само, |Там же. |同上，|Op. cit., |Ibíd., |Ivi, |Tamże, |Tamtéž, |Uo., |Isto, |13 Ibid., "
)


@pytest.mark.parametrize("ibid", IBIDS.split("|"))
def test_ibid_on_a_line_of_its_own_goes_on_in_the_note_before(ibid: str) -> None:
    _, doc = docs(f"{LETTER}.\n{ibid}d. 98, l. 3.\n")
    assert [v.value for v in doc.references[0].levels] == ["558", "11", "98", "3"]


@pytest.mark.parametrize(
    ("note", "marked"),
    [
        ("Kohl an Mitterrand, 5.12.1989, BArch, B 136/20241 (geheim)", "geheim"),
        (
            "Foreign Office to Washington, 4 November 1956, Immediate, Top Secret, TNA, PREM 11/1105",
            "Immediate; Top Secret",
        ),
        (
            "Letter from Smith to Jones (private and confidential), 9 May 1921, TNA, CO 533/270",
            "private and confidential",
        ),
        ("Thatcher to Reagan, 12 April 1986 (Top Secret and Personal), TNA, PREM 19/1", "Top Secret and Personal"),
    ],
)
def test_markings_are_kept_apart_and_not_printed(note: str, marked: str) -> None:
    doc = only(note)
    assert doc.extra["custom"]["classification"] == marked and not doc.unread
    assert marked.split(";")[0] not in citekit.cite(doc)


def test_a_work_behind_a_translator_is_no_translator_and_credits_are_printed_once() -> None:
    doc = only(
        "Stalin to Mao, 1 Oct. 1950, APRF, f. 45, op. 1, d. 334, "
        "trans. Alexandre Mansourov, CWIHP Bulletin 6 (1995): 114."
    )
    assert [c.name for c in doc.contributors] == ["Alexandre Mansourov"]
    assert doc.extra["custom"]["also_printed"] == "CWIHP Bulletin 6 (1995): 114"
    assert citekit.cite(doc).count("Mansourov") == 1


def test_the_number_of_a_message_may_stand_behind_its_date() -> None:
    doc = only("HHStA, Wien, PA I, Karton 810, Szögyény an Berchtold, 5. Juli 1914, Tel. Nr. 237.")
    assert (doc.number, doc.kind, doc.unread) == ("237", "telegram", ())


def test_the_century_of_a_short_year_is_said_to_be_a_guess() -> None:
    doc = only("Smith to Jones, 3.9.40, TNA, FO 371/123")
    assert doc.date is not None and doc.date.start == (1940, 9, 3)
    assert any("century" in warning for warning in doc.warnings)


def test_numbers_with_stops_are_no_day_where_nothing_archival_stands_beside_them() -> None:
    assert not docs("Shakespeare, Hamlet, 3.1.56.")


def test_an_office_at_a_town_writes_to_nobody() -> None:
    doc = only("Lettre du ministre de la Marine à Toulon, 3 mai 1890, SHD, BB4 1234")
    assert (doc.sender, doc.recipient) == ("", "")


ERRORS = [
    "Access denied\nYou do not have permission to view this item, 12 May 1950.\n",
    "404 Not Found\n\nTNA, FO 371/1\n",
]


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_page_copied_as_text_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        list(read_text(text))
        raise next(one for one in read_text(text) if isinstance(one, ReadError))


def test_a_call_number_that_begins_with_a_number_keeps_it() -> None:
    doc = only("457 AP 80, note de Bidault, 12 mars 1947, Archives nationales, Pierrefitte-sur-Seine.")
    assert "457 AP 80" in doc.references[0].text


def test_many_colons_behind_a_lead_take_no_time() -> None:
    list(read_text("Cited in X, " + "a: " * 1900 + "TNA, FO 371/1"))


@pytest.mark.parametrize("sender", ["Shih", "Fonte", "Vir", "Bron", "So", "Ver"])
def test_a_word_that_is_who_wrote_is_a_name(sender: str) -> None:
    doc = only(f"{sender} to Chiang, 4 May 1937, TNA, FO 371/12.")
    assert (doc.sender, doc.recipient) == (sender, "Chiang")
