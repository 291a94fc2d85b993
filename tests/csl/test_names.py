"""Names: stated order kept, particles and suffixes apart, institutions and single names whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citekit
from citekit.csl.languages import biblatex_language, language_code, language_name
from citekit.csl.names import full_name, parse_name
from citekit.csl.wording import name_wording, names_of

NAMES: list[tuple[str, dict[str, Any]]] = [
    ("Nicholas II", {"literal": "Nicholas II"}),
    ("Louis XIV", {"literal": "Louis XIV"}),
    ("Pope Pius XII", {"literal": "Pope Pius XII"}),
    ("Николай II", {"literal": "Николай II"}),
    ("Friedrich Wilhelm IV", {"literal": "Friedrich Wilhelm IV"}),
    ("Smith AB", {"given": "AB", "family": "Smith"}),
    ("Andrei Andreevich Gromyko", {"given": "Andrei Andreevich", "family": "Gromyko"}),
    ("A. A. Gromyko", {"given": "A. A.", "family": "Gromyko"}),
    ("Громыко Андрей Андреевич", {"given": "Андрей Андреевич", "family": "Громыко"}),
    ("Трубецкой Н.С.", {"given": "Н.С.", "family": "Трубецкой"}),
    ("Kim Il Sung", {"family": "Kim", "given": "Il Sung", "static-ordering": True}),
    ("Kim Jong-un", {"family": "Kim", "given": "Jong-un", "static-ordering": True}),
    ("Zhou Enlai", {"family": "Zhou", "given": "Enlai", "static-ordering": True}),
    ("Chiang Kai-shek", {"family": "Chiang", "given": "Kai-shek", "static-ordering": True}),
    ("Ho Chi Minh", {"family": "Ho", "given": "Chi Minh", "static-ordering": True}),
    ("Lê Duẩn", {"family": "Lê", "given": "Duẩn", "static-ordering": True}),
    ("Syngman Rhee", {"given": "Syngman", "family": "Rhee"}),
    ("Lee Harvey Oswald", {"given": "Lee Harvey", "family": "Oswald"}),
    ("Kim Philby", {"given": "Kim", "family": "Philby"}),
    ("Joachim von Ribbentrop", {"given": "Joachim", "non-dropping-particle": "von", "family": "Ribbentrop"}),
    ("van der Waals, Johannes", {"given": "Johannes", "non-dropping-particle": "van der", "family": "Waals"}),
    ("Martin Luther King, Jr.", {"given": "Martin Luther", "family": "King", "suffix": "Jr."}),
    ("King, Martin Luther, Jr.", {"given": "Martin Luther", "family": "King", "suffix": "Jr."}),
    ("Stalin", {"literal": "Stalin"}),
    ("Embassy of the GDR", {"literal": "Embassy of the GDR"}),
    ("Ministry of Foreign Affairs", {"literal": "Ministry of Foreign Affairs"}),
    ("CIA", {"literal": "CIA"}),
    ("7Brands", {"literal": "7Brands"}),
    ("Ordnance Survey", {"literal": "Ordnance Survey"}),
    ("Metropolitan Police", {"literal": "Metropolitan Police"}),
    ("Musée Carnavalet", {"literal": "Musée Carnavalet"}),
    ("Institut Pasteur", {"literal": "Institut Pasteur"}),
    ("Edward Abbey", {"given": "Edward", "family": "Abbey"}),
    ("William Press", {"given": "William", "family": "Press"}),
    ("et al.", {"literal": "others"}),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_written_name_is_divided_as_it_is_meant(text: str, name: dict[str, Any]) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize("text", ["Kim Il Sung", "Zhou Enlai", "Ho Chi Minh"])
def test_a_family_name_that_stands_first_stays_first_everywhere(text: str) -> None:
    item = {
        "id": "x",
        "type": "book",
        "title": "Works",
        "author": [parse_name(text)],
        "issued": {"date-parts": [[1951]]},
        "publisher": "P",
    }
    family = text.split(" ")[0]
    assert citekit.cite(item).startswith(f"{text}, ")
    assert citekit.bibliography([item])[0].startswith(f"{text}. ")
    assert citekit.cite(item, style="chicago-author-date") == f"({family} 1951)"


@given(st.text(max_size=80).filter(lambda text: "others" not in text.casefold()))  # “and others” is et al.
def test_a_name_that_is_said_again_has_all_its_words(text: str) -> None:
    assert sorted(full_name(parse_name(text)).replace(",", " ").split()) == sorted(text.replace(",", " ").split())


@pytest.mark.parametrize("name", [name for _, name in NAMES if "particle" not in str(name)])
def test_names_in_words_come_back(name: dict[str, Any]) -> None:
    assert names_of(name_wording(name) + "; " + name_wording({"literal": "A, B & Co."})) == [
        name,
        {"literal": "A, B & Co."},
    ]


@pytest.mark.parametrize(
    ("name", "code", "key"),
    [
        ("Russian", "ru", "russian"),
        ("русский", "ru", "russian"),
        ("Chinese", "zh", ""),
        ("Serbo-Croatian", "sh", ""),
        ("de", "de", "german"),
        ("en-GB", "en-GB", "english"),
        ("gibberish language", "", ""),
    ],
)
def test_languages_have_codes(name: str, code: str, key: str) -> None:
    assert (language_code(name), biblatex_language(name)) == (code, key)
    if key:
        assert language_code(language_name(key)).split("-")[0] == code.split("-")[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("De Gasperi", {"literal": "De Gasperi"}),
        ("de Gaulle", {"family": "Gaulle", "non-dropping-particle": "de"}),
        ("Alcide De Gasperi", {"family": "De Gasperi", "given": "Alcide"}),
        ("Charles de Gaulle", {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"}),
        ("W. E. B. Du Bois", {"family": "Du Bois", "given": "W. E. B."}),
    ],
)
def test_a_particle_with_a_capital_is_of_the_family_name(text: str, name: dict[str, str]) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    ("text", "family", "given", "particle"),
    [
        ("d'Alembert, Jean", "Alembert", "Jean", "d'"),
        ("dell\u2019Acqua, R.", "Acqua", "R.", "dell\u2019"),
        ("O'Neill, Eugene", "O'Neill", "Eugene", None),
        ("van Gogh, V", "Gogh", "V", "van"),
        ("Ivanov, I", "Ivanov", "I", None),
    ],
)
def test_particles_with_an_apostrophe_and_single_initials(
    text: str, family: str, given: str, particle: str | None
) -> None:
    name = parse_name(text)
    assert (name["family"], name["given"], name.get("non-dropping-particle")) == (family, given, particle)
    assert full_name(name) == f"{given} {text.partition(',')[0]}"
