"""When two descriptions are of one document: they share what identifies one, and nothing that both state differs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit
from citekit import Document
from citekit.bibfile import merge
from citekit.document.duplicates import Known, duplicate_notes
from citekit.exporters import ExportOptions
from citekit.manuscript.citations import DraftCite
from citekit.manuscript.field_codes import FieldItem, FieldLibrary
from citekit.manuscript.library import Library


def people(*names: tuple[str, str]) -> list[dict[str, str]]:
    return [{"family": family, "given": given} for family, given in names]


SMITH, WU = people(("Smith", "Anna")), people(("Wu", "Li"))
BOOK: dict[str, Any] = {
    "type": "book",
    "title": "Letters on Wheat",
    "author": SMITH,
    "issued": {"date-parts": [[1999]]},
}
# two values of a variable, each of which makes another document
TWO: dict[str, tuple[Any, Any]] = {
    "title": ("Letters on Wheat", "Letters on Salt"),
    "author": (SMITH, people(("Smith", "Bob"))),
    "issued": ({"date-parts": [[1923, 4, 5]]}, {"date-parts": [[1923, 4, 6]]}),
    "volume": ("1", "2"),
    "issue": ("3", "4"),
    "number": ("12", "13"),
    "page": ("1-9", "20-30"),
    "chapter-number": ("1", "2"),
    "part-number": ("1", "2"),
    "edition": ("1", "2"),
    "version": ("1.0", "2.0"),
    "container-title": ("Wheat", "Salt"),
    "collection-title": ("Papers", "Studies"),
    "collection-number": ("4", "5"),
    "recipient": (people(("Wells", "H.")), people(("Shaw", "B."))),
    "editor": (SMITH, WU),
    "translator": (SMITH, WU),
    "interviewer": (SMITH, WU),
    "publisher": ("Suhrkamp", "Aufbau"),
    "DOI": ("10.1000/a", "10.1000/b"),
    "ISBN": ("978-0-306-40615-7", "978-1-86197-271-2"),
    "PMID": ("123", "456"),
    "archive": ("Cork City Archives", "Kerry Library"),
    "archive_location": ("Box 1", "Box 2"),
    "call-number": ("A 1", "A 2"),
    "language": ("en", "fr"),
    "genre": ("letter", "telegram"),
    "event-title": ("First Congress", "Second Congress"),
    "original-date": ({"date-parts": [[1900]]}, {"date-parts": [[1901]]}),
    "scale": ("1:1000", "1:50000"),
}
TYPES = "book chapter article-journal personal_communication report map interview manuscript thesis".split()
kinds, variables = st.sampled_from(TYPES), st.sampled_from(sorted(TWO))
addresses = st.sampled_from(({}, {"URL": "https://example.org/letters"}, {"DOI": "10.1000/whole"}))
bases = st.builds(lambda kind, address: {**BOOK, "type": kind, **address}, kinds, addresses)


def two_documents(base: dict[str, Any], variable: str, keys: tuple[str, str] = ("one", "two")) -> list[Document]:
    values = zip(keys, TWO[variable])
    return [Document.from_csl({**base, variable: value, **({"id": key} if key else {})}) for key, value in values]


def merged(text: str, docs: list[Document], dialect: str = "biblatex") -> tuple[str, int]:
    out, report = merge(text, docs, dialect, ExportOptions())
    return out, len(report.added)


@given(bases, variables, st.sampled_from((("one", "two"), ("", ""))), st.sampled_from(("bibtex", "biblatex")))
@settings(max_examples=60)
def test_a_merge_keeps_both_where_something_that_both_state_differs(
    base: dict[str, Any], variable: str, keys: tuple[str, str], dialect: str
) -> None:
    first, second = two_documents(base, variable, keys)
    text, _ = merged("", [first], dialect)
    text, added = merged(text, [second], dialect)
    assert added == 1 and merged("", [first, second], dialect)[1] == 2
    assert merged(text, [second, first], dialect) == (text, 0)


@given(bases, variables)
def test_no_export_says_of_them_that_they_are_or_may_be_one(base: dict[str, Any], variable: str) -> None:
    assert list(duplicate_notes(two_documents(base, variable))) == []


@given(bases, st.lists(variables, max_size=6, unique=True))
def test_one_description_is_one_document_under_any_key(base: dict[str, Any], stated: list[str]) -> None:
    item = {**base, **{name: TWO[name][0] for name in stated}}
    docs = [Document.from_csl({**item, "id": key}) for key in ("one", "two")]
    assert [note.split(" (")[0] for note in duplicate_notes(docs)] == ["two is the same document as one"]
    assert merged("", docs)[1] == 1
    text, _ = merged("", docs[:1])
    assert merged(text, docs[1:]) == (text, 0)


def field(base: dict[str, Any], item: str, library: str = "users/1") -> FieldItem:
    return FieldItem(DraftCite(key=item), base, (f"http://zotero.org/{library}/items/{item}",))


@given(kinds, variables, st.sampled_from(("users/1", "groups/2")))
def test_two_items_of_zotero_that_differ_are_two_works(kind: str, variable: str, library: str) -> None:
    first, second = ({**BOOK, "type": kind, variable: value} for value in TWO[variable])
    works = FieldLibrary(Library([]))
    assert works.key(field(first, "AAAA1111")) != works.key(field(second, "BBBB2222", library))


@given(kinds, variables)
def test_an_item_of_zotero_is_the_work_of_the_library_that_it_describes(kind: str, variable: str) -> None:
    items = [{**BOOK, "type": kind, variable: value} for value in TWO[variable]]
    works = FieldLibrary(Library([Document.from_csl({**item, "id": f"k{n}"}) for n, item in enumerate(items)]))
    keys = [works.key(field(item, name)) for item, name in zip(items, ("AAAA1111", "BBBB2222"))]
    assert keys == ["k0", "k1"]


def test_two_items_of_one_zotero_library_are_two_works_also_where_one_says_less() -> None:
    works = FieldLibrary(Library([]))
    keys = {works.key(field(item, f"ITEM{n}")) for n, item in enumerate((BOOK, {**BOOK, "publisher": "Press"}))}
    assert len(keys) == 2
    other = works.key(field({**BOOK, "publisher": "Press"}, "ITEM9", "groups/7"))  # a co-author's item of the same
    assert other in keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"page": "123-30"}, {"page": "123\u2013130"}),
        ({"ISBN": "0306406152"}, {"ISBN": "978-0-306-40615-7"}),
        ({"language": "de"}, {"language": "German"}),
        ({"DOI": "10.1000/AB"}, {"DOI": "https://doi.org/10.1000/ab"}),
        ({"author": people(("Smith", "A."))}, {"author": people(("Smith", "Anna"))}),
        ({"author": [{"literal": "Smith, Anna"}]}, {"author": [{"literal": "Anna Smith"}]}),
        ({"volume": "04"}, {"volume": "4"}),
        ({"issued": {"date-parts": [[1999, 5]]}}, {"issued": {"date-parts": [[1999]]}}),
        ({"publisher": "Press"}, {}),
    ],
)
def test_another_way_of_writing_and_what_one_leaves_out_are_no_difference(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    known = Known()
    known.add(Document.from_csl({**BOOK, "URL": "https://example.org/1", **one}), "one")
    assert known.same(Document.from_csl({**BOOK, "URL": "http://example.org/1/", **other})) == "one"


RECORD = Document(
    title="Telegram from Shtykov to Vyshinsky",
    date="7 May 1950",
    references="RGANI, f. 5, op. 49, d. 131, ll. 3-5",
    url="https://digitalarchive.wilsoncenter.org/document/110001",
    number="110001",
    host="Wilson Center Digital Archive",
)


@pytest.mark.parametrize(
    "corrected",
    [
        {"title": "Ciphered telegram, No. 123, Shtykov to the Foreign Ministry"},
        {"date": citekit.HistoricalDate.parse("8 May 1950")},
        {"references": tuple(citekit.parse_references("RGANI, f. 5, op. 50, d. 2, l. 7"))},
        {"summary": "He asks for arms.", "language": "Russian"},
    ],
)
def test_an_archive_may_correct_its_record(corrected: dict[str, Any]) -> None:
    text, _ = merged("", [RECORD])
    out, report = merge(text, [RECORD.changed(**corrected)], "biblatex", ExportOptions())
    assert str(report) == "1 brought up to date" and out.count("\n@") + out.startswith("@") == 2


def test_letters_that_cite_one_record_of_a_box_are_not_one() -> None:
    others = [
        RECORD.changed(title=title, date=citekit.HistoricalDate.parse(date))
        for title, date in (("Zhou to Mao", "1 June 1950"), ("Mao to Stalin", "2 June 1950"))
    ]
    assert merged("", [RECORD, *others])[1] == 3


def test_under_its_key_a_record_may_be_corrected_but_not_become_another() -> None:
    item = {**BOOK, "id": "smith", "volume": "1"}
    text, _ = merged("", [Document.from_csl(item)])
    out, report = merge(text, [Document.from_csl({**item, "volume": "2"})], "biblatex", ExportOptions())
    assert str(report) == "1 brought up to date" and "volume = {2}" in out
    other = {"id": "smith", "type": "report", "title": "Harbour dues in Cork", "author": WU, "number": "7"}
    out, report = merge(text, [Document.from_csl(other)], "biblatex", ExportOptions())
    assert str(report) == "1 added" and out.startswith(text.split("@comment")[0].rstrip())
    assert any("is written under the key" in note for note in report.notes)


def test_many_of_one_title_and_year_are_told_from_the_one_that_comes_again() -> None:
    docs = [Document.from_csl({**BOOK, "title": "Editorial", "id": f"e{n}", "volume": str(n)}) for n in range(300)]
    again = Document.from_csl({**BOOK, "title": "Editorial", "id": "again", "volume": "7"})
    (note,) = duplicate_notes([*docs, again])
    assert note.startswith("again is the same document as e7 ")
