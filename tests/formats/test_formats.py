"""Output formats: what a field holds is printed, never obeyed."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit
from citekit.common.latex import ESCAPES, escape_latex
from citekit.engine import Processor

STYLE = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>t</title><id>t</id>'
    "<updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout>"
    '<text variable="title" font-style="italic"/></layout></citation></style>'
)


def render(title: str, output: str, **more: Any) -> str:
    return Processor(STYLE, [{"id": "x", "type": "book", "title": title}], output=output, **more).make_cluster(
        [{"id": "x"}]
    )


TITLE = "A <i>small</i> & *big* _matter_ of 5 % {cost} \\ $1 #2 ~ ^ [x](y) `z` <script>alert(1)</script>"


def test_html_escapes_everything_but_the_tags_of_the_specification() -> None:
    assert render(TITLE, "html") == (
        '<i>A <span style="font-style:normal;">small</span> &#38; *big* _matter_ of 5 % {cost} \\ $1 #2 ~ ^ [x](y) `z` '
        "&#60;script&#62;alert(1)&#60;/script&#62;</i>"
    )


def test_text_has_no_markup() -> None:
    assert (
        render(TITLE, "text")
        == "A small & *big* _matter_ of 5 % {cost} \\ $1 #2 ~ ^ [x](y) `z` <script>alert(1)</script>"
    )


def test_rtf_escapes_braces_and_writes_other_scripts_as_numbers() -> None:
    assert render("{a} \\b \u0416 \U0001f389", "rtf") == "{\\i \\{a\\} \\\\b \\u1046? \\u-10180?\\u-8311?}"


def test_json_is_the_tree_of_the_line() -> None:
    assert json.loads(render("A <b>b</b>", "json")) == [
        {
            "tag": "font-style",
            "value": "italic",
            "children": ["A ", {"tag": "font-weight", "value": "bold", "children": ["b"]}],
        }
    ]


text = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=40
)


def squeezed(value: str) -> str:
    value = re.sub("[\u2018\u2019']", "'", re.sub('[\u201c\u201d"]', '"', value))
    return "".join(value.split())


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(st.text("abc *_`[]<>~^$#|\\{}()!-+=.1:/@&;\"'", min_size=1, max_size=30))
def test_markdown_is_read_by_pandoc_as_the_text_it_was(title: str) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    line = render(title, "markdown")
    got = pypandoc.convert_text(f"begin {line} end", "plain", format="markdown-smart", extra_args=["--wrap=none"])
    want = render(title, "text")
    assert squeezed(got).replace("_", "") == squeezed(f"begin {want} end").replace("_", "")


@given(text)
def test_html_holds_no_tag_that_the_style_did_not_make(title: str) -> None:
    got = render(title, "html")
    assert html.unescape(re.sub(r"</?(?:i|b|sup|sub|span)[^>]*>", "", got)) == re.sub(
        r"", "", html.unescape(re.sub(r"</?(?:i|b|sup|sub|span)[^>]*>", "", got))
    )
    assert not re.search(r"<(?!/?(?:i|b|em|sup|sub|span)\b)", got)


def test_latex_compiles_whatever_a_field_holds(tmp_path: Path, need: Callable[[str], str]) -> None:
    hostile = [
        "\\input{/etc/passwd}",
        "\\write18{ls}",
        "100% & more_less #1 ~ ^ $5",
        "{",
        "}",
        "\\",
        'a|b<c>d "q"',
        "https://x.org/a_b%20c#d?e&f~g",
        "%",
        "$",
    ]
    body = "\n\n".join(render(t, "latex") for t in hostile)
    (tmp_path / "x.tex").write_text(
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern}\\usepackage{hyperref}\\begin{document}\n"
        + body
        + "\n\\end{document}",
        encoding="utf-8",
    )
    latex = [need("pdflatex"), "-interaction=nonstopmode", "-no-shell-escape", "x.tex"]
    run = subprocess.run(latex, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-2000:]
    printed = subprocess.run(
        [need("pdftotext"), "x.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert r"\input{/etc/passwd}" in printed and "root:" not in printed


@pytest.mark.parametrize("program", ["pdflatex", "lualatex"])
def test_latex_prints_every_special_character_without_a_preamble(
    tmp_path: Path, need: Callable[[str], str], program: str
) -> None:
    if program == "lualatex" and shutil.which(program) is None:
        pytest.skip("lualatex is not installed")
    text = "".join(chr(code) for code in ESCAPES if code >= ord(" ")) + '5" gun end'
    body = "\\documentclass{article}\\begin{document}%s\\footnote{%s}\\end{document}" % ((escape_latex(text),) * 2)
    (tmp_path / "x.tex").write_text(body, "utf-8")
    command = [need(program), "-interaction=nonstopmode", "-halt-on-error", "x.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-2000:]


def test_an_address_in_two_pieces_is_one_address() -> None:
    item = {"id": "x", "type": "article-journal", "title": "T", "DOI": "10.1/x_y"}
    assert citekit.cite(item, output="markdown").endswith("<https://doi.org/10.1/x_y>.")
    assert citekit.cite(item, output="latex").endswith(r"\url{https://doi.org/10.1/x\_y}.")


def test_links_are_made_where_asked() -> None:
    item = {"id": "x", "type": "book", "title": "T", "URL": 'https://x.org/?a="b"&c'}
    got = citekit.Notes(output="html", links=True).cite(item)
    assert '<a href="https://x.org/?a=&#34;b&#34;&#38;c">' in got
