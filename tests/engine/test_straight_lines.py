"""What grows with a document grows in a straight line: counted in renderings, so that a busy machine says the same."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from citekit.engine import Processor
from citekit.engine.bibliography import BibliographyRenderer
from citekit.engine.registry import Registry
from tests.bench.items import items

from . import Item, name, style, year

pytestmark = pytest.mark.slow
AUTHORS = 448  # of one article, and of those beside it
DATE = '<date variable="issued"><date-part name="year"/></date>'
RULES = ("by-cite", "all-names", "all-names-with-initials", "primary-name", "primary-name-with-initials")
SETTINGS = [
    " ".join(f'{option}="true"' for option in ("disambiguate-add-names", "disambiguate-add-year-suffix")[:count])
    + (f' disambiguate-add-givenname="true" givenname-disambiguation-rule="{rule}"' if rule else "")
    for count in (0, 1, 2)
    for rule in ("", *RULES)
]


class Counted:
    """A method whose calls are counted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: type, method: str) -> None:
        self.calls = 0
        original = getattr(owner, method)

        def call(*values: Any) -> Any:
            self.calls += 1
            return original(*values)

        monkeypatch.setattr(owner, method, call)


def crowded(count: int, difference: str) -> list[Item]:
    """Articles of as many authors, which differ in nothing, in the last, or in the last one's given name."""
    out = []
    for n in range(count):
        authors = [name(f"Family{place}", "Anna") for place in range(AUTHORS)]
        if difference == "last":
            authors[-1] = name(f"Other{n}", "Anna")
        elif difference == "given":
            authors[-1] = name(f"Family{AUTHORS - 1}", f"{chr(65 + n % 26)}{n} X.")
        out.append({"id": str(n), "type": "book", "title": f"T{n}", "author": authors, "issued": year(2000)})
    return out


@pytest.mark.parametrize(
    "difference",
    [pytest.param("nothing", marks=pytest.mark.slow), "last", pytest.param("given", marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("setting", SETTINGS)
def test_items_of_hundreds_of_authors_are_told_apart_by_a_few_renderings_each(
    setting: str, difference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = '<names variable="author"><name form="short" initialize-with="."/></names>'
    written = style(names + DATE, kind="in-text", cites=f'et-al-min="4" et-al-use-first="1" {setting}')
    count, looks = 12, Counted(monkeypatch, Registry, "_compared_cite")
    processor = Processor(written, crowded(count, difference), output="text")
    for n in range(count):
        processor.cite([{"id": str(n)}])
    texts = {text for _, _, text in processor.citations()}
    assert looks.calls <= 5 * count
    names_tell = "add-names" in setting and difference == "last"
    if names_tell or "year-suffix" in setting:
        assert len(texts) == count


def test_a_work_more_renders_one_entry_more(monkeypatch: pytest.MonkeyPatch) -> None:
    works = [{**work, "title": f"{work['title']} {n:03}"} for n, work in enumerate(items(200))]
    processor = Processor("chicago-notes", works, output="text")
    for note, work in enumerate(works[:-1], 1):
        processor.cite([{"id": work["id"]}], note=note)
    before = processor.bibliography().entries
    rendered = Counted(monkeypatch, BibliographyRenderer, "entry")
    assert processor.bibliography().entries == before
    assert rendered.calls == 0
    processor.cite([{"id": works[-1]["id"]}], note=len(works))
    entries = processor.bibliography().entries
    assert len(entries) == len(before) + 1
    assert rendered.calls <= 2  # the entry, and one behind it whose names may now be replaced


def test_an_item_that_changes_has_its_entry_made_again() -> None:
    works = items(30)
    processor = Processor("mla", works, output="text")
    processor.update_items([work["id"] for work in works])
    processor.bibliography()
    processor.add_items([{**works[4], "title": "Another title"}])
    assert sum("Another Title" in entry for entry in processor.bibliography().entries) == 1


def test_an_entry_follows_the_one_before_it() -> None:
    """The dash for a repeated author goes where the work before it is left out, and comes back with it."""
    works = [
        {"id": str(n), "type": "book", "title": title, "author": [name("Ulam", "Adam")], "issued": year(1974)}
        for n, title in enumerate(("A", "B"))
    ]
    processor = Processor("mla", works, output="text")
    processor.update_items(["0", "1"])
    both = processor.bibliography().entries
    assert [entry.split(".")[0] for entry in both] == ["Ulam, Adam", "---"]
    alone = processor.bibliography({"exclude": [{"field": "id", "value": "0"}]}).entries
    assert [entry.split(".")[0] for entry in alone] == ["Ulam, Adam"]
    assert processor.bibliography().entries == both


def test_the_cost_of_a_cite_does_not_grow_with_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = Counted(monkeypatch, Registry, "_compared_cite")
    counts = []
    for count in (60, 600):
        works, before = items(count), looks.calls
        processor = Processor("chicago-author-date", works, output="text")
        for work in works:
            processor.cite([{"id": work["id"]}])
        counts.append((looks.calls - before) / count)
    assert counts[1] <= 1.1 * counts[0] + 0.5


def many_alike(difference: str, count: int) -> list[Item]:
    """Articles of one year by people of one family name, which differ in nothing more, in given names or in names."""
    out = []
    for n in range(count):
        authors = [name("Doe", f"J{chr(97 + n % 26)}{chr(97 + n // 26)}na" if difference == "given" else "Jane")]
        if difference == "names":
            authors += [name(f"{'Roe' if n >> place & 1 else 'Poe'}{place}", "Ann") for place in range(11)]
        out.append({"id": f"i{n}", "type": "article-journal", "title": f"War {n}", "author": authors})
    return [{**item, "issued": year(2020)} for item in out]


@pytest.mark.parametrize("difference", ["nothing", "given", "names"])
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_cite_more_among_many_that_read_alike_is_compared_with_few(
    setting: str, difference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = '<names variable="author"><name form="short" initialize-with="."/></names>'
    written = style(
        names + DATE,
        kind="in-text",
        cites=f'et-al-min="4" et-al-use-first="1" {setting}',
        bibliography='<text variable="title"/>',
        bibliography_sort='<sort><key variable="title"/></sort>',
    )
    looks, sorted_ = Counted(monkeypatch, Registry, "_compared_cite"), Counted(monkeypatch, Registry, "_compare")
    spent = []
    for count in (40, 400):
        works, before = many_alike(difference, count), (looks.calls, sorted_.calls)
        processor = Processor(written, works, output="text")
        for work in works:
            processor.cite([{"id": work["id"]}])
        spent.append((looks.calls - before[0], sorted_.calls - before[1]))
    assert spent[1][0] <= 11 * spent[0][0]
    assert spent[1][1] <= 20 * spent[0][1] + 400  # to find a place takes some steps more


def test_cites_alike_but_for_the_notes_that_they_name_are_told_apart_in_a_straight_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = '<names variable="author"/><text variable="first-reference-note-number" prefix=" n. "/>'
    written = style(names, cites='disambiguate-add-names="true" disambiguate-add-givenname="true"')
    looks, spent = Counted(monkeypatch, Registry, "_compared_cite"), []
    for count in (40, 400):
        works, before = many_alike("nothing", count), looks.calls
        processor = Processor(written, works, output="text")
        for note, work in enumerate(works, 1):
            processor.cite([{"id": work["id"]}], note=note)
        spent.append(looks.calls - before)
    assert spent[1] <= 11 * spent[0]


def test_no_cycles_are_looked_for_while_items_are_registered_and_texts_made() -> None:
    """Each such search costs the more the longer the document is, and finds nothing."""
    works, searches = items(800), []

    def noted(phase: str, _: dict[str, int]) -> None:
        searches.append(phase)

    processor = Processor("chicago-author-date", works, output="text")
    gc.callbacks.append(noted)
    try:
        processor.update_items([work["id"] for work in works])
        processor.rebuild([([{"id": work["id"]}], n, None) for n, work in enumerate(works, 1)])
        processor.changed()
    finally:
        gc.callbacks.remove(noted)
    assert len(searches) < 2 * 10  # those between the calls; a hundred otherwise
    assert gc.isenabled()
