"""``--ascii``: every Latin letter as a command that LaTeX prints, and back; other scripts with a word of advice."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import citekit
from citekit import Document
from citekit.exporters.base import export_documents
from citekit.exporters.bibtex.letters import advice
from citekit.exporters.bibtex.text import text
from citekit.exporters.options import ExportOptions
from citekit.sources.bibtex.latex import latex_text

_RANGES = [*range(0xA1, 0x180), *range(0x1CD, 0x1DD), *range(0x1F4, 0x234), *range(0x1E00, 0x1F00)]
LATIN = [c for c in map(chr, _RANGES) if unicodedata.category(c)[0] == "L" or ord(c) < 0x180]
SIGNS = "ʿʾʻʼʹʺ′″‐‑―−ſəƏɛɔɣʃʒʰⁿ⅓ﬁ"


def test_every_latin_letter_has_a_command_but_for_two() -> None:
    assert [c for c in LATIN if "symbol" in text(c, True)] == list("Ỻỻ")
    assert all(text(c, True).isascii() for c in LATIN)
    assert (text("ű", True), text("ș", True), text("ệ", True)) == (
        r"{\H{u}}",
        r"{\textcommabelow{s}}",
        r"{\^{{\d{e}}}}",
    )


@pytest.mark.parametrize("start", range(0, len(LATIN), 64))
def test_a_latin_letter_comes_back_as_it_was(start: int) -> None:
    for letter in LATIN[start : start + 64]:
        assert latex_text(text(f"a{letter}b", True)) == f"a{letter}b"


@pytest.mark.parametrize("smart", [False, True])
def test_signs_of_transliteration_come_back_as_they_were(smart: bool) -> None:
    for sign in SIGNS:
        assert latex_text(text(f"a{sign}b c", True), protected=True, smart=smart) == f"a{sign}b c"
    assert len({text(sign, True) for sign in SIGNS}) == len(SIGNS)


def test_a_letter_that_is_printed_as_another_is_said() -> None:
    options = ExportOptions(ascii=True)
    docs = [Document(title="Ələkbər ʿAlī", key=f"k{n}") for n in range(2)]
    assert "".join(export_documents(docs, "biblatex", options)).isascii()
    assert len(options.notes) == 2 and "“ə”" in " ".join(options.notes) and "ʿ" not in " ".join(options.notes)


def test_a_tie_is_over_both_letters() -> None:
    assert (text("t͡serkov", True), latex_text(r"\t{oo} and \t{ts}, \t o")) == (r"{\t{ts}}erkov", "o͡o and t͡s, ȏ")


def test_pdflatex_prints_every_latin_letter_with_t1_alone(tmp_path: Path, need: Callable[[str], str]) -> None:
    letters = [c for c in [*LATIN, *SIGNS, "t͡s"] if "symbol" not in text(c, True)]
    assert len(letters) > 570 and {"ű", "ș", "ḥ", "ḫ", "đ", "Ł"} <= set(letters)
    body = "\n".join(f"{text(c, True)}." for c in letters)
    (tmp_path / "x.tex").write_text(
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern}\\begin{document}\n"
        + body
        + "\n\\end{document}",
        encoding="ascii",
    )
    command = [need("pdflatex"), "-interaction=nonstopmode", "-no-shell-escape", "x.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120)
    assert run.returncode == 0, run.stdout.decode("utf-8", "replace")[-2000:]


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Записка", r"T2A"),
        ("Việt Nam dân chủ ở", r"T5"),
        ("中华人民共和国", "CJKutf8"),
        ("العربية", "does not print Arabic"),
    ],
)
def test_what_pdflatex_must_load_for_a_script_is_said_once(title: str, word: str) -> None:
    options = ExportOptions()
    docs = [Document(title=title, key=f"k{n}") for n in range(3)]
    assert "".join(export_documents(docs, "bibtex", options)).count("@misc") == 3
    assert len(options.notes) == 1 and word in options.notes[0]


def test_latin_letters_need_no_advice() -> None:
    assert advice("Łódź, Čapek, őzike, Ångström – “x”…") == []


def test_ascii_has_cyrillic_as_commands_of_latex() -> None:
    title = "Записка Жукова: Ёлка, Ѓорче, Київ, Ґанок"
    options = ExportOptions(ascii=True)
    exported = "".join(export_documents([Document(title=title, key="k")], "bibtex", options))
    assert exported.isascii() and r"{\CYRZH}" in exported and r"\symbol" not in exported
    assert citekit.loads(exported).title == title
    assert [r"\usepackage[T1,T2A]{fontenc}" in note for note in options.notes] == [True]


def test_ascii_keeps_the_double_acute() -> None:
    doc = Document(title="Révész Béla őrnagy űrlapja", key="k")
    exported = citekit.export(doc, "bibtex", ascii=True)
    assert exported.isascii() and citekit.loads(exported).title == doc.title


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"Caf{\'e}", "Café"),
        (r"Caf\'e", "Café"),
        (r"na\"{\i}ve", "naïve"),
        (r"na{\"\i}ve", "naïve"),
        (r"\v{C}apek and {\v c}", "Čapek and č"),
        (r"\c{S}ahin, G\"okalp", "Şahin, Gökalp"),
        (r'{\symbol{"416}}', "Ж"),
        (r"a line\\'end", "a line 'end"),  # a break of line, and no accent
    ],
)
def test_accents_of_every_spelling_are_letters(written: str, read: str) -> None:
    assert latex_text(written) == read


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("საქართველო", "pdfLaTeX does not print Georgian"),
        ("हिन्दी", "pdfLaTeX does not print Devanagari"),
        ("ʿAlī Ḥusayn", "--ascii writes commands that it prints"),
        ("e\u0301", "--ascii writes commands that it prints"),
        ("a 🎉", "does not print all signs"),
        ("ѣ", "older letters of Cyrillic"),
    ],
)
def test_what_pdflatex_stops_at_is_said(title: str, words: str) -> None:
    options = ExportOptions()
    "".join(export_documents([Document(title=title, key="k")], "bibtex", options))
    assert len(options.notes) == 1 and words in options.notes[0]


@pytest.mark.parametrize(
    ("title", "script", "other"),
    [
        ("საქართველო", "Georgian", False),
        ("עברית", "Hebrew", False),
        ("中文", "Chinese characters", True),
        ("ѣ", "Cyrillic", False),
        ("🎉", "some signs", False),
    ],
)
def test_a_script_that_ascii_has_only_by_number_is_named_and_what_to_do(title: str, script: str, other: bool) -> None:
    options = ExportOptions(ascii=True)
    text = "".join(export_documents([Document(title=title, key="k")], "bibtex", options))
    assert text.isascii() and f"no commands for {script}, written by number" in options.notes[0]
    assert ("without --ascii" in options.notes[0]) is other
    assert citekit.loads(text).title == title


def test_what_pdflatex_prints_by_itself_is_no_matter_for_advice() -> None:
    options = ExportOptions()
    "".join(export_documents([Document(title="Ș – “a” № ḥ ǧ…", key="k")], "bibtex", options))
    assert options.notes == []


@pytest.mark.parametrize("title", ['A "quoted" word', "Książę", "Đorđe", "„Zitat“", "« Citation »"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_what_only_t1_has_is_said(title: str, ascii_only: bool) -> None:
    options = ExportOptions(ascii=ascii_only)
    "".join(export_documents([Document(title=title, key="k")], "bibtex", options))
    assert any("[T1]{fontenc}" in note for note in options.notes)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"family": "Zola", "given": "Émile"}, "Zola, {\\'{E}}mile"),
        ({"family": "Ågren", "given": "Per Östen-Åke"}, 'Ågren, Per {\\"{O}}sten-{\\r{A}}ke'),
        ({"family": "Şahin", "given": "Ali", "suffix": "Jr."}, "Şahin, Jr., Ali"),
        ({"literal": "Économie"}, "{Économie}"),
    ],
    ids=str,
)
def test_given_names_begin_with_what_bibtex_can_abbreviate(name: dict[str, str], written: str) -> None:
    item = {"id": "k", "type": "book", "title": "T", "author": [name]}
    text = citekit.export(item, "bibtex")
    assert f"author = {{{written}}}" in text
    assert citekit.loads(text).to_csl()["author"] == [name]
    assert written.isascii() or "\\" not in citekit.export(item, "biblatex").partition("title")[0]


def test_a_name_that_bibtex_cannot_abbreviate_is_said() -> None:
    options = ExportOptions()
    item = {"id": "k", "type": "book", "title": "T", "author": [{"family": "Петров", "given": "Иван"}]}
    "".join(export_documents([Document.from_csl(item)], "bibtex", options))
    assert any("abbreviates given names" in note for note in options.notes)
