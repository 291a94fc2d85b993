"""Labels that a writer puts into the locator itself (CSL 1.0.2, "Locators")."""

from __future__ import annotations

import pytest

from citekit.engine import Processor

from . import book, style

LABELLED = (
    '<text variable="title" suffix=", "/><label variable="locator" form="short" suffix=" "/><text variable="locator"/>'
)


def located(locator: str, content: str = LABELLED, lang: str = "en-US", **cite: str) -> str:
    """What stands behind the title of a cite with a locator."""
    processor = Processor(style(content), [book(title="War")], locale=lang, output="text")
    return processor.make_cluster([{"id": "a", "locator": locator, **cite}]).removeprefix("War, ")


@pytest.mark.parametrize(
    ("locator", "english", "german"),
    [
        ("fig. 2", "fig. 2", "Abb. 2"),
        ("chap. 3", "chap. 3", "Kap. 3"),
        ("nn. 4, 5", "nn. 4, 5", "Anm. 4, 5"),
        ("vol. 1, fol. 186", "vol. 1, fol. 186", "Bd. 1, Fol. 186"),
        ("12, n. 4", "p. 12, n. 4", "S. 12, Anm. 4"),
        ("44 n. 3", "p. 44 n. 3", "S. 44 Anm. 3"),
        ("pp. 4-6", "pp. 4–6", "S. 4–6"),
        ("p. iv", "p. iv", "S. iv"),
        ("l. 6", "l. 6", "Z. 6"),
    ],
)
def test_a_written_label_is_that_of_the_style_s_language(locator: str, english: str, german: str) -> None:
    assert located(locator) == english
    assert located(locator, lang="de-DE") == german


@pytest.mark.parametrize("locator", ["s.v. war", "n.s. 3", "Abb. 2", "passim", "4v", "no man"])
def test_other_words_are_no_labels(locator: str) -> None:
    assert located(locator) == f"p. {locator}"


def test_a_written_label_wins_over_the_one_that_is_given() -> None:
    assert located("fol. 3", label="folio") == "fol. 3"
    assert located("vol. 2", label="chapter") == "vol. 2"


def test_a_written_label_is_tested_like_a_given_one() -> None:
    content = '<choose><if locator="figure"><text value="figure"/></if><else><text value="other"/></else></choose>'
    assert [located("fig. 2", content), located("2", content)] == ["figure", "other"]


def test_a_written_label_stays_where_the_style_has_no_label() -> None:
    content = '<text variable="locator"/>'
    assert located("fig. 2", content) == "fig. 2"
    assert located("p. 2", content) == "2"


def test_a_label_behind_the_locator_does_not_say_it_again() -> None:
    content = '<text variable="locator"/><label variable="locator" form="short" prefix=" "/>'
    assert located("fig. 2", content) == "fig. 2"
    assert located("2", content) == "2 p."


def test_a_locator_with_a_label_that_csl_does_not_have_stands_for_itself() -> None:
    assert located("ll. 3 and 5, n. 2", '<text variable="locator"/>', "de-DE", label="leaf") == "ll. 3 and 5, n. 2"
