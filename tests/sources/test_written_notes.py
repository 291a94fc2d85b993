"""Footnotes of our own, of many countries and word orders: how much of them is read, and nothing is lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from citekit import Document, ReadError
from citekit.common.tables import table
from citekit.sources.notes.note_numbers import number_of_note

from .scoring import holds_level, iso, levels_of, read, read_all, same_repository, squeezed

# words that a document says in another way: who sent it to whom, and that it is the same place
SAID_OTHERWISE = frozenset(
    "to from an à a au à ao para do до aan till til from and in of the see also source ibid dated on at by cited citing"
    " quoted copy both all note vom подробнее v du von de siehe vgl zob см там же din от for am dne al ad el le"
    " del către z dnia tamże προς προσ ngày ebd также und oraz passim with accessed for example op cit".split()
)
SAID_OTHERWISE |= {
    word.casefold()
    for group in ("signals", "leads")
    for row in table("notes")[group].values()
    for word in re.findall(r"\w+", row)
}


def written() -> list[tuple[str, list[str]]]:
    """(note, what must be found) of the file."""
    lines = (Path(__file__).parent / "written_notes.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    return [(note, [part.strip() for part in wanted.split(" | ")]) for note, wanted in zip(lines[::2], lines[1::2])]


NOTES = written()
pytestmark = pytest.mark.xdist_group("written notes")  # which are read once


def found_levels(wanted: str, docs: list[Document]) -> bool:
    found = levels_of(docs)
    for level in wanted.split(" · "):
        if level.startswith("~"):
            good = any(squeezed(level) in squeezed(value) for _, value in found)
        else:
            good = holds_level(*level.split(" ", 1), found)
        if not good:
            return False
    return True


def found_people(wanted: str, docs: list[Document]) -> bool:
    sender, recipient = (squeezed(name.strip("- ")) for name in wanted.split(" > "))
    people = [(squeezed(d.sender), squeezed(d.recipient)) for d in docs]
    return (sender, recipient) in people if sender or recipient else all(p == ("", "") for p in people)


def found_title(wanted: str, docs: list[Document]) -> bool:
    title = squeezed(wanted.lstrip("~"))
    return any(title in squeezed(d.title) if wanted[0] == "~" else title == squeezed(d.title) for d in docs)


def parts_of(note: str, wanted: list[str]) -> dict[str, bool]:
    """What of a note is right, by part."""
    docs = read(note)
    date, repository, levels, people, title, number = wanted
    out: dict[str, bool] = {}
    if date != "?":
        out["date"] = iso(docs) == date.strip("-")
    if repository == "-":
        out["repository"] = not any(r.repository for d in docs for r in d.references)
    elif repository != "?":
        out["repository"] = same_repository(repository, docs)
    if levels not in "?-":
        out["levels"] = found_levels(levels, docs)
    if people != "?":
        out["people"] = found_people(people, docs)
    if title != "?":
        out["title"] = found_title(title, docs)
    if number != "?":
        out["number"] = len(docs) == int(number)
    return out


@cache
def all_parts() -> list[dict[str, bool]]:
    """What of each note is right, worked out once."""
    return [parts_of(note, wanted) for note, wanted in NOTES]


def test_there_are_hundreds_of_notes_of_many_countries() -> None:
    assert len(NOTES) > 300 and all(len(wanted) == 6 for _, wanted in NOTES)


# the shares that the reader has reached; what is missing is written down in the file as it ought to be
@pytest.mark.parametrize(
    ("part", "share"),
    [("date", 0.96), ("repository", 0.94), ("levels", 0.94), ("people", 0.95), ("title", 0.93), ("number", 0.97)],
)
@pytest.mark.slow
def test_each_part_of_a_note_is_found(part: str, share: float) -> None:
    right, every = Counter[str](), Counter[str]()
    for parts in all_parts():
        for name, good in parts.items():
            every[name] += 1
            right[name] += good
    assert right[part] >= share * every[part], f"{part}: {right[part]} of {every[part]}"


@pytest.mark.slow
def test_most_notes_are_read_wholly_right() -> None:
    whole = sum(all(parts.values()) for parts in all_parts())
    assert whole >= 0.9 * len(NOTES), f"{whole} of {len(NOTES)}"


def test_no_word_of_a_note_is_lost() -> None:
    lost = []
    for note, _ in NOTES:
        docs = read(note)
        refused = " ".join(str(one) for one in read_all(note) if isinstance(one, ReadError))
        kept = squeezed(
            " ".join(json.dumps(d.to_csl(), ensure_ascii=False) + " ".join(d.unread) for d in docs) + refused
        )
        if docs:
            # the particles behind names of East Asia are no words of theirs
            text = note[number_of_note(note) :]
            plain = re.sub("(?<=[가-힣])(?:가|에게)(?![가-힣])|より|宛", " ", text.replace("日付", "日 "))
            words = (w for w in re.findall(r"\w+", plain) if w.casefold() not in SAID_OTHERWISE)
            lost += [(word, note) for word in words if squeezed(word) not in kept]
    assert not lost
