"""Nothing is lost: what a format can hold comes back from it as it went out."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit
from citekit import Document, HistoricalDate, parse_references
from citekit.archives.credits import parse_credits
from citekit.archives.titles import correspondents, kind_of
from citekit.document.given import as_document
from citekit.sources import documents, read_text
from tests.exporters.varied import ITEMS, WRITTEN_DATES, varied

FORMATS = [
    "csl-json",
    "csl-yaml",
    "bibtex",
    "biblatex",
    "biblatex-chicago",
    "ris",
    "hayagriva",
    "csv",
    "endnote",
    "mods",
    "word",
]
DATES = [*WRITTEN_DATES, "19/XI/51", "1951-11-19", ""]
REFERENCES = [
    "APRF, Fond 3, Opis 65, Delo 829, Listy 44-45 and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 65-66",
    "RGANI, f. 5, op. 49, d. 131, ll. 193-194",
    "TNA, FO 371/84082, FK1022/111",
    "Fond and Opis not given",
    "Milovan Djilas. Wartime (New York: Harcourt, 1977), 385-387",
    "АВП РФ. Ф. 0102. Оп. 13. Д. 6, папка 72",
    "",
]
CREDITS = [
    "",
    "Translated by Gary Goldberg.",
    "Contributed by Sergey Radchenko and translated by Gary Goldberg.",
    "Translated for NKIDP by Balazs Szalontai.",
    "Obtained by Béla Révész; translated and edited by Barnabás Vajd and Laura Deal.",
]

# any characters that people write, with those that LaTeX, BibTeX and RIS read otherwise
characters = st.sampled_from("abcXYZ äéőЖя中文أ123 &%_#$^~|<>@=+*/()[].,;:!?\"'`-–—“”‘’°§\\{}" + "e\u0301🎉")
words = st.text(characters, min_size=1, max_size=40).map(lambda t: " ".join(t.split())).filter(bool)


@st.composite
def archival(draw: Any) -> Document:
    """A document of a digital archive as the readers make it."""
    title = "Report " + draw(words)
    credits = draw(st.sampled_from(CREDITS))
    date = draw(st.sampled_from(DATES))
    number = draw(st.integers(1, 999_999))
    sender, recipient = correspondents(title)
    extra: dict[str, Any] = {}
    if draw(st.booleans()):
        extra["keyword"] = "Korea (North)--Foreign relations; Korean War, 1950-1953"
    if draw(st.booleans()):
        extra["custom"] = {"rights": draw(words), "places": ["Korea, North", "Soviet Union"]}
    return Document(
        title=title,
        date=HistoricalDate.parse(date) if date else None,
        kind=kind_of(title),
        sender=sender,
        recipient=recipient,
        references=tuple(parse_references(draw(st.sampled_from(REFERENCES)))),
        credits=credits,
        contributors=parse_credits(credits)[0],
        host="Wilson Center Digital Archive",
        url=f"https://digitalarchive.wilsoncenter.org/document/{number}",
        number=str(number),
        summary=draw(words),
        language=draw(st.sampled_from(["Russian", "Chinese", "Klingon", ""])),
        contents=draw(st.sampled_from([(), ("Translation - English",), ("Translation - English", "Scan - Russian")])),
        accessed=draw(st.sampled_from([None, HistoricalDate.parse("2026-05-02")])),
        extra=extra,
    )


def fields(doc: Document) -> dict[str, Any]:
    """What two documents are compared by: dates by what they mean, everything else as it is."""
    out = {
        name: getattr(doc, name)
        for name in (
            "title",
            "reference",
            "kind",
            "sender",
            "recipient",
            "credits",
            "contributors",
            "host",
            "url",
            "number",
            "summary",
            "language",
            "contents",
            "extra",
        )
    }
    for name in ("date", "accessed"):
        date = getattr(doc, name)
        out[name] = date and (
            date.start,
            date.end,
            date.season,
            date.circa,
            date.uncertain,
            date.inferred,
            date.undated,
            "" if date.start else date.text,
        )
    return out


def back(doc: Document, to: str) -> Document:
    (found,) = documents(read_text(citekit.export(doc, to), "x", ""))
    return found


@pytest.mark.parametrize("to", [to for to in FORMATS if to != "word"])  # which cuts what has over 255 characters
@settings(max_examples=80, deadline=None)
@given(doc=archival())
def test_a_document_comes_back_from_every_export(to: str, doc: Document) -> None:
    assert fields(back(doc, to)) == fields(doc)


@settings(max_examples=80, deadline=None)
@given(doc=archival())
def test_a_document_comes_back_from_ascii(doc: Document) -> None:
    text = citekit.export(doc, "bibtex", ascii=True)
    assert text.isascii()
    (found,) = documents(read_text(text, "x", ""))
    assert unicodedata.normalize("NFC", repr(fields(found))) == unicodedata.normalize("NFC", repr(fields(doc)))


@settings(max_examples=80, deadline=None)
@given(doc=archival())
def test_a_document_comes_back_from_its_item(doc: Document) -> None:
    assert Document.from_csl(doc.to_csl()) == doc


NAMES = [
    {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
    {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
    {"literal": "Ministry of War and Navy"},
    {"literal": "Stalin"},
    {"family": "Kim", "given": "Il Sung", "static-ordering": True},
    {"family": "Громыко", "given": "А. А."},
    {"literal": "Smith, Jones & Co."},
]
WORKS: list[dict[str, Any]] = [
    {
        "type": "book",
        "title": "A Book",
        "author": NAMES,
        "publisher": "P & Q",
        "publisher-place": "New York",
        "edition": "2",
        "ISBN": "978-3-16-148410-0",
    },
    {
        "type": "article-journal",
        "title": "An <i>Article</i>",
        "author": NAMES[:1],
        "container-title": "Review",
        "volume": "3",
        "issue": "2",
        "page": "10-24",
        "DOI": "10.1000/a_b%c",
        "ISSN": "1234-5678",
    },
    {
        "type": "chapter",
        "title": "A Chapter",
        "container-title": "The Book",
        "editor": NAMES[:2],
        "page": "1-9",
        "publisher": "P",
    },
    {"type": "thesis", "title": "A Thesis", "author": NAMES[:1], "publisher": "University", "genre": "PhD diss."},
    {"type": "webpage", "title": "A Page", "URL": "https://example.org/a_b%20c?d=1&e=2#f~g"},
    {
        "type": "personal_communication",
        "author": NAMES[1:2],
        "recipient": NAMES[:1],
        "archive": "A Library",
        "archive_collection": "The Papers",
        "archive-place": "A Town",
    },
    {
        "type": "interview",
        "title": "A Talk",
        "interviewer": NAMES[:1],
        "original-title": "Беседа",
        "original-date": {"date-parts": [[1950, 2]]},
    },
]


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("item", WORKS, ids=[w["type"] for w in WORKS])
def test_works_of_all_kinds_come_back_from_every_export(to: str, item: dict[str, Any]) -> None:
    whole = {"id": "x", "issued": {"date-parts": [[1951, 11, 19]]}, **item}
    found = back(Document.from_csl(whole), to).to_csl()
    found.pop("custom")
    assert found == whole


@pytest.mark.parametrize("language", ["Russian", "Chinese", "Mongolian"])
def test_the_language_of_the_original_is_not_the_language_of_the_text(language: str) -> None:
    doc = replace(Document(title="T", host="Wilson Center Digital Archive"), language=language)
    for to in FORMATS:
        found = back(doc, to)
        assert (found.language, found.extra.get("language")) == (language, None)


def everything(doc: Document) -> dict[str, Any]:
    """What a document says, dates by what they mean; its key, and notes on one line."""
    item = doc.to_csl()
    own = {name: value for name, value in fields(doc).items() if name != "extra"}
    custom = {name: value for name, value in item.pop("custom").items() if name != "citekit"}
    for name in ("issued", "accessed"):
        date = HistoricalDate.from_csl(item.pop(name, None))
        own[name] = date and date.to_csl()
        del own["date" if name == "issued" else name]
    item["note"] = " ".join(item.get("note", "").split())
    return {**own, **item, "custom": custom}


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("doc", varied(), ids=lambda doc: doc.key)
def test_documents_of_many_kinds_come_back_from_every_export(to: str, doc: Document) -> None:
    found, sent = everything(back(doc, to)), everything(doc)
    found["number"] = found.get("number")
    sent["number"] = sent.get("number")
    assert found == sent


BREAKS = ["\r", "\n", "\r\n", "\u0085", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c"]


@pytest.mark.parametrize("to", [*FORMATS, "csl-jsonl"])
@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_a_line_break_in_a_value_starts_nothing(to: str, line_break: str) -> None:
    bad = {
        "ris": f"x{line_break}ER  - {line_break}TY  - BOOK{line_break}TI  - Forged",
        "bibtex": f"x{line_break}}}{line_break}@book{{forged, title = {{Forged}}}}",
    }.get(to.partition("-")[0], f"x{line_break}- forged: true{line_break}...{line_break}[{{}}]")
    item = {
        "id": bad,
        "type": "report",
        "title": bad,
        "URL": "https://example.org/" + bad,
        "genre": bad,
        "keyword": bad,
        "author": [{"literal": bad}],
        "archive": bad,
        "note": bad,
        "number": bad,
        "language": bad,
        "DOI": bad,
        "custom": {"rights": bad, bad: bad},
    }
    doc = Document.from_csl(item).changed(sender=bad, language=bad, contents=(bad,), kind=bad)
    found = list(documents(read_text(citekit.export(doc, to), "x", "")))
    assert len(found) == 1 and "".join(found[0].title.split()) == "".join(bad.split())


@pytest.mark.parametrize(
    "item",
    [*WORKS, *ITEMS],
    ids=lambda item: str(item.get("title", item["type"]))[:20],
)
def test_an_item_is_the_same_document_from_a_file_and_from_python(item: dict[str, Any]) -> None:
    whole = {"id": "x", "issued": {"date-parts": [[1951, 11, 19]]}, **item}
    (found,) = documents(read_text(json.dumps(whole), "x"))
    assert as_document(whole) == found
    assert citekit.export(whole, "ris") == citekit.export(found, "ris")
    assert citekit.cite(whole) == citekit.cite(found)


def item_back(item: dict[str, Any], dialect: str) -> dict[str, Any]:
    """An item after a way out and in again."""
    return citekit.loads(citekit.export(item, dialect)).to_csl()


@pytest.mark.parametrize("dialect", ["ris", "csv", "csl-json", "mods"])
@pytest.mark.parametrize("parts", [[[50, 3]], [[-49]], [[-431], [-404]], [[50]]])
def test_a_year_of_two_figures_or_before_christ_comes_back(parts: list[list[int]], dialect: str) -> None:
    made = item_back({"id": "k", "type": "book", "title": "T", "issued": {"date-parts": parts}}, dialect)
    assert made["issued"] == {"date-parts": parts} and set(made["custom"]) == {"citekit"}


@pytest.mark.parametrize("dialect", ["ris", "csv", "biblatex"])
def test_a_range_with_an_open_end_stays_one(dialect: str) -> None:
    item = {"id": "k", "type": "manuscript", "title": "T", "issued": {"date-parts": [[1950], [0]]}}
    date = citekit.loads(citekit.export(item, dialect)).date
    assert date is not None and (date.start, date.open) == ((1950,), "after")


def test_a_table_keeps_types_names_and_variables_that_forms_call_otherwise() -> None:
    item = {
        "id": "k",
        "type": "personal_communication",
        "title": "Letter to Nikita Khrushchev",
        "author": [{"family": "ابن خلدون"}, {"literal": "Central Intelligence Agency"}],
        "recipient": [{"family": "Khrushchev", "given": "Nikita"}],
        "source": "JSTOR",
        "references": "Smith 2000",
        "part-number": "2",
        "printing-number": "4",
        "archive": "RGANI",
        "archive_location": "f. 5, op. 1",
    }
    made = item_back(item, "csv")
    assert {name: made.get(name) for name in item if name != "author"} == {
        name: value for name, value in item.items() if name != "author"
    }
    assert made["author"] == [{"literal": "ابن خلدون"}, {"literal": "Central Intelligence Agency"}]
    assert "source: JSTOR" in citekit.export(item, "csv")


def test_an_article_found_in_a_database_is_cited_as_one_after_a_table() -> None:
    item = {
        "id": "k",
        "type": "article-journal",
        "title": "T",
        "container-title": "J",
        "volume": "1",
        "source": "JSTOR",
    }
    assert citekit.cite(citekit.loads(citekit.export(item, "csv"))) == citekit.cite(item)
