"""Citations in tables drawn with characters: the tables stay tables (pandoc's User's Guide, "Tables")."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

import citekit
from citekit.manuscript.markdown import marks
from citekit.manuscript.markdown.cells import width

from . import pandoc
from .library import LIBRARY, OTHER

GRID = """+-----------+----------+
| a         | b        |
+===========+:========:+
| x [@adams]| y        |
+-----------+----------+
| z         | w [@baker, 3]. |
| more      | -        |
+-----------+----------+
""".replace("| w [@baker, 3]. |", "| [@baker] |")
SIMPLE = """  Right     Left
-------     ------
     12     x [@adams]
    123     y z
"""
SEVERAL = """-------------------------------------------
 Centered   Default           Right Left
  Header    Aligned         Aligned Aligned
----------- ------- --------------- -----------
   First    row                12.0 A [@adams]
                                    more text

  Second    [@b]               5.0  Here's
-------------------------------------------
""".replace("[@b]   ", "[@901] ")
QUOTED = "".join(f"> {line}\n" for line in GRID.splitlines())
TABLES = [GRID, SIMPLE, SEVERAL, QUOTED]


def weave(text: str, style: str, documents: Any = LIBRARY) -> str:
    return citekit.weave(text, library=documents, style=style)


def cells(text: str) -> list[list[str]]:
    """The texts of the cells of the first table as pandoc reads it, by row."""
    found = json.loads(pandoc.run(text, "-t", "json")[0])["blocks"][0]
    table = found if found["t"] == "Table" else found["c"][0]
    assert table["t"] == "Table"
    _, _, _, head, bodies, _ = table["c"]
    rows = [*head[1], *(row for body in bodies for row in body[3])]
    return [[plain(cell[4]) for cell in row[1]] for row in rows]


def plain(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(plain, node))
    if not isinstance(node, dict) or node["t"] in ("Note", "Cite", "RawInline"):
        return ""
    return str(node["c"]) if node["t"] == "Str" else " " if "c" not in node else plain(node["c"])


@pytest.mark.parametrize("style", ["chicago-notes", "chicago-author-date", "mla"])
@pytest.mark.parametrize("table", TABLES)
def test_a_woven_table_has_the_same_cells_and_is_woven_again(table: str, style: str) -> None:
    woven = weave(table, style)
    before, after = cells(table), cells(woven)
    assert [len(row) for row in before] == [len(row) for row in after]
    for row, made in zip(before, after):
        for cell, other in zip(row, made):
            assert other.lstrip()[:1] == cell.lstrip()[:1] or not cell.strip(" .")
    assert weave(woven, style) == woven
    assert weave(weave(woven, "mla"), style).count("citekit:cell") == woven.count("citekit:cell")


def test_the_lines_of_a_grid_stay_equally_long() -> None:
    lines = weave(GRID, "chicago-author-date").splitlines()[:8]
    assert len({width(line) for line in lines}) == 1 and "(Adams 1999)" in lines[3] and lines[2].endswith(":+")


def test_notes_that_are_shorter_move_nothing() -> None:
    woven = weave(GRID, "chicago-notes")
    assert woven.splitlines()[:3] == GRID.splitlines()[:3] and "| x[^1]     |" in woven
    assert marks.unweave(woven).text.startswith(f"{GRID}\n<!-- bibliography -->")


@pytest.mark.parametrize("table", TABLES)
def test_a_changed_library_brings_the_cells_up_to_date(table: str) -> None:
    woven = weave(table, "chicago-author-date")
    other = [LIBRARY[0], {**LIBRARY[1], "issued": {"date-parts": [[2001]]}}, OTHER]
    again = weave(woven, "chicago-author-date", other)
    assert "(Adams 2001)" in again and "(Adams 1999)" not in again


def test_a_note_that_was_edited_by_hand_stays_and_text_taken_out_is_gone() -> None:
    woven = weave(GRID, "chicago-notes")
    edited = woven.replace("[^1]: Jane Adams", "[^1]: My Jane Adams")
    with pytest.warns(UserWarning, match="edited by hand"):
        again = weave(edited, "chicago-notes")
    assert "[^1]: My Jane Adams" in again and "| x[^1]     |" in again
    gone = weave(woven.replace("x[^1] ", "x     "), "chicago-notes")
    assert "Adams" not in gone and "Baker" in gone


def test_spaces_at_the_ends_of_lines_may_be_gone() -> None:
    woven = weave(SIMPLE, "chicago-notes")
    stripped = "".join(f"{line.rstrip()}\n" for line in woven.splitlines())
    assert "x[^1]" in weave(stripped, "chicago-notes") and "Adams" in weave(stripped, "chicago-notes")


def test_a_citation_over_two_lines_of_a_cell_is_left_and_told() -> None:
    table = "+---------+---+\n| [@adams,| a |\n| p. 3]   | b |\n+---------+---+\n"
    with pytest.warns(UserWarning, match="line 2: this citation goes over two lines"):
        assert table in weave(table, "chicago-notes")


@pytest.mark.parametrize("seed", range(30))
def test_any_grid_stays_a_grid(seed: int) -> None:
    """Grids made at random, with citations in any cell and wide letters beside them."""
    r = Random(seed)
    columns, rows = r.randint(1, 4), r.randint(1, 4)
    texts = ["", "a", "some words", "文字", "[@adams]", "x [@baker, 3]", "[@adams] and [@baker].", "ü [@petrov]"]
    body = [[[r.choice(texts) for _ in range(r.randint(1, 2))] for _ in range(columns)] for _ in range(rows)]
    widths = [max(width(line) for row in body for line in row[n]) + r.randint(2, 4) for n in range(columns)]
    rule = "+" + "+".join("-" * size for size in widths) + "+"
    lines = [rule]
    for row in body:
        for k in range(max(map(len, row))):
            filled = [cell[k] if k < len(cell) else "" for cell in row]
            lines.append("|" + "|".join(" " + t + " " * (s - 1 - width(t)) for t, s in zip(filled, widths)) + "|")
        lines.append(rule)
    table = "\n".join(lines) + "\n"
    for style in ("chicago-notes", "chicago-author-date"):
        woven = weave(table, style)
        assert len({width(line) for line in woven.splitlines()[: len(lines)]}) == 1
        assert weave(woven, style) == woven
