"""Where citations stand in a word processor's document, and where they cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .office_files import body, odt_file, paragraph, part, run, weave, word_file


def shown(path: Path) -> str:
    """The text of the first paragraph."""
    if path.suffix == ".docx":
        return body(path).split("\n")[0]
    content = re.sub(r"<text:note\b.*?</text:note>", "^", part(path, "content.xml"), flags=re.S)
    content = content[content.index("<office:text>") :].split("</text:p>")[0]
    return re.sub(r"<[^>]*>", "", content)


def written(folder: Path, kind: str, text: str) -> Path:
    return word_file(folder / "a.docx", paragraph(text)) if kind == "docx" else odt_file(folder / "a.odt", text)


@pytest.mark.parametrize("kind", ["docx", "odt"])
@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("He wrote.[@carr, 44] And so", "He wrote (Carr 44). And so"),
        ("He wrote[@carr, 44].", "He wrote (Carr 44)."),
        ("“So?”[@carr] And", "“So?” (Carr) And"),
        ("He wrote [@carr], and", "He wrote (Carr), and"),
    ],
)
def test_a_citation_in_the_text_stands_where_it_does_when_it_is_woven_again(
    tmp_path: Path, kind: str, typed: str, printed: str
) -> None:
    source = written(tmp_path, kind, typed)
    first, _ = weave(source, tmp_path / f"first.{kind}", style="mla", bibliography=False)
    assert shown(first) == printed
    again, _ = weave(first, tmp_path / f"again.{kind}", style="mla", bibliography=False)
    assert again.read_bytes() == first.read_bytes()
    noted, _ = weave(source, tmp_path / f"noted.{kind}", bibliography=False)
    assert shown(weave(noted, tmp_path / f"back.{kind}", style="mla", bibliography=False)[0]) == printed


def test_a_stop_in_a_run_of_its_own_is_taken_over(tmp_path: Path) -> None:
    source = word_file(tmp_path / "a.docx", paragraph(run("He wrote", "<w:i/>"), run("."), run("[@carr]"), run(" And")))
    assert shown(weave(source, style="mla", bibliography=False)[0]) == "He wrote (Carr). And"


@pytest.mark.parametrize("shape", ["draw:custom-shape", "draw:rect", "draw:ellipse"])
def test_a_shape_has_no_footnotes(tmp_path: Path, shape: str) -> None:
    source = odt_file(tmp_path / "a.odt", f"Text [@carr].<{shape}><text:p>Boxed.[@kennan]</text:p></{shape}>")
    out, outcome = weave(source)
    assert "Boxed.[@kennan]" in part(out, "content.xml") and outcome.notes == 1
    assert any("[@kennan] stands in a text box" in said for said in outcome.problems)


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_bibliography_s_marker_among_other_words_is_told(tmp_path: Path, kind: str) -> None:
    _, outcome = weave(written(tmp_path, kind, "A [@carr]. Works: [bibliography: archives]"))
    assert any("[bibliography: archives] is no place for a bibliography" in said for said in outcome.problems)


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_the_stop_of_an_abbreviated_name_is_that_of_the_sentence(tmp_path: Path, kind: str) -> None:
    many = {
        "id": "many",
        "type": "book",
        "title": "Works",
        "author": [{"family": f, "given": "A."} for f in ("Alpha", "Beta", "Gamma", "Delta")],
    }
    for style in ("mla", "chicago-notes"):
        first, _ = weave(
            written(tmp_path, kind, "As shown by @many."), documents=[many], style=style, bibliography=False
        )
        assert shown(first).rstrip("^").endswith("et al.")
        again, _ = weave(first, tmp_path / f"again.{kind}", documents=[many], style=style, bibliography=False)
        assert again.read_bytes() == first.read_bytes()
