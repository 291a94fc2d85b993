"""What is too much, or cannot be read, ends soon and says why."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from citekit.sources.spreadsheets.rows import MOST_COLUMNS
from citekit.sources.zip_archive import MAX_IN_VAIN
from tests.cli.runner import citekit


def test_a_table_of_more_columns_than_any_sheet_has_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "wide.csv"
    headings = "title,date," + ",".join(f"c{n}" for n in range(200_000))
    table.write_text(f"{headings}\nA Plan,1950{',x' * 200_000}\n", encoding="utf-8")
    begun = time.monotonic()
    run = citekit("show", table)
    assert run.returncode == 1 and f"200,002 columns; citekit reads up to {MOST_COLUMNS:,}" in run.stderr
    assert time.monotonic() - begun < 10


def test_a_zip_that_holds_no_record_among_many_files_is_given_up(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for n in range(MAX_IN_VAIN + 50):
            archive.writestr(f"{n:05}.txt", "nothing")
    run = citekit("show", tmp_path / "many.zip")
    assert run.returncode == 1 and f"none of the first {MAX_IN_VAIN:,} files of {MAX_IN_VAIN + 50:,}" in run.stderr


def test_a_record_before_them_lets_all_be_read(tmp_path: Path) -> None:
    line = "Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, l. 67.\n"
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for n in range(MAX_IN_VAIN + 5):
            archive.writestr(f"{n:05}.txt", line if n in (3, MAX_IN_VAIN + 4) else "nothing")
    assert citekit("show", tmp_path / "many.zip").stdout.count("Stalin") >= 2


@pytest.mark.parametrize("library", ["damaged.json", "missing.json"])
def test_a_library_that_cannot_be_read_is_a_failure_and_no_wrong_use(library: str, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("Text [@a].\n", encoding="utf-8")
    (tmp_path / "damaged.json").write_text('[{"id": "a", ', encoding="utf-8")
    run = citekit("weave", tmp_path / "draft.md", "--library", tmp_path / library)
    assert run.returncode == 1 and library in run.stderr


def test_a_draft_without_any_library_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("Text [@a].\n", encoding="utf-8")
    assert citekit("weave", tmp_path / "draft.md").returncode == 2


def test_a_document_without_an_address_is_named_by_its_file(tmp_path: Path) -> None:
    form = tmp_path / "plan.md"
    form.write_text("---\ntitle: A Plan\ndate: 1 May 1950\narchive: GARF, f. 5\n---\n", encoding="utf-8")
    (line,) = citekit("check", form).stdout.splitlines()
    assert line.startswith("not-checked: ") and str(form) in line and "the document has no address" in line
