"""Markup and quotation marks in a field (CSL 1.0.2, appendix "Rich text formatting within fields")."""

from __future__ import annotations

import pytest

from citekit.richtext.markup import Verbatim, parse_field
from citekit.richtext.runs import Mark, plain_text


def marks(text: str) -> list[tuple[str, str, bool]]:
    return [(m.kind, m.value, m.is_open) for m in parse_field(text) if isinstance(m, Mark)]


@pytest.mark.parametrize(
    ("tag", "kind", "value"),
    [
        ("i", "flip-font-style", "italic"),
        ("b", "flip-font-weight", "bold"),
        ("sc", "flip-font-variant", "small-caps"),
        ("sup", "vertical-align", "sup"),
        ("sub", "vertical-align", "sub"),
    ],
)
def test_a_pair_of_tags_is_a_span(tag: str, kind: str, value: str) -> None:
    text = f"before <{tag}>inside</{tag}> after"
    assert marks(text) == [(kind, value, True), (kind, value, False)]
    assert plain_text(parse_field(text)) == "before inside after"


@pytest.mark.parametrize("text", ["a <i>lone tag", "a lone </b> tag", "<u>another tag</u>", "1 < 2 and 3 > 2"])
def test_a_tag_without_a_partner_is_text(text: str) -> None:
    assert marks(text) == [] and plain_text(parse_field(text)) == text


def test_the_five_entities_of_xml_are_characters() -> None:
    assert plain_text(parse_field("R&amp;D &lt;x&gt;")) == "R&D <x>"
    assert plain_text(parse_field("AT&T &eacute;")) == "AT&T &eacute;"  # no others are known


def test_straight_quotation_marks_become_quotes_of_the_style_and_apostrophes_are_curled() -> None:
    assert [kind for kind, _, _ in marks('the "Long Telegram" of 1946')] == ["quote", "quote"]
    assert plain_text(parse_field("Stalin's 1930s")) == "Stalin\u2019s 1930s"


def test_a_verbatim_text_keeps_its_quotation_marks() -> None:
    text = Verbatim("the 'Doctors' Plot'")
    assert marks(text) == [] and plain_text(parse_field(text)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("an \"inner 'quote'\" study", "an \u201cinner \u2018quote\u2019\u201d study"),
        ("\"'A' or 'B'\"", "\u201c\u2018A\u2019 or \u2018B\u2019\u201d"),
        ("the 'Long \"Peace\"' of 1950", "the \u201cLong \u2018Peace\u2019\u201d of 1950"),
        ('"the soldiers\' tale"', "\u201cthe soldiers\u2019 tale\u201d"),
        ('"the soldiers\'"', "\u201cthe soldiers\u2019\u201d"),
    ],
)
def test_a_quotation_inside_another_closes_before_it(text: str, shown: str) -> None:
    from citekit.engine import Processor

    style = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><citation><layout>'
        '<text variable="title"/></layout></citation></style>'
    )
    processor = Processor(style, [{"id": "a", "type": "book", "title": text}], output="text")
    assert processor.cite([{"id": "a"}]) == shown
