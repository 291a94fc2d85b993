"""Old text files: the encoding that they look like is used, and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from citekit.common.files.legacy import legacy_text
from tests.cli.runner import citekit

TEXTS = {
    "cp1252": "Lettre de Laval à Herriot, 5 mai 1935, AMAE, Papiers 1940, vol. 34 – événement",
    "cp1250": "Notatka z rozmowy, 10 maja 1955, AAN, zespół KC PZPR, łódź",
    "cp1251": "Докладная записка, 28 октября 1956 г., РГАНИ, ф. 3, оп. 64, д. 484",
    "koi8_r": "Докладная записка, 28 октября 1956 г., РГАНИ, ф. 3, оп. 64, д. 484",
    "gb18030": "周恩来总理谈话记录，1956年10月30日，外交部档案馆 118-00001-01",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_text_is_read_in_the_encoding_that_it_is_in(encoding: str) -> None:
    assert legacy_text(TEXTS[encoding].encode(encoding))[0] == TEXTS[encoding]


def test_hungarian_is_told_from_portuguese_and_french() -> None:
    for text, encoding in (("Kovács Győző", "cp1250"), ("João Simões, relações", "cp1252"), ("en août", "cp1252")):
        assert legacy_text(text.encode(encoding))[0] == text


def test_bytes_of_no_encoding_are_none() -> None:
    assert legacy_text(b"words of no encoding: caf\x81 \x8d") == ("", "")


def test_a_bib_file_in_windows_1252_is_read_and_the_person_told(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_bytes("@book{a, author = {Müller, Jörg}, title = {Über den Krieg}, year = 1999}".encode("cp1252"))
    done = citekit("bibliography", path)
    assert done.returncode == 0 and done.stdout.startswith("Müller, Jörg. Über ")
    assert "refs.bib: note: the file is not in UTF-8: it was read as windows-1252;" in done.stderr


def test_mac_roman_is_told_by_its_letters_within_words() -> None:
    for text in ("Müller und Söhne", "Renée Dupré: l’été à la campagne"):
        assert legacy_text(text.encode("mac_roman")) == (text, "Mac Roman")
    for text in ("The war—it’s over—and “we” won, Müller", "Žižek and Šalamun: œuvre of BRÜCKE"):
        assert legacy_text(text.encode("cp1252")) == (text, "windows-1252")


def test_lone_carriage_returns_end_lines_in_any_encoding() -> None:
    assert legacy_text("TY  - BOOK\rAU  - Müller, A\r".encode("latin-1"))[0] == "TY  - BOOK\nAU  - Müller, A\n"
