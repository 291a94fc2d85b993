"""The chapters of ``examples/manuscripts/text``: woven, set, and made by their Makefile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from citekit.manuscript.files import read_draft
from tests.cli.runner import citekit
from tests.conftest import ROOT

from . import pandoc

EXAMPLES = ROOT / "examples" / "manuscripts" / "text"
SOURCES = ["tass-digest.md", "politburo-decision.md", "hungarian-report.txt", "library.json"]


def woven(name: str) -> str:
    """A chapter as it comes out; everything in it must be known."""
    from citekit.api import read_all

    documents = list(read_all([ROOT / "examples" / source for source in SOURCES]))
    outcome = read_draft(str(EXAMPLES / name)).weave(documents)
    assert outcome.good
    return outcome.text


def test_the_chapter_in_markdown_is_read_by_pandoc_with_all_its_notes() -> None:
    plain = pandoc.run(woven("chapter.md"), "-f", "markdown", "-t", "plain", "--wrap=none")[0]
    assert "citekit" not in plain and "[11]" in plain and "[12]" not in plain
    assert "[9] “TASS Digest" in plain and "l. 67" in plain
    assert plain.index("[1] “TASS Digest") < plain.index("[6] “Soviet Politburo Decision")


def test_the_chapter_in_latex_needs_no_biblatex() -> None:
    text = woven("chapter.tex")
    assert text.count("\\footnote{") == 7 and "\n% \\usepackage[style=verbose]{biblatex}" in text
    assert "% not \\autocite{this}" in text and text.count("\\autocite") == 1


def test_the_chapter_in_plain_text_has_its_notes_at_the_end() -> None:
    assert "in the East.[1] One Mexican" in woven("chapter.txt")


def test_the_page_for_quarto_keeps_its_chunk_and_its_figure() -> None:
    text = woven("page.qmd")
    assert "As @fig-replies shows" in text and "after [@nothing-that-is-woven]" in text
    assert "(Smith 2016, 31)" in text


def test_the_readme_says_what_the_command_says() -> None:
    shown = (EXAMPLES / "README.md").read_text("utf-8")
    done = citekit("weave", "chapter.md", "--check", cwd=EXAMPLES)
    assert done.returncode == 0 and done.stderr.strip() in shown


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_the_makefile_makes_the_chapter(tmp_path: Path) -> None:
    folder = tmp_path / "manuscripts" / "text"
    shutil.copytree(EXAMPLES, folder)
    for source in SOURCES:
        shutil.copy(ROOT / "examples" / source, tmp_path / source)
    program = tmp_path / "citekit-filter"
    code = "from citekit.manuscript.pandoc.filter import main; main()"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{code}' \"$@\"\n", "utf-8")
    program.chmod(0o755)
    targets = ["chapter.docx", "chapter.html", *(["chapter.pdf"] if shutil.which("pdflatex") else [])]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    command = ["make", f"CITEKIT={sys.executable} -m citekit", f"PANDOC={pandoc.program()}", *targets]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ref-tass-digest-1945" in (folder / "chapter.html").read_text("utf-8")
    assert all((folder / target).stat().st_size > 5000 for target in targets)
