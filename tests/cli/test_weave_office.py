"""``citekit weave`` with files of Word and LibreOffice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runner import citekit
from tests.manuscript.office_files import CARR, body, notes, odt_file, paragraph, part, word_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lib.json").write_text(json.dumps([CARR]), encoding="utf-8")
    word_file(tmp_path / "a.docx", paragraph("A [@carr, 44]."))
    odt_file(tmp_path / "b.odt", "A [@carr, 44].")
    return tmp_path


def run(*args: str | Path) -> tuple[int, str]:
    done = citekit("weave", *map(str, args))
    return done.returncode, done.stdout + done.stderr


def test_a_word_file_is_woven_into_another(folder: Path) -> None:
    code, said = run(folder / "a.docx", "--library", folder / "lib.json", "-o", folder / "out.docx")
    assert code == 0 and "1 citation, 1 new note, 1 entry" in said
    assert notes(folder / "out.docx") == ["E. H. Carr, The Bolshevik Revolution (Macmillan, 1950), 44."]
    assert "[@carr, 44]" in body(folder / "a.docx")


def test_in_place_with_live_fields(folder: Path) -> None:
    for name, inside in (("a.docx", "word/footnotes.xml"), ("b.odt", "content.xml")):
        code, _ = run(folder / name, "--library", folder / "lib.json", "--in-place", "--zotero")
        assert code == 0 and "ZOTERO_ITEM CSL_CITATION" in part(folder / name, inside)
        assert (folder / (name + ".bak")).exists()


def test_without_a_target_or_for_another_format_it_is_wrong_use(folder: Path) -> None:
    assert run(folder / "a.docx", "--library", folder / "lib.json")[0] == 2
    (folder / "c.md").write_text("A [@carr].", encoding="utf-8")
    assert run(folder / "c.md", "--library", folder / "lib.json", "--zotero")[0] == 2


def test_what_is_wrong_is_told_and_the_rest_is_done(folder: Path) -> None:
    draft = word_file(folder / "c.docx", paragraph("A [@carr, 44]. B [@karr]."))
    code, said = run(draft, "--library", folder / "lib.json", "--check")
    assert code == 1 and "did you mean carr" in said
    code, _ = run(draft, "--library", folder / "lib.json", "-o", folder / "out.docx")
    assert code == 1 and body(folder / "out.docx").splitlines()[0] == "A.^ B [@karr]."
    (folder / "d.docx").write_bytes(b"PK broken")
    code, said = run(folder / "d.docx", "--library", folder / "lib.json", "-o", folder / "out.docx")
    assert code == 1 and "damaged" in said
