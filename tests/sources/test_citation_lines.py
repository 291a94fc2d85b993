"""The archive's citation lines, of the present site and the one before, alone or several in a file."""

from __future__ import annotations

import pytest

import citekit
from citekit import Document
from citekit.sources import read_text

FORMER = (
    '"{}," {}, History and Public Policy Program Digital Archive, {}'
    " http://digitalarchive.wilsoncenter.org/document/113630"
)
CURRENT = '"{}", {}, Wilson Center Digital Archive, {} https://digitalarchive.wilsoncenter.org/document/113630'
REFERENCE = "RGANI, f. 5, op. 49, d. 131, ll. 193-194."


@pytest.mark.parametrize(
    "form", [CURRENT, FORMER, FORMER.replace('"{},"', "\u201c{},\u201d"), CURRENT.replace('"{}"', "\u201c{}\u201d")]
)
@pytest.mark.parametrize(
    "title",
    [
        "Telegram, Shtykov to Vyshinskyy",
        "Cable from the Chinese Foreign Ministry, 'America's Probing of Us and Our Talking Points'",
        'Material for Discussion in the "Permanent Commission on Issues of European Security"',
        "Telegram from Pyongyang to Bucharest, SECRET, No. 61.530",
        "The Record of Conversation between A and President Kim Il Sung of North Korea at 21 Dec., 1974",
        "[Mao Zedong's] Audience with Representatives of the Albanian Youth Labor League, Journalists, and Archives",
        "Report, undated [1955]",
    ],
)
def test_a_title_is_kept_whatever_quotes_and_commas_it_has(form: str, title: str) -> None:
    doc = citekit.loads(form.format(title, "November 19, 1951", REFERENCE))
    assert (doc.title, str(doc.date), doc.reference, doc.number) == (
        title,
        "November 19, 1951",
        REFERENCE[:-1],
        "113630",
    )


@pytest.mark.parametrize(
    "date",
    ["November 19, 1951", "August, 1962", "October 1976", "1955", "19 November 1951", "November 19-21, 1951", "n.d."],
)
def test_a_date_is_read_where_there_is_one(date: str) -> None:
    assert str(citekit.loads(FORMER.format("A Report", date, REFERENCE)).date) == date


def test_a_line_without_a_date_has_none() -> None:
    line = (
        '"A Report", Wilson Center Digital Archive, RGANI, f. 5, op. 49, d. 131, ll. 193-194.'
        " https://digitalarchive.wilsoncenter.org/document/113630"
    )
    doc = citekit.loads(line)
    assert (doc.title, doc.date, doc.reference) == ("A Report", None, REFERENCE[:-1])


@pytest.mark.parametrize(
    ("credits", "people"),
    [
        (
            "Obtained by A. B. Smith and translated by Gary Goldberg.",
            [("obtained", "A. B. Smith", ""), ("translated", "Gary Goldberg", "")],
        ),
        (
            "Contributed by Sergey Radchenko and translated by Gary Goldberg.",
            [("contributed", "Sergey Radchenko", ""), ("translated", "Gary Goldberg", "")],
        ),
        ("Translated for CWIHP by Balazs Szalontai.", [("translated", "Balazs Szalontai", "CWIHP")]),
        ("Edited by Jane Doe.", [("edited", "Jane Doe", "")]),
        (
            "Contributed, transcribed, and translated by Stephan Kieninger.",
            [
                ("contributed", "Stephan Kieninger", ""),
                ("transcribed", "Stephan Kieninger", ""),
                ("translated", "Stephan Kieninger", ""),
            ],
        ),
        (
            "Obtained by B\u00e9la R\u00e9v\u00e9sz; translated and edited by Laura Deal, and Karl P. Benziger.",
            [
                ("obtained", "B\u00e9la R\u00e9v\u00e9sz", ""),
                ("translated", "Laura Deal", ""),
                ("translated", "Karl P. Benziger", ""),
                ("edited", "Laura Deal", ""),
                ("edited", "Karl P. Benziger", ""),
            ],
        ),
    ],
)
def test_credits_are_names_with_roles_and_never_part_of_the_reference(
    credits: str, people: list[tuple[str, str, str]]
) -> None:
    doc = citekit.loads(FORMER.format("A Report", "1955", f"{REFERENCE} {credits}"))
    assert [(c.role, c.name, c.project) for c in doc.contributors] == people
    assert (doc.reference, doc.credits, doc.unread) == (REFERENCE[:-1], credits, ())


def test_a_record_that_has_only_credits_has_no_reference() -> None:
    doc = citekit.loads(CURRENT.format("A Report", "1955", "Obtained by A. Smith."))
    assert (doc.references, [c.name for c in doc.contributors]) == ((), ["A. Smith"])


@pytest.mark.parametrize(
    ("title", "sender", "recipient", "kind"),
    [
        ("Soviet Politburo Decision with Approved Message from Gromyko to Razuvaev", "", "", "decision"),
        ("Ciphered Telegram No. 8600, Vyshinsky to Mao Zedong", "Vyshinsky", "Mao Zedong", "ciphered telegram"),
        ("Cable, Liu Shaoqi to Chairman Mao [Zedong]", "Liu Shaoqi", "Chairman Mao [Zedong]", "cable"),
        (
            "Report from the Romanian Embassy to Pyongyang to the Ministry of Foreign Affairs on the Situation",
            "the Romanian Embassy to Pyongyang",
            "the Ministry of Foreign Affairs",
            "report",
        ),
        ("Memorandum of Conversation between A and B", "", "", "memorandum of conversation"),
        ("Response to the Proposal", "", "", ""),
    ],
)
def test_correspondents_are_taken_as_the_title_says_them(title: str, sender: str, recipient: str, kind: str) -> None:
    doc = citekit.loads(CURRENT.format(title, "1951", REFERENCE))
    assert (doc.sender, doc.recipient, doc.kind) == (sender, recipient, kind)
    assert "author" not in doc.to_csl()


def test_several_lines_of_a_file_are_several_documents() -> None:
    lines = [CURRENT.format(f"Report {n}", "1955", REFERENCE) for n in (1, 2, 3)]
    for joint in ("\n", "\n\n"):
        assert [d.title for d in read_text(joint.join(lines))] == ["Report 1", "Report 2", "Report 3"]


def test_a_bare_archival_reference_is_a_document_too() -> None:
    doc = citekit.loads("RGASPI, f. 558, op. 11, d. 97, ll. 67-70")
    assert doc.reference == "RGASPI, f. 558, op. 11, d. 97, ll. 67-70" and doc.title == ""


def test_what_was_not_understood_is_kept_and_shown() -> None:
    doc = citekit.loads(CURRENT.format("A Report", "1955", "RGANI, a box behind the stairs."))
    assert "a box behind the stairs" in doc.unread
    assert doc.reference == "RGANI, a box behind the stairs"


@pytest.mark.parametrize(
    "line",
    [
        (
            '"A Telegram," May 1, 1950, Wilson Center Digital Archive, APRF, f. 3, l. 4, accessed May 2, 2026,'
            " https://digitalarchive.wilsoncenter.org/document/1."
        ),
        (
            '"A Telegram," May 1, 1950, Wilson Center Digital Archive, APRF, f. 3, l. 4.'
            " https://digitalarchive.wilsoncenter.org/document/1. Accessed 2 May 2026."
        ),
        (
            '"A Telegram," May 1, 1950, Wilson Center Digital Archive, APRF, f. 3, l. 4.'
            " https://digitalarchive.wilsoncenter.org/document/1 (accessed May 2, 2026)."
        ),
    ],
)
def test_the_date_of_access_stands_before_or_behind_the_address(line: str) -> None:
    doc = citekit.loads(line)
    assert doc.accessed is not None and doc.accessed.start == (2026, 5, 2)
    assert (doc.reference, doc.url, doc.unread) == (
        "APRF, f. 3, l. 4",
        "https://digitalarchive.wilsoncenter.org/document/1",
        (),
    )


@pytest.mark.parametrize(
    "note",
    [
        (
            "“Soviet Politburo Decision,” November 19, 1951, APRF, Fond 3, Opis 65, Delo 829, Listy 44–45 and AVPRF,"
            " Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 65–66, Wilson Center Digital Archive,"
            " https://digitalarchive.wilsoncenter.org/document/113630."
        ),
        (
            "“TASS Digest,” October 16, 1945, trans. Gary Goldberg, RGASPI, f. 558, op. 11, d. 97, ll. 67–70, History"
            " and Public Policy Program Digital Archive, https://digitalarchive.wilsoncenter.org/document/134696."
        ),
    ],
)
def test_a_printed_footnote_is_read_and_printed_again(note: str) -> None:
    doc = citekit.loads(note)
    assert citekit.cite(doc) == note
    assert doc.unread == () and all(r.repository is not None for r in doc.references)


def test_a_citation_line_among_typed_notes_is_one_of_them() -> None:
    notes = (
        "Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, l. 67\n"
        '"A Report", 1955, Wilson Center Digital Archive, RGANI, f. 5, op. 49. https://example.org/1\n'
        "Gesprächsvermerk, 14. Juni 1953, BArch, DY 30/IV 2/2/287, Bl. 15\n"
    )
    documents = [doc for doc in read_text(notes) if isinstance(doc, Document)]
    assert [doc.reference for doc in documents] == [
        "RGASPI, f. 558, op. 11, d. 97, l. 67",
        "RGANI, f. 5, op. 49",
        "BArch, DY 30/IV 2/2/287, Bl. 15",
    ]
    assert (documents[1].title, documents[1].host, documents[1].url) == (
        "A Report",
        "Wilson Center Digital Archive",
        "https://example.org/1",
    )
