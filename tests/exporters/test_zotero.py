"""In the right field of Zotero: what its importers make of our exports, by a model of them (zotero_model.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from citekit import Document, HistoricalDate, export
from citekit.csl.variables import NAME_VARIABLES
from citekit.csl.wording import edtf
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


if __name__ == "__main__":
    for name in READ:
        total, gone = missing(name)
        print(f"{name}: {1 - len(gone) / total:.1%} of {total}")
        for one in gone:
            print("   ", *one)
