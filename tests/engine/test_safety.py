"""Styles are untrusted: what is wrong is one message with its line, and nothing is read, fetched or repeated without
end.
"""

from __future__ import annotations

import re
import time
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.common.errors import CitekitError, StyleError, UsageError
from citekit.engine import Processor
from tests.peers.items import items

from . import book, cited, style


def test_external_entities_are_refused() -> None:
    text = '<!DOCTYPE style [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + style('<text value="&x;"/>')
    with pytest.raises(StyleError, match="entities"):
        Processor(text)


def test_a_doctype_is_not_fetched() -> None:
    text = '<!DOCTYPE style SYSTEM "http://127.0.0.1:9/style.dtd">' + style('<text variable="title"/>')
    assert Processor(text, [book(title="War")], output="text").cite([{"id": "a"}]) == "War"


def test_elements_nested_without_end_are_refused() -> None:
    with pytest.raises(StyleError, match=r"deep|well-formed"):
        cited("<group>" * 5000 + '<text value="x"/>' + "</group>" * 5000, book())


def test_macros_that_multiply_are_stopped() -> None:
    macros = "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(60))
    macros += '<macro name="m60"><text value="x"/></macro>'
    started = time.monotonic()
    with pytest.raises(StyleError, match="multiply"):
        cited('<text macro="m0"/>', book(), macros=macros)
    assert time.monotonic() - started < 20


def test_a_macro_that_is_missing_is_named_with_its_line() -> None:
    with pytest.raises(StyleError, match="“title” is called but not defined") as caught:
        cited('<text macro="title"/>', book())
    assert "line" in str(caught.value)


def test_a_count_that_is_no_number_is_named_with_its_line() -> None:
    with pytest.raises(StyleError, match="et-al-min must be a whole number, not “many”"):
        cited('<names variable="author"><name et-al-min="many"/></names>', book())


SAMPLES = [item for n, item in enumerate(items()) if n % 9 == 0]
WHOLE = style(
    '<group delimiter=", "><names variable="author"><name and="text" initialize-with=". "/><et-al'
    ' font-style="italic"/><label form="short" prefix=" "/><substitute><names variable="editor"/><text'
    ' variable="title"/></substitute></names><text variable="title" quotes="true" text-case="title"/><date'
    ' variable="issued" form="text" date-parts="year-month"/><number variable="volume" form="ordinal"/><label'
    ' variable="page" form="short"/><text variable="page" prefix=" "/><choose><if position="first" type="book"><text'
    ' term="edition" form="short" plural="true"/></if></choose></group>',
    bibliography=(
        '<text variable="citation-number" suffix=". "/><names variable="author"><name name-as-sort-order="all"'
        ' form="long"/></names><date variable="issued"><date-part name="day" form="ordinal"/><date-part name="month"'
        ' form="short" strip-periods="true"/></date>'
    ),
    entries='subsequent-author-substitute="---" second-field-align="flush" hanging-indent="true" entry-spacing="1"',
    bibliography_sort='<sort><key variable="author" sort="descending" names-min="3"/></sort>',
    cites=(
        'collapse="year-suffix" disambiguate-add-names="true" givenname-disambiguation-rule="by-cite"'
        ' near-note-distance="3"'
    ),
)
ATTRIBUTES = [m.span(2) for m in re.finditer(r'([\w-]+)="([^"]*)"', WHOLE) if m.group(1) != "xmlns"]
VALUES = st.sampled_from(
    [
        "",
        "x",
        "-1",
        "0",
        "999999999999",
        "true",
        "1.5",
        "é",
        "title",
        "author",
        "issued",
        "citation-number",
        "none",
        "year",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(ATTRIBUTES), VALUES), min_size=1, max_size=5, unique_by=lambda change: change[0])
)
def test_any_value_of_an_attribute_is_rendered_or_refused_in_words(changes: list[tuple[tuple[int, int], str]]) -> None:
    text = WHOLE
    for (start, end), value in sorted(changes, reverse=True):
        text = text[:start] + value + text[end:]
    try:
        made = Processor(text, SAMPLES, output="html")
        for note, item in enumerate(SAMPLES[:6], 1):
            made.cite([{"id": item["id"], "locator": "5"}], note=note)
        made.bibliography()
    except CitekitError:
        pass  # a message, never another error


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
VARIABLES = st.sampled_from(
    [
        "title",
        "author",
        "issued",
        "page",
        "volume",
        "note",
        "language",
        "type",
        "edition",
        "URL",
        "editor",
        "custom",
        "x-y",
    ]
)
DATE: Any = st.fixed_dictionaries(
    {},
    optional={
        "date-parts": st.lists(st.lists(JSON, max_size=4), max_size=3),
        "raw": st.text(max_size=12),
        "season": JSON,
        "literal": JSON,
        "circa": JSON,
    },
)
PEOPLE: Any = st.lists(
    st.dictionaries(
        st.sampled_from(["family", "given", "suffix", "literal", "dropping-particle"]), st.text(max_size=8)
    ),
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(VARIABLES, JSON | DATE | PEOPLE, max_size=8))
def test_any_item_is_rendered_or_refused_in_words(item: dict[str, Any]) -> None:
    try:
        made = Processor(WHOLE, [{**item, "id": "a"}], output="latex")
        made.cite([{"id": "a"}])
        made.bibliography()
    except CitekitError:
        pass


def test_citeproc_py_is_the_release_that_the_engine_completes() -> None:
    """What the engine rests on in citeproc-py; where this fails, read its changes before widening the pin."""
    import citeproc
    from citeproc import model
    from citeproc.frontend import CitationStylesStyle

    release = tuple(int(part) for part in metadata.version("citeproc-py").split(".")[:2])
    assert release == (0, 11), "the engine's element classes are written for citeproc-py 0.11"
    expected = {
        "Text",
        "Number",
        "Label",
        "Group",
        "Choose",
        "If",
        "Else_If",
        "Else",
        "Names",
        "Name",
        "Name_Part",
        "Et_Al",
        "Substitute",
        "Date",
        "Date_Part",
        "Layout",
        "Sort",
        "Key",
        "Style",
        "Citation",
        "Bibliography",
        "Macro",
        "Locale",
    }
    missing = {name for name in expected if not isinstance(getattr(model, name, None), type)}
    assert missing == set(), f"citeproc-py no longer has the elements {missing}"
    assert all(issubclass(getattr(model, name), model.CitationStylesElement) for name in expected)
    assert (
        isinstance(citeproc.LOCALES_PATH, str)
        and citeproc.PRIMARY_DIALECTS["en"] == "en-US"
        and "en-US" in citeproc.LANGUAGE_NAMES
    )
    assert isinstance(CitationStylesStyle, type)


def test_a_style_keeps_its_name_in_messages_when_its_text_is_given_again(tmp_path: Path) -> None:
    text = style('<text variable="title"/>')
    file = tmp_path / "mine.csl"
    file.write_text(text, encoding="utf-8")
    named = Processor(file).style.loaded
    assert Processor(text).style.loaded.name == "the style"
    assert named.name == str(file)


def test_a_citation_that_is_named_twice_round_another_is_refused_and_nothing_is_registered() -> None:
    p = Processor(style('<text variable="title"/>'), [book(title="War")], output="text")
    p.cite([{"id": "a"}], note=1, citation_id="one")
    with pytest.raises(UsageError, match="“one” is named twice"):
        p.cite([{"id": "a"}], note=2, citation_id="two", before=[("one", 1)], after=[("one", 3)])
    assert [key for key, _, _ in p.citations()] == ["one"]
    p.cite([{"id": "a"}], note=2, citation_id="two", before=iter([("one", 1)]), after=[])
    assert [key for key, _, _ in p.citations()] == ["one", "two"]
