"""A file that a person made is never lost to an output that is written over it; what citekit wrote is not hoarded."""

from __future__ import annotations

from pathlib import Path

import pytest

from citekit import Document
from citekit.bibfile import update_file
from citekit.cli.console import Run
from citekit.common.errors import CitekitError
from citekit.common.files.kept import write_kept


@pytest.fixture(autouse=True)
def own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of what was written that is this test's alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "citekit" / "written.txt"


def write(path: Path, text: str) -> Path | None:
    return write_kept(path, [text.encode("utf-8")])


def test_a_new_file_and_one_that_is_empty_leave_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "out.ris"
    assert write(path, "one") is None
    blank = tmp_path / "blank.ris"
    blank.write_text(" \n")
    assert write(blank, "one") is None
    assert sorted(p.name for p in tmp_path.iterdir()) == ["blank.ris", "cache", "out.ris"]


def test_a_file_made_by_hand_is_kept_however_often_it_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "out.yml"
    path.write_text("mine")
    assert write(path, "one") == tmp_path / "out.yml.bak"
    assert write(path, "two") is None
    assert write(path, "three") is None
    assert (tmp_path / "out.yml.bak").read_text() == "mine" and path.read_text() == "three"


def test_an_output_that_was_edited_is_kept_beside_the_earlier_copy(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")
    write(path, "one")
    path.write_text("one, edited")
    assert write(path, "two") == tmp_path / "out.csv.bak2"
    assert (tmp_path / "out.csv.bak").read_text() == "mine"
    assert (tmp_path / "out.csv.bak2").read_text() == "one, edited"


def test_the_same_content_needs_no_second_copy(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    for _ in range(3):
        path.write_text("mine")
        assert write(path, "one") == tmp_path / "out.json.bak"
    path.write_text("mine")
    assert write(path, "mine") is None


def test_a_copy_of_what_citekit_wrote_makes_room(tmp_path: Path) -> None:
    path, backup = tmp_path / "out.txt", tmp_path / "out.txt.bak"
    write(path, "one")
    backup.write_text("one")
    path.write_text("edited")
    assert write(path, "two") == backup and backup.read_text() == "edited"


def test_without_a_list_more_is_kept(tmp_path: Path, own_list: Path) -> None:
    path = tmp_path / "out.txt"
    write(path, "one")
    own_list.unlink()
    assert write(path, "two") == tmp_path / "out.txt.bak"
    own_list.unlink()
    own_list.parent.rmdir()
    own_list.parent.write_text("no folder")
    assert write(path, "three") == tmp_path / "out.txt.bak2"


def test_a_copy_is_as_private_as_the_file_and_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "out.ris", tmp_path / "out.ris"
    real.write_text("mine")
    real.chmod(0o600)
    link.symlink_to(real)
    kept = write(link, "one")
    assert kept == tmp_path / "out.ris.bak" and kept.stat().st_mode & 0o777 == 0o600
    assert link.is_symlink() and real.read_text() == "one"


def test_nothing_is_kept_of_a_file_that_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.ris"
    path.write_text("mine")
    path.chmod(0o444)
    with pytest.raises(CitekitError, match="read-only"):
        write(path, "one")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.ris"]


def test_merging_never_costs_the_library_as_it_was_before_an_export(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@book{hand, title = {By Hand}}\n")
    book, other = (Document.from_csl({"id": key, "type": "book", "title": key.title()}) for key in ("one", "two"))
    update_file(path, [book], "bibtex")
    path.write_text(path.read_text() + "% a remark\n")
    update_file(path, [other], "bibtex")
    assert sorted(p.name for p in tmp_path.glob("refs.bib*")) == ["refs.bib", "refs.bib.bak"]  # all is in the file
    assert write(path, "new") == tmp_path / "refs.bib.bak"
    update_file(path, [book], "bibtex")
    assert any("By Hand" in p.read_text() for p in tmp_path.glob("refs.bib.bak*"))


def test_what_is_kept_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with Run().output(path) as out:
        out("one")
    assert capsys.readouterr().err == f"citekit: {path}: rewritten; its former content is in notes.txt.bak\n"
