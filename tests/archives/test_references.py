"""Archival references: repository, levels with their own words, leaves, compounds, and the rest kept."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citekit
from citekit import parse_references
from citekit.archives import repositories
from citekit.archives.reference import holds
from tests.sizes import sizes

COMPOUND = "APRF, Fond 3, Opis 65, Delo 829, Listy 44-45 and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 65-66"


def read(text: str) -> list[tuple[str | None, list[tuple[str, str, str]], str]]:
    return [
        (r.repository.abbreviation if r.repository else None, [(v.kind, v.term, v.value) for v in r.levels], r.rest)
        for r in parse_references(text)
    ]


def test_two_copies_in_two_archives_are_two_references() -> None:
    assert read(COMPOUND) == [
        (
            "APRF",
            [("fond", "Fond", "3"), ("opis", "Opis", "65"), ("delo", "Delo", "829"), ("leaf", "Listy", "44-45")],
            "",
        ),
        (
            "AVPRF",
            [
                ("fond", "Fond", "059a"),
                ("opis", "Opis", "5a"),
                ("delo", "Delo", "5"),
                ("papka", "Papka", "11"),
                ("leaf", "Listy", "65-66"),
            ],
            "",
        ),
    ]


@pytest.mark.parametrize("join", [" and ", "; ", "; and ", " and also ", ", and "])
def test_references_are_joined_in_several_ways(join: str) -> None:
    text = f"RGANI, f. 5, op. 49, d. 131, ll. 193-194{join}RGASPI, f. 17, op. 3, d. 5, l. 3"
    references = parse_references(text)
    assert [r.repository.abbreviation for r in references if r.repository] == ["RGANI", "RGASPI"]
    assert "".join(map(str, references)) == text


@pytest.mark.parametrize(
    ("text", "repository", "levels"),
    [
        ("RGASPI, F.558, Op.1, D.5754, L.126.", "RGASPI", ["fond 558", "opis 1", "delo 5754", "leaf 126"]),
        ("АВП РФ.Ф. 0102. Оп. 13. Д. 6, папка 72.", "AVPRF", ["fond 0102", "opis 13", "delo 6", "papka 72"]),
        (
            "AVPRF f. 0100, op. 34, 1946, p. 253, d. 18",
            "AVPRF",
            ["fond 0100", "opis 34", "year 1946", "papka 253", "delo 18"],
        ),
        ("RGANI, f. 89, per. 28, dok. 5", "RGANI", ["fond 89", "file 28", "item 5"]),
        (
            "TsAMO, f. 5, port. 3, ed. khr. 12, l. 12-12ob",
            "TsAMO",
            ["fond 5", "portfolio 3", "delo 12", "leaf 12-12ob"],
        ),
        ("RGANI, F. 3, op. 72, d. 192, pp. 18, 30", "RGANI", ["fond 3", "opis 72", "delo 192", "page 18, 30"]),
        ("TsDAHOU, Ф. 1, оп. 24, спр. 5, арк. 12 зв.", "TsDAHOU", ["fond 1", "opis 24", "delo 5", "leaf 12 зв."]),
        ("TsDA, Fond 1-B, Opis 6, a.e. 1234", "TsDA", ["fond 1-B", "opis 6", "delo 1234"]),
        (
            "SAPMO-BArch, DY 30/J IV 2/202-371, Bl. 1-12",
            "SAPMO-BArch",
            ["call_number DY 30/J IV 2/202-371", "leaf 1-12"],
        ),
        ("PA AA, B 20-200, Bd. 52", "PA AA", ["call_number B 20-200", "volume 52"]),
        ("TNA, FO 371/84082, FK1022/111", "TNA", ["call_number FO 371/84082", "item FK1022/111"]),
        ("PRC FMA 106-00001-01, 1-9", "PRC FMA", ["call_number 106-00001-01", "page 1-9"]),
        ("MOL, XIX-J-1-j Korea, 4. doboz, 5/a", "MOL", ["call_number XIX-J-1-j Korea", "box 4", "item 5/a"]),
        ("NARA, RG 59, Box 4265", "NARA", ["record_group 59", "box 4265"]),
        ("NA, ÚV KSČ, f. 02/1, sv. 24, a. j. 12", "NA", ["record_group ÚV KSČ", "fond 02/1", "volume 24", "item 12"]),
        ("AAN, KC PZPR, XI A/82, k. 5-7", "AAN", ["fond KC PZPR", "call_number XI A/82", "leaf 5-7"]),
    ],
)
def test_each_archive_is_read_in_its_own_words(text: str, repository: str, levels: list[str]) -> None:
    (reference,) = parse_references(text)
    assert reference.repository is not None and reference.repository.abbreviation == repository
    assert [f"{level.kind} {level.value}" for level in reference.levels] == levels
    assert str(reference) == text


TABLE = [
    line.rstrip("\n")
    for line in (Path(__file__).parent / "references.txt").read_text(encoding="utf-8").splitlines(True)
    if line[0] != "#"
]


@pytest.mark.parametrize("line", TABLE)
def test_references_of_the_world_are_taken_apart_as_historians_read_them(line: str) -> None:
    _, repository, levels, rest, text = (part.strip() for part in line.replace("| |", "|  |").split("|", 4))
    (reference,) = parse_references(text)
    assert (reference.repository.abbreviation if reference.repository else "-") == repository
    assert " · ".join(f"{level.kind} {level.value}" for level in reference.levels) == levels
    assert (reference.rest, str(reference)) == (rest, text)


def test_the_table_covers_the_world() -> None:
    assert len(TABLE) >= 60 and len({line.split("|")[0] for line in TABLE}) >= 15


def test_p_is_a_papka_in_avprf_and_a_page_elsewhere() -> None:
    (avprf,), (rgani,) = parse_references("AVPRF, f. 5, p. 11"), parse_references("RGANI, f. 5, p. 11")
    assert (avprf.levels[1].kind, rgani.levels[1].kind) == ("papka", "page")


@pytest.mark.parametrize(
    "text",
    [
        "Fond and Opis not given",
        "Milovan Djilas. Wartime. Translated by a Translator (New York: Publisher, 1977), 385-387",
        "Obtained by A and translated by B",
    ],
)
def test_what_is_no_reference_is_kept_word_for_word(text: str) -> None:
    (reference,) = parse_references(text)
    assert (reference.levels, reference.rest, str(reference)) == ((), text, text)


def test_a_printed_book_stands_where_a_reference_is_expected() -> None:
    text = "Milovan Djilas. Wartime. Translated by Michael B. Petrovich (New York: Harcourt, 1977), 385-387"
    doc = citekit.loads(
        f'"A Talk," May 1, 1944, Wilson Center Digital Archive, {text}. https://digitalarchive.wilsoncenter.org/document/1'
    )
    (reference,) = doc.references
    assert (reference.published, reference.text, doc.contributors, doc.unread) == (True, text, (), ())


def test_credits_where_a_reference_is_expected_are_roles_and_names() -> None:
    credits = "Obtained by Béla Révész; translated and edited by Barnabás Vajd, Laura Deal, and Karl P. Benziger."
    doc = citekit.loads(
        f'"A Report," May 1, 1989, Wilson Center Digital Archive, {credits} https://digitalarchive.wilsoncenter.org/document/1'
    )
    people = ["Barnabás Vajd", "Laura Deal", "Karl P. Benziger"]
    assert [(c.role, c.name) for c in doc.contributors] == [
        ("obtained", "Béla Révész"),
        *(("translated", p) for p in people),
        *(("edited", p) for p in people),
    ]
    assert (doc.references, doc.unread) == ((), ())


def test_an_archive_named_in_full_with_its_abbreviation_is_one_archive() -> None:
    (reference,) = parse_references("Archive of the President of the Russian Federation (APRF), f. 3, op. 65, l. 30")
    assert (reference.repository.abbreviation if reference.repository else "", reference.rest) == ("APRF", "")


def test_an_extent_is_not_a_leaf() -> None:
    (reference,) = parse_references("РО ИРЛИ. Ф. 568. Оп. 1. Д. 1. 214 л.")
    assert reference.leaves is None and "214 л." in reference.rest


def test_a_range_of_leaves_takes_an_en_dash_and_a_call_number_does_not() -> None:
    (reference,) = parse_references("SAPMO-BArch, DY 30/J IV 2/202-371, Bl. 1-12")
    assert reference.typeset() == "SAPMO-BArch, DY 30/J IV 2/202-371, Bl. 1\u201312"


@pytest.mark.parametrize(
    ("leaves", "leaf", "inside"),
    [
        ("44-45", "44", True),
        ("44-45", "46", False),
        ("57, 60, 61", "60", True),
        ("104-9", "108", True),
        ("12-12ob", "12ob", True),
    ],
)
def test_a_leaf_lies_within_leaves(leaves: str, leaf: str, inside: bool) -> None:
    assert holds(leaves, leaf) is inside


@given(st.text(max_size=300))
def test_joined_references_are_the_text(text: str) -> None:
    assert "".join(map(str, parse_references(text))) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "APRF, ",
                "Fond 3",
                ", ",
                "; ",
                " and ",
                "l. ",
                "44-45",
                "ob",
                "(",
                ")",
                ".",
                "Ф. ",
                "RG 59",
                "doboz",
                "\n",
            ]
        ),
        max_size=40,
    )
)
def test_joined_references_are_the_text_for_what_looks_like_references(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(map(str, parse_references(text))) == text


@sizes(20_000, 40_000)
@pytest.mark.slow
def test_a_long_hostile_text_is_read_in_a_straight_line(size: int) -> None:
    for pattern in (
        "f. 1, ",
        "and APRF ",
        "((((",
        "1-",
        "a. ",
        "l. 1, ",
        ". ",
        "и, ",
        "NARA ",
        "№",
        "昭和",
        "12/",
        "Box 1 ",
    ):
        for before in ("", "RGASPI, f. 5, "):
            started = time.process_time()
            parse_references(before + pattern * (size // len(pattern)))
            assert time.process_time() - started < 5 * size / 40_000, (before, pattern)


def test_every_repository_says_where_it_is() -> None:
    for repository in repositories():
        assert repository.name and len(repository.country) == 2, repository
    assert len({r.abbreviation for r in repositories()}) == len(repositories())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Archives nationales, F7 12912, dossier 3", "F7 12912"),
        ("AN, F1a 3345", "F1a 3345"),
        ("Archives nationales, BB18 2345", "BB18 2345"),
    ],
)
def test_a_series_of_the_french_national_archives_is_one_number_with_its_article(text: str, number: str) -> None:
    (reference,) = parse_references(text)
    level = reference.level("call_number")
    assert level is not None and level.value == number and not reference.rest


def test_an_abbreviation_of_several_archives_is_that_of_the_words_beside_it() -> None:
    french, romanian = "AMAE, série Asie-Océanie, vol. 7", "AMAE, fond Moscova, vol. 7"
    places = [
        parse_references(text)[0].repository for text in (french, french.replace("série", "sous-série"), romanian)
    ]
    assert [place.tradition for place in places if place is not None] == ["french", "french", "romanian"]
