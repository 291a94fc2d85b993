"""Records of archives, programs and web services: what each of the samples in tests/sources/formats is cited as.

Expected citations are written by hand after the Chicago Manual (18th edition, 14.111-30): what the record states, in the
order of its tradition, and nothing that it does not state.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import citekit
from citekit import CitekitError, Document
from citekit.sources import read_bytes

FORMATS = Path(__file__).parent / "formats"
CUNARD = "Nancy Cunard Collection (MS-00975)"
DOE = "Harry Doe papers (MSS-121)"
NOTES = {
    "tropy.json": [
        "Hannah Arendt to Gershom Scholem, “Letter on the visa,” October 17, 1941, Hannah Arendt Papers, Box 29, Folder"
        " General, 1938-1976, mss11056, Library of Congress, Manuscript Division.",
        "“Untitled Photograph,” 1912.",
        "Sir Ronald Lindsay, “Telegram to the Foreign Office,” September 28, 1938, The National Archives, Kew, FO 371/21742.",
        "“Акт о конфискации,” May 12, 1921, ГАРФ, Ф. Р-393, Folder 12.",
        "“Police report,” [1933?], Landesarchiv Berlin, Polizeipräsidium, A Pr.Br.Rep. 030, https://example.org/lab/030.",
    ],
    "ead-2002.xml": [
        f"“Pound, Ezra,” 1930–1933, {CUNARD}, Series II. Correspondence, Box 10, Folder 5, Harry Ransom Center, Manuscripts.",
        f"“Letter from Ezra Pound to Nancy Cunard,” May 3, 1931, {CUNARD}, Series II. Correspondence, Pound, Ezra, Box 10,"
        " Folder 5, Harry Ransom Center, Manuscripts, https://dig.example.org/1.",
        f"“Unidentified, n.d.,” {CUNARD}, Series II. Correspondence, Box 11, Reel 3, Harry Ransom Center, Manuscripts.",
        f"“Diaries,” 1936, {CUNARD}, Series III: Diaries, Oversize box 1, Harry Ransom Center, Manuscripts.",
    ],
    "ead3.xml": [
        "Alan Smith, “Letter to his sister,” February 3, 1911, John Rylands Library, Papers of A. E. Smith, Letters,"
        " GB 133 AES/2/15.",
        "“Notebook,” 1911–1913, John Rylands Library, Papers of A. E. Smith, Letters, GB 133 AES/2/16.",
    ],
    "photos.csv": [
        "Nancy Cunard to Ezra Pound, “Letter on the strike, second draft,” May 3, 1931, Nancy Cunard Collection, Box 10,"
        " Folder 5, Harry Ransom Center, Austin, Texas.",
        "“Harbour,” photograph, [ca. 1930], Nancy Cunard Collection, Box 10, Folder 6, Harry Ransom Center, Austin, Texas.",
        "“=HYPERLINK(‘Http://Evil’),” n.d.",
        "Nancy Cunard to Langston Hughes, telegram, May 4, 1931, Nancy Cunard Collection, Box 11, Box 11 folder 2, Harry"
        " Ransom Center, Austin, Texas.",
        "“Minutes of the committee,” May 1931, Records of the Committee, Box 4, National Archives, College Park, MD.",
    ],
    "german.csv": [
        "Karl Müller to Regierungspräsident Düsseldorf, “Lagebericht an die Regierung,” May 3, 1931, Stadtarchiv Xanten,"
        " Bürgermeisteramt, A 12/3, Blatt 14–16.",
        "“Brief,” May 4, 1931, Bundesarchiv Berlin, R 43 II/1205, Blatt 12.",
    ],
    "russian.tsv": [
        "И. Сталин to В. Молотов, “Докладная записка,” September 4, 1926, РГАСПИ, Фонд 558, Опись 11, Дело 97, Листы 67–70."
    ],
    "french.csv": [
        "Jean Dupont, “Rapport du préfet,” March 12, 1848, Archives nationales, F/7/12345.",
        "“Lettre au maire,” March 14, 1848, Archives municipales de Lyon, Fonds Dupont, Carton 12, Dossier 3.",
    ],
    "atom.csv": [
        "John Doe, “Letters from the front,” 1914–1918, Doe family fonds, Correspondence, Box 3, F 12-1-4, Example City Archives.",
        "John Doe, “Letter to his mother,” May 5, 1916, Doe family fonds, Correspondence, Letters from the front, Box 3,"
        " F 12-1-4-2, Example City Archives, https://digital.example.org/4.",
        "Ann Roe, “Plan of the town,” 1890, Example City Archives, X 9.",
    ],
    "zotero.csv": [
        "Iosif Stalin to Viacheslav Molotov, “On the opposition,” September 4, 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67–70.",
        "Jörg Müller and Jane Roe, “Die Akten,” Historische Zeitschrift 12, no. 3 (1999): 5–20, accessed May 2, 2020,"
        " https://doi.org/10.1000/x.",
        "E. H. Carr, What Is History?, Trevelyan Lectures (Macmillan, 1961).",
        "Isaiah Berlin, “Conversation on Akhmatova,” interview by Michael Ignatieff, May 12, 1988, Bodleian Library, MS."
        " Berlin 615.",
        "John Doe, “Grain” (PhD diss., University of X, 2001).",
    ],
    "iiif-3.json": [
        "Paula Modersohn-Becker to Mathilde Becker, “Letter to her mother,” February 11, 1903, Example State Library, Becker"
        " family papers, Ms. lat. 22, https://example.org/ms-22."
    ],
    "iiif-2.json": [
        "Sébastien Vauban, “Plan of the harbour,” map, 1694, Service historique de la Défense, GE D-123, https://example.org/plan."
    ],
    "iiif-collection.json": [
        "“Diary, 1911,” Archivio di Stato di Modena, Ms. 4.",
        "“Diary, 1912,” https://example.org/d2.",
    ],
    "omeka-s.json": [
        "Leoš Janáček to Kamila Stösslová, “Letter on the harvest,” July 16, 1917, Moravian Museum, Brno, E 1.",
        "The Bridge, 1890s.",
        "“Untitled,” Brown papers.",
    ],
    "omeka-classic.json": ["The Market Square, [ca. 1912]."],
    "omeka-classic.xml": [
        "Anna Novák, “The bridge in flood,” May 4, 1912, Views of the town.",
        "“The Mill.”",
    ],
    "archive-org.json": [
        "William Brown, “Diary of a soldier,” 1863, Example Historical Society, MS 55, https://archive.org/details/diary1863."
    ],
    "archive-org-search.json": [
        "Ann Smith, A History of the Canal, vol. 2 (Harper, 1905), https://archive.org/details/history00smit.",
        "Newsreel on the Strike (1934), https://archive.org/details/reel1.",
    ],
    "archivesspace.json": [
        f"“Strikes and lockouts,” 1934–1936, {DOE}, Series 2: Subject files, Box 3, Folder 5, Example University Archives.",
        f"Harry Doe to Jane Roe, “Letter to the union,” May 2, 1934, Example University Archives, {DOE}, 2.7,"
        " https://dig.example.org/27.",
        "“Harry Doe papers,” 1900–1960, Example University Archives, MSS-121.",
    ],
    "dpla.json": [
        "Jane Roe, “Letter to the mayor,” June 3, 1911, Example County Museum, Suffrage Collection, SC.9,"
        " https://digital.example.org/item/9.",
        "Foto Studio, “Main Street,” 1900–1910, Town Library, https://x.example.org/2.",
        "“Deed,” State Archives, Land records, Box 3, https://x.example.org/3.",
    ],
    "europeana-record.json": [
        "Hans Klein, “Soldaten am Bahnhof,” photograph, March 1915, Stadtarchiv Musterstadt, F 12/7, https://archiv.example.de/f12-7."
    ],
    "europeana-search.json": [
        "Joseph Vernet, “Le port de Marseille,” 1754, Musée de la Marine, https://musee.example.fr/7."
    ],
    "bibitem.tex": [
        "Donald E. Knuth, The TeXbook (Addison-Wesley, 1984).",
        "L. Lamport and A. B. Second, “How to Write a Proof,” American Mathematical Monthly 102, no. 7 (1995): 600–608.",
        "Stalin to Molotov, September 4, 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67–70.",
        "E. H. Carr, What Is History? (Macmillan, 1961).",
        "Jörg Müller, “Die Akten,” Historische Zeitschrift 12 (1999): 5–20.",
        "“Personal Communication with Nobody.”",
    ],
    "wikipedia.wiki": [
        "E. H. Carr, What Is History? (Macmillan, 1961).",
        "Jörg Müller and Jane Roe, “Die Akten,” HZ 12, no. 3 (1999): 5–20, https://doi.org/10.1000/x.",
        "Jane Roe, “Letter to the mayor,” June 3, 1911, Suffrage Collection, Box 4, Folder 9, Item 12, Example County Museum,"
        " Columbus, Ohio.",
        "Ministry of Truth, “A Page,” Example, accessed May 2, 2020, https://example.org/a.",
        "Enc (1990), s.v. “Steel.”",
    ],
    "hayagriva.yaml": [
        "J. K. Rowling, Harry Potter and the Order of the Phoenix, vol. 5 (2003).",
        "Huan Dong and Ludwig van Beethoven, “Kinetics and Luminescence,” Studies 54, no. 8 (2015): 315–33, accessed January"
        " 2, 2020, https://doi.org/10.1016/x.",
        "“Letter to Molotov,” trans. Jane Roe, RGASPI, f. 558, op. 11, d. 97.",
        "B A, ed., “A Chapter,” in The Book, Series (P, n.d.).",
    ],
    "word-sources.xml": [
        "E. H. Carr, What Is History? (Macmillan, 1961).",
        "Ministry of Truth, “Die Akten,” HZ 12, no. 3 (1999): 5–20.",
        "Isaiah Berlin, “Conversation,” interview by Michael Ignatieff, 1988.",
        "“A Page,” accessed May 2, 2020, https://example.org.",
        "A v. B (High Court n.d.).",
    ],
    "note.md": [
        "Leoš Janáček to Kamila Stösslová, “Letter on the harvest,” July 16, 1917, Janáček Archive, Box 3, Moravian Museum, Brno."
    ],
    "note-zotero.md": ["Zadie Smith, Swing Time (Penguin, 2016)."],
}
NOT_READ = {"atom.csv": ["row 7"], "archivesspace.json": ["record 4"], "dpla.json": ["record 4"]}


def found_in(name: str) -> list[Document | CitekitError]:
    path = FORMATS / name
    return list(read_bytes(path.read_bytes(), str(path), name))


def documents_in(name: str) -> list[Document]:
    return [one for one in found_in(name) if isinstance(one, Document)]


@pytest.mark.parametrize("name", NOTES)
def test_each_record_is_cited_as_it_says(name: str) -> None:
    if name.endswith((".yaml", ".md")):
        pytest.importorskip("yaml")
    found = found_in(name)
    assert [citekit.cite(one) for one in found if isinstance(one, Document)] == NOTES[name]
    errors = [one.where for one in found if isinstance(one, CitekitError)]
    assert len(errors) == len(NOT_READ.get(name, [])) and all(a in b for a, b in zip(NOT_READ.get(name, []), errors))


@pytest.mark.parametrize("name", NOTES)
def test_each_record_comes_back_from_its_csl_item_with_all_its_levels(name: str) -> None:
    if name.endswith((".yaml", ".md")):
        pytest.importorskip("yaml")
    for doc in documents_in(name):
        back = Document.from_csl(doc.to_csl())
        assert back == doc and [r.levels for r in back.references] == [r.levels for r in doc.references]


def levels(doc: Document) -> list[tuple[str, str, str]]:
    return [(level.kind, level.term, level.value) for r in doc.references for level in r.levels]


def custom(doc: Document) -> dict[str, object]:
    return dict(doc.extra.get("custom", {}))


def test_the_units_above_a_component_are_the_levels_of_its_reference() -> None:
    folder, letter, reel, diary = documents_in("ead-2002.xml")
    above = [("fond", "", CUNARD), ("series", "", "Series II. Correspondence")]
    assert levels(folder) == [*above, ("box", "Box", "10"), ("folder", "Folder", "5")]
    assert levels(letter) == [*above, ("file", "", "Pound, Ezra"), ("box", "Box", "10"), ("folder", "Folder", "5")]
    assert levels(reel) == [*above, ("box", "Box", "11"), ("reel", "Reel", "3")]
    assert levels(diary)[1:] == [("series", "", "Series III: Diaries"), ("box", "Oversize box", "1")]
    assert folder.repositories[0].name == "Harry Ransom Center, Manuscripts"
    assert (letter.sender, letter.recipient, letter.kind) == ("Ezra Pound", "Nancy Cunard", "letter")


def test_a_unit_in_two_boxes_names_both_and_its_own_identifier_is_no_folio() -> None:
    head = "<ead><archdesc level='fonds'><did><unittitle>Doe fonds</unittitle><unitid>F 1</unitid>"
    head += "<repository>Town Archives</repository></did>"
    box = "<container type='box'>{}</container><container type='folder'>{}</container>"
    file = f"<c01 level='file'><did><unittitle>Letters</unittitle>{box.format(1, '2-3')}{box.format(4, 7)}</did></c01>"
    (doc,) = read_bytes(f"{head}<dsc>{file}</dsc></archdesc></ead>".encode(), "x", "x")
    assert isinstance(doc, Document)
    assert citekit.cite(doc) == "“Letters,” Doe fonds (F 1), Box 1, Folder 2-3; Box 4, Folder 7, Town Archives."
    (whole,) = read_bytes(f"{head}</archdesc></ead>".encode(), "x", "x")
    assert isinstance(whole, Document)
    assert levels(whole) == [("call_number", "", "F 1")] and citekit.cite(whole) == "“Doe fonds,” Town Archives, F 1."


def test_a_date_that_words_say_unclearly_is_that_of_its_normal_form_and_the_words_are_kept() -> None:
    letter = documents_in("ead-2002.xml")[1]
    assert letter.date is not None and letter.date.start == (1931, 5, 3)
    assert custom(letter)["date_as_written"] == "May 3d, 1931"


def test_what_a_finding_aid_says_beyond_a_citation_is_kept_under_its_name() -> None:
    letter = documents_in("ead3.xml")[0]
    assert custom(letter)["physical_location"] == "Strongroom 3" and letter.language == "English"
    assert custom(letter)["finding_aid"] == "https://archiveshub.example/aes"
    assert letter.extra["dimensions"] == "2 leaves" and letter.extra["keyword"] == "Family"
    assert documents_in("ead-2002.xml")[0].summary == "About the Negro anthology."
    bibtex = citekit.export([letter], "bibtex")
    assert "Strongroom 3" in bibtex and "archiveshub" in bibtex


def test_photographs_of_tropy_keep_their_paths_notes_and_transcriptions() -> None:
    letter, photo, telegram, *_ = documents_in("tropy.json")
    assert custom(letter)["files"] == ["photos/IMG_1.jpg", "photos/IMG_2.jpg"]
    assert (
        letter.extra["annote"] == "Second page missing.\nSignature"
        and custom(letter)["transcription"] == "Lieber Gerhard"
    )
    assert custom(photo)["files"] == ["/Users/me/a.tif"] and letter.extra["keyword"] == "exile; visa"
    assert (letter.sender, letter.recipient) == ("Hannah Arendt", "Gershom Scholem")
    assert telegram.extra["author"] == [{"family": "Lindsay", "given": "Sir Ronald"}]
    assert "IMG\\_2.jpg" in citekit.export([letter], "bibtex") and "IMG_2.jpg" in citekit.export([letter], "ris")


def test_nobody_who_only_received_a_letter_heads_its_citation() -> None:
    doc = citekit.loads("Title,To,Archive\nLetter of thanks,Jane Roe,Example Archive\n")
    assert doc.recipient == "Jane Roe" and citekit.cite(doc) == "“Letter of thanks,” Example Archive."


def test_search_results_that_pad_a_year_do_not_make_it_the_first_of_january() -> None:
    book, _ = documents_in("archive-org-search.json")
    assert book.date is not None and book.date.start == (1905,)


def test_life_dates_are_no_part_of_a_name_and_are_kept() -> None:
    (diary,) = documents_in("archive-org.json")
    assert diary.extra["author"] == [{"family": "Brown", "given": "William"}]
    assert custom(diary)["names_as_written"] == "Brown, William, 1840-1910"


def test_a_chapter_with_a_front_matter_is_no_record(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    drafts = [
        "---\ntitle: One\nauthor: Jane Roe\ndate: 2024-01-01\n---\n# One\n\nA chapter without anything.\n",
        "---\ntitle: One\nbibliography: refs.bib\narchive: a\n---\nText.\n",
        "---\ntitle: One\nformat: html\ndoi: 10.1/x\n---\nText.\n",
        "---\ntitle: One\nlang: de\n---\nWie er schrieb [@a].\n",
    ]
    for text in drafts:
        (found,) = read_bytes(text.encode(), "chapter.md", "chapter.md")
        assert isinstance(found, CitekitError), found


def test_every_value_of_a_record_comes_out_of_every_export() -> None:
    """Each value of the widest records is found again in the exports that can hold all."""
    letter = documents_in("tropy.json")[0]
    said = [
        "Letter on the visa",
        "Hannah",
        "Gershom",
        "1941",
        "Manuscript Division",
        "Hannah Arendt Papers",
        "29",
        "mss11056",
    ]
    said += [
        "photos/IMG_1.jpg",
        "Second page missing",
        "Lieber Gerhard",
        "exile",
        "Chapter 2",
        "Public domain",
        "New York",
    ]
    for dialect in ("bibtex", "biblatex", "ris", "csl-json", "csl-yaml"):
        if dialect == "csl-yaml":
            pytest.importorskip("yaml")
        out = citekit.export([letter], dialect)
        missing = [text for text in said if text not in out.replace("\\_", "_").replace("\\-", "-")]
        assert missing == [], dialect


def test_the_creator_of_a_file_of_one_day_is_its_author() -> None:
    from citekit.sources.ead.did import is_one_day

    assert is_one_day("1812-03-02") and is_one_day("1922-05-06", "1922-05-06")
    assert not (is_one_day("1812") or is_one_day("1812-03-02", "1812-03-05") or is_one_day() or is_one_day(""))
