"""A locator that cannot be right is questioned."""

from __future__ import annotations

import pytest

from citekit import Document, parse_references
from citekit.document.locator_check import locator_problem

LEAVES = Document(title="A", references=tuple(parse_references("RGASPI, f. 558, op. 11, d. 97, ll. 67-70")))
PAGES = Document(title="A", references=tuple(parse_references("AVPRF, f. 0100, op. 47, pa. 379, d. 7, pp. 67-68")))


@pytest.mark.parametrize(
    "locator", ["68", "l. 68", "ll. 67-68, 70", "68ob", "p. 3", "xii", "chap. 2", "A", "passim", "", "Appendix B"]
)
def test_a_place_within_the_document_is_not_questioned(locator: str) -> None:
    assert locator_problem(LEAVES, locator) == ""


@pytest.mark.parametrize("locator", ["99999", "l. 5", "ll. 69-75", "fol. 1"])
def test_a_leaf_outside_the_document_is_questioned(locator: str) -> None:
    assert locator_problem(LEAVES, locator).endswith("lies outside the document, which takes up ll. 67-70")


def test_so_is_a_page_where_the_document_has_pages() -> None:
    assert locator_problem(PAGES, "p. 3") == "p. 3 lies outside the document, which takes up pp. 67-68"
    assert locator_problem(PAGES, "pp. 67-68") == ""


@pytest.mark.parametrize("locator", ["garbage", "somewhere in it", "???"])
def test_what_names_no_place_is_questioned(locator: str) -> None:
    for doc in (LEAVES, PAGES, Document(title="A Book")):
        assert locator_problem(doc, locator) == f"“{locator}” names no page, leaf or other place"


def test_nothing_is_known_of_a_document_without_leaves() -> None:
    assert locator_problem(Document(title="A Book"), "99999") == ""


@pytest.mark.parametrize("locator", ["-3", "l. -68", "\u201368"])
def test_a_number_that_a_dash_begins_is_questioned(locator: str) -> None:
    assert locator_problem(LEAVES, locator).endswith("begins with a dash")


@pytest.mark.parametrize("locator", ["14-12", "ll. 70-68", "68, 70\u201369"])
def test_a_run_that_goes_backwards_is_questioned(locator: str) -> None:
    assert locator_problem(LEAVES, locator).endswith("ends before it begins")


@pytest.mark.parametrize("locator", ["321-28", "p. 1133-6", "12-14", "7-7", "2.5-1"])
def test_a_shortened_run_goes_on(locator: str) -> None:
    assert "before it begins" not in locator_problem(Document(title="A"), locator)
