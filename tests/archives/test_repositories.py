"""The table of repositories: whose they are, what they are called, and how their references are written."""

from __future__ import annotations

import pytest

from citekit.archives import parse_references, repositories
from citekit.archives.repository import match_repositories


def test_there_are_repositories_of_the_world() -> None:
    assert len(repositories()) >= 250
    assert len({r.country for r in repositories()}) >= 40


@pytest.mark.parametrize("repository", repositories(), ids=lambda r: r.abbreviation)
def test_a_reference_is_read_in_each_form_of_the_name(repository: object) -> None:
    for name in (repository.abbreviation, *repository.also, repository.name, repository.original):  # type: ignore[attr-defined]
        if not name:
            continue
        found = match_repositories(name)
        assert found is not None and found[1] == len(name) and repository in found[0], name
    (reference,) = parse_references(repository.reference)  # type: ignore[attr-defined]
    assert reference.repository is not None and reference.levels and not reference.rest, reference
    assert str(reference) == repository.reference  # type: ignore[attr-defined]


def test_the_form_of_a_reference_has_its_source_where_one_is_known() -> None:
    stated = [r for r in repositories() if r.source]
    assert len(stated) >= 150
    assert next(r for r in repositories() if r.abbreviation == "NAA").source.endswith("Citing archival records")
    assert next(r for r in repositories() if r.abbreviation == "GARF").source == "GOST R 7.0.5-2008, section 11"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("NA, RG 59, Box 5", "US"),
        ("NA, f. 02/1, sv. 24, a. j. 12", "CZ"),
        ("AMAE, fond Telegrame, dosar 12/1951, f. 3", "RO"),
        ("AMAE, série Asie-Océanie, carton 12, dossier 3", "FR"),
    ],
)
def test_an_abbreviation_that_several_share_is_settled_by_the_levels_that_follow(text: str, country: str) -> None:
    (reference,) = parse_references(text)
    assert reference.repository is not None and reference.repository.country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("QRZ, TYW/1/W5", "QRZ"),
        ("Stadtarchiv Xanten, Bestand 3, Nr. 12", "Stadtarchiv Xanten"),
        ("Gansu, 219-2-319, pp. 56–68", "Gansu"),
        ("ОГАТО. Ф. Р-12. Оп. 1. Д. 234.", "ОГАТО"),
    ],
)
def test_an_archive_that_is_in_no_table_is_kept_as_one(text: str, name: str) -> None:
    (reference,) = parse_references(text)
    assert reference.repository is not None and reference.repository.abbreviation == name
    assert not reference.repository.country and reference.levels and not reference.rest
