"""However Word has divided a text into runs, it is woven to the same text, and nothing of the rest is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .office_files import body, notes, paragraph, part, run, shown, weave, word_file

WORDS = [
    "Lenin ",
    "wrote",
    ", ",
    "and “so”",
    ". ",
    " (twice)",
    " — ",
    "me@home.org ",
    "Ünïcode ",
    "x;y ",
    "[no key] ",
    "1 ",
]
MARKERS = [
    "[@carr, 44]",
    "[see @kennan, 570; also @carr]",
    "@carr",
    "@kennan [571]",
    "[-@carr, 3]",
    "[@stalin26, ll. 67-68]",
]
LOOKS = ["", "<w:b/>", '<w:rFonts w:ascii="Garamond"/><w:sz w:val="22"/>', '<w:lang w:val="de-DE"/>']
BETWEEN = [
    "",
    '<w:proofErr w:type="spellStart"/>',
    '<w:proofErr w:type="spellEnd"/>',
    '<w:del w:id="90" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>',
    "<w:r><w:lastRenderedPageBreak/></w:r>",
    '<w:commentRangeStart w:id="4"/>',
    '<w:bookmarkStart w:id="5" w:name="b"/><w:bookmarkEnd w:id="5"/>',
]


@st.composite
def divided(draw: st.DrawFn) -> tuple[str, str]:
    """A text with markers, and the same text divided into runs."""
    pieces = draw(st.lists(st.sampled_from([*WORDS, *MARKERS, " "]), min_size=1, max_size=12))
    text = "".join(pieces)
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=8)))
    runs, used = [], set()
    for start, end in zip([0, *cuts], [*cuts, len(text)]):
        between = draw(st.sampled_from(BETWEEN))
        if between not in used:  # ids are unique
            runs.append(between)
            used.add(between)
        escaped = text[start:end].replace("&", "&amp;").replace("<", "&lt;")
        runs.append(run(escaped, draw(st.sampled_from(LOOKS))) if escaped else "")
    return text, "".join(runs)


def outside(xml: str) -> list[str]:
    """Everything but runs of text, what citekit wrote, and where runs are divided."""
    xml = re.sub(r"<w:sdt>.*?</w:sdt>", "", xml, flags=re.S)
    found = re.findall(r"<w:(?:proofErr|bookmark|comment|del|sectPr|pPr|lastRenderedPageBreak)[^>]*>", xml)
    return [one for one in found if "w:del>" not in one]


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(case=divided(), style=st.sampled_from(["chicago-notes", "chicago-author-date"]))
def test_a_text_is_woven_the_same_however_it_is_divided(
    case: tuple[str, str], style: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text, runs = case
    folder = tmp_path_factory.mktemp("runs")
    whole = word_file(folder / "whole.docx", paragraph(run(text)))
    parts = word_file(folder / "parts.docx", paragraph(runs))
    one, first = weave(whole, folder / "one.docx", style=style)
    two, second = weave(parts, folder / "two.docx", style=style)
    assert first.citations == second.citations
    assert body(one) == body(two)
    if "footnotes" in part(two, "[Content_Types].xml"):
        assert notes(one) == notes(two)
    assert outside(part(parts)) == [one for one in outside(part(two)) if one in outside(part(parts))]
    again, _ = weave(two, folder / "again.docx", style=style)
    assert again.read_bytes() == two.read_bytes()


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=60))
def test_text_without_keys_is_never_touched(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    from citekit.common.files.xml_text import xml_escape

    folder: Path = tmp_path_factory.mktemp("plain")
    text = text.replace("@", "a")
    source = word_file(folder / "a.docx", paragraph(run(xml_escape(text))))
    out, outcome = weave(source)
    assert outcome.citations == 0 and out.read_bytes() == source.read_bytes()
    assert shown(part(out)).strip() == shown(part(source)).strip()
