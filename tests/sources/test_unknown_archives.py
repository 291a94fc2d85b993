"""Archives that are in no table are read by the form of their names and references, in any order of a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from citekit.archives.repository import match_repository

from .scoring import iso, read, squeezed
from .test_written_notes import found_levels

LINES = (Path(__file__).parent / "unknown_archives.txt").read_text(encoding="utf-8").splitlines()
ARCHIVES = [tuple(part.strip() for part in line.split(" | ")) for line in LINES if not line.startswith("#")]
NOTES = {
    "alone": "{}.",
    "behind a letter": "Huber to Meier, 4 May 1923, {}.",
    "before a letter": "{}, Huber to Meier, 4 May 1923.",
    "behind a title": "“Report on the Harvest,” 4 May 1923, {}.",
}


def test_the_archives_are_in_no_table() -> None:
    known = [name for _, name, _ in ARCHIVES if (found := match_repository(name)) is not None and found[1] == len(name)]
    assert len(ARCHIVES) > 60 and not known


@pytest.mark.parametrize("order", NOTES)
@pytest.mark.parametrize(("reference", "name", "levels"), ARCHIVES, ids=[name for _, name, _ in ARCHIVES])
def test_an_archive_of_no_table_is_read_by_its_form(reference: str, name: str, levels: str, order: str) -> None:
    (doc,) = read(NOTES[order].format(reference))
    (repository,) = doc.repositories
    assert squeezed(name) in {squeezed(repository.abbreviation), squeezed(repository.name)}
    assert found_levels(levels, [doc])
    if "letter" in order:
        assert (doc.sender, doc.recipient, iso([doc])) == ("Huber", "Meier", "1923-05-04")
    if "title" in order:
        assert (doc.title, iso([doc])) == ("Report on the Harvest", "1923-05-04")
