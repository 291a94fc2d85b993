"""CSL-YAML is Markdown to pandoc: what we write comes back from pandoc and from our reader as it was."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit
from citekit import Document
from citekit.csl.markdown_text import from_markdown, to_markdown
from tests.exporters.test_clients import hostile

characters = st.sampled_from("abc 12.)(:-+*_`~^$#|@'\"&{}[]<>\\/!=%;,é中")


@settings(max_examples=400)
@given(st.text(characters, max_size=40).map(lambda t: " ".join(t.split())))
def test_any_text_comes_back_from_markdown(text: str) -> None:
    assert from_markdown(to_markdown(text)) == text


@pytest.mark.parametrize(
    ("field", "markdown"),
    [
        ("Livy and the <i>Pax Deum</i>", "Livy and the *Pax Deum*"),
        ("<b>Bold <i>both</i></b>", "**Bold *both***"),
        ("E = mc<sup>2</sup>, H<sub>2</sub>O", "E = mc^2^, H~2~O"),
        ('The <span class="nocase">iPhone</span>', "The [iPhone]{.nocase}"),
        ("5 * 3_a [b] 100$", r"5 \* 3\_a \[b\] 100\$"),
        ('don\'t -- "so"...', r"don\'t \-\- \"so\"\.\.\."),
        ("1. Item", r"1\. Item"),
        ("- list", r"\- list"),
        ("p. 5", r"p\. 5"),
        ("<i>never closed", r"\<i\>never closed"),
    ],
)
def test_a_field_is_written_as_pandoc_writes_it(field: str, markdown: str) -> None:
    assert (to_markdown(field), from_markdown(markdown)) == (markdown, field)


def test_markdown_that_other_programs_wrote_is_read() -> None:
    assert (
        from_markdown("_Pax_ and snake_case_name, **b**, 5 * 3 * 2")
        == "<i>Pax</i> and snake_case_name, <b>b</b>, 5 * 3 * 2"
    )


def test_pandoc_reads_the_texts_as_they_are() -> None:
    pypandoc = pytest.importorskip("pypandoc")
    pytest.importorskip("yaml")
    docs = [d for d in hostile() if d.key.startswith("t") and len(d.title) < 1000]
    docs.append(
        Document(title="Livy and the <i>Pax Deum</i>, E = mc<sup>2</sup>", key="rich", url="https://example.org/_a_*b*")
    )
    read = json.loads(pypandoc.convert_text(citekit.export(docs, "csl-yaml"), "csljson", format="markdown"))
    came = {item["id"]: item for item in read}

    def plain(text: str) -> str:
        return " ".join(re.sub("[\u2018\u2019]", "'", text).replace("\u00a0", " ").split())

    for doc in docs:
        if "<b>" not in doc.title or doc.key == "rich":
            assert plain(came[doc.key]["title"]) == plain(doc.title), doc.key
    assert came["rich"]["URL"] == "https://example.org/_a_*b*"
