"""Where output goes: a file of its own kind, standard output for ``-``; folders that a draft names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runner import EXAMPLE, citekit
from tests.conftest import ROOT

BOOK = "@book{gaddis, author = {Gaddis, John Lewis}, title = {We Now Know: Rethinking Cold War History}, year = 1997}\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "refs.bib").write_text(BOOK, encoding="utf-8")
    (tmp_path / "lib" / "README.md").write_text("What is in this folder.\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("---\nbibliography: lib\n---\nIt is known [@gaddis].\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", ["cite", "bibliography"])
@pytest.mark.parametrize("name", ["out.docx", "out.pdf"])
def test_text_is_not_written_into_a_file_of_another_kind(command: str, name: str, work: Path) -> None:
    done = citekit(command, ROOT / EXAMPLE, "-o", name, cwd=work)
    assert done.returncode == 2 and "this command writes text" in done.stderr and not (work / name).exists()


def test_a_draft_is_woven_into_a_file_of_its_own_kind(work: Path) -> None:
    done = citekit("weave", "a.md", "-o", "a.docx", cwd=work)
    assert done.returncode == 2 and "a file of its own kind" in done.stderr and not (work / "a.docx").exists()


@pytest.mark.parametrize("command", [["cite", "lib/refs.bib"], ["weave", "a.md"]])
def test_a_hyphen_is_standard_output(command: list[str], work: Path) -> None:
    done = citekit(*command, "-o", "-", cwd=work)
    assert "Gaddis, " in done.stdout and not (work / "-").exists()


def test_a_file_of_a_named_folder_that_is_no_record_is_passed_over(work: Path) -> None:
    done = citekit("weave", "a.md", cwd=work)
    assert done.returncode == 0 and "README" not in done.stderr and "Gaddis" in done.stdout


def test_a_bibliography_that_is_not_there_is_named(work: Path) -> None:
    (work / "b.md").write_text("---\nbibliography: nofile.bib\n---\nIt is known [@gaddis].\n", encoding="utf-8")
    done = citekit("weave", "b.md", cwd=work)
    assert done.returncode == 1 and "nofile.bib: there is no such file" in done.stderr


@pytest.mark.parametrize(
    ("locale", "title"), [("de-DE", "Rethinking Cold War History"), ("en-US", "Rethinking cold war")]
)
def test_english_titles_keep_their_capitals_in_other_languages(locale: str, title: str, work: Path) -> None:
    assert title in citekit("bibliography", "lib/refs.bib", "--style", "apa", "--locale", locale, cwd=work).stdout
