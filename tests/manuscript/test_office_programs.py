"""Woven files opened by LibreOffice, and read by pandoc: what a person sees is what was woven."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from .office_files import footnote, odf_note, odt_file, paragraph, printed, reference, run, weave, word_file

Need = Callable[[str], str]
pytestmark = [pytest.mark.xdist_group("libreoffice"), pytest.mark.slow]


def lines(page: str) -> list[str]:
    """The lines of a page, spaces made one."""
    return [" ".join(line.split()) for line in page.splitlines() if line.strip()]


@pytest.mark.parametrize("zotero", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_libreoffice_prints_a_woven_word_file_with_each_note_at_its_number(
    tmp_path: Path, need: Need, zotero: bool
) -> None:
    source = word_file(
        tmp_path / "a.docx",
        paragraph("First [@carr, 44]. As @kennan [570] says.", reference(7), " Last [@stalin26, l. 67]."),
        paragraph("[bibliography]"),
        notes=footnote(7, "My own note."),
    )
    out, _ = weave(source, zotero=zotero)
    page = " ".join(lines(printed(out, need("soffice"), need("pdftotext"), tmp_path)))
    assert re.search(r"First\. ?1 As George F\. Kennan ?2 says\. ?3 Last\. ?4", page), page
    order = [
        "1 E. H. Carr, The Bolshevik Revolution (Macmillan, 1950), 44.",
        "2 “The Sources of Soviet Conduct,”",
        "3 My own note.",
        "4 “Letter from Stalin to Molotov,”",
    ]
    places = [re.sub(r"\s", "", page).find(re.sub(r"\s", "", one)) for one in order]
    assert -1 not in places and places == sorted(places), page
    assert "Carr, E. H. The Bolshevik Revolution. Macmillan, 1950." in page


def test_libreoffice_prints_a_woven_odt(tmp_path: Path, need: Need) -> None:
    source = odt_file(
        tmp_path / "a.odt", f"First [@carr, 44]. Then{odf_note(1, 'My own note.')} last [@carr, 46].", "[bibliography]"
    )
    out, _ = weave(source)
    page = " ".join(lines(printed(out, need("soffice"), need("pdftotext"), tmp_path)))
    assert re.search(r"First\. ?1 Then ?2 last\. ?3", page), page
    order = [
        "E. H. Carr, The Bolshevik Revolution (Macmillan, 1950), 44.",
        "My own note.",
        "Carr, Bolshevik Revolution, 46.",
    ]
    places = [page.find(one) for one in order]
    assert -1 not in places and places == sorted(places), page


@pytest.mark.slow
def test_what_libreoffice_saved_is_woven_again_to_the_same_notes(tmp_path: Path, need: Need) -> None:
    import subprocess

    source = odt_file(tmp_path / "a.odt", "First [@carr, 44]. As @kennan [570] says.", "[bibliography]")
    for zotero in (False, True):
        out, _ = weave(source, zotero=zotero)
        folder = tmp_path / f"saved{zotero}"
        home = (tmp_path / "libreoffice").as_uri()
        command = [
            need("soffice"),
            "--headless",
            f"-env:UserInstallation={home}",
            "--convert-to",
            "odt",
            "--outdir",
            str(folder),
        ]
        subprocess.run([*command, str(out)], capture_output=True, timeout=180, check=True)
        again, outcome = weave(folder / "woven.odt", tmp_path / "again.odt", zotero=zotero)
        assert (outcome.citations, outcome.notes, outcome.remarks) == (2, 0, [])
        pypandoc = pytest.importorskip("pypandoc")
        plain = [pypandoc.convert_file(str(one), "plain", extra_args=["--wrap=none"]) for one in (out, again)]
        assert plain[0].split() == plain[1].split()


def test_pandoc_reads_the_same_text_from_docx_and_odt(tmp_path: Path) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    words = "First [@carr, 44]. As @kennan [570] says, “so [@stalin26, l. 67].”"
    word, _ = weave(word_file(tmp_path / "a.docx", paragraph(words), paragraph("[bibliography]")))
    odt, _ = weave(odt_file(tmp_path / "b.odt", words, "[bibliography]"))
    texts = [pypandoc.convert_file(str(one), "plain", extra_args=["--wrap=none"]) for one in (word, odt)]
    assert texts[0] == texts[1] and "[3] “Letter from Stalin" in texts[0]


def test_a_run_that_holds_a_picture_is_divided_around_it(tmp_path: Path) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    mixed = (
        '<w:r><w:t xml:space="preserve">A [@carr, 44]</w:t><w:tab/><w:t xml:space="preserve">b </w:t>'
        "<w:noBreakHyphen/><w:t>c.</w:t></w:r>"
    )
    out, _ = weave(word_file(tmp_path / "a.docx", paragraph(mixed, run(" End."))))
    assert pypandoc.convert_file(str(out), "plain").startswith("A[1] b ‑c. End.")
