"""Two documents of a library with one citation key: which of them is used is said where it is cited."""

from __future__ import annotations

from pathlib import Path

from tests.cli.runner import citekit

FIRST = "@book{k, author={Able, Ann}, title={One}, date=2001}\n@book{j, title={Same}, date=2001}\n"
SECOND = "@book{k, author={Able, Ann}, title={Two}, date=2002}\n@book{j, title={Same}, date=2001}\n"


def files(folder: Path) -> tuple[Path, Path]:
    first, second = folder / "first.bib", folder / "second.bib"
    first.write_text(FIRST, encoding="utf-8")
    second.write_text(SECOND, encoding="utf-8")
    return first, second


def test_the_last_of_two_files_is_used_and_both_are_named(tmp_path: Path) -> None:
    first, second = files(tmp_path)
    run = citekit("cite", "[@k]", "[@j]", "--library", first, "--library", second)
    assert run.returncode == 0 and "Two" in run.stdout and "One" not in run.stdout
    (said,) = run.stderr.splitlines()  # of the one that is the same in both there is nothing to say
    assert f"{first}, k and {second}, k: note: 2 documents have the key “k”; {second}, k is used" in said


def test_a_check_says_so_too(tmp_path: Path) -> None:
    first, second = files(tmp_path)
    draft = tmp_path / "draft.md"
    draft.write_text("A [@k].", encoding="utf-8")
    run = citekit("weave", draft, "--library", first, "--library", second, "--check")
    assert "2 documents have the key “k”" in run.stderr
    draft.write_text("A [@j].", encoding="utf-8")
    run = citekit("weave", draft, "--library", first, "--library", second, "--check")
    assert "documents have the key" not in run.stderr


def test_the_library_wins_over_the_draft_s_own_without_a_word(tmp_path: Path) -> None:
    files(tmp_path)
    draft = tmp_path / "draft.md"
    draft.write_text("---\nbibliography: second.bib\n---\nA [@k].", encoding="utf-8")
    run = citekit("weave", draft, "--library", tmp_path / "first.bib")
    assert "*One*" in run.stdout and "documents have the key" not in run.stderr


def test_two_files_that_the_draft_names_are_told(tmp_path: Path) -> None:
    files(tmp_path)
    draft = tmp_path / "draft.md"
    draft.write_text("---\nbibliography: [second.bib, first.bib]\n---\nA [@k].", encoding="utf-8")
    run = citekit("weave", draft)
    assert "*One*" in run.stdout and "first.bib, k is used" in run.stderr
