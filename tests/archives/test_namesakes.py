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


ELSEWHERE = [
    "NAZ, Harare, S 3285",
    "AGN, Caracas, caja 3",
    "ANM, Bamako, boîte 3",
    "TNA, Dar es Salaam, box 3",
    "HDA, Kyiv, f. 13, spr. 372",
    "NAM, London, box 3",
    "National Archives, Zomba, box 3",
    "Nationaal Archief, Paramaribo, doos 3",
    "Archivo Histórico Nacional, Bogotá, caja 3",
    "Archivo Nacional Histórico Juan Pérez, caja 3",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_an_archive_of_another_country_than_the_place_behind_it_is_not_meant(text: str) -> None:
    (reference,) = parse_references(text)
    assert reference.repository is None or not reference.repository.country
    assert not any(level.value in text.split(", ")[1:2] for level in reference.levels), "a town is no level"


def test_a_name_that_goes_on_is_another_archive() -> None:
    (reference,) = parse_references("Archivo Histórico Diplomático Genaro Estrada, exp. III-1246-3")
    assert reference.repository is not None and reference.repository.country == "MX"


@pytest.mark.parametrize("text", ["ASMAE, Londra, b. 345", "Hoover Institution Archives, Paris, box 3"])
def test_the_files_of_a_post_are_in_the_archive_that_is_named(text: str) -> None:
    (reference,) = parse_references(text)
    assert reference.repository is not None and reference.repository.country in ("IT", "US")
