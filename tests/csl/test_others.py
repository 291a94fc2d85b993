"""People who are not named."""

from __future__ import annotations

import pytest

from citekit import cite
from citekit.csl.names import full_name, parse_name
from citekit.csl.others import is_others, says_others
from citekit.engine import Processor


@pytest.mark.parametrize("text", ["others", "and others", "et al.", "et al", "Et Al.", "et alii", "et al.,"])
def test_words_for_further_people(text: str) -> None:
    assert says_others(text)
    assert parse_name(text) == {"literal": "others"} and full_name({"literal": text}) == "et al."


@pytest.mark.parametrize("text", ["", "other", "Albert", "The Others Publishing", "et", "others of the committee"])
def test_words_that_name_somebody(text: str) -> None:
    assert not says_others(text)


def test_only_a_literal_name_stands_for_others() -> None:
    assert is_others({"literal": "others"})
    assert not is_others({"family": "Others", "given": "A."}) and not is_others("others") and not is_others(None)


def test_a_document_prints_others_as_et_al_and_a_processor_alone_as_the_name_that_it_is() -> None:
    book = {
        "id": "b",
        "type": "book",
        "title": "B",
        "author": [{"family": "Doe", "given": "J."}, {"literal": "others"}],
    }
    assert cite(book) == "J. Doe et al., B (n.d.)."
    assert "J. Doe and others" in Processor("chicago-notes", [book], output="text").cite([{"id": "b"}], note=1)
