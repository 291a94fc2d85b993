"""Entries of catalogues copied as text: one document each, or refused."""

from __future__ import annotations

import pytest

import citekit
from citekit import Document, ReadError
from citekit.sources import read_text

READ = [
    (
        "Reference: FO 371/86712\nDescription: Conditions in Poland\nDate: 1950\nHeld by: The National Archives, Kew\n"
        "Legal status: Public Record(s)\nClosure status: Open Document, Open Description\n",
        "“Conditions in Poland,” 1950, The National Archives, Kew, FO 371/86712.",
    ),
    (
        "Signatur: PA AA, R 28229\nTitel: Aufzeichnungen des Staatssekretärs\nLaufzeit: 1931\n",
        "“Aufzeichnungen des Staatssekretärs,” 1931, PA AA, R 28229.",
    ),
    (
        "Фонд: 558\nОпись: 11\nДело: 97\nЗаголовок: Переписка Сталина\nДаты: 1926\nАрхив: РГАСПИ\n",
        "“Переписка Сталина,” 1926, РГАСПИ, Фонд 558, Опись 11, Дело 97.",
    ),
    (
        "Cote : GGI 65514\nIntitulé : Note sur la situation\nDates : 1930\n"
        "Lieu de conservation : Archives nationales\n",
        "“Note sur la situation,” 1930, Archives nationales, GGI 65514.",
    ),
    (
        "Title\nLetters from Laski\nReference Number\nLASKI/2/4\nDates of Creation\n1921\n"
        "Held At\nLSE Library, London\n",
        "“Letters from Laski,” 1921, LSE Library, London, LASKI/2/4.",
    ),
]


@pytest.mark.parametrize(("text", "printed"), READ)
def test_an_entry_is_one_document(text: str, printed: str) -> None:
    (doc,) = read_text(text)
    assert isinstance(doc, Document)
    assert citekit.cite(doc) == printed


REFUSED = [
    "Fondo: Secretaría de Relaciones Exteriores\nExpediente: III-1246-3\nTítulo: Informe\nFecha: 4 de enero de 1937\n",
    "Signatur: R 28229\nTitel: Aufzeichnungen\nLaufzeit: 1931\n",
]


@pytest.mark.parametrize("text", REFUSED)
def test_an_entry_without_its_archive_is_refused_and_says_what_to_copy(text: str) -> None:
    (error,) = read_text(text)
    assert isinstance(error, ReadError) and "archive" in str(error)


def test_notes_with_colons_are_no_entry() -> None:
    text = "TNA: FO 371/84082.\nTNA: CAB 128/30.\nTNA: PREM 11/1105.\n"
    assert len([one for one in read_text(text) if isinstance(one, Document)]) == 3
