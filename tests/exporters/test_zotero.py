"""In the right field of Zotero: what its importers make of our exports, by a model of them (zotero_model.py)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import citekit
from citekit import Document, HistoricalDate, export
from citekit.csl.variables import NAME_VARIABLES
from citekit.csl.wording import edtf
from citekit.sources import documents, read_text
from tests.exporters import zotero_model as zotero
from tests.exporters.varied import varied

READ: dict[str, Callable[[str], list[zotero.Item]]] = {
    "ris": zotero.from_ris,
    "csl-json": zotero.from_csl_json,
    "bibtex": zotero.from_bibtex,
}
Fact = tuple[str, str]


def letter(doc: Document) -> bool:
    return bool(re.match(r"(?:Ciphered )?Telegram from|Letter from", doc.title))


def facts(doc: Document) -> Iterator[Fact]:
    """(variable, value) of all that a document says, as Zotero should have it."""
    item: dict[str, Any] = doc.to_csl()
    yield "kind", zotero.CSL_KINDS.get("personal_communication" if letter(doc) else item["type"], "document")
    yield "citation-key", item["id"]
    if letter(doc):
        yield "author", doc.sender
        yield "recipient", doc.recipient
    for contributor in doc.contributors:
        yield "translator" if contributor.role == "translated" else "contributor", contributor.name.split()[-1]
    if doc.language:
        yield "language", doc.language
    for variable, value in item.items():
        if variable in ("id", "type", "custom", "number", "note", "issued", "accessed", "keyword"):
            continue
        if variable in NAME_VARIABLES:
            if not (variable == "translator" and doc.contributors):
                yield from ((variable, str(name.get("family") or name["literal"])) for name in value)
        elif isinstance(value, str):
            yield variable, value
    if item.get("number") and item["number"] != doc.number:
        yield "number", item["number"]
    yield from (
        (variable, tag) for variable, tag in (("keyword", k) for k in re.split("; ", item.get("keyword", ""))) if tag
    )
    for variable in ("issued", "accessed", "original-date"):
        date = HistoricalDate.from_csl(item.get(variable))
        if date is not None:
            yield variable, edtf(date) if date.start else date.text


def held(item: zotero.Item, fact: Fact) -> bool:
    variable, value = fact
    if variable == "kind":
        own = item.extra.get("type", [""])[0]
        return item.kind in zotero.SAME_KIND.get(value, {value}) or zotero.CSL_KINDS.get(own) == value
    found = item.held(variable)
    if variable in ("issued", "accessed", "original-date"):
        return any(same_date(text, value) for text in found)
    if variable == "author" and item.kind == "film":
        found = found + item.held("director")
    if variable == "keyword":
        return value in found or value in "; ".join(found).split("; ")
    return any(plain(value) in plain(text) for text in found)


def same_date(text: str, value: str) -> bool:
    date = HistoricalDate.from_edtf(text) or HistoricalDate.parse(text.replace("-21", " spring"))
    return text == value or (bool(date.start) and edtf(date) == value)


def plain(text: str) -> str:
    return " ".join(re.sub(r"</?(?:i|b|em)>", "", text.replace("\u2013", "-")).split())


def missing(to: str) -> tuple[int, list[tuple[str, Fact]]]:
    """(number of facts, those that are not in their place)."""
    docs = varied()
    items = READ[to](export(docs, to))
    assert len(items) == len(docs)
    everything = [(doc.key, fact, held(item, fact)) for doc, item in zip(docs, items) for fact in facts(doc)]
    return len(everything), [(key, fact) for key, fact, is_held in everything if not is_held]


@pytest.mark.parametrize(("to", "share"), [("ris", 0.99), ("csl-json", 0.99), ("bibtex", 0.9)])
def test_facts_are_in_the_right_field_of_zotero(to: str, share: float) -> None:
    count, lost = missing(to)
    assert count > 285
    assert 1 - len(lost) / count >= share, lost


def test_no_translator_or_recipient_becomes_a_second_author() -> None:
    for to in ("ris", "csl-json"):
        for doc, item in zip(varied(), READ[to](export(varied(), to))):
            own = (
                len(doc.extra.get("author", ()))
                or int(letter(doc) or bool(doc.sender))
                or len(doc.extra.get("director", ()))
            )
            assert len(item.held("author") + item.held("director")) <= own, (to, doc.key)


def lines(item: dict[str, Any], to: str = "ris") -> list[str]:
    return export(Document.from_csl({"id": "k", "title": "T", **item}), to).splitlines()


def back(item: dict[str, Any], to: str = "ris") -> Document:
    (found,) = documents(read_text(export(Document.from_csl({"id": "k", "title": "T", **item}), to), "x"))
    return found


def test_an_institution_is_one_name_without_braces_which_ris_does_not_know() -> None:
    ministry = {"literal": "Ministry of Foreign Affairs"}
    item = {"type": "report", "author": [ministry]}
    assert "AU  - Ministry of Foreign Affairs" in lines(item)
    assert back(item).extra["author"] == [ministry]


def test_an_institution_with_a_comma_stands_in_extra_where_it_is_not_divided_and_the_order_stays() -> None:
    people = [{"family": "Roe", "given": "Ann"}, {"literal": "Smith, Jones & Co."}, {"family": "Poe", "given": "Bo"}]
    item = {"type": "book", "author": people}
    assert [line for line in lines(item) if "uthor" in line or line.startswith("AU")] == [
        "AU  - Roe, Ann",
        "M2  - author: Smith, Jones & Co.",
        "M2  - author: Poe || Bo",
    ]
    assert back(item).extra["author"] == people


@pytest.mark.parametrize("name", ["Kim Il Sung", "Nakashima S.", "{Braced}", "Smith; Jones", "Plato", "Institute, The"])
def test_a_name_that_is_whole_is_read_whole(name: str) -> None:
    for role in ("author", "editor", "performer"):
        item = {"type": "book", role: [{"literal": name}]}
        assert back(item).extra[role] == [{"literal": name}], lines(item)


def test_no_braces_stand_round_the_name_of_a_sender_that_begins_with_the_family_name() -> None:
    doc = citekit.loads("title: Telegram from Mao Zedong to Peng Dehuai\ndate: 27 January 1951\nkey: k\n")
    text = export(doc, "ris")
    assert "AU  - Mao Zedong\n" in text and "A2  - Peng Dehuai\n" in text


def test_an_hour_and_a_wording_that_no_style_has_go_along() -> None:
    doc = citekit.loads("title: A Telegram\ndate: 27 January 1951, 24:00\nkey: k\n")
    assert "M2  - Date as written: 27 January 1951, 24:00" in export(doc, "ris")
    item = {"type": "report", "issued": {"literal": "не ранее 1934"}}
    assert "M2  - Date as written: не ранее 1934" in lines(item)
    assert "M2  - Date as written" not in "\n".join(lines({"type": "report", "issued": {"raw": "19 May 1951"}}))


@pytest.mark.parametrize("parts", [[[-196, 3, 27]], [[-44], [-27]]])
def test_a_year_before_christ_is_words_which_zotero_keeps(parts: list[list[int]]) -> None:
    item = {"type": "document", "issued": {"date-parts": parts}}
    (date,) = [line for line in lines(item) if line.startswith("DA")]
    assert date.endswith(" BC")
    found = back(item).date
    assert found is not None and [list(p) for p in (found.start, found.end) if p] == parts


@pytest.mark.parametrize("kind", ["graphic", "motion_picture", "broadcast", "map"])
def test_a_size_or_a_running_time_is_no_page(kind: str) -> None:
    item = {"type": kind, "dimensions": "24 x 30 cm"}
    assert not any(line.startswith("SP") for line in lines(item))
    (found,) = READ["ris"]("\n".join(lines(item)))
    assert found.held("dimensions") == ["24 x 30 cm"] and back(item).extra["dimensions"] == "24 x 30 cm"


def test_a_type_that_zotero_does_not_import_goes_as_lines_of_extra_and_stays_in_csl_json() -> None:
    item = {"type": "review-book", "container-title": "Journal", "volume": "69", "page": "200-202"}
    (written,) = json.loads(export(Document.from_csl({"id": "k", "title": "T", **item}), "csl-json"))
    assert written["type"] == "review-book" and written["volume"] == "69"
    assert {"type: review-book", "container-title: Journal", "volume: 69"} <= set(written["note"].split("\n"))
    assert back(item, "csl-json").extra == Document.from_csl(item).extra


def test_whom_an_interview_was_given_to_is_no_recipient_in_bibtex() -> None:
    doc = citekit.loads("title: A Talk\nkind: interview\nfrom: Kim Yong Shik\nto: Margaret Brown\nkey: k\n")
    text = export(doc, "bibtex")
    assert "addressee = {Margaret Brown}" in text and "recipient" not in text
    assert citekit.loads(text).recipient == "Margaret Brown"


def test_who_asked_the_questions_is_no_recipient_of_an_interview() -> None:
    doc = citekit.loads("title: A Talk\nkind: interview\nfrom: Kim Yong Shik\nto: Margaret Brown\nkey: k\n")
    for to in ("ris", "csl-json"):
        (item,) = READ[to](export(doc, to))
        assert item.held("interviewer") == ["Brown, Margaret"] and not item.held("recipient"), to


def test_people_whom_zotero_may_not_take_from_csl_json_are_lines_of_extra_and_come_back() -> None:
    people = [{"family": "Grierson", "given": "John"}]
    item = {"type": "motion_picture", "producer": people}
    (written,) = json.loads(export(Document.from_csl({"id": "k", "title": "T", **item}), "csl-json"))
    assert "producer: Grierson || John" in written["note"].split("\n") and "producer" not in written
    assert back(item, "csl-json").extra["producer"] == people


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ({"type": "legal_case", "volume": "14", "page": "273"}, "14 273"),
        ({"type": "article-newspaper", "edition": "late city"}, "late city"),
        ({"type": "dataset", "DOI": "10.5072/x"}, "10.5072/x"),
        ({"type": "song", "ISBN": "9780123456786"}, "9780123456786"),
        ({"type": "hearing", "number": "94-1"}, "94-1"),
    ],
)
def test_what_zotero_drops_of_a_bibtex_entry_is_a_note_there(item: dict[str, Any], wanted: str) -> None:
    (found,) = READ["bibtex"]("\n".join(lines(item, "bibtex")))
    assert set(wanted.split()) <= set(re.findall(r"[\w./-]+", " ".join(found.notes)))
    assert back(item, "bibtex").extra == Document.from_csl(item).extra


if __name__ == "__main__":
    for name in READ:
        total, gone = missing(name)
        print(f"{name}: {1 - len(gone) / total:.1%} of {total}")
        for one in gone:
            print("   ", *one)
