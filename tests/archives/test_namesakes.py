"""A name that archives of several countries share means the one at the place behind it."""

from __future__ import annotations

import pytest

from citekit import parse_references

PLACED = [
    ("National Archives, Dublin, DFA 5/305/14", "IE"),
    ("National Archives (Ireland), DFA 5/305/14", "IE"),
    ("National Archives (UK), FO 371/84082", "GB"),
    ("National Archives, London, FO 371/84082", "GB"),
    ("National Archives, Canberra, A1838, 123/4", "AU"),
    ("National Archives, New Delhi, Home Poll 12/3", "IN"),
    ("National Archives, Pretoria, BTS 1/33/3", "ZA"),
    ("National Archives Scotland, HH 55/12", "GB"),
    ("National Archives, Washington, D.C., RG 84, Box 3", "US"),
    ("National Archives, RG 84, Box 3", "US"),
    ("Archivo General de la Nación, Bogotá, Ministerio de Gobierno, caja 3", "CO"),
    ("Archivo General de la Nación, Buenos Aires, Sala VII, leg. 12", "AR"),
    ("Archivo General de la Nación (Lima), leg. 3", "PE"),
    ("Archives nationales, Luxembourg, AE 123", "LU"),
    ("Arquivo Nacional, Lisboa, PIDE/DGS, proc. 12", "PT"),
    ("Bundesarchiv, Bern, E 2001, 12/3", "CH"),
    ("Bundesarchiv (Schweiz), E 2001, 12/3", "CH"),
    ("Bundesarchiv Koblenz, B 136/123", "DE"),
    ("Riksarkivet, Oslo, UD 12/3", "NO"),
    ("Riksarkivet, Stockholm, HP 1 Er", "SE"),
]


@pytest.mark.parametrize("text, country", PLACED)
def test_the_place_says_which_archive_of_a_name_is_meant(text: str, country: str) -> None:
    (reference,) = parse_references(text)
    assert reference.repository is not None and reference.repository.country == country
    assert reference.levels and not reference.rest


@pytest.mark.parametrize("text", ["Public Record Office Victoria, VPRS 3183", "National Archives, Cardiff, D 12/4"])
def test_an_archive_that_is_not_known_there_is_no_other_country_s(text: str) -> None:
    (reference,) = parse_references(text)
    assert reference.repository is not None and not reference.repository.country
    assert reference.repository.abbreviation == text.split(",")[0]


def test_a_name_of_its_own_means_its_archive_whatever_stands_behind() -> None:
    (reference,) = parse_references("Hoover Institution Archives, Poland, Ambasada, box 5")
    assert reference.repository is not None and reference.repository.country == "US"
    assert [level.value for level in reference.levels] == ["Poland", "Ambasada", "5"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("PSF, Subject File, box 180, Harry S. Truman Library", "Harry S. Truman Library, PSF, Subject File, box 180"),
        ("box 5, Central Files, RG 59, National Archives", "National Archives, RG 59, Central Files, box 5"),
    ],
)
def test_the_archive_goes_first_and_levels_keep_their_order_from_large_to_small(text: str, printed: str) -> None:
    assert parse_references(text)[0].archive_first() == printed
