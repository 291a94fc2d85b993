"""``@key`` of a work that editors head: their names in the sentence, without the label that a note has for them."""

from __future__ import annotations

import re

import pytest

import citekit

EDITED = {
    "id": "naimark",
    "type": "book",
    "title": "Regimes",
    "editor": [{"family": "Naimark", "given": "Norman"}, {"family": "Gibianskii", "given": "Leonid"}],
    "issued": {"date-parts": [[1997]]},
    "publisher": "Westview",
}


@pytest.mark.parametrize(
    ("draft", "printed"),
    [
        ("@naimark argue.", "Norman Naimark and Leonid Gibianskii[^1] argue."),
        ("So say @naimark.", "So say Norman Naimark and Leonid Gibianskii.[^1]"),
        ("A [@naimark]. So say @naimark.", "A.[^1] So say Naimark and Gibianskii.[^2]"),
    ],
)
def test_names_of_editors_stand_alone_in_a_sentence(draft: str, printed: str) -> None:
    woven = re.sub(r"<!--.*?-->", "", citekit.weave(draft, library=[EDITED], style="chicago-notes", to="markdown"))
    assert woven.startswith(printed)


def test_a_note_has_the_label() -> None:
    woven = citekit.weave("A [@naimark].", library=[EDITED], style="chicago-notes", to="markdown")
    assert "Norman Naimark and Leonid Gibianskii, eds., *Regimes*" in woven
